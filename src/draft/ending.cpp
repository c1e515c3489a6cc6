// From the closing on: closing, signatories, copies, enclosures, footer.
#include <algorithm>
#include <optional>
#include <utility>

#include "draft/dates.h"
#include "draft/reading.h"
#include "draft/shape.h"

namespace chancery::draft {
namespace {

using Kind = Block::Kind;
using Difference = std::vector<Block>::difference_type;

/// A closing is looked for so far from the end: below it stand twelve signatories at most.
constexpr std::size_t kMostBlocksBelow = 40;
constexpr std::size_t kLongestFormula = 60;
/// French closes with a sentence.
constexpr std::size_t kLongestClosing = 400;
/// What stands below the signatures and is longer is a paragraph of the letter.
constexpr std::size_t kLongestFooter = 300;

bool is_text(const Block& block) {
  return block.kind == Kind::kText && !block.lines.empty();
}

class Ending {
 public:
  explicit Ending(Reading& reading) : reading_(reading), parts_(reading.parts) {}

  void read(std::vector<Block>& blocks) {
    std::vector<Block> tail;
    if (!split_at_closing(blocks, tail) && !split_at_signatures(blocks, tail)) {
      reading_.unsure("signatories", 0, "no-signatory", "nobody was recognised who signs",
                      "name at least one signatory with a division");
      split_off_labels(blocks, tail);
    }
    std::vector<Block> names;
    std::vector<Block> others;
    for (const Block& block : grouped(tail)) take(block, names, others);
    std::vector<Block> rest;
    read_signatories(reading_, names, rest);
    others.insert(others.begin(), rest.begin(), rest.end());
    take_others(others, blocks);
  }

 private:
  bool split_at_closing(std::vector<Block>& blocks, std::vector<Block>& tail) {
    const std::size_t first = blocks.size() - std::min(blocks.size(), kMostBlocksBelow);
    for (std::size_t i = blocks.size(); i-- > first;) {
      for (std::size_t j = 0; is_text(blocks[i]) && j < blocks[i].lines.size(); ++j) {
        const std::size_t count = closing_lines(blocks, i, j);
        if (count == 0) continue;
        auto& lines = blocks[i].lines;
        const auto begin = lines.begin() + static_cast<std::ptrdiff_t>(j);
        const auto end = begin + static_cast<std::ptrdiff_t>(count);
        parts_.closing.assign(begin, end);
        Block below = blocks[i];
        below.gap = 1;
        below.lines.assign(end, lines.end());
        lines.erase(begin, lines.end());
        if (!below.lines.empty()) tail.push_back(std::move(below));
        tail.insert(tail.end(), blocks.begin() + static_cast<Difference>(i) + 1, blocks.end());
        blocks.erase(blocks.begin() + static_cast<Difference>(i) + (lines.empty() ? 0 : 1),
                     blocks.end());
        take_second_closing(tail);
        join_closing();
        return true;
      }
    }
    return false;
  }

  /// How many lines from there on are a closing; 0 when there is none.
  std::size_t closing_lines(const std::vector<Block>& blocks, std::size_t i, std::size_t j) const {
    const auto& lines = blocks[i].lines;
    const std::string text = tidy(lines[j].text());
    const bool is_own = reading_.language != nullptr &&
                        match(folded(text), reading_.language->of(Formula::kClosings));
    if (!is_own && !reading_.begins(text, Formula::kClosings)) return 0;
    const bool is_formula = length(text) <= kLongestFormula && !text.ends_with(':') &&
                            (!ends_sentence(text) || length(text) <= kLongestFormula / 2);
    if (is_formula) return 1;
    if (!is_own || j > 0 || length(tidy(joined(lines, " "))) > kLongestClosing) return 0;
    // A sentence, when names follow it.
    if (i + 1 >= blocks.size() || !looks_like_signatory(reading_, blocks[i + 1])) return 0;
    return lines.size();
  }

  /// 此致 / 敬礼, and "Sin otro particular, / Atentamente,".
  void take_second_closing(std::vector<Block>& tail) {
    while (!tail.empty() && is_text(tail.front())) {
      Line& line = tail.front().lines.front();
      const std::string text = tidy(line.text());
      if (length(text) > kLongestFormula || !reading_.begins(text, Formula::kClosings)) return;
      parts_.closing.push_back(std::move(line));
      tail.front().lines.erase(tail.front().lines.begin());
      tail.front().gap = 1;
      if (tail.front().lines.empty()) tail.erase(tail.begin());
    }
  }

  /// A sentence that was broken at the margin is one line again.
  void join_closing() {
    if (reading_.found.line_ends != LineEnds::kWrapped || parts_.closing.size() < 2) return;
    if (length(parts_.closing[0].text()) <= kLongestFormula / 2) return;
    Line whole = parts_.closing[0];
    for (std::size_t i = 1; i < parts_.closing.size(); ++i) {
      whole.spans.push_back({" ", false, false, "", ""});
      whole.spans.insert(whole.spans.end(), parts_.closing[i].spans.begin(),
                         parts_.closing[i].spans.end());
    }
    parts_.closing = {std::move(whole)};
  }

  bool is_labelled(const Block& block) const {
    if (!is_text(block)) return false;
    const Line& line = block.lines.front();
    return reading_.label(line, Formula::kCopies).found ||
           reading_.label(line, Formula::kEnclosures).found ||
           reading_.label(line, Formula::kPostscript).found;
  }

  /// Without a closing: names at the end, below them labels and at most two other blocks.
  bool split_at_signatures(std::vector<Block>& blocks, std::vector<Block>& tail) {
    constexpr int kMostOthers = 2;
    std::size_t end = blocks.size();
    int others = 0;
    while (end > 1 && !looks_like_signatory(reading_, blocks[end - 1])) {
      if (!is_labelled(blocks[end - 1]) && ++others > kMostOthers) return false;
      --end;
    }
    std::size_t begin = end;
    while (begin > 1 && looks_like_signatory(reading_, blocks[begin - 1])) --begin;
    if (begin == end) return false;
    reading_.unsure("closing", blocks[begin].position(), "no-closing",
                    "no closing was recognised; the signatures begin with " +
                        some_words(tidy(blocks[begin].lines[0].text())),
                    "write 'closing: …' if the letter has one");
    split(blocks, begin, tail);
    return true;
  }

  void split_off_labels(std::vector<Block>& blocks, std::vector<Block>& tail) {
    std::size_t begin = blocks.size();
    while (begin > 1 && is_labelled(blocks[begin - 1])) --begin;
    split(blocks, begin, tail);
  }

  static void split(std::vector<Block>& blocks, std::size_t begin, std::vector<Block>& tail) {
    const auto from_here = blocks.begin() + static_cast<Difference>(begin);
    tail.assign(from_here, blocks.end());
    blocks.erase(from_here, blocks.end());
  }

  /// Lines below a label belong to it, until another label or an empty line.
  void take(const Block& block, std::vector<Block>& names, std::vector<Block>& others) {
    if (!is_text(block)) {
      const bool continues = block.kind == Kind::kList && list_ != nullptr;
      if (continues) {
        for (const auto& item : block.items) {
          for (const Block& inside : item) {
            list_->insert(list_->end(), inside.lines.begin(), inside.lines.end());
          }
        }
      } else {
        (block.kind == Kind::kTable && others.empty() ? names : others).push_back(block);
      }
      return;
    }
    Block left = block;
    left.lines.clear();
    std::vector<Line>* list = nullptr;
    for (const Line& line : block.lines) {
      if (take_date(line)) continue;
      if (std::vector<Line>* labelled = take_label(line)) {
        list = labelled;
      } else if (list != nullptr) {
        list->push_back(line);
      } else {
        left.lines.push_back(line);
      }
    }
    if (left.lines.empty()) {
      if (list != nullptr) list_ = list;
      return;
    }
    const bool is_listed = list_ != nullptr && list_->empty();
    if (is_listed) {
      // The label stood alone.
      list_->insert(list_->end(), left.lines.begin(), left.lines.end());
      return;
    }
    const bool is_name = others.empty() && parts_.copies.empty() && parts_.enclosures.empty() &&
                         looks_like_signatory(reading_, left);
    (is_name ? names : others).push_back(std::move(left));
  }

  /// Chinese letters are dated below the signature, and others sometimes.
  bool take_date(const Line& line) {
    if (!parts_.date.empty()) return false;
    const std::optional<FoundDate> date = find_date(tidy(line.text()), reading_.formulas);
    if (!date) return false;
    parts_.date = date->iso;
    parts_.place = date->before;
    return true;
  }

  std::vector<Line>* take_label(const Line& line) {
    const auto rest_of = [&](const Labelled& labelled) {
      return from(line, length(line.text()) - length(labelled.rest));
    };
    if (const Labelled copies = reading_.label(line, Formula::kCopies); copies.found) {
      add(parts_.copies, rest_of(copies));
      return &parts_.copies;
    }
    if (const Labelled with = reading_.label(line, Formula::kEnclosures); with.found) {
      add(parts_.enclosures, rest_of(with));
      return &parts_.enclosures;
    }
    if (const Labelled last = reading_.label(line, Formula::kPostscript); last.found) {
      add(parts_.postscript, rest_of(last));
      return &parts_.postscript;
    }
    return nullptr;
  }

  static void add(std::vector<Line>& list, Line line) {
    if (!tidy(line.text()).empty()) list.push_back(std::move(line));
  }

  /// What is left below the signatures is the footer when it is short, else it is text.
  void take_others(const std::vector<Block>& others, std::vector<Block>& body) {
    for (const Block& block : others) {
      const std::string text = tidy(joined(block.lines, " "));
      if (is_text(block) && length(text) <= kLongestFooter) {
        parts_.footer.insert(parts_.footer.end(), block.lines.begin(), block.lines.end());
        reading_.unsure("footer", block.position(), "guess-footer",
                        "what stands below the signatures is taken for the footer",
                        "move it into the text if it is no footer");
        continue;
      }
      body.push_back(block);
      reading_.unsure(
          "body", block.position(), "below-signatures",
          "text below the signatures was put at the end of the letter's text: " + some_words(text),
          "move it where it belongs");
    }
  }

  Reading& reading_;
  Parts& parts_;
  std::vector<Line>* list_ = nullptr;  ///< of the label that stood last
};

}  // namespace

void read_ending(Reading& reading, std::vector<Block>& blocks) {
  Ending(reading).read(blocks);
}

}  // namespace chancery::draft
