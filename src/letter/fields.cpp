#include "letter/fields.h"

#include "letter/body.h"
#include "letter/characters.h"

namespace chancery::letter {
namespace {

void append(RichText& line, RichText part) {
  for (Mark& mark : part.marks) {
    mark.begin += line.text.size();
    mark.end += line.text.size();
    line.marks.push_back(std::move(mark));
  }
  line.text += part.text;
}

}  // namespace

std::string Fields::plain(data::MappingReader& keys, std::string_view key, bool is_required) {
  const auto text = is_required ? keys.required_string(key) : keys.string(key);
  if (!text) return {};
  const data::Node& node = *keys.any(key);
  std::string value = trimmed(checked(node));
  if (value.empty() && is_required) {
    problems_.error(node.where, "empty-value", data::in_quotes(key) + " is empty",
                    "write its text");
  }
  if (value.find_first_of("\r\n") != std::string::npos) {
    problems_.error(node.where, "line-break", data::in_quotes(key) + " holds a line break",
                    "write it on one line");
  }
  return value;
}

// Escapes in quotation marks can bring what the text of the file may not hold.
std::string Fields::checked(const data::Node& node) {
  const auto where = [&](std::size_t offset) { return origin_(node).at(offset); };
  return without_refused(node.text, where, problems_);
}

RichText Fields::rich_scalar(const data::Node& node) {
  return read_inline(checked(node), origin_(node), node.where.file, problems_);
}

RichText Fields::rich(data::MappingReader& keys, std::string_view key) {
  if (!keys.string(key)) return {};
  return rich_scalar(*keys.any(key));
}

std::vector<RichText> Fields::rich_list(data::MappingReader& keys, std::string_view key) {
  std::vector<RichText> lines;
  const data::Sequence* items = keys.sequence(key);
  if (items == nullptr) return lines;
  for (const data::Node& one : *items) lines.push_back(item(one, key));
  return lines;
}

RichText Fields::joined(const data::Sequence& parts, const data::Node& item, std::string_view key) {
  RichText line;
  line.where = item.where;
  if (parts.empty()) empty_item(item, key);
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (i > 0) line.text += ", ";
    append(line, this->item(parts[i], key));
  }
  return line;
}

RichText Fields::item(const data::Node& item, std::string_view key) {
  if (item.sequence() != nullptr || item.mapping() != nullptr) {
    form_.push_back({Severity::kError, item.where, "wrong-type",
                     "an item of " + data::in_quotes(key) + " must be text",
                     "put quotation marks around it"});
    return {};
  }
  if (trimmed(item.text).empty()) empty_item(item, key);
  return rich_scalar(item);
}

void Fields::empty_item(const data::Node& item, std::string_view key) {
  problems_.error(item.where, "empty-item", "an item of " + data::in_quotes(key) + " is empty",
                  "write its text, or remove it");
}

}  // namespace chancery::letter
