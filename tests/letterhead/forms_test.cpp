// Forms: what an envelope's window shows of a sheet, worked out from the envelope, and how a
// letterhead begins with a form.
#include "letterhead/forms.h"

#include <gmock/gmock.h>

#include "letterhead_yaml.h"

namespace chancery::letterhead {
namespace {

using letter::Paper;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr double kInch = 25.4;

/// In millimetres; the window's place is its distance from the envelope's left and bottom.
struct Envelope {
  std::string form;
  double width, height;
  double left, bottom, window_width, window_height;
  double sheet_width, panel;  ///< the sheet, folded
};

double mm(Points length) {
  return length.value * kInch / 72;
}

/// Sliding to every side, a sheet shows what both its outermost places show.
TEST(Forms, WindowsShowTheAddressHoweverTheSheetSlides) {
  for (const Envelope& envelope :
       {Envelope{"us-letter-10", 9.5 * kInch, 4.125 * kInch, 0.875 * kInch, 0.5 * kInch,
                 4.5 * kInch, 1.125 * kInch, 8.5 * kInch, 4 * kInch},
        Envelope{"nf", 220, 110, 100, 20, 100, 45, 210, 99},
        Envelope{"uk", 220, 110, 20, 18, 90, 35, 210, 105},
        Envelope{"swiss-right", 229, 114, 229 - 12 - 100, 21, 100, 45, 210, 105}}) {
    const Form* form = form_named(envelope.form);
    ASSERT_NE(form, nullptr);
    EXPECT_NEAR(mm(form->folds[0]), envelope.panel, 0.01) << envelope.form;
    const double sideways = envelope.width - envelope.sheet_width;
    const double upwards = envelope.height - envelope.panel;
    const double top = envelope.height - envelope.bottom - envelope.window_height;
    // From the sheet's own left and top, at either end of its way.
    const double left = envelope.left;
    const double right = envelope.left + envelope.window_width - sideways;
    const double upper = top;
    const double lower = top + envelope.window_height - upwards;
    EXPECT_NEAR(mm(form->window.x), left, 0.01) << envelope.form;
    EXPECT_NEAR(mm(form->window.right()), right, 0.01) << envelope.form;
    EXPECT_NEAR(mm(form->window.y), upper, 0.01) << envelope.form;
    EXPECT_NEAR(mm(form->window.bottom()), lower, 0.01) << envelope.form;
  }
}

// USPS, DMM 601.6.3: an eighth of an inch to spare on all sides.
TEST(Forms, AmericanAddressesHaveAnEighthOfAnInchToSpare) {
  const Form& form = *form_named("us-letter-10");
  const Points spare(9);
  EXPECT_GE(form.address.x - form.window.x, spare);
  EXPECT_GE(form.address.y - form.window.y, spare);
  EXPECT_GE(form.window.right() - form.address.right(), spare);
  EXPECT_GE(form.window.bottom() - form.address.bottom(), spare);
}

// DIN 5008:2020, as drawn in its annexes.
TEST(Forms, DinHasItsOwnMeasures) {
  struct Measures {
    std::string form;
    double field, address, block, text, fold;
  };
  for (const Measures& din : {Measures{"din-5008-a", 27, 44.7, 32, 80.46, 87},
                              Measures{"din-5008-b", 45, 62.7, 50, 98.46, 105}}) {
    const Form& form = *form_named(din.form);
    EXPECT_NEAR(mm(form.window.x), 20, 0.01);
    EXPECT_NEAR(mm(form.window.y), din.field, 0.01);
    EXPECT_NEAR(mm(form.window.width), 85, 0.01);
    EXPECT_NEAR(mm(form.window.height), 45, 0.01);
    EXPECT_NEAR(mm(form.address.y), din.address, 0.01);
    EXPECT_NEAR(mm(form.address.height), 27.3, 0.01);
    EXPECT_NEAR(mm(form.return_address.height), 5, 0.01);
    EXPECT_NEAR(mm(form.reference.x), 125, 0.01);
    EXPECT_NEAR(mm(form.reference.y), din.block, 0.01);
    EXPECT_NEAR(mm(form.reference.right()), 200, 0.01);
    EXPECT_NEAR(mm(form.first.top), din.text, 0.01);
    EXPECT_NEAR(mm(form.first.left), 25, 0.01);
    EXPECT_NEAR(mm(form.first.right), 20, 0.01);
    EXPECT_NEAR(mm(form.folds[0]), din.fold, 0.01);
    EXPECT_NEAR(mm(form.folds[1]), din.fold + 105, 0.01);
    EXPECT_NEAR(mm(*form.hole), 148.5, 0.01);
  }
}

std::string top() {
  return "name: a\norganisation: b\nreturn-address: c\nstyles: { text: {} }\n";
}

/// Every form alone is a whole letterhead: nothing of it overlaps or leaves the page.
TEST(Forms, AreWholeLetterheadsByThemselves) {
  for (const std::string_view name : form_names()) {
    const Form& form = *form_named(name);
    const std::string paper = form.paper == Paper::kA4 ? "A4" : "US Letter";
    std::string yaml = top() + "papers: { " + paper + ": { form: " + std::string(name) +
                       ", marks: { fold: true } } }\n";
    if (form.return_address.width.value <= 0) yaml = replaced(yaml, "return-address: c\n", "");
    const Letterhead letterhead = letterhead_of(yaml);
    const PaperDesign& design = letterhead.papers.at(form.paper);
    EXPECT_TRUE(design.first.address_in_window);
    EXPECT_EQ(design.first.address_zone.x, form.address.x);
    EXPECT_EQ(design.first.return_zone.width, form.return_address.width);
    EXPECT_EQ(design.first.margins.top, form.first.top);
    EXPECT_EQ(design.following.margins.top, form.following.top);
    ASSERT_EQ(design.marks.size(), 2U);
    EXPECT_EQ(design.marks[0].y, form.folds[0]);
  }
}

TEST(Forms, GiveWayToWhatIsWritten) {
  const Letterhead letterhead =
      letterhead_of(top() +
                    "papers:\n  A4:\n    form: din-5008-b\n"
                    "    marks: { fold: [105 mm, 210 mm, 150 mm], hole: 148.5 mm }\n"
                    "    first:\n      margins: { bottom: 50 mm }\n"
                    "      address: { x: 30 mm, y: 63 mm, width: 70 mm, height: 27 mm }\n"
                    "      footer: { x: 25 mm, y: 255 mm, width: 165 mm, height: 25 mm }\n");
  const PageDesign& first = letterhead.papers.at(Paper::kA4).first;
  EXPECT_NEAR(mm(first.margins.bottom), 50, 0.01);
  EXPECT_NEAR(mm(first.margins.left), 25, 0.01);
  EXPECT_NEAR(mm(first.address_zone.x), 30, 0.01);
  EXPECT_NEAR(mm(first.footer_zone.y), 255, 0.01);
  EXPECT_EQ(letterhead.papers.at(Paper::kA4).marks.size(), 4U);
}

std::vector<std::string> in_paper(const std::string& keys) {
  return codes(read(top() + "papers:\n  A4:\n" + keys));
}

TEST(Forms, TellWhatIsWrong) {
  EXPECT_THAT(
      in_paper("    form: din-5008-b\n    first: { address: { x: 30 mm, y: 64 mm, width: 80 "
               "mm, height: 25 mm } }\n"),
      ElementsAre("8:23 outside-window"));
  EXPECT_THAT(in_paper("    form: din-5008-c\n    first: {}\n    following: {}\n"),
              ::testing::Contains("7:11 unknown-form"));
  const ReadLetterhead misspelt = read(top() + "papers: { A4: { form: din-5008b } }\n");
  EXPECT_THAT(misspelt.diagnostics.at(0).mend, HasSubstr("did you mean 'din-5008-b'?"));
  EXPECT_THAT(in_paper("    form: us-letter-10\n"), ::testing::Contains("7:11 unknown-form"));
  EXPECT_THAT(in_paper("    form: din-5008-b\n    marks: { fold: yes please, hole: 400 mm }\n"),
              ElementsAre("8:20 not-a-length", "8:38 length-out-of-range"));
  EXPECT_THAT(in_paper("    form: nf\n    marks: { hole: true, colour: tide }\n"),
              ElementsAre("8:20 unknown-form", "8:34 unknown-colour"));
  EXPECT_THAT(codes(read(replaced(plain_letterhead(), "    first:\n",
                                  "    marks: { fold: true }\n    first:\n"))),
              ElementsAre("7:20 unknown-form"));
  // The return address needs a place.
  EXPECT_THAT(codes(read("return-address: c\n" + plain_letterhead())),
              ElementsAre("9:7 missing-key"));
  EXPECT_THAT(codes(read("return-address: c\n" +
                         with_first("      return-address: { x: 30 mm, y: 10 mm, width: 80 mm, "
                                    "height: 5 mm }\n"))),
              IsEmpty());
  EXPECT_THAT(codes(read("direction: rtl\n" + plain_letterhead())),
              ElementsAre("1:12 unknown-direction"));
}

TEST(Sides, LastPagesAndReversesHaveArtworkAndTextsOfTheirOwn) {
  const std::string text =
      "{ x: 30 mm, y: 5 mm, width: 50 mm, height: 9 mm, style: text, text: Terms }";
  const std::string yaml =
      replaced(with_first("      reverse: { texts: [" + text + "] }\n"), "    following:\n",
               "    last: { texts: [" + text + "] }\n    following:\n");
  const Letterhead letterhead = letterhead_of(yaml);
  const PaperDesign& paper = letterhead.papers.at(Paper::kA4);
  EXPECT_EQ(paper.last.texts.at(0).text("en"), "Terms");
  EXPECT_EQ(paper.first.reverse.texts.at(0).text("en"), "Terms");
  EXPECT_TRUE(paper.following.reverse.empty());
  // On a reverse there is no letter; the last page may be the first.
  const std::string low = replaced(text, "y: 5 mm", "y: 100 mm");
  EXPECT_THAT(
      codes(read(replaced(yaml, "reverse: { texts: [" + text, "reverse: { texts: [" + low))),
      IsEmpty());
  EXPECT_THAT(codes(read(replaced(yaml, "last: { texts: [" + text, "last: { texts: [" + low))),
              ElementsAre("11:21 zones-overlap", "11:21 zones-overlap"));
  EXPECT_THAT(codes(read(replaced(yaml, "last: {", "last: { margins: {},"))),
              ElementsAre("11:13 unknown-key"));
}

}  // namespace
}  // namespace chancery::letterhead
