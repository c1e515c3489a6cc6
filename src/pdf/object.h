// PDF objects as values (ISO 32000-1, 7.3): what the reader gives, the writer and the appender
// take.
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "base/bytes.h"
#include "base/units.h"

namespace chancery::pdf {

class Object;
struct Stream;

/// An indirect reference; all that we write has generation 0.
struct Reference {
  int number = 0;
  int generation = 0;
  auto operator<=>(const Reference&) const = default;
};

/// A name without its slash, as bytes after #-decoding (7.3.5).
struct Name {
  std::string value;
  bool operator==(const Name&) const = default;
};

/// A string as bytes (7.3.4); `hex` asks for <...> when written.
struct String {
  std::string bytes;
  bool hex = false;
};

/// Bytes to be written exactly as they stand: a signature's placeholder, say.
struct Literal {
  std::string bytes;
};

using Array = std::vector<Object>;

/// Entries in the order they were set, which is the order they are written in; keys are unique and
/// stand without their slash.
class Dictionary {
 public:
  using Entry = std::pair<std::string, Object>;

  Dictionary();
  Dictionary(std::initializer_list<Entry> entries);
  explicit Dictionary(std::vector<Entry> entries);  ///< no key may stand twice
  Dictionary(const Dictionary&);
  Dictionary(Dictionary&&) noexcept;
  Dictionary& operator=(const Dictionary&);
  Dictionary& operator=(Dictionary&&) noexcept;
  ~Dictionary();

  const Object* find(std::string_view key) const;  ///< null when absent
  Object* find(std::string_view key);
  void set(std::string key, Object value);  ///< replaces in place, or appends
  void erase(std::string_view key);
  const std::vector<Entry>& entries() const { return entries_; }

 private:
  std::vector<Entry> entries_;
};

/// One PDF object. Built from C++ values: Object(3), Object(Name{"Page"}), Object(Dictionary{…}).
class Object {
 public:
  using Value = std::variant<std::nullptr_t, bool, std::int64_t, double, Name, String, Literal,
                             Reference, Array, Dictionary, std::shared_ptr<const Stream>>;

  Object() : value_(nullptr) {}
  Object(bool boolean) : value_(boolean) {}
  Object(int integer) : value_(std::int64_t{integer}) {}
  Object(std::int64_t integer) : value_(integer) {}
  Object(std::size_t integer);  ///< throws std::out_of_range above 2^63-1
  Object(double real) : value_(real) {}
  Object(Points length) : value_(length.value) {}
  Object(Name name) : value_(std::move(name)) {}
  Object(String string) : value_(std::move(string)) {}
  Object(Literal literal) : value_(std::move(literal)) {}
  Object(Reference reference) : value_(reference) {}
  Object(Array array) : value_(std::move(array)) {}
  Object(Dictionary dictionary) : value_(std::move(dictionary)) {}
  Object(Stream stream);
  Object(const char*) = delete;  // a name or a string? say which
  Object(const Object&);
  Object(Object&&) noexcept;
  Object& operator=(const Object&);
  Object& operator=(Object&&) noexcept;
  ~Object();

  const Value& value() const { return value_; }
  template <class T>
  const T* as() const {
    return std::get_if<T>(&value_);
  }
  template <class T>
  T* as() {
    return std::get_if<T>(&value_);
  }
  const Stream* stream() const;
  bool is_null() const { return as<std::nullptr_t>() != nullptr; }

 private:
  Value value_;
};

/// Of an integer or a real; nothing for anything else.
std::optional<double> number_in(const Object& object);
/// False for null, too.
bool is_name(const Object* object, std::string_view value);

/// A stream (7.3.8). `data` is what stands in the file, encoded as the dictionary's /Filter says;
/// /Length is written from its size and must not be set.
struct Stream {
  Dictionary dictionary;
  Bytes data;
};

/// A text string (7.9.2.2): PDFDocEncoding when ASCII is enough, else UTF-16BE with its mark.
/// Throws std::invalid_argument when `utf8` is not UTF-8.
String text_string(std::string_view utf8);

/// The text of a text string, whichever encoding it uses; bytes that mean nothing become U+FFFD.
std::string text_of_string(const String& string);

/// Writes an object in PDF syntax. Reals have at most five decimals, never an exponent, and do not
/// depend on the locale. Throws std::domain_error for numbers that are not finite,
/// std::invalid_argument for a stream, which must be an indirect object (7.3.8).
void serialise(const Object& object, Bytes& to);
/// An indirect object (7.3.10), streams too, and a line end; and what stands before and behind it.
void put_indirect(Reference reference, const Object& object, Bytes& to);
void begin_indirect(Reference reference, Bytes& to);
void end_indirect(Bytes& to);
std::string format_real(double value);

}  // namespace chancery::pdf
