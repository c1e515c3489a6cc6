#include <algorithm>
#include <ctime>
#include <filesystem>
#include <optional>

#include "app/child.h"
#include "app/clock.h"
#include "app/commands.h"
#include "app/files.h"
#include "app/online.h"
#include "app/verify_changes.h"
#include "verification/verification.h"

namespace chancery::app {
namespace {

namespace fs = std::filesystem;
namespace v = verification;

/// What the child found out: how it ended, and the report as it is to be shown.
struct Verified {
  v::Status status = v::Status::kTotalFailed;
  v::Answer answer = v::Answer::kRefused;
  std::uint32_t signatures = 0;
  std::vector<v::Question> questions;  ///< whose answers might decide more
  std::string report;
};

/// Status, answer and four bytes of number; then the questions and the report.
constexpr std::size_t kPackedHead = 6;

Bytes pack(const v::Report& report, const std::string& shown) {
  Bytes bytes;
  bytes.reserve(shown.size() + kPackedHead);
  bytes.push_back(static_cast<std::uint8_t>(report.status));
  bytes.push_back(static_cast<std::uint8_t>(v::answer_of(report)));
  for (const unsigned shift : {24U, 16U, 8U, 0U}) {
    bytes.push_back(static_cast<std::uint8_t>(report.signatures.size() >> shift & 0xFFU));
  }
  pack_questions(report.questions, bytes);
  append(bytes, std::string_view(shown));
  return bytes;
}

/// Nothing when a child gives something else, as one does that a hostile file has taken over.
std::optional<Verified> unpack(ByteView bytes) {
  if (bytes.size() < kPackedHead || bytes[0] > 2 || bytes[1] > 5) return std::nullopt;
  Verified verified;
  verified.status = static_cast<v::Status>(bytes[0]);
  verified.answer = static_cast<v::Answer>(bytes[1]);
  for (const std::uint8_t byte : bytes.subspan(2, 4)) {
    verified.signatures = verified.signatures << 8U | byte;
  }
  ByteView rest = bytes.subspan(kPackedHead);
  auto questions = unpack_questions(rest);
  if (!questions) return std::nullopt;
  verified.questions = std::move(*questions);
  verified.report = text_of(rest);
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

Exit exit_of(const Verified& verified) {
  if (verified.answer == v::Answer::kNotAsAsked) return Exit::kBad;
  switch (verified.status) {
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

/// What every file is judged by.
struct Measure {
  v::Trust trust;
  v::DivisionPolicy divisions;
  pki::UnixTime at = 0;
};

Verified verify_file(const fs::path& path, const VerifyOptions& options, Measure& measure) {
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
  // Online, what the reader asks is asked, and it reads once more; an address that gives no good
  // answer is followed by the certificate's next.
  constexpr int kMostRounds = 4;
  ChildAnswer answer;
  for (int round = 1;; ++round) {
    answer = run_confined([&] {
      const v::Report report = v::verify(bytes, measure.trust, measure.at, measure.divisions);
      return pack(report, render(report, path.string(), options.format));
    });
    auto verified = answer.end == ChildEnd::kAnswered ? unpack(answer.bytes) : std::nullopt;
    if (!verified) break;
    if (verified->questions.empty() || !options.online || round == kMostRounds) {
      verified->report = trimmed(std::move(verified->report));
      return *verified;
    }
    ask_questions(verified->questions, measure.trust);
  }
  return refuse("reader-ended", "the confined reader ended early: " + why(answer.end));
}

/// Each file's in a folder of its name. Programs that asked for JSON know where they are.
void show_pictures(const fs::path& path, const VerifyOptions& options) {
  const std::vector<fs::path> pictures = draw_changes(path, *options.pictures / path.filename());
  if (options.format == Format::kJson) return;
  for (const fs::path& picture : pictures) say("  See " + picture.string());
}

}  // namespace

Exit verify(const VerifyOptions& options) {
  Measure measure;
  measure.at = options.at.empty() ? now() : parse_utc(options.at);
  measure.trust = read_trust(options.trust, measure.at);
  measure.trust.wants_questions = options.online;
  measure.divisions = read_division_policy(options.divisions);
  pki::prepare();

  // One JSON document: an object for one file, an array of them for several.
  const bool several = options.files.size() > 1;
  const bool list = several && options.format == Format::kJson;
  Exit worst = Exit::kDone;
  std::vector<v::Summary> summaries;
  if (list) say("[");
  for (std::size_t i = 0; i < options.files.size(); ++i) {
    const fs::path& path = options.files[i];
    const Verified verified = verify_file(path, options, measure);
    const bool last = i + 1 == options.files.size();
    std::string report = verified.report;
    if (list && !last) report += ',';
    say(report);
    if (options.pictures) show_pictures(path, options);
    summaries.push_back({path.string(), verified.answer, verified.signatures});
    // A failure outweighs an open question, which outweighs success.
    const Exit here = exit_of(verified);
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
