// The places of a Markdown leaf (paragraph, heading, table cell) and of what stands in it.
#pragma once

#include <cmark-gfm.h>

#include <cstddef>
#include <string_view>
#include <vector>

#include "data/data.h"

namespace chancery::letter {

/// cmark keeps the text of a leaf without what stands before it on each line (quotation marks of a
/// block quotation, indentation), and counts the columns of later lines as if they began where the
/// first one does. A Leaf finds each line again in the source, so that every offset is exact.
class Leaf {
 public:
  Leaf(cmark_node* node, const data::Lines& source);
  /// A table cell, on one line, whose text begins at an offset of the source and so many bytes
  /// after the bar.
  Leaf(cmark_node* cell, std::size_t source_offset, std::size_t bytes_after_bar);

  /// The text as the author wrote it, without what cmark has stripped.
  std::string_view raw() const { return raw_; }
  /// Offset in the source of an offset in `raw`.
  std::size_t of_raw(std::size_t raw_offset) const;
  /// Offset in the source of an inline's line and column, as cmark counts them.
  std::size_t of_inline(int line, int column) const;

  /// Lines of the source (from 0) on which the text stands.
  std::size_t first_line() const { return first_line_; }
  std::size_t line_count() const { return lines_.size(); }

 private:
  struct Line {
    std::size_t raw_begin;
    std::size_t source_begin;
  };
  void find_in_source(cmark_node* node, const data::Lines& source);

  std::string_view raw_;
  std::vector<Line> lines_;
  std::size_t first_line_ = 0;
  int start_line_ = 0;      // as cmark counts
  std::size_t indent_ = 0;  // bytes before the text on its first line
};

}  // namespace chancery::letter
