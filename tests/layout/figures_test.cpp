// Fractions and ordinals, in the text and on the page.
#include "layout/figures.h"

#include <gmock/gmock.h>

#include <string>

#include "layout/inline_text.h"
#include "letter_by_hand.h"

namespace chancery::layout {
namespace {

using letter::Mark;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

/// Fractions in (), ordinals in [].
std::string parts_of(std::string_view text, Ordinals ordinals = Ordinals::kOfLanguage,
                     std::string_view language = "en") {
  std::string shown;
  for (const FigurePart& part : figure_parts(text, true, ordinals, language)) {
    const std::string_view held = text.substr(part.begin, part.end - part.begin);
    switch (part.kind) {
      case FigurePart::Kind::kPlain:
        shown += held;
        break;
      case FigurePart::Kind::kFraction:
        shown.append("(").append(held).append(")");
        break;
      case FigurePart::Kind::kOrdinal:
        shown.append("[").append(held).append("]");
        break;
    }
  }
  return shown;
}

TEST(Figures, FractionsAreNoDatesNorPaths) {
  EXPECT_EQ(parts_of("2 1/2 cups, 13/16.", Ordinals::kNone), "2 (1/2) cups, (13/16).");
  for (const char* text :
       {"24/11/2026", "1/2026", "a/1/2", "A/RES/1/2/3", "1.1/2.5", "ECA/2026/14", "1/", "/2"}) {
    EXPECT_EQ(parts_of(text, Ordinals::kNone), text);
  }
}

TEST(Figures, OrdinalsHaveTheEndingsOfTheirLanguage) {
  EXPECT_EQ(parts_of("the 1st, 22nd, 3rd and 4th"), "the 1[st], 22[nd], 3[rd] and 4[th]");
  EXPECT_EQ(parts_of("1er, 1re, 2e", Ordinals::kOfLanguage, "fr-CH"), "1[er], 1[re], 2[e]");
  EXPECT_EQ(parts_of("5km, 12th5, 3D, No 5"), "5km, 12[th]5, 3D, No 5");
  EXPECT_EQ(parts_of("1er", Ordinals::kOfLanguage, "de"), "1er");
  EXPECT_EQ(parts_of("No 5, Nos 6, 7mo, Note", Ordinals::kAll, "es"),
            "N[o] 5, N[os] 6, 7[mo], Note");
}

struct Seen {
  std::string text;
  bool raised, small;
  bool operator==(const Seen&) const = default;
};
void PrintTo(const Seen& seen, std::ostream* out) {
  *out << seen.text << (seen.raised ? " raised" : "") << (seen.small ? " small" : "");
}

std::vector<Seen> seen(const InlineText& set) {
  std::vector<Seen> all;
  for (const text::StyledSpan& span : set.text.spans) {
    all.push_back({set.text.text.substr(span.begin, span.end - span.begin),
                   span.style.baseline_raise.value > 0, span.style.size < Points(10)});
  }
  return all;
}

const NoteNumbers kNoNotes = [](const Mark&) { return NoteNumber{}; };

TEST(Figures, AreMadeOfSmallerOnesWhereTheFaceHasNone) {
  const letter::RichText text = rich(
      "1/2 on the 1st", {{Mark::Kind::kFractions, 0, 3, ""}, {Mark::Kind::kOrdinals, 11, 14, ""}});
  const InlineText set = inline_text(text, {}, {}, kNoNotes);
  EXPECT_EQ(set.text.text, "1/2 on the 1st");
  EXPECT_THAT(seen(set), ElementsAre(Seen{"1", true, true}, Seen{"/", false, false},
                                     Seen{"2", false, true}, Seen{" on the ", false, false},
                                     Seen{"1", false, false}, Seen{"st", true, true}));
}

TEST(Figures, CodeKeepsItsOwn) {
  InlineSetting setting;
  setting.fractions = setting.ordinals = true;
  const letter::RichText text = rich("1/2 1/2", {{Mark::Kind::kCode, 4, 7, ""}});
  const InlineText set = inline_text(text, {}, setting, kNoNotes);
  EXPECT_THAT(seen(set),
              ElementsAre(Seen{"1", true, true}, Seen{"/", false, false}, Seen{"2", false, true},
                          Seen{" ", false, false}, Seen{"1/2", false, false}));
}

TEST(Figures, MarksChooseTheirForm) {
  const letter::RichText text = rich("123", {{Mark::Kind::kOldStyleFigures, 0, 3, ""},
                                             {Mark::Kind::kTabularFigures, 1, 3, ""},
                                             {Mark::Kind::kLiningFigures, 2, 3, ""}});
  const InlineText set = inline_text(text, {}, {}, kNoNotes);
  ASSERT_EQ(set.text.spans.size(), 3U);
  EXPECT_TRUE(set.text.spans[0].style.old_style_figures);
  EXPECT_TRUE(set.text.spans[1].style.tabular_figures);
  EXPECT_FALSE(set.text.spans[1].style.old_style_figures);
  EXPECT_TRUE(set.text.spans[2].style.lining_figures);
  EXPECT_FALSE(set.text.spans[2].style.tabular_figures);
}

TEST(Figures, OfColumnsAlignedAtTheirEndHaveOneWidth) {
  if (!fonts_are_installed()) GTEST_SKIP() << "no fonts";
  letter::Letter letter = plain_letter();
  letter::Block table;
  table.kind = letter::Block::Kind::kTable;
  for (const char* number : {"Boats", "1111", "8888", "4070"}) {
    letter::TableRow row;
    row.cells = {{rich("Amsel"), letter::TableCell::Align::kStart},
                 {rich(number), letter::TableCell::Align::kEnd}};
    table.rows.push_back(row);
  }
  letter.body = {table};
  letterhead::Letterhead letterhead = plain_letterhead();
  letterhead.styles["text"].old_style_figures = true;
  const LaidOut laid = lay(letter, letterhead);
  std::vector<double> widths;
  for (const PlacedRun& run : laid.document.pages[0].runs) {
    if (run.run.text == "1111" || run.run.text == "8888" || run.run.text == "4070") {
      widths.push_back(run.run.width().value);
    }
  }
  ASSERT_EQ(widths.size(), 3U);
  EXPECT_NEAR(widths[0], widths[1], 1e-9);
  EXPECT_NEAR(widths[0], widths[2], 1e-9);
}

}  // namespace
}  // namespace chancery::layout
