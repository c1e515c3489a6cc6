#include "pdf/read/plain.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "pdf/read/lexer.h"

namespace chancery::pdf {
namespace {

/// Direct objects nested deeper, and dictionaries with more entries, are for the strict reader to
/// refuse or not.
constexpr int kDeepest = 32;
constexpr std::size_t kMostEntries = 1000;
/// Digits of a number that fits wherever numbers are kept.
constexpr std::size_t kMostDigits = 15;

bool is_octal(char c) {
  return c >= '0' && c <= '7';
}

/// A literal string (7.3.4.2) with the escapes that the standard has, each in its full form.
std::optional<Object> plain_string(std::string_view token) {
  std::string_view inside = token.substr(1, token.size() - 2);
  std::string bytes;
  bytes.reserve(inside.size());
  while (!inside.empty()) {
    const char c = inside.front();
    inside.remove_prefix(1);
    if (c == '\r') return std::nullopt;  // reads as a line feed
    if (c != '\\') {
      bytes += c;
      continue;
    }
    constexpr std::string_view kEscapes = "nrtbf()\\";
    constexpr std::string_view kMeant = "\n\r\t\b\f()\\";
    const std::size_t escape = inside.empty() ? std::string_view::npos : kEscapes.find(inside[0]);
    if (escape != std::string_view::npos) {
      bytes += kMeant[escape];
      inside.remove_prefix(1);
    } else if (inside.size() >= 3 && inside[0] <= '3' &&
               std::all_of(inside.begin(), inside.begin() + 3, is_octal)) {
      bytes += static_cast<char>((inside[0] - '0') * 64 + (inside[1] - '0') * 8 + inside[2] - '0');
      inside.remove_prefix(3);
    } else {
      return std::nullopt;
    }
  }
  return string_object(std::move(bytes));
}

std::optional<Object> plain_hexadecimal(std::string_view token) {
  const std::string_view digits = token.substr(1, token.size() - 2);
  const bool plain = digits.size() % 2 == 0 && std::ranges::none_of(digits, [](char c) {
                       return is_white_space(static_cast<std::uint8_t>(c));
                     });
  if (!plain) return std::nullopt;
  const Bytes bytes = hexadecimal(bytes_of(digits));
  return string_object(std::string(text_of(bytes)));
}

/// Without its slash.
std::optional<std::string> plain_name(std::string_view token) {
  token.remove_prefix(1);
  const bool plain = !token.empty() && std::ranges::all_of(token, [](char c) {
    return c > ' ' && c < '\x7F' && c != '#';
  });
  return plain ? std::optional(std::string(token)) : std::nullopt;
}

bool is_plain_number(std::string_view token) {
  return token.size() <= kMostDigits && token.front() != '+';
}

class PlainReader {
 public:
  PlainReader(ByteView body, std::size_t position) : lexer_(body, position) {}

  std::optional<Object> value(const Token& first, int depth) {
    if (depth > kDeepest) return std::nullopt;
    const std::string_view token = lexer_.text(first);
    switch (first.kind) {
      case TokenKind::kInteger:
        return number_or_reference(first);
      case TokenKind::kReal:
        if (!is_plain_number(token)) return std::nullopt;
        return real_object(std::string(token));
      case TokenKind::kName: {
        auto name = plain_name(token);
        if (!name) return std::nullopt;
        return Object(Name{std::move(*name)});
      }
      case TokenKind::kString:
        return plain_string(token);
      case TokenKind::kHexString:
        return plain_hexadecimal(token);
      case TokenKind::kArrayOpen:
        return array(depth);
      case TokenKind::kDictionaryOpen:
        return dictionary(depth);
      case TokenKind::kKeyword:
        if (token == "true" || token == "false") return Object(token == "true");
        if (token == "null") return Object();
        return std::nullopt;
      default:
        return std::nullopt;
    }
  }

  Lexer& lexer() { return lexer_; }

 private:
  std::optional<Object> number_or_reference(const Token& first) {
    if (!is_plain_number(lexer_.text(first))) return std::nullopt;
    const std::optional<std::int64_t> number = lexer_.integer(first);
    if (!number) return std::nullopt;
    const std::size_t behind = lexer_.position();
    const Token second = lexer_.next();
    if (second.kind == TokenKind::kInteger && lexer_.take_keyword("R")) {
      constexpr std::int64_t kLargestNumber = 8388607;  // annex C, table C.1
      constexpr std::int64_t kLargestGeneration = 65535;
      const std::optional<std::int64_t> generation = lexer_.integer(second);
      if (*number < 1 || *number > kLargestNumber || !generation || *generation < 0 ||
          *generation > kLargestGeneration) {
        return std::nullopt;
      }
      return Object(Reference{static_cast<int>(*number), static_cast<int>(*generation)});
    }
    lexer_.seek(behind);
    return Object(*number);
  }

  std::optional<Object> array(int depth) {
    Array items;
    for (Token token = lexer_.next(); token.kind != TokenKind::kArrayClose; token = lexer_.next()) {
      std::optional<Object> item = value(token, depth + 1);
      if (!item) return std::nullopt;
      items.push_back(std::move(*item));
    }
    return Object(std::move(items));
  }

  std::optional<Object> dictionary(int depth) {
    std::vector<Dictionary::Entry> entries;
    for (Token token = lexer_.next(); token.kind != TokenKind::kDictionaryClose;
         token = lexer_.next()) {
      if (token.kind != TokenKind::kName || entries.size() == kMostEntries) return std::nullopt;
      auto key = plain_name(lexer_.text(token));
      if (!key) return std::nullopt;
      std::optional<Object> entry = value(lexer_.next(), depth + 1);
      if (!entry) return std::nullopt;
      entries.emplace_back(std::move(*key), std::move(*entry));
    }
    // In the order that libqpdf keeps.
    std::ranges::sort(entries, {}, &Dictionary::Entry::first);
    const bool twice =
        std::ranges::adjacent_find(entries, {}, &Dictionary::Entry::first) != entries.end();
    if (twice) return std::nullopt;
    return Object(Dictionary(std::move(entries)));
  }

  Lexer lexer_;
};

/// Where a stream's data stand: behind the word and its line end (7.3.8.1), as long as the
/// dictionary says, and before the words that end it.
std::optional<ByteView> data_of_stream(ByteView body, std::size_t begin,
                                       const Dictionary& dictionary,
                                       const std::function<Object(Reference)>& value_of) {
  const std::string_view behind = text_of(body.subspan(begin)).substr(0, 2);
  const std::size_t line_end = behind == "\r\n" ? 2 : behind.starts_with('\n') ? 1 : 0;
  const Object* entry = dictionary.find("Length");
  if (line_end == 0 || entry == nullptr) return std::nullopt;
  const auto* reference = entry->as<Reference>();
  const Object length = reference == nullptr ? *entry : value_of(*reference);
  const auto* bytes = length.as<std::int64_t>();
  const std::size_t first = begin + line_end;
  if (bytes == nullptr || *bytes < 0 || static_cast<std::uint64_t>(*bytes) > body.size() - first) {
    return std::nullopt;
  }
  const auto size = static_cast<std::size_t>(*bytes);
  Lexer lexer(body, first + size);
  if (!lexer.take_keyword("endstream") || !lexer.take_keyword("endobj")) return std::nullopt;
  return body.subspan(first, size);
}

}  // namespace

std::optional<PlainObject> plain_object(ByteView body, const XrefEntry& entry, StreamData data,
                                        const std::function<Object(Reference)>& value_of) {
  if (entry.kind != XrefEntry::Kind::kUncompressed || entry.offset >= body.size()) {
    return std::nullopt;
  }
  PlainReader reader(body, static_cast<std::size_t>(entry.offset));
  Lexer& lexer = reader.lexer();
  if (lexer.take_integer() != entry.number || lexer.take_integer() != entry.generation ||
      !lexer.take_keyword("obj")) {
    return std::nullopt;
  }
  const Token first = lexer.next();
  if (first.kind != TokenKind::kDictionaryOpen && first.kind != TokenKind::kArrayOpen) {
    return std::nullopt;
  }
  std::optional<Object> object = reader.value(first, 0);
  if (!object) return std::nullopt;
  if (lexer.take_keyword("endobj")) return PlainObject{std::move(*object), std::nullopt};
  auto* dictionary = object->as<Dictionary>();
  if (dictionary == nullptr || !lexer.take_keyword("stream")) return std::nullopt;
  const auto stored = data_of_stream(body, lexer.position(), *dictionary, value_of);
  if (!stored) return std::nullopt;
  Stream stream{std::move(*dictionary), {}};
  stream.dictionary.erase("Length");
  if (data == StreamData::kRead) stream.data.assign(stored->begin(), stored->end());
  return PlainObject{Object(std::move(stream)), stored};
}

}  // namespace chancery::pdf
