// Does the plain reader say what libqpdf says?
#pragma once

#include <optional>
#include <string>

#include "base/bytes.h"

namespace chancery::pdf {

struct PlainAgreement {
  std::size_t objects = 0;  ///< that libqpdf was asked for
  std::size_t plain = 0;    ///< of these, that the plain reader gave
  std::string difference;   ///< the first, both ways; or empty
};

/// Every object of a file that is not encrypted, each read by both. Nothing when the file cannot be
/// opened.
std::optional<PlainAgreement> plain_agreement(ByteView file);

}  // namespace chancery::pdf
