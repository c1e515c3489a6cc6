// A letter in several languages: what is read, and what is told.
#include "letter/versions.h"

#include <gmock/gmock.h>

#include <map>

#include "data/told.h"
#include "letter/canonical.h"
#include "letter/schema.h"

namespace chancery::letter {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

const std::map<std::string, std::string>& files() {
  static const std::map<std::string, std::string> kFiles = {
      {"ar.md", "---\nlanguage: ar\ntitle: عنوان\nclosing: تحية\n---\nنص.\n"},
      {"ru.json",
       "{\"language\": \"ru\", \"title\": \"Заголовок\", \"closing\": \"С уважением\", \"body\": "
       "[\"Один.\", \"Два.\"]}"},
      {"wrong.md", "---\nlanguage: fr\ntitel: Titre\n---\n<p>\n"},
      {"broken.md", "no front matter"},
      {"bytes.md", "\xFF"},
  };
  return kFiles;
}

std::optional<FileBeside> beside(const std::string& path) {
  const auto found = files().find(path);
  if (found == files().end()) return std::nullopt;
  return FileBeside{"folder/" + path, found->second};
}

std::string letter_with(std::string_view keys) {
  return std::string(
             "---\nletterhead: plain\nlanguage: en\ntitle: Title\nclosing: Yours,\n"
             "signatories:\n  - {name: A, title: T, division: B}\n")
      .append(keys)
      .append("---\nOne.\n\nTwo.\n");
}

ReadLetter read(std::string_view keys) {
  return read_letter(letter_with(keys), "letter.md", beside);
}

std::vector<std::string> codes(std::string_view keys) {
  std::vector<std::string> all;
  for (const Diagnostic& diagnostic : read(keys).diagnostics) {
    EXPECT_FALSE(diagnostic.what.empty() || diagnostic.mend.empty()) << diagnostic.code;
    all.push_back(diagnostic.where.file.text() + ":" + place(diagnostic.where) + " " +
                  diagnostic.code);
  }
  return all;
}

Letter whole(std::string_view keys) {
  ReadLetter letter = read(keys);
  EXPECT_THAT(told(letter.diagnostics), IsEmpty());
  return letter.letter.value();
}

constexpr std::string_view kRussian =
    "variants:\n"
    "  - language: ru\n"
    "    title: Заголовок\n"
    "    closing: С уважением,\n"
    "    signatories: [{name: А, title: Т, division: Б}]\n"
    "    body: |\n"
    "      Один.\n"
    "\n"
    "      Два и *три*.\n";

TEST(Versions, StandInTheLetterItself) {
  const Letter letter =
      whole(std::string("reference: 12/4\ndate: 2026-11-24\n") + std::string(kRussian));
  ASSERT_EQ(letter.versions.size(), 1u);
  const Letter& russian = letter.versions.front();
  EXPECT_TRUE(russian.is_version);
  EXPECT_FALSE(letter.is_version);
  EXPECT_EQ(russian.language, "ru");
  EXPECT_EQ(russian.title.text, "Заголовок");
  EXPECT_EQ(russian.reference, "12/4");
  EXPECT_EQ(russian.date->day, 24);
  EXPECT_EQ(russian.signatories.front().division, "Б");
  ASSERT_EQ(russian.body.size(), 2u);
  EXPECT_EQ(russian.body[1].text.text, "Два и три.");
  EXPECT_EQ(place(russian.body[1].where), "18:7") << "its own line and column in the file";
  EXPECT_THAT(letter.authentic, ElementsAre("en"));
  EXPECT_THAT(russian.authentic, ElementsAre("en"));
}

TEST(Versions, StandInFilesBesideIt) {
  const Letter letter = whole("to: [The Harbour Masters]\nvariants: [ar.md, ru.json]\n");
  ASSERT_EQ(letter.versions.size(), 2u);
  EXPECT_EQ(letter.versions[0].language, "ar");
  EXPECT_EQ(letter.versions[0].file, "folder/ar.md");
  EXPECT_EQ(letter.versions[0].signatories.front().name, "A") << "as in the letter";
  EXPECT_EQ(letter.versions[0].addressees.front().name.text, "The Harbour Masters");
  EXPECT_EQ(letter.versions[1].body.size(), 2u);
}

TEST(Versions, LettersInOneLanguageHaveNone) {
  const Letter letter = whole("");
  EXPECT_THAT(letter.versions, IsEmpty());
  EXPECT_THAT(letter.authentic, IsEmpty());
}

TEST(Versions, AuthenticAreThoseNamed) {
  const auto authentic = [](const std::string& value) {
    return whole("variants: [ar.md, ru.json]\nauthentic: " + value + "\n");
  };
  EXPECT_THAT(authentic("ru").authentic, ElementsAre("ru"));
  EXPECT_THAT(authentic("[en, AR]").authentic, ElementsAre("en", "ar"));
  EXPECT_FALSE(authentic("[en, ar]").all_authentic);
  EXPECT_TRUE(authentic("all").all_authentic);
  EXPECT_TRUE(authentic("[en, ar, ru]").all_authentic);
  EXPECT_TRUE(authentic("all").versions.front().all_authentic);
  EXPECT_THAT(codes("variants: [ar.md]\nauthentic: [fr]\n"),
              ElementsAre("letter.md:9:13 authentic"));
}

TEST(Versions, StandSideBySideWhenThereAreTwo) {
  EXPECT_EQ(whole("variants: [ar.md]\narrangement: side-by-side\n").arrangement,
            Arrangement::kSideBySide);
  EXPECT_EQ(whole("variants: [ar.md, ru.json]\narrangement: one-after-another\n").arrangement,
            Arrangement::kOneAfterAnother);
  EXPECT_THAT(codes("variants: [ar.md, ru.json]\narrangement: side-by-side\n"),
              ElementsAre("letter.md:9:14 too-many-columns"));
  EXPECT_THAT(codes("variants: [ar.md]\narrangement: beside\n"),
              ElementsAre("letter.md:9:14 arrangement"));
}

TEST(Versions, MustSayWhatTheLetterSays) {
  EXPECT_THAT(codes("salutation: Dear all,\nvariants: [ar.md]\n"),
              ElementsAre("folder/ar.md:2:1 missing-translation"));
  EXPECT_THAT(
      codes("variants:\n  - {language: de, body: Eins.}\n"),
      ElementsAre("letter.md:9:5 missing-translation", "letter.md:9:5 missing-translation"));
  EXPECT_THAT(codes("variants:\n  - {language: de, title: T, closing: C}\n"),
              ElementsAre("letter.md:9:5 missing-key"));
  EXPECT_THAT(codes("variants:\n  - {title: T, closing: C, body: Eins.}\n"),
              ElementsAre("letter.md:9:5 missing-key"));
}

TEST(Versions, HaveTheLettersSignatories) {
  EXPECT_THAT(codes("variants:\n  - language: de\n    title: T\n    closing: C\n    body: Eins.\n"
                    "    signatories: [{name: A, division: B}, {name: C, division: D}]\n"),
              ElementsAre("letter.md:13:18 variant-signatories"));
}

TEST(Versions, AreEachInALanguageOfItsOwn) {
  EXPECT_THAT(codes("variants: [ar.md, ar.md]\n"), ElementsAre("letter.md:8:19 variant-twice"));
  EXPECT_THAT(codes("variants:\n  - {language: EN, title: T, closing: C, body: Eins.}\n"),
              ElementsAre("letter.md:9:5 variant-twice"));
}

TEST(Versions, TellTheFileThatIsWrong) {
  EXPECT_THAT(codes("variants: [nowhere.md]\n"), ElementsAre("letter.md:8:12 no-such-variant"));
  EXPECT_THAT(codes("variants: [wrong.md]\n"),
              ElementsAre("folder/wrong.md:2:1 missing-translation",
                          "folder/wrong.md:2:1 missing-translation",
                          "folder/wrong.md:3:1 unknown-key", "folder/wrong.md:5:1 raw-html"));
  EXPECT_THAT(codes("variants: [broken.md]\n"),
              ElementsAre("folder/broken.md:1:1 no-front-matter"));
  EXPECT_THAT(codes("variants: [bytes.md]\n"), ElementsAre("folder/bytes.md:1:1 not-utf8"));
  // Without a folder there are no files.
  EXPECT_EQ(read_letter(letter_with("variants: [ar.md]\n"), "f.md").diagnostics.front().code,
            "no-such-variant");
}

TEST(Versions, HaveNoKeysThatTheLetterHasNot) {
  std::set<std::string_view> of_letter;
  for (const SchemaProperty& key : kLetterSchema.properties_of(kLetterSchema.nodes.front())) {
    of_letter.insert(key.name);
  }
  const auto keys = kLetterSchema.properties_of(variant_schema());
  EXPECT_GT(keys.size(), 15u);
  for (const SchemaProperty& key : keys) EXPECT_TRUE(of_letter.contains(key.name)) << key.name;
}

TEST(Versions, EveryKeyOfAVariantIsItsOwn) {
  // Each of its own value, none of them the letter's.
  const Letter letter = whole(
      "place: London\ncc: [X]\nenclosures: [X]\nannexes: [X]\nfooter: none\n"
      "from: {name: X}\nto: [X]\ncalendar: hebrew\npostscript: X\nconfidentiality: X\ndelivery: X\n"
      "salutation: X\nvariants:\n"
      "  - {language: fr, place: Londres, cc: [Y], enclosures: [Y], annexes: [Y], footer: Y,\n"
      "     from: {name: Y}, to: [Y], calendar: persian, postscript: Y, confidentiality: Y,\n"
      "     delivery: Y, salutation: Y, title: Y, closing: Y, body: Y}\n");
  const Letter& version = letter.versions.front();
  EXPECT_EQ(version.place, "Londres");
  EXPECT_EQ(version.from.name, "Y");
  EXPECT_EQ(version.calendar, Calendar::kPersian);
  for (const RichText* text :
       {&version.postscript, &version.confidentiality, &version.delivery, &version.salutation,
        &version.title, &version.closing, &version.footer, &version.cc.front(),
        &version.enclosures.front().title, &version.annexes.front(),
        &version.addressees.front().name}) {
    EXPECT_EQ(text->text, "Y");
  }
}

TEST(Versions, StandInTheCanonicalForm) {
  const std::string keys = "variants: [ar.md, ru.json]\narrangement: one-after-another\n";
  const data::Node form = canonical(letter_with(keys), "letter.md", beside).letter.value();
  const std::string json = data::write_json(form);
  EXPECT_THAT(json, HasSubstr("\"Один.\",\n"));
  // Without the folder it is still the whole letter.
  const ReadLetter again = read_letter(json, "f.json");
  EXPECT_THAT(told(again.diagnostics), IsEmpty());
  ASSERT_EQ(again.letter->versions.size(), 2u);
  EXPECT_EQ(again.letter->versions[1].body.size(), 2u);
  EXPECT_EQ(data::write_json(canonical(json, "f.json").letter.value()), json);
  const std::string markdown = markdown_of(form);
  EXPECT_EQ(data::write_json(canonical(markdown, "f.md").letter.value()), json);
}

}  // namespace
}  // namespace chancery::letter
