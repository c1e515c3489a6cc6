// Footnotes: set when the text first refers to them, placed with the page.
#include <string>
#include <utility>

#include "layout/blocks.h"

namespace chancery::layout {
namespace {

/// Between a note's number and its text, in em of the note.
constexpr double kNumberGap = 0.4;

Note set_note(Setting& setting, std::size_t index, const Column& column) {
  const letterhead::TypeStyle& style = note_style(setting.letterhead);
  const Grid grid(style.leading);
  const std::string& language = setting.letter.language;

  const std::size_t element = setting.structure.add("Note", Structure::kRoot, language);
  setting.structure[element].id = "note-" + std::to_string(index + 1);
  const std::size_t label_element = setting.structure.add("Lbl", element, {});

  TextPlace number_place;
  number_place.column = column;
  number_place.style = &style;
  number_place.grid = &grid;
  number_place.language = language;
  const SetLabel number = set_label(
      setting, setting.letterhead.number(language, static_cast<int>(index) + 1), number_place);
  const Points gap = style.size * kNumberGap;

  BlockPlace place;
  place.column = indented(column, number.width + gap, setting.right_to_left);
  place.style = &style;
  place.grid = &grid;
  place.language = language;
  place.parent = element;
  place.depth = 1;

  Flow inside;
  FlowBuilder builder(inside);
  setting.footnotes.close();
  BlockComposer(setting, HeadingLevels(1), builder).compose(setting.footnotes[index].blocks, place);
  setting.footnotes.open();

  Note note;
  note.boxes = std::move(inside.boxes);
  if (note.boxes.empty()) {
    Box empty;
    empty.height = grid.line_steps(style.leading);
    empty.first_baseline = grid.line_ascent();
    note.boxes.push_back(std::move(empty));
  }
  add_label(note.boxes.front(), number,
            setting.right_to_left ? place.column.right() + gap : column.x, label_element);
  note.height = grid.at(total_height(note.boxes, 0, note.boxes.size()));
  return note;
}

}  // namespace

const letterhead::TypeStyle& note_style(const letterhead::Letterhead& letterhead) {
  return style_of(letterhead, {"footnote", "small"});
}

void compose_new_notes(Setting& setting, const Column& column, std::vector<Note>& notes) {
  while (notes.size() < setting.footnotes.referred()) {
    notes.push_back(set_note(setting, notes.size(), column));
  }
}

}  // namespace chancery::layout
