// Images as figures in the body, and files behind the letter.
#include <gmock/gmock.h>

#include <cmath>
#include <memory>
#include <string>

#include "base/diagnostic.h"
#include "letter_by_hand.h"

namespace chancery::layout {
namespace {

using letter::Block;
using letter::Image;
using letter::Picture;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

/// plain_letterhead: text starts at 14 points' distance, the column is 440 points wide.
constexpr double kLeading = 14;
constexpr double kColumn = 440;

class Images : public LaidOutLetter {};
class Enclosures : public LaidOutLetter {};

std::shared_ptr<const Picture> picture(double width, double height, std::uint32_t across = 0,
                                       std::uint32_t down = 0, std::uint8_t content = 1) {
  auto picture = std::make_shared<Picture>();
  picture->name = "map.png";
  picture->bytes = {content};
  picture->width = Points(width);
  picture->height = Points(height);
  picture->pixels_across = across;
  picture->pixels_down = down;
  return picture;
}

Block image(std::shared_ptr<const Picture> picture, const std::string& caption = {}) {
  Block block;
  block.kind = Block::Kind::kImage;
  block.image.emplace();
  block.image->file = "map.png";
  block.image->alternate = "Map of the piers";
  block.image->caption.text = caption;
  block.image->picture = std::move(picture);
  return block;
}

letter::Letter with(std::vector<Block> blocks) {
  letter::Letter letter = plain_letter();
  letter.body = std::move(blocks);
  return letter;
}

/// Of the first image.
Rect place(const LaidOut& laid_out) {
  for (const Page& page : laid_out.document.pages) {
    if (!page.artwork.empty()) return page.artwork.front().place;
  }
  return {};
}

Rect place_of(const Block& block) {
  return place(lay(with({lines(2), block, lines(2)})));
}

TEST_F(Images, AreAsLargeAsTheyAre) {
  const Rect rect = place_of(image(picture(200, 100)));
  EXPECT_DOUBLE_EQ(rect.width.value, 200);
  EXPECT_DOUBLE_EQ(rect.height.value, 100);
}

TEST_F(Images, AreNeverWiderThanTheColumn) {
  const Rect rect = place_of(image(picture(880, 100)));
  EXPECT_DOUBLE_EQ(rect.width.value, kColumn);
  EXPECT_DOUBLE_EQ(rect.height.value, 50);
  Block wide = image(picture(100, 10));
  wide.image->width = Points(5000);
  EXPECT_DOUBLE_EQ(place_of(wide).width.value, kColumn);
}

TEST_F(Images, AreNeverHigherThanAPage) {
  const LaidOut laid_out = lay(with({lines(2), image(picture(100, 5000), "A caption"), lines(2)}));
  const Rect rect = place(laid_out);
  EXPECT_NEAR(rect.width / rect.height, 0.02, 1e-9);
  EXPECT_GT(rect.height.value, 600);
  for (const Page& page : laid_out.document.pages) {
    for (const PlacedArtwork& artwork : page.artwork) {
      EXPECT_LT(artwork.place.bottom(), page.height);
    }
  }
  EXPECT_NO_THROW(lay(with({image(picture(100, 5000)), lines(2)})));
  letter::Letter bare = with({image(picture(100, 5000)), lines(2)});
  bare.title = {};
  bare.salutation = {};
  EXPECT_NO_THROW(lay(bare));
}

TEST_F(Images, HaveTheWidthThatIsAskedFor) {
  Block block = image(picture(100, 50));
  block.image->width = Points(220);
  EXPECT_DOUBLE_EQ(place_of(block).width.value, 220);
  block.image->width.reset();
  block.image->share = 0.25;
  EXPECT_DOUBLE_EQ(place_of(block).width.value, kColumn / 4);
  EXPECT_DOUBLE_EQ(place_of(block).height.value, kColumn / 8);
}

TEST_F(Images, StandAtTheStartTheMiddleOrTheEnd) {
  Block block = image(picture(100, 50));
  const double left = place_of(block).x.value;
  block.image->align = Image::Align::kCentre;
  EXPECT_NEAR(place_of(block).x.value, left + (kColumn - 100) / 2, 1e-9);
  block.image->align = Image::Align::kEnd;
  EXPECT_NEAR(place_of(block).x.value, left + kColumn - 100, 1e-9);
  block.direction = "rtl";
  EXPECT_NEAR(place_of(block).x.value, left, 1e-9);
  block.image->align = Image::Align::kStart;
  EXPECT_NEAR(place_of(block).x.value, left + kColumn - 100, 1e-9);
}

TEST_F(Images, LeaveTheTextOnItsGrid) {
  for (const double height : {1.0, 7.0, 13.9, 50.0, 99.5, 140.0}) {
    const LaidOut laid_out =
        lay(with({lines(2), image(picture(100, height), "A caption"), lines(2)}));
    const std::vector<SeenLine> seen = seen_lines(laid_out.document.pages[0]);
    const Points first = seen.front().baseline;
    double last = 0;
    for (const SeenLine& line : seen) last = (line.baseline - first).value;
    const double steps = last / (kLeading / 2);
    EXPECT_NEAR(steps, std::round(steps), 1e-6) << height;
  }
}

TEST_F(Images, StandClearOfTheLinesAroundThem) {
  const LaidOut laid_out = lay(with({lines(2), image(picture(100, 60)), lines(2)}));
  const Rect rect = place(laid_out);
  double above = 1e9, below = 1e9;
  for (const SeenLine& line : seen_lines(laid_out.document.pages[0])) {
    const double distance = (line.baseline - rect.y).value;
    if (distance <= 0) above = std::min(above, -distance);
    if (line.baseline > rect.bottom()) {
      below = std::min(below, (line.baseline - rect.bottom()).value);
    }
  }
  // A line, less what stands below and above the baseline.
  EXPECT_GT(above, kLeading / 2);
  EXPECT_GT(below, kLeading);
  EXPECT_LT(above + below, 4 * kLeading);
}

TEST_F(Images, StayWithTheirCaption) {
  for (int count = 30; count < 50; ++count) {
    const LaidOut laid_out =
        lay(with({lines(count), image(picture(100, 70), "A caption"), lines(6)}));
    for (const Page& page : laid_out.document.pages) {
      bool has_caption = false;
      for (const SeenLine& line : seen_lines(page)) has_caption |= line.text == "A caption";
      EXPECT_EQ(has_caption, !page.artwork.empty()) << count;
    }
  }
}

TEST_F(Images, AreFiguresWithTheirCaptionInside) {
  const LaidOut laid_out = lay(with({lines(1), image(picture(100, 70), "The \"new\" piers")}));
  const Document& document = laid_out.document;
  const std::vector<std::size_t> figures = elements(document, "Figure");
  const std::vector<std::size_t> captions = elements(document, "Caption");
  ASSERT_EQ(figures.size(), 1u);
  ASSERT_EQ(captions.size(), 1u);
  EXPECT_EQ(document.structure[captions[0]].parent, figures[0]);
  EXPECT_EQ(document.structure[figures[0]].alternate_text, "Map of the piers");
  EXPECT_EQ(text_of_element(document, captions[0]), "The “new” piers");
  EXPECT_EQ(std::get<std::size_t>(document.pages[0].artwork[0].meaning), figures[0]);
}

TEST_F(Images, OfOneFileAreOnePicture) {
  const auto map = picture(100, 70);
  const LaidOut laid_out = lay(with({image(map), image(picture(100, 70)), image(map),
                                     image(picture(50, 70, 0, 0, 2)), lines(2)}));
  EXPECT_EQ(laid_out.document.artwork.size(), 2u);
  std::vector<std::size_t> used;
  for (const PlacedArtwork& artwork : laid_out.document.pages[0].artwork) {
    used.push_back(artwork.artwork);
  }
  EXPECT_THAT(used, ElementsAre(0, 0, 0, 1));
}

TEST_F(Images, StandInListsAndQuotations) {
  Block quotation;
  quotation.kind = Block::Kind::kQuotation;
  quotation.blocks = {image(picture(900, 90))};
  Block list;
  list.kind = Block::Kind::kList;
  list.items.push_back({{image(picture(900, 90)), paragraph("below it")}});
  const LaidOut laid_out = lay(with({quotation, list, lines(2)}));
  ASSERT_EQ(laid_out.document.pages[0].artwork.size(), 2u);
  for (const PlacedArtwork& artwork : laid_out.document.pages[0].artwork) {
    EXPECT_LT(artwork.place.width.value, kColumn);
    EXPECT_GT(artwork.place.width.value, 300);
  }
}

TEST_F(Images, OfTooFewDotsAreWarnedOf) {
  // 300 dots on 3 inches.
  Block block = image(picture(216, 72, 300, 100));
  LaidOut laid_out = lay(with({block, lines(2)}));
  ASSERT_EQ(laid_out.warnings.size(), 1u);
  EXPECT_EQ(laid_out.warnings[0].code, "low-resolution");
  EXPECT_THAT(laid_out.warnings[0].what, HasSubstr("100 dots an inch"));
  // 150 an inch are 2 inches.
  EXPECT_THAT(laid_out.warnings[0].mend, HasSubstr("no wider than 50.8 mm"));
  block.image->width = Points(144);
  EXPECT_THAT(lay(with({block, lines(2)})).warnings, IsEmpty());
  EXPECT_THAT(lay(with({image(picture(216, 72)), lines(2)})).warnings, IsEmpty());
}

TEST_F(Images, ThatNobodyFetchedAreErrors) {
  try {
    lay(with({image(nullptr), lines(2)}));
    FAIL();
  } catch (const Failure& failure) {
    EXPECT_EQ(failure.diagnostics().front().code, "missing-image");
  }
}

letter::Enclosure enclosure(const std::string& title, letter::Enclosure::As as, std::size_t pages) {
  letter::Enclosure enclosure(rich(title));
  enclosure.file = "reports/map.pdf";
  enclosure.as = as;
  enclosure.bytes = std::make_shared<const Bytes>(Bytes{1});
  enclosure.pages = pages;
  return enclosure;
}

TEST_F(Enclosures, AreListedAndComeBehindTheLetter) {
  letter::Letter letter = with({lines(3)});
  letter.enclosures = {rich("The old timetable"),
                       enclosure("Map of the \"piers\"", letter::Enclosure::As::kAppended, 2),
                       enclosure("Fares", letter::Enclosure::As::kAttached, 0)};
  const LaidOut laid_out = lay(letter);
  const Document& document = laid_out.document;
  std::string text;
  for (const SeenLine& line : seen_lines(document.pages[0])) text += line.text + "\n";
  EXPECT_THAT(text, HasSubstr("The old timetable\nMap of the “piers”\nFares\n"));
  EXPECT_EQ(document.pages.size(), 1u);
  ASSERT_EQ(document.appended.size(), 1u);
  ASSERT_EQ(document.appended[0].figures.size(), 2u);
  const auto figures = elements(document, "Figure");
  EXPECT_EQ(figures, document.appended[0].figures);
  EXPECT_EQ(document.structure[figures[0]].alternate_text, "Map of the “piers” (Page 1 of 2)");
  EXPECT_EQ(document.structure[document.structure[figures[0]].parent].type, "Sect");
  ASSERT_EQ(document.attached.size(), 1u);
  EXPECT_EQ(document.attached[0].name, "map.pdf");
  EXPECT_EQ(document.attached[0].description, "Fares");
}

TEST_F(Enclosures, OfOnePageHaveNoNumber) {
  letter::Letter letter = with({lines(3)});
  letter.enclosures = {enclosure("Map", letter::Enclosure::As::kAppended, 1)};
  const Document document = lay(letter).document;
  EXPECT_EQ(document.structure[elements(document, "Figure").at(0)].alternate_text, "Map");
}

std::string code_of(letter::Enclosure enclosure) {
  letter::Letter letter = with({lines(3)});
  letter.enclosures = {std::move(enclosure)};
  try {
    lay(letter);
  } catch (const Failure& failure) {
    return failure.diagnostics().front().code;
  }
  return {};
}

TEST_F(Enclosures, ThatNobodyFetchedAreErrors) {
  letter::Enclosure none = enclosure("Map", letter::Enclosure::As::kAttached, 0);
  none.bytes.reset();
  EXPECT_EQ(code_of(none), "missing-enclosure");
  EXPECT_EQ(code_of(enclosure("Map", letter::Enclosure::As::kAppended, 0)), "missing-enclosure");
}

TEST_F(Enclosures, CountAmongTheMostPages) {
  EXPECT_EQ(code_of(enclosure("Map", letter::Enclosure::As::kAppended, 9'999)), "");
  EXPECT_EQ(code_of(enclosure("Map", letter::Enclosure::As::kAppended, 10'000)), "too-many-pages");
}

}  // namespace
}  // namespace chancery::layout
