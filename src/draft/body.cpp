// The text of the letter: lines of plain text become paragraphs and lists again.
#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include "base/utf8.h"
#include "draft/reading.h"
#include "draft/shape.h"

namespace chancery::draft {
namespace {

using Kind = Block::Kind;

/// The mark of a list's item at the beginning of a line.
struct Mark {
  bool ordered = false;
  int number = 0;
  std::size_t code_points = 0;  ///< with the space after it; 0: there is none
};

Mark mark_of(const std::string& text) {
  static constexpr std::array<std::string_view, 6> kBullets = {"- ", "* ", "• ", "– ", "· ", "▪ "};
  for (const std::string_view bullet : kBullets) {
    if (text.starts_with(bullet)) return {false, 0, length(bullet)};
  }
  const std::size_t skip = text.starts_with('(') ? 1 : 0;
  int number = 0;
  const auto read = std::from_chars(text.data() + skip, text.data() + text.size(), number);
  const auto end = static_cast<std::size_t>(read.ptr - text.data());
  const bool is_short = end > skip && end - skip <= 3;
  if (read.ec != std::errc() || !is_short || end + 1 >= text.size()) return {};
  const bool closes = (text[end] == '.' && skip == 0) || text[end] == ')';
  if (!closes || text[end + 1] != ' ') return {};
  return {true, number, end + 2};
}

/// A paragraph, or an item of a list that is still to be put together.
struct Piece {
  Mark mark;
  Block block;
};

class Body {
 public:
  explicit Body(Reading& reading) : reading_(reading) {}

  std::vector<Block> read(std::vector<Block> blocks) {
    if (reading_.found.line_ends == LineEnds::kBreaks) return blocks;
    for (Block& block : blocks) {
      if (block.kind != Kind::kText) {
        pieces_.push_back({{}, std::move(block)});
      } else if (reading_.found.line_ends == LineEnds::kWrapped) {
        unwrap(block);
      } else {
        for (Line& line : block.lines) add(std::move(line), true);
      }
    }
    return lists();
  }

 private:
  static std::string text_of(const Line& line) { return tidy(line.text()); }

  /// Begins a new piece with the line.
  void add(Line line, bool may_be_item) {
    Piece piece;
    piece.mark = may_be_item ? mark_of(text_of(line)) : Mark{};
    piece.block.lines.push_back(std::move(line));
    pieces_.push_back(std::move(piece));
  }

  void unwrap(const Block& block) {
    int margin = block.lines.front().indent;
    for (const Line& line : block.lines) margin = std::min(margin, line.indent);
    add(block.lines[0], true);
    for (std::size_t i = 1; i < block.lines.size(); ++i) {
      const Line& before = block.lines[i - 1];
      const Line& line = block.lines[i];
      const bool is_item = mark_of(text_of(line)).code_points > 0;
      const bool in_list = pieces_.back().mark.code_points > 0;
      const bool begins = !in_list && line.indent > margin + 1 && before.indent <= margin;
      if (is_item || begins) {
        add(line, true);
      } else if (!is_divided(before, line) && had_room(before, line)) {
        if (ends_sentence(text_of(before))) {
          add(line, false);
        } else {
          pieces_.back().block.lines.push_back(line);
        }
      } else {
        join(pieces_.back().block.lines.back(), line);
      }
    }
  }

  /// The next line's first word would have stood on this line with a quarter of the measure to
  /// spare: the author broke it.
  bool had_room(const Line& before, const Line& line) const {
    const std::size_t used = length(text_of(before)) + static_cast<std::size_t>(before.indent);
    const std::string next = text_of(line);
    const std::size_t word = length(next.substr(0, next.find(' ')));
    const bool has_words = next.find(' ') != std::string::npos;
    const std::size_t measure = reading_.found.wrapped_at;
    return used + (has_words ? word + 1 : 0) + measure / 4 < measure;
  }

  /// A hyphen after a letter ends the line.
  static bool is_divided(const Line& line, const Line& next) {
    const std::u32string before = folded(line.text());
    const std::u32string after = folded(next.text());
    return before.size() > 1 && before.back() == U'-' && is_letter(before[before.size() - 2]) &&
           is_letter(after.front());
  }

  void join(Line& to, const Line& line) {
    const std::u32string before = folded(to.text());
    const std::u32string after = folded(line.text());
    const bool is_solid = is_ideograph(before.back()) && is_ideograph(after.front());
    const bool divided = is_divided(to, line);
    if (divided) {
      reading_.unsure("body", line.position, "joined-hyphen",
                      "a hyphen stood at the end of a line, before " + some_words(line.text()),
                      "take it out if it only divided the word");
    }
    if (!is_solid && !divided) to.spans.push_back({" ", false, false, "", ""});
    to.spans.insert(to.spans.end(), line.spans.begin(), line.spans.end());
  }

  /// Items that follow one another become a list; a single numbered paragraph stays one.
  std::vector<Block> lists() {
    std::vector<Block> blocks;
    for (std::size_t i = 0; i < pieces_.size();) {
      std::size_t end = i;
      while (end < pieces_.size() && continues(i, end)) ++end;
      const bool is_list = end > i && (end - i > 1 || !pieces_[i].mark.ordered);
      if (!is_list) {
        blocks.push_back(std::move(pieces_[i++].block));
        continue;
      }
      Block list;
      list.kind = Kind::kList;
      list.ordered = pieces_[i].mark.ordered;
      list.start = pieces_[i].mark.number;
      list.first_position = pieces_[i].block.position();
      for (; i < end; ++i) {
        Block& item = pieces_[i].block;
        item.lines[0] = from(item.lines[0], pieces_[i].mark.code_points);
        list.items.push_back({std::move(item)});
      }
      blocks.push_back(std::move(list));
    }
    return blocks;
  }

  bool continues(std::size_t first, std::size_t at) const {
    const Mark& mark = pieces_[at].mark;
    const Mark& begin = pieces_[first].mark;
    if (mark.code_points == 0 || mark.ordered != begin.ordered) return false;
    return !mark.ordered || mark.number == begin.number + static_cast<int>(at - first);
  }

  Reading& reading_;
  std::vector<Piece> pieces_;
};

}  // namespace

std::vector<Block> body_blocks(Reading& reading, std::vector<Block> blocks) {
  return Body(reading).read(std::move(blocks));
}

}  // namespace chancery::draft
