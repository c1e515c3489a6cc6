// How a letter is set more tightly, so that a few lines too many do not cost it a page.
#pragma once

#include <cstddef>
#include <vector>

namespace chancery::layout {

struct Tightness {
  enum class Paragraphs { kUsual, kFewestLines, kChosen };
  Paragraphs paragraphs = Paragraphs::kUsual;
  std::vector<bool> chosen;  ///< by their order: those to be set in the fewest lines
  bool spaces = false;       ///< spaces of a line or more are halved
  int extra_lines = 0;       ///< that a page may hold below its text area

  bool wants_fewest_lines(std::size_t paragraph) const {
    return paragraphs == Paragraphs::kFewestLines ||
           (paragraphs == Paragraphs::kChosen && chosen[paragraph]);
  }
};

/// What became of a paragraph that can be set more tightly.
struct ParagraphRecord {
  std::size_t lines = 0;
  double strain = 0;  ///< of its spaces: cubes of the lines' adjustment ratios, summed
};

}  // namespace chancery::layout
