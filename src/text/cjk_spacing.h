// The blanks of Chinese and Japanese text: half-em blanks in punctuation that meet or stand at a
// line's edge go, and Latin letters and digits get air (JLReq 3.1.4 to 3.1.6, 3.2.6; CLReq 3.1.6,
// 3.2.2).
#pragma once

#include <cstdint>
#include <vector>

namespace chancery::text {

struct Prepared;

/// What one cluster gets, in points. `before` moves the cluster as well; what stands at a line's
/// start or end has another value there.
struct CjkSpacing {
  std::uint32_t unit = 0;  ///< the cluster's first code unit
  std::uint32_t end = 0;   ///< after its last
  double before = 0;
  double after = 0;
  double at_start = 0;
  double at_end = 0;
  double stretch = 0;  ///< of the room after the cluster
  double shrink = 0;
};

/// Of the clusters that are treated specially, in order. `is_cluster` says for each code unit
/// whether a cluster starts there.
std::vector<CjkSpacing> cjk_spacing(const Prepared& prepared, const std::vector<bool>& is_cluster);

/// Full stops and commas stand outside the measure at a line's end (JLReq 3.8.2: burasage).
void hang_punctuation(Prepared& prepared);

/// Of the cluster that `unit` lies in; null when nothing special is done to it.
const CjkSpacing* spacing_at(const Prepared& prepared, std::uint32_t unit);

/// By how much a line that ends before `end` or begins at `begin` is wider than its part of the
/// paragraph; negative where punctuation loses its blank.
double change_at_end(const Prepared& prepared, std::uint32_t end);
double change_at_start(const Prepared& prepared, std::uint32_t begin);

}  // namespace chancery::text
