#include "app/readers.h"

#include <algorithm>
#include <array>
#include <system_error>
#include <thread>
#include <utility>

#include "app/online.h"
#include "base/helper.h"
#include "verification/node_values.h"

namespace chancery::app {
namespace {

namespace fs = std::filesystem;
namespace v = verification;

/// More would make the files of one that ends early wait, and large ones its memory.
constexpr std::size_t kMostFiles = 64;
constexpr std::size_t kMostBytes = std::size_t{64} << 20U;

struct Reason {
  std::string text;
  Detail detail;
};

Reason why(ChildEnd end) {
  switch (end) {
    case ChildEnd::kTooMuchTime:
      return {"reading it took too much time", Detail{"reader-took-too-long"}};
    case ChildEnd::kForbidden:
      return {"reading it attempted what a reader may not do", Detail{"reader-did-forbidden"}};
    case ChildEnd::kAnswerTooLarge:
      return {"the report on it would be too large", Detail{"reader-said-too-much"}};
    case ChildEnd::kCrashed:
    case ChildEnd::kAnswered:
      break;
  }
  return {"reading it needs more memory than is allowed, or fails", Detail{"reader-failed"}};
}

v::Report refused(const std::string& code, Reason why) {
  v::Report report;
  report.unreadable_reason = why.text;
  report.unreadable_detail = why.detail;
  report.status = v::Status::kTotalFailed;
  report.findings.push_back({code, std::move(why.text), "", std::move(why.detail)});
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

/// What every report says of how it was made.
v::Made made(pki::UnixTime at) {
  return {"chancery " CHANCERY_VERSION, at};
}

data::Node refuse(const fs::path& path, const Measure& measure, const std::string& code,
                  Reason why) {
  return v::to_node(refused(code, std::move(why)), path.string(), made(measure.at));
}

/// With two threads: OpenSSL starts and reads whom to trust while the file is opened, and checks
/// the signatures' values while revisions are compared. The answer is empty when the files of trust
/// are not in order. Without a helper one thread does it all.
Bytes verify_with(Helper* helper, ByteView bytes, const fs::path& file, const Measure& measure) {
  v::Trust trust;
  bool in_order = true;
  const auto read_trust = [&] {
    try {
      trust = measure.trust ? *measure.trust : trust_of(measure);
    } catch (const Failure&) {
      in_order = false;
    }
  };
  if (helper == nullptr) {
    read_trust();
  } else {
    helper->begin(read_trust);
  }
  const v::Report report = v::verify(bytes, trust, measure.at, measure.divisions, helper);
  if (helper != nullptr) helper->wait();  // of a file that cannot be read nothing was checked
  return in_order ? packed(report, file, measure) : Bytes();
}

}  // namespace

Bytes packed(const v::Report& report, const fs::path& file, const Measure& measure) {
  Bytes answer;
  pack_questions(report.questions, answer);
  append(answer, ByteView(data::pack(v::to_node(report, file.string(), made(measure.at)))));
  return answer;
}

v::Trust trust_of(const Measure& measure) {
  v::Trust trust = trust_of(measure.trust_files, measure.options.trust, measure.at);
  trust.wants_questions = measure.options.online;
  return trust;
}

Readers::Readers(Measure& measure)
    : Readers(measure, [&measure](ByteView bytes, const fs::path& file) {
        return packed(v::verify(bytes, *measure.trust, measure.at, measure.divisions), file,
                      measure);
      }) {}

Readers::Readers(Measure& measure, Work work)
    : measure_(measure),
      work_(std::move(work)),
      most_children_(std::max(1U, std::thread::hardware_concurrency())) {
  const VerifyOptions& options = measure.options;
  // What online answers change is read once more by itself.
  const bool alone = options.isolate || options.online;
  const std::size_t shares = 2 * most_children_;
  const std::size_t fair = (options.files.size() + shares - 1) / shares;
  most_files_ = alone ? 1 : std::clamp(fair, std::size_t{1}, kMostFiles);
  start_more();
}

Readers::~Readers() = default;

Readers::File Readers::open(const fs::path& path) const {
  File file{path, nullptr, ""};
  try {
    file.content = std::make_shared<const SteadyFile>(path);
  } catch (const Failure& failure) {
    // Of several files the others are still verified.
    if (measure_.options.files.size() == 1) throw;
    file.unreadable = failure.what();
  }
  return file;
}

Readers::Batch Readers::next_batch() {
  Batch batch;
  std::size_t bytes = 0;
  const std::vector<fs::path>& paths = measure_.options.files;
  while (opened_ < paths.size() && batch.files.size() < most_files_ && bytes < kMostBytes) {
    batch.files.push_back(open(paths[opened_++]));
    const auto& content = batch.files.back().content;
    if (content) bytes += content->bytes().size();
  }
  start_child(batch);
  return batch;
}

void Readers::start_child(Batch& batch) const {
  batch.child.reset();
  const bool any =
      std::ranges::any_of(batch.files, [](const File& file) { return file.content != nullptr; });
  if (any) batch.child.emplace(child_for(batch.files));
}

RunningChild Readers::child_for(const std::deque<File>& files) const {
  std::vector<File> readable;
  std::ranges::copy_if(files, std::back_inserter(readable),
                       [](const File& file) { return file.content != nullptr; });
  ChildLimits limits;
  if (measure_.options.files.size() > 1) {
    // Every processor has a child already.
    const auto work = [&](std::size_t i) {
      return work_(readable[i].content->bytes(), readable[i].path);
    };
    return RunningChild(work, readable.size(), limits);
  }
  const auto helper = std::make_shared<std::optional<Helper>>();
  limits.begin_threads = [helper] {
    try {
      helper->emplace();
    } catch (const std::system_error&) {
      // Where there is no thread to be had it takes longer.
    }
  };
  limits.await_threads = [helper] {
    if (*helper) (*helper)->await_readiness();
  };
  const File& file = readable.front();
  return RunningChild(
      [&] {
        return verify_with(*helper ? &**helper : nullptr, file.content->bytes(), file.path,
                           measure_);
      },
      limits);
}

void Readers::start_more() {
  while (opened_ < measure_.options.files.size() && batches_.size() < most_children_) {
    batches_.push_back(next_batch());
  }
}

/// Online, what the reader asks is asked, and it reads once more; an address that gives no good
/// answer is followed by the certificate's next.
std::optional<data::Node> Readers::report_of(Batch& batch, const File& file, ChildEnd& end) {
  constexpr int kMostRounds = 4;
  for (int round = 1;; ++round) {
    const ChildAnswer answer = batch.child->answer();
    end = answer.end;
    std::optional<Found> found;
    if (answer.end == ChildEnd::kAnswered) {
      if (answer.bytes.empty()) trust_of(measure_);  // which says what is not in order
      found = unpack(answer.bytes);
    }
    if (!found) return std::nullopt;
    if (found->questions.empty() || !measure_.options.online || round == kMostRounds) {
      return std::move(found->report);
    }
    ask_questions(found->questions, *measure_.trust);
    batch.child.reset();
    batch.child.emplace(child_for({file}));
  }
}

Readers::Read Readers::next() {
  start_more();
  Batch& batch = batches_.front();
  const File file = std::move(batch.files.front());
  batch.files.pop_front();
  const bool last = batch.files.empty();
  const auto give = [&](data::Node report) {
    if (last) batches_.pop_front();
    return Read{std::move(report), file.content};
  };
  if (!file.content) {
    return give(refuse(file.path, measure_, "cannot-read",
                       {file.unreadable, Detail{"cannot-read", {{"words", file.unreadable}}}}));
  }
  ChildEnd end = ChildEnd::kAnswered;
  std::optional<data::Node> report = report_of(batch, file, end);
  if (!report && most_files_ > 1) {
    // It may be this file's fault or one's before it; those behind it have nothing to do with it.
    batch.child.reset();
    batch.child.emplace(child_for({file}));
    report = report_of(batch, file, end);
    start_child(batch);
  }
  if (!file.content->is_unchanged()) {
    return give(refuse(file.path, measure_, "file-changed",
                       {"the file was written to meanwhile", Detail{"file-changed"}}));
  }
  if (!report) {
    const Reason reason = why(end);
    return give(refuse(file.path, measure_, "reader-ended",
                       {"the confined reader ended early: " + reason.text,
                        Detail{"reader-ended", {}, {reason.detail}}}));
  }
  return give(std::move(*report));
}

}  // namespace chancery::app
