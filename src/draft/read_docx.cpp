#include "draft/read_docx.h"

#include <algorithm>
#include <set>
#include <utility>

#include "base/diagnostic.h"
#include "draft/archive.h"
#include "draft/docx_styles.h"
#include "draft/shape.h"
#include "draft/xml.h"

namespace chancery::draft {
namespace {

using Kind = Block::Kind;

/// A paragraph of a list, before the list is put together.
struct Item {
  std::string list;
  int level = 0;
};

struct Paragraph {
  Block block;
  Item item;
};

class Reader {
 public:
  Reader(const DocxParts& parts, Found& found) : parts_(parts), found_(found) {}

  std::vector<Block> blocks(const xmlNode* body) {
    std::vector<Paragraph> paragraphs;
    std::vector<Paragraph>* const before = std::exchange(paragraphs_, &paragraphs);
    const int gap = std::exchange(gap_, 0);
    children(body);
    paragraphs_ = before;
    gap_ = gap;
    return with_lists(std::move(paragraphs));
  }

  int position() const { return position_; }

 private:
  /// Blocks: paragraphs, tables, and what only wraps them.
  void children(const xmlNode* node) {
    for (const xmlNode* each = node->children; each != nullptr; each = each->next) {
      const std::string_view name = name_of(each);
      if (name == "p") {
        paragraph(each);
      } else if (name == "tbl") {
        table(each);
      } else if (name == "sdt" || name == "sdtContent" || name == "ins" || name == "smartTag" ||
                 name == "customXml" || name == "moveTo") {
        children(each);
      }
    }
  }

  void paragraph(const xmlNode* node) {
    ++position_;
    Paragraph paragraph;
    Block& block = paragraph.block;
    const xmlNode* properties = child(node, "pPr");
    const DocxStyle style = style_of(child(properties, "pStyle"));
    heading(style, block);
    paragraph.item = item_of(properties, style);
    line_ = {};
    line_.position = position_;
    Span manner;
    // A heading is in bold by its style; that is the letterhead's to say.
    if (block.kind == Kind::kText) {
      manner.strong = style.bold;
      manner.emphasis = style.italic;
    }
    std::vector<Line>* const before = std::exchange(lines_, &block.lines);
    runs(node, manner);
    end_line();
    lines_ = before;
    if (block.lines.empty()) {
      ++gap_;
    } else {
      block.gap = gap_;
      gap_ = 0;
      paragraphs_->push_back(std::move(paragraph));
    }
    // Text boxes stand beside the paragraph that holds them.
    for (const xmlNode* box : std::exchange(boxes_, {})) children(box);
  }

  DocxStyle style_of(const xmlNode* node) const {
    if (node == nullptr) return {};
    const auto found = parts_.styles.find(attribute(node, "val"));
    return found == parts_.styles.end() ? DocxStyle{} : found->second;
  }

  static void heading(const DocxStyle& style, Block& block) {
    if (style.name == "title") {
      block.kind = Kind::kHeading;
      block.level = 1;
    } else if (style.name.starts_with("heading ")) {
      block.kind = Kind::kHeading;
      block.level = std::clamp(whole_number(std::string_view(style.name).substr(8)), 1, 6);
    }
  }

  static Item item_of(const xmlNode* properties, const DocxStyle& style) {
    Item item{style.list, style.level};
    if (const xmlNode* numbering = child(properties, "numPr")) {
      if (const xmlNode* id = child(numbering, "numId")) item.list = attribute(id, "val");
      if (const xmlNode* level = child(numbering, "ilvl")) {
        item.level = std::clamp(whole_number(attribute(level, "val")), 0, 8);
      }
    }
    if (item.list == "0") item.list.clear();
    return item;
  }

  /// Inside of a paragraph: runs, links, and what only wraps them.
  void runs(const xmlNode* node, const Span& manner) {
    for (const xmlNode* each = node->children; each != nullptr; each = each->next) {
      const std::string_view name = name_of(each);
      if (name == "r") {
        run(each, manner);
      } else if (name == "hyperlink") {
        Span linked = manner;
        const auto link = parts_.links.find(attribute(each, "id"));
        if (link != parts_.links.end() && is_whole_address(link->second)) {
          linked.link = link->second;
        }
        runs(each, linked);
      } else if (name == "ins" || name == "smartTag" || name == "sdt" || name == "sdtContent" ||
                 name == "fldSimple" || name == "customXml" || name == "moveTo" || name == "dir" ||
                 name == "bdo") {
        runs(each, manner);
      }
    }
  }

  static bool is_whole_address(const std::string& link) {
    for (const std::string_view scheme : {"https://", "http://", "mailto:", "tel:"}) {
      if (link.starts_with(scheme) && link.size() > scheme.size()) return true;
    }
    return false;
  }

  void run(const xmlNode* node, const Span& manner) {
    Span span = manner;
    if (const xmlNode* properties = child(node, "rPr")) {
      const DocxStyle style = style_of(child(properties, "rStyle"));
      const auto merged = [&](const char* name, bool inherited) {
        return child(properties, name) != nullptr ? is_on(properties, name) : inherited;
      };
      span.strong = merged("b", span.strong || style.bold);
      span.emphasis = merged("i", span.emphasis || style.italic);
      if (is_on(properties, "vanish")) return;
    }
    run_content(node, span);
  }

  void run_content(const xmlNode* node, const Span& manner) {
    for (const xmlNode* each = node->children; each != nullptr; each = each->next) {
      const std::string_view name = name_of(each);
      if (name == "t") {
        put(manner, text_of(each));
      } else if (name == "tab" || name == "ptab") {
        put(manner, "\t");
      } else if (name == "br" || name == "cr") {
        if (attribute(each, "type").empty() || attribute(each, "type") == "textWrapping")
          end_line();
      } else if (name == "noBreakHyphen") {
        put(manner, "\xE2\x80\x91");
      } else if (name == "softHyphen") {
        put(manner, "\xC2\xAD");
      } else if (name == "footnoteReference") {
        Span note;
        note.footnote = attribute(each, "id");
        line_.spans.push_back(std::move(note));
        notes_.insert(attribute(each, "id"));
      } else if (name == "drawing" || name == "pict" || name == "object") {
        picture(each);
      } else if (name == "AlternateContent") {
        // One of several ways to say the same (ISO/IEC 29500-3, 7.6).
        if (const xmlNode* choice = child(each, "Choice")) run_content(choice, manner);
      }
    }
  }

  static std::string text_of(const xmlNode* node) {
    std::string text;
    for (const xmlNode* part = node->children; part != nullptr; part = part->next) {
      if (part->type == XML_TEXT_NODE && part->content != nullptr) {
        text += reinterpret_cast<const char*>(part->content);
      }
    }
    return text;
  }

  /// A text box, or a picture.
  void picture(const xmlNode* node) {
    std::vector<const xmlNode*> open{node};
    bool has_text = false;
    while (!open.empty()) {
      const xmlNode* at = open.back();
      open.pop_back();
      if (name_of(at) == "txbxContent") {
        boxes_.push_back(at);
        has_text = true;
        continue;
      }
      for (const xmlNode* each = at->last; each != nullptr; each = each->prev) {
        if (each->type == XML_ELEMENT_NODE) open.push_back(each);
      }
    }
    if (has_text) return;
    found_.unsure.push_back({"body", position_, "left-out-picture", "a picture was left out",
                             "a letter of this program has its pictures in the letterhead"});
  }

  void put(Span span, std::string text) {
    span.text = std::move(text);
    line_.spans.push_back(std::move(span));
  }

  void end_line() {
    const bool has_note = std::any_of(line_.spans.begin(), line_.spans.end(),
                                      [](const Span& span) { return !span.footnote.empty(); });
    if (has_note || !tidy(line_.text()).empty()) lines_->push_back(std::move(line_));
    line_ = {};
    line_.position = position_;
  }

  void table(const xmlNode* node) {
    Paragraph table;
    table.block.kind = Kind::kTable;
    table.block.first_position = position_ + 1;
    table.block.gap = 1;
    for (const xmlNode* row = node->children; row != nullptr; row = row->next) {
      if (name_of(row) != "tr") continue;
      std::vector<std::vector<Line>> cells;
      for (const xmlNode* cell = row->children; cell != nullptr; cell = cell->next) {
        if (name_of(cell) != "tc") continue;
        std::vector<Line> lines;
        for (const Block& block : blocks(cell)) collect(block, lines);
        cells.push_back(std::move(lines));
      }
      if (!cells.empty()) table.block.rows.push_back(std::move(cells));
    }
    if (!table.block.rows.empty()) paragraphs_->push_back(std::move(table));
    gap_ = 1;
  }

  static void collect(const Block& block, std::vector<Line>& lines) {
    lines.insert(lines.end(), block.lines.begin(), block.lines.end());
    for (const auto& item : block.items) {
      for (const Block& inside : item) collect(inside, lines);
    }
    for (const auto& row : block.rows) {
      for (const auto& cell : row) lines.insert(lines.end(), cell.begin(), cell.end());
    }
  }

  bool is_ordered(const Item& item) const {
    const auto list = parts_.lists.find(item.list);
    if (list == parts_.lists.end()) return false;
    const auto format = list->second.formats.find(item.level);
    return format != list->second.formats.end() && format->second != "bullet" &&
           format->second != "none" && !format->second.empty();
  }

  int start_of(const Item& item) const {
    const auto list = parts_.lists.find(item.list);
    if (list == parts_.lists.end()) return 1;
    const auto start = list->second.starts.find(item.level);
    return start == list->second.starts.end() ? 1 : start->second;
  }

  /// Paragraphs of one list that follow one another become it; deeper levels stand inside.
  std::vector<Block> with_lists(std::vector<Paragraph> paragraphs) const {
    std::vector<Block> blocks;
    for (std::size_t at = 0; at < paragraphs.size();) {
      if (paragraphs[at].item.list.empty() || paragraphs[at].block.kind != Kind::kText) {
        blocks.push_back(std::move(paragraphs[at++].block));
      } else {
        blocks.push_back(list_from(paragraphs, at, paragraphs[at].item.level));
      }
    }
    return blocks;
  }

  Block list_from(std::vector<Paragraph>& paragraphs, std::size_t& at, int level) const {
    Block list;
    list.kind = Kind::kList;
    list.gap = 1;
    list.first_position = paragraphs[at].block.position();
    list.ordered = is_ordered(paragraphs[at].item);
    list.start = start_of(paragraphs[at].item);
    const std::string id = paragraphs[at].item.list;
    while (at < paragraphs.size() && !paragraphs[at].item.list.empty()) {
      const Item& item = paragraphs[at].item;
      if (item.level < level || (item.level == level && item.list != id)) break;
      if (item.level == level) {
        list.items.emplace_back();
        list.items.back().push_back(std::move(paragraphs[at++].block));
      } else {
        Block inner = list_from(paragraphs, at, item.level);
        if (list.items.empty()) list.items.emplace_back();
        list.items.back().push_back(std::move(inner));
      }
    }
    return list;
  }

 public:
  const std::set<std::string>& notes() const { return notes_; }

 private:
  const DocxParts& parts_;
  Found& found_;
  std::vector<Paragraph>* paragraphs_ = nullptr;
  std::vector<Line>* lines_ = nullptr;
  Line line_;
  std::vector<const xmlNode*> boxes_;
  std::set<std::string> notes_;
  int gap_ = 0;
  int position_ = 0;
};

/// Footnotes that the text refers to; a reference to none goes.
void read_notes(Archive& archive, const DocxParts& parts, const std::set<std::string>& asked,
                Found& found) {
  if (asked.empty()) return;
  const std::string name = "word/footnotes.xml";
  std::set<std::string> there;
  if (const auto bytes = archive.read(name)) {
    const Document document = parse_xml(*bytes, name);
    const xmlNode* root = xmlDocGetRootElement(document.get());
    for (const xmlNode* node = root->children; node != nullptr; node = node->next) {
      const std::string id = name_of(node) == "footnote" ? attribute(node, "id") : std::string();
      if (!asked.contains(id)) continue;
      Footnote note{id, Reader(parts, found).blocks(node)};
      if (note.blocks.empty() || !there.insert(id).second) continue;
      found.footnotes.push_back(std::move(note));
    }
  }
  for (Block& block : found.blocks) {
    for (Line& line : block.lines) {
      std::erase_if(line.spans, [&](const Span& span) {
        return !span.footnote.empty() && !there.contains(span.footnote);
      });
    }
  }
}

/// Lines at the foot of each page. Those that count pages are the letterhead's.
void read_footer(Archive& archive, const DocxParts& parts, Found& found) {
  for (const char* name : {"word/footer1.xml", "word/footer2.xml", "word/footer3.xml"}) {
    const auto bytes = archive.read(name);
    if (!bytes) continue;
    const Document document = parse_xml(*bytes, name);
    for (const Block& block : Reader(parts, found).blocks(xmlDocGetRootElement(document.get()))) {
      for (const Line& line : block.lines) {
        const std::string text = tidy(line.text());
        const std::u32string low = folded(text);
        const bool has_words = std::count_if(low.begin(), low.end(), is_letter) >= 10;
        if (has_words) found.page_footer.push_back(line);
      }
    }
    if (!found.page_footer.empty()) return;
  }
}

}  // namespace

Found read_docx(ByteView bytes) {
  Archive archive(bytes);
  const std::string name = "word/document.xml";
  const auto text = archive.read(name);
  if (!text) {
    throw Failure(FailureKind::kInput, "not-docx", "this archive holds no Word document",
                  "open it in a word processor and save it as .docx");
  }
  const DocxParts parts = read_docx_parts(archive);
  const Document document = parse_xml(*text, name);
  const xmlNode* body = child(xmlDocGetRootElement(document.get()), "body");
  if (body == nullptr) {
    throw Failure(FailureKind::kInput, "docx-damaged", name + " has no body",
                  "open the document in a word processor and save it again");
  }
  Found found;
  found.language = parts.language;
  Reader reader(parts, found);
  found.blocks = reader.blocks(body);
  read_footer(archive, parts, found);
  read_notes(archive, parts, reader.notes(), found);
  return found;
}

}  // namespace chancery::draft
