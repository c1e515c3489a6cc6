#include "text/typography_report.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

#include "base/utf8.h"

namespace chancery::text {
namespace {

/// Spaces more than half as wide again as drawn.
constexpr double kLooseRatio = 1;
/// Spaces more than a quarter narrower than drawn.
constexpr double kTightRatio = -0.75;
/// Hyphens on lines that follow each other: two pass, three are a ladder.
constexpr std::size_t kStack = 3;
/// A last line narrower than this looks lost, in ems.
constexpr double kRuntEms = 2.5;
/// A river runs through this many lines or more.
constexpr std::size_t kRiverLines = 4;
/// Spaces of two lines flow into each other when they share this much of the narrower one. With
/// less, every page has rivers that nobody sees.
constexpr double kRiverOverlap = 0.5;
/// How much of a line is quoted, in bytes.
constexpr std::size_t kQuotedBytes = 40;

/// From the paragraph's left edge, in points.
struct Gap {
  double left = 0, right = 0;
  std::size_t lines = 1;   ///< of the river that ends here
  bool continues = false;  ///< the next line has a gap below this one

  double width() const { return right - left; }
};

bool is_gap(char32_t c) {
  return c == U' ' || c == U'\u00A0';
}

char32_t character_at(const GlyphRun& run, std::size_t byte) {
  const auto step = decode_utf8(run.text, byte);
  return step ? step->code_point : 0;
}

std::vector<Gap> gaps_of(const Line& line) {
  std::vector<Gap> gaps;
  for (const GlyphRun& run : line.runs) {
    double x = (line.x + run.x).value;
    for (const Glyph& glyph : run.glyphs) {
      const double next = x + glyph.advance.value;
      if (run.kind == GlyphRun::Kind::kText && is_gap(character_at(run, glyph.cluster))) {
        gaps.push_back({x, next});
      }
      x = next;
    }
  }
  return gaps;
}

bool flows_into(const Gap& upper, const Gap& lower) {
  const double shared = std::min(upper.right, lower.right) - std::max(upper.left, lower.left);
  return shared >= kRiverOverlap * std::min(upper.width(), lower.width()) && shared > 0;
}

class Report {
 public:
  Report(const SetParagraph& set, const StyledText& text, const ParagraphStyle& style)
      : set_(set), text_(text), style_(style) {}

  std::vector<LineRemark> run() {
    if (style_.alignment == Alignment::kJustified) find_loose_and_tight();
    find_stacks();
    find_runt();
    find_rivers();
    std::stable_sort(remarks_.begin(), remarks_.end(),
                     [](const auto& left, const auto& right) { return left.line < right.line; });
    return std::move(remarks_);
  }

 private:
  void add(std::size_t line, const char* code, const std::string& what, const char* mend) {
    remarks_.push_back({line,
                        {Severity::kWarning, text_.where, code,
                         "the line " + quoted_line(text_.text, set_.lines[line]) + what, mend}});
  }

  void find_loose_and_tight() {
    for (std::size_t i = 0; i < set_.lines.size(); ++i) {
      const double ratio = set_.lines[i].stretch_ratio;
      if (ratio > kLooseRatio && ratio <= kTornRatio) {
        add(i, "loose-line", " has wide spaces",
            "allow a division with a soft hyphen, or change the wording");
      } else if (ratio < kTightRatio) {
        add(i, "tight-line", " has narrow spaces", "change the wording");
      }
    }
  }

  bool ends_with_hyphen(const Line& line) const {
    if (line.hyphenated) return true;
    const std::string_view shown =
        std::string_view(text_.text).substr(line.text_begin, line.text_end - line.text_begin);
    return shown.ends_with('-') || shown.ends_with("\u2010");
  }

  void find_stacks() {
    std::size_t hyphens = 0;
    for (std::size_t i = 0; i <= set_.lines.size(); ++i) {
      if (i < set_.lines.size() && ends_with_hyphen(set_.lines[i])) {
        ++hyphens;
        continue;
      }
      if (hyphens >= kStack) {
        add(i - hyphens, "stacked-hyphens",
            " is the first of " + std::to_string(hyphens) + " that end with a hyphen",
            "change the wording, or keep a word whole with [word]{.unbreakable}");
      }
      hyphens = 0;
    }
  }

  double size() const { return text_.spans.empty() ? 0 : text_.spans.front().style.size.value; }

  void find_runt() {
    if (set_.lines.size() < 2) return;
    const std::size_t last = set_.lines.size() - 1;
    const Line& line = set_.lines[last];
    if (line.runs.empty()) return;
    const bool is_fragment = set_.lines[last - 1].hyphenated && gaps_of(line).empty();
    if (is_fragment) {
      add(last, "runt", " is the rest of a divided word, alone on the last line",
          "change the wording, or keep the word whole with [word]{.unbreakable}");
    } else if (line.width.value < kRuntEms * size()) {
      add(last, "runt", " is a very short last line",
          "change the wording, or put a no-break space before its last word");
    }
  }

  void find_rivers() {
    std::vector<Gap> above;
    for (std::size_t i = 0; i < set_.lines.size(); ++i) {
      std::vector<Gap> gaps = gaps_of(set_.lines[i]);
      for (Gap& gap : gaps) {
        for (Gap& upper : above) {
          if (!flows_into(upper, gap)) continue;
          gap.lines = std::max(gap.lines, upper.lines + 1);
          upper.continues = true;
        }
      }
      if (i > 0) tell_ended(above, i - 1);
      above = std::move(gaps);
      // Lines that the author ended are a list or an address: no river runs through those.
      if (was_ended(i)) {
        tell_ended(above, i);
        above.clear();
      }
    }
    if (!set_.lines.empty()) tell_ended(above, set_.lines.size() - 1);
  }

  bool was_ended(std::size_t line) const {
    if (line + 1 == set_.lines.size()) return false;
    const std::size_t end = set_.lines[line].text_end;
    const std::string_view between =
        std::string_view(text_.text).substr(end, set_.lines[line + 1].text_begin - end);
    return between.find("\u2028") != std::string_view::npos ||
           between.find_first_of("\n\r") != std::string_view::npos;
  }

  /// The longest of the rivers whose last line is `line`.
  void tell_ended(const std::vector<Gap>& gaps, std::size_t line) {
    std::size_t longest = 0;
    for (const Gap& gap : gaps) {
      if (!gap.continues) longest = std::max(longest, gap.lines);
    }
    if (longest < kRiverLines) return;
    add(line + 1 - longest, "river",
        " is the first of " + std::to_string(longest) + " whose spaces stand below one another",
        "change the wording");
  }

  const SetParagraph& set_;
  const StyledText& text_;
  const ParagraphStyle& style_;
  std::vector<LineRemark> remarks_;
};

}  // namespace

std::vector<LineRemark> typography_report(const SetParagraph& set, const StyledText& text,
                                          const ParagraphStyle& style) {
  return Report(set, text, style).run();
}

std::string quoted_line(std::string_view text, const Line& line) {
  std::size_t end = std::min(line.text_end, line.text_begin + kQuotedBytes);
  while (end < line.text_end && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80) ++end;
  std::string shown(text.substr(line.text_begin, end - line.text_begin));
  shown.insert(shown.begin(), '\'');
  return shown + (end < line.text_end ? "…'" : "'");
}

}  // namespace chancery::text
