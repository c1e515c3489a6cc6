// What the user sees in the terminal: diagnostics and progress on stderr, answers on stdout.
#pragma once

#include <span>
#include <string_view>

#include "base/diagnostic.h"
#include "data/data.h"

namespace chancery::app {

/// Exit status of the program.
enum class Exit { kDone = 0, kBad = 1, kUndecided = 2, kUsage = 3, kSystem = 4 };

enum class Format { kText, kJson };

/// Diagnostics as text on stderr, or as one JSON array on stdout.
void show(std::span<const Diagnostic> diagnostics, Format format);

/// A diagnostic as JSON has it: file, line, column, severity, code, what, mend.
data::Node to_node(const Diagnostic& diagnostic);

/// An answer as JSON, on stdout.
void show_json(const data::Node& node);

/// One line of answer on stdout.
void say(std::string_view line);

Exit exit_of(FailureKind kind);

}  // namespace chancery::app
