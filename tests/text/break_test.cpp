// Opportunities (UAX 14) and the choice among them.
#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>
#include <random>
#include <regex>
#include <sstream>

#include "base/utf8.h"
#include "text/opportunities.h"
#include "text/total_fit.h"
#include "typesetting.h"

namespace chancery::tests {
namespace {

using text::BreakPoint;
using text::LineBreak;
using text::LineShape;
using text::Tolerance;

/// The text with "|" where a line may end and "‖" where it must.
std::string opportunities(const std::string& words, const std::string& language,
                          bool unbreakable = false) {
  text::SpanStyle style = in_language(language);
  style.unbreakable = unbreakable;
  const text::StyledText styled = text::StyledText::of(words, style);
  const text::CollectedText collected = text::collect(styled);
  text::BreakIterators iterators;
  std::string shown;
  std::uint32_t begin = 0;
  for (const text::Opportunity& each : text::opportunities(collected, iterators)) {
    if (each.kind == text::Opportunity::Kind::kStart) continue;
    const std::size_t from = collected.byte_of[begin];
    shown += words.substr(from, collected.byte_of[each.next] - from);
    if (each.kind != text::Opportunity::Kind::kEnd) shown += each.ends_line_always() ? "‖" : "|";
    begin = each.next;
  }
  return shown;
}

TEST(Opportunities, EnglishByUax14) {
  EXPECT_EQ(opportunities("We write on the eve.", "en"), "We |write |on |the |eve.");
  // LB13, LB14, LB15: not before closing or after opening punctuation, spaces or not.
  EXPECT_EQ(opportunities("so (we hope) ends!", "en"), "so |(we |hope) |ends!");
  // LB21, LB21a: after hyphens; LB17/B2: on both sides of an em dash, not between two.
  EXPECT_EQ(opportunities("well-known", "en"), "well-|known");
  EXPECT_EQ(opportunities("said—and", "en"), "said|—|and");
  // LB12: no-break space; LB11: word joiner; LB8: zero width space.
  EXPECT_EQ(opportunities("No.\u00A05 a\u2060b c\u200Bd", "en"), "No.\u00A05 |a\u2060b |c\u200B|d");
  // LB25: numbers with their signs.
  EXPECT_EQ(opportunities("€ 1,234.56% $(12.35) 3/4 2-1", "en"),
            "€ |1,234.56% |$(12.35) |3/4 |2-1");
  // LB13, LB27 and SY: after the slash of an address, not before.
  EXPECT_EQ(opportunities("see https://www.un.org/en/about-us", "en"),
            "see |https://|www.un.org/|en/|about-|us");
}

/// One line of Unicode's own test data: characters in hexadecimal with ÷ or × between them.
struct Conformance {
  std::string text;
  std::vector<std::size_t> breaks;  ///< bytes, the end left out
};

Conformance conformance_of(const std::string& line) {
  Conformance test;
  std::istringstream words(line.substr(0, line.find('#')));
  for (std::string mark, code; words >> mark >> code;) {
    if (mark == "÷" && !test.text.empty()) test.breaks.push_back(test.text.size());
    append_utf8(test.text, static_cast<char32_t>(std::stoul(code, nullptr, 16)));
  }
  return test;
}

/// CLDR's tailorings: numbers are taken whole (UAX 14, 8.2, example 7: a comma or full stop may
/// begin one), and a hyphen that opens the text clings to what follows.
bool is_tailored(const std::string& line) {
  static const std::regex kNumber(R"(\(IS\).*\[999\.0\] DIGIT)");
  return line.rfind("× 002D", 0) == 0 || std::regex_search(line, kNumber);
}

TEST(Opportunities, AreThoseOfUnicodesLineBreakTest) {
  const std::filesystem::path file = "/usr/share/unicode/auxiliary/LineBreakTest.txt";
  if (!std::filesystem::exists(file)) GTEST_SKIP() << "the package unicode-data is not installed";
  std::istringstream lines(read_text(file));
  std::size_t compared = 0;
  for (std::string line; std::getline(lines, line);) {
    if (line.empty() || line[0] == '#') continue;
    const Conformance test = conformance_of(line);
    // Spaces that open a paragraph or follow a line end disappear, so they end no line; tabs are
    // set as spaces.
    if (test.text[0] == ' ' || test.text.find_first_of("\t\n\r\v\f") != std::string::npos ||
        test.text.find("\u2028") != std::string::npos ||
        test.text.find("\u2029") != std::string::npos ||
        test.text.find("\u0085") != std::string::npos) {
      continue;
    }
    const text::StyledText styled = text::StyledText::of(test.text, in_language("und"));
    const text::CollectedText collected = text::collect(styled);
    text::BreakIterators iterators;
    std::vector<std::size_t> found;
    for (const text::Opportunity& each : text::opportunities(collected, iterators)) {
      if (each.kind == text::Opportunity::Kind::kStart || each.ends_line_always()) continue;
      found.push_back(collected.byte_of[each.next]);
    }
    if (found != test.breaks && is_tailored(line)) continue;
    EXPECT_EQ(found, test.breaks) << line;
    ++compared;
  }
  EXPECT_GT(compared, 3000U);
}

TEST(Opportunities, LineSeparatorsEndLines) {
  EXPECT_EQ(opportunities("one \u2028two", "en"), "one \u2028‖two");
  EXPECT_EQ(opportunities("one\ntwo\r\nthree", "en"), "one\n‖two\r\n‖three");
  EXPECT_EQ(opportunities("one\u2028", "en"), "one\u2028") << "no line after the last separator";
  EXPECT_EQ(opportunities("one\u2028\u2028two", "en"), "one\u2028‖\u2028‖two");
}

TEST(Opportunities, ChineseAndJapanesePunctuationKeepsItsPlace) {
  EXPECT_EQ(opportunities("人人，“自由”。", "zh-Hans"), "人|人，|“自|由”。");
  // LB21 NS and strict CJ (JIS X 4051): no line starts with a small kana or the long vowel sign.
  EXPECT_EQ(opportunities("チャーター", "ja"), "チャー|ター");
}

TEST(Opportunities, WordsOfThaiAndKhmerComeFromADictionary) {
  EXPECT_EQ(opportunities("สิทธิมนุษยชน", "th"), "สิทธิ|มนุษย|ชน");
  EXPECT_NE(opportunities("សិទ្ធិមនុស្សជាសកល", "km").find('|'), std::string::npos);
}

TEST(Opportunities, UnbreakableSpansStayTogether) {
  EXPECT_EQ(opportunities("Sidney Jones well-known", "en", true), "Sidney Jones well-known");
}

TEST(Opportunities, DivisionsSpareNamesNumbersAndAddresses) {
  const text::Hyphenators hyphenators(find_installed_dictionary);
  const auto divided = [&](const std::string& words) {
    const text::StyledText styled = text::StyledText::of(words, in_language("en-US"));
    const text::CollectedText collected = text::collect(styled);
    text::BreakIterators iterators;
    std::string shown;
    std::uint32_t begin = 0;
    for (const text::Opportunity& each :
         text::with_divisions(collected, text::opportunities(collected, iterators), hyphenators)) {
      const std::size_t from = collected.byte_of[begin];
      shown += words.substr(from, collected.byte_of[each.next] - from);
      if (each.kind == text::Opportunity::Kind::kDivision) shown += "~";
      begin = each.next;
    }
    return shown;
  };
  EXPECT_EQ(divided("the hyphenation, “concatenation”"), "the hy~phen~ation, “con~cate~na~tion”");
  EXPECT_EQ(divided("UNHYPHENATED McHyphenation"), "UNHYPHENATED McHyphenation");
  EXPECT_EQ(divided("hyphenation@example.org"), "hyphenation@example.org");
  EXPECT_EQ(divided("https://example.org/hyphenation"), "https://example.org/hyphenation");
  EXPECT_EQ(divided("hyphenation2 2hyphenation"), "hyphenation2 2hyphenation");
  EXPECT_EQ(divided("hyphen\u00ADation"), "hyphen\u00ADation");
}

/// A paragraph of words like an English one.
std::vector<BreakPoint> random_points(std::mt19937& random, std::size_t count) {
  std::uniform_real_distribution<double> word(8, 60);
  std::bernoulli_distribution hyphen(0.3);
  std::vector<BreakPoint> points(1);
  double width = 0;
  double glue = 0;
  for (std::size_t i = 1; i <= count; ++i) {
    width += word(random);
    BreakPoint point;
    point.end_width = width;
    point.end_stretch = glue / 2;
    point.end_shrink = glue / 3;
    if (i < count && hyphen(random)) {
      point.hyphen = 3;
      point.hyphenated = true;
      point.penalty = text::kHyphenPenalty;
    } else {
      width += 3;
      glue += 3;
    }
    point.start_width = width;
    point.start_stretch = glue / 2;
    point.start_shrink = glue / 3;
    point.mandatory = i == count;
    points.push_back(point);
  }
  return points;
}

double least_demerits(const std::vector<BreakPoint>& points, const LineShape& shape,
                      const Tolerance& tolerance) {
  const std::size_t inner = points.size() - 2;
  double least = std::numeric_limits<double>::infinity();
  for (std::size_t chosen = 0; chosen < (std::size_t{1} << inner); ++chosen) {
    std::vector<LineBreak> lines;
    std::size_t from = 0;
    for (std::size_t i = 1; i < points.size(); ++i) {
      if (i + 1 < points.size() && (chosen >> (i - 1) & 1U) == 0) continue;
      lines.push_back({from, i});
      from = i;
    }
    least = std::min(least, text::demerits(points, lines, shape, tolerance));
  }
  return least;
}

const Tolerance kAnything = {std::numeric_limits<double>::infinity(), true, 30};
const text::Refine kNothing = [](std::size_t) {};

TEST(TotalFit, IsTheBestOfAllWays) {
  std::mt19937 random(1981);
  for (int round = 0; round < 60; ++round) {
    const std::vector<BreakPoint> points = random_points(random, 12);
    LineShape shape{90, 110, 0, 20};
    if (round % 3 == 0) shape.ragged_stretch = 20;
    const auto lines = text::break_total_fit(points, shape, kAnything, kNothing);
    ASSERT_TRUE(lines);
    const double found = text::demerits(points, *lines, shape, kAnything);
    EXPECT_NEAR(found, least_demerits(points, shape, kAnything), found * 1e-12) << round;
  }
}

TEST(TotalFit, IsNeverWorseThanFirstFit) {
  std::mt19937 random(1977);
  for (int round = 0; round < 40; ++round) {
    const std::vector<BreakPoint> points = random_points(random, 150);
    const LineShape shape{280, 300, 0, 25};
    std::vector<LineBreak> first_fit;
    for (std::size_t from = 0, to = 1; to < points.size(); ++to) {
      const bool last = to + 1 == points.size();
      const BreakPoint& beyond = points[std::min(to + 1, points.size() - 1)];
      const double measure = from == 0 ? shape.first : shape.other;
      if (last || beyond.end_width + beyond.hyphen - points[from].start_width > measure) {
        first_fit.push_back({from, to});
        from = to;
      }
    }
    const auto lines = text::break_total_fit(points, shape, kAnything, kNothing);
    ASSERT_TRUE(lines);
    EXPECT_LE(text::demerits(points, *lines, shape, kAnything),
              text::demerits(points, first_fit, shape, kAnything));
  }
}

TEST(TotalFit, LinesFollowEachOtherToTheEnd) {
  std::mt19937 random(7);
  const std::vector<BreakPoint> points = random_points(random, 200);
  const auto lines = text::break_total_fit(points, {200, 200, 0, 0}, kAnything, kNothing);
  ASSERT_TRUE(lines);
  std::size_t at = 0;
  for (const LineBreak& line : *lines) {
    EXPECT_EQ(line.from, at);
    at = line.to;
  }
  EXPECT_EQ(at, points.size() - 1);
}

TEST(TotalFit, GivesUpWhenNoWayIsGoodEnoughAndForcesOneWhenItMust) {
  BreakPoint start, middle, end;
  middle.end_width = 150;
  middle.start_width = 153;
  end.end_width = 200;
  end.mandatory = true;
  const std::vector<BreakPoint> points = {start, middle, end};
  const LineShape shape{100, 100, 0, 0};
  EXPECT_FALSE(text::break_total_fit(points, shape, {1, false, 0}, kNothing));
  const auto forced = text::break_total_fit(points, shape, kAnything, kNothing);
  ASSERT_TRUE(forced);
  EXPECT_EQ(forced->size(), 2U) << "the word that is too wide has a line of its own";
}

TEST(TotalFit, CostsOrderWhatTypographersOrder) {
  // Two lines of the same looseness; the second way ends the first line with a hyphen.
  const auto way = [](bool hyphenated) {
    BreakPoint start, middle, end;
    middle.end_width = 95;
    middle.end_stretch = 10;
    middle.start_width = 98;
    middle.start_stretch = 10;
    middle.hyphenated = hyphenated;
    middle.penalty = hyphenated ? text::kHyphenPenalty : 0;
    end.end_width = 150;
    end.mandatory = true;
    const std::vector<BreakPoint> points = {start, middle, end};
    const std::vector<LineBreak> lines = {{0, 1}, {1, 2}};
    return text::demerits(points, lines, {100, 100, 0, 0}, {2, false, 0});
  };
  EXPECT_GT(way(true), way(false));
}

}  // namespace
}  // namespace chancery::tests
