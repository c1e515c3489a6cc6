// Another program's judgement of what is written against a JSON Schema: valijson's; and files with
// a mistake or two in them to be judged.
#pragma once

#include <iterator>
#include <nlohmann/json.hpp>
#include <random>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validator.hpp>
#include <vector>

namespace chancery::tests {

class SchemaJudge {
 public:
  explicit SchemaJudge(const nlohmann::json& schema) {
    const valijson::adapters::NlohmannJsonAdapter adapter(schema);
    valijson::SchemaParser parser;
    parser.populateSchema(adapter, schema_);
  }

  bool accepts(const nlohmann::json& value) const {
    valijson::Validator validator;
    const valijson::adapters::NlohmannJsonAdapter adapter(value);
    return validator.validate(schema_, adapter, nullptr);
  }

 private:
  valijson::Schema schema_;
};

/// The value and everything in it, at any depth.
inline std::vector<nlohmann::json*> nodes_of(nlohmann::json& node) {
  std::vector<nlohmann::json*> all = {&node};
  if (!node.is_structured()) return all;
  for (auto& child : node) {
    const std::vector<nlohmann::json*> below = nodes_of(child);
    all.insert(all.end(), below.begin(), below.end());
  }
  return all;
}

/// The value with one node anywhere taken out, grown by what nobody knows or by too much of the
/// same, or, most often, replaced by one of `values`.
inline nlohmann::json changed(nlohmann::json value, const std::vector<nlohmann::json>& values,
                              std::mt19937& random) {
  constexpr int kTooMany = 12;
  const std::vector<nlohmann::json*> nodes = nodes_of(value);
  nlohmann::json& node = *nodes[random() % nodes.size()];
  switch (random() % 5) {
    case 0:
      if (node.is_object() && !node.empty()) {
        node.erase(std::next(node.begin(), static_cast<long>(random() % node.size())));
      }
      break;
    case 1:
      if (node.is_object()) node["nobody-knows"] = "x";
      if (node.is_array() && !node.empty()) {
        const nlohmann::json first = node[0];
        for (int i = 0; i < kTooMany; ++i) node.push_back(first);
      }
      break;
    default:
      node = values[random() % values.size()];
  }
  return value;
}

}  // namespace chancery::tests
