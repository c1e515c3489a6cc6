// Two versions of a letter side by side, paragraph beside paragraph.
#pragma once

#include <cstddef>
#include <vector>

#include "layout/flow.h"
#include "layout/main_parts.h"
#include "layout/setting.h"
#include "letter/letter.h"

namespace chancery::layout {

/// The letter stands in the column where its text starts, the other version beside it. What belongs
/// together begins on the same line; where the columns' lines are of the same height each line has
/// its fellow, elsewhere the next paragraph brings them together again.
class SideBySide {
 public:
  SideBySide(Setting& setting, const letter::Letter& other, const Column& column,
             FlowBuilder& flow);

  void title();
  void salutation();
  /// Blocks are paired in their order. A version with more of them than the other is warned of:
  /// "variants-differ".
  void body();
  void closing();
  void authenticity();

  /// Once everything is in `flow`: what the other version means is in the structure, as a section
  /// of its own behind the letter's, and its notes are in the flow.
  void finish(Flow& flow);

 private:
  /// One of the two columns: a flow of its own from which rows are taken.
  struct Version {
    Version(Setting& setting, const Column& column)
        : builder(flow), parts(setting, column, builder) {}
    Flow flow;
    FlowBuilder builder;
    MainParts parts;
    std::size_t taken = 0;

    /// The boxes that were appended since the last time.
    std::vector<Box> take();
  };

  void add_rows();
  void mark_others(std::vector<Box>& boxes) const;

  Setting& setting_;
  Setting other_setting_;
  Column column_;
  FlowBuilder& flow_;
  Version first_, second_;
};

/// Two columns as rows. Lines whose tops and bottoms are level make a row; others are put together
/// until they are.
std::vector<Box> paired(std::vector<Box> first, std::vector<Box> second, const Grid& grid);

}  // namespace chancery::layout
