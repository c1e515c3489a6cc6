#include <algorithm>
#include <array>
#include <ctime>
#include <deque>
#include <filesystem>
#include <memory>
#include <optional>
#include <thread>

#include "app/child.h"
#include "app/clock.h"
#include "app/commands.h"
#include "app/files.h"
#include "app/online.h"
#include "app/report_messages.h"
#include "app/report_output.h"
#include "app/reproduce.h"
#include "app/steady_file.h"
#include "app/verify_changes.h"
#include "pki/warm_up.h"
#include "verification/node_values.h"
#include "verification/verification.h"

namespace chancery::app {
namespace {

namespace fs = std::filesystem;
namespace v = verification;

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

/// What the child found out.
struct Found {
  std::vector<v::Question> questions;  ///< whose answers might decide more
  data::Node report;
};

/// Nothing when a child gives something else, as one does that a hostile file has taken over.
std::optional<Found> unpack(ByteView bytes) {
  constexpr std::array<std::string_view, 6> kAnswers = {"genuine",    "undecided", "not-genuine",
                                                        "not-signed", "refused",   "not-as-asked"};
  constexpr std::array<std::string_view, 3> kStatuses = {"TOTAL-PASSED", "INDETERMINATE",
                                                         "TOTAL-FAILED"};
  auto questions = unpack_questions(bytes);
  if (!questions) return std::nullopt;
  std::optional<data::Node> report = data::unpack(bytes, "report");
  const auto is_one_of = [&](std::string_view key, const auto& names) {
    return std::find(names.begin(), names.end(), v::text_at(*report, key)) != names.end();
  };
  if (!report || !is_one_of("answer", kAnswers) || !is_one_of("status", kStatuses)) {
    return std::nullopt;
  }
  return Found{std::move(*questions), std::move(*report)};
}

Exit exit_of(const data::Node& report) {
  if (v::text_at(report, "answer") == "not-as-asked") return Exit::kBad;
  const std::string status = v::text_at(report, "status");
  if (status == "TOTAL-PASSED") return Exit::kDone;
  return status == "INDETERMINATE" ? Exit::kUndecided : Exit::kBad;
}

/// What every report says of how it was made.
v::Made made(pki::UnixTime at) {
  return {"chancery " CHANCERY_VERSION, at};
}

/// What every file is judged by. Answers to questions asked online are added to the trust.
struct Measure {
  const VerifyOptions& options;
  v::Trust trust;
  v::DivisionPolicy divisions;
  pki::UnixTime at = 0;
};

/// What setting it again says of the whole: a letter that is not what its source says is no letter
/// of those who signed it, and one that cannot be set again is not known to be.
void weigh_reproduction(data::Node& report) {
  const std::string result = v::text_at(*report.find("reproduction"), "result");
  const std::string answer = v::text_at(report, "answer");
  if (answer == "refused") return;
  if (result == "different") {
    report.set("status", data::Node("TOTAL-FAILED"));
    if (answer != "not-signed") report.set("answer", data::Node("not-genuine"));
  } else if (result == "impossible" && answer == "genuine") {
    report.set("status", data::Node("INDETERMINATE"));
    report.set("answer", data::Node("undecided"));
  }
}

/// A file on its way: its child is at work, unless it could not even be read.
struct Underway {
  fs::path path;
  std::unique_ptr<const SteadyFile> file;
  std::optional<RunningChild> child;
  std::string unreadable;  ///< why there is no child
};

data::Node refuse(const fs::path& path, const Measure& measure, const std::string& code,
                  const std::string& why) {
  return v::to_node(refused(code, why), path.string(), made(measure.at));
}

void start_child(Underway& underway, const Measure& measure) {
  const ByteView bytes = underway.file->bytes();
  underway.child.emplace(
      [file = underway.path.string(), &measure, bytes] {
        const v::Report report = v::verify(bytes, measure.trust, measure.at, measure.divisions);
        Bytes answer;
        pack_questions(report.questions, answer);
        append(answer, ByteView(data::pack(v::to_node(report, file, made(measure.at)))));
        return answer;
      },
      ChildLimits{});
}

Underway start(const fs::path& path, const Measure& measure) {
  Underway underway{path, nullptr, std::nullopt, ""};
  try {
    underway.file = std::make_unique<const SteadyFile>(path);
  } catch (const Failure& failure) {
    // Of several files the others are still verified.
    if (measure.options.files.size() == 1) throw;
    underway.unreadable = failure.what();
    return underway;
  }
  start_child(underway, measure);
  return underway;
}

/// Online, what the reader asks is asked, and it reads once more; an address that gives no good
/// answer is followed by the certificate's next. Nothing when the reader did not answer well.
std::optional<data::Node> report_of(Underway& underway, Measure& measure, ChildEnd& end) {
  constexpr int kMostRounds = 4;
  for (int round = 1;; ++round) {
    const ChildAnswer answer = underway.child->answer();
    end = answer.end;
    std::optional<Found> found;
    if (answer.end == ChildEnd::kAnswered) found = unpack(answer.bytes);
    if (!found) return std::nullopt;
    if (found->questions.empty() || !measure.options.online || round == kMostRounds) {
      return std::move(found->report);
    }
    ask_questions(found->questions, measure.trust);
    start_child(underway, measure);
  }
}

data::Node finish(Underway underway, Measure& measure) {
  if (!underway.child) return refuse(underway.path, measure, "cannot-read", underway.unreadable);
  ChildEnd end = ChildEnd::kAnswered;
  std::optional<data::Node> report = report_of(underway, measure, end);
  if (!underway.file->is_unchanged()) {
    return refuse(underway.path, measure, "file-changed", "the file was written to meanwhile");
  }
  if (!report) {
    return refuse(underway.path, measure, "reader-ended",
                  "the confined reader ended early: " + why(end));
  }
  if (measure.options.reproduce && v::text_at(*report, "answer") != "refused") {
    report->set("reproduction", reproduce(underway.file->bytes(), measure.options.letterheads));
    weigh_reproduction(*report);
  }
  return std::move(*report);
}

/// Each file's in a folder of its name. Told to people; programs know where they are.
void show_pictures(const fs::path& path, const VerifyOptions& options) {
  const std::vector<fs::path> pictures = draw_changes(path, *options.pictures / path.filename());
  if (options.format != ReportFormat::kText || options.output) return;
  for (const fs::path& picture : pictures) say("  See " + picture.string());
}

}  // namespace

Exit verify(const VerifyOptions& options) {
  Measure measure{options, {}, {}, options.at.empty() ? now() : parse_utc(options.at)};
  measure.trust = read_trust(options.trust, measure.at);
  measure.trust.wants_questions = options.online;
  measure.divisions = read_division_policy(options.divisions);
  const bool in_words =
      options.format == ReportFormat::kText || options.format == ReportFormat::kHtml;
  ReportOutput output(options.format, in_words ? open_messages(options.language) : v::Messages(),
                      options.output, options.files.size());
  pki::prepare();
  if (options.files.size() > 1) pki::warm_up();

  Exit worst = Exit::kDone;
  Progress progress(options.files.size());
  // As many children as the machine has cores, and the answers in the order of the files.
  const std::size_t most = std::max(1U, std::thread::hardware_concurrency());
  std::deque<Underway> underway;
  std::size_t started = 0;
  for (std::size_t i = 0; i < options.files.size(); ++i) {
    while (started < options.files.size() && underway.size() < most) {
      underway.push_back(start(options.files[started++], measure));
    }
    data::Node report = finish(std::move(underway.front()), measure);
    underway.pop_front();
    // A failure outweighs an open question, which outweighs success.
    const Exit here = exit_of(report);
    if (here == Exit::kBad || worst == Exit::kDone) worst = here;
    progress.clear();
    output.add(std::move(report));
    if (options.pictures) show_pictures(options.files[i], options);
    progress.at(i + 1, options.files[i].string());
  }
  progress.clear();
  output.finish();
  return worst;
}

}  // namespace chancery::app
