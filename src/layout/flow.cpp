#include "layout/flow.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace chancery::layout {
namespace {

/// Leading may be this part of a step larger than the grid before the next step is taken.
constexpr double kLeadingTolerance = 0.2;
/// Rounding errors of sums of lengths, in steps; far below what is seen.
constexpr double kRounding = 1e-6;
/// More steps than any page has: keeps conversions in range whatever a letterhead says.
constexpr double kMostSteps = 1e6;

Steps whole(double steps) {
  return static_cast<Steps>(std::clamp(steps, 0.0, kMostSteps));
}

}  // namespace

Steps Grid::line_steps(Points leading) const {
  return std::max(1, whole(std::ceil(leading / step_ - kLeadingTolerance)));
}

Steps Grid::space_steps(Points space) const {
  return space.value > 0 ? std::max(1, whole(std::round(space / step_))) : 0;
}

Steps Grid::covering(Points height) const {
  return whole(std::ceil(height / step_ - kRounding));
}

Steps Grid::within(Points height) const {
  return whole(std::floor(height / step_ + kRounding));
}

void FlowBuilder::space(Steps at_least) {
  space_due_ = std::max(space_due_, at_least);
}

void FlowBuilder::append(std::vector<Box> boxes, Steps space_before, Steps space_after) {
  if (boxes.empty()) return;
  Box& first = boxes.front();
  first.space_before = std::max({first.space_before, space_due_, space_before});
  if (tight_ && first.space_before >= Grid::kStepsPerLine) {
    first.space_before -= first.space_before / 2;
  }
  for (Box& box : boxes) {
    if (kept_lines_ == 0) break;
    --kept_lines_;
    box.before = std::max(box.before, Break::kAvoided);
  }
  if (forced_) first.before = Break::kForced;
  forced_ = false;
  space_due_ = space_after;
  flow_.boxes.insert(flow_.boxes.end(), std::make_move_iterator(boxes.begin()),
                     std::make_move_iterator(boxes.end()));
}

Steps total_height(const std::vector<Box>& boxes, std::size_t begin, std::size_t end) {
  Steps total = 0;
  for (std::size_t i = begin; i < end; ++i) {
    total += boxes[i].height + (i == begin ? 0 : boxes[i].space_before);
  }
  return total;
}

void place_box(const Box& box, Points x, Points y, Page& page) {
  for (PlacedRun run : box.runs) {
    run.x += x;
    run.baseline += y;
    page.runs.push_back(std::move(run));
  }
  for (FilledRect rect : box.rects) {
    rect.place.x += x;
    rect.place.y += y;
    page.rects.push_back(rect);
  }
  for (PlacedPicture picture : box.pictures) {
    picture.place.x += x;
    picture.place.y += y;
    page.pictures.push_back(std::move(picture));
  }
  for (SignaturePlace signature : box.signatures) {
    signature.place.x += x;
    signature.place.y += y;
    page.signatures.push_back(std::move(signature));
  }
  for (Remark remark : box.remarks) {
    remark.baseline += y;
    page.remarks.push_back(std::move(remark));
  }
}

}  // namespace chancery::layout
