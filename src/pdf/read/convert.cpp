#include "pdf/read/convert.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "pdf/read/lexer.h"
#include "pdf/read/read.h"

namespace chancery::pdf {
namespace {

constexpr std::size_t kMostDictionaryEntries = 10000;
constexpr double kLargestReal = 9.0e12;  // what can be written again

[[noreturn]] void refuse(std::string detail, Detail said) {
  throw ReadFailure({Unreadable::kTooLarge, std::move(detail), std::move(said)});
}

Object convert_value(QPDFObjectHandle& handle, int depth, StreamData data = StreamData::kRead);

/// An element: a reference stays one, so that nothing else is read.
Object convert_element(QPDFObjectHandle& handle, int depth) {
  if (handle.isIndirect()) {
    return Object(Reference{handle.getObjectID(), handle.getGeneration()});
  }
  return convert_value(handle, depth);
}

Dictionary convert_dictionary(QPDFObjectHandle& handle, int depth) {
  // Not getKeys(): that resolves every value to see whether it is null.
  auto entries = handle.getDictAsMap();
  if (entries.size() > kMostDictionaryEntries) {
    refuse("a dictionary of more than 10,000 entries", Detail{"dictionary-too-large"});
  }
  Dictionary dictionary;
  for (auto& [key, value] : entries) {
    dictionary.set(key.substr(key.starts_with('/') ? 1 : 0), convert_element(value, depth + 1));
  }
  return dictionary;
}

Object convert_value(QPDFObjectHandle& handle, int depth, StreamData data) {
  if (depth > Lexer::kDeepest)
    refuse("direct objects nested more than 64 deep", Detail{"nested-too-deep"});
  switch (handle.getTypeCode()) {
    case ::ot_boolean:
      return Object(handle.getBoolValue());
    case ::ot_integer:
      return Object(static_cast<std::int64_t>(handle.getIntValue()));
    case ::ot_real:
      return real_object(handle.getRealValue());
    case ::ot_name:
      return Object(Name{handle.getName().substr(1)});
    case ::ot_string:
      return string_object(handle.getStringValue());
    case ::ot_array: {
      Array array;
      auto items = handle.getArrayAsVector();
      array.reserve(items.size());
      for (QPDFObjectHandle& item : items) array.push_back(convert_element(item, depth + 1));
      return Object(std::move(array));
    }
    case ::ot_dictionary:
      return Object(convert_dictionary(handle, depth));
    case ::ot_stream: {
      Stream stream;
      QPDFObjectHandle dictionary = handle.getDict();
      stream.dictionary = convert_dictionary(dictionary, depth);
      stream.dictionary.erase("Length");
      if (data == StreamData::kRead) {
        const auto raw = handle.getRawStreamData();
        stream.data.assign(raw->getBuffer(), raw->getBuffer() + raw->getSize());
      }
      return Object(std::move(stream));
    }
    default:
      return {};
  }
}

}  // namespace

Object convert(QPDFObjectHandle& handle, StreamData data) {
  return convert_value(handle, 0, data);
}

Object real_object(const std::string& text) {
  std::string_view digits = text;
  if (digits.starts_with('+')) digits.remove_prefix(1);
  double value = 0;
  const auto result = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (result.ec == std::errc() && std::fabs(value) <= kLargestReal) return Object(value);
  return Object(Literal{text});
}

Object string_object(std::string bytes) {
  const bool binary = std::any_of(bytes.begin(), bytes.end(), [](char c) {
    return static_cast<unsigned char>(c) < 0x20 || static_cast<unsigned char>(c) >= 0x7F;
  });
  return Object(String{std::move(bytes), binary});
}

std::string with_slash(std::string_view key) {
  std::string name(1, '/');
  name += key;
  return name;
}

std::string printable(std::string_view text) {
  constexpr std::size_t kLongest = 300;
  std::string clean(text.substr(0, kLongest));
  std::replace_if(
      clean.begin(), clean.end(), [](char c) { return c < 0x20 || c >= 0x7F; }, '?');
  return clean;
}

}  // namespace chancery::pdf
