// A letter's words on the page: punctuated, with marks, notes and addresses where they were.
#include "layout/punctuated.h"

#include <gmock/gmock.h>

#include "layout/inline_text.h"
#include "letter_by_hand.h"

namespace chancery::layout {
namespace {

using letter::Mark;
using letter::Punctuation;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

/// The texts that the marks hold, in their order.
std::vector<std::string> held(const letter::RichText& text) {
  std::vector<std::string> all;
  for (const Mark& mark : text.marks) {
    all.push_back(text.text.substr(mark.begin, mark.end - mark.begin));
  }
  return all;
}

TEST(Punctuated, MarksHoldWhatTheyHeld) {
  const std::string text = "He -- \"don't\"... \"x\" see y--z";
  const letter::RichText set =
      punctuated(rich(text, {{Mark::Kind::kEmphasis, 7, 12, ""},
                             {Mark::Kind::kFootnote, 16, 16, "n"},
                             {Mark::Kind::kCode, 17, 20, ""},
                             {Mark::Kind::kLink, 25, 29, "https://a.example/y--z"}}),
                 "en", Punctuation::kSmart)
          .text;
  EXPECT_EQ(set.text, "He—“don’t”… \"x\" see y—z");
  EXPECT_THAT(held(set), ElementsAre("don’t", "", "\"x\"", "y—z"));
  EXPECT_EQ(set.text.substr(0, set.marks[1].begin), "He—“don’t”…");
  EXPECT_EQ(set.marks[3].value, "https://a.example/y--z");
}

TEST(Punctuated, QuotesNestOverEmphasisAndLanguages) {
  const std::string text = "\"One 'two \"Das Boot\" three' four\"";
  const letter::RichText set =
      punctuated(
          rich(text, {{Mark::Kind::kEmphasis, 5, 27, ""}, {Mark::Kind::kLanguage, 10, 20, "de"}}),
          "en", Punctuation::kSmart)
          .text;
  EXPECT_EQ(set.text, "“One ‘two “Das Boot” three’ four”");
  EXPECT_THAT(held(set), ElementsAre("‘two “Das Boot” three’", "“Das Boot”"));
}

TEST(Punctuated, AsWrittenKeepsEveryCharacterAndItsWordsTogether) {
  const Punctuated set =
      punctuated(rich("\"12 km\" -- 1990-1995..."), "fr", Punctuation::kAsWritten);
  EXPECT_EQ(set.text.text, "\"12 km\" -- 1990-1995...");
  EXPECT_THAT(set.no_breaks, ElementsAre(3U));
}

TEST(Punctuated, PlacesWithoutABreakMoveWithTheText) {
  // An isolate before "12", a note's number after "km".
  const letter::RichText text = rich(
      "a 12 km b", {{Mark::Kind::kDirection, 2, 7, "ltr"}, {Mark::Kind::kFootnote, 7, 7, "n"}});
  const InlineText set = inline_text(text, {}, InlineSetting{}, [](const Mark&) {
    return NoteNumber{0, "1"};
  });
  ASSERT_EQ(set.text.no_breaks.size(), 1U);
  EXPECT_EQ(set.text.text.substr(set.text.no_breaks[0]), " km\u20691 b");
}

class PunctuatedLetter : public ::testing::Test {
 protected:
  void SetUp() override {
    if (!fonts_are_installed()) GTEST_SKIP() << "no fonts";
    letter_ = plain_letter();
    letter_.title = rich("The \"smart\" letter");
    letter_.addressees = {rich("The Ministers' Office")};
    letter_.salutation = rich("Dear \"Ministers\":");
    letter_.body = {paragraph("It's here.")};
    letter_.closing = rich("Yours -- as ever,");
    letter_.signatories = {signatory("Sean O'Neill", "The \"Asia\" Division")};
    letter_.cc = {rich("The \"Tide\" Office")};
    letter_.footer = rich("The \"Lakes\"");
    letter_.reference = "ECA \"2026\" 12-14";
  }

  std::string all_text(const LaidOut& laid) const {
    std::string all;
    for (const Page& page : laid.document.pages) {
      for (const PlacedRun& run : page.runs) all += run.run.text;
    }
    return all;
  }

  letter::Letter letter_;
};

TEST_F(PunctuatedLetter, AllWordsButTheReference) {
  const LaidOut laid = lay(letter_);
  const std::string all = all_text(laid);
  for (const char* words : {"The “smart” letter", "Ministers’ Office", "Dear “Ministers”:",
                            "It’s here.", "Yours—as ever,", "Sean O’Neill", "The “Asia” Division",
                            "“Tide” Office", "The “Lakes”", "ECA \"2026\" 12-14"}) {
    EXPECT_THAT(squeezed(all), HasSubstr(squeezed(words)));
  }
  EXPECT_EQ(laid.document.title, "The “smart” letter");
  EXPECT_EQ(laid.document.subject, "ECA \"2026\" 12-14");
}

TEST_F(PunctuatedLetter, DivisionsOfFieldsAreTheRawWords) {
  const LaidOut laid = lay(letter_);
  std::vector<std::string> divisions;
  for (const Page& page : laid.document.pages) {
    for (const SignaturePlace& place : page.signatures) divisions.push_back(place.division);
  }
  EXPECT_THAT(divisions, ElementsAre("The \"Asia\" Division"));
}

TEST_F(PunctuatedLetter, MayStayAsWrittenByTheLetterOrItsLetterhead) {
  letterhead::Letterhead letterhead = plain_letterhead();
  letterhead.punctuation = Punctuation::kAsWritten;
  EXPECT_THAT(all_text(lay(letter_, letterhead)), HasSubstr("It's"));
  letter_.punctuation = Punctuation::kSmart;
  EXPECT_THAT(all_text(lay(letter_, letterhead)), HasSubstr("It’s"));
  letter_.punctuation = Punctuation::kAsWritten;
  EXPECT_THAT(all_text(lay(letter_)), HasSubstr("It's"));
  EXPECT_EQ(lay(letter_).document.title, "The \"smart\" letter");
}

}  // namespace
}  // namespace chancery::layout
