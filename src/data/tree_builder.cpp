#include "data/tree_builder.h"

#include <algorithm>

namespace chancery::data {

bool TreeBuilder::error(std::size_t offset_bytes, std::string code, std::string what,
                        std::string mend) {
  diagnostics_.push_back({Severity::kError, lines_.at(offset_bytes), std::move(code),
                          std::move(what), std::move(mend)});
  return diagnostics_.size() < kMostDiagnostics;
}

bool TreeBuilder::open(Node container, std::size_t offset_bytes) {
  if (open_.size() >= static_cast<std::size_t>(kDeepestNesting)) {
    (void)error(
        offset_bytes, "too-deep",
        "lists and mappings are nested more than " + std::to_string(kDeepestNesting) + " deep",
        "nest them less deeply");
    return false;
  }
  container.where = lines_.at(offset_bytes);
  container.offset_bytes = offset_bytes;
  open_.push_back({std::move(container), false, 0, {}});
  return true;
}

bool TreeBuilder::key(std::string key, std::size_t offset_bytes) {
  Open& mapping = open_.back();
  mapping.has_key = true;
  mapping.key_offset_bytes = offset_bytes;
  mapping.key = std::move(key);
  return true;
}

bool TreeBuilder::scalar(Node node, std::size_t offset_bytes) {
  node.where = lines_.at(offset_bytes);
  node.offset_bytes = offset_bytes;
  attach(std::move(node));
  return true;
}

bool TreeBuilder::close() {
  Node node = std::move(open_.back().node);
  open_.pop_back();
  const bool go_on = node.mapping() == nullptr || check_keys(*node.mapping());
  attach(std::move(node));
  return go_on;
}

void TreeBuilder::attach(Node node) {
  if (open_.empty()) {
    root_ = std::move(node);
    return;
  }
  Open& parent = open_.back();
  if (auto* sequence = std::get_if<Sequence>(&parent.node.value)) {
    sequence->push_back(std::move(node));
  } else if (auto* mapping = std::get_if<Mapping>(&parent.node.value)) {
    mapping->push_back(
        {std::move(parent.key), lines_.at(parent.key_offset_bytes), std::move(node)});
    parent.has_key = false;
  }
}

// Sorting finds the doubles among many keys in reasonable time; a set for every open mapping would
// cost more for the few keys of an ordinary file.
bool TreeBuilder::check_keys(const Mapping& mapping) {
  std::vector<const Entry*> sorted;
  sorted.reserve(mapping.size());
  for (const Entry& entry : mapping) sorted.push_back(&entry);
  std::stable_sort(sorted.begin(), sorted.end(),
                   [](const Entry* a, const Entry* b) { return a->key < b->key; });
  for (std::size_t i = 1; i < sorted.size(); ++i) {
    if (sorted[i]->key != sorted[i - 1]->key) continue;
    diagnostics_.push_back({Severity::kError, sorted[i]->key_where, "duplicate-key",
                            "the key " + in_quotes(sorted[i]->key) +
                                " stands twice; the first is in line " +
                                std::to_string(sorted[i - 1]->key_where.line),
                            "keep one of the two"});
    if (diagnostics_.size() >= kMostDiagnostics) return false;
  }
  return true;
}

}  // namespace chancery::data
