#include "verification/compare.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace chancery::verification {
namespace {

using pdf::Array;
using pdf::Dictionary;
using pdf::Object;
using pdf::Reference;

/// An object, or a part of one that is kept for it.
struct Held {
  std::shared_ptr<const Object> whole;
  const Object* object;

  Held part(const Object* of_it) const { return {whole, of_it}; }
};

/// One pair still to be compared.
struct Pair {
  Held before, after;
};

const Object kNull;

Held held(std::shared_ptr<const Object> whole) {
  const Object* object = whole.get();
  return {std::move(whole), object};
}

/// What an object is once references are followed.
Held followed(const pdf::Document& document, Held part) {
  const auto* reference = part.object->as<Reference>();
  return reference == nullptr ? std::move(part) : held(document.resolved_outline(*reference));
}

bool same_scalar(const Object& before, const Object& after) {
  const auto* integer_before = before.as<std::int64_t>();
  const auto* integer_after = after.as<std::int64_t>();
  if (integer_before != nullptr && integer_after != nullptr) {
    return *integer_before == *integer_after;
  }
  // A real may be written where an integer of the same value stood (7.3.3).
  if (const auto one = pdf::number_in(before)) return one == pdf::number_in(after);
  if (const auto* a = before.as<bool>()) {
    const auto* b = after.as<bool>();
    return b != nullptr && *a == *b;
  }
  if (const auto* a = before.as<pdf::Name>()) {
    const auto* b = after.as<pdf::Name>();
    return b != nullptr && *a == *b;
  }
  if (const auto* a = before.as<pdf::String>()) {
    const auto* b = after.as<pdf::String>();
    return b != nullptr && a->bytes == b->bytes;
  }
  if (const auto* a = before.as<pdf::Literal>()) {
    const auto* b = after.as<pdf::Literal>();
    return b != nullptr && a->bytes == b->bytes;
  }
  return before.is_null() && after.is_null();
}

/// Nothing that was put in the place of an object that cannot be read.
bool is_composed(const Object& object) {
  return object.as<Array>() != nullptr || object.as<Dictionary>() != nullptr ||
         object.stream() != nullptr;
}

}  // namespace

Comparison::Comparison(const pdf::Document& before, const pdf::Document& after)
    : before_(before), after_(after) {}

/// Most streams of a later revision stand where they stood: nothing is read then. Where the bytes
/// cannot be looked at as they stand, both are read.
bool Comparison::same_data(const Object& before, const Object& after) const {
  const auto* one = before.as<Reference>();
  const auto* other = after.as<Reference>();
  if (one != nullptr && other != nullptr) {
    const auto data = before_.stored_data(*one);
    const auto other_data = after_.stored_data(*other);
    if (data && other_data) {
      if (data->size() != other_data->size()) return false;
      return data->data() == other_data->data() || std::ranges::equal(*data, *other_data);
    }
  }
  const Object a = before_.resolve(before);
  const Object b = after_.resolve(after);
  return a.stream() != nullptr && b.stream() != nullptr && a.stream()->data == b.stream()->data;
}

bool Comparison::equal(const Object& before, const Object& after) {
  return compare(before, after, false);
}

bool Comparison::extends(const Object& before, const Object& after) {
  return compare(before, after, true);
}

bool Comparison::compare(const Object& before, const Object& after, bool may_grow) {
  // Pairs under comparison are taken as equal when met again, which is right for cycles; they are
  // remembered for later calls only when the whole comparison succeeds.
  std::set<std::pair<Reference, Reference>> assumed;
  std::vector<Pair> open{{{nullptr, &before}, {nullptr, &after}}};
  while (!open.empty()) {
    const Pair pair = std::move(open.back());
    open.pop_back();
    const auto* reference_before = pair.before.object->as<Reference>();
    const auto* reference_after = pair.after.object->as<Reference>();
    const bool both_references = reference_before != nullptr && reference_after != nullptr;
    const bool same_number = both_references && *reference_before == *reference_after;
    if (both_references) {
      const std::pair both{*reference_before, *reference_after};
      if (same_number && alone_.contains(*reference_before)) continue;
      if (!may_grow && found_equal_.contains(both)) continue;
      if (!assumed.insert(both).second) continue;
    }
    Held a = pair.before;
    bool untouched = false;
    if (same_number) {
      a = held(before_.outline(*reference_before));
      // What nobody touched is read once; what it refers to is compared all the same.
      untouched = is_composed(*a.object) && before_.stands_as_in(after_, *reference_before);
    }
    a = followed(before_, std::move(a));
    const Held b = untouched ? a : followed(after_, pair.after);

    const auto push_dictionaries = [&](const Dictionary& one, const Dictionary& other) {
      // An entry that is missing is null, and one that is null is missing (7.3.7).
      for (const auto& [key, value] : one.entries()) {
        const Object* match = other.find(key);
        open.push_back({a.part(&value), b.part(match == nullptr ? &kNull : match)});
      }
      if (may_grow) return;
      for (const auto& [key, value] : other.entries()) {
        if (one.find(key) == nullptr) open.push_back({a.part(&kNull), b.part(&value)});
      }
    };

    if (const auto* array = a.object->as<Array>()) {
      const auto* other = b.object->as<Array>();
      if (other == nullptr) return false;
      if (may_grow ? array->size() > other->size() : array->size() != other->size()) return false;
      for (std::size_t i = 0; i < array->size(); ++i) {
        open.push_back({a.part(&(*array)[i]), b.part(&(*other)[i])});
      }
    } else if (const auto* dictionary = a.object->as<Dictionary>()) {
      const auto* other = b.object->as<Dictionary>();
      if (other == nullptr) return false;
      push_dictionaries(*dictionary, *other);
    } else if (const pdf::Stream* stream = a.object->stream()) {
      const pdf::Stream* other = b.object->stream();
      if (other == nullptr || !same_data(*pair.before.object, *pair.after.object)) return false;
      push_dictionaries(stream->dictionary, other->dictionary);
    } else if (!same_scalar(*a.object, *b.object)) {
      return false;
    }
  }
  if (!may_grow) found_equal_.merge(assumed);
  return true;
}

}  // namespace chancery::verification
