#include <algorithm>
#include <filesystem>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "app/commands.h"
#include "app/files.h"
#include "app/folder_lock.h"
#include "app/sign_tasks.h"
#include "app/signing_desk.h"
#include "pdf/read/read.h"
#include "signing/form_fields.h"

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

/// Where nobody named the output, what stands there may be this very file with somebody else's
/// signature.
void check_nothing_is_lost(const SignTask& task, ByteView input, ByteView output) {
  const std::optional<Bytes> there = read_file_if_there(task.output);
  if (!there || there->size() <= input.size() ||
      !std::equal(input.begin(), input.end(), there->begin())) {
    return;
  }
  const pdf::Opened before = pdf::open_document(*there);
  const pdf::Opened after = pdf::open_document(output);
  if (!before.document || !after.document) return;
  const std::set<std::string> kept = signing::signed_fields(*after.document);
  for (const std::string& field : signing::signed_fields(*before.document)) {
    if (kept.contains(field)) continue;
    throw Failure(FailureKind::kUsage, "signature-would-be-lost",
                  task.output.string() + " is this file with the signature '" + field +
                      "', which would be lost",
                  "sign " + task.output.string() + ", which keeps it, or name another with -o");
  }
}

void sign_one(SigningDesk& desk, const SignTask& task, bool output_is_named) {
  const Bytes input = read_file(task.input);
  const Bytes output = desk.sign(input, task.input);
  make_folder(task);
  const FolderLock lock(task.output);
  check_in_place(task, input);
  if (!output_is_named) check_nothing_is_lost(task, input, output);
  write_file(task.output, output);
}

}  // namespace

Exit sign(const SignOptions& options) {
  const std::vector<SignTask> tasks = sign_tasks(options);
  SigningDesk desk(options.rules);
  const auto take = [&](const SignTask& task) {
    sign_one(desk, task, options.output.has_value());
    return task.output;
  };
  return take_each(tasks, options, desk, {"signed", "output", take});
}

}  // namespace chancery::app
