// The inlines of one leaf: Markdown nodes to RichText.
#pragma once

#include <cmark-gfm.h>

#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "letter/leaf.h"
#include "letter/letter.h"
#include "letter/problems.h"
#include "letter/rich_text_builder.h"

namespace chancery::letter {

struct SpanMark;

/// The footnotes of the letter as far as its inlines need to know them.
struct FootnoteTable {
  std::vector<std::string> labels;  ///< by cmark's number, from 1
  std::set<std::string> defined;    ///< every label that is defined, in lower case
  std::set<std::string> used;       ///< labels that were referred to
  enum class Place { kBody, kFootnote, kOutsideBody };
  Place place = Place::kBody;  ///< what is being read
};

class InlineReader {
 public:
  /// `where` places an offset of the Markdown source.
  InlineReader(std::function<Position(std::size_t)> where, FootnoteTable& footnotes,
               Problems& problems)
      : where_(std::move(where)), footnotes_(footnotes), problems_(problems) {}

  /// The tree must not be nested so deep that recursion is a danger.
  RichText read(cmark_node* leaf_node, const Leaf& leaf);

 private:
  struct Span {
    std::vector<std::size_t> marks;
    cmark_node* parent;
    Position where;
    bool is_crossed;
  };

  void children(cmark_node* parent);
  void node(cmark_node* node);
  void text(cmark_node* node);
  void marked(cmark_node* node, Mark::Kind kind);
  void link(cmark_node* node);
  void html(cmark_node* node);
  void footnote(cmark_node* node);
  void open_span(const SpanMark& mark, cmark_node* parent);
  void close_span(const SpanMark& mark, cmark_node* parent);
  void end_span(const Span& span);
  void crossed(const Position& where);
  void check_footnotes();

  Position place(int line, int column) const;
  Position place(cmark_node* node) const;
  Position place_of_bracket(cmark_node* node) const;

  std::function<Position(std::size_t)> where_;
  FootnoteTable& footnotes_;
  Problems& problems_;
  const Leaf* leaf_ = nullptr;
  RichTextBuilder builder_;
  std::vector<Span> spans_;
};

}  // namespace chancery::letter
