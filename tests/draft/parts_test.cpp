// Dates, enumerations, encodings, the formulas' file.
#include <gmock/gmock.h>

#include "draft/dates.h"
#include "draft/formulas.h"
#include "draft/shape.h"
#include "draft_here.h"

namespace chancery::draft {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

const Formulas& formulas() {
  static const Formulas kFormulas = read_formulas(
      tests::read_text(std::filesystem::path(CHANCERY_SOURCE_DIR) / "letterhead/formulas.yaml"),
      "f");
  return kFormulas;
}

std::string date(const std::string& line) {
  const auto found = find_date(line, formulas());
  return found ? found->iso + (found->before.empty() ? "" : " in " + found->before) : "none";
}

TEST(Dates, AreReadAsEachLanguageWritesThem) {
  EXPECT_EQ(date("24 November 2026"), "2026-11-24");
  EXPECT_EQ(date("November 24, 2026"), "2026-11-24");
  EXPECT_EQ(date("3rd of May 2026"), "2026-05-03");
  EXPECT_EQ(date("Port-Lys, le 1er avril 2026"), "2026-04-01 in Port-Lys");
  EXPECT_EQ(date("Birkenau, den 3. März 2026"), "2026-03-03 in Birkenau");
  EXPECT_EQ(date("Madrid, a 5 de mayo de 2026"), "2026-05-05 in Madrid");
  EXPECT_EQ(date("24 ноября 2026 г."), "2026-11-24");
  EXPECT_EQ(date("2026年11月24日"), "2026-11-24");
  EXPECT_EQ(date("٢٤ نوفمبر ٢٠٢٦"), "2026-11-24");
  EXPECT_EQ(date("24.11.2026"), "2026-11-24");
  EXPECT_EQ(date("11/24/2026"), "2026-11-24");
  EXPECT_EQ(date("2026-11-24"), "2026-11-24");
}

TEST(Dates, AreNotFoundWhereThereAreNone) {
  EXPECT_EQ(date("30 February 2026"), "none");
  EXPECT_EQ(date("29 February 2027"), "none");
  EXPECT_EQ(date("29 February 2028"), "2028-02-29");
  EXPECT_EQ(date("12 Quay Road"), "none");
  EXPECT_EQ(date("On 24 November 2026 we wrote to you about it."), "none");
}

TEST(Dates, OfTwoMeaningsAreTold) {
  EXPECT_TRUE(find_date("3/4/2026", formulas())->ambiguous);
  EXPECT_FALSE(find_date("3.4.2026", formulas())->ambiguous);
  EXPECT_FALSE(find_date("3/3/2026", formulas())->ambiguous);
}

TEST(Enumerations, AreCountriesAndTheLike) {
  EXPECT_THAT(enumeration("Aland, Boria, and Cestria", {"and"}),
              ElementsAre("Aland", "Boria", "Cestria"));
  EXPECT_THAT(enumeration("Åland, Trinidad and Tobago, the Cestrian Republic and Doria", {"and"}),
              ElementsAre("Åland", "Trinidad and Tobago", "the Cestrian Republic", "Doria"));
  EXPECT_THAT(enumeration("甲国、乙国和丙国", {"和"}), ElementsAre("甲国", "乙国", "丙国"));
  EXPECT_THAT(enumeration("Aland and Boria", {"and"}), IsEmpty());
  EXPECT_THAT(enumeration("We came, we saw, and we wrote it down", {"and"}), IsEmpty());
  EXPECT_THAT(enumeration("12 Quay Road, Birkenau, Cestria", {"and"}), IsEmpty());
}

TEST(Encodings, AreReadByMarkAndByWhatAPageSays) {
  const std::string mark = "\xFF\xFE";
  std::string wide = mark;
  for (const char c : std::string("Dear A,\n\nB.\n\nYours,\nAda Quist\n")) wide += {c, '\0'};
  EXPECT_THAT(draft_here(wide, Form::kText).letter, HasSubstr("salutation: Dear A,"));
  const Drafted guessed = draft_here("Dear Zo\xEB,\n\nB.\n\nYours,\nAda Quist\n", Form::kText);
  EXPECT_THAT(guessed.letter, HasSubstr("salutation: Dear Zoë,"));
  ASSERT_FALSE(guessed.diagnostics.empty());
  EXPECT_EQ(guessed.diagnostics[0].code, "guess-encoding");
}

TEST(FormulasFile, IsToldOfItsMistakes) {
  const auto why = [](const std::string& yaml) -> std::string {
    try {
      read_formulas(yaml, "f.yaml");
      return "";
    } catch (const Failure& failure) {
      return failure.what();
    }
  };
  EXPECT_THAT(why("en:\n  salutation: [Dear]\n"),
              ::testing::AllOf(HasSubstr("f.yaml:2:3"), HasSubstr("salutations")));
  EXPECT_THAT(why("en:\n  months: [January]\n"), HasSubstr("twelve months"));
  EXPECT_THAT(why("en:\n  closings: [[a]]\n"), HasSubstr("wrong-type"));
  EXPECT_THAT(why(""), HasSubstr("no-formulas"));
}

TEST(FormulasFile, HasSevenLanguagesWithAllThatALetterNeeds) {
  std::vector<std::string> tags;
  for (const Language& language : formulas().languages) {
    tags.push_back(language.tag);
    for (std::size_t i = 0; i < kFormulaCount; ++i) {
      EXPECT_FALSE(language.phrases.at(i).empty()) << language.tag << " " << i;
    }
    for (const auto& month : language.months) EXPECT_FALSE(month.empty()) << language.tag;
  }
  EXPECT_THAT(tags, ::testing::IsSupersetOf({"en", "fr", "de", "es", "ru", "ar", "zh"}));
}

}  // namespace
}  // namespace chancery::draft
