// What ISO 19005-3 (PDF/A-3a) and ISO 14289-1 (PDF/UA-1) ask of a written file.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <string>
#include <string_view>

#include "pdf/write/srgb_profile.h"
#include "plain_subset.h"
#include "sample_letter.h"
#include "written_file.h"

namespace chancery::pdf {
namespace {

using sample::Written;
using testing::ElementsAre;
using testing::HasSubstr;

const Written& letter() {
  static const Written kWritten(sample::write(sample::letter()));
  return kWritten;
}

std::uint32_t number_at(ByteView bytes, std::size_t offset) {
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < 4; ++i) value = value << 8U | bytes[offset + i];
  return value;
}

double fixed_at(ByteView bytes, std::size_t offset) {
  return static_cast<std::int32_t>(number_at(bytes, offset)) / 65536.0;
}

/// A tag's element (ICC.1:2004-10, 7.3).
ByteView element_of(ByteView profile, std::string_view tag) {
  for (std::uint32_t i = 0; i < number_at(profile, 128); ++i) {
    const std::size_t entry = 132 + 12 * i;
    if (text_of(profile.subspan(entry, 4)) != tag) continue;
    return profile.subspan(number_at(profile, entry + 4), number_at(profile, entry + 8));
  }
  return {};
}

// Computed anew from the chromaticities of IEC 61966-2-1 and the Bradford transform of
// ICC.1:2004-10, Annex E: the colorants of a primary are M^-1 diag(D50/D65 cones) M times its XYZ.
TEST(SrgbProfile, PrimariesAreThoseOfTheStandardSeenUnderD50) {
  using Vector = std::array<double, 3>;
  using Matrix = std::array<Vector, 3>;
  const Matrix bradford = {
      {{0.8951, 0.2664, -0.1614}, {-0.7502, 1.7135, 0.0367}, {0.0389, -0.0685, 1.0296}}};
  const Matrix inverse = {{{0.9869929, -0.1470543, 0.1599627},
                           {0.4323053, 0.5183603, 0.0492912},
                           {-0.0085287, 0.0400428, 0.9684867}}};
  const auto times = [](const Matrix& matrix, const Vector& vector) {
    Vector result{};
    for (std::size_t i = 0; i < 3; ++i) {
      for (std::size_t j = 0; j < 3; ++j) result.at(i) += matrix.at(i).at(j) * vector.at(j);
    }
    return result;
  };
  // Linear sRGB to XYZ under D65: IEC 61966-2-1, 5.3.
  const std::array<Vector, 3> primaries = {
      {{0.4124, 0.2126, 0.0193}, {0.3576, 0.7152, 0.1192}, {0.1805, 0.0722, 0.9505}}};
  const Vector from = times(bradford, {0.9505, 1, 1.0890});
  const Vector to = times(bradford, {0.9642, 1, 0.8249});
  const Bytes profile = srgb_profile();
  const std::array<std::string_view, 3> tags = {"rXYZ", "gXYZ", "bXYZ"};
  for (std::size_t i = 0; i < 3; ++i) {
    Vector cones = times(bradford, primaries.at(i));
    for (std::size_t j = 0; j < 3; ++j) cones.at(j) *= to.at(j) / from.at(j);
    const Vector expected = times(inverse, cones);
    const ByteView element = element_of(profile, tags.at(i));
    ASSERT_EQ(element.size(), 20U);
    for (std::size_t j = 0; j < 3; ++j) {
      EXPECT_NEAR(fixed_at(element, 8 + 4 * j), expected.at(j), 0.0005) << tags.at(i) << j;
    }
  }
}

TEST(SrgbProfile, IsOneWellFormedProfileOfRgb) {
  const Bytes profile = srgb_profile();
  EXPECT_EQ(number_at(profile, 0), profile.size());
  EXPECT_EQ(text_of(ByteView(profile).subspan(12, 12)), "mntrRGB XYZ ");
  EXPECT_EQ(text_of(ByteView(profile).subspan(36, 4)), "acsp");
  EXPECT_LT(profile.size(), 512U);
  const ByteView curve = element_of(profile, "rTRC");
  ASSERT_EQ(text_of(curve.first(4)), "para");
  // ((x + 0.055) / 1.055)^2.4 meets x / 12.92 at 0.04045.
  const double gamma = fixed_at(curve, 12), a = fixed_at(curve, 16), b = fixed_at(curve, 20);
  const double c = fixed_at(curve, 24), d = fixed_at(curve, 28);
  EXPECT_NEAR(std::pow(a * d + b, gamma), c * d, 1e-5);
  EXPECT_NEAR(std::pow(a * 1.0 + b, gamma), 1, 1e-4);
}

TEST(ArchiveColour, OutputIntentHasTheProfileOfSrgb) {
  const Written& file = letter();
  const Object intents = file.at(file.document().root(), {"OutputIntents"});
  ASSERT_NE(intents.as<Array>(), nullptr);
  ASSERT_EQ(intents.as<Array>()->size(), 1U);
  const Object& intent = intents.as<Array>()->front();
  EXPECT_EQ(file.text_at(intent, {"S"}), "/GTS_PDFA1");
  EXPECT_EQ(file.text_at(intent, {"OutputConditionIdentifier"}), "sRGB IEC61966-2.1");
  EXPECT_EQ(sample::as_number(file.at(intent, {"DestOutputProfile", "N"})), 3);
  const Bytes profile = srgb_profile();
  EXPECT_EQ(file.decoded(*file.dictionary(intent).find("DestOutputProfile")),
            text_of(ByteView(profile)));
}

// ISO 19005-3, 6.6.4 and 6.6.2.3; ISO 14289-1, clause 5.
TEST(ArchiveMetadata, NamesBothStandardsAndDescribesTheSecondsSchema) {
  const Written& file = letter();
  const sample::TemporaryFile packet(bytes_of(file.decoded(*file.catalog().find("Metadata"))));
  const sample::Run run = sample::run(
      "python3 -c \""
      "import sys, xml.etree.ElementTree as e\n"
      "t = e.parse(sys.argv[1])\n"
      "def text(ns, name): return [x.text for x in t.iter('{%s}%s' % (ns, name))]\n"
      "print(text('http://www.aiim.org/pdfa/ns/id/', 'part'))\n"
      "print(text('http://www.aiim.org/pdfa/ns/id/', 'conformance'))\n"
      "print(text('http://www.aiim.org/pdfua/ns/id/', 'part'))\n"
      "print(text('http://www.aiim.org/pdfa/ns/schema#', 'namespaceURI'))\n"
      "print(text('http://www.aiim.org/pdfa/ns/schema#', 'prefix'))\n"
      "print(text('http://www.aiim.org/pdfa/ns/property#', 'name'))\n"
      "print(text('http://www.aiim.org/pdfa/ns/property#', 'valueType'))\n"
      "print(text('http://www.aiim.org/pdfa/ns/property#', 'category'))\n"
      "\" " +
      packet.path());
  EXPECT_EQ(run.output,
            "['3']\n['A']\n['1']\n['http://www.aiim.org/pdfua/ns/id/']\n['pdfuaid']\n['part']\n"
            "['Integer']\n['internal']\n");
  EXPECT_EQ(file.catalog().find("AcroForm") != nullptr, true);
}

// ISO 19005-3, 6.3.3: every widget has a normal appearance, the empty one too.
TEST(ArchiveFields, HaveAnAppearanceBeforeTheyAreSigned) {
  const Written& file = letter();
  const Object fields = file.at(file.document().root(), {"AcroForm", "Fields"});
  ASSERT_EQ(fields.as<Array>()->size(), 2U);
  for (const Object& field : *fields.as<Array>()) {
    const Object appearances = file.at(field, {"AP"});
    ASSERT_NE(appearances.as<Dictionary>(), nullptr);
    EXPECT_EQ(appearances.as<Dictionary>()->entries().size(), 1U);
    EXPECT_NE(file.at(field, {"AP", "N"}).stream(), nullptr);
    EXPECT_EQ(sample::as_number(file.at(field, {"AP", "N", "BBox"}).as<Array>()->at(2)), 180);
    EXPECT_EQ(sample::as_number(file.at(field, {"AP", "N", "BBox"}).as<Array>()->at(3)), 50);
  }
  EXPECT_EQ(file.at(file.document().root(), {"AcroForm", "NeedAppearances"}).is_null(), true);
}

TEST(ArchiveStructure, CountedListsSayHow) {
  layout::Document document = sample::empty_letter();
  sample::Sheet sheet(document);
  const std::size_t list = sheet.element("L");
  document.structure[list].list_numbering = "Decimal";
  const std::size_t item = sheet.element("LI", list);
  sheet.paragraph("1.", sheet.element("Lbl", item));
  sheet.paragraph("One thing.", sheet.element("LBody", item));
  const Written file(sample::write(document));
  const Object element = file.at(file.document().root(), {"StructTreeRoot", "K", "K"});
  EXPECT_EQ(file.text_at(element, {"S"}), "/L");
  EXPECT_EQ(file.text_at(element, {"A", "O"}), "/List");
  EXPECT_EQ(file.text_at(element, {"A", "ListNumbering"}), "/Decimal");
}

/// Titles of an outline's items, each with as many dots as it is deep.
void collect(const Written& file, const Object& parent, const std::string& depth,
             std::vector<std::string>& titles, std::size_t& count) {
  Object before;
  Object item = *file.dictionary(parent).find("First");
  while (true) {
    titles.push_back(depth + file.text_at(item, {"Title"}));
    ++count;
    EXPECT_EQ(file.dictionary(item).find("Prev") == nullptr, before.is_null());
    std::size_t below = 0;
    if (file.dictionary(item).find("First") != nullptr) {
      collect(file, item, depth + ".", titles, below);
      EXPECT_EQ(sample::as_number(file.at(item, {"Count"})), static_cast<double>(below));
      count += below;
    }
    const Object* next = file.dictionary(item).find("Next");
    if (next == nullptr) break;
    before = item;
    item = *next;
  }
  EXPECT_EQ(file.dictionary(parent).find("Last")->as<Reference>()->number,
            item.as<Reference>()->number);
}

TEST(ArchiveOutline, HasHeadingsBelowOneAnotherAndWhereToSign) {
  layout::Document document = sample::empty_letter();
  sample::Sheet sheet(document);
  const auto heading = [&](const std::string& type, const std::string& words) {
    const std::size_t element = sheet.element(type);
    document.structure[element].title = words;
    sheet.skip(30);
    sheet.paragraph(words, element);
  };
  heading("H1", "On the crossing");
  heading("H2", "In winter");
  heading("H3", "On ice");
  heading("H2", "In summer");
  sheet.new_page();
  heading("H1", "Of the piers");
  layout::SignaturePlace place;
  place.place = {Points(80), Points(700), Points(180), Points(50)};
  place.field_name = "signature-1";
  place.tooltip = "Signature of Sidney Jones";
  place.structure = sheet.element("Form");
  document.structure[place.structure].alternate_text = place.tooltip;
  sheet.page().signatures.push_back(place);

  const Written file(sample::write(document));
  const Object outline = file.at(file.document().root(), {"Outlines"});
  ASSERT_FALSE(outline.is_null());
  std::vector<std::string> titles;
  std::size_t count = 0;
  collect(file, outline, "", titles, count);
  EXPECT_THAT(titles, ElementsAre("On the crossing", ".In winter", "..On ice", ".In summer",
                                  "Of the piers", "Signature of Sidney Jones"));
  EXPECT_EQ(sample::as_number(file.at(outline, {"Count"})), 6);
  const Object last = file.at(outline, {"Last", "Dest"});
  EXPECT_EQ(last.as<Array>()->at(0).as<Reference>()->number, file.pages().at(1).number);
  EXPECT_DOUBLE_EQ(sample::as_number(last.as<Array>()->at(3)), 141.89);
}

TEST(ArchiveOutline, LongLettersWithoutHeadingsBeginWithTheirTitle) {
  layout::Document document = sample::empty_letter();
  sample::Sheet sheet(document);
  for (int page = 0; page < 5; ++page) {
    if (page > 0) sheet.new_page();
    sheet.paragraph("A page.", sheet.element("P"));
  }
  const Written file(sample::write(document));
  EXPECT_EQ(file.text_at(file.document().root(), {"Outlines", "First", "Title"}),
            "Open Letter to the Ministers");
}

TEST(ArchiveOutline, ShortLettersHaveNone) {
  EXPECT_EQ(letter().catalog().find("Outlines"), nullptr);
}

}  // namespace
}  // namespace chancery::pdf
