#include "pki/der.h"

#include <algorithm>
#include <charconv>
#include <limits>
#include <stdexcept>

namespace chancery::pki::der {
namespace {

/// An honest CMS nests about 20 deep (certificates within time-stamps within attributes).
constexpr int kDeepest = 64;
constexpr std::size_t kLongestIdentifier = 64;

void put_length(std::size_t length, Bytes& to) {
  if (length < 0x80) {
    to.push_back(static_cast<std::uint8_t>(length));
    return;
  }
  int octets = 0;
  for (std::size_t rest = length; rest > 0; rest >>= 8U) ++octets;
  to.push_back(static_cast<std::uint8_t>(0x80 + octets));
  for (int i = octets - 1; i >= 0; --i) {
    to.push_back(static_cast<std::uint8_t>(length >> (8U * static_cast<unsigned>(i)) & 0xFFU));
  }
}

struct Header {
  std::uint8_t tag = 0;
  std::size_t size = 0;                ///< of tag and length together
  std::optional<std::size_t> content;  ///< nothing: indefinite
};

std::optional<Header> read_header(ByteView bytes, Rules rules) {
  if (bytes.size() < 2) return std::nullopt;
  Header header;
  header.tag = bytes[0];
  if ((header.tag & 0x1FU) == 0x1F) return std::nullopt;  // CMS has no tag numbers above 30
  const std::uint8_t first = bytes[1];
  header.size = 2;
  if (first < 0x80) {
    header.content = first;
  } else if (first == 0x80) {
    const bool is_constructed = (header.tag & 0x20U) != 0;
    if (rules == Rules::kDer || !is_constructed) return std::nullopt;
    return header;
  } else {
    const std::size_t octets = first & 0x7FU;
    if (octets > sizeof(std::size_t) || bytes.size() < 2 + octets) return std::nullopt;
    std::size_t length = 0;
    for (std::size_t i = 0; i < octets; ++i) length = length << 8U | bytes[2 + i];
    if (rules == Rules::kDer && (length < 0x80 || bytes[2] == 0)) return std::nullopt;
    header.size += octets;
    header.content = length;
  }
  if (*header.content > bytes.size() - header.size) return std::nullopt;
  return header;
}

/// Where the content that begins at `begin` ends: at the end-of-contents octets that match.
std::optional<std::size_t> end_of_indefinite(ByteView bytes, std::size_t begin) {
  int open = 1;
  for (std::size_t at = begin; at < bytes.size();) {
    const auto header = read_header(bytes.subspan(at), Rules::kBer);
    if (!header) return std::nullopt;
    if (header->tag == 0) {
      if (header->content != std::size_t{0} || header->size != 2) return std::nullopt;
      if (--open == 0) return at;
    } else if (!header->content) {
      if (++open > kDeepest) return std::nullopt;
    }
    at += header->size + header->content.value_or(0);
  }
  return std::nullopt;
}

}  // namespace

Bytes element(std::uint8_t tag, ByteView content) {
  return element(tag, {content});
}

Bytes element(std::uint8_t tag, std::initializer_list<ByteView> parts) {
  std::size_t size = 0;
  for (const ByteView part : parts) size += part.size();
  Bytes encoded{tag};
  encoded.reserve(size + 2 + sizeof(std::size_t));
  put_length(size, encoded);
  for (const ByteView part : parts) append(encoded, part);
  return encoded;
}

Bytes small_integer(std::uint8_t value) {
  if (value > 0x7F) throw std::invalid_argument("integer needs more than one octet");
  return {kInteger, 1, value};
}

Bytes object_identifier(std::string_view dotted) {
  std::vector<std::uint64_t> arcs;
  const char* at = dotted.data();
  const char* const end = at + dotted.size();
  while (at < end) {
    std::uint64_t arc = 0;
    const auto parsed = std::from_chars(at, end, arc);
    if (parsed.ec != std::errc()) throw std::invalid_argument("not an object identifier");
    arcs.push_back(arc);
    at = parsed.ptr < end ? parsed.ptr + 1 : end;
  }
  if (arcs.size() < 2) throw std::invalid_argument("not an object identifier");
  arcs[1] += 40 * arcs[0];
  arcs.erase(arcs.begin());
  Bytes content;
  for (const std::uint64_t arc : arcs) {
    int groups = 1;
    for (std::uint64_t rest = arc >> 7U; rest > 0; rest >>= 7U) ++groups;
    for (int i = groups - 1; i >= 0; --i) {
      const auto seven = static_cast<std::uint8_t>(arc >> (7U * static_cast<unsigned>(i)) & 0x7FU);
      content.push_back(static_cast<std::uint8_t>(i > 0 ? seven | 0x80U : seven));
    }
  }
  return element(kObjectIdentifier, content);
}

Bytes in_set_order(std::vector<Bytes> elements) {
  // No encoding is the beginning of another, so plain lexicographic order is that of 11.6.
  std::ranges::sort(elements, {}, [](const Bytes& one) { return text_of(one); });
  Bytes content;
  for (const Bytes& one : elements) append(content, ByteView(one));
  return content;
}

std::optional<Element> Reader::next() {
  const auto header = read_header(bytes_, rules_);
  if (!header || header->tag == 0) return std::nullopt;
  Element element;
  element.tag = header->tag;
  std::size_t size = 0;
  if (header->content) {
    element.content = bytes_.subspan(header->size, *header->content);
    size = header->size + *header->content;
  } else {
    const auto end = end_of_indefinite(bytes_, header->size);
    if (!end) return std::nullopt;
    element.content = bytes_.subspan(header->size, *end - header->size);
    size = *end + 2;
  }
  element.whole = bytes_.first(size);
  bytes_ = bytes_.subspan(size);
  return element;
}

std::optional<Element> Reader::next(std::uint8_t tag) {
  if (bytes_.empty() || bytes_[0] != tag) return std::nullopt;
  return next();
}

bool has_der_lengths(ByteView bytes) {
  std::vector<Reader> open{Reader(bytes, Rules::kDer)};
  while (!open.empty()) {
    if (open.back().at_end()) {
      open.pop_back();
      continue;
    }
    const auto element = open.back().next();
    if (!element) return false;
    if ((element->tag & 0x20U) != 0) {
      if (open.size() == kDeepest) return false;
      open.emplace_back(element->content, Rules::kDer);
    }
  }
  return true;
}

std::string dotted(ByteView content) {
  if (content.empty() || content.size() > kLongestIdentifier) return {};
  std::string text;
  std::uint64_t arc = 0;
  bool inside = false;
  for (const std::uint8_t octet : content) {
    if (!inside && octet == 0x80) return {};  // a leading zero (8.19.2)
    if (arc > std::numeric_limits<std::uint64_t>::max() >> 7U) return {};
    arc = arc << 7U | (octet & 0x7FU);
    inside = (octet & 0x80U) != 0;
    if (inside) continue;
    if (text.empty()) {
      const std::uint64_t first = std::min<std::uint64_t>(arc / 40, 2);
      text = std::to_string(first);
      arc -= 40 * first;
    }
    text += '.';
    text += std::to_string(arc);
    arc = 0;
  }
  return inside ? std::string() : text;
}

std::optional<int> to_int(ByteView content) {
  if (content.empty() || content.size() > 4 || content[0] > 0x7F) return std::nullopt;
  int value = 0;
  for (const std::uint8_t octet : content) value = value << 8U | octet;
  return value;
}

std::optional<Algorithm> read_algorithm(const Element& element) {
  if (element.tag != kSequence) return std::nullopt;
  Reader inside(element.content, Rules::kBer);
  const auto oid = inside.next(kObjectIdentifier);
  if (!oid) return std::nullopt;
  Algorithm algorithm;
  algorithm.oid = dotted(oid->content);
  if (algorithm.oid.empty()) return std::nullopt;
  if (!inside.at_end()) {
    algorithm.parameters = inside.next();
    if (!algorithm.parameters || !inside.at_end()) return std::nullopt;
  }
  return algorithm;
}

}  // namespace chancery::pki::der
