// One PDF to sign, or many, each by itself.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "app/commands.h"
#include "app/signing_desk.h"

namespace chancery::app {

struct SignTask {
  std::filesystem::path input, output;
  bool may_make_folder = false;  ///< of the output, as for several
};
/// Makes it, if it may and must, before something is written; writing tells when it cannot.
void make_folder(const SignTask& task);

/// The output of each: what was named, into the folder that was named, or beside the PDF
/// (letter.pdf becomes letter.signed.pdf; a second signature replaces that, and keeps the first
/// revision inside). Throws Failure(kUsage): "same-output" when two of them are one file,
/// "output-no-folder".
std::vector<SignTask> sign_tasks(const SignOptions& options);

/// What is done with each PDF.
struct SignStep {
  std::string done;    ///< "signed", as the end tells
  std::string result;  ///< the key, in JSON, of what was written
  std::function<std::filesystem::path(const SignTask&)> take;  ///< what was written
};

/// Takes the step for each. Of several, one that fails keeps none of the others from it, unless it
/// is the key; its messages are shown. Of one alone the failure is thrown.
Exit take_each(const std::vector<SignTask>& tasks, const SignOptions& options,
               const SigningDesk& desk, const SignStep& step);

}  // namespace chancery::app
