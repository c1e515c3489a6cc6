// Subsets of real fonts for set text: what the codes draw is what HarfBuzz shaped, what they say
// is what the author wrote, both seen through FreeType.
#include "text/subset.h"

#include <gtest/gtest.h>
#include <unicode/uchar.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "base/utf8.h"
#include "freetype_face.h"
#include "text/font_inside.h"
#include "typesetting.h"

namespace chancery::text {
namespace {

using tests::FreetypeFace;
using tests::OutlinePoint;

struct Sample {
  const char* name;
  const char* language;
  const char* words;
};

std::ostream& operator<<(std::ostream& out, const Sample& sample) {
  return out << sample.name;
}

const Sample kSamples[] = {
    {"English", "en",
     "We write about the efficient first affair: the office\u2019s fluffy waffle."},
    {"Russian", "ru",
     "Мы просим комиссию опубликовать выводы до конца месяца; объём работы — пять."},
    {"Hindi", "hi", "हम आपसे अनुरोध करते हैं कि आयोग के निष्कर्ष महीने के अंत से पहले प्रकाशित किए जाएँ।"},
    {"Arabic", "ar", "نكتب إليكم راجين نشر نتائج اللجنة، والله ولي التوفيق. لا إله إلا الله"},
    {"Vocalised", "ar", "اَلسَّلَامُ عَلَيْكُمْ وَرَحْمَةُ اللَّهِ وَبَرَكَاتُهُ"},
    {"Persian", "fa", "از شما می\u200Cخواهیم نتایج کمیسیون را پیش از پایان ماه منتشر کنید."},
    {"Uyghur", "ug", "كومىتېتنىڭ يەكۈنىنى ئاي ئاخىرىدىن بۇرۇن ئېلان قىلىشىڭلارنى سورايمىز."},
    {"Urdu", "ur", "ہم آپ سے درخواست کرتے ہیں کہ نتائج مہینے کے اختتام سے پہلے شائع کیے جائیں۔"},
    {"Chinese", "zh", "我们谨请委员会在本月底之前公布调查结果。"},
    {"ChineseDate", "zh", "会议于2026年1月7日在Bern召开，详见第4章。"},
    {"Variants", "ja", "葛\U000E0100城市と委員会"},
    {"Hebrew", "he", "בְּרֵאשִׁית בָּרָא אֱלֹהִים אֵת הַשָּׁמַיִם וְאֵת הָאָרֶץ"},
    {"Thai", "th", "เราขอให้สำนักงานเผยแพร่\u200Bผลการตรวจสอบก่อนสิ้นเดือน"},
    {"Tibetan", "bo", "ཨུ་ཡོན་གྱི་གྲུབ་འབྲས་ཟླ་བ་འདིའི་མཇུག་གི་སྔོན་དུ་ཁྱབ་བསྒྲགས།"},
    {"Burmese", "my", "ကော်မရှင်၏ တွေ့ရှိချက်များကို ထုတ်ပြန်ပေးပါရန်"},
    {"Khmer", "km", "យើងស្នើឱ្យគណៈកម្មាធិការផ្សព្វផ្សាយលទ្ធផល"},
    {"Malayalam", "ml", "നന്\u200Dമ അവന്\u200D കേരളം"},
    {"Sinhala", "si", "ශ්\u200Dරී ලංකාව ප්\u200Dරකාශය"},
    {"Marks", "en",
     "Combining e\u030B x\u0302\u0301 q\u0303 n\u0308, co\u00ADop\u00ADer\u00ADa\u00ADtion"},
    {"Mixed", "ar", "كتبت اللجنة (ECA) في 7 يناير ١٢٣ «رسالة»."},
};

std::vector<const GlyphRun*> runs_of(const SetParagraph& paragraph) {
  std::vector<const GlyphRun*> runs;
  for (const Line& line : paragraph.lines) {
    for (const GlyphRun& run : line.runs) runs.push_back(&run);
  }
  return runs;
}

const SubsetFont::Code& find_code(const SubsetFont& font, std::uint16_t code) {
  const auto found = std::find_if(font.codes.begin(), font.codes.end(),
                                  [&](const SubsetFont::Code& each) { return each.code == code; });
  if (found == font.codes.end()) throw std::runtime_error("shown code is not in its font");
  return *found;
}

std::u32string reversed_if(std::u32string text, bool is_rtl) {
  if (is_rtl) std::reverse(text.begin(), text.end());
  return text;
}

/// Without what codes do not say.
std::u32string sayable(std::u32string text) {
  std::erase_if(text, [](char32_t c) {
    return c == U'\u00AD' || u_hasBinaryProperty(static_cast<UChar32>(c), UCHAR_BIDI_CONTROL) != 0;
  });
  return text;
}

/// The programs of a subset, open.
class OpenSubset {
 public:
  explicit OpenSubset(const Subset& subset) : subset_(subset) {
    for (const SubsetProgram& program : subset.programs) {
      faces_.push_back(std::make_unique<FreetypeFace>(program.bytes));
    }
  }
  const FreetypeFace& face(std::size_t font) const {
    return *faces_.at(subset_.fonts.at(font).program);
  }
  /// The glyph that a reader of the PDF draws for the code (ISO 32000-1, 9.7.4.2).
  std::uint32_t drawn(std::size_t font, const SubsetFont::Code& code) const {
    const SubsetProgram& program = subset_.programs.at(subset_.fonts.at(font).program);
    return program.kind == SubsetFont::Program::kTrueType ? code.glyph : code.code;
  }

 private:
  const Subset& subset_;
  std::vector<std::unique_ptr<FreetypeFace>> faces_;
};

class SubsetOf : public testing::TestWithParam<Sample> {
 protected:
  SetParagraph paragraph_ = tests::set(GetParam().words, GetParam().language, 180);
  std::vector<const GlyphRun*> runs_ = runs_of(paragraph_);
  Subset subset_ = make_subset(runs_);
};

TEST_P(SubsetOf, SaysTheAuthorsText) {
  ASSERT_EQ(subset_.runs.size(), runs_.size());
  for (std::size_t i = 0; i < runs_.size(); ++i) {
    // From left to right: a mark that a run begins with is written after the rest.
    std::vector<std::pair<Points, std::string>> codes;
    for (const ShownRun& part : subset_.runs[i]) {
      for (const ShownCode& shown : part.codes) {
        codes.emplace_back(shown.x, find_code(subset_.fonts.at(part.font), shown.code).text);
      }
    }
    std::stable_sort(codes.begin(), codes.end(),
                     [](const auto& left, const auto& right) { return left.first < right.first; });
    std::string said;
    for (const auto& [x, text] : codes) said += text;
    const bool is_rtl = runs_[i]->direction == Direction::kRightToLeft;
    if (runs_[i]->kind == GlyphRun::Kind::kInsertedHyphen) {
      EXPECT_EQ(said, "\u00AD");
    } else {
      EXPECT_EQ(sayable(reversed_if(to_utf32(said), is_rtl)), sayable(to_utf32(runs_[i]->text)));
    }
  }
}

TEST_P(SubsetOf, DrawsWhatWasShaped) {
  const OpenSubset open(subset_);
  std::map<const Font*, std::unique_ptr<FreetypeFace>> originals;
  for (std::size_t i = 0; i < runs_.size(); ++i) {
    const GlyphRun& run = *runs_[i];
    auto& original = originals[run.font];
    if (!original) {
      const Font::Inside& inside = run.font->inside();
      const ByteView bytes = inside.file->bytes();
      original =
          std::make_unique<FreetypeFace>(Bytes(bytes.begin(), bytes.end()), inside.record.index);
    }
    const double unit = run.size.value / run.font->units_per_em();
    std::vector<OutlinePoint> shaped, shown;
    const auto add = [&](std::vector<OutlinePoint>& to, const std::vector<OutlinePoint>& outline,
                         Points x, Points y) {
      for (const OutlinePoint& point : outline) {
        to.push_back({point.x + x.value / unit, point.y + y.value / unit});
      }
    };
    Points pen;
    for (const Glyph& glyph : run.glyphs) {
      add(shaped, original->outline(glyph.id), pen + glyph.x_offset, glyph.y_offset);
      pen += glyph.advance;
    }
    for (const ShownRun& part : subset_.runs[i]) {
      for (const ShownCode& code : part.codes) {
        const auto& entry = find_code(subset_.fonts[part.font], code.code);
        add(shown, open.face(part.font).outline(open.drawn(part.font, entry)), code.x, code.y);
      }
    }
    // Both from left to right, so point by point.
    ASSERT_EQ(shown.size(), shaped.size()) << run.text;
    double farthest = 0;
    for (std::size_t k = 0; k < shown.size(); ++k) {
      farthest = std::max(
          {farthest, std::fabs(shown[k].x - shaped[k].x), std::fabs(shown[k].y - shaped[k].y)});
    }
    EXPECT_LT(farthest, 0.01) << run.text << ", in font units";
  }
}

TEST_P(SubsetOf, WidthsAreThoseOfTheProgram) {
  const OpenSubset open(subset_);
  for (std::size_t i = 0; i < subset_.fonts.size(); ++i) {
    const FreetypeFace& face = open.face(i);
    for (const SubsetFont::Code& code : subset_.fonts[i].codes) {
      const double units_per_em = face.get()->units_per_EM;
      const long advance = face.advance(open.drawn(i, code));
      EXPECT_DOUBLE_EQ(code.width, static_cast<double>(advance) * 1000 / units_per_em)
          << "code " << code.code;
    }
  }
}

TEST_P(SubsetOf, CodesAreAscendingAndNotZeroAndHaveText) {
  ASSERT_FALSE(subset_.fonts.empty());
  for (const SubsetFont& font : subset_.fonts) {
    ASSERT_FALSE(font.codes.empty());
    EXPECT_GT(font.codes.front().code, 0);
    EXPECT_TRUE(std::is_sorted(font.codes.begin(), font.codes.end(), [](auto& left, auto& right) {
      return left.code <= right.code;
    })) << "strictly ascending";
    std::set<std::pair<std::uint16_t, std::string>> pairs;
    for (const SubsetFont::Code& code : font.codes) {
      EXPECT_FALSE(code.text.empty());
      EXPECT_TRUE(pairs.insert({code.glyph, code.text}).second) << "a pair has one code";
    }
  }
}

TEST_P(SubsetOf, NoCodeEndsWithWhatCannotBeSeen) {
  // pdf.js drops codes whose text ends with a format character (Cf). Where nothing follows, the
  // character has a code of its own.
  for (const SubsetFont& font : subset_.fonts) {
    for (const SubsetFont::Code& code : font.codes) {
      const std::u32string said = to_utf32(code.text);
      if (said.size() < 2) continue;
      EXPECT_NE(u_charType(static_cast<UChar32>(said.back())), U_FORMAT_CHAR) << code.text;
    }
  }
}

TEST_P(SubsetOf, IsTheSameEveryTime) {
  const Subset again = make_subset(runs_);
  ASSERT_EQ(again.programs.size(), subset_.programs.size());
  for (std::size_t i = 0; i < again.programs.size(); ++i) {
    EXPECT_EQ(again.programs[i].bytes, subset_.programs[i].bytes);
    EXPECT_EQ(again.programs[i].postscript_name, subset_.programs[i].postscript_name);
  }
  ASSERT_EQ(again.fonts.size(), subset_.fonts.size());
  for (std::size_t i = 0; i < again.fonts.size(); ++i) {
    ASSERT_EQ(again.fonts[i].codes.size(), subset_.fonts[i].codes.size());
    for (std::size_t k = 0; k < again.fonts[i].codes.size(); ++k) {
      EXPECT_EQ(again.fonts[i].codes[k].code, subset_.fonts[i].codes[k].code);
      EXPECT_EQ(again.fonts[i].codes[k].text, subset_.fonts[i].codes[k].text);
    }
  }
}

TEST_P(SubsetOf, ProgramsAreSmallAndTagged) {
  std::set<std::string> names;
  for (const SubsetProgram& program : subset_.programs) {
    EXPECT_LT(program.bytes.size(), 30000U) << program.postscript_name;
    EXPECT_TRUE(names.insert(program.postscript_name).second);
    ASSERT_GT(program.postscript_name.size(), 7U);
    for (std::size_t i = 0; i < 6; ++i) {
      EXPECT_TRUE(program.postscript_name[i] >= 'A' && program.postscript_name[i] <= 'Z');
    }
    EXPECT_EQ(program.postscript_name[6], '+');
  }
}

INSTANTIATE_TEST_SUITE_P(Scripts, SubsetOf, testing::ValuesIn(kSamples),
                         [](const auto& sample) { return std::string(sample.param.name); });

/// One glyph of a face, as it would be set for `words`.
GlyphRun one_glyph(const Font& font, std::string words, std::uint32_t id) {
  GlyphRun run;
  run.font = &font;
  run.size = Points(10);
  run.text = std::move(words);
  run.glyphs = {{id, 0, Points(5), {}, {}}};
  return run;
}

const Font& regular(const FontLibrary& library, const std::string& family) {
  return library.face(library.catalogue().families.at(family), Weight::kRegular, Slant::kUpright);
}

std::uint32_t nominal(const Font& font, char32_t c) {
  hb_codepoint_t glyph = 0;
  hb_font_get_nominal_glyph(font.inside().font.get(), c, &glyph);
  return glyph;
}

TEST(Subset, GlyphForTwoTextsHasTwoCodes) {
  const Font& font = regular(tests::fonts(), "Noto Serif");
  const std::uint32_t a = nominal(font, U'A');
  const GlyphRun latin = one_glyph(font, "A", a), greek = one_glyph(font, "\u0391", a);
  const Subset subset = make_subset(std::vector{&latin, &greek, &latin});
  ASSERT_EQ(subset.fonts.size(), 1U);
  const auto& codes = subset.fonts[0].codes;
  ASSERT_EQ(codes.size(), 2U);
  EXPECT_EQ(codes[0].glyph, codes[1].glyph);
  EXPECT_NE(codes[0].code, codes[1].code);
  EXPECT_NE(codes[0].text, codes[1].text);
  EXPECT_EQ(subset.runs[0][0].codes[0].code, subset.runs[2][0].codes[0].code);
  EXPECT_NE(subset.runs[0][0].codes[0].code, subset.runs[1][0].codes[0].code);
}

TEST(Subset, CffGlyphForTwoTextsHasASecondFontOnTheProgram) {
  // In CJK fonts the Kangxi radical is the ideograph's glyph.
  const Font& font = regular(tests::fonts(), "Noto Serif CJK SC");
  const std::uint32_t one = nominal(font, U'\u4E00');
  const GlyphRun ideograph = one_glyph(font, "\u4E00", one),
                 radical = one_glyph(font, "\u2F00", one);
  const Subset subset = make_subset(std::vector{&ideograph, &radical});
  ASSERT_EQ(subset.programs.size(), 1U);
  EXPECT_EQ(subset.programs[0].kind, SubsetFont::Program::kCffCid);
  ASSERT_EQ(subset.fonts.size(), 2U);
  EXPECT_EQ(subset.fonts[0].program, subset.fonts[1].program);
  EXPECT_EQ(subset.fonts[0].codes.at(0).code, subset.fonts[1].codes.at(0).code);
  const auto text_of_run = [&](std::size_t run) {
    const ShownRun& shown = subset.runs[run].at(0);
    return find_code(subset.fonts[shown.font], shown.codes.at(0).code).text;
  };
  EXPECT_EQ(text_of_run(0), "\u4E00");
  EXPECT_EQ(text_of_run(1), "\u2F00");
}

TEST(Subset, WiderGlyphsOfACffProgramDrawTheSame) {
  const SetParagraph paragraph = tests::set("\u7B2C7\u7AE0", "zh", 300);
  const GlyphRun& run = paragraph.lines.at(0).runs.at(0);
  const Subset subset = make_subset(std::vector{&run});
  ASSERT_EQ(subset.programs.at(0).kind, SubsetFont::Program::kCffCid);
  const FreetypeFace face(subset.programs[0].bytes);
  const std::vector<ShownCode>& codes = subset.runs.at(0).at(0).codes;
  ASSERT_EQ(codes.size(), 3U);
  // A quarter of an em on either side of the digit, as wide in the program as on the page.
  const double em = run.size.value;
  EXPECT_NEAR((codes[1].x - codes[0].x).value, 1.25 * em, 1e-9);
  EXPECT_EQ(face.advance(codes[0].code), 1250);
  EXPECT_FALSE(face.outline(codes[1].code).empty());
}

TEST(Subset, NothingToShowNeedsNoFont) {
  GlyphRun empty;
  const Subset subset = make_subset(std::vector<const GlyphRun*>{&empty});
  EXPECT_TRUE(subset.programs.empty());
  EXPECT_TRUE(subset.fonts.empty());
  ASSERT_EQ(subset.runs.size(), 1U);
  EXPECT_TRUE(subset.runs[0].empty());
}

/// A library of one installed file whose bytes are changed first.
template <typename Change>
FontLibrary library_of(const std::string& file, Change change) {
  Catalogue catalogue;
  FamilyRecord family;
  family.name = "Family";
  family.faces[{Weight::kRegular, Slant::kUpright}] = {file, 0, "", "package"};
  catalogue.families["Family"] = family;
  return FontLibrary(catalogue, [change](const std::string& path) {
    const std::shared_ptr<const FontFile> installed = tests::open_installed(path);
    std::string bytes(text_of(installed->bytes()));
    change(bytes);
    return std::make_shared<tests::FileInMemory>(bytes);
  });
}

std::string code_with_rights(unsigned rights) {
  const FontLibrary library =
      library_of("truetype/noto/NotoSerif-Regular.ttf", [rights](std::string& bytes) {
        // The table directory has the offset of OS/2 eight bytes after its tag; fsType is at 8.
        const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(bytes[at]); };
        const std::size_t record = bytes.find("OS/2");
        const std::size_t table = static_cast<std::size_t>(byte(record + 9)) << 16U |
                                  static_cast<std::size_t>(byte(record + 10)) << 8U |
                                  byte(record + 11);
        bytes[table + 8] = static_cast<char>(rights >> 8U);
        bytes[table + 9] = static_cast<char>(rights & 0xFFU);
      });
  const Font& font = regular(library, "Family");
  const GlyphRun run = one_glyph(font, "A", nominal(font, U'A'));
  return tests::failure_code([&] { make_subset(std::vector{&run}); });
}

TEST(Subset, EmbeddingRightsAreKept) {
  // OpenType, OS/2 fsType.
  EXPECT_EQ(code_with_rights(0x0000), "") << "installable";
  EXPECT_EQ(code_with_rights(0x0002), "font-not-embeddable") << "restricted licence";
  EXPECT_EQ(code_with_rights(0x0004), "") << "preview and print";
  EXPECT_EQ(code_with_rights(0x0008), "") << "editable";
  EXPECT_EQ(code_with_rights(0x0006), "") << "of two usages the less restrictive";
  EXPECT_EQ(code_with_rights(0x0104), "font-not-embeddable") << "no subsetting";
  EXPECT_EQ(code_with_rights(0x0200), "font-not-embeddable") << "bitmaps only";
}

TEST(Subset, NameKeyedCffShowsGlyphsByTheirIndex) {
  const std::string file = "opentype/sortsmill/GoudyBookletter1911.otf";
  if (tests::open_installed(file) == nullptr) GTEST_SKIP() << "fonts-goudybookletter is missing";
  const FontLibrary library = library_of(file, [](std::string&) {});
  const Font& font = regular(library, "Family");
  ASSERT_TRUE(font.is_cff());
  std::vector<GlyphRun> runs;
  for (const char c : std::string("Qxg")) {
    runs.push_back(one_glyph(font, std::string(1, c), nominal(font, static_cast<char32_t>(c))));
  }
  const Subset subset = make_subset(std::vector{&runs[0], &runs[1], &runs[2]});
  const FreetypeFace program(subset.programs.at(0).bytes);
  EXPECT_FALSE(program.is_cid_keyed());
  const ByteView bytes = font.inside().file->bytes();
  const FreetypeFace original(Bytes(bytes.begin(), bytes.end()));
  for (std::size_t i = 0; i < runs.size(); ++i) {
    const ShownRun& shown = subset.runs[i].at(0);
    const auto& code = find_code(subset.fonts.at(shown.font), shown.codes.at(0).code);
    EXPECT_EQ(program.outline(code.code), original.outline(runs[i].glyphs[0].id));
    EXPECT_DOUBLE_EQ(code.width,
                     static_cast<double>(program.advance(code.code)) * 1000 / font.units_per_em());
    EXPECT_EQ(code.text, runs[i].text);
  }
}

TEST(Subset, BoundingBoxTakesInMadeGlyphs) {
  const Font& font = regular(tests::fonts(), "Noto Serif");
  GlyphRun run = one_glyph(font, "W\u0301", nominal(font, U'W'));
  run.glyphs.push_back({nominal(font, U'W'), 0, Points(0), Points(0), Points(30)});
  const Subset subset = make_subset(std::vector<const GlyphRun*>{&run});
  EXPECT_GT(subset.programs.at(0).metrics.bbox_top, 3.0) << "a W three ems up";
}

}  // namespace
}  // namespace chancery::text
