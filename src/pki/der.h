// The Distinguished Encoding Rules (X.690, 10 and 11), as far as CMS needs them: written strictly,
// read from hostile bytes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"

namespace chancery::pki::der {

inline constexpr std::uint8_t kBoolean = 0x01;
inline constexpr std::uint8_t kInteger = 0x02;
inline constexpr std::uint8_t kOctetString = 0x04;
inline constexpr std::uint8_t kNull = 0x05;
inline constexpr std::uint8_t kObjectIdentifier = 0x06;
inline constexpr std::uint8_t kUtf8String = 0x0C;
inline constexpr std::uint8_t kUtcTime = 0x17;
inline constexpr std::uint8_t kGeneralizedTime = 0x18;
inline constexpr std::uint8_t kSequence = 0x30;
inline constexpr std::uint8_t kSet = 0x31;
/// A context-specific tag, primitive or constructed.
constexpr std::uint8_t primitive(int number) {
  return static_cast<std::uint8_t>(0x80 + number);
}
constexpr std::uint8_t constructed(int number) {
  return static_cast<std::uint8_t>(0xA0 + number);
}

Bytes element(std::uint8_t tag, ByteView content);
Bytes element(std::uint8_t tag, std::initializer_list<ByteView> parts);
Bytes small_integer(std::uint8_t value);  ///< at most 127
/// From dotted notation, which must be well formed.
Bytes object_identifier(std::string_view dotted);
/// The content octets of a SET OF: the elements in the order of 11.6.
Bytes in_set_order(std::vector<Bytes> elements);

/// One value; the views are into the bytes that were read.
struct Element {
  std::uint8_t tag = 0;
  ByteView content;
  ByteView whole;  ///< with tag and length
};

/// RFC 5652 wants signed attributes and certificates in DER, and lets the rest be BER, whose
/// indefinite lengths old signers do use.
enum class Rules { kDer, kBer };

/// Reads the values of `bytes` one after the other. A malformed value is never passed over.
class Reader {
 public:
  Reader(ByteView bytes, Rules rules) : bytes_(bytes), rules_(rules) {}

  bool at_end() const { return bytes_.empty(); }
  ByteView rest() const { return bytes_; }
  /// The next value; nothing, and nothing consumed, at the end or when it is malformed.
  std::optional<Element> next();
  /// The next value only if it has this tag.
  std::optional<Element> next(std::uint8_t tag);

 private:
  ByteView bytes_;
  Rules rules_;
};

/// Whether every value in `bytes`, at any depth, has a definite length in the fewest octets.
bool has_der_lengths(ByteView bytes);

/// The dotted notation of an OBJECT IDENTIFIER's content octets; empty when they are malformed or
/// longer than any identifier in use (64 octets).
std::string dotted(ByteView content);

/// The value of an INTEGER's content octets when it is in 0 to 2^31-1.
std::optional<int> to_int(ByteView content);

/// An AlgorithmIdentifier (RFC 5280, 4.1.1.2).
struct Algorithm {
  std::string oid;
  std::optional<Element> parameters;
};
std::optional<Algorithm> read_algorithm(const Element& element);

}  // namespace chancery::pki::der
