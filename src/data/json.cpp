#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/utf8.h"
#include "data/data.h"
#include "data/tree_builder.h"

namespace chancery::data {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

// nlohmann's parser tells what it read, not where. Everything up to an event is well-formed, so the
// place of the next token is found by stepping over white space and the token before.
class Cursor {
 public:
  Cursor(std::string_view text, std::size_t offset) : text_(text), next_(offset) {}

  /// Steps onto the next token and over it. `separator` is the one that may follow the token.
  void step(char separator) {
    begin_ = upcoming();
    separator_ = separator;
    next_ = begin_;
    if (begin_ == text_.size()) return;
    const char first = text_[begin_];
    if (first == '"') {
      step_over_string();
    } else if (first == '{' || first == '}' || first == '[' || first == ']') {
      ++next_;
    } else {
      next_ = std::min(text_.find_first_of(" \t\r\n,:]}", begin_), text_.size());
    }
  }

  /// Where the token after this one begins, or what stands there instead.
  std::size_t upcoming() const {
    std::size_t at = skip_space(next_);
    if (separator_ != 0 && at < text_.size() && text_[at] == separator_) at = skip_space(at + 1);
    return at;
  }

  std::size_t begin() const { return begin_; }
  std::string_view token() const { return text_.substr(begin_, next_ - begin_); }

 private:
  std::size_t skip_space(std::size_t at) const {
    return std::min(text_.find_first_not_of(" \t\r\n", at), text_.size());
  }

  void step_over_string() {
    for (++next_; next_ < text_.size() && text_[next_] != '"'; ++next_) {
      if (text_[next_] == '\\') ++next_;
    }
    next_ = std::min(next_ + 1, text_.size());
  }

  std::string_view text_;
  std::size_t next_;
  std::size_t begin_ = 0;
  char separator_ = 0;
};

// "[json.exception.parse_error.101] parse error at line 1, column 2: syntax error while parsing
// value - unexpected end of input" → "while parsing value - unexpected end of input"
std::string reason_in(std::string_view message) {
  for (const std::string_view before : {"syntax error ", "] "}) {
    if (const auto at = message.find(before); at != std::string_view::npos) {
      return std::string(message.substr(at + before.size()));
    }
  }
  return std::string(message);
}

// What was read last may end within a character.
std::string reason(std::string_view message) {
  const std::string told = reason_in(message);
  std::string whole;
  for (std::size_t at = 0; at < told.size();) {
    const auto step = decode_utf8(told, at);
    if (step) whole.append(told, at, step->length);
    at += step ? step->length : 1;
  }
  return whole;
}

std::string mend_for(std::string_view message) {
  const auto says = [&](std::string_view words) {
    return message.find(words) != std::string_view::npos;
  };
  if (says("missing closing quote")) return "close the string with '\"'";
  if (says("control character")) return "write line breaks as \\n and tabs as \\t inside strings";
  if (says("; expected end of input")) return "remove what follows the first value";
  if (says("expected string literal"))
    return "write a key in double quotation marks, and no comma "
           "before '}'";
  if (says("unexpected ']'")) return "remove the comma before ']'";
  if (says("unexpected end of input")) return "close every bracket, brace and string";
  if (says("number overflow")) return "write a smaller number";
  return "check commas, quotation marks and brackets here";
}

class Events : public nlohmann::json_sax<Json> {
 public:
  Events(TreeBuilder& tree, std::string_view text, std::size_t base)
      : tree_(tree), text_(text), base_(base), cursor_(text, base) {}

  bool null() override { return scalar(Node()); }
  bool boolean(bool value) override { return scalar(Node(value)); }
  bool number_integer(Json::number_integer_t value) override { return scalar(Node(value)); }
  bool number_unsigned(Json::number_unsigned_t value) override {
    const bool fits = value <= static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
    return scalar(fits ? Node(static_cast<std::int64_t>(value)) : Node(static_cast<double>(value)));
  }
  bool number_float(Json::number_float_t value, const std::string& /*text*/) override {
    return scalar(Node(value));
  }
  bool string(std::string& value) override {
    cursor_.step(',');
    return tree_.scalar(Node(std::move(value)), cursor_.begin());
  }
  bool binary(Json::binary_t& /*value*/) override { return false; }

  bool start_object(std::size_t /*size*/) override { return open(Node(Mapping{})); }
  bool start_array(std::size_t /*size*/) override { return open(Node(Sequence{})); }
  bool end_object() override { return close(); }
  bool end_array() override { return close(); }
  bool key(std::string& value) override {
    cursor_.step(':');
    return tree_.key(std::move(value), cursor_.begin());
  }

  bool parse_error(std::size_t position, const std::string& /*last_token*/,
                   const Json::exception& exception) override {
    const std::string_view message = exception.what();
    // A fault inside a string is told at the character, all others at the token.
    const bool inside = message.find("invalid string") != std::string_view::npos &&
                        message.find("missing closing quote") == std::string_view::npos;
    const std::size_t at = inside ? base_ + position - 1 : cursor_.upcoming();
    (void)tree_.error(at, "json-syntax", "the JSON cannot be read: " + reason(message),
                      mend_for(message));
    return false;
  }

 private:
  bool scalar(Node node) {
    cursor_.step(',');
    node.text = std::string(cursor_.token());
    return tree_.scalar(std::move(node), cursor_.begin());
  }
  bool open(Node node) {
    cursor_.step(0);
    return tree_.open(std::move(node), cursor_.begin());
  }
  bool close() {
    cursor_.step(',');
    return tree_.close();
  }

  TreeBuilder& tree_;
  std::string_view text_;
  std::size_t base_;
  Cursor cursor_;
};

Json to_json(const Node& node) {
  struct Convert {
    Json operator()(std::nullptr_t) const { return nullptr; }
    Json operator()(bool value) const { return value; }
    Json operator()(std::int64_t value) const { return value; }
    Json operator()(double value) const { return value; }
    Json operator()(const std::string& value) const { return value; }
    Json operator()(const Sequence& sequence) const {
      Json array = Json::array();
      for (const Node& item : sequence) array.push_back(to_json(item));
      return array;
    }
    Json operator()(const Mapping& mapping) const {
      Json object = Json::object();
      for (const Entry& entry : mapping) object[entry.key] = to_json(entry.node);
      return object;
    }
  };
  return std::visit(Convert{}, node.value);
}

}  // namespace

Parsed parse_json(std::string_view text, const std::string& file) {
  Parsed parsed;
  parsed.diagnostics = check_text(text, file);
  if (!parsed.diagnostics.empty()) return parsed;
  const std::size_t base = text.starts_with(kByteOrderMark) ? kByteOrderMark.size() : 0;
  const Lines lines(text, file);
  TreeBuilder tree(lines, parsed.diagnostics);
  Events events(tree, text, base);
  Json::sax_parse(text.begin() + static_cast<std::ptrdiff_t>(base), text.end(), &events);
  if (parsed.diagnostics.empty()) parsed.root = tree.take_root();
  return parsed;
}

std::string write_json(const Node& node) {
  return to_json(node).dump(2, ' ', false, Json::error_handler_t::replace) + '\n';
}

}  // namespace chancery::data
