// Whole letters: where everything stands.
#include <gmock/gmock.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "letter_by_hand.h"

namespace chancery::layout {
namespace {

using letter::Block;
using ::testing::_;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

constexpr double kTiny = 1e-6;

/// plain_letterhead's text areas.
constexpr double kFirstTop = 90;
constexpr double kFollowingTop = 48;
constexpr double kBottom = 790;
constexpr double kLeft = 77.5;
constexpr double kRight = 517.5;

/// A letter with something of everything, longer with `paragraphs`.
letter::Letter full_letter(int paragraphs) {
  letter::Letter letter = plain_letter();
  letter.reference = "ECA/2026/014";
  letter.date = letter::Date{2026, 11, 24};
  letter.place = "Port Aland";
  letter.title = rich("Open Letter to the Transport Ministers of the Lake States");
  letter.addressees = {rich("Ministers of Transport"), rich("Aland, Boria, Cestria")};
  letter.salutation = rich("Dear Ministers:");
  letter.body.clear();
  for (int i = 0; i < paragraphs; ++i) {
    const auto seed = static_cast<unsigned>(i);
    letter.body.push_back(paragraph(sentences(10 + i * 37 % 120, seed)));
    if (i % 5 == 2) letter.body.push_back(heading("On ferries and harbours", 2));
    if (i % 7 == 3) {
      Block quotation;
      quotation.kind = Block::Kind::kQuotation;
      quotation.blocks = {paragraph(sentences(40, seed + 100))};
      letter.body.push_back(quotation);
    }
    if (i % 6 == 4) {
      Block list;
      list.kind = Block::Kind::kList;
      list.ordered = i % 4 == 0;
      for (unsigned k = 0; k < 3; ++k) {
        list.items.push_back({{paragraph(sentences(20, seed + 200 + k))}});
      }
      letter.body.push_back(list);
    }
  }
  letter.closing = rich("Yours sincerely,");
  letter.signatories = {signatory("Asel Brandt", "Asia Division"),
                        signatory("Maria Oduya", "Europe and Central Asia Division")};
  letter.cc = {rich("Secretariat of the Lake Commission"), rich("Harbour authorities")};
  letter.enclosures = {rich("Timetable of 2025")};
  letter.footer = rich("default");
  return letter;
}

bool is_in_text_area(const PlacedRun& run, bool first_page) {
  const double top = first_page ? kFirstTop : kFollowingTop;
  return run.x.value >= kLeft - kTiny && (run.x + width_of(run.run)).value <= kRight + 0.05 &&
         run.baseline.value > top && run.baseline.value < kBottom;
}

bool is_in_footer(const PlacedRun& run) {
  return run.x.value >= kLeft - kTiny && (run.x + width_of(run.run)).value <= kRight + 0.05 &&
         run.baseline.value > 800 && run.baseline.value < 824;
}

class Invariants : public LaidOutLetter, public ::testing::WithParamInterface<int> {
 protected:
  void SetUp() override {
    LaidOutLetter::SetUp();
    if (!IsSkipped()) document_ = lay(full_letter(GetParam())).document;
  }
  Document document_;
};

TEST_P(Invariants, EveryRunStandsInTheTextAreaOrTheFooter) {
  for (std::size_t i = 0; i < document_.pages.size(); ++i) {
    for (const PlacedRun& run : document_.pages[i].runs) {
      if (is_artifact(run.meaning)) {
        EXPECT_TRUE(is_in_footer(run)) << run.run.text;
      } else {
        EXPECT_TRUE(is_in_text_area(run, i == 0))
            << run.run.text << " at " << run.x.value << ", " << run.baseline.value;
      }
    }
  }
}

TEST_P(Invariants, BaselinesStandOnTheGrid) {
  for (std::size_t i = 0; i < document_.pages.size(); ++i) {
    const double top = i == 0 ? kFirstTop : kFollowingTop;
    for (const SeenLine& line : seen_lines(document_.pages[i])) {
      // 10.5 points below the top of a line of 14, and every half line from there.
      const double steps = (line.baseline.value - top - 10.5) / 7;
      EXPECT_NEAR(steps, std::round(steps), kTiny) << line.text;
    }
  }
}

TEST_P(Invariants, LinesAreALineApartUnlessTheyStandSideBySide) {
  for (const Page& page : document_.pages) {
    const std::vector<SeenLine> lines = seen_lines(page);
    for (std::size_t i = 0; i < lines.size(); ++i) {
      for (std::size_t k = i + 1; k < lines.size(); ++k) {
        const bool side_by_side = lines[i].right <= lines[k].left + Points(kTiny) ||
                                  lines[k].right <= lines[i].left + Points(kTiny);
        if (side_by_side) continue;
        EXPECT_GE(std::abs((lines[i].baseline - lines[k].baseline).value), 14 - kTiny)
            << lines[i].text << " / " << lines[k].text;
      }
    }
  }
}

TEST_P(Invariants, EveryByteOfTheLetterIsSetOnceAndInOrder) {
  const letter::Letter letter = full_letter(GetParam());
  std::string expected =
      "MinistersofTransportAland,Boria,Cestria"
      "Ourreference:ECA/2026/014PortAland,24November2026";
  expected += squeezed(letter.title.text) + squeezed(letter.salutation.text);
  for (const Block& block : letter.body) {
    if (block.kind == Block::Kind::kList) {
      int number = 0;
      for (const letter::ListItem& item : block.items) {
        ++number;
        expected += block.ordered ? std::to_string(number) + "." : "•";
        expected += squeezed(item.blocks[0].text.text);
      }
    } else if (block.kind == Block::Kind::kQuotation) {
      expected += squeezed(block.blocks[0].text.text);
    } else {
      expected += squeezed(block.text.text);
    }
  }
  expected += squeezed(letter.closing.text);
  expected += "AselBrandtExecutiveDirectorAsiaDivision";
  expected += "MariaOduyaExecutiveDirectorEuropeandCentralAsiaDivision";
  expected += "Copiesto:SecretariatoftheLakeCommissionHarbourauthoritiesEnclosures:Timetableof2025";
  EXPECT_EQ(squeezed(text_of_element(document_, 0)), expected);
}

TEST_P(Invariants, NoFieldOverlapsTextOrAnotherField) {
  std::size_t fields = 0;
  for (const Page& page : document_.pages) {
    for (const SignaturePlace& field : page.signatures) {
      ++fields;
      EXPECT_GE(field.place.x.value, kLeft);
      EXPECT_LE(field.place.right().value, kRight);
      for (const PlacedRun& run : page.runs) {
        const bool beside =
            run.x >= field.place.right() || run.x + width_of(run.run) <= field.place.x;
        const bool above = run.baseline + run.run.size * 0.25 <= field.place.y;
        const bool below = run.baseline - run.run.size * 0.7 >= field.place.bottom();
        EXPECT_TRUE(beside || above || below) << run.run.text;
      }
      for (const SignaturePlace& other : page.signatures) {
        if (&other == &field) continue;
        EXPECT_TRUE(other.place.x >= field.place.right() || other.place.right() <= field.place.x ||
                    other.place.y >= field.place.bottom() || other.place.bottom() <= field.place.y);
      }
    }
  }
  EXPECT_EQ(fields, 2U);
}

TEST_P(Invariants, ParagraphsHaveTwoLinesOnEachPageTheyStandOn) {
  std::map<std::size_t, std::vector<int>> lines_by_page;
  for (std::size_t i = 0; i < document_.pages.size(); ++i) {
    for (const SeenLine& line : seen_lines(document_.pages[i])) {
      std::vector<int>& counts = lines_by_page[line.elements.back()];
      counts.resize(document_.pages.size());
      ++counts[i];
    }
  }
  for (const auto& [element, counts] : lines_by_page) {
    const auto pages = std::count_if(counts.begin(), counts.end(), [](int n) { return n > 0; });
    if (pages < 2) continue;
    for (const int lines : counts) EXPECT_NE(lines, 1) << text_of_element(document_, element);
  }
}

TEST_P(Invariants, PagesAreNumberedOfTheirCount) {
  const std::size_t count = document_.pages.size();
  for (std::size_t i = 0; i < count; ++i) {
    EXPECT_EQ(squeezed(artifact_text(document_.pages[i], Artifact::Kind::kPageNumber)),
              "Page" + std::to_string(i + 1) + "of" + std::to_string(count));
    EXPECT_EQ(squeezed(artifact_text(document_.pages[i], Artifact::Kind::kFooter)),
              "LakeCommissionWatch,12HarbourStreet");
  }
}

TEST_P(Invariants, ParentsStandBeforeTheirChildrenAndHeadingLevelsAreNotSkipped) {
  ASSERT_EQ(document_.structure[0].type, "Document");
  int level = 0;
  for (std::size_t i = 1; i < document_.structure.size(); ++i) {
    EXPECT_LT(document_.structure[i].parent, i);
    const std::string& type = document_.structure[i].type;
    if (type.size() != 2 || type[0] != 'H') continue;
    EXPECT_LE(type[1] - '0', level + 1);
    level = type[1] - '0';
  }
}

INSTANTIATE_TEST_SUITE_P(LettersOfManyLengths, Invariants,
                         ::testing::Values(1, 2, 3, 5, 8, 13, 17, 24, 33, 60));

/// The number of pages of a letter with nothing but lines, for each count of them.
std::size_t pages_of(int count) {
  letter::Letter letter = plain_letter();
  letter.body = {lines(count)};
  return lay(letter).document.pages.size();
}

class Pages : public LaidOutLetter {};

TEST_F(Pages, HoldAsManyLinesAsTheirAreas) {
  // First page: 700 points, 50 lines of 14; the following: 742 points, 53 lines.
  EXPECT_EQ(pages_of(1), 1U);
  EXPECT_EQ(pages_of(50), 1U);
  EXPECT_EQ(pages_of(51), 2U);
  EXPECT_EQ(pages_of(103), 2U);
  EXPECT_EQ(pages_of(104), 3U);
  EXPECT_EQ(pages_of(156), 3U);
  EXPECT_EQ(pages_of(157), 4U);
}

TEST_F(Pages, LeaveNoWidow) {
  letter::Letter letter = plain_letter();
  letter.body = {lines(51), lines(8)};
  const Document document = lay(letter).document;
  ASSERT_EQ(document.pages.size(), 2U);
  EXPECT_EQ(seen_lines(document.pages[0]).size(), 49U);
  EXPECT_EQ(seen_lines(document.pages[1]).size(), 10U);
}

TEST_F(Pages, LeaveNoOrphan) {
  // 48 lines, half a line of space, and room for one line more: the next paragraph moves on.
  letter::Letter letter = plain_letter();
  letter.body = {lines(48), lines(10)};
  const Document document = lay(letter).document;
  ASSERT_EQ(document.pages.size(), 2U);
  EXPECT_EQ(seen_lines(document.pages[0]).size(), 48U);
}

TEST_F(Pages, HeadingStaysWithTwoLines) {
  for (int before = 40; before <= 50; ++before) {
    letter::Letter letter = plain_letter();
    letter.body = {lines(before), heading("Heading", 1), lines(10)};
    const Document document = lay(letter).document;
    for (const Page& page : document.pages) {
      const std::vector<SeenLine> seen = seen_lines(page);
      for (std::size_t i = 0; i < seen.size(); ++i) {
        EXPECT_TRUE(seen[i].text != "Heading" || i + 2 < seen.size()) << before;
      }
    }
  }
}

Block list_of_lines(std::initializer_list<int> items) {
  Block list;
  list.kind = Block::Kind::kList;
  list.ordered = true;
  for (const int count : items) list.items.push_back({{lines(count)}});
  return list;
}

/// The lines of a page's text, without the numbers of lists.
std::vector<std::string> texts_of(const Page& page) {
  std::vector<std::string> texts;
  for (const SeenLine& line : seen_lines(page)) texts.push_back(line.text);
  return texts;
}

TEST_F(Pages, ParagraphThatAnnouncesAListStaysWithItsFirstItem) {
  for (int before = 44; before <= 50; ++before) {
    letter::Letter letter = plain_letter();
    letter.body = {lines(before), paragraph("We ask:"), list_of_lines({2, 2, 2, 2}), lines(10)};
    const Document document = lay(letter).document;
    for (const Page& page : document.pages) {
      const std::vector<std::string> texts = texts_of(page);
      const auto found = std::find(texts.begin(), texts.end(), "We ask:");
      if (found == texts.end()) continue;
      ASSERT_GE(texts.end() - found, 3) << before;
      EXPECT_EQ(found[1], "1.line 1");
      EXPECT_EQ(found[2], "line 2");
    }
  }
}

TEST_F(Pages, ItemsOfTwoLinesAreNotDividedAndTheLastIsNotLeftAlone) {
  for (int before = 36; before <= 50; ++before) {
    letter::Letter letter = plain_letter();
    letter.body = {lines(before), list_of_lines({2, 2, 2, 2}), lines(10)};
    const Document document = lay(letter).document;
    const std::vector<std::string> second = texts_of(document.pages.at(1));
    EXPECT_NE(second[0], "4.line 1") << before;
    EXPECT_NE(second[0], "2.line 1") << before;
    // A page that begins within an item begins with its second line.
    EXPECT_NE(second[0], "line 2") << before;
  }
}

TEST_F(Pages, BreakWhereTheAuthorSays) {
  Block page_break;
  page_break.kind = Block::Kind::kPageBreak;
  letter::Letter letter = plain_letter();
  letter.body = {lines(3), page_break, lines(4)};
  const Document document = lay(letter).document;
  ASSERT_EQ(document.pages.size(), 2U);
  EXPECT_EQ(seen_lines(document.pages[0]).size(), 3U);
  EXPECT_EQ(seen_lines(document.pages[1]).size(), 4U);
}

TEST_F(Pages, SignaturesAlwaysHaveTwoLinesOfTextWithThem) {
  for (std::size_t count = 1; count <= 120; ++count) {
    letter::Letter letter = plain_letter();
    letter.body = {lines(static_cast<int>(count))};
    letter.closing = rich("Yours sincerely,");
    letter.signatories = {signatory("A B", "C"), signatory("D E", "F")};
    const Document document = lay(letter).document;
    std::size_t closings = 0;
    for (const Page& page : document.pages) {
      const std::vector<SeenLine> seen = seen_lines(page);
      std::size_t text = 0;
      bool has_closing = false;
      for (const SeenLine& line : seen) {
        text += line.text.starts_with("line ") ? 1 : 0;
        has_closing = has_closing || line.text == "Yours sincerely,";
      }
      closings += has_closing ? 1 : 0;
      EXPECT_EQ(has_closing, page.signatures.size() == 2) << count;
      EXPECT_TRUE(page.signatures.empty() || text >= std::min<std::size_t>(count, 2)) << count;
    }
    EXPECT_EQ(closings, 1U);
  }
}

TEST_F(Pages, SignaturesTakeTheirTwoLinesEvenFromWhatKeepsTogether) {
  // Ten lines of room: a title of a line and a half, the salutation and three lines, all of which
  // keep together, fit without the signatures.
  letterhead::Letterhead letterhead = plain_letterhead();
  letterhead.papers[letter::Paper::kA4].first.margins.top = Points(790 - 140);
  letter::Letter letter = plain_letter();
  letter.title = rich("Title");
  letter.salutation = rich("Dear reader,");
  letter.body = {lines(3)};
  letter.signatories = {signatory("A B", "C")};
  const Document document = lay(letter, letterhead).document;
  ASSERT_EQ(document.pages.size(), 2U);
  ASSERT_EQ(document.pages[1].signatures.size(), 1U);
  const std::vector<SeenLine> last = seen_lines(document.pages[1]);
  EXPECT_GE(std::count_if(last.begin(), last.end(),
                          [](const SeenLine& line) { return line.text.starts_with("line "); }),
            2);
}

TEST_F(Pages, SignaturesOfManyStayWithText) {
  for (int paragraphs = 40; paragraphs < 52; ++paragraphs) {
    letter::Letter letter = plain_letter();
    // One-line paragraphs half a line apart: no rule of the paragraph helps here.
    letter.body.assign(static_cast<std::size_t>(paragraphs), lines(1));
    for (int i = 0; i < 7; ++i) letter.signatories.push_back(signatory("A B", "C"));
    const Document document = lay(letter).document;
    std::set<std::string> names;
    for (const Page& page : document.pages) {
      if (page.signatures.empty()) continue;
      std::size_t text = 0;
      for (const SeenLine& line : seen_lines(page)) text += line.text == "line 1" ? 1 : 0;
      EXPECT_GE(text, 2U) << paragraphs;
      for (const SignaturePlace& field : page.signatures) names.insert(field.field_name);
    }
    EXPECT_EQ(names.size(), 7U);
  }
}

TEST_F(Pages, PageBreakThatWouldPartTheSignaturesIsToldAndIgnored) {
  Block page_break;
  page_break.kind = Block::Kind::kPageBreak;
  letter::Letter letter = plain_letter();
  letter.body = {lines(6), page_break};
  letter.signatories = {signatory("A B", "C")};
  const LaidOut laid_out = lay(letter);
  EXPECT_EQ(laid_out.document.pages.size(), 1U);
  ASSERT_EQ(laid_out.warnings.size(), 1U);
  EXPECT_EQ(laid_out.warnings[0].code, "page-break-ignored");
}

class Furnishing : public LaidOutLetter {};

TEST_F(Furnishing, PaperIsTheLettersOrTheLetterheadsOwn) {
  letter::Letter letter = plain_letter();
  EXPECT_EQ(lay(letter).document.pages[0].width, Points(595));
  EXPECT_EQ(lay(letter).document.pages[0].height, Points(842));
  letter.paper = letter::Paper::kUsLetter;
  EXPECT_EQ(lay(letter).document.pages[0].width, Points(612));
  EXPECT_EQ(lay(letter).document.pages[0].height, Points(792));
  // 740 - 90 points on the first page: 46 lines; 740 - 48 on the next: 49.
  letter.body = {lines(46)};
  EXPECT_EQ(lay(letter).document.pages.size(), 1U);
  letter.body = {lines(47)};
  EXPECT_EQ(lay(letter).document.pages.size(), 2U);
  letter.body = {lines(96)};
  EXPECT_EQ(lay(letter).document.pages.size(), 3U);
}

TEST_F(Furnishing, ArtworkIsKeptOnceAndDrawnOnItsPages) {
  letterhead::Letterhead letterhead = plain_letterhead();
  letterhead::PaperDesign& paper = letterhead.papers[letter::Paper::kA4];
  const letterhead::Artwork crest{
      "crest.svg", {1, 2, 3}, {Points(10), Points(10), Points(50), Points(50)}};
  const letterhead::Artwork line{
      "line.svg", {4, 5}, {Points(10), Points(70), Points(500), Points(2)}};
  paper.first.artwork = {crest, line};
  paper.following.artwork = {line};
  letter::Letter letter = plain_letter();
  letter.body = {lines(120)};
  const Document document = lay(letter, letterhead).document;
  ASSERT_EQ(document.pages.size(), 3U);
  ASSERT_EQ(document.artwork.size(), 2U);
  EXPECT_EQ(document.artwork[0].name, "crest.svg");
  EXPECT_EQ(document.artwork[0].bytes, (Bytes{1, 2, 3}));
  EXPECT_EQ(document.artwork[1].bytes, (Bytes{4, 5}));
  EXPECT_EQ(document.pages[0].artwork.size(), 2U);
  for (const std::size_t page : {1U, 2U}) {
    ASSERT_EQ(document.pages[page].artwork.size(), 1U);
    EXPECT_EQ(document.pages[page].artwork[0].artwork, 1U);
    EXPECT_EQ(document.pages[page].artwork[0].place.y, Points(70));
  }
}

TEST_F(Furnishing, LetterheadsOwnWordsStandInTheirZonesAsArtifacts) {
  letterhead::Letterhead letterhead = plain_letterhead();
  letterhead::TextZone zone;
  zone.place = {Points(300), Points(20), Points(200), Points(40)};
  zone.style = "small";
  zone.text_by_language = {{"", "Correspondence Office\nPort Aland"}, {"fr", "Bureau"}};
  letterhead.papers[letter::Paper::kA4].first.texts = {zone};
  const Document document = lay(plain_letter(), letterhead).document;
  EXPECT_EQ(squeezed(artifact_text(document.pages[0], Artifact::Kind::kLetterhead)),
            "CorrespondenceOfficePortAland");
  std::set<double> baselines;
  for (const PlacedRun& run : document.pages[0].runs) {
    if (!is_artifact(run.meaning, Artifact::Kind::kLetterhead)) continue;
    EXPECT_GE(run.x.value, 300);
    baselines.insert(run.baseline.value);
  }
  // Two lines on the zone's own leading of 11, the first three quarters of it down.
  EXPECT_THAT(baselines, ElementsAre(::testing::DoubleNear(28.25, kTiny),
                                     ::testing::DoubleNear(39.25, kTiny)));
}

TEST_F(Furnishing, LatinAddressesKeepTheirOrderInArabicLetters) {
  // UAX 9, 2.4.2: with a base direction of right to left, the number would go to the far end.
  letter::Letter letter = plain_letter();
  letter.language = "ar";
  letter.addressees = {rich("12 Harbour Street")};
  const Document document = lay(letter, plain_letterhead()).document;
  const Page& page = document.pages[0];
  const auto x_of = [&](const std::string& part) {
    for (const PlacedRun& run : page.runs) {
      const std::size_t at = run.run.text.find(part);
      if (at == std::string::npos) continue;
      Points x = run.x;
      for (const text::Glyph& glyph : run.run.glyphs) {
        if (glyph.cluster >= at) break;
        x += glyph.advance;
      }
      return x.value;
    }
    return -1.0;
  };
  ASSERT_GT(x_of("12"), 0);
  EXPECT_LT(x_of("12"), x_of("Harbour"));
  EXPECT_GT(x_of("12"), 300) << "at the letter's side";
}

TEST_F(Furnishing, AddressStandsInItsZoneAndTextBelow) {
  letterhead::Letterhead letterhead = plain_letterhead();
  letterhead.papers[letter::Paper::kA4].first.address_zone = {Points(80), Points(120), Points(200),
                                                              Points(60)};
  letter::Letter letter = plain_letter();
  letter.addressees = {rich("Ministers of Transport"), rich("Aland")};
  const std::vector<SeenLine> seen = seen_lines(lay(letter, letterhead).document.pages[0]);
  ASSERT_GE(seen.size(), 3U);
  EXPECT_EQ(seen[0].text, "Ministers of Transport");
  EXPECT_NEAR(seen[0].left.value, 80, kTiny);
  EXPECT_NEAR(seen[0].baseline.value, 120 + 10.5, kTiny);
  EXPECT_NEAR(seen[1].baseline.value, 120 + 24.5, kTiny);
  EXPECT_NEAR(seen[2].baseline.value, 180 + 10.5, kTiny);
}

TEST_F(Furnishing, SenderNoticesAndAddressesStandInTheirOrder) {
  letter::Letter letter = plain_letter();
  letter.from.division = "Northern Division";
  letter.from.name = "Ada Quist";
  letter.from.address = {rich("12 Harbour Street")};
  letter.from.telephone = "+99 555 0142";
  letter.from.email = "north@lakes.example";
  letter.confidentiality = rich("Confidential");
  letter.delivery = rich("By registered mail");
  letter::Addressee block;
  block.is_block = true;
  block.name = rich("The Harbour Master");
  block.address = {rich("3 Quay Lane"), rich("Birkenau")};
  block.country = rich("BORIA");
  letter.addressees = {block, rich("Ministers"), rich("Aland")};
  letter.reference = "A/1";
  letter.your_reference = "B/2";
  const Document document = lay(letter).document;
  std::vector<std::string> texts;
  std::vector<double> baselines;
  for (const SeenLine& line : seen_lines(document.pages[0])) {
    texts.push_back(line.text);
    baselines.push_back(line.baseline.value);
  }
  ASSERT_THAT(
      texts, ElementsAre("Northern Division", "Ada Quist", "12 Harbour Street",
                         "+99 555 0142 · north@lakes.example", "Confidential", "By registered mail",
                         "The Harbour Master", "3 Quay Lane", "Birkenau", "BORIA", "Ministers",
                         "Aland", "Our reference: A/1", "B/2", _));
  // Half a line, of 14 points, before an address and after it; none among the short forms.
  EXPECT_NEAR(baselines[6] - baselines[5], 21, kTiny);
  EXPECT_NEAR(baselines[10] - baselines[9], 21, kTiny);
  EXPECT_NEAR(baselines[11] - baselines[10], 14, kTiny);
  std::set<std::string> links;
  for (const PlacedRun& run : document.pages[0].runs) {
    if (!run.run.link.empty()) links.insert(run.run.link);
  }
  EXPECT_THAT(links, ElementsAre("mailto:north@lakes.example", "tel:+995550142"));
}

TEST_F(Furnishing, TwoReferencesShareALineWhereTheirZoneIsLow) {
  letterhead::Letterhead letterhead = plain_letterhead();
  letterhead.words["en"]["your-reference"] = "Your reference";
  letterhead.papers[letter::Paper::kA4].first.reference_zone = {Points(kLeft), Points(40),
                                                                Points(400), Points(28)};
  letter::Letter letter = plain_letter();
  letter.reference = "A/1";
  letter.your_reference = "B/2";
  const auto first_lines = [&] {
    const std::vector<SeenLine> seen = seen_lines(lay(letter, letterhead).document.pages[0]);
    return std::vector<std::string>{seen.at(0).text, seen.at(1).text};
  };
  EXPECT_THAT(first_lines(), ElementsAre("Our reference: A/1", "Your reference: B/2"));
  letter.place = "Port Aland";
  EXPECT_THAT(first_lines(),
              ElementsAre("Our reference: A/1\u2002·\u2002Your reference: B/2", "Port Aland"));
}

TEST_F(Furnishing, BlindCopiesAreNowhere) {
  letter::Letter letter = full_letter(2);
  letter.bcc = {rich("Internal Audit")};
  letter.annexes = {rich("Tariff")};
  letter.postscript = rich("The Aurora sails.");
  const Document document = lay(letter).document;
  std::string all;
  for (const Page& page : document.pages) {
    for (const PlacedRun& run : page.runs) all += run.run.text;
  }
  EXPECT_THAT(all, ::testing::Not(HasSubstr("Audit")));
  EXPECT_THAT(all, HasSubstr("Tariff"));
  EXPECT_THAT(squeezed(all), HasSubstr("Timetableof2025TariffTheAurorasails."));
}

TEST_F(Furnishing, SignatoriesStandAsManyInARowAsTheLetterSays) {
  letter::Letter letter = plain_letter();
  for (int i = 0; i < 5; ++i) {
    letter.signatories.push_back(signatory("Asel Brandt", "Division " + std::to_string(i)));
  }
  letter.signatories[1].signs_for = "the Director";
  letter.signatories[1].authority_of = "the Council";
  letterhead::Letterhead letterhead = plain_letterhead();
  letterhead.words["en"]["for"] = "for {name}";
  letterhead.words["en"]["by-authority-of"] = "by authority of {name}";
  for (const int in_a_row : {1, 2, 3}) {
    letter.signatories_in_a_row = in_a_row;
    const Document document = lay(letter, letterhead).document;
    std::map<std::pair<std::size_t, double>, int> rows;  // by page and height
    double right = 0;
    std::string text;
    for (std::size_t i = 0; i < document.pages.size(); ++i) {
      for (const SignaturePlace& place : document.pages[i].signatures) {
        ++rows[{i, place.place.y.value}];
        right = std::max(right, place.place.right().value);
      }
      for (const SeenLine& line : seen_lines(document.pages[i])) text += line.text + "\n";
    }
    EXPECT_EQ(rows.size(), static_cast<std::size_t>((5 + in_a_row - 1) / in_a_row));
    EXPECT_EQ(rows.begin()->second, in_a_row);
    EXPECT_LE(right, kRight + kTiny);
    EXPECT_THAT(text, HasSubstr("Division 1\nfor the Director\nby authority of the Council\n"));
  }
}

std::string failure_text(const letter::Letter& letter, const letterhead::Letterhead& letterhead) {
  try {
    lay(letter, letterhead);
  } catch (const Failure& failure) {
    const Diagnostic& first = failure.diagnostics().front();
    return first.code + " at " + std::to_string(first.where.line) + ": " + first.what;
  }
  return {};
}

TEST_F(Furnishing, AnAddressInAWindowIsToldByTheLineThatDoesNotFit) {
  letterhead::Letterhead letterhead = plain_letterhead();
  letterhead::PageDesign& first = letterhead.papers[letter::Paper::kA4].first;
  // 50 mm wide, three lines of 14 points high.
  first.address_zone = {Points(80), Points(40), millimetres(50), Points(42)};
  letter::Letter letter = plain_letter();
  letter::RichText wide = rich("Ministry of Transport and Water Management of the Lakes");
  wide.where = {"letter.md", 7, 5};
  letter.addressees = {rich("Dear"), wide};
  EXPECT_EQ(failure_text(letter, letterhead), "") << "two lines, where no window cuts them off";
  first.address_in_window = true;
  EXPECT_THAT(failure_text(letter, letterhead),
              ::testing::MatchesRegex("address-too-wide at 7: the line \"Ministry of Transport and "
                                      "Water Management of the Lakes\" of the address is 9.\\.. mm "
                                      "wide, its place on the letterhead 50\\.0 mm"));
  first.address_in_window = false;
  letter.addressees = {rich("Donaudampfschifffahrtsgesellschaftskapitän")};
  EXPECT_THAT(failure_text(letter, letterhead), ::testing::StartsWith("address-too-wide"));

  letter::RichText fourth = rich("Four");
  fourth.where = {"letter.md", 10, 5};
  letter.addressees = {rich("One"), rich("Two"), rich("Three")};
  EXPECT_EQ(failure_text(letter, letterhead), "");
  letter.addressees.emplace_back(fourth);
  EXPECT_EQ(failure_text(letter, letterhead),
            "address-too-long at 10: the address does not fit its place on the letterhead, from "
            "\"Four\" on: it is 19.8 mm high to there, the place 14.8 mm");  // 56 and 42 points
}

TEST_F(Furnishing, AWindowStaysWhereItIsWhicheverWayALetterRuns) {
  letterhead::Letterhead letterhead = plain_letterhead();
  letterhead::PageDesign& first = letterhead.papers[letter::Paper::kA4].first;
  first.address_zone = {Points(80), Points(40), Points(150), Points(42)};
  letter::Letter letter = plain_letter();
  letter.language = "ar";
  letter.addressees = {rich("One")};
  const auto left = [&] { return seen_lines(lay(letter, letterhead).document.pages[0])[0].left; };
  EXPECT_GT(left().value, 595 - 80 - 150 - kTiny) << "on the other side";
  letterhead.right_to_left = true;
  EXPECT_LT(left().value, 80 + 150) << "the letterhead is drawn for such letters";
  letterhead.right_to_left = false;
  first.address_in_window = true;
  EXPECT_LT(left().value, 80 + 150);
}

TEST_F(Furnishing, ATextOfTheLetterheadThatDoesNotFitIsToldWithHowMuchIsMissing) {
  letterhead::Letterhead letterhead = plain_letterhead();
  letterhead::TextZone zone;
  zone.place = {Points(300), Points(20), Points(200), Points(22)};
  zone.style = "small";  // on a leading of 11
  zone.text_by_language = {{"", "Correspondence Office\nPort Aland"}};
  zone.where = {"letterhead.yaml", 12, 9};
  std::vector<letterhead::TextZone>& texts = letterhead.papers[letter::Paper::kA4].first.texts;
  texts = {zone};
  EXPECT_EQ(failure_text(plain_letter(), letterhead), "");
  texts[0].text_by_language[""] += "\nAland";
  EXPECT_EQ(failure_text(plain_letter(), letterhead),
            "letterhead-text-too-long at 12: the letterhead's text \"Correspondence Office Port "
            "Aland Aland\" is 11.6 mm high, 3.9 mm more than its place");  // 33 and 11 points
  texts[0].text_by_language[""] = "office@correspondence.example";
  texts[0].place.width = Points(72);
  EXPECT_THAT(failure_text(plain_letter(), letterhead),
              ::testing::StartsWith("letterhead-text-too-wide at 12"));
}

TEST_F(Furnishing, TheReturnAddressStandsAtTheFootOfItsZoneOverARule) {
  letterhead::Letterhead letterhead = plain_letterhead();
  letterhead::PageDesign& first = letterhead.papers[letter::Paper::kA4].first;
  first.return_zone = {Points(80), Points(30), Points(200), Points(15)};
  letterhead.return_address_by_language = {{"", "Office · 12 Harbour Street"}};
  const Page page = lay(plain_letter(), letterhead).document.pages[0];
  EXPECT_EQ(squeezed(artifact_text(page, Artifact::Kind::kLetterhead)), "Office·12HarbourStreet");
  ASSERT_EQ(page.rects.size(), 1U);
  EXPECT_EQ(page.rects[0].place.bottom(), Points(45));
  EXPECT_EQ(page.rects[0].place.width, Points(200));
  for (const PlacedRun& run : page.runs) {
    if (!is_artifact(run.meaning, Artifact::Kind::kLetterhead)) continue;
    // The foot less a quarter of the leading of 11.
    EXPECT_NEAR(run.baseline.value, 45 - 2.75, kTiny);
  }
  first.return_zone.width = Points(40);
  EXPECT_THAT(failure_text(plain_letter(), letterhead),
              ::testing::StartsWith("letterhead-text-too-wide"));
}

TEST_F(Furnishing, LastPagesReversesAndMarksAreWhereTheyBelong) {
  letterhead::Letterhead letterhead = plain_letterhead();
  letterhead::PaperDesign& paper = letterhead.papers[letter::Paper::kA4];
  const auto artwork = [](std::uint8_t byte) {
    return letterhead::Artwork{"a.pdf", {byte}, {Points(0), Points(0), Points(9), Points(9)}};
  };
  paper.first.artwork = {artwork(0)};
  paper.following.artwork = {artwork(1)};
  paper.last.artwork = {artwork(2)};
  paper.first.reverse.artwork = {artwork(3)};
  paper.marks = {{Points(300), Points(14)}};
  letter::Letter letter = plain_letter();
  letter.body = {lines(120)};
  const Document document = lay(letter, letterhead).document;
  std::vector<std::vector<int>> shown;
  for (const Page& page : document.pages) {
    shown.emplace_back();
    for (const PlacedArtwork& placed : page.artwork) {
      shown.back().push_back(document.artwork[placed.artwork].bytes.at(0));
    }
  }
  EXPECT_THAT(shown,
              ElementsAre(ElementsAre(0), ElementsAre(3), ElementsAre(1), ElementsAre(1, 2)));
  EXPECT_TRUE(document.pages[1].runs.empty()) << "a reverse has no number and no footer";
  EXPECT_EQ(squeezed(artifact_text(document.pages[3], Artifact::Kind::kPageNumber)), "Page3of3");
  ASSERT_EQ(document.pages[0].rects.size(), 1U);
  EXPECT_NEAR(document.pages[0].rects[0].place.y.value, 300 - 0.25, kTiny);
  EXPECT_LT(document.pages[0].rects[0].place.x, Points(20));
  EXPECT_TRUE(document.pages[2].rects.empty());
  letterhead.right_to_left = true;
  EXPECT_GT(lay(letter, letterhead).document.pages[0].rects[0].place.x, Points(595 - 40));
}

TEST_F(Furnishing, TextBeginsInThePlaceOfTheReferenceWhenThereIsNone) {
  letterhead::Letterhead letterhead = plain_letterhead();
  letterhead::PageDesign& first = letterhead.papers[letter::Paper::kA4].first;
  first.reference_zone = {Points(kLeft), Points(62), Points(300), Points(28)};
  letter::Letter letter = plain_letter();
  EXPECT_NEAR(seen_lines(lay(letter, letterhead).document.pages[0])[0].baseline.value, 72.5, kTiny);
  letter.reference = "ECA/2026/014";
  EXPECT_NEAR(seen_lines(lay(letter, letterhead).document.pages[0])[1].baseline.value, 100.5,
              kTiny);
  // Beside an address window nothing moves.
  letter.reference.clear();
  first.address_zone = {Points(400), Points(20), Points(100), Points(40)};
  EXPECT_NEAR(seen_lines(lay(letter, letterhead).document.pages[0])[0].baseline.value, 100.5,
              kTiny);
}

std::string failure_code(const letter::Letter& letter, const letterhead::Letterhead& letterhead) {
  try {
    lay(letter, letterhead);
  } catch (const Failure& failure) {
    EXPECT_EQ(failure.kind(), FailureKind::kInput);
    EXPECT_FALSE(failure.diagnostics().front().mend.empty());
    return failure.diagnostics().front().code;
  }
  return "none";
}

TEST_F(Furnishing, WhatDoesNotFitIsRefused) {
  letterhead::Letterhead letterhead = plain_letterhead();
  letterhead::PaperDesign& paper = letterhead.papers[letter::Paper::kA4];
  paper.first.address_zone = {Points(80), Points(20), Points(200), Points(60)};
  letter::Letter letter = plain_letter();
  letter.addressees.assign(4, rich("Ministers"));  // 56 points
  EXPECT_EQ(failure_code(letter, letterhead), "none");
  letter.addressees.assign(5, rich("Ministers"));
  EXPECT_EQ(failure_code(letter, letterhead), "address-too-long");

  letter = plain_letter();
  letter.footer = rich("one\u2028two");
  EXPECT_EQ(failure_code(letter, letterhead), "none");
  letter.footer = rich("one\u2028two\u2028three");
  EXPECT_EQ(failure_code(letter, letterhead), "footer-too-long");

  letter = plain_letter();
  letter.paper = letter::Paper::kUsLetter;
  letterhead.papers.erase(letter::Paper::kUsLetter);
  EXPECT_EQ(failure_code(letter, letterhead), "paper-not-designed");

  letter = plain_letter();
  paper.first.margins.bottom = Points(720);
  EXPECT_EQ(failure_code(letter, letterhead), "no-text-area");

  letterhead = plain_letterhead();
  letterhead::TextZone zone;
  zone.place = {Points(300), Points(20), Points(200), Points(11)};  // one line of the style
  zone.style = "small";
  zone.text_by_language = {{"", "one"}};
  letterhead.papers[letter::Paper::kA4].first.texts = {zone};
  EXPECT_EQ(failure_code(letter, letterhead), "none");
  zone.text_by_language = {{"", "one\ntwo"}};
  letterhead.papers[letter::Paper::kA4].first.texts = {zone};
  EXPECT_EQ(failure_code(letter, letterhead), "letterhead-text-too-long");

  letterhead = plain_letterhead();
  letterhead.styles["text"].leading = Points(0.5);
  EXPECT_EQ(failure_code(letter, letterhead), "no-leading");
}

TEST_F(Furnishing, MoreThanTenThousandPagesAreRefused) {
  letter::Letter letter = plain_letter();
  Block page_break;
  page_break.kind = Block::Kind::kPageBreak;
  for (int i = 1; i < 10'000; ++i) {
    letter.body.push_back(page_break);
    letter.body.push_back(paragraph("Next."));
  }
  EXPECT_EQ(failure_code(letter, plain_letterhead()), "none");
  letter.body.push_back(page_break);
  letter.body.push_back(paragraph("One too many."));
  EXPECT_EQ(failure_code(letter, plain_letterhead()), "too-many-pages");
}

class Titles : public LaidOutLetter {
 protected:
  static std::vector<std::string> lines_of(const std::string& title) {
    letter::Letter letter = plain_letter();
    letter.title = rich(title);
    std::vector<std::string> found;
    const Document document = lay(letter).document;
    const std::size_t element = elements(document, "H1").at(0);
    for (const SeenLine& line : seen_lines(document.pages[0])) {
      if (line.elements.front() == element) found.push_back(line.text);
    }
    return found;
  }
};

// 16 points on 440: about 55 letters a line.
TEST_F(Titles, LeaveNoWordAloneInTheLastLine) {
  const std::vector<std::string> lines =
      lines_of("Open Letter to the Transport Ministers of all Member States and Observers");
  ASSERT_EQ(lines.size(), 2U);
  EXPECT_EQ(lines[0], "Open Letter to the Transport Ministers");
  EXPECT_EQ(lines[1], "of all Member States and Observers");
}

TEST_F(Titles, EndNoLineInAShortWordWhereAnotherWayIsAsGood) {
  const std::vector<std::string> lines = lines_of(
      "Open Letter to the Ministers of the Member States of the Commission on Lakes and Seas");
  ASSERT_EQ(lines.size(), 2U);
  EXPECT_EQ(lines[0], "Open Letter to the Ministers of the Member States");
  EXPECT_EQ(lines[1], "of the Commission on Lakes and Seas");
}

TEST_F(Titles, OfOneLineStayAsTheyAre) {
  EXPECT_EQ(lines_of("Open Letter").size(), 1U);
}

class LetterData : public LaidOutLetter {};

TEST_F(LetterData, IsWrittenIntoTheDocument) {
  const Document document = lay(full_letter(2)).document;
  EXPECT_EQ(document.title, "Open Letter to the Transport Ministers of the Lake States");
  EXPECT_EQ(document.author, "Lake Commission Watch");
  EXPECT_EQ(document.language, "en");
  EXPECT_EQ(document.letterhead, "plain");
  EXPECT_EQ(document.date, "2026-11-24T00:00:00Z");
}

TEST_F(LetterData, SignaturePlacesAreComplete) {
  const Document document = lay(full_letter(2)).document;
  const std::vector<SignaturePlace>& fields = document.pages.back().signatures;
  ASSERT_EQ(fields.size(), 2U);
  EXPECT_EQ(fields[0].field_name, "signature-1");
  EXPECT_EQ(fields[1].field_name, "signature-2");
  EXPECT_EQ(fields[1].tooltip, "Signature of Maria Oduya, Europe and Central Asia Division");
  EXPECT_EQ(fields[1].title, "Executive Director");
  EXPECT_EQ(fields[0].place.width, Points(200));
  EXPECT_EQ(fields[0].place.height, Points(52));
  EXPECT_EQ(fields[0].place.y, fields[1].place.y);
  EXPECT_NEAR((fields[1].place.x - fields[0].place.right()).value, 24, kTiny);
  for (const SignaturePlace& field : fields) {
    EXPECT_EQ(document.structure[field.structure].type, "Form");
    EXPECT_EQ(document.structure[field.structure].alternate_text, field.tooltip);
  }
}

TEST_F(LetterData, IsTheSameEachTime) {
  const Document one = lay(full_letter(20)).document;
  const Document two = lay(full_letter(20)).document;
  ASSERT_EQ(one.pages.size(), two.pages.size());
  for (std::size_t i = 0; i < one.pages.size(); ++i) {
    ASSERT_EQ(one.pages[i].runs.size(), two.pages[i].runs.size());
    for (std::size_t k = 0; k < one.pages[i].runs.size(); ++k) {
      const PlacedRun& a = one.pages[i].runs[k];
      const PlacedRun& b = two.pages[i].runs[k];
      ASSERT_EQ(a.run.text, b.run.text);
      ASSERT_EQ(a.x, b.x);
      ASSERT_EQ(a.baseline, b.baseline);
      ASSERT_EQ(width_of(a.run), width_of(b.run));
      ASSERT_EQ(a.meaning.index(), b.meaning.index());
    }
  }
}

}  // namespace
}  // namespace chancery::layout
