// Fonts in a written file, held against their own programs by FreeType.
#include <ft2build.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include FT_FREETYPE_H

#include <cstdlib>
#include <map>
#include <memory>
#include <regex>

#include "plain_subset.h"
#include "sample_letter.h"
#include "written_file.h"

namespace chancery::pdf {
namespace {

using sample::as_number;
using sample::Written;

struct FtLibraryDeleter {
  void operator()(FT_Library library) const { FT_Done_FreeType(library); }
};
struct FtFaceDeleter {
  void operator()(FT_Face face) const { FT_Done_Face(face); }
};

class FreeTypeFace {
 public:
  explicit FreeTypeFace(std::string program) : program_(std::move(program)) {
    FT_Library library = nullptr;
    FT_Init_FreeType(&library);
    library_.reset(library);
    FT_Face face = nullptr;
    if (FT_New_Memory_Face(library, reinterpret_cast<const FT_Byte*>(program_.data()),
                           static_cast<FT_Long>(program_.size()), 0, &face) != 0) {
      throw std::runtime_error("FreeType cannot open the program");
    }
    face_.reset(face);
  }
  /// In 1/1000 em.
  double advance(unsigned glyph) const {
    EXPECT_EQ(FT_Load_Glyph(face_.get(), glyph, FT_LOAD_NO_SCALE), 0) << glyph;
    return static_cast<double>(face_->glyph->metrics.horiAdvance) * 1000.0 / face_->units_per_EM;
  }

 private:
  std::string program_;
  std::unique_ptr<FT_LibraryRec_, FtLibraryDeleter> library_;
  std::unique_ptr<FT_FaceRec_, FtFaceDeleter> face_;
};

/// /W and /DW as 9.7.4.3 explains them.
std::map<unsigned, double> widths_of(const Written& file, const Object& descendant) {
  std::map<unsigned, double> widths;
  const Object w = file.at(descendant, {"W"});
  const auto* array = w.as<Array>();
  for (std::size_t i = 0; array != nullptr && i + 1 < array->size();) {
    const auto first = static_cast<unsigned>(as_number((*array)[i]));
    if (const auto* list = (*array)[i + 1].as<Array>()) {
      for (std::size_t j = 0; j < list->size(); ++j) {
        widths[first + static_cast<unsigned>(j)] = as_number((*list)[j]);
      }
      i += 2;
    } else {
      const auto last = static_cast<unsigned>(as_number((*array)[i + 1]));
      for (unsigned code = first; code <= last; ++code) widths[code] = as_number((*array)[i + 2]);
      i += 3;
    }
  }
  return widths;
}

/// The codes that the pages show.
std::set<unsigned> shown_codes(const std::string& content) {
  std::set<unsigned> codes;
  const std::regex strings("<([0-9A-F]+)>");
  for (std::sregex_iterator it(content.begin(), content.end(), strings), end; it != end; ++it) {
    const std::string digits = (*it)[1].str();
    for (std::size_t i = 0; i + 4 <= digits.size(); i += 4) {
      codes.insert(static_cast<unsigned>(std::stoul(digits.substr(i, 4), nullptr, 16)));
    }
  }
  return codes;
}

// ISO 19005-2, 6.2.11.5: the widths of the dictionary and of the program agree within 1/1000 em.
TEST(WriteFonts, WidthsAreThoseOfTheTrueTypeProgram) {
  const Written file(sample::write(sample::one_paragraph("Wavering efficiently, “AVATAR” 12.")));
  const Reference page = file.pages().at(0);
  const Object fonts = file.at(page, {"Resources", "Font"});
  ASSERT_EQ(fonts.as<Dictionary>()->entries().size(), 1U);
  const Object descendant = file.at(fonts, {"F0", "DescendantFonts"}).as<Array>()->at(0);
  EXPECT_EQ(file.text_at(descendant, {"Subtype"}), "/CIDFontType2");
  const Reference program =
      *file.dictionary(file.at(descendant, {"FontDescriptor"})).find("FontFile2")->as<Reference>();
  const std::string bytes = file.decoded(Object(program));
  EXPECT_EQ(as_number(file.at(program, {"Length1"})), static_cast<double>(bytes.size()));
  EXPECT_EQ(file.text_at(descendant, {"CIDToGIDMap"}), "/Identity");
  const FreeTypeFace face(bytes);
  const std::map<unsigned, double> widths = widths_of(file, descendant);
  const double usual = as_number(file.at(descendant, {"DW"}));
  const std::set<unsigned> codes = shown_codes(file.content(page));
  ASSERT_GE(codes.size(), 15U);
  for (const unsigned code : codes) {
    const auto listed = widths.find(code);
    EXPECT_NEAR(listed == widths.end() ? usual : listed->second, face.advance(code), 0.006) << code;
  }
}

// 9.7.4.2: the glyph of code c stands at bytes 2c and 2c + 1.
TEST(WriteFonts, CodesThatAreNoGlyphIndicesHaveAMap) {
  const layout::Document document = sample::one_paragraph("Abc");
  text::Subset subset = sample::plain_subset(document.pages);
  std::map<std::uint16_t, std::uint16_t> renumbered;
  for (text::SubsetFont::Code& code : subset.fonts[0].codes) {
    code.code = renumbered[code.code] = static_cast<std::uint16_t>(renumbered.size() + 1);
  }
  for (text::ShownCode& code : subset.runs[0][0].codes) code.code = renumbered.at(code.code);
  const DocumentGraph built = build_document(document, subset);
  const Written file(serialise_document(built.graph.objects(), built.catalog, built.information));
  const Object descendant =
      file.at(file.pages().at(0), {"Resources", "Font", "F0", "DescendantFonts"})
          .as<Array>()
          ->at(0);
  const std::string map = file.decoded(*file.dictionary(descendant).find("CIDToGIDMap"));
  ASSERT_EQ(map.size(), 2 * (renumbered.size() + 1));
  for (const auto& [glyph, code] : renumbered) {
    EXPECT_EQ(static_cast<unsigned char>(map[2U * code]), glyph >> 8U);
    EXPECT_EQ(static_cast<unsigned char>(map[2U * code + 1]), glyph & 0xFFU);
  }
  EXPECT_EQ(sample::with_single_spaces(sample::pdftotext(file.bytes)), "Abc ");
}

// 9.9, Table 126: the CFF program bare, not in its OpenType wrapping.
TEST(WriteFonts, CffProgramsStandBareAndAreRead) {
  const std::string words = "關於湖區渡輪冬季時刻表的公開信";
  const Written file(sample::write(sample::one_paragraph(words, "zh-Hant")));
  const Object font = file.at(file.pages().at(0), {"Resources", "Font", "F0"});
  const Object descendant = file.at(font, {"DescendantFonts"}).as<Array>()->at(0);
  EXPECT_EQ(file.text_at(descendant, {"Subtype"}), "/CIDFontType0");
  EXPECT_EQ(file.text_at(font, {"BaseFont"}),
            file.text_at(descendant, {"BaseFont"}).append("-Identity-H"));
  EXPECT_TRUE(file.at(descendant, {"CIDToGIDMap"}).is_null());
  const Reference program =
      *file.dictionary(file.at(descendant, {"FontDescriptor"})).find("FontFile3")->as<Reference>();
  EXPECT_EQ(file.text_at(program, {"Subtype"}), "/CIDFontType0C");
  const std::string bytes = file.decoded(Object(program));
  EXPECT_EQ(bytes.substr(0, 2), std::string("\x01\x00", 2));  // CFF, version 1.0
  EXPECT_NO_THROW(FreeTypeFace{bytes});
  EXPECT_EQ(sample::with_single_spaces(sample::pdftotext(file.bytes)), words + " ");
  const sample::TemporaryFile temporary(file.bytes);
  EXPECT_THAT(sample::run("pdffonts " + temporary.path()).output,
              testing::HasSubstr("CID Type 0C"));
}

TEST(WriteFonts, TwoFontsOnOneProgramShareIt) {
  const layout::Document document = sample::one_paragraph("Abc");
  text::Subset subset = sample::plain_subset(document.pages);
  subset.fonts.push_back(subset.fonts[0]);
  text::ShownRun& shown = subset.runs[0][0];
  text::ShownRun second{1, {shown.codes.back()}};
  shown.codes.pop_back();
  subset.runs[0].push_back(second);
  const DocumentGraph built = build_document(document, subset);
  const Written file(serialise_document(built.graph.objects(), built.catalog, built.information));
  const Object fonts = file.at(file.pages().at(0), {"Resources", "Font"});
  const auto descriptor = [&](const char* name) {
    const Object descendant = file.at(fonts, {name, "DescendantFonts"}).as<Array>()->at(0);
    return *file.dictionary(descendant).find("FontDescriptor")->as<Reference>();
  };
  EXPECT_EQ(descriptor("F0"), descriptor("F1"));
  EXPECT_EQ(sample::with_single_spaces(sample::pdftotext(file.bytes)), "Abc ");
}

// Where every glyph is drawn: what the typesetter said, within what a TJ number may be off.
TEST(WriteFonts, GlyphsStandWhereTheLinePutThem) {
  const layout::Document document = sample::one_paragraph(sample::kFirstParagraph);
  const text::Subset subset = sample::plain_subset(document.pages);
  const Written file(sample::write(document));
  const std::string content = file.content(file.pages().at(0));
  const text::SubsetFont& font = subset.fonts.at(0);
  std::vector<double> drawn;
  double line_x = 0, pen = 0, size = 0;
  const std::regex token(R"(<([0-9A-F]+)>|(-?[0-9.]+)|([A-Za-z]+))");
  std::vector<double> operands;
  bool in_array = false;
  for (std::sregex_iterator it(content.begin(), content.end(), token), end; it != end; ++it) {
    const std::smatch& match = *it;
    if (match[1].matched) {
      in_array = true;
      const std::string digits = match[1].str();
      for (std::size_t i = 0; i + 4 <= digits.size(); i += 4) {
        const auto code = static_cast<std::uint16_t>(std::stoul(digits.substr(i, 4), nullptr, 16));
        drawn.push_back(pen);
        for (const auto& known : font.codes) {
          if (known.code == code) pen += known.width / 1000 * size;
        }
      }
    } else if (match[2].matched) {
      operands.push_back(std::atof(match[2].str().c_str()));
      if (in_array) pen -= operands.back() / 1000 * size;
    } else {
      if (match[3] == "Td") pen = line_x += operands.at(operands.size() - 2);
      if (match[3] == "Tf") size = operands.back();
      in_array = false;
      operands.clear();
    }
  }
  std::vector<double> wanted;
  for (std::size_t i = 0; i < document.pages[0].runs.size(); ++i) {
    for (const text::ShownCode& code : subset.runs[i][0].codes) {
      wanted.push_back((document.pages[0].runs[i].x + code.x).value);
    }
  }
  ASSERT_EQ(drawn.size(), wanted.size());
  for (std::size_t i = 0; i < drawn.size(); ++i) EXPECT_NEAR(drawn[i], wanted[i], 0.025) << i;
}

}  // namespace
}  // namespace chancery::pdf
