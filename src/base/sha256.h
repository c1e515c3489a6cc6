// SHA-256 (FIPS 180-4) of a few files at every start: OpenSSL takes six million instructions before
// its first byte, a tenth of what setting a letter takes. What is signed is digested by OpenSSL.
#pragma once

#include <string>

#include "base/bytes.h"

namespace chancery {

/// 64 lower-case hexadecimal digits.
std::string sha256_hex(ByteView bytes);

}  // namespace chancery
