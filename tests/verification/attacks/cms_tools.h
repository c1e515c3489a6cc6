// Signature values made and unmade by hand.
#pragma once

#include "rich_letter.h"

namespace chancery::tests {

/// What `openssl cms -sign` makes of the bytes with the key `name`.
Bytes openssl_cms(ByteView content, const std::string& name,
                  const std::vector<std::string>& options);
/// A key and certificate of the tests' authority, made once.
void make_once(const std::string& name, const Wanted& wanted);

/// The first occurrence of these bytes changed in its last byte. Throws when there is none.
Bytes spoilt(Bytes bytes, ByteView what);

}  // namespace chancery::tests
