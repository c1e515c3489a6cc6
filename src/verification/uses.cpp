#include "verification/uses.h"

#include <vector>

namespace chancery::verification {

using pdf::Array;
using pdf::Dictionary;
using pdf::Object;
using pdf::Reference;

std::map<Reference, std::size_t> count_uses(const pdf::Document& document) {
  std::map<Reference, std::size_t> uses;
  std::vector<Object> open{Object(document.trailer())};
  while (!open.empty()) {
    const Object current = std::move(open.back());
    open.pop_back();
    if (const auto* reference = current.as<Reference>()) {
      if (++uses[*reference] == 1) open.push_back(document.get_outline(*reference));
      continue;
    }
    if (const auto* array = current.as<Array>()) {
      open.insert(open.end(), array->begin(), array->end());
      continue;
    }
    const auto* dictionary = current.as<Dictionary>();
    if (const pdf::Stream* stream = current.stream()) dictionary = &stream->dictionary;
    if (dictionary == nullptr) continue;
    for (const auto& [key, value] : dictionary->entries()) open.push_back(value);
  }
  return uses;
}

}  // namespace chancery::verification
