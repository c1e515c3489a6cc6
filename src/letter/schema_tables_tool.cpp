// Makes tables for src/letter/schema_tables.h from letter.schema.json, when the program is built:
//
//     schema_tables letter.schema.json tables.cpp
//
// A keyword that neither the tables hold nor the reader checks by itself is refused, so that
// nothing in the schema is passed over.
#include <cstdio>
#include <fstream>
#include <iterator>
#include <map>
#include <set>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

#include "data/data.h"

namespace {

using chancery::data::Entry;
using chancery::data::Mapping;
using chancery::data::Node;

struct Made {
  std::string types = "0";
  std::string title;
  std::size_t first_property = 0, properties = 0;
  std::size_t items = 0;
  std::size_t first_value = 0, values = 0;
  std::size_t first_alternative = 0, alternatives = 0;
};

class Maker {
 public:
  explicit Maker(const Node& root) : root_(root) { make(root); }

  std::string source(const std::string& schema) const {
    std::ostringstream out;
    out << "// Made from letter.schema.json by schema_tables_tool.cpp.\n"
           "#include \"letter/schema_tables.h\"\n\n"
           "#include <array>\n\n"
           "namespace chancery::letter {\nnamespace {\n\n";
    out << "constexpr std::array<SchemaNode, " << nodes_.size() << "> kNodes = {{\n";
    for (const Made& node : nodes_) {
      out << "    {" << node.types << ", " << quoted(node.title) << ", {" << node.first_property
          << ", " << node.properties << "}, " << node.items << ", {" << node.first_value << ", "
          << node.values << "}, {" << node.first_alternative << ", " << node.alternatives
          << "}},\n";
    }
    out << "}};\n\nconstexpr std::array<SchemaProperty, " << properties_.size()
        << "> kProperties = {{\n";
    for (const Property& property : properties_) {
      out << "    {" << quoted(property.name) << ", " << property.node << ", "
          << (property.is_required ? "true" : "false") << "},\n";
    }
    out << "}};\n\nconstexpr std::array<std::string_view, " << values_.size() << "> kValues = {{\n";
    for (const std::string& value : values_) out << "    " << quoted(value) << ",\n";
    out << "}};\n\nconstexpr std::array<std::uint16_t, " << alternatives_.size()
        << "> kAlternatives = {{";
    for (const std::size_t node : alternatives_) out << node << ", ";
    out << "}};\n\n}  // namespace\n\n"
           "const SchemaTables kLetterSchema = {kNodes, kProperties, kValues, kAlternatives};\n\n"
           "const std::string_view kLetterSchemaText =\n";
    std::istringstream lines(schema);
    for (std::string line; std::getline(lines, line);) out << "    " << quoted(line + "\n") << "\n";
    out << "    ;\n\n}  // namespace chancery::letter\n";
    return out.str();
  }

 private:
  struct Property {
    std::string name;
    std::size_t node;
    bool is_required;
  };

  static std::string quoted(const std::string& text) {
    std::string result = "\"";
    for (const char c : text) {
      if (c == '\n') {
        result += "\\n";
        continue;
      }
      if (c == '"' || c == '\\') result += '\\';
      result += c;
    }
    return result + '"';
  }

  static const Mapping& mapping(const Node& node) {
    if (node.mapping() == nullptr) throw std::runtime_error("a schema must be an object");
    return *node.mapping();
  }

  const Node& resolved(const Node& node) const {
    const Node* reference = node.find("$ref");
    if (reference == nullptr) return node;
    for (const std::string place : {"definitions", "properties"}) {
      const std::string before = "#/" + place + "/";
      const Node* all = root_.find(place);
      if (!reference->text.starts_with(before) || all == nullptr) continue;
      if (const Node* found = all->find(reference->text.substr(before.size()))) return *found;
    }
    throw std::runtime_error("unknown reference " + reference->text);
  }

  static std::string type(const std::string& name) {
    static const std::map<std::string, std::string> kTypes = {
        {"null", "kNullType"},       {"boolean", "kBooleanType"},
        {"integer", "kIntegerType"}, {"number", "kIntegerType | kNumberType"},
        {"string", "kStringType"},   {"array", "kArrayType"},
        {"object", "kObjectType"}};
    const auto found = kTypes.find(name);
    if (found == kTypes.end()) throw std::runtime_error("unknown type " + name);
    return found->second;
  }

  static void add_type(Made& made, const std::string& more) {
    made.types = made.types == "0" ? more : made.types + " | " + more;
  }

  /// Gives the index of the node's table entry.
  std::size_t make(const Node& unresolved) {
    const Node& node = resolved(unresolved);
    if (const auto known = known_.find(&node); known != known_.end()) return known->second;
    const std::size_t index = nodes_.size();
    known_[&node] = index;
    nodes_.emplace_back();
    Made made;
    for (const Entry& entry : mapping(node)) keyword(entry, node, made);
    nodes_[index] = made;
    return index;
  }

  void keyword(const Entry& entry, const Node& node, Made& made) {
    // Told to people and editors, looked at elsewhere, or held by the reader, which has a message
    // of its own for each (tests/letter/schema_test.cpp).
    static const std::set<std::string> kPassed = {
        "$schema",  "$id",      "description", "definitions", "required", "pattern",
        "minItems", "maxItems", "minimum",     "maximum",     "$ref"};
    const Node& value = entry.node;
    if (entry.key == "title") {
      made.title = value.text;
    } else if (entry.key == "type") {
      if (value.sequence() == nullptr) {
        add_type(made, type(value.text));
      } else {
        for (const Node& one : *value.sequence()) add_type(made, type(one.text));
      }
    } else if (entry.key == "properties") {
      add_properties(value, node, made);
    } else if (entry.key == "items") {
      made.items = make(value);
    } else if (entry.key == "enum") {
      add_values(value, made);
    } else if (entry.key == "anyOf") {
      add_alternatives(value, made);
    } else if (entry.key == "additionalProperties") {
      if (value.text != "false") throw std::runtime_error("mappings are closed here");
    } else if (!kPassed.contains(entry.key)) {
      throw std::runtime_error("unknown keyword " + entry.key);
    }
  }

  void add_properties(const Node& value, const Node& node, Made& made) {
    if (node.find("additionalProperties") == nullptr) {
      throw std::runtime_error("mappings are closed here");
    }
    std::set<std::string> required;
    if (const Node* names = node.find("required")) {
      for (const Node& name : *names->sequence()) required.insert(name.text);
    }
    // First those below, so that those of one mapping stand together.
    std::vector<Property> mine;
    for (const Entry& entry : mapping(value)) {
      mine.push_back({entry.key, make(entry.node), required.contains(entry.key)});
    }
    made.first_property = properties_.size();
    made.properties = mine.size();
    properties_.insert(properties_.end(), mine.begin(), mine.end());
  }

  void add_values(const Node& value, Made& made) {
    made.first_value = values_.size();
    for (const Node& one : *value.sequence()) {
      if (one.is_null()) {
        add_type(made, "kNullType");
      } else if (std::holds_alternative<std::string>(one.value)) {
        values_.push_back(one.text);
        ++made.values;
      } else {
        throw std::runtime_error("only texts are enumerated here");
      }
    }
    add_type(made, "kStringType");
  }

  void add_alternatives(const Node& value, Made& made) {
    std::vector<std::size_t> mine;
    for (const Node& one : *value.sequence()) {
      mine.push_back(make(one));
      add_type(made, nodes_[mine.back()].types);
    }
    made.first_alternative = alternatives_.size();
    made.alternatives = mine.size();
    alternatives_.insert(alternatives_.end(), mine.begin(), mine.end());
  }

  const Node& root_;
  std::map<const Node*, std::size_t> known_;
  std::vector<Made> nodes_;
  std::vector<Property> properties_;
  std::vector<std::string> values_;
  std::vector<std::size_t> alternatives_;
};

void run(const std::string& from, const std::string& to) {
  std::ifstream file(from, std::ios::binary);
  const std::string schema{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  const chancery::data::Parsed parsed = chancery::data::parse_json(schema, from);
  if (!parsed.root) {
    throw std::runtime_error(parsed.diagnostics.empty() ? "not JSON"
                                                        : format(parsed.diagnostics.front()));
  }
  std::ofstream out(to, std::ios::binary);
  out << Maker(*parsed.root).source(schema);
  if (!out.flush()) throw std::runtime_error("cannot write " + to);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) {
    std::fputs("usage: schema_tables SCHEMA.json TABLES.cpp\n", stderr);
    return 3;
  }
  try {
    run(argv[1], argv[2]);
    return 0;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "schema_tables: %s: %s\n", argv[1], error.what());
    return 1;
  }
}
