// YAML by itself, and as the keys of a letter.
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>

#include "data/data.h"
#include "fuzz/same_letter.h"

namespace {

using chancery::data::Node;
using chancery::data::Parsed;

void write_and_compare(const Node& root) {
  const std::string yaml = chancery::data::write_yaml(root);
  const Parsed again = chancery::data::parse_yaml(yaml, "f.yaml");
  const std::string expected = chancery::data::write_json(root);
  if (again.root && chancery::data::write_json(*again.root) == expected) return;
  std::fprintf(stderr, "what was written reads otherwise:\n%s\n%s\n", yaml.c_str(),
               expected.c_str());
  std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(bytes), size);
  const Parsed parsed = chancery::data::parse_yaml(text, "f.yaml");
  if (parsed.root && parsed.diagnostics.empty()) write_and_compare(*parsed.root);
  chancery::letter::read_and_compare("---\n" + text + "\n---\nHello.\n", "f.md");
  return 0;
}
