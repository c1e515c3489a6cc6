#include "verification/first_difference.h"

#include <algorithm>

namespace chancery::verification {
namespace {

using pdf::Array;
using pdf::Dictionary;
using pdf::Object;
using pdf::Reference;
using pdf::Stream;

constexpr std::size_t kMostData = std::size_t{64} << 20U;
/// Pairs of objects that an honest letter has by far fewer of.
constexpr std::size_t kMostPairs = 4000000;

bool leads_back(std::string_view key) {
  return key == "Parent" || key == "P";
}

/// Of how a stream is stored, which does not show.
bool is_storage(std::string_view key) {
  return key == "Filter" || key == "DecodeParms" || key == "Length";
}

Bytes written(const Object& object) {
  Bytes bytes;
  pdf::serialise(object, bytes);
  return bytes;
}

}  // namespace

bool FirstDifference::Where::under(std::string_view key) const {
  return std::find(keys.begin(), keys.end(), key) != keys.end();
}

bool FirstDifference::same_stream(const Pair& pair) const {
  const Stream* one = pair.one.stream();
  const Stream* other = pair.other.stream();
  const auto stored = [](const Stream& stream, const char* key) {
    const Object* value = stream.dictionary.find(key);
    return value == nullptr ? Object() : *value;
  };
  const bool stored_alike =
      written(stored(*one, "Filter")) == written(stored(*other, "Filter")) &&
      written(stored(*one, "DecodeParms")) == written(stored(*other, "DecodeParms"));
  if (stored_alike && one->data == other->data) return true;
  const auto data = one_.decoded(pair.where.object, kMostData);
  // The other one's number is not known here: its data are, when nothing encodes them.
  return stored(*other, "Filter").is_null() && data && *data == other->data;
}

bool FirstDifference::has_children_alike(const Pair& pair, std::vector<Pair>& open) {
  const auto* array = pair.one.as<Array>();
  const auto* other_array = pair.other.as<Array>();
  if (array != nullptr && other_array != nullptr) {
    if (array->size() != other_array->size()) return false;
    for (std::size_t i = array->size(); i-- > 0;) {
      open.push_back({(*array)[i], (*other_array)[i], pair.where});
    }
    return true;
  }
  const Stream* stream = pair.one.stream();
  const Stream* other_stream = pair.other.stream();
  const bool streams = stream != nullptr && other_stream != nullptr;
  const Dictionary* dictionary = streams ? &stream->dictionary : pair.one.as<Dictionary>();
  const Dictionary* other = streams ? &other_stream->dictionary : pair.other.as<Dictionary>();
  if (dictionary == nullptr || other == nullptr) return false;
  if (streams && !same_stream(pair)) return false;
  const auto count = [&](const Dictionary& all) {
    return std::count_if(all.entries().begin(), all.entries().end(), [&](const auto& entry) {
      return !leads_back(entry.first) && !(streams && is_storage(entry.first)) &&
             !entry.second.is_null();
    });
  };
  if (count(*dictionary) != count(*other)) return false;
  for (const auto& [key, value] : dictionary->entries()) {
    if (leads_back(key) || (streams && is_storage(key)) || value.is_null()) continue;
    const Object* fellow = other->find(key);
    if (fellow == nullptr) return false;
    Pair child{value, *fellow, pair.where};
    child.where.keys.push_back(key);
    open.push_back(std::move(child));
  }
  return true;
}

std::optional<FirstDifference::Where> FirstDifference::find(const Object& one, const Object& other,
                                                            Reference holder) {
  std::vector<Pair> open{{one, other, {holder, {}}}};
  for (std::size_t pairs = 0; !open.empty(); ++pairs) {
    Pair pair = std::move(open.back());
    open.pop_back();
    if (pairs == kMostPairs) {
      throw pdf::ReadFailure({pdf::Unreadable::kTooLarge, "more objects than can be compared"});
    }
    const auto* reference = pair.one.as<Reference>();
    const auto* fellow = pair.other.as<Reference>();
    if (reference != nullptr && fellow != nullptr) {
      if (!equal_.insert({*reference, *fellow}).second) continue;
      pair.where.object = *reference;
    }
    pair.one = one_.resolve(pair.one);
    pair.other = other_.resolve(pair.other);
    const bool composed = pair.one.as<Array>() != nullptr || pair.one.as<Dictionary>() != nullptr ||
                          pair.one.stream() != nullptr;
    const bool other_composed = pair.other.as<Array>() != nullptr ||
                                pair.other.as<Dictionary>() != nullptr ||
                                pair.other.stream() != nullptr;
    const bool same =
        composed == other_composed &&
        (composed ? has_children_alike(pair, open) : written(pair.one) == written(pair.other));
    if (!same) {
      equal_.clear();  // what was still open was not compared
      return std::move(pair.where);
    }
  }
  return std::nullopt;
}

}  // namespace chancery::verification
