#include "letter/schema.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "letter/schema_tables.h"

namespace chancery::letter {
namespace {

constexpr std::string_view kBody = "body";
constexpr std::uint8_t kScalarTypes =
    kNullType | kBooleanType | kIntegerType | kNumberType | kStringType;

std::uint8_t type_of(const data::Node& node) {
  static constexpr std::array<SchemaType, 7> kTypes = {
      kNullType, kBooleanType, kIntegerType, kNumberType, kStringType, kArrayType, kObjectType};
  return kTypes.at(node.value.index());
}

/// "text", "text, a list or a mapping": what may stand here.
std::string expected(std::uint8_t types) {
  std::vector<std::string_view> names;
  if ((types & kStringType) != 0) {
    names.emplace_back("text");
  } else if ((types & kIntegerType) != 0) {
    names.emplace_back("a whole number");
  }
  if ((types & kArrayType) != 0) names.emplace_back("a list");
  if ((types & kObjectType) != 0) names.emplace_back("a mapping of keys");
  std::string all;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (i > 0) all += i + 1 == names.size() ? " or " : ", ";
    all += names[i];
  }
  return all;
}

std::string how_to_write(std::uint8_t types, bool is_scalar) {
  if ((types & kStringType) != 0) {
    return is_scalar ? "put it in quotation marks"
                     : "put quotation marks around text that holds a colon and a space, or begins "
                       "with '[' or '{'";
  }
  if ((types & kArrayType) != 0) return "write each item on its own line after '- ', or all in [ ]";
  if ((types & kObjectType) != 0) return "write it as lines of the form 'key: value'";
  return "write it in digits";
}

class Checker {
 public:
  Checker(Form form, Problems& problems)
      : form_(form),
        root_(form == Form::kFrontMatter || form == Form::kJson ? kLetterSchema.nodes.front()
                                                                : variant_schema()),
        problems_(problems) {}

  bool run(const data::Node& root) {
    const std::string what = is_json() ? std::string(root_.title) : "the front matter";
    if (root.mapping() == nullptr) {
      wrong_type(root, kObjectType, what);
    } else {
      mapping(root, root_, what);
    }
    return is_sound_;
  }

 private:
  bool is_json() const { return form_ == Form::kJson || form_ == Form::kVariantJson; }

  void add(Diagnostic diagnostic) {
    problems_.add(std::move(diagnostic));
    is_sound_ = false;
  }

  void error(const Position& where, std::string code, std::string what, std::string mend) {
    problems_.error(where, std::move(code), std::move(what), std::move(mend));
    is_sound_ = false;
  }

  void wrong_type(const data::Node& node, std::uint8_t types, const std::string& what) {
    error(node.where, "wrong-type",
          what + " must be " + expected(types) + ", not " + std::string(data::type_name(node)),
          how_to_write(types, (type_of(node) & kScalarTypes) != 0));
  }

  bool is_left_out(const SchemaProperty& property, bool is_root) const {
    return is_root && !is_json() && property.name == kBody;
  }
  bool is_required(const SchemaProperty& property, bool is_root) const {
    return property.is_required || (is_root && is_json() && property.name == kBody);
  }

  void mapping(const data::Node& node, const SchemaNode& schema, const std::string& what) {
    const bool is_root = &schema == &root_;
    const auto properties = kLetterSchema.properties_of(schema);
    std::vector<std::string_view> known;
    for (const SchemaProperty& property : properties) {
      if (is_left_out(property, is_root)) continue;
      known.push_back(property.name);
      const data::Node* value = node.find(property.name);
      if ((value != nullptr && !value->is_null()) || !is_required(property, is_root)) continue;
      add(data::missing_key(node.where, property.name, what));
    }
    for (const data::Entry& entry : *node.mapping()) {
      if (std::find(known.begin(), known.end(), entry.key) == known.end()) {
        add(data::unknown_key(entry, what, known));
        continue;
      }
      const auto property =
          std::find_if(properties.begin(), properties.end(),
                       [&entry](const SchemaProperty& one) { return one.name == entry.key; });
      if (entry.node.is_null()) continue;
      value(entry.node, kLetterSchema.nodes[property->node], entry.key,
            data::in_quotes(entry.key) + " in " + what);
    }
  }

  void value(const data::Node& node, const SchemaNode& schema, const std::string& key,
             const std::string& what) {
    const SchemaNode* chosen = kLetterSchema.taking(schema, type_of(node));
    if (chosen == nullptr) return wrong_type(node, schema.types, what);
    if (chosen->values.count > 0) return enumerated(node, *chosen, key);
    if (const data::Sequence* items = node.sequence(); items != nullptr && chosen->items > 0) {
      for (const data::Node& item : *items) {
        value(item, kLetterSchema.nodes[chosen->items], key, "an item of " + data::in_quotes(key));
      }
    }
    if (node.mapping() != nullptr) mapping(node, *chosen, std::string(chosen->title));
  }

  void enumerated(const data::Node& node, const SchemaNode& schema, const std::string& key) {
    const auto values = kLetterSchema.values_of(schema);
    if (std::find(values.begin(), values.end(), node.text) != values.end()) return;
    const std::string_view near = nearest(node.text, values);
    std::string mend;
    if (!near.empty()) {
      mend = "did you mean " + data::in_quotes(near) + "?";
    } else {
      for (std::size_t i = 0; i < values.size(); ++i) {
        mend += i == 0 ? "write " : i + 1 == values.size() ? " or " : ", ";
        mend += data::in_quotes(values[i]);
      }
    }
    error(node.where, key,
          data::in_quotes(node.text) + " is no value of the key " + data::in_quotes(key),
          std::move(mend));
  }

  Form form_;
  const SchemaNode& root_;
  Problems& problems_;
  bool is_sound_ = true;
};

}  // namespace

const SchemaNode* SchemaTables::taking(const SchemaNode& node, std::uint8_t type) const {
  if (node.alternatives.count == 0) return (node.types & type) != 0 ? &node : nullptr;
  for (const std::uint16_t index :
       alternatives.subspan(node.alternatives.first, node.alternatives.count)) {
    if (const SchemaNode* taking_it = taking(nodes[index], type)) return taking_it;
  }
  return nullptr;
}

const SchemaNode& variant_schema() {
  const auto keys = kLetterSchema.properties_of(kLetterSchema.nodes.front());
  const auto variants = std::find_if(
      keys.begin(), keys.end(), [](const SchemaProperty& key) { return key.name == "variants"; });
  const SchemaNode& list = kLetterSchema.nodes[variants->node];
  return *kLetterSchema.taking(kLetterSchema.nodes[list.items], kObjectType);
}

bool check_schema(const data::Node& root, Form form, Problems& problems) {
  return Checker(form, problems).run(root);
}

}  // namespace chancery::letter
