#include "text/itemise.h"

#include <gmock/gmock.h>

#include "text/script_runs.h"
#include "typesetting.h"

namespace chancery::tests {
namespace {

struct Stretch {
  std::string text, script, font;
  int level = 0;
  bool operator==(const Stretch&) const = default;
};

void PrintTo(const Stretch& run, std::ostream* out) {
  *out << "{" << run.text << ", " << run.script << ", " << run.font << ", " << run.level << "}";
}

std::vector<Stretch> items(const text::StyledText& styled,
                           std::optional<text::Direction> direction = std::nullopt) {
  const text::CollectedText collected = text::collect(styled);
  std::vector<Stretch> runs;
  for (const text::Item& item : text::itemise(collected, direction, fonts()).items) {
    char tag[5] = {};
    hb_tag_to_string(hb_script_to_iso15924_tag(item.script), tag);
    runs.push_back({styled.text.substr(collected.byte_of[item.begin],
                                       collected.byte_of[item.end] - collected.byte_of[item.begin]),
                    tag, item.font->family(), item.level});
  }
  return runs;
}

std::vector<Stretch> items(const std::string& words, const std::string& language) {
  return items(text::StyledText::of(words, in_language(language)));
}

const std::string kGentium = "Gentium Book Plus";
const std::string kNaskh = "Noto Naskh Arabic";
const std::string kHan = "Noto Serif CJK SC";

TEST(Itemise, OneLanguageIsOneItem) {
  EXPECT_EQ(items("Dear Ministers: “yes” (no), 7 January 2026 – €5.", "en"),
            (std::vector<Stretch>{
                {"Dear Ministers: “yes” (no), 7 January 2026 – €5.", "Latn", kGentium, 0}}));
}

TEST(Itemise, CommonCharactersFollowTheirScriptAndBracketsTheirPartner) {
  // UAX 24, 5.1: common characters take the script before them; a closing bracket that of its
  // partner.
  EXPECT_EQ(items("Закон (law no. 5) и", "ru"),
            (std::vector<Stretch>{{"Закон (", "Cyrl", kGentium, 0},
                                  {"law no. 5", "Latn", kGentium, 0},
                                  {") и", "Cyrl", kGentium, 0}}));
  EXPECT_EQ(items("“中文”", "zh-Hans"), (std::vector<Stretch>{{"“中文”", "Hani", kHan, 0}}));
}

TEST(Itemise, FullWidthPunctuationIsSetInTheHanFace) {
  EXPECT_EQ(items("在UN，是", "zh-Hans"),
            (std::vector<Stretch>{
                {"在", "Hani", kHan, 0}, {"UN", "Latn", kGentium, 0}, {"，是", "Hani", kHan, 0}}));
}

TEST(Itemise, DandaBelongsToItsWriting) {
  // U+0964 is common with Script_Extensions that hold Devanagari and Bengali.
  EXPECT_EQ(items("यह है।", "hi"),
            (std::vector<Stretch>{{"यह है।", "Deva", "Noto Serif Devanagari", 0}}));
}

TEST(Itemise, NumbersInRightToLeftTextReadFromTheLeft) {
  // UAX 9, W2 and I1/I2: European digits after Arabic letters become Arabic numbers, level 2.
  EXPECT_EQ(items("عام 2026 م", "ar"), (std::vector<Stretch>{{"عام ", "Arab", kNaskh, 1},
                                                             {"2026", "Arab", kNaskh, 2},
                                                             {" م", "Arab", kNaskh, 1}}));
}

TEST(Itemise, IsolatesAndOverridesAreHonoured) {
  // UAX 9, X5b: what stands in a right-to-left isolate does not turn its neighbours.
  const auto runs = items("a \u2067ب 1\u2069 2", "en");
  ASSERT_GE(runs.size(), 3U);
  EXPECT_EQ(runs.front().level, 0);
  EXPECT_EQ(runs.back().level, 0);
  EXPECT_THAT(runs, testing::Contains(testing::Field(&Stretch::level, 1)));
  // X4 and L2: an override turns Latin letters.
  const auto turned = items("a \u202Ebc\u202C d", "en");
  EXPECT_THAT(turned, testing::Contains(testing::AllOf(
                          testing::Field(&Stretch::level, 1),
                          testing::Field(&Stretch::text, testing::HasSubstr("bc")))));
}

TEST(Itemise, DirectionIsTheFirstStrongCharacterElseTheLanguage) {
  const auto direction = [](const std::string& words, const std::string& language) {
    const text::StyledText styled = text::StyledText::of(words, in_language(language));
    return text::itemise(text::collect(styled), std::nullopt, fonts()).direction;
  };
  EXPECT_EQ(direction("123 سلام abc", "en"), text::Direction::kRightToLeft);
  EXPECT_EQ(direction("123 abc سلام", "ar"), text::Direction::kLeftToRight);
  EXPECT_EQ(direction("123", "ar"), text::Direction::kRightToLeft);
  EXPECT_EQ(direction("123", "en"), text::Direction::kLeftToRight);
  EXPECT_EQ(direction("\u2067سلام\u2069 abc", "ar"), text::Direction::kLeftToRight);
}

TEST(Itemise, ScriptsOfLanguages) {
  EXPECT_EQ(text::script_of_language("ur"), USCRIPT_ARABIC);
  EXPECT_EQ(text::script_of_language("zh-Hant"), USCRIPT_HAN);
  EXPECT_EQ(text::script_of_language("ko"), USCRIPT_HANGUL);
  EXPECT_EQ(text::script_of_language("uz"), USCRIPT_LATIN);
  EXPECT_EQ(text::script_of_language("uz-Cyrl"), USCRIPT_CYRILLIC);
  EXPECT_EQ(text::script_of_language("no such tag"), USCRIPT_LATIN);
}

TEST(Itemise, CharactersThatTheFamilyLacksGetAnotherFace) {
  const auto runs = items("see ☐ and", "en");
  ASSERT_EQ(runs.size(), 3U);
  EXPECT_EQ(runs[0].font, kGentium);
  EXPECT_NE(runs[1].font, kGentium);
  EXPECT_EQ(runs[1].text, "☐");
  EXPECT_EQ(runs[2].font, kGentium);
  const auto naskh = items("سلام – سلام", "fa");
  EXPECT_EQ(naskh.front().font, kNaskh);
}

TEST(Itemise, MarksStayWithTheirLetter) {
  // Gentium has é, and e with a combining acute is the same text (UAX 15).
  EXPECT_EQ(items("cafe\u0301", "fr").size(), 1U);
}

TEST(Itemise, MissingGlyphNamesTheCharacterAndItsScript) {
  text::StyledText styled = text::StyledText::of("a \U0001F600 b", in_language("en"));
  styled.where = {"letter.md", 7, 1};
  try {
    items(styled);
    FAIL();
  } catch (const Failure& failure) {
    const Diagnostic& told = failure.diagnostics().front();
    EXPECT_EQ(failure.kind(), FailureKind::kInput);
    EXPECT_EQ(told.code, "missing-glyph");
    EXPECT_EQ(told.where.line, 7);
    EXPECT_THAT(told.what, testing::HasSubstr("U+1F600 GRINNING FACE"));
  }
  EXPECT_THAT([] { items("\U00012000", "en"); },
              testing::Throws<Failure>(
                  testing::Property(&Failure::what, testing::HasSubstr("Cuneiform script"))));
}

TEST(Itemise, MissingGlyphNamesThePackageThatIsNotInstalled) {
  const text::FontLibrary library(
      project_catalogue(), [](const std::string& file) -> std::shared_ptr<const text::FontFile> {
        return file.find("Gentium") == std::string::npos ? nullptr : open_installed(file);
      });
  const text::StyledText styled = text::StyledText::of("a ☐", in_language("en"));
  const text::CollectedText collected = text::collect(styled);
  try {
    text::itemise(collected, std::nullopt, library);
    FAIL();
  } catch (const Failure& failure) {
    EXPECT_EQ(failure.diagnostics()[0].code, "missing-glyph");
    EXPECT_THAT(failure.diagnostics()[0].mend, testing::HasSubstr("fonts-noto-core"));
  }
  const text::StyledText hindi = text::StyledText::of("यह", in_language("hi"));
  const text::CollectedText collected_hindi = text::collect(hindi);
  EXPECT_EQ(failure_code([&] { text::itemise(collected_hindi, std::nullopt, library); }),
            "font-missing");
}

TEST(Collect, TextMustBeUtf8AndCoveredBySpans) {
  EXPECT_THROW(text::collect(text::StyledText::of("\xC3", {})), std::invalid_argument);
  text::StyledText gap;
  gap.text = "abc";
  gap.spans = {{0, 1, {}}, {2, 3, {}}};
  EXPECT_THROW(text::collect(gap), std::invalid_argument);
  text::StyledText cut;
  cut.text = "é";
  cut.spans = {{0, 1, {}}, {1, 2, {}}};
  EXPECT_THROW(text::collect(cut), std::invalid_argument);
}

}  // namespace
}  // namespace chancery::tests
