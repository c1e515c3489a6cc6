#include <yaml.h>

#include <algorithm>
#include <memory>
#include <new>
#include <utility>

#include "base/utf8.h"
#include "data/core_schema.h"
#include "data/data.h"
#include "data/tree_builder.h"

namespace chancery::data {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

/// libyaml counts characters, the tree counts bytes. Marks come in ascending order but for a few,
/// so counting goes on from the last one.
class CharacterOffsets {
 public:
  CharacterOffsets(std::string_view text, std::size_t base)
      : text_(text), base_(base), bytes_(base) {}

  std::size_t bytes_of(std::size_t characters) {
    if (characters < characters_) {
      characters_ = 0;
      bytes_ = base_;
    }
    for (; characters_ < characters && bytes_ < text_.size(); ++characters_) {
      ++bytes_;
      while (bytes_ < text_.size() && (static_cast<unsigned char>(text_[bytes_]) & 0xC0U) == 0x80) {
        ++bytes_;
      }
    }
    return bytes_;
  }

 private:
  std::string_view text_;
  std::size_t base_;
  std::size_t characters_ = 0;
  std::size_t bytes_;
};

std::string_view view(const yaml_char_t* text) {
  return text == nullptr ? std::string_view() : reinterpret_cast<const char*>(text);
}

/// One event of the parser, freed when it is done with.
class Event {
 public:
  Event() = default;
  ~Event() { yaml_event_delete(&event_); }
  Event(const Event&) = delete;
  Event& operator=(const Event&) = delete;
  yaml_event_t* get() { return &event_; }
  const yaml_event_t* operator->() const { return &event_; }

 private:
  yaml_event_t event_{};
};

/// Hands the events of one file to the tree. Each function gives false when reading must stop; the
/// reason is then in the diagnostics.
class Events {
 public:
  Events(TreeBuilder& tree, std::string_view text, std::size_t base)
      : tree_(tree), offsets_(text, base) {}

  std::size_t offset(const yaml_mark_t& mark) { return offsets_.bytes_of(mark.index); }

  bool take(const Event& event) {
    const std::size_t at = offset(event->start_mark);
    switch (event->type) {
      case YAML_DOCUMENT_START_EVENT:
        return start_document(at);
      case YAML_ALIAS_EVENT:
        return alias(at);
      case YAML_SCALAR_EVENT: {
        const auto& scalar = event->data.scalar;
        return properties(scalar.anchor, scalar.tag, at) &&
               take_scalar({reinterpret_cast<const char*>(scalar.value), scalar.length},
                           scalar.style == YAML_PLAIN_SCALAR_STYLE, scalar.tag != nullptr, at);
      }
      case YAML_SEQUENCE_START_EVENT:
        return open(Node(Sequence{}), event->data.sequence_start.anchor,
                    event->data.sequence_start.tag, at);
      case YAML_MAPPING_START_EVENT:
        return open(Node(Mapping{}), event->data.mapping_start.anchor,
                    event->data.mapping_start.tag, at);
      case YAML_SEQUENCE_END_EVENT:
      case YAML_MAPPING_END_EVENT:
        return tree_.close();
      default:
        return true;
    }
  }

 private:
  bool start_document(std::size_t at) {
    if (!std::exchange(started_, true)) return true;
    (void)tree_.error(at, "second-document", "a second YAML document begins here",
                      "keep one document in a file: remove the line '---'");
    return false;
  }

  bool alias(std::size_t at) {
    if (!tree_.error(at, "yaml-alias", "YAML aliases ('*name') are not read",
                     "write the value out, or put quotation marks around text that begins "
                     "with '*'")) {
      return false;
    }
    return tree_.expects_key() ? tree_.key("*", at) : tree_.scalar(Node(), at);
  }

  bool properties(const yaml_char_t* anchor, const yaml_char_t* tag, std::size_t at) {
    if (anchor != nullptr && !tree_.error(at, "yaml-anchor", "YAML anchors ('&name') are not read",
                                          "remove it; write the value wherever it is needed")) {
      return false;
    }
    const std::string_view written = view(tag);
    return written.empty() || written == "!" ||
           tree_.error(at, "yaml-tag", "YAML tags ('!name') are not read",
                       "remove the tag; put quotation marks around text that begins with '!'");
  }

  bool take_scalar(std::string value, bool is_plain, bool is_tagged, std::size_t at) {
    if (tree_.expects_key()) return tree_.key(std::move(value), at);
    // What is not written stands at its key.
    const bool absent = is_plain && value.empty() && tree_.in_mapping();
    Node node = is_plain && !is_tagged ? plain_scalar(std::move(value)) : Node(std::move(value));
    return tree_.scalar(std::move(node), absent ? tree_.key_offset_bytes() : at);
  }

  bool open(Node node, const yaml_char_t* anchor, const yaml_char_t* tag, std::size_t at) {
    if (!properties(anchor, tag, at)) return false;
    if (tree_.expects_key()) {
      (void)tree_.error(at, "yaml-key", "a list or a mapping stands where a key should be",
                        "write a plain word before the colon");
      return false;
    }
    return tree_.open(std::move(node), at);
  }

  TreeBuilder& tree_;
  CharacterOffsets offsets_;
  bool started_ = false;
};

// YAML 1.2.2, 5.1: c-printable.
bool is_printable(char32_t c) {
  return c == 0x09 || c == 0x0A || c == 0x0D || (c >= 0x20 && c <= 0x7E) || c == 0x85 ||
         (c >= 0xA0 && c <= 0xD7FF) || (c >= 0xE000 && c <= 0xFFFD && c != 0xFEFF) || c >= 0x10000;
}

// The parser would stop at the first one without saying how to mend it.
bool check_printable(std::string_view text, std::size_t base, TreeBuilder& tree) {
  bool all = true;
  for (std::size_t i = base; i < text.size();) {
    const auto step = decode_utf8(text, i);
    if (!is_printable(step->code_point)) {
      all = false;
      if (!tree.error(i, "control-character",
                      "the character " + code_point_name(step->code_point) +
                          " may not stand in a YAML file",
                      "remove it")) {
        return false;
      }
    }
    i += step->length;
  }
  return all;
}

/// What libyaml says is wrong, where, and how to mend it.
struct Problem {
  std::string what;
  const char* mend;
  const yaml_mark_t* where;
};

Problem problem_of(const yaml_parser_t& parser) {
  const std::string_view problem = parser.problem == nullptr ? "" : parser.problem;
  const std::string_view context = parser.context == nullptr ? "" : parser.context;
  const auto says = [&](std::string_view part) {
    return problem.find(part) != std::string_view::npos;
  };
  if (says("unexpected end of stream") || says("unexpected document indicator")) {
    return {"a quotation mark is opened here and never closed",
            "close it, or write it twice if it is part of a text in quotation marks",
            &parser.context_mark};
  }
  Problem found{"the YAML cannot be read: " + std::string(problem),
                "check indentation, quotation marks and brackets here", &parser.problem_mark};
  if (says("mapping values are not allowed") || says("could not find expected ':'")) {
    found.mend =
        "put quotation marks around text that contains a colon and a space, and give the keys "
        "of one mapping the same indentation";
  } else if (says("did not find expected ',' or ']'")) {
    found.what = "this list in brackets is not closed";
    found.mend = "close the list with ']'";
    found.where = &parser.context_mark;
  } else if (says("did not find expected ',' or '}'")) {
    found.what = "this mapping in braces is not closed";
    found.mend = "close the mapping with '}'";
    found.where = &parser.context_mark;
  } else if (says("cannot start any token")) {
    found.mend =
        "put quotation marks around text that begins with '@', '`' or '%'; indent with spaces, "
        "not with tabs";
  } else if (says("escape")) {
    found.mend = "write a backslash twice, or use single quotation marks";
  } else if (context.find("block collection") != std::string_view::npos ||
             context.find("block mapping") != std::string_view::npos ||
             says("expected <document start>")) {
    found.what = "this line belongs to nothing that stands before it";
    found.mend = "give it the indentation of the lines it belongs to";
  }
  return found;
}

void read_document(std::string_view text, std::size_t base, TreeBuilder& tree) {
  yaml_parser_t parser;
  if (yaml_parser_initialize(&parser) == 0) throw std::bad_alloc();
  const std::unique_ptr<yaml_parser_t, decltype(&yaml_parser_delete)> closer(&parser,
                                                                             yaml_parser_delete);
  const std::string_view content = text.substr(base);
  yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
  yaml_parser_set_input_string(&parser, reinterpret_cast<const yaml_char_t*>(content.data()),
                               content.size());
  Events events(tree, text, base);
  while (true) {
    Event event;
    if (yaml_parser_parse(&parser, event.get()) == 0) {
      if (parser.error == YAML_MEMORY_ERROR) throw std::bad_alloc();
      Problem problem = problem_of(parser);
      (void)tree.error(events.offset(*problem.where), "yaml-syntax", std::move(problem.what),
                       problem.mend);
      return;
    }
    if (event->type == YAML_STREAM_END_EVENT || !events.take(event)) return;
  }
}

}  // namespace

Parsed parse_yaml(std::string_view text, const std::string& file) {
  return parse_yaml_part(text, file, 1);
}

Parsed parse_yaml_part(std::string_view text, const std::string& file, int first_line) {
  Parsed parsed;
  parsed.diagnostics = check_text(text, file, first_line);
  if (!parsed.diagnostics.empty()) return parsed;
  const std::size_t base = text.starts_with(kByteOrderMark) ? kByteOrderMark.size() : 0;
  const Lines lines(text, file, first_line);
  TreeBuilder tree(lines, parsed.diagnostics);
  if (check_printable(text, base, tree)) read_document(text, base, tree);
  if (parsed.diagnostics.empty()) {
    parsed.root = tree.take_root();
    if (parsed.root->where.line == 0) parsed.root->where = lines.at(0);
  }
  return parsed;
}

}  // namespace chancery::data
