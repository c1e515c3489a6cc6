// Where a text that was decoded from a file (a YAML scalar, a JSON string) stands in that file.
#pragma once

#include <optional>
#include <vector>

#include "data/data.h"

namespace chancery::letter {

class Origin {
 public:
  explicit Origin(const data::Lines& file) : file_(&file) {}

  /// From this offset of the text on, the text is what the file holds from that offset on.
  void follow(std::size_t text_offset, std::size_t file_offset);
  /// The whole text stands at one place; it cannot be told more closely.
  void stand_at(Position where) { fixed_ = std::move(where); }

  Position at(std::size_t text_offset) const;

 private:
  struct Stretch {
    std::size_t text_offset;
    std::size_t file_offset;
  };
  const data::Lines* file_;
  std::vector<Stretch> stretches_;
  std::optional<Position> fixed_;
};

/// The scalar `node` of a YAML text that begins at `base` in the file. Exact when the scalar stands
/// in the file as it reads; otherwise (escapes, block scalars) the place of its first character.
Origin origin_of_yaml(const data::Node& node, const data::Lines& file, std::size_t base);

/// Appends the way from the scalar `node` of a YAML text that begins at `base` to the file, line by
/// line in a literal block; elsewhere as exact as origin_of_yaml.
void follow_yaml(const data::Node& node, const data::Lines& file, std::size_t base,
                 std::size_t text_offset, Origin& origin);

/// Appends the way from the decoded JSON string `node`, whose text begins at `text_offset`, to the
/// file; exact through all escapes.
void follow_json(const data::Node& node, const data::Lines& file, std::size_t text_offset,
                 Origin& origin);

}  // namespace chancery::letter
