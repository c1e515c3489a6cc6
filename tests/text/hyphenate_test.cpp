#include "text/hyphenate.h"

#include <algorithm>
#include <set>

#include "base/utf8.h"
#include "typesetting.h"

namespace chancery::tests {
namespace {

std::string divided(const std::string& word, const std::string& language) {
  const text::Hyphenators hyphenators(find_installed_dictionary);
  const text::Hyphenator* hyphenator = hyphenators.for_language(language);
  if (hyphenator == nullptr) return "no dictionary";
  const std::u32string letters = to_utf32(word);
  const std::vector<std::uint32_t> at = hyphenator->divisions(to_utf16(word));
  std::string shown;
  for (std::size_t i = 0; i < letters.size(); ++i) {
    if (std::find(at.begin(), at.end(), i) != at.end()) shown += '-';
    append_utf8(shown, letters[i]);
  }
  return shown;
}

// Liang's own examples (Word Hy-phen-a-tion by Com-put-er, 1983) and The TeXbook, appendix H.
TEST(Hyphenate, EnglishAsLiangDividesIt) {
  EXPECT_EQ(divided("hyphenation", "en-US"), "hy-phen-ation");
  EXPECT_EQ(divided("concatenation", "en-US"), "con-cate-na-tion");
  EXPECT_EQ(divided("supercalifragilisticexpialidocious", "en-US"),
            "su-per-cal-ifrag-ilis-tic-ex-pi-ali-do-cious");
}

// Duden.
TEST(Hyphenate, GermanInTheNewSpelling) {
  EXPECT_EQ(divided("Silbentrennung", "de"), "Sil-ben-tren-nung");
  EXPECT_EQ(divided("Bäckerei", "de"), "Bä-cke-rei");
}

/// The divisions of a word with hyphens, as offsets in letters.
std::set<std::size_t> offsets(const std::string& shown) {
  std::set<std::size_t> found;
  std::size_t letters = 0;
  for (const char32_t c : to_utf32(shown)) {
    c == U'-' ? static_cast<void>(found.insert(letters)) : static_cast<void>(++letters);
  }
  return found;
}

// The Russian dictionary is written in KOI8-R; read in another charset it would divide elsewhere.
TEST(Hyphenate, ReadsDictionariesInTheirOwnCharset) {
  for (const std::string word : {"пра-ви-тель-ство", "Пред-ло-же-ние", "от-вет-ствен-ность"}) {
    std::string whole = word;
    whole.erase(std::remove(whole.begin(), whole.end(), '-'), whole.end());
    const std::set<std::size_t> allowed = offsets(word);
    const std::set<std::size_t> found = offsets(divided(whole, "ru"));
    EXPECT_GE(found.size(), 2U) << word;
    EXPECT_TRUE(std::includes(allowed.begin(), allowed.end(), found.begin(), found.end()))
        << divided(whole, "ru");
  }
}

TEST(Hyphenate, ReadsDictionariesInUtf8) {
  EXPECT_NE(divided("боловсруулалт", "mn").find('-'), std::string::npos);
  EXPECT_NE(divided("मानवाधिकारों", "hi").find('-'), std::string::npos);
}

TEST(Hyphenate, KeepsTheShortestPartsThatALanguageAsksFor) {
  for (const std::string word : {"association", "idea", "ability", "reader", "abandonment"}) {
    const std::string shown = divided(word, "en-US");
    EXPECT_GE(shown.find('-'), 2U) << shown;
    const std::size_t last = shown.rfind('-');
    if (last == std::string::npos) continue;
    EXPECT_GE(shown.size() - last - 1, 3U) << shown;
  }
}

TEST(Hyphenate, LanguagesWithoutDictionaryAndRulesAreNotDivided) {
  EXPECT_EQ(divided("ministrlikleri", "tr"), "no dictionary");
}

// hyph-utf8's metadata: English and Czech three letters after a division, Spanish two.
TEST(Hyphenate, MinimaAreThoseOfTheLanguage) {
  const TemporaryFolder folder;
  // Patterns that divide everywhere; only the language's minima hold them back.
  write_text(folder / "all.dic", "UTF-8\n1a\n");
  const text::Hyphenators hyphenators(
      [&](std::string_view) { return (folder / "all.dic").string(); });
  const auto at = [&](const std::string& language) {
    return hyphenators.for_language(language)->divisions(to_utf16("aaaaaaa"));
  };
  using Divisions = std::vector<std::uint32_t>;
  EXPECT_EQ(at("es"), (Divisions{2, 3, 4, 5}));
  EXPECT_EQ(at("uk-UA"), (Divisions{2, 3, 4, 5}));
  EXPECT_EQ(at("el"), (Divisions{2, 3, 4, 5})) << "never a single letter";
  EXPECT_EQ(at("en-GB"), (Divisions{2, 3, 4}));
  EXPECT_EQ(at("cs"), (Divisions{2, 3, 4}));
  EXPECT_EQ(at("xx"), (Divisions{2, 3, 4})) << "unknown languages are divided sparingly";
}

TEST(Hyphenate, WordsOutsideTheCharsetAreLeftWhole) {
  EXPECT_EQ(divided("hyphenation", "ru"), "hyphenation");
  EXPECT_EQ(divided("漢字漢字漢字", "ru"), "漢字漢字漢字");
}

TEST(Hyphenate, ADamagedDictionaryIsTold) {
  const TemporaryFolder folder;
  write_text(folder / "bad.dic", "NO-SUCH-CHARSET\n1a\n");
  const text::Hyphenators hyphenators(
      [&](std::string_view) { return (folder / "bad.dic").string(); });
  EXPECT_EQ(failure_code([&] { hyphenators.for_language("en"); }), "dictionary-damaged");
  const text::Hyphenators absent([&](std::string_view) { return (folder / "none").string(); });
  EXPECT_EQ(failure_code([&] { absent.for_language("en"); }), "dictionary-damaged");
}

}  // namespace
}  // namespace chancery::tests
