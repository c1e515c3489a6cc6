#include "letter/body.h"

#include <cmark-gfm-core-extensions.h>

#include "letter/divisions.h"
#include "letter/footnotes.h"
#include "letter/images.h"
#include "letter/inlines.h"
#include "letter/leaf.h"
#include "letter/markdown.h"
#include "letter/table_source.h"

namespace chancery::letter {
namespace {

std::size_t to_size(int number) {
  return number > 0 ? static_cast<std::size_t>(number) : 0;
}

bool is_table(cmark_node* node) {
  return std::string_view(cmark_node_get_type_string(node)) == "table";
}

class BodyReader {
 public:
  BodyReader(std::string_view markdown, const Origin& origin, const std::string& file,
             Problems& problems)
      : lines_(markdown, file),
        where_([&origin](std::size_t offset) { return origin.at(offset); }),
        problems_(problems),
        inlines_(where_, footnotes_, problems) {}

  Body read() {
    divisions_ = find_divisions(lines_, where_, problems_);
    if (!tables_are_small(lines_, where_, problems_)) return {};
    collect_definitions();
    const MarkdownTree tree = parse_markdown(divisions_.markdown);
    if (cmark_node* node = first_too_deep(tree.get())) {
      problems_.error(place(node), "too-deep",
                      "lists, quotations and emphasis are nested more than " +
                          std::to_string(data::kDeepestNesting) + " deep",
                      "nest them less deeply");
      return {};
    }
    covered_.resize(lines_.count());
    label_footnotes(tree.get());
    Body body;
    for (cmark_node* node = cmark_node_first_child(tree.get()); node != nullptr;
         node = cmark_node_next(node)) {
      top_level(node, body);
    }
    check_unused_footnotes();
    check_link_definitions();
    return body;
  }

 private:
  std::size_t line_of(cmark_node* node) const {
    return to_size(cmark_node_get_start_line(node) - 1);
  }

  std::size_t offset_of(cmark_node* node) const {
    const std::size_t line = line_of(node);
    const std::size_t column = to_size(cmark_node_get_start_column(node) - 1);
    return lines_.start(line) + std::min(column, lines_.line(line).size());
  }

  Position place(cmark_node* node) const { return where_(offset_of(node)); }

  void cover(std::size_t first, std::size_t count) {
    for (std::size_t i = first; i < first + count && i < covered_.size(); ++i) covered_[i] = true;
  }

  void cover(cmark_node* node) {
    const std::size_t first = line_of(node);
    const std::size_t end = to_size(cmark_node_get_end_line(node));
    cover(first, end > first ? end - first : 1);
  }

  void top_level(cmark_node* node, Body& body) {
    const std::size_t line = line_of(node);
    const cmark_node_type type = cmark_node_get_type(node);
    if (type == CMARK_NODE_HTML_BLOCK && line < lines_.count() && divisions_.is_fence[line]) return;
    if (type == CMARK_NODE_FOOTNOTE_DEFINITION) {
      Footnote footnote{footnotes_.labels[body.footnotes.size()], {}};
      footnotes_.place = FootnoteTable::Place::kFootnote;
      footnote.blocks = blocks(node);
      footnotes_.place = FootnoteTable::Place::kBody;
      for (Block& inner : footnote.blocks) apply_division(line, inner);
      body.footnotes.push_back(std::move(footnote));
      return;
    }
    is_top_level_ = true;
    block(node, body.blocks);
    if (!body.blocks.empty()) apply_division(line, body.blocks.back());
  }

  void apply_division(std::size_t line, Block& block) const {
    const int index = line < lines_.count() ? divisions_.innermost[line] : -1;
    if (index < 0) return;
    const Division& division = divisions_.all[static_cast<std::size_t>(index)];
    // What an image says itself counts.
    if (block.language.empty()) block.language = division.language;
    if (block.direction.empty()) block.direction = division.direction;
  }

  std::vector<Block> blocks(cmark_node* parent) {
    std::vector<Block> inner;
    for (cmark_node* child = cmark_node_first_child(parent); child != nullptr;
         child = cmark_node_next(child)) {
      is_top_level_ = false;
      block(child, inner);
    }
    return inner;
  }

  void block(cmark_node* node, std::vector<Block>& to) {
    Block block;
    block.where = place(node);
    switch (cmark_node_get_type(node)) {
      case CMARK_NODE_PARAGRAPH:
        if (const auto lone = lone_image(node)) {
          image(node, *lone, block);
          break;
        }
        block.text = paragraph(node);
        block.where = block.text.where;
        break;
      case CMARK_NODE_HEADING:
        block.kind = Block::Kind::kHeading;
        block.level = cmark_node_get_heading_level(node);
        block.text = heading(node, block.where);
        break;
      case CMARK_NODE_LIST:
        block.kind = Block::Kind::kList;
        block.ordered = cmark_node_get_list_type(node) == CMARK_ORDERED_LIST;
        if (block.ordered) block.start = cmark_node_get_list_start(node);
        for (cmark_node* item = cmark_node_first_child(node); item != nullptr;
             item = cmark_node_next(item)) {
          block.items.push_back({blocks(item)});
        }
        break;
      case CMARK_NODE_BLOCK_QUOTE:
        block.kind = Block::Kind::kQuotation;
        block.blocks = blocks(node);
        break;
      case CMARK_NODE_THEMATIC_BREAK:
        block.kind = Block::Kind::kPageBreak;
        page_break(node);
        break;
      case CMARK_NODE_CODE_BLOCK:
        return code_block(node);
      case CMARK_NODE_HTML_BLOCK:
        cover(node);
        problems_.error(block.where, "raw-html", "HTML cannot stand in a letter",
                        "use Markdown for it; write '\\<' for a sign that is text");
        return;
      default:
        if (!is_table(node)) {
          cover(node);
          problems_.error(block.where, "unknown-markdown",
                          "the Markdown element '" + std::string(cmark_node_get_type_string(node)) +
                              "' cannot stand in a letter",
                          "write it as plain text");
          return;
        }
        block.kind = Block::Kind::kTable;
        block.rows = table(node);
    }
    to.push_back(std::move(block));
  }

  RichText paragraph(cmark_node* node) {
    const Leaf leaf(node, lines_);
    cover(leaf.first_line(), leaf.line_count());
    // A fence at the left edge would not have come here.
    for (std::size_t at = 0; at != std::string_view::npos;) {
      if (leaf.raw().substr(at).starts_with(":::")) {
        problems_.error(where_(leaf.of_raw(at)), "misplaced-division",
                        "':::' stands inside a list, a quotation or an indented line",
                        "write it at the left edge, or '\\:::' for signs that are text");
      }
      at = leaf.raw().find('\n', at);
      if (at != std::string_view::npos) at = leaf.raw().find_first_not_of(" \t\n", at);
    }
    return inlines_.read(node, leaf);
  }

  void image(cmark_node* node, const LoneImage& lone, Block& block) {
    const Leaf leaf(node, lines_);
    cover(leaf.first_line(), leaf.line_count());
    block.where = where_(leaf.of_raw(0));
    if (footnotes_.place == FootnoteTable::Place::kFootnote) {
      problems_.error(block.where, "image", "an image stands in a footnote",
                      "put it into the body of the letter");
    }
    read_image(lone, leaf, where_, inlines_, problems_, block);
  }

  RichText heading(cmark_node* node, const Position& where) {
    cover(node);
    const Leaf leaf(node, lines_);
    // Link definitions at the head of a heading are lines that belong to no text.
    for (std::size_t line = line_of(node); line < leaf.first_line(); ++line) covered_[line] = false;
    RichText text = inlines_.read(node, leaf);
    if (text.text.empty()) {
      problems_.error(where, "empty-heading", "this heading has no text",
                      "write its text, or '\\#' for a sign that is text");
    }
    return text;
  }

  void page_break(cmark_node* node) {
    cover(node);
    if (is_top_level_) return;
    problems_.error(place(node), "misplaced-page-break",
                    "a page break stands inside a list, a quotation or a footnote",
                    "write the line '---' at the left edge, between blocks");
  }

  void code_block(cmark_node* node) {
    cover(node);
    int length = 0;
    int offset = 0;
    char sign = 0;
    const bool is_fenced = cmark_node_get_fenced(node, &length, &offset, &sign) != 0;
    problems_.error(place(node), "code-block", "a block of code cannot stand in a letter",
                    is_fenced ? "write it as paragraphs, or `like this` within a sentence"
                              : "indent the line by fewer than four spaces, or write the code "
                                "`like this` within a sentence");
  }

  std::vector<TableRow> table(cmark_node* node) {
    cover(node);
    const std::size_t columns = cmark_gfm_extensions_get_table_columns(node);
    const std::uint8_t* const alignments = cmark_gfm_extensions_get_table_alignments(node);
    std::vector<TableRow> rows;
    for (cmark_node* row = cmark_node_first_child(node); row != nullptr;
         row = cmark_node_next(row)) {
      const std::size_t line = rows.empty() ? line_of_head(node) : line_of(row);
      const std::size_t indent = to_size(cmark_node_get_start_column(row) - 1);
      const std::size_t begin = lines_.start(line) + std::min(indent, lines_.line(line).size());
      const std::size_t end = lines_.start(line) + lines_.line(line).size();
      const std::string_view source = lines_.text().substr(begin, end - begin);
      check_row(source, begin, columns);
      TableRow cells;
      for (cmark_node* cell = cmark_node_first_child(row); cell != nullptr;
           cell = cmark_node_next(cell)) {
        const std::size_t column = cells.cells.size();
        const char align = column < columns ? static_cast<char>(alignments[column]) : '\0';
        const CellPlace at = cell_place(source, column);
        const Leaf leaf(cell, begin + at.text, at.text - at.begin);
        cells.cells.push_back({inlines_.read(cell, leaf), align == 'c' ? TableCell::Align::kCentre
                                                          : align == 'r'
                                                              ? TableCell::Align::kEnd
                                                              : TableCell::Align::kStart});
      }
      rows.push_back(std::move(cells));
    }
    return rows;
  }

  // cmark lets a table, and its head, begin with the paragraph that it has split off before it.
  std::size_t line_of_head(cmark_node* table) const {
    cmark_node* first_row = cmark_node_next(cmark_node_first_child(table));
    const std::size_t after_delimiter =
        first_row != nullptr ? line_of(first_row) : to_size(cmark_node_get_end_line(table));
    return after_delimiter - std::min(after_delimiter, std::size_t{2});
  }

  void check_row(std::string_view source, std::size_t begin, std::size_t columns) {
    const std::size_t cells = count_cells(source);
    if (cells <= columns) return;
    problems_.error(where_(begin), "table-row",
                    "this row has " + std::to_string(cells) + " cells, the head of the table " +
                        std::to_string(columns),
                    "give the head as many cells; write '\\|' for a bar that is text");
  }

  void collect_definitions() {
    definitions_ = footnote_definitions(lines_);
    for (const FootnoteLabel& definition : definitions_) {
      if (footnotes_.defined.insert(footnote_key(definition.label)).second) continue;
      problems_.error(where_(definition.offset), "duplicate-footnote",
                      "the footnote " + data::in_quotes(definition.label) + " is defined twice",
                      "give one of the two another label");
    }
  }

  // cmark moves the definitions to the end, in the order of its numbers, and forgets their labels.
  void label_footnotes(cmark_node* root) {
    for (cmark_node* node = cmark_node_first_child(root); node != nullptr;
         node = cmark_node_next(node)) {
      if (cmark_node_get_type(node) != CMARK_NODE_FOOTNOTE_DEFINITION) continue;
      const std::string_view line = lines_.line(line_of(node));
      const std::size_t column = to_size(cmark_node_get_start_column(node) - 1);
      const std::size_t begin = line.rfind("[^", column);
      const std::size_t end = line.find("]:", begin == std::string_view::npos ? 0 : begin);
      const bool is_found = begin != std::string_view::npos && end != std::string_view::npos;
      footnotes_.labels.emplace_back(is_found ? line.substr(begin + 2, end - begin - 2)
                                              : std::string_view{});
    }
  }

  void check_unused_footnotes() {
    for (const FootnoteLabel& definition : definitions_) {
      if (footnotes_.used.contains(footnote_key(definition.label))) continue;
      problems_.error(where_(definition.offset), "unused-footnote",
                      "nothing refers to the footnote " + data::in_quotes(definition.label),
                      "write '[^" + definition.label + "]' where it belongs, or remove it");
    }
  }

  // cmark takes link definitions out of the text. One that is used would do no harm, but whether it
  // is cannot be seen, and "[Note]: soon" must not vanish from a letter.
  void check_link_definitions() {
    for (std::size_t i = 0; i < lines_.count(); ++i) {
      if (covered_[i] || divisions_.is_fence[i]) continue;
      const std::string_view line = lines_.line(i);
      const std::size_t begin = line.find_first_not_of(" \t>-+*.)0123456789");
      if (begin == std::string_view::npos) continue;
      const std::string_view rest = line.substr(begin);
      if (!rest.starts_with('[') || rest.starts_with("[^")) continue;
      problems_.error(where_(lines_.start(i) + begin), "link-definition",
                      "definitions of links cannot stand in a letter",
                      "write the address with the link: '[text](https://…)'; write '\\[' for a "
                      "bracket that is text");
    }
  }

  data::Lines lines_;
  std::function<Position(std::size_t)> where_;
  Problems& problems_;
  FootnoteTable footnotes_;
  std::vector<FootnoteLabel> definitions_;
  InlineReader inlines_;
  Divisions divisions_;
  std::vector<bool> covered_;
  bool is_top_level_ = false;
};

}  // namespace

Body read_body(std::string_view markdown, const Origin& origin, const std::string& file,
               Problems& problems) {
  return BodyReader(markdown, origin, file, problems).read();
}

}  // namespace chancery::letter
