// Builds the tree from the events of a parser, and holds the rules that YAML and JSON share: the
// depth of nesting, keys that stand twice, and when to give up.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "data/data.h"

namespace chancery::data {

class TreeBuilder {
 public:
  TreeBuilder(const Lines& lines, Diagnostics& diagnostics)
      : lines_(lines), diagnostics_(diagnostics) {}

  /// Every one gives false when reading must stop; the reason is then in the diagnostics.
  [[nodiscard]] bool open(Node container, std::size_t offset_bytes);
  [[nodiscard]] bool close();
  [[nodiscard]] bool key(std::string key, std::size_t offset_bytes);
  [[nodiscard]] bool scalar(Node node, std::size_t offset_bytes);
  [[nodiscard]] bool error(std::size_t offset_bytes, std::string code, std::string what,
                           std::string mend);

  bool in_mapping() const { return !open_.empty() && open_.back().node.mapping() != nullptr; }
  bool expects_key() const { return in_mapping() && !open_.back().has_key; }
  /// Of the key that waits for its value.
  std::size_t key_offset_bytes() const { return open_.back().key_offset_bytes; }

  Node take_root() { return std::move(root_); }

 private:
  struct Open {
    Node node;
    bool has_key = false;
    std::size_t key_offset_bytes = 0;
    std::string key;
  };

  void attach(Node node);
  [[nodiscard]] bool check_keys(const Mapping& mapping);

  const Lines& lines_;
  Diagnostics& diagnostics_;
  std::vector<Open> open_;
  Node root_;
};

}  // namespace chancery::data
