#include "pdf/profile/content_operators.h"

#include <algorithm>
#include <optional>

namespace chancery::pdf {
namespace {

/// More than any operator has; text in pieces letter by letter has the most.
constexpr std::size_t kMostOperands = 1'000'000;

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

/// Data that hold " EI " by chance go on with bytes that no operator has.
bool looks_like_content(ByteView content, std::size_t at) {
  constexpr std::size_t kLookedAt = 12;
  const ByteView next = content.subspan(at, std::min(kLookedAt, content.size() - at));
  return std::all_of(next.begin(), next.end(), [](std::uint8_t byte) {
    return is_white_space(byte) ? byte != 0 : byte > 0x20 && byte < 0x7F;
  });
}

bool is_octal(char c) {
  return c >= '0' && c <= '7';
}

/// What stands behind a backslash at `at`, which is moved past it (table 3).
std::string unescaped(std::string_view text, std::size_t& at) {
  static constexpr std::string_view kLetters = "nrtbf";
  static constexpr std::string_view kMeanings = "\n\r\t\b\f";
  const char c = text[at++];
  if (const std::size_t known = kLetters.find(c); known != std::string_view::npos) {
    return std::string(1, kMeanings[known]);
  }
  if (c == '\r') {
    if (at < text.size() && text[at] == '\n') ++at;
    return {};
  }
  if (c == '\n') return {};
  if (!is_octal(c)) return std::string(1, c);
  int value = c - '0';
  for (int digits = 1; digits < 3 && at < text.size() && is_octal(text[at]); ++digits) {
    value = value * 8 + (text[at++] - '0');
  }
  return std::string(1, static_cast<char>(value & 0xFF));
}

std::string literal_string(std::string_view token) {
  std::string bytes;
  const std::string_view inside = token.substr(1, token.size() - 2);
  for (std::size_t at = 0; at < inside.size();) {
    const char c = inside[at++];
    if (c == '\\' && at < inside.size()) {
      bytes += unescaped(inside, at);
    } else if (c == '\r') {
      if (at < inside.size() && inside[at] == '\n') ++at;
      bytes += '\n';
    } else {
      bytes += c;
    }
  }
  return bytes;
}

}  // namespace

bool read_operators(ByteView content, const TakeOperator& take) {
  Lexer lexer(content);
  std::vector<Operand> operands;
  while (true) {
    const Token token = lexer.next();
    if (token.kind == TokenKind::kEnd) return operands.empty();
    if (token.kind == TokenKind::kBad || operands.size() == kMostOperands) return false;
    const std::string_view text = lexer.text(token);
    const bool is_value = text == "true" || text == "false" || text == "null";
    if (token.kind != TokenKind::kKeyword || is_value) {
      operands.push_back({token.kind, text});
      continue;
    }
    if (text == "BI") continue;
    if (text == "ID") {
      const auto after = past_inline_image(content, token.end);
      if (!after) return false;
      take("BI", operands);
      lexer.seek(*after);
    } else {
      take(text, operands);
    }
    operands.clear();
  }
}

std::optional<std::size_t> past_inline_image(ByteView content, std::size_t at) {
  constexpr std::string_view kEnd = "EI";
  const std::string_view text = text_of(content);
  for (std::size_t found = text.find(kEnd, at + 1); found != std::string_view::npos;
       found = text.find(kEnd, found + 1)) {
    const std::size_t after = found + kEnd.size();
    const bool is_word = is_white_space(content[found - 1]) &&
                         (after == content.size() || is_white_space(content[after]));
    if (is_word && looks_like_content(content, after)) return after;
  }
  return std::nullopt;
}

std::string name_in_token(std::string_view token) {
  std::string name;
  if (token.starts_with('/')) token.remove_prefix(1);
  for (std::size_t at = 0; at < token.size(); ++at) {
    const bool is_escape = token[at] == '#' && at + 2 < token.size() &&
                           hex_digit(token[at + 1]) >= 0 && hex_digit(token[at + 2]) >= 0;
    if (!is_escape) {
      name += token[at];
      continue;
    }
    name += static_cast<char>(hex_digit(token[at + 1]) * 16 + hex_digit(token[at + 2]));
    at += 2;
  }
  return name;
}

std::string string_in_token(const Operand& operand) {
  if (operand.kind == TokenKind::kHexString) {
    const Bytes bytes = hexadecimal(bytes_of(operand.text));
    return {bytes.begin(), bytes.end()};
  }
  return operand.kind == TokenKind::kString ? literal_string(operand.text) : std::string();
}

}  // namespace chancery::pdf
