#include "signing/adopt.h"

#include <stdexcept>

namespace chancery::signing {
namespace {

using pdf::Array;
using pdf::Dictionary;
using pdf::Object;
using pdf::Reference;

using Numbers = std::vector<Reference>;

Object renumbered(const Object& object, const Numbers& numbers);

Dictionary renumbered(const Dictionary& dictionary, const Numbers& numbers) {
  Dictionary result;
  for (const auto& [key, value] : dictionary.entries()) result.set(key, renumbered(value, numbers));
  return result;
}

/// The objects are this program's own and nest a few levels deep.
Object renumbered(const Object& object, const Numbers& numbers) {
  if (const auto* reference = object.as<Reference>()) {
    if (reference->number < 1 || static_cast<std::size_t>(reference->number) > numbers.size()) {
      throw std::invalid_argument("an appearance refers to an object that it does not have");
    }
    return numbers[static_cast<std::size_t>(reference->number) - 1];
  }
  if (const auto* array = object.as<Array>()) {
    Array result;
    result.reserve(array->size());
    for (const Object& element : *array) result.push_back(renumbered(element, numbers));
    return result;
  }
  if (const auto* dictionary = object.as<Dictionary>()) return renumbered(*dictionary, numbers);
  if (const pdf::Stream* stream = object.stream()) {
    return pdf::Stream{renumbered(stream->dictionary, numbers), stream->data};
  }
  return object;
}

}  // namespace

pdf::Reference adopt(const std::vector<Object>& objects, pdf::Revision& revision) {
  if (objects.empty()) throw std::invalid_argument("an appearance without objects");
  Numbers numbers;
  numbers.reserve(objects.size());
  for (std::size_t i = 0; i < objects.size(); ++i) numbers.push_back(revision.allocate());
  for (std::size_t i = 0; i < objects.size(); ++i) {
    revision.set(numbers[i], renumbered(objects[i], numbers));
  }
  return numbers.back();
}

}  // namespace chancery::signing
