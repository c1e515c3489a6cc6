#include "letter/canonical.h"

#include <optional>
#include <utility>

#include "letter/characters.h"
#include "letter/language_tag.h"
#include "letter/letter.h"
#include "letter/parts.h"
#include "letter/schema.h"
#include "letter/schema_tables.h"

namespace chancery::letter {
namespace {

bool is_empty(const data::Node& node) {
  if (const data::Sequence* items = node.sequence()) return items->empty();
  if (const data::Mapping* entries = node.mapping()) return entries->empty();
  return node.text.empty();
}

data::Node ordered(const data::Node& node, const SchemaNode& schema);

data::Node ordered_mapping(const data::Node& node, const SchemaNode& schema) {
  data::Node result{data::Mapping{}};
  for (const SchemaProperty& property : kLetterSchema.properties_of(schema)) {
    const data::Node* value = node.find(property.name);
    if (value == nullptr || value->is_null() || property.name == "$schema") continue;
    data::Node kept = ordered(*value, kLetterSchema.nodes[property.node]);
    // An empty footer is none; without the key it would be the letterhead's.
    if (property.name == "footer" && is_empty(kept)) kept = data::Node("none");
    if (!is_empty(kept)) result.set(std::string(property.name), std::move(kept));
  }
  return result;
}

data::Node ordered(const data::Node& node, const SchemaNode& schema) {
  if (const data::Sequence* items = node.sequence()) {
    const SchemaNode* list = kLetterSchema.taking(schema, kArrayType);
    data::Sequence kept;
    for (const data::Node& item : *items) {
      kept.push_back(ordered(item, kLetterSchema.nodes[list->items]));
    }
    return data::Node(std::move(kept));
  }
  if (node.mapping() != nullptr) {
    return ordered_mapping(node, *kLetterSchema.taking(schema, kObjectType));
  }
  const bool is_text = (schema.types & kStringType) != 0;
  return is_text ? data::Node(trimmed(node.text)) : node;
}

data::Node body_node(std::string_view markdown) {
  data::Sequence body;
  for (std::string& block : body_blocks(markdown)) body.emplace_back(std::move(block));
  return data::Node(std::move(body));
}

/// What variants in files of their own say stands in the letter itself.
data::Node variants_of(const data::Node& variants, const ReadBeside& beside) {
  data::Sequence all;
  for (const data::Node& item : *variants.sequence()) {
    Parts parts;
    if (item.mapping() != nullptr) {
      parts.keys = item;
      parts.body = body_of(*item.find("body"));
    } else if (const std::optional<FileBeside> file = beside(item.text)) {
      parts = parts_of(file->text, file->name);
    }
    data::Node variant = ordered_mapping(parts.keys, variant_schema());
    if (const auto tag = language_tag(variant.find("language")->text)) {
      variant.set("language", data::Node(*tag));
    }
    variant.set("body", body_node(parts.body));
    all.push_back(std::move(variant));
  }
  return data::Node(std::move(all));
}

}  // namespace

Canonical canonical(std::string_view text, const std::string& file, const ReadBeside& beside) {
  ReadLetter read = read_letter(text, file, beside);
  Canonical result;
  result.diagnostics = std::move(read.diagnostics);
  if (!read.letter) return result;
  const Parts parts = parts_of(text, file);
  data::Node letter = ordered_mapping(parts.keys, kLetterSchema.nodes.front());
  letter.set("language", data::Node(read.letter->language));
  if (const data::Node* variants = parts.keys.find("variants");
      variants != nullptr && variants->sequence() != nullptr &&
      letter.find("variants") != nullptr) {
    letter.set("variants", variants_of(*variants, beside));
  }
  letter.set("body", body_node(parts.body));
  result.letter = std::move(letter);
  return result;
}

data::Node without_blind_copies(const data::Node& canonical) {
  data::Node rest{data::Mapping{}};
  for (const data::Entry& entry : *canonical.mapping()) {
    if (entry.key != "bcc") rest.set(entry.key, entry.node);
  }
  return rest;
}

std::string markdown_of(const data::Node& canonical) {
  data::Node keys{data::Mapping{}};
  std::string body;
  for (const data::Entry& entry : *canonical.mapping()) {
    if (entry.key != "body") {
      keys.set(entry.key, entry.node);
      continue;
    }
    for (const data::Node& block : *entry.node.sequence()) body += "\n" + block.text + "\n";
  }
  return "---\n" + data::write_yaml(keys) + "---\n" + body;
}

}  // namespace chancery::letter
