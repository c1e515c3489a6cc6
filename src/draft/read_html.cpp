#include "draft/read_html.h"

#include <libxml/HTMLparser.h>
#include <libxml/uri.h>

#include <algorithm>
#include <climits>
#include <utility>

#include "base/diagnostic.h"
#include "draft/html_chrome.h"
#include "draft/shape.h"
#include "draft/xml.h"

namespace chancery::draft {
namespace {

using Kind = Block::Kind;

/// The manner of text at a place.
struct Manner {
  bool emphasis = false, strong = false, as_written = false;
  std::string link;
};

/// Elements that stand on lines of their own, with an empty line around them or without.
enum class Stand { kInline, kLine, kParagraph };

Stand stand_of(std::string_view name) {
  for (const std::string_view each : {"p", "blockquote", "ul", "ol", "table", "address", "pre",
                                      "dl", "hr", "h1", "h2", "h3", "h4", "h5", "h6", "figure"}) {
    if (name == each) return Stand::kParagraph;
  }
  for (const std::string_view each :
       {"div", "section", "article", "main", "header", "footer", "li", "tr", "td", "th", "body",
        "center", "figcaption", "dt", "dd", "details", "summary", "fieldset", "html"}) {
    if (name == each) return Stand::kLine;
  }
  return Stand::kInline;
}

class Page {
 public:
  explicit Page(const xmlNode* root) : root_(root) {
    if (const xmlNode* base = element("base")) base_ = attribute(base, "href");
  }

  Found read() {
    found_.language = attribute(root_, "lang");
    if (found_.language.empty()) found_.language = attribute(root_, "xml:lang");
    if (const xmlNode* content = content_of(root_)) {
      in_content_ = name_of(content) != "body";
      blocks_ = &found_.blocks;
      children(content, {});
      end_block();
    }
    if (pictures_ > 0) {
      found_.unsure.push_back({"body", first_picture_, "left-out-picture",
                               std::to_string(pictures_) +
                                   (pictures_ == 1 ? " picture was" : " pictures were") +
                                   " left out",
                               "a letter of this program has its pictures in the letterhead"});
    }
    if (chrome_ > 0) {
      found_.unsure.push_back(
          {"", first_chrome_, "left-out",
           "left out as parts of the web page: " + chrome_text_ +
               (chrome_ > 3 ? " and " + std::to_string(chrome_ - 3) + " more" : ""),
           "write them into the letter if they belong to it"});
    }
    return std::move(found_);
  }

 private:
  const xmlNode* element(std::string_view name) const {
    const xmlNode* head = child(root_, "head");
    return head == nullptr ? nullptr : child(head, name);
  }

  void children(const xmlNode* node, const Manner& manner) {
    for (const xmlNode* each = node->children; each != nullptr; each = each->next) {
      if (each->type == XML_TEXT_NODE || each->type == XML_CDATA_SECTION_NODE) {
        text(each, manner);
      } else if (each->type == XML_ELEMENT_NODE) {
        visit(each, manner);
      }
    }
  }

  static int line_of(const xmlNode* node) { return static_cast<int>(xmlGetLineNo(node)); }

  void visit(const xmlNode* node, const Manner& manner) {
    const std::string_view name = name_of(node);
    const Chrome chrome = chrome_of(node, in_content_);
    if (chrome != Chrome::kNone) {
      if (chrome == Chrome::kTold) tell_chrome(node);
      return;
    }
    if (name == "br") {
      end_line();
      return;
    }
    if (name == "img" || name == "picture") {
      if (pictures_++ == 0) first_picture_ = line_of(node);
      return;
    }
    if (name == "ul" || name == "ol") return list(node, name == "ol");
    if (name == "blockquote") return quotation(node);
    if (name == "table" && is_data_table(node)) return table(node);
    const Stand stand = stand_of(name);
    if (stand == Stand::kInline) {
      children(node, inside(node, name, manner));
      return;
    }
    begin_block(stand == Stand::kParagraph);
    if (name.size() == 2 && name[0] == 'h' && name[1] >= '1' && name[1] <= '6') {
      block_.kind = Kind::kHeading;
      block_.level = name[1] - '0';
    }
    Manner own = manner;
    own.as_written = manner.as_written || name == "pre";
    children(node, own);
    const bool was_empty = block_is_empty();
    end_block();
    // An empty paragraph is an empty line.
    gap_ = stand == Stand::kParagraph ? 1 : std::max(gap_, was_empty ? 1 : 0);
  }

  Manner inside(const xmlNode* node, std::string_view name, const Manner& manner) const {
    Manner own = manner;
    if (name == "em" || name == "i" || name == "cite" || name == "dfn") own.emphasis = true;
    if (name == "strong" || name == "b") own.strong = true;
    if (name == "a" && manner.link.empty()) own.link = target(attribute(node, "href"));
    return own;
  }

  /// Whole addresses that a letter takes; others only lead about the page.
  std::string target(const std::string& href) const {
    std::string link(trimmed(href));
    if (link.empty() || link[0] == '#') return {};
    if (!base_.empty()) {
      xmlChar* whole = xmlBuildURI(reinterpret_cast<const xmlChar*>(link.c_str()),
                                   reinterpret_cast<const xmlChar*>(base_.c_str()));
      if (whole != nullptr) link = reinterpret_cast<const char*>(whole);
      xmlFree(whole);
    }
    for (const std::string_view scheme : {"https://", "http://", "mailto:", "tel:"}) {
      if (link.size() > scheme.size() && link.starts_with(scheme)) return link;
    }
    return {};
  }

  void text(const xmlNode* node, const Manner& manner) {
    std::string_view content = reinterpret_cast<const char*>(node->content);
    while (!content.empty()) {
      const std::size_t end = manner.as_written ? content.find('\n') : std::string_view::npos;
      Span span;
      span.text = std::string(content.substr(0, end));
      std::replace(span.text.begin(), span.text.end(), '\n', ' ');
      span.emphasis = manner.emphasis;
      span.strong = manner.strong;
      span.link = manner.link;
      const bool is_blank = trimmed(span.text).empty();
      if (line_.spans.empty()) line_.position = line_of(node) + leading_lines(content);
      if (!is_blank || !line_.spans.empty()) line_.spans.push_back(std::move(span));
      if (end == std::string_view::npos) return;
      end_line();
      content.remove_prefix(end + 1);
    }
  }

  /// libxml2 tells a text's first line, where the element before it ends.
  static int leading_lines(std::string_view text) {
    int lines = 0;
    for (const char c : text) {
      if (c == '\n') ++lines;
      if (c != '\n' && c != ' ' && c != '\t' && c != '\r') return lines;
    }
    return 0;
  }

  void end_line() {
    if (tidy(line_.text()).empty()) {
      // Two line breaks are an empty line, and what follows another block.
      if (!block_.lines.empty()) {
        end_block();
        gap_ = 1;
      }
    } else {
      block_.lines.push_back(std::move(line_));
    }
    line_ = {};
  }

  bool block_is_empty() const { return block_.lines.empty() && tidy(line_.text()).empty(); }

  void begin_block(bool with_gap) {
    end_block();
    if (with_gap) gap_ = 1;
  }

  void end_block() {
    if (!tidy(line_.text()).empty()) block_.lines.push_back(std::move(line_));
    line_ = {};
    if (!block_.lines.empty()) {
      block_.gap = gap_;
      gap_ = 0;
      blocks_->push_back(std::move(block_));
    }
    block_ = {};
  }

  void add(Block block) {
    block.gap = 1;
    gap_ = 1;
    blocks_->push_back(std::move(block));
  }

  /// The blocks below an element, as a list of their own.
  std::vector<Block> inner(const xmlNode* node) {
    std::vector<Block> blocks;
    std::vector<Block>* const before = std::exchange(blocks_, &blocks);
    children(node, {});
    end_block();
    blocks_ = before;
    return blocks;
  }

  void list(const xmlNode* node, bool ordered) {
    end_block();
    Block list;
    list.kind = Kind::kList;
    list.ordered = ordered;
    list.first_position = line_of(node);
    const std::string start = attribute(node, "start");
    if (!start.empty()) list.start = std::clamp(whole_number(start), 0, 999999999);
    for (const xmlNode* item = node->children; item != nullptr; item = item->next) {
      if (item->type != XML_ELEMENT_NODE || chrome_of(item, in_content_) != Chrome::kNone) continue;
      std::vector<Block> blocks = inner(item);
      if (!blocks.empty()) list.items.push_back(std::move(blocks));
    }
    if (!list.items.empty()) add(std::move(list));
  }

  void quotation(const xmlNode* node) {
    end_block();
    Block quotation;
    quotation.kind = Kind::kQuotation;
    quotation.first_position = line_of(node);
    quotation.blocks = inner(node);
    if (!quotation.blocks.empty()) add(std::move(quotation));
  }

  template <typename Visit>
  static void each_row(const xmlNode* node, Visit visit) {
    for (const xmlNode* each = node->children; each != nullptr; each = each->next) {
      const std::string_view name = name_of(each);
      if (name == "tr") visit(each);
      if (name == "thead" || name == "tbody" || name == "tfoot") each_row(each, visit);
    }
  }

  /// Old pages are laid out with tables: one that holds other tables, or whose rows have a single
  /// cell, is none.
  static bool is_data_table(const xmlNode* table) {
    std::size_t columns = 0;
    bool has_blocks = false;
    each_row(table, [&](const xmlNode* row) {
      std::size_t cells = 0;
      for (const xmlNode* cell = row->children; cell != nullptr; cell = cell->next) {
        if (name_of(cell) != "td" && name_of(cell) != "th") continue;
        ++cells;
        std::size_t paragraphs = 0;
        for (const xmlNode* each = cell->children; each != nullptr; each = each->next) {
          const std::string_view name = name_of(each);
          has_blocks = has_blocks || name == "table" || name == "ul" || name == "ol" ||
                       name == "blockquote" || name == "h1" || name == "h2";
          if (name == "p") ++paragraphs;
        }
        has_blocks = has_blocks || paragraphs > 3;
      }
      columns = std::max(columns, cells);
    });
    return columns >= 2 && !has_blocks;
  }

  void table(const xmlNode* node) {
    end_block();
    Block table;
    table.kind = Kind::kTable;
    table.first_position = line_of(node);
    each_row(node, [&](const xmlNode* row) {
      table.rows.emplace_back();
      for (const xmlNode* cell = row->children; cell != nullptr; cell = cell->next) {
        if (name_of(cell) != "td" && name_of(cell) != "th") continue;
        std::vector<Line> lines;
        for (Block& block : inner(cell)) {
          lines.insert(lines.end(), block.lines.begin(), block.lines.end());
        }
        table.rows.back().push_back(std::move(lines));
      }
      if (table.rows.back().empty()) table.rows.pop_back();
    });
    if (!table.rows.empty()) add(std::move(table));
  }

  void tell_chrome(const xmlNode* node) {
    xmlChar* content = xmlNodeGetContent(node);
    const std::string text =
        content == nullptr ? std::string() : tidy(reinterpret_cast<const char*>(content));
    xmlFree(content);
    if (text.empty()) return;
    if (chrome_++ == 0) first_chrome_ = line_of(node);
    if (chrome_ <= 3) chrome_text_ += (chrome_text_.empty() ? "" : ", ") + some_words(text);
  }

  const xmlNode* root_;
  std::string base_;
  Found found_;
  std::vector<Block>* blocks_ = nullptr;
  Block block_;
  Line line_;
  int gap_ = 0;
  bool in_content_ = false;
  int pictures_ = 0, first_picture_ = 0;
  int chrome_ = 0, first_chrome_ = 0;
  std::string chrome_text_;
};

}  // namespace

Found read_html(const std::string& text) {
  constexpr int kOptions = HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING |
                           HTML_PARSE_NONET | HTML_PARSE_COMPACT;
  if (text.empty() || text.size() >= INT_MAX) return {};
  const Document document(htmlReadMemory(text.data(), static_cast<int>(text.size()), nullptr,
                                         "UTF-8", kOptions | XML_PARSE_BIG_LINES));
  const xmlNode* root = document ? xmlDocGetRootElement(document.get()) : nullptr;
  if (root == nullptr) return {};
  check_depth(root);
  return Page(root).read();
}

}  // namespace chancery::draft
