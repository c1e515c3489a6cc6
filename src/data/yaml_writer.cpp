// YAML written: block style, texts plain where they read back as they are, else in double quotation
// marks.
#include <array>

#include "base/utf8.h"
#include "data/core_schema.h"
#include "data/data.h"

namespace chancery::data {
namespace {

constexpr std::size_t kIndent = 2;

/// What YAML takes for a line end or refuses inside a text (YAML 1.2.2, 5.1; libyaml also
/// reads 1.1's line ends).
bool needs_escape(char32_t c) {
  return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x2028 || c == 0x2029 || c == 0xFEFF ||
         c == 0xFFFE || c == 0xFFFF;
}

std::string hexadecimal(char32_t c, int digits) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string text;
  for (int shift = (digits - 1) * 4; shift >= 0; shift -= 4) text += kDigits[(c >> shift) & 0xF];
  return text;
}

std::string in_double_quotes(std::string_view text) {
  std::string result = "\"";
  for (std::size_t at = 0; at < text.size();) {
    const auto step = decode_utf8(text, at);
    const char32_t c = step ? step->code_point : 0xFFFD;
    if (c == '"' || c == '\\') {
      result += '\\';
      result += static_cast<char>(c);
    } else if (c == '\n') {
      result += "\\n";
    } else if (c == '\t') {
      result += "\\t";
    } else if (needs_escape(c)) {
      result += c < 0x100 ? "\\x" + hexadecimal(c, 2) : "\\u" + hexadecimal(c, 4);
    } else {
      append_utf8(result, c);
    }
    at += step ? step->length : 1;
  }
  return result + '"';
}

/// Narrower than YAML's plain style: a text that begins with a letter or a digit and holds no sign
/// that could mean something. Numbers and dates keep their text when they are read.
bool may_be_plain(std::string_view text) {
  if (text.empty() || text.back() == ' ' || text.back() == ':') return false;
  const auto first = static_cast<unsigned char>(text.front());
  const bool begins_well = (first >= '0' && first <= '9') || (first >= 'A' && first <= 'Z') ||
                           (first >= 'a' && first <= 'z') || first >= 0x80;
  if (!begins_well || text.find(": ") != std::string_view::npos ||
      text.find(" #") != std::string_view::npos) {
    return false;
  }
  for (std::size_t at = 0; at < text.size();) {
    const auto step = decode_utf8(text, at);
    if (!step || needs_escape(step->code_point)) return false;
    at += step->length;
  }
  return !plain_scalar(std::string(text)).is_null();
}

std::string scalar(const Node& node) {
  if (!std::holds_alternative<std::string>(node.value)) {
    return node.is_null() ? "null" : node.text;
  }
  return may_be_plain(node.text) ? node.text : in_double_quotes(node.text);
}

void write(const Node& node, std::size_t indent, std::string& to);

/// What stands after "key:" or below it; ends its line.
void write_value(const Node& node, std::size_t indent, std::string& to) {
  const bool is_list = node.sequence() != nullptr;
  const bool is_empty =
      is_list ? node.sequence()->empty() : node.mapping() != nullptr && node.mapping()->empty();
  if (is_empty) {
    to += is_list ? " []\n" : " {}\n";
  } else if (is_list || node.mapping() != nullptr) {
    to += '\n';
    write(node, indent, to);
  } else {
    to.append(" ").append(scalar(node)).append("\n");
  }
}

/// Lines that each begin with the indent.
void write(const Node& node, std::size_t indent, std::string& to) {
  if (const Mapping* entries = node.mapping()) {
    for (const Entry& entry : *entries) {
      to.append(indent, ' ');
      to.append(may_be_plain(entry.key) ? entry.key : in_double_quotes(entry.key)).append(":");
      write_value(entry.node, indent + kIndent, to);
    }
  } else if (const Sequence* items = node.sequence()) {
    for (const Node& item : *items) {
      to.append(indent, ' ').append("-");
      const bool is_block = (item.mapping() != nullptr && !item.mapping()->empty()) ||
                            (item.sequence() != nullptr && !item.sequence()->empty());
      if (!is_block) {
        write_value(item, indent + kIndent, to);
        continue;
      }
      // The first line of the item stands behind its hyphen.
      std::string inner;
      write(item, indent + kIndent, inner);
      to.append(" ").append(inner.substr(indent + kIndent));
    }
  } else {
    to.append(indent, ' ').append(scalar(node)).append("\n");
  }
}

}  // namespace

std::string write_yaml(const Node& node) {
  std::string text;
  write(node, 0, text);
  return text;
}

}  // namespace chancery::data
