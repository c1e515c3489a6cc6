#include <array>
#include <charconv>
#include <cmath>
#include <stdexcept>

#include "data/data.h"

namespace chancery::data {
namespace {

template <typename Number>
std::string digits(Number number) {
  std::array<char, 32> buffer{};
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), number);
  return {buffer.data(), end.ptr};
}

}  // namespace

Node::Node() = default;
Node::Node(std::string string) : value(string), text(std::move(string)) {}
Node::Node(std::string_view string) : Node(std::string(string)) {}
Node::Node(const char* string) : Node(std::string(string)) {}
Node::Node(bool boolean) : value(boolean), text(boolean ? "true" : "false") {}
Node::Node(int integer) : Node(std::int64_t{integer}) {}
Node::Node(std::int64_t integer) : value(integer), text(digits(integer)) {}
Node::Node(double number) : value(number), text(digits(number)) {}
Node::Node(Sequence sequence) : value(std::move(sequence)) {}
Node::Node(Mapping mapping) : value(std::move(mapping)) {}

bool Node::is_null() const {
  return std::holds_alternative<std::nullptr_t>(value);
}

const Sequence* Node::sequence() const {
  return std::get_if<Sequence>(&value);
}

const Mapping* Node::mapping() const {
  return std::get_if<Mapping>(&value);
}

const Node* Node::find(std::string_view key) const {
  const Mapping* entries = mapping();
  if (entries == nullptr) return nullptr;
  for (const Entry& entry : *entries) {
    if (entry.key == key) return &entry.node;
  }
  return nullptr;
}

const Position& place_of(const Node& node, std::string_view key) {
  const Node* found = node.find(key);
  return found == nullptr ? node.where : found->where;
}

Node& Node::set(std::string key, Node child) {
  if (is_null()) value = Mapping{};
  auto* entries = std::get_if<Mapping>(&value);
  if (entries == nullptr) throw std::logic_error("a key can be set in a mapping only");
  for (Entry& entry : *entries) {
    if (entry.key == key) {
      entry.node = std::move(child);
      return *this;
    }
  }
  entries->push_back({std::move(key), {}, std::move(child)});
  return *this;
}

}  // namespace chancery::data
