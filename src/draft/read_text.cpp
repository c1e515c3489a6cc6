#include "draft/read_text.h"

#include <algorithm>
#include <string>
#include <vector>

#include "base/utf8.h"
#include "draft/shape.h"

namespace chancery::draft {
namespace {

/// Nobody breaks lines by hand beyond this; narrower columns are addresses and verse.
constexpr std::size_t kWidestMargin = 100;
constexpr std::size_t kNarrowestMargin = 50;
constexpr int kTab = 8;

int indent_of(std::string_view line) {
  int columns = 0;
  for (std::size_t at = 0; at < line.size();) {
    const auto step = decode_utf8(line, at);
    if (!step) break;
    if (step->code_point == U'\t') {
      columns += kTab - columns % kTab;
    } else if (step->code_point == U' ' || step->code_point == 0xA0) {
      ++columns;
    } else if (step->code_point == 0x3000) {
      columns += 2;
    } else {
      break;
    }
    at += step->length;
  }
  return columns;
}

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  std::size_t begin = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] != '\n' && text[at] != '\r' && text[at] != '\f') continue;
    lines.push_back(text.substr(begin, at - begin));
    if (text[at] == '\r' && at + 1 < text.size() && text[at + 1] == '\n') ++at;
    begin = at + 1;
  }
  lines.push_back(text.substr(begin));
  return lines;
}

/// Columns of signatures stand side by side with wide gaps: the gaps stay as tabs.
std::string keep_columns(std::string_view line) {
  std::string result;
  std::size_t spaces = 0;
  for (const char c : trimmed(line)) {
    if (c == '\t') {
      spaces += 3;
    } else if (c == ' ') {
      ++spaces;
    } else {
      if (spaces > 0) result += spaces >= 3 ? '\t' : ' ';
      spaces = 0;
      result += c;
    }
  }
  return result;
}

/// Wrapped: paragraphs of several lines whose lines, but for the last, end near one margin.
bool is_wrapped(const std::vector<Block>& blocks, std::size_t longest) {
  if (longest > kWidestMargin || longest < kNarrowestMargin) return false;
  std::size_t full = 0, inner = 0;
  for (const Block& block : blocks) {
    for (std::size_t i = 0; i + 1 < block.lines.size(); ++i) {
      const std::size_t size =
          length(block.lines[i].text()) + static_cast<std::size_t>(block.lines[i].indent);
      if (size < longest / 2) continue;
      ++inner;
      if (size + longest / 4 >= longest) ++full;
    }
  }
  return full >= 2 && full * 2 > inner;
}

}  // namespace

Found read_text(std::string_view text) {
  Found found;
  int gap = 0;
  int number = 0;
  std::size_t longest = 0;
  for (const std::string_view raw : lines_of(text)) {
    ++number;
    const std::string columns = keep_columns(raw);
    if (tidy(columns).empty()) {
      ++gap;
      continue;
    }
    Line line;
    line.position = number;
    line.indent = indent_of(raw);
    line.spans.push_back({columns, false, false, "", ""});
    longest = std::max(longest, length(columns) + static_cast<std::size_t>(line.indent));
    if (gap > 0 || found.blocks.empty()) {
      found.blocks.emplace_back();
      found.blocks.back().gap = gap;
    }
    gap = 0;
    found.blocks.back().lines.push_back(std::move(line));
  }
  found.wrapped_at = longest;
  found.line_ends = is_wrapped(found.blocks, longest) ? LineEnds::kWrapped : LineEnds::kParagraphs;
  return found;
}

}  // namespace chancery::draft
