#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/mark.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <sstream>

#include "base/utf8.h"
#include "data/core_schema.h"
#include "data/data.h"
#include "data/tree_builder.h"

namespace chancery::data {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

// Leaves the parser from inside an event; the reason is in the diagnostics.
struct Stop {};

void go_on_if(bool may_go_on) {
  if (!may_go_on) throw Stop{};
}

class Events : public YAML::EventHandler {
 public:
  Events(TreeBuilder& tree, std::string_view text, std::size_t base)
      : tree_(tree), text_(text), base_(base) {}

  std::size_t offset(const YAML::Mark& mark) const {
    if (mark.pos < 0) return base_;
    return std::min(base_ + static_cast<std::size_t>(mark.pos), text_.size());
  }

  void OnDocumentStart(const YAML::Mark& mark) override {
    if (started_) {
      // yaml-cpp also begins a document where a line fits nothing before it.
      if (text_.substr(offset(mark)).starts_with("---")) {
        (void)tree_.error(offset(mark), "second-document", "a second YAML document begins here",
                          "keep one document in a file: remove the line '---'");
      } else {
        (void)tree_.error(offset(mark), "yaml-syntax",
                          "this line belongs to nothing that stands before it",
                          "give it the indentation of the lines it belongs to");
      }
      throw Stop{};
    }
    started_ = true;
  }
  void OnDocumentEnd() override {}

  void OnNull(const YAML::Mark& mark, YAML::anchor_t /*anchor*/) override {
    const std::size_t at = offset(mark);
    const std::string written = null_word(at);
    if (tree_.expects_key()) {
      key(written, at);
    } else {
      // The mark of a value that is not there is the mark of whatever comes next.
      const bool absent = written.empty() && tree_.in_mapping();
      go_on_if(tree_.scalar(plain_scalar(written), absent ? tree_.key_offset_bytes() : at));
    }
  }

  void OnAlias(const YAML::Mark& mark, YAML::anchor_t /*anchor*/) override {
    refuse_alias(offset(mark));
    if (tree_.expects_key()) {
      key("*", offset(mark));
    } else {
      go_on_if(tree_.scalar(Node(), offset(mark)));
    }
  }

  void OnAnchor(const YAML::Mark& mark, const std::string& /*name*/) override {
    go_on_if(tree_.error(offset(mark), "yaml-anchor", "YAML anchors ('&name') are not read",
                         "remove it; write the value wherever it is needed"));
  }

  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t /*anchor*/,
                const std::string& value) override {
    const std::size_t at = offset(mark);
    last_ = at + 1;
    const bool plain = tag == "?";
    check_tag(tag, at);
    if (tree_.expects_key()) {
      key(value, at);
    } else {
      go_on_if(tree_.scalar(plain ? plain_scalar(value) : Node(value), at));
    }
  }

  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t /*anchor*/,
                       YAML::EmitterStyle::value /*style*/) override {
    open(Node(Sequence{}), tag, offset(mark));
  }
  void OnSequenceEnd() override { go_on_if(tree_.close()); }

  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t /*anchor*/,
                  YAML::EmitterStyle::value /*style*/) override {
    open(Node(Mapping{}), tag, offset(mark));
  }
  void OnMapEnd() override { go_on_if(tree_.close()); }

  /// Where the quotation mark that is never closed probably stands: the first one after the last
  /// event that could begin a scalar.
  std::size_t open_quote(std::size_t otherwise) const {
    for (std::size_t i = last_; i < text_.size(); ++i) {
      i = text_.find_first_of("'\"", i);
      if (i == std::string_view::npos) break;
      if (i == base_ ||
          std::string_view(" \t\r\n[{,:").find(text_[i - 1]) != std::string_view::npos) {
        return i;
      }
    }
    return otherwise;
  }

  void refuse_alias(std::size_t at) {
    go_on_if(tree_.error(at, "yaml-alias", "YAML aliases ('*name') are not read",
                         "write the value out, or put quotation marks around text that begins "
                         "with '*'"));
  }

 private:
  // yaml-cpp keeps no text for a null, and marks a null that is not written at the next token: the
  // word there counts only when it stands alone and is not itself a key.
  std::string null_word(std::size_t at) const {
    for (const std::string_view word : {"null", "Null", "NULL", "~"}) {
      const std::string_view rest = text_.substr(at);
      if (!rest.starts_with(word)) continue;
      const std::string_view after = rest.substr(word.size());
      const bool alone = after.empty() || after.find_first_of(" \t\r\n,]}:") == 0;
      const std::size_t next = after.find_first_not_of(" \t");
      const bool is_key = next != std::string_view::npos && after[next] == ':';
      if (alone && (!is_key || tree_.expects_key())) return std::string(word);
    }
    return {};
  }

  void key(std::string name, std::size_t at) { go_on_if(tree_.key(std::move(name), at)); }

  void open(Node node, const std::string& tag, std::size_t at) {
    check_tag(tag, at);
    if (tree_.expects_key()) {
      (void)tree_.error(at, "yaml-key", "a list or a mapping stands where a key should be",
                        "write a plain word before the colon");
      throw Stop{};
    }
    go_on_if(tree_.open(std::move(node), at));
  }

  void check_tag(const std::string& tag, std::size_t at) {
    if (tag.empty() || tag == "?" || tag == "!") return;
    go_on_if(tree_.error(at, "yaml-tag", "YAML tags ('!name') are not read",
                         "remove the tag; put quotation marks around text that begins with '!'"));
  }

  TreeBuilder& tree_;
  std::string_view text_;
  std::size_t base_;
  std::size_t last_ = base_;
  bool started_ = false;
};

// YAML 1.2.2, 5.1: c-printable.
bool is_printable(char32_t c) {
  return c == 0x09 || c == 0x0A || c == 0x0D || (c >= 0x20 && c <= 0x7E) || c == 0x85 ||
         (c >= 0xA0 && c <= 0xD7FF) || (c >= 0xE000 && c <= 0xFFFD && c != 0xFEFF) || c >= 0x10000;
}

// yaml-cpp takes U+0004 for the end of the file, so control characters are turned away before it.
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

std::string mend_for(const std::string& message) {
  if (message == YAML::ErrorMsg::TAB_IN_INDENTATION) return "indent with spaces, not with tabs";
  if (message == YAML::ErrorMsg::MAP_VALUE || message == YAML::ErrorMsg::END_OF_MAP) {
    return "put quotation marks around text that contains a colon and a space, and give the keys "
           "of one mapping the same indentation";
  }
  if (message == YAML::ErrorMsg::END_OF_SEQ) {
    return "give the items of one list the same indentation, each with '- ' before it";
  }
  if (message == YAML::ErrorMsg::END_OF_MAP_FLOW) return "close the mapping with '}'";
  if (message == YAML::ErrorMsg::END_OF_SEQ_FLOW) return "close the list with ']'";
  if (message == YAML::ErrorMsg::EOF_IN_SCALAR || message == YAML::ErrorMsg::DOC_IN_SCALAR) {
    return "close it, or write it twice if it is part of a text in quotation marks";
  }
  if (message.starts_with(YAML::ErrorMsg::INVALID_ESCAPE)) {
    return "write a backslash twice, or use single quotation marks";
  }
  if (message == YAML::ErrorMsg::UNKNOWN_TOKEN) {
    return "put quotation marks around text that begins with '@', '`' or '%'";
  }
  return "check indentation, quotation marks and brackets here";
}

void read_document(std::string_view text, std::size_t base, TreeBuilder& tree) {
  Events events(tree, text, base);
  try {
    // yaml-cpp takes a quotation mark for closed when the text ends after a line end: a remark
    // without a line end keeps it honest.
    std::istringstream stream(std::string(text.substr(base)).append("\n#"));
    YAML::Parser parser(stream);
    while (parser.HandleNextDocument(events)) {
    }
  } catch (const Stop&) {
  } catch (const YAML::Exception& e) {
    if (e.msg == YAML::ErrorMsg::UNKNOWN_ANCHOR) {
      try {
        events.refuse_alias(events.offset(e.mark));
      } catch (const Stop&) {
      }
      return;
    }
    std::size_t at = events.offset(e.mark);
    std::string what = "the YAML cannot be read: " + e.msg;
    if (e.msg == YAML::ErrorMsg::EOF_IN_SCALAR || e.msg == YAML::ErrorMsg::DOC_IN_SCALAR) {
      at = events.open_quote(at);
      what = "a quotation mark is opened here and never closed";
    }
    (void)tree.error(at, "yaml-syntax", std::move(what), mend_for(e.msg));
  }
}

}  // namespace

Parsed parse_yaml(std::string_view text, const std::string& file, int first_line) {
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
