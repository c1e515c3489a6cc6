// Page breaks of made-up flows, counted by hand.
#include "layout/paginate.h"

#include <gmock/gmock.h>

namespace chancery::layout {
namespace {

using ::testing::ElementsAre;

const Grid kGrid(Points(14));
const Grid kNoteGrid(Points(11));

TextAreas areas(Steps first, Steps following) {
  TextAreas areas;
  areas.first = {Points(70), Points(100), first};
  areas.following = {Points(70), Points(50), following};
  areas.width = Points(440);
  return areas;
}

Box line(Break before = Break::kAllowed, Steps space = 0) {
  Box box;
  box.height = 2;
  box.before = before;
  box.space_before = space;
  return box;
}

Flow flow_of(int lines) {
  Flow flow;
  for (int i = 0; i < lines; ++i) flow.boxes.push_back(line());
  return flow;
}

std::vector<std::size_t> ends(const Flow& flow, const TextAreas& where) {
  std::vector<std::size_t> result;
  for (const PageRange& range : break_pages(flow, where, kGrid, kNoteGrid).pages)
    result.push_back(range.end);
  return result;
}

TEST(PageBreaks, EmptyFlowIsOnePage) {
  EXPECT_THAT(ends(Flow(), areas(20, 20)), ElementsAre(0U));
}

TEST(PageBreaks, FirstAndFollowingPagesHoldWhatTheirAreasHold) {
  // 20 steps are 10 lines, 30 steps 15.
  EXPECT_THAT(ends(flow_of(10), areas(20, 30)), ElementsAre(10U));
  EXPECT_THAT(ends(flow_of(45), areas(20, 30)), ElementsAre(10U, 25U, 40U, 45U));
}

TEST(PageBreaks, SpaceFallsAwayAtTheTopOfAPage) {
  Flow flow = flow_of(20);
  flow.boxes[10].space_before = 2;
  EXPECT_THAT(ends(flow, areas(20, 20)), ElementsAre(10U, 20U));
}

TEST(PageBreaks, SpaceCountsInsideAPage) {
  Flow flow = flow_of(15);
  flow.boxes[5].space_before = 1;
  EXPECT_THAT(ends(flow, areas(20, 20)), ElementsAre(9U, 15U));
}

TEST(PageBreaks, GoBackToTheLastPlaceThatIsAllowed) {
  Flow flow = flow_of(14);
  for (std::size_t i = 7; i < 12; ++i) flow.boxes[i].before = Break::kForbidden;
  EXPECT_THAT(ends(flow, areas(20, 20)), ElementsAre(6U, 14U));
}

TEST(PageBreaks, AnAvoidedBreakIsTakenBeforeAForbiddenOne) {
  Flow flow = flow_of(12);
  for (std::size_t i = 1; i < 12; ++i) flow.boxes[i].before = Break::kForbidden;
  flow.boxes[3].before = Break::kAvoided;
  EXPECT_THAT(ends(flow, areas(20, 20)), ElementsAre(3U, 12U));
}

TEST(PageBreaks, AuthorsBreakEndsThePage) {
  Flow flow = flow_of(8);
  flow.boxes[3].before = Break::kForced;
  EXPECT_THAT(ends(flow, areas(20, 20)), ElementsAre(3U, 8U));
}

TEST(PageBreaks, NotesTakeRoomFromTheirPage) {
  Flow flow = flow_of(14);
  flow.notes.emplace_back();
  flow.notes[0].height = Points(22);  // 4 steps on the grid, and 2 for the rule: 14 are left
  flow.boxes[2].notes = {0};
  EXPECT_THAT(ends(flow, areas(20, 20)), ElementsAre(7U, 14U));
}

TEST(PageBreaks, ANoteGoesWithItsLineToTheNextPage) {
  Flow flow = flow_of(14);
  flow.notes.emplace_back();
  flow.notes[0].height = Points(22);
  flow.boxes[8].notes = {0};
  EXPECT_THAT(ends(flow, areas(20, 20)), ElementsAre(8U, 14U));
}

TEST(PageBreaks, RepeatedHeadTakesRoomOnEachFollowingPage) {
  Flow flow = flow_of(26);
  flow.heads.emplace_back();
  flow.heads[0].height = 4;
  for (std::size_t i = 1; i < 26; ++i) flow.boxes[i].repeated_head = 0;
  EXPECT_THAT(ends(flow, areas(20, 20)), ElementsAre(10U, 18U, 26U));
}

TEST(PageBreaks, ABoxTallerThanAPageIsRefused) {
  Flow flow = flow_of(3);
  flow.boxes[1].height = 21;
  try {
    ends(flow, areas(20, 20));
    FAIL();
  } catch (const Failure& failure) {
    EXPECT_EQ(failure.kind(), FailureKind::kInput);
    EXPECT_EQ(failure.diagnostics().front().code, "does-not-fit-page");
  }
}

TEST(PageBreaks, NotesStandAtTheFootOfTheTextArea) {
  Flow flow = flow_of(3);
  const Grid note_grid(Points(11));
  Box note_line = line();
  PlacedRun run;
  run.baseline = note_grid.line_ascent();
  note_line.runs.push_back(run);
  flow.notes.emplace_back();
  flow.notes[0].boxes = {note_line, note_line};
  flow.notes[0].height = Points(22);
  flow.boxes[0].notes = {0};
  Page page;
  place_flow(flow, {0, 3, {{0, 0, 2}}}, 0, areas(20, 20), kGrid, note_grid, {}, page);
  ASSERT_EQ(page.runs.size(), 2U);
  // The area ends at 100 + 140; two lines of 11 points stand above that, each baseline 8.25 down.
  EXPECT_NEAR(page.runs[0].baseline.value, 240 - 22 + 8.25, 1e-9);
  EXPECT_NEAR(page.runs[1].baseline.value, 240 - 11 + 8.25, 1e-9);
  ASSERT_EQ(page.rects.size(), 1U);
  EXPECT_LT(page.rects[0].place.bottom().value, 240 - 22);
  EXPECT_GT(page.rects[0].place.y.value, 240 - 22 - 14);
}

/// A note of so many lines of 11 points; paragraphs end where `breaks` says.
void add_note(Flow& flow, std::size_t box, int lines) {
  Note note;
  for (int i = 0; i < lines; ++i) note.boxes.push_back(line());
  note.height = Points(11) * lines;
  flow.boxes[box].notes.push_back(flow.notes.size());
  flow.notes.push_back(note);
}

std::vector<PageRange> pages_of(const Flow& flow, const TextAreas& where) {
  return break_pages(flow, where, kGrid, kNoteGrid).pages;
}

TEST(PageBreaks, ALastPageWithFewLinesGetsMoreFromThePagesBefore) {
  // 41 lines would leave one for the last page; with four more it has five, and three pages share
  // them: 1 + 1 + 4 squared lines, not 16.
  EXPECT_THAT(ends(flow_of(41), areas(20, 30)), ElementsAre(9U, 23U, 36U, 41U));
}

TEST(PageBreaks, TheAuthorsBreakMayLeaveAShortPage) {
  Flow flow = flow_of(12);
  flow.boxes[10].before = Break::kForced;
  EXPECT_THAT(ends(flow, areas(20, 20)), ElementsAre(10U, 12U));
}

TEST(PageBreaks, AWordIsNotDividedBetweenPages) {
  Flow flow = flow_of(20);
  flow.boxes[10].blemishes = {true, true, false};
  flow.boxes[9].blemishes = {true, false, false};
  EXPECT_THAT(ends(flow, areas(20, 24)), ElementsAre(9U, 20U));
  // When every line ends in a hyphen, a short page saves nothing.
  flow.boxes[9].blemishes = flow.boxes[8].blemishes = flow.boxes[7].blemishes = {true, true, false};
  flow.boxes[6].blemishes = {true, true, false};
  EXPECT_THAT(ends(flow, areas(20, 24)), ElementsAre(10U, 20U));
}

TEST(PageBreaks, AnItemIsNotLeftAlone) {
  Flow flow = flow_of(20);
  flow.boxes[10].blemishes.lone_item = true;
  EXPECT_THAT(ends(flow, areas(20, 24)), ElementsAre(9U, 20U));
}

TEST(PageBreaks, AParagraphIsRatherNotSplitWhenTheNextLineWillDo) {
  Flow flow = flow_of(20);
  flow.boxes[10].blemishes.splits_paragraph = true;
  EXPECT_THAT(ends(flow, areas(20, 24)), ElementsAre(9U, 20U));
  // Two lines of white space are worse than a paragraph in two.
  flow.boxes[9].blemishes.splits_paragraph = true;
  EXPECT_THAT(ends(flow, areas(20, 24)), ElementsAre(10U, 20U));
}

TEST(PageBreaks, AreChosenTogether) {
  // The second page must end at 19. A full first page would leave it three lines short (36); with
  // a line less on the first they miss one and two (4 + 16).
  Flow flow = flow_of(40);
  for (std::size_t i = 1; i < 40; ++i) flow.boxes[i].before = Break::kAvoided;
  for (const std::size_t i : {9U, 10U, 19U, 28U}) flow.boxes[i].before = Break::kAllowed;
  EXPECT_THAT(ends(flow, areas(20, 24)), ElementsAre(9U, 19U, 28U, 40U));
}

TEST(PageBreaks, PagesAreTheFewestWhateverTheyCost) {
  // One page more would spare a hyphen and a lone item; it is not worth a page.
  Flow flow = flow_of(22);
  for (std::size_t i = 1; i < 22; ++i) flow.boxes[i].blemishes = {true, true, true};
  flow.boxes[4].blemishes = flow.boxes[12].blemishes = {};
  EXPECT_THAT(ends(flow, areas(20, 24)), ElementsAre(10U, 22U));
}

TEST(PageBreaks, ALongNoteGoesOnOnTheNextPage) {
  // The area has 20 steps of 7 points: 5 lines of text and the space above the notes leave 8 steps,
  // 56 points, for five of the note's nine lines.
  Flow flow = flow_of(10);
  add_note(flow, 4, 9);
  const std::vector<PageRange> pages = pages_of(flow, areas(20, 20));
  ASSERT_EQ(pages.size(), 2U);
  EXPECT_EQ(pages[0].end, 5U);
  ASSERT_EQ(pages[0].notes.size(), 1U);
  EXPECT_EQ(pages[0].notes[0].begin, 0U);
  EXPECT_EQ(pages[0].notes[0].end, 5U);
  ASSERT_EQ(pages[1].notes.size(), 1U);
  EXPECT_EQ(pages[1].notes[0].begin, 5U);
  EXPECT_EQ(pages[1].notes[0].end, 9U);
}

TEST(PageBreaks, ANoteHasTwoLinesOnEachOfItsPages) {
  // Room for five lines of the note; six would leave one alone, so four stay.
  Flow flow = flow_of(10);
  add_note(flow, 4, 6);
  const std::vector<PageRange> pages = pages_of(flow, areas(20, 20));
  ASSERT_EQ(pages.size(), 2U);
  ASSERT_EQ(pages[0].notes.size(), 1U);
  EXPECT_EQ(pages[0].end, 5U);
  EXPECT_EQ(pages[0].notes[0].end, 4U);
}

TEST(PageBreaks, AShortNoteIsRatherMovedThanDivided) {
  // 11 lines, the space and four lines of the note are 31 steps; a line less leaves 10 of 30 empty.
  Flow flow = flow_of(20);
  add_note(flow, 10, 4);
  const std::vector<PageRange> pages = pages_of(flow, areas(30, 30));
  ASSERT_EQ(pages.size(), 2U);
  EXPECT_EQ(pages[0].end, 10U);
  EXPECT_TRUE(pages[0].notes.empty());
  EXPECT_EQ(pages[1].notes.size(), 1U);
}

TEST(PageBreaks, TheReserveIsUsedOnlyWhereItSavesSomething) {
  TextAreas where = areas(20, 20);
  where.first.reserve = where.following.reserve = 2;
  EXPECT_THAT(ends(flow_of(20), where), ElementsAre(10U, 20U));
  EXPECT_THAT(ends(flow_of(22), where), ElementsAre(11U, 22U));
}

TEST(PageBreaks, ANoteLongerThanAPageTakesPagesOfItsOwn) {
  Flow flow = flow_of(3);
  add_note(flow, 2, 60);
  const std::vector<PageRange> pages = pages_of(flow, areas(20, 20));
  std::size_t next = 0;
  for (const PageRange& page : pages) {
    ASSERT_EQ(page.notes.size(), 1U);
    EXPECT_EQ(page.notes[0].begin, next);
    EXPECT_LE(part_height(flow, page.notes[0], kNoteGrid).value, 18 * 7);
    next = page.notes[0].end;
  }
  EXPECT_EQ(next, 60U);
  // 11 lines of a note fill a page's 126 points; the first has three lines of text as well.
  EXPECT_EQ(pages.size(), 6U);
}

TEST(PageBreaks, ANoteThatGoesOnStandsBelowARuleAcrossTheColumn) {
  Flow flow = flow_of(2);
  add_note(flow, 0, 6);
  Page first;
  place_flow(flow, {0, 1, {{0, 0, 3}}}, 0, areas(20, 20), kGrid, kNoteGrid, {}, first);
  Page second;
  place_flow(flow, {1, 2, {{0, 3, 6}}}, 1, areas(20, 20), kGrid, kNoteGrid, {}, second);
  ASSERT_EQ(first.rects.size(), 1U);
  ASSERT_EQ(second.rects.size(), 1U);
  EXPECT_NEAR(first.rects[0].place.width.value, 110, 1e-9);
  EXPECT_NEAR(second.rects[0].place.width.value, 440, 1e-9);
}

/// Work in steps for a flow with paragraphs of five lines and a note every twenty lines.
std::size_t steps(std::size_t lines) {
  Flow flow = flow_of(static_cast<int>(lines));
  for (std::size_t i = 0; i < lines; ++i) {
    if (i % 5 == 1 || i % 5 == 4) flow.boxes[i].before = Break::kAvoided;
    if (i % 20 == 7) add_note(flow, i, 1 + static_cast<int>(i % 9));
  }
  return break_pages(flow, areas(90, 90), kGrid, kNoteGrid).steps;
}

TEST(PageBreaks, WorkGrowsAsTheFlowDoes) {
  // 45 lines a page: a hundred pages, and a thousand.
  const std::size_t hundred = steps(4500);
  const std::size_t thousand = steps(45000);
  EXPECT_LT(thousand, hundred * 10 * 21 / 20);
  // A place where a page may begin looks at no more than a page, once for each rest of a note.
  EXPECT_LT(thousand, 45000U * 46 * 4);
}

TEST(Grid, LeadingIsRoundedUpToHalfLines) {
  EXPECT_EQ(kGrid.line_steps(Points(14)), 2);
  EXPECT_EQ(kGrid.line_steps(Points(11)), 2);
  EXPECT_EQ(kGrid.line_steps(Points(21)), 3);
  EXPECT_EQ(kGrid.line_steps(Points(22)), 3);
  EXPECT_EQ(kGrid.line_steps(Points(24)), 4);
}

TEST(Grid, SpaceIsNeverLost) {
  EXPECT_EQ(kGrid.space_steps(Points(0)), 0);
  EXPECT_EQ(kGrid.space_steps(Points(1)), 1);
  EXPECT_EQ(kGrid.space_steps(Points(7)), 1);
  EXPECT_EQ(kGrid.space_steps(Points(12)), 2);
}

TEST(Grid, HeightsAreCovered) {
  EXPECT_EQ(kGrid.covering(Points(0)), 0);
  EXPECT_EQ(kGrid.covering(Points(21)), 3);
  EXPECT_EQ(kGrid.covering(Points(21.1)), 4);
  EXPECT_EQ(kGrid.within(Points(21)), 3);
  EXPECT_EQ(kGrid.within(Points(20.9)), 2);
}

}  // namespace
}  // namespace chancery::layout
