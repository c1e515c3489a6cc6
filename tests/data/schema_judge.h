// Another program's judgement of what is written against a JSON Schema: valijson's.
#pragma once

#include <nlohmann/json.hpp>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validator.hpp>

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

}  // namespace chancery::tests
