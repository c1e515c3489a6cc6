#include "app/sign_tasks.h"

#include <algorithm>
#include <set>
#include <utility>

#include "data/data.h"

namespace chancery::app {
namespace {

namespace fs = std::filesystem;

fs::path default_output(const fs::path& input) {
  const fs::path stem = input.stem();
  if (stem.extension() == ".signed") return input;
  fs::path output = input;
  return output.replace_extension(".signed.pdf");
}

/// Messages that know no place get the PDF's name.
Diagnostics naming(Diagnostics diagnostics, const fs::path& file) {
  for (Diagnostic& diagnostic : diagnostics) {
    if (diagnostic.where.file.empty()) diagnostic.where.file = file.string();
  }
  return diagnostics;
}

/// What became of many PDFs.
struct Outcome {
  std::size_t done = 0;
  Exit exit = Exit::kDone;
  data::Sequence nodes;
};

void take_one(const SignTask& task, const SignStep& step, Format format, Outcome& outcome) {
  data::Node node(data::Mapping{});
  node.set("file", data::Node(task.input.string()));
  data::Sequence problems;
  try {
    node.set(step.result, data::Node(step.take(task).string()));
    ++outcome.done;
  } catch (const Failure& failure) {
    const Diagnostics diagnostics = naming(failure.diagnostics(), task.input);
    for (const Diagnostic& diagnostic : diagnostics) problems.push_back(to_node(diagnostic));
    outcome.exit = std::max(outcome.exit, exit_of(failure.kind()));
    if (format == Format::kText) show(diagnostics, format);
  }
  node.set("diagnostics", data::Node(std::move(problems)));
  outcome.nodes.push_back(std::move(node));
}

}  // namespace

void make_folder(const SignTask& task) {
  std::error_code error;
  if (task.may_make_folder) fs::create_directories(task.output.parent_path(), error);
}

std::vector<SignTask> sign_tasks(const SignOptions& options) {
  const auto& named = options.output;
  std::error_code error;
  const bool into_folder = named && fs::is_directory(*named, error);
  if (options.inputs.size() == 1 && named && !into_folder) {
    return {{options.inputs.front(), *named, false}};
  }
  if (named && !into_folder && fs::exists(*named, error)) {
    throw Failure(FailureKind::kUsage, "output-no-folder",
                  named->string() + " is no folder, and there are several PDFs",
                  "name the folder that the signed PDFs go into");
  }
  std::vector<SignTask> tasks;
  std::set<fs::path> outputs;
  for (const fs::path& input : options.inputs) {
    fs::path output = default_output(input);
    if (named) output = *named / output.filename();
    if (!outputs.insert(output.lexically_normal()).second) {
      throw Failure(FailureKind::kUsage, "same-output",
                    "two of the signed PDFs would be " + output.string(),
                    "sign files of one name by themselves, or into different folders");
    }
    tasks.push_back({input, std::move(output), named.has_value()});
  }
  return tasks;
}

Exit take_each(const std::vector<SignTask>& tasks, const SignOptions& options,
               const SigningDesk& desk, const SignStep& step) {
  if (tasks.size() == 1) {
    step.take(tasks.front());
    return Exit::kDone;
  }
  Outcome outcome;
  for (const SignTask& task : tasks) {
    take_one(task, step, options.format, outcome);
    if (desk.is_closed()) break;
  }
  if (options.format == Format::kJson) {
    show_json(data::Node(std::move(outcome.nodes)));
  } else {
    say(std::to_string(outcome.done) + " of " + std::to_string(tasks.size()) + " PDFs " +
        step.done);
  }
  return outcome.exit;
}

}  // namespace chancery::app
