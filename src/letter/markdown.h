// CommonMark with tables, footnotes and bracketed spans, parsed by cmark-gfm.
#pragma once

#include <cmark-gfm.h>

#include <memory>
#include <optional>
#include <string_view>

namespace chancery::letter {

struct FreeNode {
  void operator()(cmark_node* node) const { cmark_node_free(node); }
};
using MarkdownTree = std::unique_ptr<cmark_node, FreeNode>;

/// Nodes know their lines (from 1) and columns (bytes, from 1) as cmark counts them. May be called
/// from several threads.
MarkdownTree parse_markdown(std::string_view text);

/// The first node nested deeper than data::kDeepestNesting, or null: a tree without one may be
/// walked by recursion.
cmark_node* first_too_deep(cmark_node* root);

/// The ends of a bracketed span, and braces that belong to none, stand in the tree as inline HTML
/// whose text begins with another character than '<'. The bracket itself is the last character of
/// the text node before the mark.
struct SpanMark {
  enum class Kind {
    kOpen,      ///< '[': attributes holds what stands between the braces
    kClose,     ///< ']' and the braces
    kUnopened,  ///< ']{' without a '[' before it
    kUnclosed,  ///< '{' after ']' without '}' on the line
    kOfImage,   ///< after an image: attributes holds what stands between the braces
    kMisplaced  ///< '{' after a link or a footnote
  };
  Kind kind = Kind::kOpen;
  int line = 0;  ///< of the opening brace, in cmark's count
  int column = 0;
  std::string_view attributes;
};

/// Nothing when the node is genuine HTML or something else. The view is into the node.
std::optional<SpanMark> span_mark(cmark_node* node);

}  // namespace chancery::letter
