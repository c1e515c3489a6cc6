#include "letter/inlines.h"

#include <charconv>

#include "base/utf8.h"
#include "data/data.h"
#include "letter/attributes.h"
#include "letter/characters.h"
#include "letter/footnotes.h"
#include "letter/links.h"
#include "letter/markdown.h"

namespace chancery::letter {
namespace {

std::string_view view(const char* text) {
  return text == nullptr ? std::string_view{} : std::string_view(text);
}

// The bracket that ends this text when the mark of a span follows it, or 0.
char bracket_after(cmark_node* text) {
  cmark_node* next = cmark_node_next(text);
  const auto mark = next == nullptr ? std::nullopt : span_mark(next);
  if (!mark) return 0;
  return mark->kind == SpanMark::Kind::kOpen    ? '['
         : mark->kind == SpanMark::Kind::kClose ? ']'
                                                : '\0';
}

std::optional<Mark::Kind> kind_of_class(std::string_view name) {
  static constexpr std::pair<std::string_view, Mark::Kind> kClasses[] = {
      {"smallcaps", Mark::Kind::kSmallCaps},     {"oldstyle", Mark::Kind::kOldStyleFigures},
      {"lining", Mark::Kind::kLiningFigures},    {"tabular", Mark::Kind::kTabularFigures},
      {"fractions", Mark::Kind::kFractions},     {"ordinals", Mark::Kind::kOrdinals},
      {"unbreakable", Mark::Kind::kUnbreakable},
  };
  for (const auto& [known, kind] : kClasses) {
    if (known == name) return kind;
  }
  return std::nullopt;
}

// False when the bracket of a mark is not where it should be: cmark does not count the lines of an
// address that is written on several, so that brackets before it are found in the wrong places.
bool has_bracket(cmark_node* mark, char bracket) {
  cmark_node* before = cmark_node_previous(mark);
  return before != nullptr && cmark_node_get_type(before) == CMARK_NODE_TEXT &&
         view(cmark_node_get_literal(before)).ends_with(bracket);
}

}  // namespace

RichText InlineReader::read(cmark_node* leaf_node, const Leaf& leaf) {
  leaf_ = &leaf;
  builder_ = {};
  spans_.clear();
  children(leaf_node);
  check_footnotes();
  RichText rich = builder_.take();
  rich.where = where_(leaf.of_raw(0));
  return rich;
}

Position InlineReader::place(int line, int column) const {
  return where_(leaf_->of_inline(line, column));
}

Position InlineReader::place(cmark_node* node) const {
  return place(cmark_node_get_start_line(node), cmark_node_get_start_column(node));
}

// cmark gives a link or an image the line of its end, and an autolink a column without its
// indentation; what stands inside knows better, and the bracket stands right before it.
Position InlineReader::place_of_bracket(cmark_node* node) const {
  cmark_node* inner = cmark_node_first_child(node);
  if (inner == nullptr || cmark_node_get_start_line(inner) == 0) return place(node);
  const int width = cmark_node_get_type(node) == CMARK_NODE_IMAGE ? 2 : 1;
  return place(cmark_node_get_start_line(inner), cmark_node_get_start_column(inner) - width);
}

void InlineReader::children(cmark_node* parent) {
  for (cmark_node* child = cmark_node_first_child(parent); child != nullptr;
       child = cmark_node_next(child)) {
    node(child);
  }
  while (!spans_.empty() && spans_.back().parent == parent) {
    if (!spans_.back().is_crossed) crossed(spans_.back().where);
    end_span(spans_.back());
    spans_.pop_back();
  }
}

void InlineReader::node(cmark_node* node) {
  switch (cmark_node_get_type(node)) {
    case CMARK_NODE_TEXT:
      text(node);
      break;
    case CMARK_NODE_SOFTBREAK:
      builder_.soft_break();
      break;
    case CMARK_NODE_LINEBREAK:
      builder_.hard_break();
      break;
    case CMARK_NODE_CODE: {
      const std::size_t mark = builder_.open(Mark::Kind::kCode);
      text(node);
      builder_.close(mark);
      break;
    }
    case CMARK_NODE_EMPH:
      marked(node, Mark::Kind::kEmphasis);
      break;
    case CMARK_NODE_STRONG:
      marked(node, Mark::Kind::kStrong);
      break;
    case CMARK_NODE_LINK:
      link(node);
      break;
    case CMARK_NODE_IMAGE:
      problems_.error(place_of_bracket(node), "image", "an image stands inside a line of text",
                      "give it a paragraph of its own: an empty line before it and after it");
      break;
    case CMARK_NODE_HTML_INLINE:
      html(node);
      break;
    case CMARK_NODE_FOOTNOTE_REFERENCE:
      footnote(node);
      break;
    default:
      problems_.error(place(node), "unknown-markdown",
                      "the Markdown element '" + std::string(cmark_node_get_type_string(node)) +
                          "' cannot stand in a letter",
                      "write it as plain text");
  }
}

void InlineReader::text(cmark_node* node) {
  std::string_view literal = view(cmark_node_get_literal(node));
  if (bracket_after(node) != 0 && literal.ends_with(bracket_after(node))) literal.remove_suffix(1);
  for (std::size_t i = 0; i < literal.size();) {
    const auto step = decode_utf8(literal, i);
    if (!step) break;  // the text was checked; cmark does not cut characters
    i += step->length;
    // Only a character reference such as &#7; can still bring one here.
    if (!may_stand(step->code_point)) {
      refuse_character(place(node), step->code_point, problems_);
    } else {
      builder_.character(step->code_point);
    }
  }
}

void InlineReader::marked(cmark_node* node, Mark::Kind kind) {
  const std::size_t mark = builder_.open(kind);
  children(node);
  builder_.close(mark);
}

void InlineReader::link(cmark_node* node) {
  const std::string_view url = view(cmark_node_get_url(node));
  const auto target = link_target(url);
  if (!target) {
    problems_.error(place_of_bracket(node), "link-target",
                    "the link leads to " + data::in_quotes(url) + ", which is no full address",
                    "write the whole address, beginning with https://, mailto: or tel:");
  }
  if (!view(cmark_node_get_title(node)).empty()) {
    problems_.error(place_of_bracket(node), "link-title", "a link in a letter has no title",
                    "remove the text in quotation marks after the address");
  }
  const std::size_t mark = builder_.open(Mark::Kind::kLink, target.value_or(""));
  children(node);
  if (builder_.is_empty(mark)) {
    problems_.error(place_of_bracket(node), "empty-link", "this link has no text to show",
                    "write the text between the square brackets");
  }
  builder_.close(mark);
}

void InlineReader::html(cmark_node* node) {
  const auto mark = span_mark(node);
  if (!mark) {
    problems_.error(
        place(node), "raw-html",
        "HTML cannot stand in a letter: " + data::in_quotes(view(cmark_node_get_literal(node))),
        "use Markdown for it; write '\\<' for a sign that is text");
    return;
  }
  const Position where = place(mark->line, mark->column);
  cmark_node* parent = cmark_node_parent(node);
  const bool is_unopened = mark->kind == SpanMark::Kind::kUnopened ||
                           (mark->kind == SpanMark::Kind::kOpen && !has_bracket(node, '['));
  if (is_unopened) {
    problems_.error(where, "unopened-span", "no '[' can be found for the span that ends here",
                    "write '[' before its text, keep the address of a link on one line, or write "
                    "'\\{' for a brace that is text");
    return;
  }
  switch (mark->kind) {
    case SpanMark::Kind::kOpen:
      open_span(*mark, parent);
      break;
    case SpanMark::Kind::kClose:
      close_span(*mark, parent);
      break;
    case SpanMark::Kind::kUnopened:
      break;  // told above
    case SpanMark::Kind::kUnclosed:
      problems_.error(where, "unclosed-attributes",
                      "the brace opened here is not closed on its line",
                      "add '}'; write '\\{' for a brace that is text");
      break;
    case SpanMark::Kind::kOfImage:
      break;  // told with the image
    case SpanMark::Kind::kMisplaced:
      problems_.error(where, "misplaced-attributes",
                      "attributes in braces cannot follow a link or a footnote",
                      "put brackets around it: '[[text](address)]{…}'; write '\\{' for a brace "
                      "that is text");
      break;
  }
}

void InlineReader::open_span(const SpanMark& mark, cmark_node* parent) {
  const std::size_t first = leaf_->of_inline(mark.line, mark.column);
  const auto where = [&](std::size_t offset) { return where_(first + 1 + offset); };
  const Attributes attributes = read_attributes(mark.attributes, where, problems_);
  Span span{{}, parent, where_(first), false};
  if (!attributes.any) {
    problems_.error(span.where, "empty-attributes", "the braces after the span say nothing",
                    "write lang=…, dir=… or a class such as .smallcaps, or remove them");
  }
  if (!attributes.language.empty()) {
    span.marks.push_back(builder_.open(Mark::Kind::kLanguage, attributes.language));
  }
  if (!attributes.direction.empty()) {
    span.marks.push_back(builder_.open(Mark::Kind::kDirection, attributes.direction));
  }
  for (const Attributes::Class& name : attributes.classes) {
    if (const auto kind = kind_of_class(name.name)) {
      span.marks.push_back(builder_.open(*kind));
    } else {
      problems_.error(where(name.offset), "unknown-class",
                      "unknown class " + data::in_quotes("." + name.name) + " of a span",
                      "the classes known here are .smallcaps, .oldstyle, .lining, .tabular, "
                      ".fractions, .ordinals and .unbreakable");
    }
  }
  if (spans_.size() == static_cast<std::size_t>(data::kDeepestNesting)) {
    problems_.error(span.where, "too-deep",
                    "spans are nested more than " + std::to_string(data::kDeepestNesting) + " deep",
                    "nest them less deeply");
  }
  spans_.push_back(std::move(span));
}

void InlineReader::close_span(const SpanMark& mark, cmark_node* parent) {
  if (!spans_.empty() && spans_.back().parent == parent) {
    end_span(spans_.back());
    spans_.pop_back();
  } else if (!spans_.empty() && !spans_.back().is_crossed) {
    // It was opened outside of the emphasis or link that it is closed in. Opened in one that has
    // ended, it was told there.
    spans_.back().is_crossed = true;
    crossed(place(mark.line, mark.column));
  }
}

void InlineReader::end_span(const Span& span) {
  for (auto mark = span.marks.rbegin(); mark != span.marks.rend(); ++mark) builder_.close(*mark);
}

void InlineReader::crossed(const Position& where) {
  problems_.error(where, "crossed-span",
                  "emphasis or a link begins inside this span and ends outside, or the reverse",
                  "let one of the two stand wholly inside the other");
}

void InlineReader::footnote(cmark_node* node) {
  const std::string_view number = view(cmark_node_get_literal(node));
  std::size_t index = 0;
  std::from_chars(number.data(), number.data() + number.size(), index);
  if (index == 0 || index > footnotes_.labels.size()) return;
  const std::string& label = footnotes_.labels[index - 1];
  footnotes_.used.insert(footnote_key(label));
  if (footnotes_.place == FootnoteTable::Place::kFootnote) {
    problems_.error(place(node), "footnote-in-footnote",
                    "a footnote refers to the footnote " + data::in_quotes(label),
                    "name the other note in words, or join the two");
    return;
  }
  builder_.footnote(label);
}

void InlineReader::check_footnotes() {
  for (const FootnoteLabel& reference : footnote_references(leaf_->raw())) {
    if (footnotes_.place == FootnoteTable::Place::kOutsideBody) {
      problems_.error(where_(leaf_->of_raw(reference.offset)), "misplaced-footnote",
                      "a footnote can stand in the body of the letter only",
                      "write it into the body; write '\\[' for a bracket that is text");
      continue;
    }
    if (footnotes_.defined.contains(footnote_key(reference.label))) continue;
    problems_.error(where_(leaf_->of_raw(reference.offset)), "undefined-footnote",
                    "there is no footnote " + data::in_quotes(reference.label),
                    "add a line '[^" + reference.label +
                        "]: …' with its text to the body of the letter; write '\\[' for a bracket "
                        "that is text");
  }
}

}  // namespace chancery::letter
