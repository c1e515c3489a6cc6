// A place on a page found by the text that stands there.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "pdf/read/read.h"

namespace chancery::app {

/// In points from the lower left corner of the page as it is shown.
struct AnchorText {
  int page = 0;
  double left = 0, bottom = 0, right = 0, top = 0;
  bool right_to_left = false;
};

/// A word of a page as pdftotext tells it: in points from the upper left corner of what is shown.
struct WordBox {
  int page = 0;
  double left = 0, top = 0, right = 0, bottom = 0;
  std::string text;
};
/// Reads what `pdftotext -bbox` says; what is not as expected is passed over.
std::vector<WordBox> read_words(std::string_view html);
/// Every place where the text stands on one line, spaces aside; heights still count from the top.
std::vector<AnchorText> places_of(const std::vector<WordBox>& words, std::string_view text);

/// The one place of the text, on any page or on `page`. pdftotext (poppler-utils) reads the page's
/// text, with little time and memory. Throws Failure(kInput) "anchor-not-found",
/// "anchor-ambiguous" (with every place), Failure(kSystem) "no-pdftotext", "pdftotext-failed".
AnchorText find_anchor(const pdf::Document& document, ByteView file, const std::string& text,
                       int page);

}  // namespace chancery::app
