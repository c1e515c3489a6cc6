#include "pdf/object.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <limits>
#include <stdexcept>

#include "base/utf8.h"

namespace chancery::pdf {
namespace {

constexpr std::string_view kHexDigits = "0123456789ABCDEF";
constexpr std::string_view kDelimiters = "()<>[]{}/%#";

void put_hex(unsigned char byte, Bytes& to) {
  to.push_back(static_cast<std::uint8_t>(kHexDigits[byte >> 4U]));
  to.push_back(static_cast<std::uint8_t>(kHexDigits[byte & 0xFU]));
}

void put_name(std::string_view name, Bytes& to) {
  to.push_back('/');
  for (const char c : name) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte <= 0x20 || byte >= 0x7F || kDelimiters.find(c) != std::string_view::npos) {
      to.push_back('#');
      put_hex(byte, to);
    } else {
      to.push_back(byte);
    }
  }
}

void put_string(const String& string, Bytes& to) {
  if (string.hex) {
    to.push_back('<');
    for (const char c : string.bytes) put_hex(static_cast<unsigned char>(c), to);
    to.push_back('>');
    return;
  }
  to.push_back('(');
  for (const char c : string.bytes) {
    if (c == '(' || c == ')' || c == '\\') to.push_back('\\');
    if (c == '\r') {  // a bare CR would be read as LF (7.3.4.2)
      append(to, std::string_view("\\r"));
    } else {
      to.push_back(static_cast<std::uint8_t>(c));
    }
  }
  to.push_back(')');
}

void put_integer(std::int64_t integer, Bytes& to) {
  std::array<char, 24> digits{};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), integer).ptr;
  append(to, std::string_view(digits.data(), static_cast<std::size_t>(end - digits.data())));
}

void put_entries(const Dictionary& dictionary, Bytes& to) {
  for (const auto& [key, value] : dictionary.entries()) {
    put_name(key, to);
    to.push_back(' ');
    serialise(value, to);
  }
}

void put_stream(const Stream& stream, Bytes& to) {
  append(to, std::string_view("<<"));
  put_entries(stream.dictionary, to);
  append(to, std::string_view("/Length "));
  put_integer(static_cast<std::int64_t>(stream.data.size()), to);
  append(to, std::string_view(">>\nstream\n"));
  append(to, ByteView(stream.data));
  append(to, std::string_view("\nendstream"));
}

struct Serialiser {
  Bytes& to;

  void operator()(std::nullptr_t) const { append(to, std::string_view("null")); }
  void operator()(bool boolean) const { append(to, std::string_view(boolean ? "true" : "false")); }
  void operator()(std::int64_t integer) const { put_integer(integer, to); }
  void operator()(double real) const { append(to, std::string_view(format_real(real))); }
  void operator()(const Name& name) const { put_name(name.value, to); }
  void operator()(const String& string) const { put_string(string, to); }
  void operator()(const Literal& literal) const { append(to, std::string_view(literal.bytes)); }
  void operator()(const Reference& reference) const {
    put_integer(reference.number, to);
    to.push_back(' ');
    put_integer(reference.generation, to);
    append(to, std::string_view(" R"));
  }
  void operator()(const Array& array) const {
    to.push_back('[');
    for (std::size_t i = 0; i < array.size(); ++i) {
      if (i > 0) to.push_back(' ');
      serialise(array[i], to);
    }
    to.push_back(']');
  }
  void operator()(const Dictionary& dictionary) const {
    append(to, std::string_view("<<"));
    put_entries(dictionary, to);
    append(to, std::string_view(">>"));
  }
  void operator()(const std::shared_ptr<const Stream>&) const {
    throw std::invalid_argument("a stream must be an indirect object (ISO 32000-1, 7.3.8)");
  }
};

}  // namespace

Dictionary::Dictionary() = default;
Dictionary::Dictionary(std::initializer_list<Entry> entries) {
  for (const Entry& entry : entries) set(entry.first, entry.second);
}
Dictionary::Dictionary(std::vector<Entry> entries) : entries_(std::move(entries)) {}
Dictionary::Dictionary(const Dictionary&) = default;
Dictionary::Dictionary(Dictionary&&) noexcept = default;
Dictionary& Dictionary::operator=(const Dictionary&) = default;
Dictionary& Dictionary::operator=(Dictionary&&) noexcept = default;
Dictionary::~Dictionary() = default;

const Object* Dictionary::find(std::string_view key) const {
  const auto it = std::find_if(entries_.begin(), entries_.end(),
                               [&](const Entry& entry) { return entry.first == key; });
  return it == entries_.end() ? nullptr : &it->second;
}

Object* Dictionary::find(std::string_view key) {
  return const_cast<Object*>(std::as_const(*this).find(key));
}

void Dictionary::set(std::string key, Object value) {
  if (Object* present = find(key)) {
    *present = std::move(value);
  } else {
    entries_.emplace_back(std::move(key), std::move(value));
  }
}

void Dictionary::erase(std::string_view key) {
  std::erase_if(entries_, [&](const Entry& entry) { return entry.first == key; });
}

Object::Object(std::size_t integer) {
  if (integer > static_cast<std::size_t>(std::numeric_limits<std::int64_t>::max())) {
    throw std::out_of_range("integer too large for PDF");
  }
  value_ = static_cast<std::int64_t>(integer);
}

Object::Object(const Object&) = default;
Object::Object(Object&&) noexcept = default;
Object& Object::operator=(const Object&) = default;
Object& Object::operator=(Object&&) noexcept = default;
Object::~Object() = default;

Object::Object(Stream stream) : value_(std::make_shared<const Stream>(std::move(stream))) {}

const Stream* Object::stream() const {
  const auto* held = as<std::shared_ptr<const Stream>>();
  return held == nullptr ? nullptr : held->get();
}

std::optional<double> number_in(const Object& object) {
  if (const auto* integer = object.as<std::int64_t>()) return static_cast<double>(*integer);
  if (const auto* real = object.as<double>()) return *real;
  return std::nullopt;
}

bool is_name(const Object* object, std::string_view value) {
  const Name* name = object == nullptr ? nullptr : object->as<Name>();
  return name != nullptr && name->value == value;
}

String text_string(std::string_view utf8) {
  const bool ascii = std::all_of(utf8.begin(), utf8.end(), [](char c) {
    return c >= 0x20 && c < 0x7F;  // printable: the same in PDFDocEncoding
  });
  if (ascii) return {std::string(utf8), false};
  String string{"\xFE\xFF", true};
  for (const char16_t unit : to_utf16(utf8)) {
    string.bytes += static_cast<char>(unit >> 8U);
    string.bytes += static_cast<char>(unit & 0xFFU);
  }
  return string;
}

std::string text_of_string(const String& string) {
  const std::string& bytes = string.bytes;
  std::string text;
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(bytes[i]); };
  if (bytes.size() >= 2 && byte(0) == 0xFE && byte(1) == 0xFF) {
    for (std::size_t i = 2; i + 1 < bytes.size(); i += 2) {
      char32_t unit = static_cast<char32_t>(byte(i) << 8U) | byte(i + 1);
      if (unit >= 0xD800 && unit < 0xDC00 && i + 3 < bytes.size()) {
        const char32_t low = static_cast<char32_t>(byte(i + 2) << 8U) | byte(i + 3);
        if (low >= 0xDC00 && low < 0xE000) {
          unit = 0x10000 + ((unit - 0xD800) << 10U) + (low - 0xDC00);
          i += 2;
        }
      }
      append_utf8(text, unit >= 0xD800 && unit <= 0xDFFF ? U'\uFFFD' : unit);
    }
    return text;
  }
  if (bytes.size() >= 3 && byte(0) == 0xEF && byte(1) == 0xBB && byte(2) == 0xBF &&
      !first_invalid_utf8(std::string_view(bytes).substr(3))) {
    return bytes.substr(3);
  }
  // PDFDocEncoding, Annex D.3: Latin-1 but for 0x18–0x1F and 0x80–0xA0.
  static constexpr std::array<char16_t, 8> kAccents = {0x02D8, 0x02C7, 0x02C6, 0x02D9,
                                                       0x02DD, 0x02DB, 0x02DA, 0x02DC};
  static constexpr std::array<char16_t, 33> kSpecials = {
      0x2022, 0x2020, 0x2021, 0x2026, 0x2014, 0x2013, 0x0192, 0x2044, 0x2039, 0x203A, 0x2212,
      0x2030, 0x201E, 0x201C, 0x201D, 0x2018, 0x2019, 0x201A, 0x2122, 0xFB01, 0xFB02, 0x0141,
      0x0152, 0x0160, 0x0178, 0x017D, 0x0131, 0x0142, 0x0153, 0x0161, 0x017E, 0xFFFD, 0x20AC};
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    const unsigned char b = byte(i);
    char32_t code_point = b;
    if (b >= 0x18 && b <= 0x1F) code_point = kAccents.at(b - 0x18U);
    if (b >= 0x80 && b <= 0xA0) code_point = kSpecials.at(b - 0x80U);
    append_utf8(text, code_point);
  }
  return text;
}

std::string format_real(double value) {
  if (!std::isfinite(value)) throw std::domain_error("a PDF number must be finite");
  constexpr double kScale = 100000;
  constexpr double kLargest = 9.0e12;
  if (std::fabs(value) > kLargest) throw std::domain_error("number too large for PDF");
  std::int64_t scaled = std::llround(value * kScale);
  std::string text;
  if (scaled < 0) {
    text += '-';
    scaled = -scaled;
  }
  text += std::to_string(scaled / 100000);
  std::int64_t fraction = scaled % 100000;
  if (fraction != 0) {
    std::string digits = std::to_string(fraction);
    digits.insert(0, 5 - digits.size(), '0');
    while (digits.back() == '0') digits.pop_back();
    text += '.' + digits;
  }
  return text == "-0" ? "0" : text;
}

void serialise(const Object& object, Bytes& to) {
  std::visit(Serialiser{to}, object.value());
}

void begin_indirect(Reference reference, Bytes& to) {
  put_integer(reference.number, to);
  to.push_back(' ');
  put_integer(reference.generation, to);
  append(to, std::string_view(" obj\n"));
}

void end_indirect(Bytes& to) {
  append(to, std::string_view("\nendobj\n"));
}

void put_indirect(Reference reference, const Object& object, Bytes& to) {
  begin_indirect(reference, to);
  if (const Stream* stream = object.stream()) {
    put_stream(*stream, to);
  } else {
    serialise(object, to);
  }
  end_indirect(to);
}

}  // namespace chancery::pdf
