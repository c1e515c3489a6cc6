#include "layout/main_parts.h"

#include <algorithm>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "layout/punctuated.h"
#include "layout/words.h"

namespace chancery::layout {

using letterhead::TypeStyle;

TextPlace MainParts::text_place(const TypeStyle& style, std::string_view type) {
  TextPlace place;
  place.column = inside(column_, style, setting_.right_to_left);
  place.style = &style;
  place.grid = &setting_.grid;
  place.language = setting_.letter.language;
  place.meaning = setting_.structure.add(type, Structure::kRoot, place.language);
  place.align = ragged(style);
  return place;
}

void MainParts::title() {
  const letter::RichText& text = setting_.letter.title;
  if (text.text.empty()) return;
  const TypeStyle& style = style_of(setting_.letterhead, {"title", "heading1"});
  TextPlace place = text_place(style, "H1");
  setting_.structure[std::get<std::size_t>(place.meaning)].title =
      plain_line(text, place.language, setting_.punctuation);
  place.bold = &style == &setting_.letterhead.style("text");
  place.balanced = true;
  std::vector<Box> boxes = set_text(setting_, text, place);
  keep_together(boxes, Break::kAvoided);
  const Steps after = std::max(kPartSpace, setting_.grid.space_steps(style.space_after));
  flow_.append(std::move(boxes), setting_.grid.space_steps(style.space_before), after);
  flow_.keep_with_next();
}

void MainParts::part(const letter::RichText& text, std::string_view style_name) {
  if (text.text.empty()) return;
  const TypeStyle& style = style_of(setting_.letterhead, {style_name});
  const TextPlace place = text_place(style, "P");
  std::vector<Box> boxes = set_text(setting_, text, place);
  keep_together(boxes, Break::kAvoided);
  const Steps after = setting_.grid.space_steps(style.space_after);
  flow_.append(std::move(boxes), setting_.grid.space_steps(style.space_before), std::max(1, after));
  flow_.keep_with_next();
}

void MainParts::authenticity() {
  const std::string text = authentic_line(setting_.letterhead, setting_.letter);
  if (text.empty()) return;
  const TypeStyle& style = style_of(setting_.letterhead, {"authentic", "small"});
  std::vector<Box> boxes = set_plain(setting_, text, text_place(style, "P"));
  for (Box& box : boxes) box.is_text = false;
  flow_.append(std::move(boxes), kPartSpace, 0);
}

BlockPlace MainParts::body_place() const {
  BlockPlace place;
  place.column = column_;
  place.style = &setting_.letterhead.style("text");
  place.grid = &setting_.grid;
  place.language = setting_.letter.language;
  return place;
}

}  // namespace chancery::layout
