// A written file opened again by the strict reader.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "pdf/read/read.h"
#include "sample_pdf.h"

namespace chancery::pdf::sample {

class Written {
 public:
  explicit Written(Bytes file) : bytes(std::move(file)), opened_(open_document(bytes)) {
    if (!opened_.document) throw std::runtime_error("the strict reader refuses the file");
  }

  const Document& document() const { return *opened_.document; }
  Dictionary catalog() const { return dictionary(document().root()); }
  std::vector<Reference> pages() const { return document().pages(); }

  /// The dictionary an object is or leads to; a stream's own. Empty when it is neither.
  Dictionary dictionary(const Object& object) const {
    const Object resolved = document().resolve(object);
    if (const Stream* stream = resolved.stream()) return stream->dictionary;
    const auto* found = resolved.as<Dictionary>();
    return found == nullptr ? Dictionary{} : *found;
  }
  /// What stands at the end of a path of keys.
  Object at(const Object& object, const std::vector<std::string_view>& path) const {
    Object value = document().resolve(object);
    for (const std::string_view key : path) {
      const Dictionary step = dictionary(value);
      const Object* found = step.find(key);
      value = found == nullptr ? Object() : document().resolve(*found);
    }
    return value;
  }
  std::string text_at(const Object& object, const std::vector<std::string_view>& path) const {
    const Object value = at(object, path);
    if (const auto* string = value.as<String>()) return text_of_string(*string);
    if (const auto* name = value.as<Name>()) return std::string("/").append(name->value);
    return value.is_null() ? "(none)" : "(something else)";
  }
  std::string decoded(const Object& reference) const {
    const auto data = document().decoded(*reference.as<Reference>(), std::size_t{1} << 26U);
    return data ? std::string(text_of(ByteView(*data))) : "(not decoded)";
  }
  std::string content(Reference page) const { return decoded(*dictionary(page).find("Contents")); }

  Bytes bytes;

 private:
  Opened opened_;
};

inline double as_number(const Object& object) {
  if (const auto* integer = object.as<std::int64_t>()) return static_cast<double>(*integer);
  const auto* real = object.as<double>();
  return real == nullptr ? -1e9 : *real;
}

inline std::string pdftotext(ByteView file, const std::string& options = {}) {
  const TemporaryFile temporary(file);
  return run("pdftotext " + options + " " + temporary.path() + " -").output;
}

/// The text with every run of white space as one space.
inline std::string with_single_spaces(std::string_view text) {
  std::string result;
  for (const char c : text) {
    const bool is_space = c == ' ' || c == '\n' || c == '\f' || c == '\r';
    if (!is_space) {
      result += c;
    } else if (!result.empty() && result.back() != ' ') {
      result += ' ';
    }
  }
  return result;
}

}  // namespace chancery::pdf::sample
