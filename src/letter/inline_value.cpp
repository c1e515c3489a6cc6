#include "base/utf8.h"
#include "letter/body.h"
#include "letter/inlines.h"
#include "letter/leaf.h"
#include "letter/markdown.h"

namespace chancery::letter {
namespace {

// An escaped sign before the text keeps "1. Report" from being a list; it is taken off again.
constexpr std::string_view kGuard = "\\.";
constexpr std::size_t kGuardLength = 1;  // as text

RichText read_line(std::string_view line, std::size_t begin, const Origin& origin,
                   const std::string& file, Problems& problems) {
  const std::string markdown = std::string(kGuard).append(line);
  const MarkdownTree tree = parse_markdown(markdown);
  if (first_too_deep(tree.get()) != nullptr) {
    problems.error(
        origin.at(begin), "too-deep",
        "emphasis is nested more than " + std::to_string(data::kDeepestNesting) + " deep",
        "nest it less deeply");
    return {};
  }
  const data::Lines lines(markdown, file);
  const auto where = [&](std::size_t offset) {
    return origin.at(begin + (offset > kGuard.size() ? offset - kGuard.size() : 0));
  };
  FootnoteTable footnotes;
  footnotes.place = FootnoteTable::Place::kOutsideBody;
  cmark_node* paragraph = cmark_node_first_child(tree.get());
  RichText rich = InlineReader(where, footnotes, problems).read(paragraph, Leaf(paragraph, lines));
  rich.text.erase(0, kGuardLength);
  for (Mark& mark : rich.marks) {
    mark.begin -= std::min(mark.begin, kGuardLength);
    mark.end -= std::min(mark.end, kGuardLength);
  }
  return rich;
}

void trim_start(RichText& rich) {
  const std::size_t spaces = std::min(rich.text.find_first_not_of(' '), rich.text.size());
  rich.text.erase(0, spaces);
  for (Mark& mark : rich.marks) {
    mark.begin -= std::min(mark.begin, spaces);
    mark.end -= std::min(mark.end, spaces);
  }
}

}  // namespace

RichText read_inline(std::string_view markdown, const Origin& origin, const std::string& file,
                     Problems& problems) {
  constexpr char32_t kLineSeparator = 0x2028;
  const std::size_t last = markdown.find_last_not_of(" \t\r\n");
  markdown = markdown.substr(0, last == std::string_view::npos ? 0 : last + 1);
  const std::size_t first = std::min(markdown.find_first_not_of(" \t\r\n"), markdown.size());

  RichText whole;
  whole.where = origin.at(first);
  for (std::size_t begin = first; begin < markdown.size();) {
    const std::size_t end = std::min(markdown.find_first_of("\r\n", begin), markdown.size());
    RichText line = read_line(markdown.substr(begin, end - begin), begin, origin, file, problems);
    trim_start(line);
    if (begin != first) append_utf8(whole.text, kLineSeparator);
    for (Mark& mark : line.marks) {
      mark.begin += whole.text.size();
      mark.end += whole.text.size();
      whole.marks.push_back(std::move(mark));
    }
    whole.text += line.text;
    begin = end + (markdown.substr(end).starts_with("\r\n") ? 2 : 1);
  }
  return whole;
}

}  // namespace chancery::letter
