#include "pdf/read/font_codes.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "base/utf8.h"
#include "pdf/read/lexer.h"

namespace chancery::pdf {
namespace {

constexpr std::size_t kLargestMap = std::size_t{4} << 20U;
constexpr std::size_t kMostCodes = 70000;
constexpr char32_t kUnknown = 0xFFFD;

/// Windows-1252 from 0x80 to 0x9F; 0 where it has nothing.
constexpr std::array<char16_t, 32> kWindows = {
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};

std::string windows_text(std::uint32_t code) {
  std::string text;
  char32_t point = code;
  if (code >= 0x80 && code < 0xA0) point = kWindows.at(code - 0x80);
  append_utf8(text, code > 0xFF || point < 0x20 ? kUnknown : point);
  return text;
}

std::uint32_t number_of(std::string_view bytes) {
  std::uint32_t value = 0;
  for (const char byte : bytes.substr(0, 4)) {
    value = value << 8U | static_cast<std::uint8_t>(byte);
  }
  return value;
}

/// UTF-16BE, with `add` on its last unit.
std::string utf16_text(std::string_view bytes, std::uint32_t add) {
  std::string text;
  for (std::size_t i = 0; i + 1 < bytes.size(); i += 2) {
    char32_t unit = number_of(bytes.substr(i, 2));
    if (i + 3 >= bytes.size()) unit += add;
    if (unit >= 0xD800 && unit < 0xDC00 && i + 3 < bytes.size()) {
      const char32_t low = number_of(bytes.substr(i + 2, 2)) + (i + 5 >= bytes.size() ? add : 0);
      if (low >= 0xDC00 && low < 0xE000) {
        append_utf8(text, 0x10000 + ((unit - 0xD800) << 10U) + (low - 0xDC00));
        i += 2;
        continue;
      }
    }
    const bool character = unit >= 0x20 && unit <= 0x10FFFF && (unit < 0xD800 || unit > 0xDFFF);
    append_utf8(text, character ? unit : kUnknown);
  }
  return text;
}

/// What the name of a glyph says (Adobe Glyph List specification, 2), as far as no list is needed.
std::string glyph_text(std::string_view name) {
  const auto hexadecimal_point = [](std::string_view digits) -> char32_t {
    std::uint32_t value = 0;
    const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), value, 16);
    const bool whole = read.ec == std::errc() && read.ptr == digits.data() + digits.size();
    return whole && value <= 0x10FFFF && (value < 0xD800 || value > 0xDFFF) ? value : kUnknown;
  };
  std::string text;
  if (name.size() == 1) return std::string(name);
  if (name.size() == 7 && name.starts_with("uni")) {
    append_utf8(text, hexadecimal_point(name.substr(3)));
    return text;
  }
  if (name == "space") return " ";
  // Any other name is told as it stands: a difference in it is still a difference.
  text = '/';
  text += name;
  return text;
}

}  // namespace

std::string string_bytes(std::string_view token) {
  if (token.starts_with('<')) return std::string(text_of(hexadecimal(bytes_of(token))));
  std::string bytes;
  if (token.size() < 2) return bytes;
  token = token.substr(1, token.size() - 2);
  constexpr std::string_view kEscapes = "nrtbf()\\";
  constexpr std::string_view kMeanings = "\n\r\t\b\f()\\";
  for (std::size_t i = 0; i < token.size(); ++i) {
    if (token[i] != '\\') {
      bytes += token[i];
      continue;
    }
    if (++i == token.size()) break;
    if (const std::size_t escape = kEscapes.find(token[i]); escape != std::string_view::npos) {
      bytes += kMeanings[escape];
    } else if (token[i] >= '0' && token[i] <= '7') {
      unsigned value = 0;
      const std::size_t end = std::min(i + 3, token.size());
      for (; i < end && token[i] >= '0' && token[i] <= '7'; ++i) {
        value = value * 8 + static_cast<unsigned>(token[i] - '0');
      }
      --i;
      bytes += static_cast<char>(value & 0xFFU);
    } else if (token[i] == '\r') {
      if (i + 1 < token.size() && token[i + 1] == '\n') ++i;
    } else if (token[i] != '\n') {
      bytes += token[i];
    }
  }
  return bytes;
}

FontCodes::FontCodes(const Document& document, const Dictionary& font) {
  const auto entry = [&](std::string_view key) {
    const Object* value = font.find(key);
    return value == nullptr ? Object() : *value;
  };
  const Object subtype = document.resolve(entry("Subtype"));
  const auto* kind = subtype.as<Name>();
  if (kind != nullptr && kind->value == "Type0") {
    simple_ = false;
    code_bytes_ = 2;
  } else {
    read_differences(document, document.resolve(entry("Encoding")));
  }
  const Object to_unicode = entry("ToUnicode");
  if (const auto* reference = to_unicode.as<Reference>()) {
    if (const auto map = document.decoded(*reference, kLargestMap)) read_to_unicode(*map);
  }
}

void FontCodes::read_differences(const Document& document, const Object& encoding) {
  const auto* dictionary = encoding.as<Dictionary>();
  const Object* entry = dictionary == nullptr ? nullptr : dictionary->find("Differences");
  const Object list = entry == nullptr ? Object() : document.resolve(*entry);
  if (list.as<Array>() == nullptr) return;
  std::uint32_t code = 0;
  for (const Object& item : *list.as<Array>()) {
    if (const auto* number = item.as<std::int64_t>()) {
      code = static_cast<std::uint32_t>(std::clamp<std::int64_t>(*number, 0, 256));
    } else if (const auto* name = item.as<Name>()) {
      if (code < 256) texts_[code++] = glyph_text(name->value);
    }
  }
}

/// 9.10.3: beginbfchar and beginbfrange; the code space tells how many bytes a code has.
void FontCodes::read_to_unicode(ByteView map) {
  Lexer lexer(map);
  std::vector<std::string> operands;
  std::size_t array_from = 0;
  const auto put = [&](std::uint32_t code, std::string text) {
    if (texts_.size() < kMostCodes) texts_[code] = std::move(text);
  };
  for (Token token = lexer.next(); token.kind != TokenKind::kEnd; token = lexer.next()) {
    const std::string_view text = lexer.text(token);
    if (token.kind == TokenKind::kHexString) {
      operands.push_back(string_bytes(text));
    } else if (token.kind == TokenKind::kArrayOpen) {
      array_from = operands.size();
    } else if (token.kind == TokenKind::kArrayClose && array_from >= 2) {
      // One text for each code of a range.
      const std::uint32_t first = number_of(operands[array_from - 2]);
      for (std::size_t i = array_from; i < operands.size(); ++i) {
        put(first + static_cast<std::uint32_t>(i - array_from), utf16_text(operands[i], 0));
      }
      operands.resize(array_from - 2);
      array_from = 0;
    } else if (text == "endcodespacerange" && !operands.empty()) {
      code_bytes_ = std::clamp<std::size_t>(operands[0].size(), 1, 4);
      operands.clear();
    } else if (text == "endbfchar") {
      for (std::size_t i = 0; i + 1 < operands.size(); i += 2) {
        put(number_of(operands[i]), utf16_text(operands[i + 1], 0));
      }
      operands.clear();
    } else if (text == "endbfrange") {
      for (std::size_t i = 0; i + 2 < operands.size(); i += 3) {
        const std::uint32_t first = number_of(operands[i]);
        const std::uint32_t last =
            std::min<std::uint32_t>(number_of(operands[i + 1]), first + 0xFFFF);
        for (std::uint32_t code = first; code <= last && texts_.size() < kMostCodes; ++code) {
          put(code, utf16_text(operands[i + 2], code - first));
        }
      }
      operands.clear();
    }
    if (operands.size() > kMostCodes) operands.clear();
  }
}

std::string FontCodes::text_of_code(std::uint32_t code) const {
  const auto found = texts_.find(code);
  if (found != texts_.end()) return found->second;
  if (simple_) return windows_text(code);
  std::string unknown;
  append_utf8(unknown, kUnknown);
  return unknown;
}

std::string FontCodes::text(std::string_view codes) const {
  std::string text;
  for (std::size_t i = 0; i < codes.size(); i += code_bytes_) {
    text += text_of_code(number_of(codes.substr(i, code_bytes_)));
  }
  return text;
}

}  // namespace chancery::pdf
