#include <algorithm>
#include <ctime>
#include <filesystem>

#include "app/child.h"
#include "app/clock.h"
#include "app/commands.h"
#include "app/files.h"
#include "verification/verification.h"

namespace chancery::app {
namespace {

namespace fs = std::filesystem;
namespace v = verification;

std::vector<pki::Certificate> read_anchors(const fs::path& path) {
  std::vector<fs::path> files;
  std::error_code error;
  if (fs::is_directory(path, error)) {
    for (const fs::directory_entry& file : fs::directory_iterator(path)) {
      const std::string ending = file.path().extension().string();
      if (ending == ".pem" || ending == ".crt" || ending == ".cer") files.push_back(file.path());
    }
    std::sort(files.begin(), files.end());
  } else {
    files.push_back(path);
  }
  std::vector<pki::Certificate> anchors;
  for (const fs::path& file : files) {
    const Bytes bytes = read_file(file);
    std::vector<pki::Certificate> found = pki::Certificate::from_pem(text_of(bytes));
    if (found.empty()) {
      if (auto der = pki::Certificate::from_der(bytes)) found.push_back(*der);
    }
    if (found.empty()) {
      throw Failure(FailureKind::kInput, "no-certificate", file.string() + " holds no certificate",
                    "give PEM or DER certificates that you trust");
    }
    anchors.insert(anchors.end(), found.begin(), found.end());
  }
  if (anchors.empty()) {
    throw Failure(FailureKind::kInput, "no-certificate", path.string() + " holds no certificates",
                  "put the certificates that you trust there, as .pem or .crt files");
  }
  return anchors;
}

/// The child's answer: the status, then the report as it is to be shown.
Bytes pack(v::Status status, const std::string& report) {
  Bytes bytes;
  bytes.reserve(report.size() + 1);
  bytes.push_back(static_cast<std::uint8_t>(status));
  append(bytes, std::string_view(report));
  return bytes;
}

std::string why(ChildEnd end) {
  switch (end) {
    case ChildEnd::kTooMuchTime:
      return "reading it took too much time";
    case ChildEnd::kForbidden:
      return "reading it attempted what a reader may not do";
    case ChildEnd::kAnswerTooLarge:
      return "the report on it would be too large";
    case ChildEnd::kCrashed:
    case ChildEnd::kAnswered:
      break;
  }
  return "reading it needs more memory than is allowed, or fails";
}

v::Report refused(ChildEnd end) {
  v::Report report;
  report.unreadable_reason = why(end);
  report.status = v::Status::kTotalFailed;
  report.findings.push_back({"reader-ended", "the confined reader ended early: " + why(end), ""});
  return report;
}

std::string render(const v::Report& report, const std::string& file, Format format) {
  return format == Format::kJson ? data::write_json(v::to_node(report, file))
                                 : v::to_text(report, file);
}

Exit exit_of(v::Status status) {
  switch (status) {
    case v::Status::kTotalPassed:
      return Exit::kDone;
    case v::Status::kIndeterminate:
      return Exit::kUndecided;
    case v::Status::kTotalFailed:
      return Exit::kBad;
  }
  return Exit::kBad;
}

}  // namespace

Exit verify(const VerifyOptions& options) {
  v::Trust trust;
  for (const fs::path& path : options.trust) {
    const auto anchors = read_anchors(path);
    trust.anchors.insert(trust.anchors.end(), anchors.begin(), anchors.end());
  }
  const pki::UnixTime at = options.at.empty() ? now() : parse_utc(options.at);
  pki::prepare();

  Exit worst = Exit::kDone;
  for (const fs::path& path : options.files) {
    const Bytes bytes = read_file(path);
    const ChildAnswer answer = run_confined([&] {
      const v::Report report = v::verify(bytes, trust, at);
      return pack(report.status, render(report, path.string(), options.format));
    });
    v::Status status = v::Status::kTotalFailed;
    if (answer.end == ChildEnd::kAnswered && !answer.bytes.empty() && answer.bytes[0] <= 2) {
      status = static_cast<v::Status>(answer.bytes[0]);
      const std::string_view report = text_of(answer.bytes).substr(1);
      say(report.substr(0, report.find_last_not_of('\n') + 1));
    } else {
      say(render(refused(answer.end), path.string(), options.format));
    }
    // A failure outweighs an open question, which outweighs success.
    const Exit here = exit_of(status);
    if (here == Exit::kBad || worst == Exit::kDone) worst = here;
  }
  return worst;
}

}  // namespace chancery::app
