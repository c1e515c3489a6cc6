// Directions against the conformance data of UAX 9 (Debian's package unicode-data).
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <sstream>
#include <stdexcept>

#include "base/utf8.h"
#include "text/bidi_levels.h"
#include "typesetting.h"

namespace chancery::tests {
namespace {

using text::Direction;

/// Level of what rule X9 removes.
constexpr int kRemoved = -1;

std::vector<std::string> split(const std::string& line, char at) {
  std::vector<std::string> parts;
  std::istringstream stream(line);
  for (std::string part; std::getline(stream, part, at);) {
    if (!part.empty() || at == ';') parts.push_back(part);
  }
  return parts;
}

std::vector<int> levels_of(const std::string& field) {
  std::vector<int> levels;
  for (const std::string& each : split(field, ' ')) {
    levels.push_back(each == "x" ? kRemoved : std::stoi(each));
  }
  return levels;
}

std::u16string utf16_of(const std::vector<char32_t>& characters) {
  std::u16string units;
  for (const char32_t c : characters) {
    if (c < 0x10000) {
      units += static_cast<char16_t>(c);
    } else {
      units += static_cast<char16_t>(0xD7C0 + (c >> 10U));
      units += static_cast<char16_t>(0xDC00 + (c & 0x3FFU));
    }
  }
  return units;
}

/// For each character; characters that the expectation leaves out are left out here.
std::vector<int> found_levels(const std::vector<char32_t>& characters, Direction direction,
                              const std::vector<int>& expected) {
  std::vector<int> unit_levels;
  for (const text::LevelRun& run : text::level_runs(utf16_of(characters), direction)) {
    unit_levels.resize(run.end, run.level);
  }
  std::vector<int> levels;
  std::size_t unit = 0;
  for (std::size_t i = 0; i < characters.size(); ++i) {
    const bool removed = i < expected.size() && expected[i] == kRemoved;
    levels.push_back(removed ? kRemoved : unit_levels.at(unit));
    unit += characters[i] < 0x10000 ? 1 : 2;
  }
  return levels;
}

/// ICU gives text that all runs one way one level: the lowest of that direction, whatever was
/// embedded. The order is the same.
bool same_order(const std::vector<int>& found, const std::vector<int>& expected) {
  if (found == expected) return true;
  int level = kRemoved;
  for (std::size_t i = 0; i < found.size(); ++i) {
    if (found[i] == kRemoved) continue;
    if (level == kRemoved) level = found[i];
    if (found[i] != level || i >= expected.size() || (expected[i] - level) % 2 != 0) return false;
  }
  return found.size() == expected.size();
}

/// What ICU 72 does otherwise: overrides do not reach isolates and brackets (ICU-23513), marks do
/// not always follow their bracket (N0), and more than 63 open brackets are still paired (BD16).
constexpr std::size_t kKnownDifferences = 30;
bool is_known_difference(const std::string& line) {
  const auto has = [&line](const char* code) { return line.find(code) != std::string::npos; };
  return has("202D") || has("202E") || has(" 033") || has(" 20D6") || line.size() > 800;
}

TEST(BidiLevels, AreThoseOfUnicodesBidiCharacterTest) {
  const std::filesystem::path file = "/usr/share/unicode/BidiCharacterTest.txt";
  if (!std::filesystem::exists(file)) GTEST_SKIP() << "the package unicode-data is not installed";
  std::istringstream lines(read_text(file));
  std::size_t compared = 0;
  std::size_t different = 0;
  for (std::string line; std::getline(lines, line);) {
    if (line.empty() || line[0] == '#') continue;
    const std::vector<std::string> fields = split(line, ';');
    std::vector<char32_t> characters;
    std::string utf8;
    for (const std::string& each : split(fields.at(0), ' ')) {
      characters.push_back(static_cast<char32_t>(std::stoul(each, nullptr, 16)));
      append_utf8(utf8, characters.back());
    }
    const Direction direction =
        fields.at(2) == "1" ? Direction::kRightToLeft : Direction::kLeftToRight;
    const std::vector<int> expected = levels_of(fields.at(3));
    const std::vector<int> found = found_levels(characters, direction, expected);
    if (!same_order(found, expected) && is_known_difference(line)) {
      ++different;
    } else {
      EXPECT_PRED2(same_order, found, expected) << line;
    }
    // Where the direction is the text's own: paragraph separators are made line ends, and what
    // follows one would then be looked at for the first strong character.
    if (fields.at(1) == "2" && utf8.find("\u2029") == std::string::npos) {
      const text::StyledText styled = text::StyledText::of(utf8, in_language("en"));
      EXPECT_EQ(text::paragraph_direction(text::collect(styled)), direction) << line;
    }
    ++compared;
  }
  EXPECT_GT(compared, 90000U);
  EXPECT_LE(different, kKnownDifferences);
}

/// A character of each class of UAX 9, as BidiTest.txt names them.
char32_t representative(const std::string& bidi_class) {
  constexpr std::array<std::pair<std::string_view, char32_t>, 23> kOfClass = {
      {{"L", U'a'},        {"R", U'\u05D0'},   {"AL", U'\u0628'},  {"EN", U'0'},
       {"ES", U'+'},       {"ET", U'#'},       {"AN", U'\u0660'},  {"CS", U','},
       {"NSM", U'\u0300'}, {"BN", U'\u00AD'},  {"B", U'\u2029'},   {"S", U'\t'},
       {"WS", U' '},       {"ON", U'!'},       {"LRE", U'\u202A'}, {"RLE", U'\u202B'},
       {"LRO", U'\u202D'}, {"RLO", U'\u202E'}, {"PDF", U'\u202C'}, {"LRI", U'\u2066'},
       {"RLI", U'\u2067'}, {"FSI", U'\u2068'}, {"PDI", U'\u2069'}}};
  for (const auto& [name, character] : kOfClass) {
    if (name == bidi_class) return character;
  }
  throw std::invalid_argument("no such bidi class: " + bidi_class);
}

TEST(BidiLevels, AreThoseOfUnicodesBidiTest) {
  const std::filesystem::path file = "/usr/share/unicode/BidiTest.txt";
  if (!std::filesystem::exists(file)) GTEST_SKIP() << "the package unicode-data is not installed";
  std::istringstream lines(read_text(file));
  std::vector<int> expected;
  std::size_t compared = 0;
  for (std::string line; std::getline(lines, line);) {
    if (line.rfind("@Levels:", 0) == 0) {
      std::string field = line.substr(8);
      std::replace(field.begin(), field.end(), '\t', ' ');
      expected = levels_of(field);
    }
    if (line.empty() || line[0] == '#' || line[0] == '@') continue;
    const std::vector<std::string> fields = split(line, ';');
    std::vector<char32_t> characters;
    for (const std::string& each : split(fields.at(0), ' ')) {
      characters.push_back(representative(each));
    }
    // Bits: 1 the text's own direction, 2 left to right, 4 right to left.
    const int directions = std::stoi(fields.at(1));
    for (const auto& [bit, direction] :
         {std::pair(2, Direction::kLeftToRight), std::pair(4, Direction::kRightToLeft)}) {
      if ((directions & bit) == 0) continue;
      EXPECT_PRED2(same_order, found_levels(characters, direction, expected), expected) << line;
      ++compared;
    }
  }
  EXPECT_GT(compared, 500000U);
}

/// The visual order of a line's characters as indices into the text, removed ones left out.
std::vector<int> visual_order(const std::string& words, Direction direction,
                              const std::vector<int>& levels) {
  text::ParagraphStyle style;
  style.alignment = text::Alignment::kStart;
  style.direction = direction;
  const text::SetParagraph set = tests::set(words, "en", 1000, style);
  std::vector<int> index_of_byte(words.size(), 0);
  int index = -1;
  for (std::size_t byte = 0; byte < words.size(); ++byte) {
    if ((static_cast<unsigned char>(words[byte]) & 0xC0U) != 0x80U) ++index;
    index_of_byte[byte] = index;
  }
  std::vector<int> order;
  for (const text::GlyphRun& run : set.lines.at(0).runs) {
    for (const text::Glyph& glyph : run.glyphs) {
      const int at = index_of_byte[run.text_begin + glyph.cluster];
      if (levels[static_cast<std::size_t>(at)] != kRemoved) order.push_back(at);
    }
  }
  return order;
}

TEST(BidiOrder, OfLinesIsThatOfTheExamplesInUax9) {
  const std::filesystem::path file = "/usr/share/unicode/BidiCharacterTest.txt";
  if (!std::filesystem::exists(file)) GTEST_SKIP() << "the package unicode-data is not installed";
  std::istringstream lines(read_text(file));
  std::size_t compared = 0;
  bool in_examples = false;
  for (std::string line; std::getline(lines, line);) {
    if (line.rfind("# Examples from UAX #9", 0) == 0) in_examples = true;
    if (line.rfind("# Test cases for the algorithm changes", 0) == 0) break;
    if (!in_examples || line.empty() || line[0] == '#') continue;
    const std::vector<std::string> fields = split(line, ';');
    std::string words;
    for (const std::string& each : split(fields.at(0), ' ')) {
      append_utf8(words, static_cast<char32_t>(std::stoul(each, nullptr, 16)));
    }
    const Direction direction =
        fields.at(2) == "1" ? Direction::kRightToLeft : Direction::kLeftToRight;
    EXPECT_EQ(visual_order(words, direction, levels_of(fields.at(3))), levels_of(fields.at(4)))
        << words;
    ++compared;
  }
  EXPECT_GE(compared, 12U);
}

}  // namespace
}  // namespace chancery::tests
