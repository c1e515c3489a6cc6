// Values of a report's tree, read without trusting its shape: it came from a process that had a
// stranger's file.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "data/data.h"

namespace chancery::verification {

/// Empty when absent or no text.
inline std::string text_at(const data::Node& node, std::string_view key) {
  const data::Node* found = node.find(key);
  const auto* text = found == nullptr ? nullptr : std::get_if<std::string>(&found->value);
  return text == nullptr ? std::string() : *text;
}

inline bool flag_at(const data::Node& node, std::string_view key) {
  const data::Node* found = node.find(key);
  const auto* flag = found == nullptr ? nullptr : std::get_if<bool>(&found->value);
  return flag != nullptr && *flag;
}

inline std::int64_t number_at(const data::Node& node, std::string_view key) {
  const data::Node* found = node.find(key);
  const auto* number = found == nullptr ? nullptr : std::get_if<std::int64_t>(&found->value);
  return number == nullptr ? 0 : *number;
}

inline const data::Sequence& list_at(const data::Node& node, std::string_view key) {
  static const data::Sequence kNone;
  const data::Node* found = node.find(key);
  const data::Sequence* list = found == nullptr ? nullptr : found->sequence();
  return list == nullptr ? kNone : *list;
}

}  // namespace chancery::verification
