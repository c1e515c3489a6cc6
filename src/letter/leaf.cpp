#include "letter/leaf.h"

#include <cmark-gfm-extension_api.h>

#include <algorithm>

namespace chancery::letter {
namespace {

constexpr std::string_view kSpace = " \t\r\n";

std::string_view rtrim(std::string_view text) {
  const std::size_t last = text.find_last_not_of(kSpace);
  return text.substr(0, last == std::string_view::npos ? 0 : last + 1);
}

std::size_t to_size(int number) {
  return number > 0 ? static_cast<std::size_t>(number) : 0;
}

// cmark ends the text with a zero byte only when it has ever held any ("#" alone has not).
std::string_view raw_text(cmark_node* node) {
  if (cmark_node_first_child(node) == nullptr) return {};
  const char* text = cmark_node_get_string_content(node);
  return rtrim(text == nullptr ? std::string_view{} : std::string_view(text));
}

}  // namespace

Leaf::Leaf(cmark_node* node, const data::Lines& source) {
  raw_ = raw_text(node);
  start_line_ = cmark_node_get_start_line(node);
  for (std::size_t begin = 0;; ++begin) {
    lines_.push_back({begin, 0});
    begin = raw_.find('\n', begin);
    if (begin == std::string_view::npos) break;
  }
  find_in_source(node, source);
}

Leaf::Leaf(cmark_node* cell, std::size_t source_offset, std::size_t bytes_after_bar)
    : raw_(raw_text(cell)),
      lines_{{0, source_offset}},
      start_line_(cmark_node_get_start_line(cell)),
      indent_(to_size(cmark_node_get_start_column(cell) - 1) + bytes_after_bar) {}

void Leaf::find_in_source(cmark_node* node, const data::Lines& source) {
  // A paragraph that a table has split off has no place; it begins where the table is said to.
  cmark_node* extent = start_line_ == 0 ? cmark_node_next(node) : node;
  const std::size_t start =
      std::max(to_size(cmark_node_get_start_line(extent)), std::size_t{1}) - 1;
  const std::size_t end = std::max(to_size(cmark_node_get_end_line(extent)), start + 1);
  const std::size_t column =
      std::max(to_size(cmark_node_get_start_column(node)), std::size_t{1}) - 1;
  const auto raw_line = [&](std::size_t i) {
    const std::size_t begin = lines_[i].raw_begin;
    return rtrim(raw_.substr(begin, raw_.find('\n', begin) - begin));
  };
  // The text of a paragraph ends where its lines end; closing signs may follow that of a heading.
  // Link definitions at the head of a paragraph are lines that its text lacks.
  const bool is_paragraph = cmark_node_get_type(node) == CMARK_NODE_PARAGRAPH;
  const auto find = [&](std::size_t i, std::size_t line) {
    const std::string_view whole = rtrim(source.line(line));
    const std::string_view part = raw_line(i);
    if (is_paragraph || i > 0) {
      return whole.ends_with(part) ? whole.size() - part.size() : std::string_view::npos;
    }
    return whole.find(part, std::min(column, whole.size()));
  };

  first_line_ = start;
  for (std::size_t line = start; line < end; ++line) {
    if (find(0, line) != std::string_view::npos) {
      first_line_ = line;
      break;
    }
  }
  for (std::size_t i = 0; i < lines_.size(); ++i) {
    const std::size_t line = first_line_ + i;
    const std::size_t at = find(i, line);
    const std::size_t length = source.line(line).size();
    lines_[i].source_begin =
        source.start(line) + std::min(at == std::string_view::npos ? column : at, length);
  }
  if (start_line_ != 0) indent_ = lines_[0].source_begin - source.start(first_line_);
}

std::size_t Leaf::of_raw(std::size_t raw_offset) const {
  const auto after = std::upper_bound(
      lines_.begin(), lines_.end(), raw_offset,
      [](std::size_t offset, const Line& line) { return offset < line.raw_begin; });
  const Line& line = *(after - 1);
  return line.source_begin + (raw_offset - line.raw_begin);
}

std::size_t Leaf::of_inline(int line, int column) const {
  const std::size_t index = std::min(to_size(line - start_line_), lines_.size() - 1);
  const std::size_t before = (start_line_ == 0 ? 0 : 1) + indent_;
  const std::size_t in_line = to_size(column) > before ? to_size(column) - before : 0;
  return lines_[index].source_begin + in_line;
}

}  // namespace chancery::letter
