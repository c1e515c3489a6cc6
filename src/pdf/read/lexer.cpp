#include "pdf/read/lexer.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>
#include <string>
#include <vector>

namespace chancery::pdf {
namespace {

constexpr std::uint8_t kVerticalTab = 0x0B;  // white space to some readers, not to the standard

/// What a byte may be (7.2.2, tables 1 and 2), as bits of an entry for each.
enum Class : std::uint8_t { kWhite = 1, kDelimiter = 2, kNeither = 4 };

constexpr std::array<std::uint8_t, 256> classes() {
  std::array<std::uint8_t, 256> table{};
  for (const char c : {'\0', '\t', '\n', '\f', '\r', ' '}) {
    table[static_cast<std::uint8_t>(c)] = kWhite;
  }
  for (const char c : {'(', ')', '<', '>', '[', ']', '{', '}', '/', '%'}) {
    table[static_cast<std::uint8_t>(c)] = kDelimiter;
  }
  table[kVerticalTab] = kNeither;
  return table;
}
constexpr std::array<std::uint8_t, 256> kClasses = classes();

bool is_regular(std::uint8_t byte) {
  return kClasses[byte] == 0;
}

/// The value of a hexadecimal digit; -1 for any other byte.
constexpr std::array<std::int8_t, 256> hex_values() {
  constexpr std::string_view kLower = "0123456789abcdef";
  constexpr std::string_view kUpper = "0123456789ABCDEF";
  std::array<std::int8_t, 256> table{};
  table.fill(-1);
  for (std::size_t i = 0; i < kLower.size(); ++i) {
    table[static_cast<std::uint8_t>(kLower[i])] = static_cast<std::int8_t>(i);
    table[static_cast<std::uint8_t>(kUpper[i])] = static_cast<std::int8_t>(i);
  }
  return table;
}
constexpr std::array<std::int8_t, 256> kHexValues = hex_values();

int hex_value(std::uint8_t byte) {
  return kHexValues[byte];
}

TokenKind kind_of_word(std::string_view word) {
  const std::size_t sign = word.front() == '+' || word.front() == '-' ? 1 : 0;
  const std::string_view digits = word.substr(sign);
  if (digits.empty()) return TokenKind::kKeyword;
  std::size_t points = 0, figures = 0;
  for (const char c : digits) {
    if (c == '.') {
      ++points;
    } else if (is_digit(static_cast<std::uint8_t>(c))) {
      ++figures;
    } else {
      return TokenKind::kKeyword;
    }
  }
  if (figures == 0 || points > 1) return TokenKind::kKeyword;
  return points == 0 ? TokenKind::kInteger : TokenKind::kReal;
}

std::string name_value(std::string_view token) {
  std::string value;
  for (std::size_t i = 1; i < token.size(); ++i) {
    if (token[i] == '#' && i + 2 < token.size()) {
      const int high = hex_value(static_cast<std::uint8_t>(token[i + 1]));
      const int low = hex_value(static_cast<std::uint8_t>(token[i + 2]));
      if (high >= 0 && low >= 0) {
        value += static_cast<char>(high * 16 + low);
        i += 2;
        continue;
      }
    }
    value += token[i];
  }
  return value;
}

/// Words that end or begin an indirect object, and so cannot stand inside one.
bool is_structural(std::string_view word) {
  return word == "obj" || word == "endobj" || word == "stream" || word == "endstream" ||
         word == "xref" || word == "trailer" || word == "startxref";
}

}  // namespace

bool is_white_space(std::uint8_t byte) {
  return kClasses[byte] == kWhite;
}

bool is_digit(std::uint8_t byte) {
  return byte >= '0' && byte <= '9';
}

Bytes hexadecimal(ByteView token) {
  Bytes bytes;
  bytes.reserve(token.size() / 2);
  bool high = true;
  for (const std::uint8_t byte : token) {
    const int value = hex_value(byte);
    if (value < 0) continue;
    if (high) {
      bytes.push_back(static_cast<std::uint8_t>(value << 4));
    } else {
      bytes.back() = static_cast<std::uint8_t>(bytes.back() | value);
    }
    high = !high;
  }
  return bytes;
}

Lexer::Lexer(ByteView bytes, std::size_t position) : bytes_(bytes), position_(0) {
  seek(position);
}

void Lexer::seek(std::size_t position) {
  position_ = std::min(position, bytes_.size());
}

void Lexer::skip_white_space() {
  while (position_ < bytes_.size()) {
    const std::uint8_t byte = bytes_[position_];
    if (byte == '%') {
      while (position_ < bytes_.size() && bytes_[position_] != '\n' && bytes_[position_] != '\r') {
        ++position_;
      }
    } else if (is_white_space(byte)) {
      ++position_;
    } else {
      return;
    }
  }
}

Token Lexer::next() {
  skip_white_space();
  const std::size_t begin = position_;
  if (begin == bytes_.size()) return {TokenKind::kEnd, begin, begin};
  const auto followed_by = [&](std::uint8_t byte) {
    return begin + 1 < bytes_.size() && bytes_[begin + 1] == byte;
  };
  const auto token = [&](TokenKind kind, std::size_t length) {
    position_ = begin + length;
    return Token{kind, begin, position_};
  };
  switch (bytes_[begin]) {
    case '[':
      return token(TokenKind::kArrayOpen, 1);
    case ']':
      return token(TokenKind::kArrayClose, 1);
    case '<':
      if (followed_by('<')) return token(TokenKind::kDictionaryOpen, 2);
      return hex_string_token(begin);
    case '>':
      if (followed_by('>')) return token(TokenKind::kDictionaryClose, 2);
      return token(TokenKind::kBad, 1);
    case '(':
      return string_token(begin);
    case ')':
    case '{':
    case '}':
    case kVerticalTab:
      return token(TokenKind::kBad, 1);
    case '/':
    default:
      break;
  }
  position_ = begin + 1;
  while (position_ < bytes_.size() && is_regular(bytes_[position_])) ++position_;
  Token word{TokenKind::kName, begin, position_};
  if (bytes_[begin] != '/') word.kind = kind_of_word(text(word));
  return word;
}

Token Lexer::string_token(std::size_t begin) {
  std::size_t open = 0;
  for (position_ = begin; position_ < bytes_.size(); ++position_) {
    const std::uint8_t byte = bytes_[position_];
    if (byte == '\\') {
      if (++position_ == bytes_.size()) break;
    } else if (byte == '(') {
      ++open;
    } else if (byte == ')' && --open == 0) {
      ++position_;
      return {TokenKind::kString, begin, position_};
    }
  }
  return {TokenKind::kBad, begin, position_};
}

Token Lexer::hex_string_token(std::size_t begin) {
  for (position_ = begin + 1; position_ < bytes_.size(); ++position_) {
    const std::uint8_t byte = bytes_[position_];
    if (byte == '>') {
      ++position_;
      return {TokenKind::kHexString, begin, position_};
    }
    if (hex_value(byte) < 0 && !is_white_space(byte)) break;
  }
  return {TokenKind::kBad, begin, position_};
}

bool Lexer::take_keyword(std::string_view keyword) {
  const std::size_t before = position_;
  const Token token = next();
  if (token.kind == TokenKind::kKeyword && text(token) == keyword) return true;
  position_ = before;
  return false;
}

std::optional<std::int64_t> Lexer::take_integer() {
  const std::size_t before = position_;
  const std::optional<std::int64_t> value = integer(next());
  if (!value) position_ = before;
  return value;
}

std::string_view Lexer::text(const Token& token) const {
  return text_of(bytes_.subspan(token.begin, token.end - token.begin));
}

std::optional<std::int64_t> Lexer::integer(const Token& token) const {
  if (token.kind != TokenKind::kInteger) return std::nullopt;
  std::string_view digits = text(token);
  if (digits.front() == '+') digits.remove_prefix(1);
  std::int64_t value = 0;
  const auto result = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (result.ec != std::errc() || result.ptr != digits.data() + digits.size()) return std::nullopt;
  return value;
}

std::optional<Object> Lexer::object() {
  return object(next(), 0);
}

std::optional<Object> Lexer::number_or_reference(const Token& first) {
  const std::optional<std::int64_t> number = integer(first);
  if (!number) return std::nullopt;
  const std::size_t after = position_;
  const std::optional<std::int64_t> generation = take_integer();
  constexpr std::int64_t kLargest = std::numeric_limits<int>::max();
  if (generation && take_keyword("R") && *number >= 0 && *number <= kLargest && *generation >= 0 &&
      *generation <= kLargest) {
    return Object(Reference{static_cast<int>(*number), static_cast<int>(*generation)});
  }
  position_ = after;
  return Object(*number);
}

std::optional<Object> Lexer::object(const Token& first, int depth) {
  if (depth > kDeepest) return std::nullopt;
  switch (first.kind) {
    case TokenKind::kInteger:
      return number_or_reference(first);
    case TokenKind::kReal: {
      std::string_view digits = text(first);
      if (digits.front() == '+') digits.remove_prefix(1);
      double value = 0;
      const auto result = std::from_chars(digits.data(), digits.data() + digits.size(), value);
      if (result.ec != std::errc()) return std::nullopt;
      return Object(value);
    }
    case TokenKind::kName:
      return Object(Name{name_value(text(first))});
    case TokenKind::kString:
    case TokenKind::kHexString:
      return Object(Literal{std::string(text(first))});
    case TokenKind::kArrayOpen: {
      Array array;
      for (Token token = next(); token.kind != TokenKind::kArrayClose; token = next()) {
        std::optional<Object> item = object(token, depth + 1);
        if (!item) return std::nullopt;
        array.push_back(std::move(*item));
      }
      return Object(std::move(array));
    }
    case TokenKind::kDictionaryOpen: {
      Dictionary dictionary;
      for (Token token = next(); token.kind != TokenKind::kDictionaryClose; token = next()) {
        if (token.kind != TokenKind::kName) return std::nullopt;
        std::string key = name_value(text(token));
        std::optional<Object> value = object(next(), depth + 1);
        constexpr std::size_t kMostEntries = 10000;  // finding a key takes time for each entry
        if (!value || dictionary.entries().size() == kMostEntries) return std::nullopt;
        dictionary.set(std::move(key), std::move(*value));
      }
      return Object(std::move(dictionary));
    }
    case TokenKind::kKeyword:
      if (text(first) == "true") return Object(true);
      if (text(first) == "false") return Object(false);
      if (text(first) == "null") return Object();
      return std::nullopt;
    case TokenKind::kEnd:
    case TokenKind::kArrayClose:
    case TokenKind::kDictionaryClose:
    case TokenKind::kBad:
      return std::nullopt;
  }
  return std::nullopt;
}

bool Lexer::skip_object() {
  std::vector<TokenKind> open;
  do {
    const Token token = next();
    switch (token.kind) {
      case TokenKind::kArrayOpen:
        open.push_back(TokenKind::kArrayClose);
        break;
      case TokenKind::kDictionaryOpen:
        open.push_back(TokenKind::kDictionaryClose);
        break;
      case TokenKind::kArrayClose:
      case TokenKind::kDictionaryClose:
        if (open.empty() || open.back() != token.kind) return false;
        open.pop_back();
        break;
      case TokenKind::kKeyword:
        if (is_structural(text(token))) return false;
        break;
      case TokenKind::kEnd:
      case TokenKind::kBad:
        return false;
      default:
        break;
    }
  } while (!open.empty());
  return true;
}

}  // namespace chancery::pdf
