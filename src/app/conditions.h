// The printing conditions whose profiles come with the program.
#pragma once

#include <string_view>

#include "base/bytes.h"
#include "layout/page.h"

namespace chancery::app {

/// A printing condition of the ICC's registry.
struct KnownCondition {
  std::string_view name;
  std::string_view identifier;
  std::string_view description;
  std::string_view file;
};

/// By name, in any case; null when it is none of them.
const KnownCondition* find_condition(std::string_view name);
/// The one that is usual for the letter's paper: FOGRA39 on A4, GRACoL on US Letter.
const KnownCondition& usual_condition(const layout::Document& document);

/// Where its profile lies; what data_folder() throws.
std::string profile_file(const KnownCondition& condition);

}  // namespace chancery::app
