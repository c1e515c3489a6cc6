// Does a letter show what its own source says? The source is typeset again, by whoever can, and the
// result compared with the first revision of what was received.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/detail.h"
#include "data/data.h"

namespace chancery::verification {

/// Something that the received file has otherwise than its source gives.
struct ReproductionDifference {
  enum class Part {
    kPage,      ///< what is drawn, the page's size, how many pages there are
    kFont,      ///< what glyphs look like, and how wide they are
    kImage,     ///< artwork and pictures
    kText,      ///< what is copied, searched or read aloud
    kSource,    ///< files inside the letter
    kDocument,  ///< anything else
  };
  Part part = Part::kDocument;
  std::size_t page = 0;  ///< from 1; 0 when it belongs to none
  std::string object;    ///< in the received file: "12 0"; empty when there is none
  std::string text;      ///< for people
  Detail detail = {};    ///< the same
};

struct Reproduction {
  enum class Result {
    kIdentical,  ///< to the byte
    kSamePages,  ///< pages, fonts, pictures and text are the same
    kDifferent,
    kImpossible,  ///< `reason` says why
  };
  Result result = Result::kImpossible;
  std::string reason;
  Detail reason_detail = {};                        ///< the same
  std::vector<ReproductionDifference> differences;  ///< at most 100
};

/// `received` is a whole file, `typeset` what its source gave. Hostile input, both: never throws
/// for what is in them.
Reproduction compare_with_source(ByteView received, ByteView typeset);

data::Node to_node(const Reproduction& reproduction);

}  // namespace chancery::verification
