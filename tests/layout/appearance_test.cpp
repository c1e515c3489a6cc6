// What visible signatures show, and where in their field.
#include <gmock/gmock.h>

#include <algorithm>

#include "letter_by_hand.h"

namespace chancery::layout {
namespace {

using letterhead::SignatureItem;
using ::testing::HasSubstr;

constexpr double kTiny = 1e-6;

AppearanceText text() {
  AppearanceText text;
  text.heading = "Digitally signed by";
  text.name = "Maria Oduya";
  text.title = "Director";
  text.division = "Europe and Central Asia Division";
  text.date = "24 November 2026";
  text.language = "en";
  text.iso_date = "2026-11-24";
  text.digest = std::string(64, 'a');
  return text;
}

letter::Picture picture(double width, double height) {
  letter::Picture picture;
  picture.name = "hand.png";
  picture.width = Points(width);
  picture.height = Points(height);
  return picture;
}

/// Ten modules wide, all dark; keeps what it was given.
letterhead::CodeEncoder encoder(std::string& content) {
  return [&content](letterhead::CodeKind, letterhead::CodeCorrection, std::string_view given) {
    content = given;
    return letterhead::CodeMatrix{10, 10, std::vector<bool>(100, true)};
  };
}

/// Without spaces, nor those that no line breaks at.
std::string shown(const Page& page) {
  std::string all;
  for (const PlacedRun& run : page.runs) all += run.run.text;
  static const std::string kNoBreakSpace = "\u00A0";
  for (std::size_t at = 0; (at = all.find(kNoBreakSpace)) != std::string::npos;) {
    all.erase(at, kNoBreakSpace.size());
  }
  return squeezed(all);
}

struct Extent {
  Points left{1e9}, right;
};
Extent extent(const Page& page) {
  Extent all;
  for (const PlacedRun& run : page.runs) {
    all.left = std::min(all.left, run.x);
    all.right = std::max(all.right, run.x + width_of(run.run));
  }
  return all;
}

class Appearances : public LaidOutLetter {
 protected:
  Appearance set(const AppearanceText& text, double width, double height,
                 const letter::Picture* image = nullptr) const {
    return lay_out_appearance(text, image, Points(width), Points(height), letterhead, typesetter());
  }
  std::string refused(const AppearanceText& text, double width, double height) const {
    try {
      set(text, width, height);
    } catch (const Failure& failure) {
      return failure.diagnostics().front().code + ": " + failure.what();
    }
    return "none";
  }
  letterhead::Letterhead letterhead = plain_letterhead();
};

TEST_F(Appearances, FillTheirFieldAndStayInside) {
  for (const double width : {200.0, 140.0, 110.0}) {
    const Page page = set(text(), width, 52).page;
    EXPECT_EQ(page.width, Points(width));
    EXPECT_EQ(page.height, Points(52));
    for (const PlacedRun& run : page.runs) {
      EXPECT_TRUE(is_artifact(run.meaning));
      EXPECT_GE(run.x.value, -kTiny);
      EXPECT_LE((run.x + width_of(run.run)).value, width + 0.05);
      EXPECT_GT(run.baseline.value - run.run.size.value * 0.7, 0);
      EXPECT_LT(run.baseline.value + run.run.size.value * 0.25, 52);
    }
    EXPECT_EQ(shown(page), "DigitallysignedbyMariaOduyaEuropeandCentralAsiaDivision24November2026");
  }
}

TEST_F(Appearances, TypeIsAsLargeAsTheFieldAllows) {
  EXPECT_EQ(set(text(), 300, 80).page.runs[0].run.size, Points(10.5));
  EXPECT_LT(set(text(), 300, 40).page.runs[0].run.size, Points(10.5));
}

TEST_F(Appearances, AFieldTooSmallIsRefusedWithWhatToDo) {
  const std::string code = "signature-field-too-small";
  EXPECT_THAT(refused(text(), 30, 12), HasSubstr(code));
  AppearanceText much = text();
  much.reason = sentences(400, 1);
  EXPECT_THAT(refused(much, 200, 52), HasSubstr(code));
  EXPECT_THAT(refused(much, 200, 52), HasSubstr("let it show less"));
}

TEST_F(Appearances, ShowWhatTheLetterheadSaysInItsOrder) {
  letterhead.words["en"]["place-date"] = "{place}, {date}";
  letterhead.signature.shows = {SignatureItem::kName, SignatureItem::kTitle, SignatureItem::kPlace,
                                SignatureItem::kDate, SignatureItem::kReason};
  AppearanceText all = text();
  EXPECT_EQ(shown(set(all, 300, 80).page), "MariaOduyaDirector24November2026");
  all.place = "Port Amsel";
  all.reason = "Approved";
  EXPECT_EQ(shown(set(all, 300, 80).page), "MariaOduyaDirectorPortAmsel,24November2026Approved");
  letterhead.signature.shows = {SignatureItem::kPlace, SignatureItem::kName, SignatureItem::kDate};
  EXPECT_EQ(shown(set(all, 300, 80).page), "PortAmselMariaOduya24November2026");
}

TEST_F(Appearances, ADateIsNeverBroken) {
  letterhead.signature.shows = {SignatureItem::kPlace, SignatureItem::kDate};
  AppearanceText both = text();
  both.place = "Port Amsel";
  const Page page = set(both, 90, 52).page;
  std::vector<std::string> lines;
  for (const PlacedRun& run : page.runs) {
    if (run.line_start) lines.emplace_back();
    lines.back() += run.run.text;
  }
  ASSERT_EQ(lines.size(), 2U);
  EXPECT_EQ(squeezed(lines[0]), "PortAmsel,");
  EXPECT_EQ(lines[1], "24\u00A0November\u00A02026");
}

TEST_F(Appearances, AnImageStandsAtTheStartAndKeepsItsShape) {
  letterhead.signature.image_width = Points(60);
  const letter::Picture wide = picture(300, 100);
  const Appearance left = set(text(), 200, 52, &wide);
  ASSERT_EQ(left.page.artwork.size(), 1U);
  ASSERT_EQ(left.artwork.size(), 1U);
  EXPECT_EQ(left.artwork[0].name, "hand.png");
  const Rect place = left.page.artwork[0].place;
  EXPECT_NEAR(place.x.value, 0, kTiny);
  EXPECT_NEAR(place.width.value, 60, kTiny);
  EXPECT_NEAR(place.height.value, 20, kTiny);
  EXPECT_NEAR(place.y.value, 16, kTiny);
  EXPECT_GT(extent(left.page).left, place.right());

  const letter::Picture high = picture(100, 300);
  const Rect low = set(text(), 200, 52, &high).page.artwork[0].place;
  EXPECT_GE(low.y.value, 0);
  EXPECT_LE(low.bottom().value, 52);
  EXPECT_NEAR(low.height / low.width, 3, kTiny);
}

TEST_F(Appearances, RunFromRightToLeftWithTheirLanguage) {
  AppearanceText arabic = text();
  arabic.language = "ar";
  arabic.name = "ماريا";
  arabic.division = "شعبة آسيا";
  arabic.heading = "وقعه رقميا";
  arabic.date = "24";
  const letter::Picture image = picture(100, 100);
  std::string content;
  letterhead.encode_code = encoder(content);
  letterhead.signature.code = {{}, {}, "{division}", Points(40), {}, {}};
  const Page page = set(arabic, 200, 52, &image).page;
  const Rect place = page.artwork[0].place;
  EXPECT_NEAR(place.right().value, 200, kTiny);
  const Extent lines = extent(page);
  EXPECT_LT(lines.right, place.x);
  EXPECT_GT(lines.left.value, 40);
  // The lines begin at the right, beside the image.
  EXPECT_NEAR(lines.right.value, place.x.value - 7, 1);
  for (const FilledRect& rect : page.rects) EXPECT_LE(rect.place.right().value, 40);
}

TEST_F(Appearances, ACodeStandsAtTheEndAndHoldsWhatIsAskedOfIt) {
  std::string content;
  letterhead.encode_code = encoder(content);
  letterhead.signature.code = {letterhead::CodeKind::kQr,
                               letterhead::CodeCorrection::kMedium,
                               "https://lakes.example/{division}/{digest}",
                               Points(45),
                               {},
                               {}};
  const Page page = set(text(), 200, 52).page;
  EXPECT_EQ(content, "https://lakes.example/Europe%20and%20Central%20Asia%20Division/" +
                         std::string(64, 'a'));
  ASSERT_FALSE(page.rects.empty());
  for (const FilledRect& rect : page.rects) {
    EXPECT_GE(rect.place.x.value, 155);
    EXPECT_LE(rect.place.right().value, 200);
    EXPECT_GE(rect.place.y.value, 3);
    EXPECT_LE(rect.place.bottom().value, 49);
  }
  EXPECT_LT(extent(page).right.value, 155);
  letterhead.signature.code->content = "{name} {date}";
  set(text(), 200, 52);
  EXPECT_EQ(content, "Maria Oduya 2026-11-24");
}

TEST_F(Appearances, ACodeThatNamesWhatIsNotToldIsRefused) {
  std::string content;
  letterhead.encode_code = encoder(content);
  letterhead.signature.code = {{}, {}, "{reason}", Points(45), {}, {}};
  EXPECT_THAT(refused(text(), 200, 52), HasSubstr("code-without-field: "));
  EXPECT_THAT(refused(text(), 200, 52), HasSubstr("'--reason'"));
  letterhead.signature.code = {{}, {}, "x", Points(9), {}, {}};
  EXPECT_THAT(refused(text(), 200, 52), HasSubstr("code-too-small: "));
}

}  // namespace
}  // namespace chancery::layout
