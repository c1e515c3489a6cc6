#include <cstddef>
#include <utility>
#include <vector>

#include "pdf/import/sheets.h"
#include "pdf/print/print.h"

namespace chancery::pdf {
namespace {

class Arrangement {
 public:
  Arrangement(std::vector<layout::Page> pages, const PrintSettings& settings)
      : pages_(std::move(pages)), settings_(settings) {}

  std::vector<layout::Page> take() {
    for (std::size_t i = 0; i < pages_.size(); ++i) {
      layout::Page& page = pages_[i];
      const bool has_reverse = i + 1 < pages_.size() && pages_[i + 1].is_reverse;
      if (page.is_reverse && !has_backs()) continue;
      // A reverse side follows its page, which has begun on a front.
      if (has_backs() && (page.begins_version || has_reverse)) begin_front();
      if (settings_.blank_reverse && !page.is_reverse) begin_front();
      arranged_.push_back(std::move(page));
    }
    // Another copy, or another letter, begins on a front too.
    if (has_backs() && !arranged_.empty()) begin_front();
    return std::move(arranged_);
  }

 private:
  bool has_backs() const { return settings_.duplex || settings_.blank_reverse; }

  /// A blank back, when a back is what comes next: as large as its front.
  void begin_front() {
    if (arranged_.size() % 2 == 0) return;
    const layout::Page& like = arranged_.back();
    layout::Page blank;
    blank.width = like.width;
    blank.height = like.height;
    arranged_.push_back(std::move(blank));
  }

  std::vector<layout::Page> pages_, arranged_;
  const PrintSettings& settings_;
};

/// Pages of appended files, each an artwork as large as it is seen; they come behind the others, in
/// their order. An enclosure begins on a front, as a version does.
void append_pages(layout::Document& document) {
  std::size_t artwork = document.artwork.size();
  for (const layout::AppendedFile& file : document.appended) {
    bool is_first = true;
    for (const SheetSize& size : look_at_sheets(*file.bytes).pages) {
      layout::Page page;
      page.width = size.width;
      page.height = size.height;
      page.artwork.push_back({artwork++, {Points(0), Points(0), size.width, size.height}});
      page.begins_version = std::exchange(is_first, false);
      document.pages.push_back(std::move(page));
    }
  }
}

}  // namespace

layout::Document arranged_for_print(layout::Document document, const PrintSettings& settings) {
  append_pages(document);
  document.pages = Arrangement(std::move(document.pages), settings).take();
  return document;
}

}  // namespace chancery::pdf
