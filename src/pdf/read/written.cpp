#include "pdf/read/written.h"

#include <algorithm>
#include <memory>
#include <stdexcept>
#include <string>
#include <utility>

#include "pdf/read/inside.h"

namespace chancery::pdf {
namespace {

Object in_order(const Object& object);

Dictionary in_order(const Dictionary& dictionary) {
  std::vector<Dictionary::Entry> entries = dictionary.entries();
  std::ranges::sort(entries, {},
                    [](const auto& entry) -> const std::string& { return entry.first; });
  Dictionary sorted;
  for (auto& [key, value] : entries) sorted.set(std::move(key), in_order(value));
  return sorted;
}

/// As libqpdf gives an object: dictionaries by their keys. The objects are this program's own and
/// nest a few levels deep; a stream's dictionary is never written again.
Object in_order(const Object& object) {
  if (const auto* dictionary = object.as<Dictionary>()) return in_order(*dictionary);
  if (const auto* array = object.as<Array>()) {
    Array items;
    items.reserve(array->size());
    for (const Object& item : *array) items.push_back(in_order(item));
    return items;
  }
  return object;
}

}  // namespace

Document open_written(const WrittenFile& file) {
  const Object* root = file.trailer.find("Root");
  const auto* reference = root == nullptr ? nullptr : root->as<Reference>();
  if (reference == nullptr || file.offsets.size() != file.objects.size()) {
    throw std::invalid_argument("a written file without catalog or offsets");
  }
  auto inside = std::make_unique<Document::Inside>();
  inside->bytes = file.bytes;
  inside->startxref = file.startxref;
  inside->style = XrefStyle::kTable;
  inside->trailer = in_order(file.trailer);
  inside->root = *reference;
  for (std::size_t i = 0; i < file.objects.size(); ++i) {
    const int number = static_cast<int>(i) + 1;
    XrefEntry entry;
    entry.kind = XrefEntry::Kind::kUncompressed;
    entry.number = number;
    entry.offset = file.offsets[i];
    inside->entries.emplace(number, entry);
    // A stream as it is read has another dictionary than as it is written.
    if (file.objects[i].stream() == nullptr) {
      inside->given.emplace(Reference{number, 0},
                            std::make_shared<const Object>(in_order(file.objects[i])));
    }
  }
  return Document(std::move(inside));
}

}  // namespace chancery::pdf
