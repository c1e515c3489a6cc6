// Fourth stage: the shaped paragraph measured, so that any stretch of it costs one subtraction.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "text/cjk_spacing.h"
#include "text/collect.h"
#include "text/itemise.h"
#include "text/kashida_places.h"
#include "text/shape.h"

namespace chancery::text {

/// Lengths are in points. Sums run from the paragraph's start to each code unit; a cluster counts
/// at its first unit.
struct Prepared {
  const CollectedText* text = nullptr;
  const Shaper* shaper = nullptr;
  Itemised itemised;
  std::vector<std::shared_ptr<const Shaped>> shaped;  ///< for each item
  std::vector<double> width;
  std::vector<double> stretch;
  std::vector<double> shrink;
  std::vector<CjkSpacing> cjk;          ///< is in the sums already, but for line ends
  std::vector<KashidaPlace> kashidas;   ///< joins that may be stretched; see find_kashidas
  std::vector<double> kashida_stretch;  ///< sums of theirs; empty without any
  std::vector<bool> safe;  ///< a line may begin at this unit without shaping anything again

  const Item& item_at(std::uint32_t unit) const;
  /// By how much the text before (after) a break at `unit` is wider than its part of the whole,
  /// because ligatures and kerning do not reach over a break.
  double widening_before(std::uint32_t unit) const;
  double widening_after(std::uint32_t unit) const;
  std::uint32_t safe_before(const Item& item, std::uint32_t unit) const;
  std::uint32_t safe_after(const Item& item, std::uint32_t unit) const;
};

/// Of each cluster; zero in cursive scripts.
double letter_space(const Item& item);

/// Throws Failure(kInput, "missing-glyph") for what no face could set after all. `text` and
/// `shaper` must outlive the result.
Prepared prepare(const CollectedText& text, Itemised itemised, const Shaper& shaper,
                 const FontLibrary& fonts);

}  // namespace chancery::text
