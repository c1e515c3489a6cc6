#include <algorithm>
#include <cmath>

#include "data/data.h"

namespace chancery::data {
std::string_view type_name(const Node& node) {
  struct Name {
    std::string_view operator()(std::nullptr_t) const { return "nothing"; }
    std::string_view operator()(bool) const { return "true or false"; }
    std::string_view operator()(std::int64_t) const { return "a number"; }
    std::string_view operator()(double) const { return "a number"; }
    std::string_view operator()(const std::string&) const { return "text"; }
    std::string_view operator()(const Sequence&) const { return "a list"; }
    std::string_view operator()(const Mapping&) const { return "a mapping"; }
  };
  return std::visit(Name{}, node.value);
}

Diagnostic missing_key(const Position& mapping, std::string_view key, std::string_view what) {
  return {Severity::kError, mapping, "missing-key",
          "the key " + in_quotes(key) + " is missing in " + std::string(what),
          "add '" + std::string(key) + ":' with its value"};
}

Diagnostic unknown_key(const Entry& entry, std::string_view what,
                       std::span<const std::string_view> known) {
  // An endless key is nobody's slip, and the edit distance to it costs its length.
  const bool short_enough = entry.key.size() <= 64;
  const std::string_view near = short_enough ? nearest(entry.key, known) : std::string_view{};
  std::string mend;
  if (!near.empty()) {
    mend = "did you mean " + in_quotes(near) + "?";
  } else {
    for (const std::string_view key : known) {
      mend += (mend.empty() ? "the keys known here are " : ", ") + std::string(key);
    }
  }
  return {Severity::kError, entry.key_where, "unknown-key",
          "unknown key " + in_quotes(entry.key) + " in " + std::string(what), std::move(mend)};
}

MappingReader::MappingReader(const Node& node, std::string what, Diagnostics& diagnostics)
    : mapping_(node.mapping()),
      where_(node.where),
      what_(std::move(what)),
      diagnostics_(diagnostics) {
  if (mapping_ == nullptr) {
    error(where_, "wrong-type",
          what_ + " must be a mapping of keys, not " + std::string(type_name(node)),
          "write it as lines of the form 'key: value'");
  }
}

void MappingReader::error(const Position& where, std::string code, std::string what,
                          std::string mend) {
  diagnostics_.push_back(
      {Severity::kError, where, std::move(code), std::move(what), std::move(mend)});
}

const Node* MappingReader::any(std::string_view key) {
  if (mapping_ == nullptr) return nullptr;
  known_.push_back(key);
  for (const Entry& entry : *mapping_) {
    if (entry.key == key) return &entry.node;
  }
  return nullptr;
}

const Node* MappingReader::present(std::string_view key) {
  const Node* node = any(key);
  return node == nullptr || node->is_null() ? nullptr : node;
}

void MappingReader::wrong_type(const Node& node, std::string_view key, std::string_view expected) {
  std::string mend = "write " + std::string(expected);
  if (expected == "a list") mend = "write each item on its own line after '- ', or all in [ ]";
  if (expected == "text" && (node.sequence() != nullptr || node.mapping() != nullptr)) {
    mend = "write one text; put it in quotation marks when it begins with '[' or '{'";
  }
  error(node.where, "wrong-type",
        in_quotes(key) + " in " + what_ + " must be " + std::string(expected) + ", not " +
            std::string(type_name(node)),
        mend);
}

void MappingReader::missing(std::string_view key) {
  if (mapping_ != nullptr) diagnostics_.push_back(missing_key(where_, key, what_));
}

std::optional<std::string> MappingReader::string(std::string_view key) {
  const Node* node = present(key);
  if (node == nullptr) return std::nullopt;
  if (node->sequence() != nullptr || node->mapping() != nullptr) {
    wrong_type(*node, key, "text");
    return std::nullopt;
  }
  return node->text;
}

std::optional<bool> MappingReader::boolean(std::string_view key) {
  const Node* node = present(key);
  if (node == nullptr) return std::nullopt;
  if (const bool* value = std::get_if<bool>(&node->value)) return *value;
  wrong_type(*node, key, "true or false");
  return std::nullopt;
}

std::optional<double> MappingReader::number(std::string_view key) {
  const Node* node = present(key);
  if (node == nullptr) return std::nullopt;
  if (const auto* integer = std::get_if<std::int64_t>(&node->value)) {
    return static_cast<double>(*integer);
  }
  const double* value = std::get_if<double>(&node->value);
  if (value != nullptr && std::isfinite(*value)) return *value;
  wrong_type(*node, key, "a finite number");
  return std::nullopt;
}

std::optional<std::int64_t> MappingReader::integer(std::string_view key) {
  const Node* node = present(key);
  if (node == nullptr) return std::nullopt;
  if (const auto* value = std::get_if<std::int64_t>(&node->value)) return *value;
  wrong_type(*node, key, "a whole number");
  return std::nullopt;
}

const Node* MappingReader::mapping(std::string_view key) {
  const Node* node = present(key);
  if (node == nullptr || node->mapping() != nullptr) return node;
  wrong_type(*node, key, "a mapping");
  return nullptr;
}

const Sequence* MappingReader::sequence(std::string_view key) {
  const Node* node = present(key);
  if (node == nullptr) return nullptr;
  if (node->sequence() == nullptr) wrong_type(*node, key, "a list");
  return node->sequence();
}

std::optional<std::string> MappingReader::required_string(std::string_view key) {
  if (present(key) == nullptr) {
    missing(key);
    return std::nullopt;
  }
  return string(key);
}

const Node* MappingReader::required(std::string_view key) {
  const Node* node = present(key);
  if (node == nullptr) missing(key);
  return node;
}

void MappingReader::finish() {
  if (mapping_ == nullptr) return;
  // Keys may be asked for more than once, or in the order of the reader's needs.
  std::sort(known_.begin(), known_.end());
  known_.erase(std::unique(known_.begin(), known_.end()), known_.end());
  for (const Entry& entry : *mapping_) {
    if (std::binary_search(known_.begin(), known_.end(), std::string_view(entry.key))) continue;
    if (diagnostics_.size() >= kMostDiagnostics) return;
    diagnostics_.push_back(unknown_key(entry, what_, known_));
  }
}

}  // namespace chancery::data
