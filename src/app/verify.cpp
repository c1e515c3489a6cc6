#include <algorithm>
#include <ctime>
#include <filesystem>
#include <optional>

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

/// What the child found out: how it ended, and the report as it is to be shown.
struct Verified {
  v::Status status = v::Status::kTotalFailed;
  v::Answer answer = v::Answer::kRefused;
  std::uint32_t signatures = 0;
  std::string report;
};

/// Status, answer and four bytes of number; then the report.
constexpr std::size_t kPackedHead = 6;

Bytes pack(const v::Report& report, const std::string& shown) {
  Bytes bytes;
  bytes.reserve(shown.size() + kPackedHead);
  bytes.push_back(static_cast<std::uint8_t>(report.status));
  bytes.push_back(static_cast<std::uint8_t>(v::answer_of(report)));
  for (const unsigned shift : {24U, 16U, 8U, 0U}) {
    bytes.push_back(static_cast<std::uint8_t>(report.signatures.size() >> shift & 0xFFU));
  }
  append(bytes, std::string_view(shown));
  return bytes;
}

/// Nothing when a child gives something else, as one does that a hostile file has taken over.
std::optional<Verified> unpack(ByteView bytes) {
  if (bytes.size() < kPackedHead || bytes[0] > 2 || bytes[1] > 4) return std::nullopt;
  Verified verified;
  verified.status = static_cast<v::Status>(bytes[0]);
  verified.answer = static_cast<v::Answer>(bytes[1]);
  for (const std::uint8_t byte : bytes.subspan(2, 4)) {
    verified.signatures = verified.signatures << 8U | byte;
  }
  verified.report = text_of(bytes.subspan(kPackedHead));
  return verified;
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

v::Report refused(const std::string& code, const std::string& why) {
  v::Report report;
  report.unreadable_reason = why;
  report.status = v::Status::kTotalFailed;
  report.findings.push_back({code, why, ""});
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

/// Without line ends at its end.
std::string trimmed(std::string text) {
  text.erase(text.find_last_not_of('\n') + 1);
  return text;
}

Verified verify_file(const fs::path& path, const VerifyOptions& options, const v::Trust& trust,
                     pki::UnixTime at) {
  const auto refuse = [&](const std::string& code, const std::string& why) {
    Verified verified;
    verified.report = trimmed(render(refused(code, why), path.string(), options.format));
    return verified;
  };
  Bytes bytes;
  try {
    bytes = read_file(path);
  } catch (const Failure& failure) {
    // Of several files the others are still verified.
    if (options.files.size() == 1) throw;
    return refuse("cannot-read", failure.what());
  }
  const ChildAnswer answer = run_confined([&] {
    const v::Report report = v::verify(bytes, trust, at);
    return pack(report, render(report, path.string(), options.format));
  });
  if (answer.end == ChildEnd::kAnswered) {
    if (auto verified = unpack(answer.bytes)) {
      verified->report = trimmed(std::move(verified->report));
      return *verified;
    }
  }
  return refuse("reader-ended", "the confined reader ended early: " + why(answer.end));
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

  // One JSON document: an object for one file, an array of them for several.
  const bool several = options.files.size() > 1;
  const bool list = several && options.format == Format::kJson;
  Exit worst = Exit::kDone;
  std::vector<v::Summary> summaries;
  if (list) say("[");
  for (std::size_t i = 0; i < options.files.size(); ++i) {
    const fs::path& path = options.files[i];
    const Verified verified = verify_file(path, options, trust, at);
    const bool last = i + 1 == options.files.size();
    std::string report = verified.report;
    if (list && !last) report += ',';
    say(report);
    summaries.push_back({path.string(), verified.answer, verified.signatures});
    // A failure outweighs an open question, which outweighs success.
    const Exit here = exit_of(verified.status);
    if (here == Exit::kBad || worst == Exit::kDone) worst = here;
  }
  if (list) say("]");
  if (several && !list) {
    say("");
    say(trimmed(v::to_table(summaries)));
  }
  return worst;
}

}  // namespace chancery::app
