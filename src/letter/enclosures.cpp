#include "letter/enclosures.h"

#include <string>

namespace chancery::letter {
namespace {

Enclosure enclosed_file(const data::Node& item, Fields& fields) {
  data::MappingReader keys(item, "an enclosure", fields.form());
  Enclosure enclosure;
  keys.required("title");
  enclosure.title = fields.rich(keys, "title");
  const data::Node* title = keys.any("title");
  if (enclosure.title.text.empty() && title != nullptr && !title->is_null()) {
    fields.problems().error(title->where, "empty-value", "'title' is empty", "write its text");
  }
  enclosure.file = fields.plain(keys, "file", true);
  if (const data::Node* file = keys.any("file")) enclosure.file_where = file->where;
  // What is none of the values has been told by the schema.
  if (fields.plain(keys, "as") == "attached") enclosure.as = Enclosure::As::kAttached;
  enclosure.may_flatten = keys.boolean("flatten").value_or(false);
  keys.finish();
  return enclosure;
}

}  // namespace

void read_enclosures(data::MappingReader& keys, Fields& fields, Letter& letter) {
  const data::Sequence* items = keys.sequence("enclosures");
  if (items == nullptr) return;
  for (const data::Node& item : *items) {
    if (item.mapping() != nullptr) {
      letter.enclosures.push_back(enclosed_file(item, fields));
    } else {
      letter.enclosures.emplace_back(fields.item(item, "enclosures"));
    }
  }
}

}  // namespace chancery::letter
