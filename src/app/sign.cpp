#include <algorithm>
#include <filesystem>
#include <optional>
#include <vector>

#include "app/commands.h"
#include "app/files.h"
#include "app/folder_lock.h"
#include "app/sign_tasks.h"
#include "app/signing_desk.h"

namespace chancery::app {
namespace {

namespace fs = std::filesystem;

/// Somebody may have signed the file in place meanwhile: that signature must not be lost.
void check_in_place(const SignTask& task, ByteView before) {
  std::error_code error;
  if (!fs::equivalent(task.input, task.output, error) || error) return;
  const std::optional<Bytes> now_there = read_file_if_there(task.output);
  if (now_there && std::ranges::equal(*now_there, before)) return;
  throw Failure(FailureKind::kInput, "input-changed",
                task.output.string() + " was changed while it was being signed",
                "sign it again, as it is now");
}

void sign_one(SigningDesk& desk, const SignTask& task) {
  const Bytes input = read_file(task.input);
  const Bytes output = desk.sign(input, task.input);
  make_folder(task);
  const FolderLock lock(task.output);
  check_in_place(task, input);
  write_file(task.output, output);
}

}  // namespace

Exit sign(const SignOptions& options) {
  const std::vector<SignTask> tasks = sign_tasks(options);
  SigningDesk desk(options.rules);
  const auto take = [&](const SignTask& task) {
    sign_one(desk, task);
    return task.output;
  };
  return take_each(tasks, options, desk, {"signed", "output", take});
}

}  // namespace chancery::app
