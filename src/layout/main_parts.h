// The parts of a letter that stand one below the other from its title to its closing: of the letter
// itself, or of one of two versions side by side.
#pragma once

#include <string_view>

#include "layout/blocks.h"
#include "layout/flow.h"
#include "layout/setting.h"
#include "letter/letter.h"

namespace chancery::layout {

/// The parts of a letter stand one line apart at least where their styles say nothing.
inline constexpr Steps kPartSpace = Grid::kStepsPerLine;

class MainParts {
 public:
  MainParts(Setting& setting, const Column& column, FlowBuilder& flow)
      : setting_(setting), column_(column), flow_(flow) {}

  void title();
  void salutation() { part(setting_.letter.salutation, "salutation"); }
  void closing() { part(setting_.letter.closing, "closing"); }

  /// Which version of a letter in several languages counts.
  void authenticity();

  /// How the body's blocks stand.
  BlockPlace body_place() const;
  /// The levels of its headings.
  HeadingLevels heading_levels() const {
    return HeadingLevels(setting_.letter.title.text.empty() ? 1 : 2);
  }

 private:
  void part(const letter::RichText& text, std::string_view style_name);
  TextPlace text_place(const letterhead::TypeStyle& style, std::string_view type);

  Setting& setting_;
  Column column_;
  FlowBuilder& flow_;
};

}  // namespace chancery::layout
