#include <cstddef>
#include <utility>
#include <vector>

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
      if (has_backs() && (page.begins_version || has_reverse)) begin_front(page);
      if (settings_.blank_reverse && !page.is_reverse) begin_front(page);
      arranged_.push_back(std::move(page));
    }
    // Another copy, or another letter, begins on a front too.
    if (has_backs() && !arranged_.empty()) begin_front(arranged_.back());
    return std::move(arranged_);
  }

 private:
  bool has_backs() const { return settings_.duplex || settings_.blank_reverse; }

  /// A blank back, when a back is what comes next.
  void begin_front(const layout::Page& like) {
    if (arranged_.size() % 2 == 0) return;
    layout::Page blank;
    blank.width = like.width;
    blank.height = like.height;
    arranged_.push_back(std::move(blank));
  }

  std::vector<layout::Page> pages_, arranged_;
  const PrintSettings& settings_;
};

}  // namespace

layout::Document arranged_for_print(layout::Document document, const PrintSettings& settings) {
  document.pages = Arrangement(std::move(document.pages), settings).take();
  return document;
}

}  // namespace chancery::pdf
