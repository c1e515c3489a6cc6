// The blocks of a body: paragraphs, headings, lists, quotations, tables, footnotes.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "layout/flow.h"
#include "layout/setting.h"
#include "letter/letter.h"

namespace chancery::layout {

/// Where blocks stand: what the block around them says.
struct BlockPlace {
  Column column;
  const letterhead::TypeStyle* style = nullptr;
  const Grid* grid = nullptr;
  std::string language;
  std::string direction;
  std::size_t parent = Structure::kRoot;
  int depth = 0;                 ///< of lists and quotations around
  int list_depth = 0;            ///< of lists around
  std::size_t number_depth = 0;  ///< of numbered lists around
  bool tight = false;            ///< no space between paragraphs (items of a simple list)
};

/// The side where the place's text starts: by its direction, else by its language.
bool is_right_to_left(const BlockPlace& place);

/// Deepest nesting of lists and quotations; a letter's reader turns deeper ones away already.
inline constexpr int kDeepestBlocks = 64;

/// Heading levels as PDF/UA wants them, none skipped (ISO 14289-1, 7.4.2), whatever the author's.
class HeadingLevels {
 public:
  /// `first` is the level of the topmost heading: 2 below a title.
  explicit HeadingLevels(int first) : first_(first) {}
  int level_of(int written);

 private:
  int first_;
  std::vector<int> open_;  ///< the author's levels of the headings around
};

/// Appends the blocks. A block's children are set by recursion, kDeepestBlocks deep at most.
/// Throws Failure(kInput): "nested-too-deep", "table-too-wide", what set_text throws.
class BlockComposer {
 public:
  BlockComposer(Setting& setting, HeadingLevels levels, FlowBuilder& flow)
      : setting_(setting), levels_(std::move(levels)), flow_(flow) {}

  /// The notes that blocks of the outermost level refer to are set after each of them.
  void compose(std::span<const letter::Block> blocks, const BlockPlace& place);
  /// One of them, without its notes.
  void compose_block(const letter::Block& block, const BlockPlace& around, bool after_paragraph);

 private:
  void paragraph(const letter::Block& block, const BlockPlace& place, bool indented);
  void heading(const letter::Block& block, const BlockPlace& place);
  void list(const letter::Block& block, const BlockPlace& place);
  void quotation(const letter::Block& block, const BlockPlace& place);
  void table(const letter::Block& block, const BlockPlace& place);
  void image(const letter::Block& block, const BlockPlace& place);

  Setting& setting_;
  HeadingLevels levels_;
  FlowBuilder& flow_;
};

/// Rows of a table as boxes; its head goes to `heads` too, to be repeated.
std::vector<Box> set_table(Setting& setting, const letter::Block& block, const BlockPlace& place,
                           std::vector<Box>& heads);

/// An image and its caption, kept together; the first box is the image's.
std::vector<Box> set_image(Setting& setting, const letter::Block& block, const BlockPlace& place);

/// The notes that are referred to and not yet set, each with its number, `column` wide.
void compose_new_notes(Setting& setting, const Column& column, std::vector<Note>& notes);

/// The style of footnotes, and the grid of their own that they stand on.
const letterhead::TypeStyle& note_style(const letterhead::Letterhead& letterhead);

}  // namespace chancery::layout
