// A stream's decoded data, never more of it than asked for.

#include "pdf/read/convert.h"
#include "pdf/read/inside.h"
#include "pdf/read/safety.h"

namespace chancery::pdf {
namespace {

constexpr std::size_t kMostFilters = 8;
/// What may pass between two filters of a chain; only the last one's output is counted.
constexpr std::size_t kMostBetween = std::size_t{1} << 30U;

std::vector<Object> listed(const Document& document, const Dictionary& dictionary,
                           std::string_view key) {
  const Object* entry = dictionary.find(key);
  if (entry == nullptr) return {};
  const Object value = document.resolve(*entry);
  if (value.is_null()) return {};
  if (const auto* array = value.as<Array>()) {
    if (array->size() > kMostFilters) return std::vector<Object>(kMostFilters + 1);
    std::vector<Object> items;
    for (const Object& item : *array) items.push_back(document.resolve(item));
    return items;
  }
  return {value};
}

/// Prediction keeps whole rows in memory (7.4.4.3, table 8).
bool sane_parameters(const Document& document, const Object& parameters, std::size_t limit_bytes) {
  const auto* dictionary = parameters.as<Dictionary>();
  if (dictionary == nullptr) return true;
  const auto positive = [&](std::string_view key, std::int64_t absent) -> std::int64_t {
    const Object* entry = dictionary->find(key);
    if (entry == nullptr) return absent;
    const Object value = document.resolve(*entry);
    const auto* number = value.as<std::int64_t>();
    return number == nullptr ? absent : *number;
  };
  const std::int64_t columns = positive("Columns", 1);
  const std::int64_t colours = positive("Colors", 1);
  const std::int64_t bits = positive("BitsPerComponent", 8);
  if (columns < 1 || columns > (1 << 24) || colours < 1 || colours > 32 || bits < 1 || bits > 16) {
    return false;
  }
  return static_cast<std::size_t>(columns * colours * bits / 8) <= limit_bytes;
}

bool decodable(const Document& document, const Stream& stream, std::size_t limit_bytes) {
  const std::vector<Object> filters = listed(document, stream.dictionary, "Filter");
  if (filters.size() > kMostFilters) return false;
  std::size_t between = stream.data.size();
  for (const Object& filter : filters) {
    const auto* name = filter.as<Name>();
    const auto factor = name == nullptr ? std::nullopt : largest_expansion(name->value);
    if (!factor || name->value == "Crypt" || between > kMostBetween) return false;
    between *= *factor;
  }
  for (const Object& parameters : listed(document, stream.dictionary, "DecodeParms")) {
    if (!sane_parameters(document, parameters, limit_bytes)) return false;
  }
  return true;
}

}  // namespace

std::optional<Bytes> Document::decoded(Reference reference, std::size_t limit_bytes) const {
  const Object object = get(reference);
  const Stream* stream = object.stream();
  if (stream == nullptr) return std::nullopt;
  const Object* filter = stream->dictionary.find("Filter");
  if (filter == nullptr || resolve(*filter).is_null()) {
    return stream->data.size() <= limit_bytes ? std::optional(stream->data) : std::nullopt;
  }
  if (!decodable(*this, *stream, limit_bytes)) return std::nullopt;

  Bytes data;
  bool whole = true;
  Pl_Function sink("decoded", nullptr, [&](unsigned char const* bytes, size_t count) {
    if (count > limit_bytes - data.size()) {
      whole = false;
      throw std::length_error("over the limit");
    }
    data.insert(data.end(), bytes, bytes + count);
  });
  bool filtered = false;
  bool success = false;
  try {
    QPDFObjectHandle handle = inside_->reader().getObject(reference.number, reference.generation);
    success = handle.pipeStreamData(&sink, &filtered, 0, qpdf_dl_specialized, true, false);
  } catch (const std::bad_alloc&) {
    throw;
  } catch (const std::exception&) {
    success = false;
  }
  inside_->take_warnings();
  if (!success || !filtered || !whole) return std::nullopt;
  return data;
}

}  // namespace chancery::pdf
