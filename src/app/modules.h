// The parts of the program that are loaded when they are needed: they draw in libraries that cost
// milliseconds at every start.
#pragma once

#include <string>

namespace chancery::app {

/// The function `symbol` of the module `file` ("chancery_svg.so"), which lies beside the program or
/// in ../lib/chancery. It stays loaded.
/// Throws Failure(kSystem, "no-module") naming the package that the module needs.
void* load_module(const std::string& file, const char* symbol, const std::string& package);

}  // namespace chancery::app
