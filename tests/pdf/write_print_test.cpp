// Pages of a press: their order, their colours, their artwork.
#include <gmock/gmock.h>

#include <algorithm>

#include "pdf/print/inks.h"
#include "pdf/print/print.h"
#include "pdf/print/sheets.h"
#include "pdf/profile/fitting.h"
#include "pdf/write/deflate.h"

namespace chancery::pdf {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

/// Pages known by their widths: 1, 2, 3 …; those named are reverse sides or begin versions.
layout::Document pages(int count, const std::vector<int>& reverse, const std::vector<int>& begin) {
  layout::Document document;
  for (int i = 1; i <= count; ++i) {
    layout::Page page;
    page.width = Points(i);
    page.height = Points(10);
    page.runs.emplace_back();
    page.is_reverse = std::find(reverse.begin(), reverse.end(), i) != reverse.end();
    page.begins_version = std::find(begin.begin(), begin.end(), i) != begin.end();
    document.pages.push_back(std::move(page));
  }
  return document;
}

/// Widths in the order of the arranged pages, 0 for a blank one.
std::vector<int> order(const layout::Document& document, bool duplex, bool blank_reverse) {
  PrintSettings settings;
  settings.duplex = duplex;
  settings.blank_reverse = blank_reverse;
  std::vector<int> widths;
  for (const layout::Page& page : arranged_for_print(document, settings).pages) {
    widths.push_back(page.runs.empty() ? 0 : static_cast<int>(page.width.value));
  }
  return widths;
}

TEST(Arrangement, PutsBlankBacksBeforeWhatBeginsOnAFront) {
  const layout::Document three_versions = pages(5, {}, {1, 2, 5});
  EXPECT_THAT(order(three_versions, false, false), ElementsAre(1, 2, 3, 4, 5));
  EXPECT_THAT(order(three_versions, true, false), ElementsAre(1, 0, 2, 3, 4, 0, 5, 0));
  EXPECT_THAT(order(three_versions, false, true), ElementsAre(1, 0, 2, 0, 3, 0, 4, 0, 5, 0));
  // Page 3 is the back of page 2: both are of one sheet.
  const layout::Document with_reverse = pages(4, {3}, {1});
  EXPECT_THAT(order(with_reverse, false, false), ElementsAre(1, 2, 4));
  EXPECT_THAT(order(with_reverse, true, false), ElementsAre(1, 0, 2, 3, 4, 0));
  EXPECT_THAT(order(with_reverse, false, true), ElementsAre(1, 0, 2, 3, 4, 0));
}

/// Pages of each side from left to right.
std::vector<std::vector<std::size_t>> sides(int count, bool duplex) {
  PrintSettings settings;
  settings.two_up = true;
  settings.duplex = duplex;
  std::vector<std::vector<std::size_t>> result;
  for (const SheetSide& side : impose(pages(count, {}, {}).pages, settings)) {
    std::vector<std::size_t> of_side;
    for (const Imposed& each : side.pages) of_side.push_back(each.page);
    result.push_back(of_side);
  }
  return result;
}

TEST(Imposition, PutsTheNextPageOnTheBackOfEachHalf) {
  EXPECT_THAT(sides(3, false), ElementsAre(ElementsAre(0, 1), ElementsAre(2)));
  EXPECT_THAT(sides(4, true), ElementsAre(ElementsAre(0, 2), ElementsAre(3, 1)));
  EXPECT_THAT(sides(6, true),
              ElementsAre(ElementsAre(0, 2), ElementsAre(3, 1), ElementsAre(4), ElementsAre(5)));
}

TEST(Imposition, LeavesTwoBleedsBetweenPages) {
  PrintSettings settings;
  settings.two_up = true;
  settings.bleed = Points(9);
  layout::Document document = pages(2, {}, {});
  for (layout::Page& page : document.pages) page.width = Points(100);
  const std::vector<SheetSide> imposed = impose(document.pages, settings);
  ASSERT_EQ(imposed.size(), 1U);
  EXPECT_EQ(imposed[0].pages[1].trim.left, 118);
  EXPECT_EQ(imposed[0].trim.right, 218);
  // A page alone behind another's right half stands on the left: both are cut from one strip.
  settings.duplex = true;
  const std::vector<SheetSide> both = impose(document.pages, settings);
  ASSERT_EQ(both.size(), 2U);
  EXPECT_EQ(both[0].pages[0].trim.left, 0);
  EXPECT_EQ(both[1].pages[0].trim.left, 118);
}

TEST(Inks, AreTheLetterheadsOrSeparated) {
  layout::Document document = pages(1, {}, {});
  document.inks = {{"tide", {0.5, 0.5, 0.5}, {}, {}},
                   {"house", {0, 0, 1}, Cmyk{1, 0.5, 0, 0}, {}},
                   {"seal", {1, 0, 0}, Cmyk{0, 1, 1, 0.2}, "PANTONE 484 C"}};
  document.pages[0].runs.clear();
  for (const Colour& colour : {Colour{0, 0, 1, 2}, Colour{1, 0, 0, 3}, Colour{0.5, 0.5, 0.5},
                               Colour{0, 0, 0}, Colour{0, 0, 1, 2}}) {
    document.pages[0].rects.push_back({{}, colour, layout::Artifact{}, false});
  }
  const Separate separate = [](std::span<const Colour> colours) {
    std::vector<Cmyk> result;
    for (const Colour& colour : colours) result.push_back({0, 0, 0, 1 - colour.red});
    return result;
  };
  const std::vector<PrintedColour> colours = printed_colours(document, separate);
  ASSERT_EQ(colours.size(), 4U);
  EXPECT_EQ(colours[0].name, "house");
  EXPECT_EQ(colours[0].total(), 1.5);
  EXPECT_EQ(colours[1].total(), 1);
  EXPECT_EQ(colours[2].name, "tide");
  EXPECT_FALSE(colours[2].overprints()) << "a tint";
  EXPECT_EQ(colours[3].name, "#000000");
  EXPECT_TRUE(colours[3].overprints());

  Graph graph;
  const Paint paint = paint_for(colours, graph);
  const auto set = [&](const Colour& colour) {
    std::string operators;
    paint.put(colour, operators);
    return operators;
  };
  EXPECT_EQ(set({0, 0, 1, 2}), "/GK gs\n1 .5 0 0 k\n");
  EXPECT_EQ(set({1, 0, 0, 3}), "/GK gs\n/S0 cs 1 scn\n");
  EXPECT_EQ(set({0, 0, 0}), "/GO gs\n0 0 0 1 k\n");
  EXPECT_THROW(set({0.1, 0, 0}), std::invalid_argument);
}

std::string written(const Object& object) {
  Bytes bytes;
  serialise(object.stream() != nullptr ? Object(object.stream()->dictionary) : object, bytes);
  return std::string(text_of(ByteView(bytes)));
}

class PrintArtwork : public ::testing::Test {
 protected:
  /// A form with a pattern whose resources are an object of their own, and a group around them.
  void make(double opacity) {
    const Reference before = graph_.add(Dictionary{{"Resources", Dictionary{}}});
    static_cast<void>(before);
    const Reference spaces = graph_.add(Dictionary{{"C0", Name{"DeviceRGB"}}});
    const Reference resources = graph_.add(Dictionary{
        {"ColorSpace", spaces}, {"ExtGState", Dictionary{{"G", Dictionary{{"ca", opacity}}}}}});
    Stream form;
    form.dictionary = {
        {"Resources", resources},
        {"Group", Dictionary{{"S", Name{"Transparency"}}, {"CS", Name{"DeviceRGB"}}}}};
    graph_.add(form);
    graph_.add(Dictionary{{"Type", Name{"Pattern"}}, {"Resources", Dictionary{}}});
  }

  Graph graph_;
  Fitting fitting_{Profile::kPrint, Reference{99, 0}, {}, {}};
};

TEST_F(PrintArtwork, GetsItsRgbTaggedEverywhere) {
  make(1);
  EXPECT_FALSE(fit_objects(graph_, 1, fitting_));
  EXPECT_EQ(written(graph_.objects()[0]), "<</Resources <<>>>>") << "no artwork";
  EXPECT_THAT(written(graph_.objects()[1]), HasSubstr("/DefaultRGB 99 0 R"));
  EXPECT_THAT(written(graph_.objects()[4]), HasSubstr("/DefaultRGB 99 0 R"));
  EXPECT_THAT(written(graph_.objects()[3]), Not(HasSubstr("Group"))) << "nothing is transparent";
}

TEST_F(PrintArtwork, CmykOfTheOutputIntentItselfIsSaidSo) {
  const Bytes profile(2000, 'p');
  fitting_.destination = profile;
  const Reference own = graph_.add(compress({{"N", 4}}, profile));
  const Reference other = graph_.add(compress({{"N", 4}}, Bytes(2000, 'q')));
  graph_.add(
      Dictionary{{"A", Array{Name{"ICCBased"}, own}}, {"B", Array{Name{"ICCBased"}, other}}});
  fit_objects(graph_, 0, fitting_);
  EXPECT_EQ(written(graph_.objects()[2]), "<</A /DeviceCMYK/B [/ICCBased 2 0 R]>>");
}

TEST_F(PrintArtwork, KeepsGroupsWhereSomethingIsTransparent) {
  make(0.5);
  EXPECT_TRUE(fit_objects(graph_, 1, fitting_));
  EXPECT_THAT(written(graph_.objects()[3]), HasSubstr("/CS 99 0 R"));
}

}  // namespace
}  // namespace chancery::pdf
