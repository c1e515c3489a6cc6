// What a signature's ByteRange covers (ISO 32000-1, 12.8.1), checked against the bytes themselves.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "pdf/read/read.h"
#include "verification/verification.h"

namespace chancery::verification {

struct CoverageCheck {
  bool usable = false;  ///< four sane integers inside the file
  Coverage coverage = Coverage::kOther;
  std::vector<ByteView> signed_bytes;  ///< the two ranges
  std::size_t end = 0;                 ///< just past the last signed byte
  std::size_t revision = 0;            ///< 0-based revision that it covers; meaningless for kOther
  std::vector<Finding> findings;
};

/// `contents` is the place of the /Contents token in the file, when it is known. Only a ByteRange
/// that starts at 0, leaves out exactly that token and ends at the end of a revision counts:
/// anything else lets an attacker move content into the gap (signature wrapping).
CoverageCheck check_coverage(ByteView file, const pdf::Object& byte_range,
                             std::optional<pdf::Document::Place> contents,
                             std::span<const pdf::RevisionSpan> revisions);

}  // namespace chancery::verification
