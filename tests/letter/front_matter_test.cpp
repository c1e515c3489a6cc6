#include <gmock/gmock.h>

#include "data/told.h"
#include "letter/language_tag.h"
#include "letter/letter.h"
#include "spelling.h"

namespace chancery::letter {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

constexpr std::string_view kWholeLetter =
    "---\n"
    "letterhead: harbour\n"
    "language: en-gb\n"
    "paper: US Letter\n"
    "reference: 007\n"
    "date: 2024-02-29\n"
    "place: Port *Amsel*\n"
    "title: 1. Report on *quays*\n"
    "to:\n"
    "  - The Harbour Master\n"
    "  - [Pier **One**, '[Kai]{lang=de} 2', Dock 3]\n"
    "salutation: \"Dear Captain:\"\n"
    "closing: |\n"
    "  Yours,\n"
    "  as *ever*\n"
    "signatories:\n"
    "  - name: Ada Quist\n"
    "    title: Director\n"
    "    division: Northern Division\n"
    "  - { name: \"Bo O'Dee\", division: Southern Division }\n"
    "cc: [Tide Office]\n"
    "enclosures:\n"
    "  - A chart of the [Bay](https://bay.example)\n"
    "footer: Harbour **Office**\n"
    "---\n"
    "Ships wait[^1].\n"
    "\n"
    "- one\n"
    "\n"
    "[^1]: *Three* of them.\n";

constexpr std::string_view kSpelling =
    "harbour\n"
    "en-GB\n"
    "007\n"
    "Port *Amsel*\n"
    "1. Report on quays {em 13-18}\n"
    "US Letter\n"
    "2024/2/29\n"
    "to\n"
    "  The Harbour Master\n"
    "  Pier One, Kai 2, Dock 3 {strong 5-8} {lang 10-13 de}\n"
    "Dear Captain:\n"
    "p Ships wait. {note 10-10 1}\n"
    "ul\n"
    "-\n"
    "  p one\n"
    "1: p Three of them. {em 0-5}\n"
    "Yours,⏎as ever {em 12-16}\n"
    "Ada Quist; Director; Northern Division\n"
    "Bo O'Dee; ; Southern Division\n"
    "cc\n"
    "  Tide Office\n"
    "enclosures\n"
    "  A chart of the Bay {link 15-18 https://bay.example}\n"
    "footer Harbour Office {strong 8-14}\n";

constexpr std::string_view kWholeLetterInJson = R"json({
  "letterhead": "harbour", "language": "en-gb", "paper": "US Letter", "reference": "007",
  "date": "2024-02-29", "place": "Port *Amsel*", "title": "1. Report on *quays*",
  "to": ["The Harbour Master", ["Pier **One**", "[Kai]{lang=de} 2", "Dock 3"]],
  "salutation": "Dear Captain:", "closing": "Yours,\nas *ever*",
  "signatories": [
    {"name": "Ada Quist", "title": "Director", "division": "Northern Division"},
    {"name": "Bo O'Dee", "division": "Southern Division"}
  ],
  "cc": ["Tide Office"], "enclosures": ["A chart of the [Bay](https://bay.example)"],
  "footer": "Harbour **Office**",
  "body": ["Ships wait[^1].", "- one", "[^1]: *Three* of them."]
})json";

TEST(FrontMatter, EveryKeyIsRead) {
  const ReadLetter read = read_letter(kWholeLetter, "f.md");
  EXPECT_THAT(told(read.diagnostics), ElementsAre());
  ASSERT_TRUE(read.letter);
  EXPECT_EQ(spell(*read.letter), kSpelling);
  EXPECT_EQ(read.letter->file, "f.md");
}

TEST(FrontMatter, ValuesKnowTheirPlaces) {
  const Letter letter = read_letter(kWholeLetter, "f.md").letter.value();
  EXPECT_EQ(place(letter.title.where), "8:8");
  EXPECT_EQ(place(letter.addressees[0].name.where), "10:5");
  EXPECT_EQ(place(letter.addressees[1].name.where), "11:5");
  EXPECT_EQ(place(letter.salutation.where), "12:14");
  EXPECT_EQ(place(letter.closing.where), "13:10");
  EXPECT_EQ(place(letter.signatories[1].where), "20:5");
  EXPECT_EQ(place(letter.body[0].where), "26:1");
}

TEST(FrontMatter, SenderNoticesAndWhatFollowsTheSignatures) {
  const ReadLetter read = read_letter(with_keys("language: en\n"
                                                "from:\n"
                                                "  division: Northern Division\n"
                                                "  name: Ada Quist\n"
                                                "  address: [12 *Harbour* Street, Port Amsel]\n"
                                                "  telephone: +99 555 0142\n"
                                                "  email: north@lakes.example\n"
                                                "  web: lakes.example/north\n"
                                                "confidentiality: '**Strictly** confidential'\n"
                                                "delivery: By registered mail\n"
                                                "your-reference: 0815\n"
                                                "calendar: islamic-umalqura\n"
                                                "signatories-in-a-row: 1\n"
                                                "bcc: [Audit, '*Legal*']\n"
                                                "annexes: [Tariff]\n"
                                                "postscript: The *Aurora* sails.\n"),
                                      "f.md");
  EXPECT_THAT(told(read.diagnostics), ElementsAre());
  ASSERT_TRUE(read.letter);
  EXPECT_THAT(spell(*read.letter),
              HasSubstr("from Northern Division\n  name Ada Quist\n"
                        "  address 12 Harbour Street {em 3-10}\n  address Port Amsel\n"
                        "  telephone +99 555 0142\n  email north@lakes.example\n"
                        "  web lakes.example/north\n"
                        "confidentiality Strictly confidential {strong 0-8}\n"
                        "delivery By registered mail\nyour 0815\ncalendar islamic-umalqura\n"));
  EXPECT_THAT(spell(*read.letter),
              HasSubstr("in a row 1\nA; ; B\ncc\nbcc\n  Audit\n  Legal {em 0-5}\nenclosures\n"
                        "annexes\n  Tariff\nps The Aurora sails. {em 4-10}\n"));
}

TEST(FrontMatter, AddresseesMayHaveAWholePostalAddress) {
  const ReadLetter read = read_letter(with_keys("language: en\nto:\n"
                                                "  - name: The *Harbour* Master\n"
                                                "    address: [3 Quay Lane, BK2 8ZA Birkenau]\n"
                                                "    country: BORIA\n"
                                                "  - Someone else\n"
                                                "  - { name: Nobody }\n"),
                                      "f.md");
  EXPECT_THAT(told(read.diagnostics), ElementsAre());
  const std::vector<Addressee>& to = read.letter.value().addressees;
  ASSERT_EQ(to.size(), 3u);
  EXPECT_EQ(spell(to[0]),
            "block The Harbour Master {em 4-11} | 3 Quay Lane | BK2 8ZA Birkenau / BORIA");
  EXPECT_EQ(spell(to[1]), "Someone else");
  EXPECT_EQ(spell(to[2]), "block Nobody");
}

TEST(FrontMatter, SignatoriesMaySignForOthers) {
  const Letter letter =
      read_letter(
          "---\nletterhead: x\nlanguage: en\nsignatories:\n"
          "  - { name: A, division: B, for: the Director, by-authority-of: the Council }\n"
          "---\nHello.\n",
          "f.md")
          .letter.value();
  EXPECT_EQ(letter.signatories[0].signs_for, "the Director");
  EXPECT_EQ(letter.signatories[0].authority_of, "the Council");
}

TEST(Languages, AreFoundWhereverTheyAreSaid) {
  const auto languages = [](std::string_view text) {
    return languages_of(read_letter(text, "f.md").letter.value());
  };
  EXPECT_THAT(languages(with_keys("language: en\ntitle: '[a]{lang=fr}'\nto: [{name: x, address: "
                                  "['[b]{lang=cs}']}]\ncc: ['[c]{lang=de}']\n")),
              ElementsAre("cs", "de", "en", "fr"));
  EXPECT_THAT(languages(with_body("::: {lang=ar}\n- a[^1]\n:::\n\n> | [a]{lang=ru} |\n> |---|\n\n"
                                  "[^1]: [b]{lang=kk}\n")),
              ElementsAre("ar", "en", "kk", "ru"));
}

TEST(Calendars, EveryNameIsReadBack) {
  for (int i = 0; i <= static_cast<int>(Calendar::kRoc); ++i) {
    const auto calendar = static_cast<Calendar>(i);
    EXPECT_EQ(calendar_named(name_of(calendar)), calendar);
  }
  EXPECT_EQ(calendar_named("julian"), std::nullopt);
}

// CLDR, calendarPreferenceData: the first calendar of IR, AF and TH; of others the Gregorian one
// comes first or beside.
TEST(Calendars, OfficialLettersInPersianPashtoAndThaiHaveTheirOwn) {
  EXPECT_EQ(usual_calendar("fa"), Calendar::kPersian);
  EXPECT_EQ(usual_calendar("ps-AF"), Calendar::kPersian);
  EXPECT_EQ(usual_calendar("th-TH"), Calendar::kBuddhist);
  for (const char* language : {"en", "ar", "ar-SA", "ja", "zh-TW", "he", "", "fan"}) {
    EXPECT_EQ(usual_calendar(language), Calendar::kGregorian) << language;
  }
}

TEST(FrontMatter, OptionalKeysMayBeAbsentOrEmpty) {
  const ReadLetter read =
      read_letter(with_keys("language: ku-Arab\ntitle:\ncc: []\ndate:\n"), "f.md");
  EXPECT_THAT(told(read.diagnostics), ElementsAre());
  ASSERT_TRUE(read.letter);
  EXPECT_FALSE(read.letter->paper);
  EXPECT_FALSE(read.letter->date);
  EXPECT_EQ(read.letter->title.text, "");
  EXPECT_EQ(read.letter->footer.text, "default");
}

TEST(FrontMatter, FooterWords) {
  const auto footer = [](std::string_view value) {
    return read_letter(with_keys("language: en\nfooter: " + std::string(value) + "\n"), "f.md")
        .letter.value()
        .footer.text;
  };
  EXPECT_EQ(footer("default"), "default");
  EXPECT_EQ(footer("none"), "");
  EXPECT_EQ(footer("None of us"), "None of us");
}

TEST(FrontMatter, PunctuationIsSmartOrAsWritten) {
  const auto read = [](std::string_view keys) {
    return read_letter(with_keys("language: en\n" + std::string(keys)), "f.md");
  };
  EXPECT_FALSE(read("").letter.value().punctuation);
  EXPECT_EQ(read("punctuation: smart\n").letter.value().punctuation, Punctuation::kSmart);
  EXPECT_EQ(read("punctuation: as-written\n").letter.value().punctuation, Punctuation::kAsWritten);
  EXPECT_THAT(told(read("punctuation: clever\n").diagnostics),
              ElementsAre(HasSubstr("error[punctuation]: 'clever'")));
}

TEST(FrontMatter, ValuesAreInlineMarkdownWhateverTheyBeginWith) {
  const auto title = [](std::string_view value) {
    return spell(read_letter(with_keys("language: en\ntitle: " + std::string(value) + "\n"), "f.md")
                     .letter.value_or(Letter{})
                     .title);
  };
  EXPECT_EQ(title("'# One #'"), "# One #");
  EXPECT_EQ(title("'- a'"), "- a");
  EXPECT_EQ(title("'> a'"), "> a");
  EXPECT_EQ(title("'   a   '"), "a");
  EXPECT_EQ(title("'_a_ __b__'"), "a b {em 0-1} {strong 2-3}");
  EXPECT_EQ(title("'**(a)** b'"), "(a) b {strong 0-3}");
  EXPECT_EQ(title("1.50"), "1.50");
  EXPECT_EQ(title("'a | b'"), "a | b");
}

TEST(JsonLetter, EqualsTheMarkdownLetter) {
  const ReadLetter read = read_letter(kWholeLetterInJson, "f.json");
  EXPECT_THAT(told(read.diagnostics), ElementsAre());
  ASSERT_TRUE(read.letter);
  EXPECT_EQ(spell(*read.letter), kSpelling);
}

TEST(JsonLetter, PlacesPointIntoTheJson) {
  const std::string text =
      "{\"letterhead\": \"x\", \"language\": \"en\", \"title\": \"\\u00e9 \\\"a\",\n"
      " \"signatories\": [{\"name\": \"A\", \"division\": \"B\"}],\n"
      " \"body\": \"\\u00e9\\n\\n> \\ud83d\\ude00 *b*\\n\\n- c\"}";
  const ReadLetter read = read_letter(text, "f.json");
  EXPECT_THAT(told(read.diagnostics), ElementsAre());
  ASSERT_TRUE(read.letter);
  EXPECT_EQ(place(read.letter->title.where), "1:49");
  EXPECT_EQ(place(read.letter->body[0].where), "3:11");
  EXPECT_EQ(place(read.letter->body[1].where), "3:21");
  EXPECT_EQ(place(read.letter->body[1].blocks[0].where), "3:23");
  EXPECT_EQ(place(read.letter->body[2].where), "3:43");
}

// RFC 5646, appendix A, and 2.1.1 for the case.
TEST(LanguageTag, WellFormedTagsInTheirConventionalCase) {
  EXPECT_EQ(language_tag("de"), "de");
  EXPECT_EQ(language_tag("ZH-HANT"), "zh-Hant");
  EXPECT_EQ(language_tag("zh-cmn-hans-cn"), "zh-cmn-Hans-CN");
  EXPECT_EQ(language_tag("sl-IT-nedis"), "sl-IT-nedis");
  EXPECT_EQ(language_tag("de-CH-1901"), "de-CH-1901");
  EXPECT_EQ(language_tag("es-419"), "es-419");
  EXPECT_EQ(language_tag("de-CH-x-phonebk"), "de-CH-x-phonebk");
  EXPECT_EQ(language_tag("en-a-myext-b-another"), "en-a-myext-b-another");
}

TEST(LanguageTag, OthersAreRefused) {
  for (const std::string_view tag :
       {"", "a", "en_GB", "de-419-DE", "a-DE", "ar-a-aaa-b-bbb-a-ccc", "en-", "-en", "en--GB",
        "english language", "en-x", "x-own", "de-1901-1901", "abcdefghi"}) {
    EXPECT_EQ(language_tag(tag), std::nullopt) << tag;
  }
}

}  // namespace
}  // namespace chancery::letter
