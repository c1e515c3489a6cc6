#include "draft/markdown.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "base/utf8.h"
#include "draft/shape.h"

namespace chancery::draft {
namespace {

using Kind = Block::Kind;

/// Text of the letter format nests at most 64 deep; nobody's letter does so ten times.
constexpr int kDeepest = 10;

bool is_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         static_cast<unsigned char>(c) >= 0x80;
}

std::string escaped(std::string_view text) {
  std::string result;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const char before = i > 0 ? text[i - 1] : ' ';
    const char after = i + 1 < text.size() ? text[i + 1] : ' ';
    const bool is_entity = c == '&' && (is_word(after) || after == '#');
    const bool is_emphasis = c == '_' && !(is_word(before) && is_word(after));
    const bool is_brace = c == '{' && before == ']';
    if (std::string_view("\\`*[]<").find(c) != std::string_view::npos || is_entity || is_emphasis ||
        is_brace) {
      result += '\\';
    }
    result += c;
  }
  return result;
}

/// At the beginning of a line of the body some signs make a block.
std::string at_line_start(std::string text) {
  if (text.empty()) return text;
  const char first = text[0];
  const bool is_block =
      first == '#' || first == '>' || first == '~' || first == '|' || first == '=' ||
      first == ':' ||
      ((first == '-' || first == '+') && (text.size() == 1 || text[1] == ' ' || text[1] == first));
  if (is_block) return text.insert(0, 1, '\\');
  std::size_t digits = 0;
  while (digits < text.size() && text[digits] >= '0' && text[digits] <= '9') ++digits;
  const bool is_item = digits > 0 && digits < 10 && digits < text.size() &&
                       (text[digits] == '.' || text[digits] == ')') &&
                       (digits + 1 == text.size() || text[digits + 1] == ' ');
  if (is_item) text.insert(digits, 1, '\\');
  return text;
}

/// What CommonMark (6.2) counts as punctuation beside emphasis, as far as letters have it.
bool is_punctuation(char32_t c) {
  if (c < 0x80) return c > 0x20 && !is_letter(c) && !is_digit(c);
  return (c >= 0x2010 && c <= 0x205E) || (c >= 0x3001 && c <= 0x301F && c != 0x3005) ||
         (c >= 0xFF01 && c <= 0xFF0F) || (c >= 0xFF1A && c <= 0xFF20) || c == 0xAB || c == 0xBB ||
         c == 0xA1 || c == 0xBF || c == 0xA7 || c == 0xB7 || c == 0x60C || c == 0x61B || c == 0x61F;
}

char32_t first_of(std::string_view text) {
  const auto step = decode_utf8(text, 0);
  return step ? step->code_point : U' ';
}

char32_t last_of(std::string_view text) {
  std::size_t at = text.size();
  while (at > 0 && (static_cast<unsigned char>(text[at - 1]) >> 6U) == 2) --at;
  return at == 0 ? U' ' : first_of(text.substr(at - 1));
}

/// Spaces between spans belong to none of them; neighbours in one manner are one.
std::vector<Span> normalised(const Line& line) {
  std::vector<Span> parts;
  const auto put = [&](Span span) {
    if (!parts.empty() && parts.back().same_manner(span)) {
      parts.back().text += span.text;
    } else {
      parts.push_back(std::move(span));
    }
  };
  bool space = false;
  for (const Span& span : line.spans) {
    if (!span.footnote.empty()) {
      parts.push_back(span);
      continue;
    }
    const std::string text = tidy(span.text);
    // tidy() is asked about the ends with a letter on either side.
    const std::string padded = tidy("x" + span.text + "x");
    space = space || (padded.size() > 1 && padded[1] == ' ');
    if (text.empty()) continue;
    if (space && !parts.empty()) put({" ", false, false, "", ""});
    Span part = span;
    part.text = text;
    put(std::move(part));
    space = padded.size() > 1 && padded[padded.size() - 2] == ' ';
  }
  return parts;
}

std::string delimiter(const Span& span) {
  return std::string(span.strong && span.emphasis ? 3
                     : span.strong                ? 2
                     : span.emphasis              ? 1
                                                  : 0,
                     '*');
}

/// Whether emphasis can be written here (CommonMark 6.2: flanking runs), and stays apart from a
/// neighbour's.
bool can_stand(const std::vector<Span>& spans, std::size_t i) {
  const Span& span = spans[i];
  const char32_t first = first_of(span.text);
  const char32_t last = last_of(span.text);
  const Span* before = i > 0 ? &spans[i - 1] : nullptr;
  const Span* after = i + 1 < spans.size() ? &spans[i + 1] : nullptr;
  const auto is_apart = [](const Span* other) {
    return other == nullptr || delimiter(*other).empty();
  };
  if (!is_apart(before) || !is_apart(after)) return false;
  const auto is_open = [](char32_t c) { return c == U' ' || is_punctuation(c); };
  const char32_t left = before == nullptr      ? U' '
                        : before->link.empty() ? last_of(before->text)
                                               : U')';
  const char32_t right = after == nullptr      ? U' '
                         : after->link.empty() ? first_of(after->text)
                                               : U'[';
  return (!is_punctuation(first) || is_open(left)) && (!is_punctuation(last) || is_open(right));
}

std::string destination(const std::string& link) {
  std::string result;
  constexpr std::string_view kHex = "0123456789ABCDEF";
  for (const char c : link) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte <= 0x20 || byte >= 0x7F ||
        std::string_view("<>()\\\"`*_[]").find(c) != std::string_view::npos) {
      result += '%';
      result += kHex[byte >> 4U];
      result += kHex[byte & 0xFU];
    } else {
      result += c;
    }
  }
  return result;
}

std::string indented(const std::string& text, std::size_t columns) {
  std::string result;
  bool at_start = false;
  for (const char c : text) {
    if (at_start && c != '\n') result.append(columns, ' ');
    at_start = c == '\n';
    result += c;
  }
  return result;
}

std::string blocks_at(const std::vector<Block>& blocks, int depth);

std::string list_markdown(const Block& list, int depth) {
  std::string text;
  int number = list.start;
  bool is_loose = false;
  for (const auto& item : list.items) {
    std::size_t paragraphs = 0;
    for (const Block& block : item) paragraphs += block.kind == Kind::kText ? 1 : 0;
    is_loose = is_loose || paragraphs > 1;
  }
  for (const auto& item : list.items) {
    const std::string inside = blocks_at(item, depth + 1);
    if (inside.empty()) continue;
    const std::string mark = list.ordered ? std::to_string(number++) + ". " : "- ";
    if (!text.empty()) text += is_loose ? "\n\n" : "\n";
    text += mark + indented(inside, mark.size());
  }
  return text;
}

std::string quotation_markdown(const Block& block, int depth) {
  std::string text = "> ";
  for (const char c : blocks_at(block.blocks, depth + 1)) {
    text += c;
    if (c == '\n') text += "> ";
  }
  return text;
}

std::string cell_markdown(const std::vector<Line>& lines) {
  std::string text;
  for (const char c : lines_markdown(lines, " "))
    text += c == '|' ? std::string("\\|") : std::string(1, c);
  return text;
}

std::string table_markdown(const Block& table) {
  std::size_t columns = 0;
  for (const auto& row : table.rows) columns = std::max(columns, row.size());
  std::string text;
  for (std::size_t i = 0; i < table.rows.size(); ++i) {
    text += i == 0 ? "|" : "\n|";
    for (std::size_t column = 0; column < columns; ++column) {
      const auto& row = table.rows[i];
      text += ' ';
      if (column < row.size()) text += cell_markdown(row[column]);
      text += " |";
    }
    if (i > 0) continue;
    text += "\n|";
    for (std::size_t column = 0; column < columns; ++column) text += " --- |";
  }
  return text;
}

std::string paragraph_markdown(const std::vector<Line>& lines) {
  std::string text;
  for (const Line& line : lines) {
    const std::string part = at_line_start(inline_markdown(line));
    if (part.empty()) continue;
    text += (text.empty() ? "" : "\\\n") + part;
  }
  return text;
}

std::string block_markdown(const Block& block, int depth) {
  switch (block.kind) {
    case Kind::kText:
      return paragraph_markdown(block.lines);
    case Kind::kHeading: {
      const std::string text = lines_markdown(block.lines, " ");
      return text.empty()
                 ? text
                 : std::string(static_cast<std::size_t>(std::clamp(block.level, 1, 6)), '#') + " " +
                       text;
    }
    case Kind::kList:
      return list_markdown(block, depth);
    case Kind::kQuotation:
      return quotation_markdown(block, depth);
    case Kind::kTable:
      return table_markdown(block);
  }
  return {};
}

std::string blocks_at(const std::vector<Block>& blocks, int depth) {
  std::string text;
  const Block* before = nullptr;
  for (const Block& block : blocks) {
    const bool nests = block.kind == Kind::kList || block.kind == Kind::kQuotation;
    std::string part;
    if (nests && depth >= kDeepest) continue;
    part = block_markdown(block, depth);
    if (part.empty()) continue;
    // A list inside of an item follows its text at once.
    const bool is_close = before != nullptr && depth > 0 && block.kind == Kind::kList;
    if (!text.empty()) text += is_close ? "\n" : "\n\n";
    // Two lists that follow one another would be one.
    const bool same_list = before != nullptr && before->kind == Kind::kList &&
                           block.kind == Kind::kList && before->ordered == block.ordered;
    if (same_list && !block.ordered) std::replace(part.begin(), part.begin() + 1, '-', '+');
    text += part;
    before = &block;
  }
  return text;
}

}  // namespace

std::string inline_markdown(const Line& line) {
  const std::vector<Span> spans = normalised(line);
  std::string text;
  for (std::size_t i = 0; i < spans.size(); ++i) {
    const Span& span = spans[i];
    if (!span.footnote.empty()) {
      text.append("[^").append(span.footnote).append("]");
      continue;
    }
    std::string part = escaped(span.text);
    // A brace after a link's bracket would say more about it.
    if (text.ends_with(']') && part.starts_with('{')) part.insert(0, 1, '\\');
    const std::string marks = can_stand(spans, i) ? delimiter(span) : std::string();
    if (!span.link.empty())
      part.insert(0, 1, '[').append("](").append(destination(span.link)).append(")");
    text.append(marks).append(part).append(marks);
  }
  return text;
}

std::string lines_markdown(const std::vector<Line>& lines, const std::string& line_break) {
  std::string text;
  for (const Line& line : lines) {
    const std::string part = inline_markdown(line);
    if (part.empty()) continue;
    text += (text.empty() ? "" : line_break) + part;
  }
  return text;
}

std::string body_markdown(const std::vector<Block>& blocks) {
  return blocks_at(blocks, 0);
}

std::string notes_markdown(const std::vector<Footnote>& notes) {
  std::string text;
  for (const Footnote& note : notes) {
    constexpr std::size_t kIndent = 4;
    if (!text.empty()) text += "\n\n";
    text.append("[^").append(note.label).append("]: ");
    text += indented(blocks_at(note.blocks, 1), kIndent);
  }
  return text;
}

}  // namespace chancery::draft
