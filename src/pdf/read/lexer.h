// The tokens and objects of PDF syntax (ISO 32000-1, 7.2 and 7.3), read strictly from hostile
// bytes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "base/bytes.h"
#include "pdf/object.h"

namespace chancery::pdf {

/// White space as 7.2.2, table 1.
bool is_white_space(std::uint8_t byte);
bool is_digit(std::uint8_t byte);

/// The bytes of a hexadecimal string token (7.3.4.3): an odd last digit is followed by 0.
Bytes hexadecimal(ByteView token);

enum class TokenKind {
  kEnd,  ///< nothing but white space and comments left
  kInteger,
  kReal,
  kName,
  kString,     ///< with its parentheses
  kHexString,  ///< with its < and >
  kArrayOpen,
  kArrayClose,
  kDictionaryOpen,
  kDictionaryClose,
  kKeyword,
  kBad,  ///< not a token of PDF: an unterminated string, a lone > or brace, a vertical tab
};

/// Half-open, as offsets into the lexer's bytes.
struct Token {
  TokenKind kind = TokenKind::kEnd;
  std::size_t begin = 0, end = 0;
};

/// Reads forward from any offset; never reads outside its bytes, never allocates for a token.
class Lexer {
 public:
  /// Direct objects nested deeper than this are not read.
  static constexpr int kDeepest = 64;

  explicit Lexer(ByteView bytes, std::size_t position = 0);

  std::size_t position() const { return position_; }
  void seek(std::size_t position);

  Token next();
  /// The next token, only if it is that keyword; otherwise nothing is consumed.
  bool take_keyword(std::string_view keyword);
  /// The next token, only if it is an integer that fits; otherwise nothing is consumed.
  std::optional<std::int64_t> take_integer();

  std::string_view text(const Token& token) const;
  std::optional<std::int64_t> integer(const Token& token) const;

  /// One object. Strings are given as the Literal that stands in the file. Of a key that stands
  /// twice in a dictionary the last value counts. Nothing when it is malformed or nested too deep.
  std::optional<Object> object();
  /// Passes over one object of any depth without building it; false when brackets do not match or
  /// a token does not belong inside an object.
  bool skip_object();
  void skip_white_space();  ///< and comments

 private:
  std::optional<Object> object(const Token& first, int depth);
  std::optional<Object> number_or_reference(const Token& first);
  Token string_token(std::size_t begin);
  Token hex_string_token(std::size_t begin);

  ByteView bytes_;
  std::size_t position_;
};

}  // namespace chancery::pdf
