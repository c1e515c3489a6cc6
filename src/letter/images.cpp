#include "letter/images.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include "base/utf8.h"
#include "data/data.h"
#include "letter/attributes.h"
#include "letter/body.h"
#include "letter/characters.h"

namespace chancery::letter {
namespace {

std::string_view view(const char* text) {
  return text == nullptr ? std::string_view{} : std::string_view(text);
}

int hexadecimal_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

/// Editors write a blank in a path as "%20" (RFC 3986, 2.1).
std::string without_percent(std::string_view url) {
  std::string path;
  for (std::size_t i = 0; i < url.size(); ++i) {
    const bool is_escape = url[i] == '%' && i + 2 < url.size() &&
                           hexadecimal_digit(url[i + 1]) >= 0 && hexadecimal_digit(url[i + 2]) >= 0;
    if (!is_escape) {
      path += url[i];
      continue;
    }
    path += static_cast<char>(hexadecimal_digit(url[i + 1]) * 16 + hexadecimal_digit(url[i + 2]));
    i += 2;
  }
  return path;
}

/// "https:", "file:" and the like; a single letter is a drive, no scheme.
bool has_scheme(std::string_view url) {
  const std::size_t colon = url.find_first_of(":/?#");
  return colon != std::string_view::npos && colon > 1 && url[colon] == ':';
}

/// In one line: neither a caption nor what is read aloud has lines of its own.
std::string one_line(std::string_view text) {
  constexpr std::string_view kLineSeparator = "\u2028";
  std::string line;
  for (std::size_t at = 0; at < text.size();) {
    const bool is_separator = text.substr(at).starts_with(kLineSeparator);
    const bool is_space =
        is_separator || std::string_view(" \t\r\n").find(text[at]) != std::string_view::npos;
    if (!is_space) {
      line += text[at];
    } else if (!line.empty() && !line.ends_with(' ')) {
      line += ' ';
    }
    at += is_separator ? kLineSeparator.size() : 1;
  }
  if (line.ends_with(' ')) line.pop_back();
  return line;
}

/// No-break and other wide or narrow blanks, joiners and marks say nothing.
bool is_blank(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const auto step = decode_utf8(text, at);
    if (!step) return false;
    const char32_t c = step->code_point;
    const bool says_nothing = c == ' ' || c == 0xA0 || c == 0x3000 || c == 0x2060 || c == 0x202F ||
                              (c >= 0x2000 && c <= 0x200F);
    if (!says_nothing) return false;
    at += step->length;
  }
  return true;
}

std::string file_of(std::string_view url, const Position& where, Problems& problems) {
  std::string file = without_percent(url);
  if (file.empty() || has_scheme(url) || first_invalid_utf8(file)) {
    problems.error(where, "image-file",
                   file.empty() ? "this image names no file"
                                : data::in_quotes(url) + " is no path to a file beside the letter",
                   "put the file into the letter's folder and write its name: "
                   "'![what it shows](map.png)'");
    return {};
  }
  return without_refused(
      file, [&where](std::size_t) { return where; }, problems);
}

std::string alternate_of(cmark_node* node, const Leaf& leaf, const Position& where,
                         InlineReader& inlines, Problems& problems) {
  const RichText rich = inlines.read(node, leaf);
  const bool has_note = std::any_of(rich.marks.begin(), rich.marks.end(), [](const Mark& mark) {
    return mark.kind == Mark::Kind::kFootnote;
  });
  if (has_note) {
    problems.error(where, "misplaced-footnote",
                   "a footnote cannot stand in what an image's brackets say of it",
                   "write it into the text; write '\\[' for a bracket that is text");
  }
  std::string alternate = one_line(rich.text);
  if (is_blank(alternate)) {
    problems.error(where, "image-alt", "this image does not say what it shows",
                   "write it between the brackets, as you would tell it over the telephone: "
                   "'![Map of the piers](map.png)'; readers who do not see it hear that (PDF/UA)");
  }
  return alternate;
}

/// cmark gives the title as text, without its place.
RichText caption_of(cmark_node* node, const Position& where, Problems& problems) {
  const std::string markdown = without_refused(
      one_line(view(cmark_node_get_title(node))), [&where](std::size_t) { return where; },
      problems);
  const data::Lines nowhere({}, where.file);
  Origin origin(nowhere);
  origin.stand_at(where);
  RichText caption;
  if (!markdown.empty()) caption = read_inline(markdown, origin, where.file, problems);
  caption.where = where;
  return caption;
}

void apply(const Attributes& attributes, const std::function<Position(std::size_t)>& where,
           Problems& problems, Block& block) {
  block.language = attributes.language;
  block.direction = attributes.direction;
  block.image->width = attributes.width;
  block.image->share = attributes.share;
  for (const Attributes::Class& name : attributes.classes) {
    if (name.name == "start") {
      block.image->align = Image::Align::kStart;
    } else if (name.name == "centre") {
      block.image->align = Image::Align::kCentre;
    } else if (name.name == "end") {
      block.image->align = Image::Align::kEnd;
    } else if (name.name == "flatten") {
      block.image->may_flatten = true;
    } else {
      problems.error(where(name.offset), "unknown-class",
                     "unknown class " + data::in_quotes("." + name.name) + " of an image",
                     "the classes known here are .start, .centre, .end and .flatten");
    }
  }
}

class Finder {
 public:
  void find(std::vector<Block>& blocks) {
    for (Block& block : blocks) {
      if (block.image) found.push_back(&block);
      find(block.blocks);
      for (ListItem& item : block.items) find(item.blocks);
    }
  }
  std::vector<Block*> found;
};

}  // namespace

std::optional<LoneImage> lone_image(cmark_node* paragraph) {
  cmark_node* first = cmark_node_first_child(paragraph);
  if (first == nullptr || cmark_node_get_type(first) != CMARK_NODE_IMAGE) return std::nullopt;
  LoneImage lone{first, std::nullopt};
  cmark_node* next = cmark_node_next(first);
  if (next == nullptr) return lone;
  lone.attributes = span_mark(next);
  const bool is_alone = cmark_node_next(next) == nullptr && lone.attributes &&
                        lone.attributes->kind == SpanMark::Kind::kOfImage;
  return is_alone ? std::optional(lone) : std::nullopt;
}

void read_image(const LoneImage& lone, const Leaf& leaf,
                const std::function<Position(std::size_t)>& where, InlineReader& inlines,
                Problems& problems, Block& block) {
  block.kind = Block::Kind::kImage;
  Image& image = block.image.emplace();
  image.file = file_of(view(cmark_node_get_url(lone.node)), block.where, problems);
  image.caption = caption_of(lone.node, block.where, problems);
  image.alternate = alternate_of(lone.node, leaf, block.where, inlines, problems);
  if (!lone.attributes) return;
  const std::size_t first = leaf.of_inline(lone.attributes->line, lone.attributes->column);
  const auto place = [&](std::size_t offset) { return where(first + 1 + offset); };
  const Attributes attributes =
      read_attributes(lone.attributes->attributes, place, problems, AttributesOf::kImage);
  if (!attributes.any) {
    problems.error(where(first), "empty-attributes", "the braces after the image say nothing",
                   "write width=…, .start, .centre or .end, or remove them");
  }
  apply(attributes, place, problems, block);
}

std::vector<Block*> images_of(Letter& letter) {
  Finder finder;
  finder.find(letter.body);
  return std::move(finder.found);
}

}  // namespace chancery::letter
