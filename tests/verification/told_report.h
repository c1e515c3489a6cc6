// A report in the messages of tests.
#pragma once

#include <string>

#include "verification/verification.h"

namespace chancery::verification {

inline std::string to_text(const Report& report, const std::string& file) {
  return data::write_json(to_node(report, file));
}

}  // namespace chancery::verification
