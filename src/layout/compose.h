// A letter becomes a flow of set lines.
#pragma once

#include <cstddef>
#include <vector>

#include "layout/areas.h"
#include "layout/flow.h"
#include "layout/setting.h"
#include "letterhead/letterhead.h"

namespace chancery::layout {

struct Composed {
  Flow flow;
  Page zones;  ///< what stands in the first page's positioned zones
  /// The first structure element of the version that stands beside the letter, and past its last:
  /// what means one of them is read after the letter's own.
  std::size_t beside_begin = 0, beside_end = 0;
};

/// Composes in reading order: sender, confidentiality, delivery, addressees, references and date,
/// title, salutation, body, closing, signatures, copies, enclosures, annexes, postscript. Throws
/// Failure(kInput): "address-too-long", "reference-too-long", what BlockComposer throws.
Composed compose(Setting& setting, const letterhead::PaperDesign& paper, const TextAreas& areas);

/// Rows of signature blocks: a field, the printed name, title and division below it.
std::vector<Box> set_signatures(Setting& setting, const Column& column);

}  // namespace chancery::layout
