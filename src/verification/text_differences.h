// What the pages of two revisions say, where they differ.
#pragma once

#include <string>
#include <vector>

#include "data/data.h"
#include "pdf/read/read.h"
#include "verification/verification.h"

namespace chancery::verification {

/// Page by page, at most 200 pages and 50 lines a page.
std::vector<TextDifference> text_differences(const pdf::Document& before,
                                             const pdf::Document& after);

/// Lines that are only in the one or only in the other, in their order.
TextDifference line_difference(const std::vector<std::string>& before,
                               const std::vector<std::string>& after);

/// A list of `page`, `before` and `after`.
data::Node node_of(const std::vector<TextDifference>& differences);

}  // namespace chancery::verification
