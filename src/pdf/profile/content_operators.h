// A content stream, operator by operator (ISO 32000-1, 7.8.2), out of hostile bytes.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "pdf/read/lexer.h"

namespace chancery::pdf {

/// A token before an operator: what arrays and dictionaries hold follows their opening token.
struct Operand {
  TokenKind kind = TokenKind::kEnd;
  std::string_view text;  ///< as it stands in the content
};

/// "BI" stands for a whole inline image: its operands are the entries of its dictionary.
using TakeOperator =
    std::function<void(std::string_view keyword, std::span<const Operand> operands)>;

/// Calls `take` for each operator; false when the content cannot be read to its end.
bool read_operators(ByteView content, const TakeOperator& take);

/// Past the EI between white space that ends an inline image's data (8.9.7), which begin at `at`;
/// nothing when there is none.
std::optional<std::size_t> past_inline_image(ByteView content, std::size_t at);

/// A name without its slash and with its #-escapes undone (7.3.5).
std::string name_in_token(std::string_view token);
/// The bytes of a string of either form (7.3.4).
std::string string_in_token(const Operand& operand);

}  // namespace chancery::pdf
