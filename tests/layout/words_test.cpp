// Labels, dates and tooltips of a letter; marks as styles; directions.
#include "layout/words.h"

#include <gmock/gmock.h>

#include "layout/direction.h"
#include "layout/inline_text.h"
#include "letter_by_hand.h"

namespace chancery::layout {
namespace {

using letter::Mark;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

letterhead::Letterhead letterhead_with(const std::string& language, const std::string& key,
                                       const std::string& word) {
  letterhead::Letterhead letterhead = plain_letterhead();
  letterhead.words[language][key] = word;
  return letterhead;
}

TEST(Labels, GetTheColonOfTheirLanguage) {
  EXPECT_EQ(labelled(plain_letterhead(), "en", "cc", "All"), "Copies to: All");
  EXPECT_EQ(labelled(letterhead_with("fr", "cc", "Copies à"), "fr", "cc", "Tous"),
            "Copies à\u00A0: Tous");
  EXPECT_EQ(labelled(letterhead_with("zh", "reference", "文号"), "zh", "reference", "12"),
            "文号：12");
  EXPECT_EQ(labelled(letterhead_with("ru", "reference", "Исх. №"), "ru", "reference", "12"),
            "Исх. № 12");
  EXPECT_EQ(labelled(letterhead_with("en", "cc", "cc:"), "en", "cc", "All"), "cc: All");
}

TEST(Labels, WithoutTheWordTheValueStandsAlone) {
  EXPECT_EQ(labelled(plain_letterhead(), "en", "no-such-word", "12"), "12");
}

TEST(PlaceAndDate, EachMayBeMissing) {
  letter::Letter letter = plain_letter();
  EXPECT_EQ(place_and_date(plain_letterhead(), letter), "");
  letter.place = "Port Aland";
  EXPECT_EQ(place_and_date(plain_letterhead(), letter), "Port Aland");
  letter.date = letter::Date{2026, 11, 24};
  EXPECT_EQ(place_and_date(plain_letterhead(), letter), "Port Aland, 24 November 2026");
  letter.place.clear();
  EXPECT_EQ(place_and_date(plain_letterhead(), letter), "Date: 24 November 2026");
}

TEST(PlaceAndDate, TheDateIsInTheCalendarOfTheLetterOrItsLanguage) {
  letterhead::Letterhead letterhead = plain_letterhead();
  letterhead.date_in_calendar = [](std::string_view language, letter::Calendar calendar,
                                   const letter::Date& date) {
    return std::string(language) + "/" + std::string(letter::name_of(calendar)) + "/" +
           std::to_string(date.day);
  };
  letter::Letter letter = plain_letter();
  letter.date = letter::Date{2026, 11, 24};
  EXPECT_EQ(place_and_date(letterhead, letter), "Date: 24 November 2026");
  letter.calendar = letter::Calendar::kHebrew;
  EXPECT_EQ(place_and_date(letterhead, letter), "Date: en/hebrew/24");
  letter.calendar.reset();
  letter.language = "fa";
  EXPECT_EQ(place_and_date(letterhead, letter), "Date: fa/persian/24");
  letter.calendar = letter::Calendar::kGregorian;
  EXPECT_EQ(place_and_date(letterhead, letter), "Date: 24 November 2026");
}

TEST(OnBehalf, IsThePatternOfTheLanguageOrTheNameAlone) {
  const letterhead::Letterhead letterhead =
      letterhead_with("hi", "by-authority-of", "{name} के प्राधिकार से");
  EXPECT_EQ(on_behalf(letterhead, "hi", "by-authority-of", "परिषद"), "परिषद के प्राधिकार से");
  EXPECT_EQ(on_behalf(letterhead, "hi", "for", "परिषद"), "परिषद");
}

TEST(Tooltip, LeavesOutADivisionThatIsNotThere) {
  const letterhead::Letterhead letterhead = plain_letterhead();
  EXPECT_EQ(signature_of(letterhead, "en", signatory("Ann Lee", "Asia Division")),
            "Signature of Ann Lee, Asia Division");
  EXPECT_EQ(signature_of(letterhead, "en", signatory("Ann Lee", "")), "Signature of Ann Lee");
  EXPECT_EQ(signature_of(letterhead_with("hi", "signature-of", "{name}, {division} के हस्ताक्षर"),
                         "hi", signatory("Ann Lee", "")),
            "Ann Lee के हस्ताक्षर");
}

TEST(Direction, FollowsTheScriptOfTheLanguage) {
  using text::Direction;
  EXPECT_EQ(direction_of_language("en"), Direction::kLeftToRight);
  EXPECT_EQ(direction_of_language("ar"), Direction::kRightToLeft);
  EXPECT_EQ(direction_of_language("ur-PK"), Direction::kRightToLeft);
  EXPECT_EQ(direction_of_language("he-IL"), Direction::kRightToLeft);
  EXPECT_EQ(direction_of_language("ug-Cyrl"), Direction::kLeftToRight);
  EXPECT_EQ(direction_of_language("uz-Arab-AF"), Direction::kRightToLeft);
  EXPECT_EQ(direction_of_language("kk-KZ"), Direction::kLeftToRight);
  EXPECT_EQ(direction_of_language("en-x-arab"), Direction::kLeftToRight);
  EXPECT_EQ(direction_of_language("und"), std::nullopt);
  EXPECT_EQ(direction_of_language(""), std::nullopt);
}

TEST(Direction, OfAParagraphIsItsOwnWordThenItsLanguage) {
  using text::Direction;
  EXPECT_EQ(direction_of_paragraph("ltr", "ar", "سلام"), Direction::kLeftToRight);
  EXPECT_EQ(direction_of_paragraph("", "ar", "UNESCO كتبت"), Direction::kRightToLeft);
  EXPECT_EQ(direction_of_paragraph("", "en", "«سلام» is a greeting"), Direction::kLeftToRight);
  EXPECT_EQ(direction_of_paragraph("", "en", "السلام عليكم."), std::nullopt);
}

const InlineSetting kAsWritten = {"mono", letter::Punctuation::kAsWritten};
const NoteNumbers kNoNotes = [](const Mark&) { return NoteNumber{}; };

TEST(InlineText, NestedMarksAddUp) {
  // "a bc d": strong over "bc d", emphasis over "c".
  const letter::RichText text =
      rich("a bc d", {{Mark::Kind::kStrong, 2, 6, ""}, {Mark::Kind::kEmphasis, 3, 4, ""}});
  const InlineText set = inline_text(text, {}, kAsWritten, kNoNotes);
  ASSERT_EQ(set.text.text, "a bc d");
  ASSERT_EQ(set.text.spans.size(), 4U);
  EXPECT_EQ(set.text.spans[0].style.weight, text::Weight::kRegular);
  EXPECT_EQ(set.text.spans[1].style.weight, text::Weight::kBold);
  EXPECT_EQ(set.text.spans[1].style.slant, text::Slant::kUpright);
  EXPECT_EQ(set.text.spans[2].style.weight, text::Weight::kBold);
  EXPECT_EQ(set.text.spans[2].style.slant, text::Slant::kItalic);
  EXPECT_EQ(set.text.spans[3].style.slant, text::Slant::kUpright);
  EXPECT_EQ(set.text.spans[3].end, 6U);
}

TEST(InlineText, SpansCoverTheTextWithoutGapOrOverlap) {
  const letter::RichText text = rich("one two three", {{Mark::Kind::kLink, 0, 3, "https://a"},
                                                       {Mark::Kind::kStrong, 4, 13, ""},
                                                       {Mark::Kind::kLanguage, 4, 7, "fr"},
                                                       {Mark::Kind::kFootnote, 7, 7, "n"},
                                                       {Mark::Kind::kCode, 8, 13, ""},
                                                       {Mark::Kind::kFootnote, 13, 13, "m"}});
  const InlineText set = inline_text(text, {}, kAsWritten, [](const Mark& mark) {
    return NoteNumber{mark.value == "n" ? 0U : 1U, mark.value == "n" ? "1" : "2"};
  });
  EXPECT_EQ(set.text.text, "one two1 three2");
  std::size_t at = 0;
  for (const text::StyledSpan& span : set.text.spans) {
    EXPECT_EQ(span.begin, at);
    EXPECT_GT(span.end, span.begin);
    at = span.end;
  }
  EXPECT_EQ(at, set.text.text.size());
  ASSERT_EQ(set.elements.size(), 3U);
  EXPECT_EQ(set.element_at(0), 0U);
  EXPECT_EQ(set.element_at(2), 0U);
  EXPECT_EQ(set.element_at(3), InlineText::kNone);
  EXPECT_EQ(set.element_at(7), 1U);
  EXPECT_EQ(set.element_at(8), InlineText::kNone);
  EXPECT_TRUE(set.elements[2].is_note);
  EXPECT_EQ(set.element_at(14), 2U);
}

TEST(InlineText, DirectionMarkIsAnIsolate) {
  const letter::RichText text = rich("see سلام now", {{Mark::Kind::kDirection, 4, 12, "rtl"}});
  EXPECT_EQ(inline_text(text, {}, kAsWritten, kNoNotes).text.text, "see \u2067سلام\u2069 now");
}

TEST(InlineText, EmphasisInsideItalicIsUpright) {
  text::SpanStyle base;
  base.slant = text::Slant::kItalic;
  const InlineText set =
      inline_text(rich("ab", {{Mark::Kind::kEmphasis, 1, 2, ""}}), base, kAsWritten, kNoNotes);
  EXPECT_EQ(set.text.spans[1].style.slant, text::Slant::kUpright);
}

TEST(InlineText, EmphasisIsToldApartFromItalicStyles) {
  text::SpanStyle base;
  base.slant = text::Slant::kItalic;
  const InlineText set =
      inline_text(rich("ab", {{Mark::Kind::kEmphasis, 1, 2, ""}}), base, kAsWritten, kNoNotes);
  EXPECT_FALSE(set.text.spans[0].style.emphasised);
  EXPECT_TRUE(set.text.spans[1].style.emphasised);
}

TEST(InlineText, MarksBeyondTheTextAreCutOff) {
  const InlineText set = inline_text(
      rich("abc", {{Mark::Kind::kStrong, 1, 99, ""}, {Mark::Kind::kStrong, 50, 60, ""}}), {},
      kAsWritten, kNoNotes);
  EXPECT_EQ(set.text.text, "abc");
  EXPECT_EQ(set.text.spans.back().end, 3U);
  EXPECT_THAT(set.elements, IsEmpty());
}

}  // namespace
}  // namespace chancery::layout
