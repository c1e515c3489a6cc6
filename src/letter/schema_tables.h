// The letter's schema as tables that cost nothing at start. schema_tables_tool.cpp makes them from
// letter.schema.json when the program is built.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace chancery::letter {

/// Kinds of values, as bits: JSON Schema's "type" (draft 7, 6.1.1).
enum SchemaType : std::uint8_t {
  kNullType = 1,
  kBooleanType = 2,
  kIntegerType = 4,
  kNumberType = 8,  ///< with a fraction
  kStringType = 16,
  kArrayType = 32,
  kObjectType = 64,
};

/// A stretch of one of the tables.
struct Stretch {
  std::uint16_t first = 0;
  std::uint16_t count = 0;
};

struct SchemaNode {
  std::uint8_t types = 0;   ///< what may stand here
  std::string_view title;   ///< what messages call a mapping: "a signatory"
  Stretch properties;       ///< of a mapping, in the order of the schema
  std::uint16_t items = 0;  ///< what a list's items must be; 0: the list has no say
  Stretch values;           ///< of an enumeration
  Stretch alternatives;     ///< "anyOf": no two take the same kind of value
};

struct SchemaProperty {
  std::string_view name;
  std::uint16_t node = 0;
  bool is_required = false;
};

struct SchemaTables {
  std::span<const SchemaNode> nodes;  ///< the first is the letter
  std::span<const SchemaProperty> properties;
  std::span<const std::string_view> values;
  std::span<const std::uint16_t> alternatives;

  std::span<const SchemaProperty> properties_of(const SchemaNode& node) const {
    return properties.subspan(node.properties.first, node.properties.count);
  }
  std::span<const std::string_view> values_of(const SchemaNode& node) const {
    return values.subspan(node.values.first, node.values.count);
  }
  /// The node itself, or the one of its alternatives that takes such a value; null when none does.
  const SchemaNode* taking(const SchemaNode& node, std::uint8_t type) const;
};

extern const SchemaTables kLetterSchema;
/// The schema as it stands in letter.schema.json.
extern const std::string_view kLetterSchemaText;

}  // namespace chancery::letter
