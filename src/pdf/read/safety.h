// What must hold before a file is handed to libqpdf, which inflates object streams whole and
// follows /Length references by recursion.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "pdf/read/sections.h"

namespace chancery::pdf {

struct SafetyCheck {
  std::optional<ReadProblem> problem;
  /// Objects that are not where the newest cross-reference entry says.
  std::set<int> misplaced;
};

/// `body` begins at the header. Looks at every object that any section mentions:
/// - brackets of dictionaries match, so that libqpdf and we agree on what is a stream;
/// - a stream's /Length is no stream, and an object stream's not compressed (7.5.7);
/// - object streams together inflate to at most 256 MiB.
SafetyCheck check_safety(ByteView body, const std::vector<XrefSection>& sections,
                         const std::map<int, XrefEntry>& merged);

/// The most that one byte can become under a filter (7.4); nothing for an unknown one.
std::optional<std::size_t> largest_expansion(std::string_view filter);

}  // namespace chancery::pdf
