// Programs of the system that this one has do a part of the work.
#pragma once

#include <sys/types.h>

#include <string>
#include <vector>

namespace chancery::app {

struct Started {
  pid_t child = 0;
  int error = 0;  ///< of errno; 0: it runs
};

/// Starts the program of that name on the search path, without a shell, with default signals; it
/// reads nothing, and what it says it says on stderr.
Started start_program(const std::vector<std::string>& command);

}  // namespace chancery::app
