// The parts of the program that are loaded when they are needed: they draw in libraries that cost
// milliseconds at every start.
#pragma once

#include <functional>
#include <future>
#include <string>

#include "pdf/write/write.h"

namespace chancery::app {

/// The function `symbol` of the module `file` ("chancery_svg.so"), which lies beside the program or
/// in ../lib/chancery. It stays loaded.
/// Throws Failure(kSystem, "no-module") naming the package that the module needs.
void* load_module(const std::string& file, const char* symbol, const std::string& package);

/// Loads the writer of PDF files in the background, once `before` returns: what is needed sooner
/// goes first. Who asks for it waits for it.
std::shared_future<pdf::Serialiser> load_serialiser(std::function<void()> before);

}  // namespace chancery::app
