// Page breaks of made-up flows, counted by hand.
#include "layout/paginate.h"

#include <gmock/gmock.h>

#include <ctime>

namespace chancery::layout {
namespace {

using ::testing::ElementsAre;

const Grid kGrid(Points(14));

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
  for (const PageRange& range : break_pages(flow, where, kGrid)) result.push_back(range.end);
  return result;
}

TEST(PageBreaks, EmptyFlowIsOnePage) {
  EXPECT_THAT(ends(Flow(), areas(20, 20)), ElementsAre(0U));
}

TEST(PageBreaks, FirstAndFollowingPagesHoldWhatTheirAreasHold) {
  // 20 steps are 10 lines, 30 steps 15.
  EXPECT_THAT(ends(flow_of(10), areas(20, 30)), ElementsAre(10U));
  EXPECT_THAT(ends(flow_of(41), areas(20, 30)), ElementsAre(10U, 25U, 40U, 41U));
}

TEST(PageBreaks, SpaceFallsAwayAtTheTopOfAPage) {
  Flow flow = flow_of(20);
  flow.boxes[10].space_before = 2;
  EXPECT_THAT(ends(flow, areas(20, 20)), ElementsAre(10U, 20U));
}

TEST(PageBreaks, SpaceCountsInsideAPage) {
  Flow flow = flow_of(10);
  flow.boxes[5].space_before = 1;
  EXPECT_THAT(ends(flow, areas(20, 20)), ElementsAre(9U, 10U));
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
  Flow flow = flow_of(10);
  flow.notes.emplace_back();
  flow.notes[0].height = Points(22);  // 4 steps on the grid, and 2 for the rule: 14 are left
  flow.boxes[2].notes = {0};
  EXPECT_THAT(ends(flow, areas(20, 20)), ElementsAre(7U, 10U));
}

TEST(PageBreaks, ANoteGoesWithItsLineToTheNextPage) {
  Flow flow = flow_of(10);
  flow.notes.emplace_back();
  flow.notes[0].height = Points(22);
  flow.boxes[8].notes = {0};
  EXPECT_THAT(ends(flow, areas(20, 20)), ElementsAre(8U, 10U));
}

TEST(PageBreaks, RepeatedHeadTakesRoomOnEachFollowingPage) {
  Flow flow = flow_of(20);
  flow.heads.emplace_back();
  flow.heads[0].height = 4;
  for (std::size_t i = 1; i < 20; ++i) flow.boxes[i].repeated_head = 0;
  EXPECT_THAT(ends(flow, areas(20, 20)), ElementsAre(10U, 18U, 20U));
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
  place_flow(flow, {0, 3}, 0, areas(20, 20), kGrid, note_grid, {}, page);
  ASSERT_EQ(page.runs.size(), 2U);
  // The area ends at 100 + 140; two lines of 11 points stand above that, each baseline 8.25 down.
  EXPECT_NEAR(page.runs[0].baseline.value, 240 - 22 + 8.25, 1e-9);
  EXPECT_NEAR(page.runs[1].baseline.value, 240 - 11 + 8.25, 1e-9);
  ASSERT_EQ(page.rects.size(), 1U);
  EXPECT_LT(page.rects[0].place.bottom().value, 240 - 22);
  EXPECT_GT(page.rects[0].place.y.value, 240 - 22 - 14);
}

TEST(PageBreaks, TakeTimeInProportionToTheFlow) {
  const auto seconds = [](int lines) {
    Flow flow = flow_of(lines);
    for (std::size_t i = 0; i < flow.boxes.size(); ++i) {
      if (i % 5 != 0) flow.boxes[i].before = Break::kForbidden;
    }
    const std::clock_t begin = std::clock();
    break_pages(flow, areas(100, 100), kGrid);
    return static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
  };
  // Ten times the lines take about ten times as long; were it the square, a hundred times.
  EXPECT_LT(seconds(500000), 40 * seconds(50000) + 0.05);
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
