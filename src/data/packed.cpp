// Trees as bytes: a mark, then every node before its children.
#include <cstring>
#include <stdexcept>
#include <type_traits>

#include "data/data.h"

namespace chancery::data {
namespace {

constexpr std::string_view kMark = "chancery tree 1\n";

enum class Kind : std::uint8_t { kNull, kBool, kInteger, kReal, kString, kSequence, kMapping };

class Packer {
 public:
  explicit Packer(Bytes& to) : to_(to) {}

  void node(const Node& node, int depth) {
    if (depth > kDeepestNesting) throw std::logic_error("a tree nested too deep to be packed");
    number(static_cast<std::uint8_t>(node.value.index()));
    number(static_cast<std::uint32_t>(node.where.line));
    number(static_cast<std::uint32_t>(node.where.column));
    number(static_cast<std::uint64_t>(node.offset_bytes));
    text(node.text);
    if (const auto* boolean = std::get_if<bool>(&node.value)) {
      number(static_cast<std::uint8_t>(*boolean));
    } else if (const auto* integer = std::get_if<std::int64_t>(&node.value)) {
      number(*integer);
    } else if (const auto* real = std::get_if<double>(&node.value)) {
      number(*real);
    } else if (const auto* string = std::get_if<std::string>(&node.value)) {
      text(*string);
    } else if (const Sequence* sequence = node.sequence()) {
      number(static_cast<std::uint32_t>(sequence->size()));
      for (const Node& child : *sequence) this->node(child, depth + 1);
    } else if (const Mapping* mapping = node.mapping()) {
      number(static_cast<std::uint32_t>(mapping->size()));
      for (const Entry& entry : *mapping) {
        text(entry.key);
        number(static_cast<std::uint32_t>(entry.key_where.line));
        number(static_cast<std::uint32_t>(entry.key_where.column));
        this->node(entry.node, depth + 1);
      }
    }
  }

 private:
  template <typename Number>
  void number(Number value) {
    const std::size_t at = to_.size();
    to_.resize(at + sizeof value);
    std::memcpy(to_.data() + at, &value, sizeof value);
  }
  void text(const std::string& text) {
    number(static_cast<std::uint32_t>(text.size()));
    append(to_, std::string_view(text));
  }

  Bytes& to_;
};

/// Thrown within this file when the bytes end too early or say what no tree says.
struct NotWhole {};

class Unpacker {
 public:
  Unpacker(ByteView bytes, const FileName& file) : rest_(bytes), file_(file) {}

  Node node(int depth) {
    if (depth > kDeepestNesting) throw NotWhole{};
    const auto kind = static_cast<Kind>(number<std::uint8_t>());
    Node node;
    node.where = place();
    node.offset_bytes = static_cast<std::size_t>(number<std::uint64_t>());
    node.text = text();
    switch (kind) {
      case Kind::kNull:
        break;
      case Kind::kBool:
        node.value = number<std::uint8_t>() != 0;
        break;
      case Kind::kInteger:
        node.value = number<std::int64_t>();
        break;
      case Kind::kReal:
        node.value = number<double>();
        break;
      case Kind::kString:
        node.value = text();
        break;
      case Kind::kSequence:
        sequence(node.value.emplace<Sequence>(), depth);
        break;
      case Kind::kMapping:
        mapping(node.value.emplace<Mapping>(), depth);
        break;
      default:
        throw NotWhole{};
    }
    return node;
  }

  bool at_end() const { return rest_.empty(); }

 private:
  void sequence(Sequence& sequence, int depth) {
    const std::size_t size = children();
    sequence.reserve(size);
    for (std::size_t i = 0; i < size; ++i) sequence.push_back(node(depth + 1));
  }
  void mapping(Mapping& mapping, int depth) {
    const std::size_t size = children();
    mapping.reserve(size);
    for (std::size_t i = 0; i < size; ++i) {
      std::string key = text();
      Position key_where = place();
      mapping.push_back({std::move(key), std::move(key_where), node(depth + 1)});
    }
  }

  template <typename Number>
  Number number() {
    static_assert(std::is_trivially_copyable_v<Number>);
    if (rest_.size() < sizeof(Number)) throw NotWhole{};
    Number value;
    std::memcpy(&value, rest_.data(), sizeof value);
    rest_ = rest_.subspan(sizeof value);
    return value;
  }
  /// Of children: each takes so many bytes at least.
  std::size_t children() {
    constexpr std::size_t kSmallestNode = 21;
    const std::size_t size = count();
    if (size > rest_.size() / kSmallestNode) throw NotWhole{};
    return size;
  }
  std::size_t count() {
    const std::size_t count = number<std::uint32_t>();
    if (count > rest_.size()) throw NotWhole{};
    return count;
  }
  std::string text() {
    const std::size_t size = count();
    std::string text(text_of(rest_.first(size)));
    rest_ = rest_.subspan(size);
    return text;
  }
  Position place() {
    const auto line = number<std::uint32_t>();
    const auto column = number<std::uint32_t>();
    return {file_, static_cast<int>(line), static_cast<int>(column)};
  }

  ByteView rest_;
  const FileName& file_;
};

}  // namespace

Bytes pack(const Node& node) {
  Bytes bytes(kMark.begin(), kMark.end());
  Packer(bytes).node(node, 0);
  return bytes;
}

std::optional<Node> unpack(ByteView bytes, const std::string& file) {
  if (!text_of(bytes).starts_with(kMark)) return std::nullopt;
  const FileName name(file);
  try {
    Unpacker unpacker(bytes.subspan(kMark.size()), name);
    Node node = unpacker.node(0);
    if (!unpacker.at_end()) return std::nullopt;
    return node;
  } catch (const NotWhole&) {
    return std::nullopt;
  }
}

}  // namespace chancery::data
