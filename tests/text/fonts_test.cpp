#include <ft2build.h>
#include <gmock/gmock.h>
#include FT_FREETYPE_H
#include FT_TRUETYPE_TABLES_H

#include <map>
#include <sstream>

#include "typesetting.h"

namespace chancery::tests {
namespace {

using text::Slant;
using text::Weight;

constexpr const char* kDigest = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

text::ReadCatalogue read_small(const std::string& families, const std::string& rules) {
  return text::read_catalogue("families:\n" + families + "roles:\n  text:\n" + rules, "fonts.yaml");
}

std::string family(const std::string& lines) {
  return "  Plain:\n    package: fonts-plain\n" + lines;
}

std::string face(const std::string& key, const std::string& file) {
  return "    " + key + ": " + file + " " + kDigest + "\n";
}

const std::string kRule = "    - {scripts: [Latn], family: Plain}\n";

TEST(Catalogue, RecordsTheDigestsThatSha256sumPrints) {
  std::map<std::string, std::string> recorded;
  std::vector<std::string> command = {"sha256sum"};
  const text::Catalogue catalogue = project_catalogue();
  for (const auto& [name, family] : catalogue.families) {
    for (const auto& [key, record] : family.faces) {
      if (recorded.emplace((kFontFolder / record.file).string(), record.sha256).second) {
        command.push_back((kFontFolder / record.file).string());
      }
    }
  }
  EXPECT_GT(recorded.size(), 100U);
  std::istringstream lines(run(command).out);
  std::size_t compared = 0;
  for (std::string digest, file; lines >> digest >> file; ++compared) {
    EXPECT_EQ(digest, recorded[file]) << file;
  }
  EXPECT_EQ(compared, recorded.size());
}

TEST(Catalogue, EveryFaceOpensAndHasItsScriptsLetters) {
  const std::map<std::string, char32_t> kLetters = {
      {"Latn", U'a'},      {"Cyrl", U'\u0451'}, {"Grek", U'\u03C9'}, {"Arab", U'\u0639'},
      {"Deva", U'\u0915'}, {"Hani", U'\u5B57'}, {"Hira", U'\u3042'}, {"Hang", U'\uAC00'},
      {"Hebr", U'\u05D0'}, {"Armn", U'\u0561'}, {"Geor", U'\u10D0'}, {"Ethi", U'\u1200'},
      {"Beng", U'\u0995'}, {"Taml", U'\u0B95'}, {"Thai", U'\u0E01'}, {"Khmr", U'\u1780'},
      {"Laoo", U'\u0E81'}, {"Mymr", U'\u1000'}, {"Tibt", U'\u0F40'}, {"Sinh", U'\u0D85'}};
  for (const auto& [role, rules] : fonts().catalogue().roles) {
    for (const text::ScriptRule& rule : rules) {
      const text::FamilyRecord& record = fonts().catalogue().families.at(rule.family);
      const text::Font& font = fonts().face(record, Weight::kRegular, Slant::kUpright);
      const auto letter = kLetters.find(rule.script);
      if (letter == kLetters.end()) continue;
      EXPECT_TRUE(font.covers(letter->second)) << rule.family;
    }
  }
}

TEST(Catalogue, TellsUnknownKeysWithTheirPlaceAndTheNearestName) {
  const auto read = read_small(family(face("regular", "a.ttf") + face("itallic", "b.ttf")), kRule);
  ASSERT_EQ(read.diagnostics.size(), 1U);
  EXPECT_EQ(read.diagnostics[0].code, "unknown-key");
  EXPECT_EQ(read.diagnostics[0].where.line, 5);
  EXPECT_THAT(read.diagnostics[0].mend, testing::HasSubstr("italic"));
  EXPECT_FALSE(read.catalogue);
}

struct BadCatalogue {
  std::string families, rules, code;
};

TEST(Catalogue, RefusesWhatCannotBeMeant) {
  const std::string good = family(face("regular", "a.ttf"));
  const BadCatalogue cases[] = {
      {family(face("bold", "a.ttf")), kRule, "no-regular-face"},
      {family(face("regular", "../a.ttf")), kRule, "bad-path"},
      {family(face("regular", "/etc/passwd")), kRule, "bad-path"},
      {family(face("regular", "a.ttc#x")), kRule, "bad-index"},
      {family("    regular: a.ttf 1234\n"), kRule, "bad-digest"},
      {good, "    - {scripts: [Latn], family: Plane}\n", "unknown-family"},
      {good, "    - {scripts: [latin], family: Plain}\n", "bad-script"},
      {good, "    - {scripts: [Latn], family: Plain, scale: 20}\n", "bad-scale"},
      {good, "    - {family: Plain}\n", "missing-key"}};
  for (const BadCatalogue& bad : cases) {
    const auto read = read_small(bad.families, bad.rules);
    ASSERT_EQ(read.diagnostics.size(), 1U) << bad.code;
    EXPECT_EQ(read.diagnostics[0].code, bad.code);
    EXPECT_GT(read.diagnostics[0].where.line, 0) << bad.code;
    EXPECT_FALSE(read.catalogue);
  }
}

std::string chosen(const char* role, const char* script, const char* language) {
  const text::FamilyRecord* record = fonts().family_for(role, script, language);
  return record == nullptr ? "" : record->name;
}

TEST(FontLibrary, ChoosesByScriptAndTheLongestLanguage) {
  EXPECT_EQ(chosen("text", "Latn", "en"), "Gentium Book Plus");
  EXPECT_EQ(chosen("text", "Cyrl", "kk"), "Gentium Book Plus");
  EXPECT_EQ(chosen("text", "Arab", "fa"), "Noto Naskh Arabic");
  EXPECT_EQ(chosen("text", "Arab", "ug"), "Noto Naskh Arabic");
  EXPECT_EQ(chosen("text", "Arab", "ur"), "Noto Nastaliq Urdu");
  EXPECT_EQ(chosen("text", "Arab", "UR-PK"), "Noto Nastaliq Urdu");
  EXPECT_EQ(chosen("text", "Hani", "zh-Hans"), "Noto Serif CJK SC");
  EXPECT_EQ(chosen("text", "Hani", "zh"), "Noto Serif CJK SC");
  EXPECT_EQ(chosen("text", "Hani", "zh-Hant"), "Noto Serif CJK TC");
  EXPECT_EQ(chosen("text", "Hani", "zh-Hant-TW"), "Noto Serif CJK TC");
  EXPECT_EQ(chosen("text", "Hani", "zh-Hant-HK"), "Noto Serif CJK HK");
  EXPECT_EQ(chosen("text", "Hani", "ja"), "Noto Serif CJK JP");
  EXPECT_EQ(chosen("sans", "Hani", "ko"), "Noto Sans CJK KR");
}

TEST(FontLibrary, FallsBackToTheTextRole) {
  EXPECT_EQ(chosen("noto-serif", "Latn", "en"), "Noto Serif");
  EXPECT_EQ(chosen("noto-serif", "Arab", "ar"), "Noto Naskh Arabic");
  EXPECT_EQ(chosen("no such role", "Latn", "en"), "Gentium Book Plus");
  EXPECT_EQ(chosen("text", "Xsux", "en"), "");
}

TEST(FontLibrary, OpensTheNamedFaceOfACollection) {
  const auto name = [](const char* language) {
    return fonts()
        .face(*fonts().family_for("text", "Hani", language), Weight::kRegular, Slant::kUpright)
        .postscript_name();
  };
  EXPECT_EQ(name("zh-Hans"), "NotoSerifCJKsc-Regular");
  EXPECT_EQ(name("zh-Hant"), "NotoSerifCJKtc-Regular");
  EXPECT_EQ(name("zh-HK"), "NotoSerifCJKhk-Regular");
  EXPECT_EQ(name("ja"), "NotoSerifCJKjp-Regular");
  EXPECT_EQ(name("ko"), "NotoSerifCJKkr-Regular");
}

TEST(FontLibrary, TakesTheNearestFaceAndOpensItOnce) {
  const text::FamilyRecord& naskh = *fonts().family_for("text", "Arab", "ar");
  const text::Font& bold = fonts().face(naskh, Weight::kBold, Slant::kItalic);
  EXPECT_EQ(bold.postscript_name(), "NotoNaskhArabic-Bold");
  EXPECT_EQ(&bold, &fonts().face(naskh, Weight::kBold, Slant::kUpright));
}

TEST(FontLibrary, NamesFileAndPackageOfAMissingFont) {
  const text::FontLibrary none(project_catalogue(), [](const std::string&) { return nullptr; });
  try {
    none.face(*none.family_for("text", "Latn", "en"), Weight::kRegular, Slant::kUpright);
    FAIL();
  } catch (const Failure& failure) {
    EXPECT_EQ(failure.kind(), FailureKind::kSystem);
    EXPECT_EQ(failure.diagnostics()[0].code, "font-missing");
    EXPECT_THAT(failure.what(), testing::HasSubstr("GentiumBookPlus-Regular.ttf"));
    EXPECT_THAT(failure.what(), testing::HasSubstr("fonts-sil-gentiumplus"));
  }
}

TEST(FontLibrary, RefusesADamagedFile) {
  for (const std::string content : {"", "no font", "\0\1\0\0\0\377"}) {
    const text::FontLibrary damaged(project_catalogue(), [&](const std::string&) {
      return std::make_shared<FileInMemory>(content);
    });
    EXPECT_EQ(failure_code([&] {
                damaged.face(*damaged.family_for("text", "Latn", "en"), Weight::kRegular,
                             Slant::kUpright);
              }),
              "font-damaged");
  }
}

TEST(FontLibrary, ComparesDigestsOnlyWhenAsked) {
  const auto read = read_small(
      family(face("regular", "a.ttf") + face("bold", "b.ttf") + face("italic", "c.ttf")), kRule);
  ASSERT_TRUE(read.catalogue);
  const text::FontLibrary library(
      *read.catalogue, [](const std::string& file) -> std::shared_ptr<const text::FontFile> {
        if (file == "c.ttf") return nullptr;
        return std::make_shared<FileInMemory>(file);
      });
  const Diagnostics found = library.check_digests([](ByteView bytes) {
    return text_of(bytes) == "a.ttf" ? std::string(kDigest) : std::string("other");
  });
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0].code, "font-missing");
  EXPECT_EQ(found[0].severity, Severity::kError);
  EXPECT_EQ(found[1].code, "font-changed");
  EXPECT_EQ(found[1].severity, Severity::kWarning);
  EXPECT_THAT(found[1].mend, testing::HasSubstr("fonts-plain"));
}

TEST(Font, MetricsAgreeWithFreeType) {
  FT_Library library = nullptr;
  ASSERT_EQ(FT_Init_FreeType(&library), 0);
  for (const char* script : {"Latn", "Arab", "Deva", "Hani"}) {
    const text::FamilyRecord& record = *fonts().family_for("text", script, "");
    const text::Font& font = fonts().face(record, Weight::kRegular, Slant::kUpright);
    const text::FaceRecord& file = record.faces.at({Weight::kRegular, Slant::kUpright});
    FT_Face face = nullptr;
    ASSERT_EQ(FT_New_Face(library, (kFontFolder / file.file).c_str(), file.index, &face), 0);
    const double em = face->units_per_EM;
    EXPECT_EQ(font.units_per_em(), face->units_per_EM);
    EXPECT_DOUBLE_EQ(font.metrics().ascender, face->ascender / em) << script;
    EXPECT_DOUBLE_EQ(font.metrics().descender, face->descender / em) << script;
    EXPECT_DOUBLE_EQ(font.metrics().bbox_left, static_cast<double>(face->bbox.xMin) / em);
    EXPECT_DOUBLE_EQ(font.metrics().bbox_bottom, static_cast<double>(face->bbox.yMin) / em);
    EXPECT_DOUBLE_EQ(font.metrics().bbox_right, static_cast<double>(face->bbox.xMax) / em);
    EXPECT_DOUBLE_EQ(font.metrics().bbox_top, static_cast<double>(face->bbox.yMax) / em);
    const auto* os2 = static_cast<TT_OS2*>(FT_Get_Sfnt_Table(face, FT_SFNT_OS2));
    ASSERT_NE(os2, nullptr);
    if (os2->version >= 2 && os2->sxHeight > 0) {
      EXPECT_DOUBLE_EQ(font.metrics().x_height, os2->sxHeight / em) << script;
      EXPECT_DOUBLE_EQ(font.metrics().cap_height, os2->sCapHeight / em) << script;
    }
    EXPECT_STREQ(font.postscript_name().c_str(), FT_Get_Postscript_Name(face));
    FT_Done_Face(face);
  }
  FT_Done_FreeType(library);
}

TEST(Font, KnowsCffAndItalics) {
  const auto& han =
      fonts().face(*fonts().family_for("text", "Hani", "zh"), Weight::kRegular, Slant::kUpright);
  EXPECT_TRUE(han.is_cff());
  const auto& italic =
      fonts().face(*fonts().family_for("text", "Latn", "en"), Weight::kRegular, Slant::kItalic);
  EXPECT_FALSE(italic.is_cff());
  EXPECT_LT(italic.metrics().italic_angle_degrees, 0);
}

}  // namespace
}  // namespace chancery::tests
