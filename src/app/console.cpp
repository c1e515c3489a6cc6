#include "app/console.h"

#include <cstdio>

namespace chancery::app {
namespace {

void put(std::FILE* stream, std::string_view text) {
  std::fwrite(text.data(), 1, text.size(), stream);
}

}  // namespace

data::Node to_node(const Diagnostic& diagnostic) {
  data::Node node(data::Mapping{});
  node.set("file", data::Node(diagnostic.where.file.text()));
  node.set("line", data::Node(std::int64_t{diagnostic.where.line}));
  node.set("column", data::Node(std::int64_t{diagnostic.where.column}));
  node.set("severity", data::Node(diagnostic.severity == Severity::kError ? "error" : "warning"));
  node.set("code", data::Node(diagnostic.code));
  node.set("what", data::Node(diagnostic.what));
  node.set("mend", data::Node(diagnostic.mend));
  return node;
}

void show(std::span<const Diagnostic> diagnostics, Format format) {
  if (format == Format::kJson) {
    data::Sequence list;
    for (const Diagnostic& diagnostic : diagnostics) list.push_back(to_node(diagnostic));
    show_json(data::Node(std::move(list)));
    return;
  }
  for (const Diagnostic& diagnostic : diagnostics) {
    put(stderr, chancery::format(diagnostic) + "\n");
  }
}

void show_json(const data::Node& node) {
  put(stdout, data::write_json(node));
}

void say(std::string_view line) {
  put(stdout, line);
  put(stdout, "\n");
}

Exit exit_of(FailureKind kind) {
  switch (kind) {
    case FailureKind::kInput:
      return Exit::kBad;
    case FailureKind::kUsage:
      return Exit::kUsage;
    case FailureKind::kSystem:
      return Exit::kSystem;
  }
  return Exit::kSystem;
}

}  // namespace chancery::app
