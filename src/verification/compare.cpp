#include "verification/compare.h"

#include <algorithm>
#include <optional>
#include <vector>

namespace chancery::verification {
namespace {

using pdf::Array;
using pdf::Dictionary;
using pdf::Object;
using pdf::Reference;

/// One pair still to be compared. `key` is the dictionary key it stood under, if any.
struct Pair {
  Object before, after;
};

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
  std::vector<Pair> open{{before, after}};
  while (!open.empty()) {
    Pair pair = std::move(open.back());
    open.pop_back();
    const auto* reference_before = pair.before.as<Reference>();
    const auto* reference_after = pair.after.as<Reference>();
    if (reference_before != nullptr && reference_after != nullptr) {
      const std::pair both{*reference_before, *reference_after};
      if (*reference_before == *reference_after && alone_.contains(*reference_before)) continue;
      if (!may_grow && found_equal_.contains(both)) continue;
      if (!assumed.insert(both).second) continue;
    }
    const bool same_number = reference_before != nullptr && reference_after != nullptr &&
                             *reference_before == *reference_after;
    Object a = same_number ? before_.get_outline(*reference_before) : pair.before;
    // What nobody touched is read once; what it refers to is compared all the same.
    const bool untouched =
        same_number && is_composed(a) && before_.stands_as_in(after_, *reference_before);
    a = before_.resolve_outline(a);
    const Object b = untouched ? a : after_.resolve_outline(pair.after);

    const auto push_dictionaries = [&](const Dictionary& one, const Dictionary& other) {
      // An entry that is missing is null, and one that is null is missing (7.3.7).
      for (const auto& [key, value] : one.entries()) {
        const Object* match = other.find(key);
        open.push_back({value, match == nullptr ? Object() : *match});
      }
      if (may_grow) return;
      for (const auto& [key, value] : other.entries()) {
        if (one.find(key) == nullptr) open.push_back({Object(), value});
      }
    };

    if (const auto* array = a.as<Array>()) {
      const auto* other = b.as<Array>();
      if (other == nullptr) return false;
      if (may_grow ? array->size() > other->size() : array->size() != other->size()) return false;
      for (std::size_t i = 0; i < array->size(); ++i) open.push_back({(*array)[i], (*other)[i]});
    } else if (const auto* dictionary = a.as<Dictionary>()) {
      const auto* other = b.as<Dictionary>();
      if (other == nullptr) return false;
      push_dictionaries(*dictionary, *other);
    } else if (const pdf::Stream* stream = a.stream()) {
      const pdf::Stream* other = b.stream();
      if (other == nullptr || !same_data(pair.before, pair.after)) return false;
      Dictionary one = stream->dictionary;
      Dictionary two = other->dictionary;
      one.erase("Length");  // may be direct on one side and a reference on the other
      two.erase("Length");
      push_dictionaries(one, two);
    } else if (!same_scalar(a, b)) {
      return false;
    }
  }
  if (!may_grow) found_equal_.merge(assumed);
  return true;
}

}  // namespace chancery::verification
