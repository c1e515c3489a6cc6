#include "letter/rich_text_builder.h"

#include <algorithm>
#include <utility>

#include "base/utf8.h"
#include "letter/characters.h"

namespace chancery::letter {
namespace {

constexpr char32_t kLineSeparator = 0x2028;
constexpr std::size_t kNotBegun = static_cast<std::size_t>(-1);

}  // namespace

void RichTextBuilder::begin_marks() {
  for (const std::size_t mark : waiting_) rich_.marks[mark].begin = rich_.text.size();
  waiting_.clear();
}

void RichTextBuilder::character(char32_t c) {
  if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
    if (gap_ == Gap::kNone) gap_ = Gap::kSpace;
    return;
  }
  if (c == kLineSeparator) {
    hard_break();
    return;
  }
  const Gap gap = std::exchange(gap_, Gap::kNone);
  const bool at_start = rich_.text.empty() || last_ == kLineSeparator;
  const bool closes_up = gap == Gap::kSoftBreak && is_han_or_kana(last_) && is_han_or_kana(c);
  if (gap != Gap::kNone && !at_start && !closes_up) rich_.text += ' ';
  begin_marks();
  append_utf8(rich_.text, c);
  last_ = c;
}

void RichTextBuilder::soft_break() {
  gap_ = Gap::kSoftBreak;
}

void RichTextBuilder::hard_break() {
  gap_ = Gap::kNone;
  begin_marks();
  append_utf8(rich_.text, kLineSeparator);
  last_ = kLineSeparator;
}

std::size_t RichTextBuilder::open(Mark::Kind kind, std::string value) {
  rich_.marks.push_back({kind, kNotBegun, kNotBegun, std::move(value)});
  waiting_.push_back(rich_.marks.size() - 1);
  return rich_.marks.size() - 1;
}

void RichTextBuilder::close(std::size_t mark) {
  if (is_empty(mark)) {
    waiting_.erase(std::remove(waiting_.begin(), waiting_.end(), mark), waiting_.end());
  } else {
    rich_.marks[mark].end = rich_.text.size();
  }
}

void RichTextBuilder::footnote(std::string label) {
  // The sign of the note closes up with the word before it: a space between them is no space of the
  // text ("word [^1].").
  gap_ = Gap::kNone;
  begin_marks();
  const std::size_t here = rich_.text.size();
  rich_.marks.push_back({Mark::Kind::kFootnote, here, here, std::move(label)});
}

bool RichTextBuilder::is_empty(std::size_t mark) const {
  return rich_.marks[mark].begin == kNotBegun;
}

RichText RichTextBuilder::take() {
  std::erase_if(rich_.marks, [](const Mark& mark) {
    return mark.kind != Mark::Kind::kFootnote &&
           (mark.begin == kNotBegun || mark.begin == mark.end);
  });
  return std::exchange(rich_, {});
}

}  // namespace chancery::letter
