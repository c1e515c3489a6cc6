#include "letter/span_extension.h"

#include <cmark-gfm-extension_api.h>

#include <charconv>
#include <new>
#include <string>
#include <string_view>

#include "data/data.h"
#include "letter/markdown.h"

// While cmark parses inlines, the nodes of a paragraph stand side by side: a bracket that began no
// link is a text node of one byte, an escaped one a node that covers two. Emphasis is formed later,
// from the same row of nodes. So the extension, asked at '{', looks back for the opening bracket
// and puts a mark after each of the two; whether emphasis crosses the span is seen in the finished
// tree. It looks at the source and at columns only, and frees nothing: cmark still holds pointers
// to these nodes and into their texts, and asking a node for its text moves the text.
namespace chancery::letter {
namespace {

constexpr char kOpen = '[';
constexpr char kClose = ']';
constexpr char kUnclosed = '{';
constexpr char kMisplaced = '}';
constexpr char kUnopened = '!';
constexpr char kOfImage = '(';

// Finds nodes again in the source of the block. Nodes must be asked for from the end backwards.
class SourceOfNodes {
 public:
  explicit SourceOfNodes(cmark_inline_parser* parser)
      : parser_(parser),
        offset_(cmark_inline_parser_get_offset(parser)),
        column_(cmark_inline_parser_get_column(parser)),
        line_(cmark_inline_parser_get_line(parser)) {}

  /// Whether the node is this text in the source, unescaped.
  bool is(cmark_node* node, std::string_view text) {
    if (cmark_node_get_type(node) != CMARK_NODE_TEXT) return false;
    const int width = cmark_node_get_end_column(node) - cmark_node_get_start_column(node) + 1;
    if (width != static_cast<int>(text.size())) return false;
    const int at = offset_of(node);
    if (at < 0) return false;
    for (int i = 0; i < width; ++i) {
      if (at + i >= offset_) return false;
      if (cmark_inline_parser_peek_at(parser_, at + i) !=
          static_cast<unsigned char>(text[static_cast<std::size_t>(i)])) {
        return false;
      }
    }
    return true;
  }

 private:
  int offset_of(cmark_node* node) {
    const int node_line = cmark_node_get_start_line(node);
    while (line_ > node_line && offset_in_line_ > 0) step_to_line_before();
    return offset_in_line_ - (column_ - cmark_node_get_start_column(node));
  }

  // Columns of every line count from the same place, that of the first byte of the block.
  void step_to_line_before() {
    const int start = start_of_line(offset_in_line_);
    const int first_column = column_ - (offset_in_line_ - start);
    --line_;
    offset_in_line_ = start > 0 ? start_of_line(start - 1) : 0;
    column_ = first_column;
  }

  int start_of_line(int at) const {
    while (at > 0 && cmark_inline_parser_peek_at(parser_, at - 1) != '\n') --at;
    return at;
  }

  cmark_inline_parser* parser_;
  int offset_;
  // A place on line_ of which offset and column are known.
  int column_;
  int line_;
  int offset_in_line_ = offset_;
};

// Null when there is none, or none near: no span holds a thousand pieces, and a text of nothing but
// "]{" must not be searched over and over.
cmark_node* opening_of(cmark_node* closing, SourceOfNodes& source) {
  constexpr int kFarthest = 1000;
  constexpr int kDeepest = 2 * data::kDeepestNesting;  // so that one too many is found, and told
  int depth = 1;
  cmark_node* node = cmark_node_previous(closing);
  for (int steps = 0; node != nullptr && steps < kFarthest && depth <= kDeepest;
       node = cmark_node_previous(node), ++steps) {
    if (source.is(node, "]")) ++depth;
    const bool opens = source.is(node, "[") || source.is(node, "![");
    if (opens && --depth == 0) return node;
  }
  return nullptr;
}

// HTML is the one kind of node that holds a text of our choosing and may stand in a table cell.
cmark_node* make_mark(char kind, cmark_inline_parser* parser, const std::string& attributes) {
  cmark_node* node = cmark_node_new(CMARK_NODE_HTML_INLINE);
  if (node == nullptr) throw std::bad_alloc();
  const std::string text = kind + std::to_string(cmark_inline_parser_get_line(parser)) + ' ' +
                           std::to_string(cmark_inline_parser_get_column(parser)) + ' ' +
                           attributes;
  cmark_node_set_literal(node, text.c_str());
  return node;
}

// The offset of '}' on this line, or 0. The text of a block ends with a zero byte.
int closing_brace(cmark_inline_parser* parser) {
  for (int at = cmark_inline_parser_get_offset(parser) + 1;; ++at) {
    const unsigned char c = cmark_inline_parser_peek_at(parser, at);
    if (c == '}') return at;
    if (c == 0 || c == '\n' || c == '\r') return 0;
  }
}

std::string between_braces(cmark_inline_parser* parser, int end) {
  std::string attributes;
  for (int at = cmark_inline_parser_get_offset(parser) + 1; at < end; ++at) {
    attributes += static_cast<char>(cmark_inline_parser_peek_at(parser, at));
  }
  return attributes;
}

cmark_node* single_brace(char kind, cmark_inline_parser* parser) {
  cmark_node* mark = make_mark(kind, parser, {});
  cmark_inline_parser_advance_offset(parser);
  return mark;
}

cmark_node* mark_of_image(cmark_inline_parser* parser) {
  const int end = closing_brace(parser);
  if (end == 0) return single_brace(kUnclosed, parser);
  cmark_node* mark = make_mark(kOfImage, parser, between_braces(parser, end));
  cmark_inline_parser_set_offset(parser, end + 1);
  return mark;
}

cmark_node* match(cmark_syntax_extension* /*extension*/, cmark_parser* /*parser*/,
                  cmark_node* parent, unsigned char character, cmark_inline_parser* inlines) {
  const int offset = cmark_inline_parser_get_offset(inlines);
  if (character != '{' || offset == 0) return nullptr;
  cmark_node* before = cmark_node_last_child(parent);
  if (before == nullptr) return nullptr;

  const unsigned char last = cmark_inline_parser_peek_at(inlines, offset - 1);
  const cmark_node_type type = cmark_node_get_type(before);
  const bool takes_none = type == CMARK_NODE_LINK || type == CMARK_NODE_FOOTNOTE_REFERENCE;
  if ((takes_none && (last == ']' || last == ')')) || (type == CMARK_NODE_IMAGE && last == ']')) {
    return single_brace(kMisplaced, inlines);
  }
  if (type == CMARK_NODE_IMAGE && last == ')') return mark_of_image(inlines);
  SourceOfNodes source(inlines);
  if (!source.is(before, "]")) return nullptr;
  cmark_node* opening = opening_of(before, source);
  if (opening == nullptr) return single_brace(kUnopened, inlines);

  const int end = closing_brace(inlines);
  if (end == 0) return single_brace(kUnclosed, inlines);
  cmark_node_insert_after(opening, make_mark(kOpen, inlines, between_braces(inlines, end)));
  cmark_node* mark = make_mark(kClose, inlines, {});
  cmark_inline_parser_set_offset(inlines, end + 1);
  return mark;
}

std::optional<SpanMark::Kind> kind_of(char first) {
  switch (first) {
    case kOpen:
      return SpanMark::Kind::kOpen;
    case kClose:
      return SpanMark::Kind::kClose;
    case kUnclosed:
      return SpanMark::Kind::kUnclosed;
    case kUnopened:
      return SpanMark::Kind::kUnopened;
    case kMisplaced:
      return SpanMark::Kind::kMisplaced;
    case kOfImage:
      return SpanMark::Kind::kOfImage;
    default:
      return std::nullopt;
  }
}

}  // namespace

cmark_syntax_extension* make_span_extension(bool declares_characters) {
  cmark_syntax_extension* extension = cmark_syntax_extension_new("bracketed-spans");
  if (extension == nullptr) throw std::bad_alloc();
  cmark_syntax_extension_set_match_inline_func(extension, match);
  if (declares_characters) {
    // cmark wants each character as the value of a pointer.
    cmark_mem* memory = cmark_get_default_mem_allocator();
    cmark_syntax_extension_set_special_inline_chars(
        extension,
        // NOLINTNEXTLINE(performance-no-int-to-ptr)
        cmark_llist_append(memory, nullptr, reinterpret_cast<void*>(std::uintptr_t{'{'})));
  }
  return extension;
}

std::optional<SpanMark> span_mark(cmark_node* node) {
  if (cmark_node_get_type(node) != CMARK_NODE_HTML_INLINE) return std::nullopt;
  const char* literal = cmark_node_get_literal(node);
  const std::string_view text = literal == nullptr ? std::string_view{} : literal;
  const auto kind = text.empty() ? std::nullopt : kind_of(text.front());
  if (!kind) return std::nullopt;
  SpanMark mark;
  mark.kind = *kind;
  const char* const end = text.data() + text.size();
  const auto line = std::from_chars(text.data() + 1, end, mark.line);
  const auto column = std::from_chars(line.ptr + 1, end, mark.column);
  mark.attributes = text.substr(static_cast<std::size_t>(column.ptr + 1 - text.data()));
  return mark;
}

}  // namespace chancery::letter
