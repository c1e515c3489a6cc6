// Diagnostics and positions as text, to compare them at a glance.
#pragma once

#include <string>
#include <vector>

#include "base/diagnostic.h"

namespace chancery {

inline std::vector<std::string> told(const Diagnostics& diagnostics) {
  std::vector<std::string> lines;
  for (const Diagnostic& diagnostic : diagnostics) lines.push_back(format(diagnostic));
  return lines;
}

inline std::string place(const Position& where) {
  return std::to_string(where.line) + ':' + std::to_string(where.column);
}

}  // namespace chancery
