// Pages to look at while a letter is written. Watching keeps everything warm: fonts, shaped text,
// the streams of the PDF; a saved letter is a PDF again before its pictures are.
#include <poll.h>
#include <signal.h>
#include <sys/signalfd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <cstdio>
#include <cstring>
#include <optional>
#include <utility>

#include "app/clock.h"
#include "app/commands.h"
#include "app/descriptor.h"
#include "app/file_watch.h"
#include "app/files.h"
#include "app/inputs.h"
#include "app/page_pictures.h"
#include "app/set_letter.h"
#include "pdf/write/write.h"

namespace chancery::app {
namespace {

namespace fs = std::filesystem;

/// How often a folder that has gone is looked for.
constexpr int kLookAgainMilliseconds = 200;

/// The times of files lag behind the clock by up to a tick of the kernel (10 ms at 100 Hz).
constexpr std::chrono::milliseconds kClockStep(10);

bool saved_since(const std::vector<fs::path>& paths, fs::file_time_type time) {
  std::error_code error;
  for (const fs::path& path : paths) {
    const fs::file_time_type saved = fs::last_write_time(path, error);
    if (!error && saved >= time) return true;
    for (fs::recursive_directory_iterator entry(path, error), end; !error && entry != end;
         entry.increment(error)) {
      if (entry->last_write_time(error) >= time && !error) return true;
    }
  }
  return false;
}

/// What one setting of the letter came to.
struct Outcome {
  bool written = false;
  std::size_t pages = 0;
  double milliseconds = 0;
  Diagnostics diagnostics;
  std::vector<fs::path> used;
};

/// Everything that setting a letter needs, kept from one time to the next.
class Desk {
 public:
  explicit Desk(const PreviewOptions& options) : options_(options) {
    folder_ = options.letter;
    folder_.replace_extension(".preview");
    if (options.output) folder_ = *options.output;
    pdf_ = folder_ / options.letter.filename().replace_extension(".pdf");
    fresh_shop();
  }

  const fs::path& folder() const { return folder_; }
  const fs::path& pdf() const { return pdf_; }

  /// Opens the fonts, at first and when their catalogue has changed.
  void fresh_shop() { shop_.emplace(); }

  Outcome set() {
    const Stopwatch watch;
    Outcome outcome;
    HowToSet how;
    how.with_source = true;
    SetLetter set = set_letter(options_.letter, options_.letterheads, *shop_, how);
    outcome.diagnostics = std::move(set.diagnostics);
    outcome.used = std::move(set.used);
    if (set.document && !has_errors(outcome.diagnostics)) {
      attach_travelling_files(set, *shop_->operator->());
      const Bytes bytes = writer_.write(*set.document, pdf::Hands::kTwo);
      make_folder(folder_, "choose another with -o");
      write_passing_file(pdf_, bytes);
      outcome.written = true;
      outcome.pages = set.document->pages.size();
    }
    outcome.milliseconds = watch.milliseconds();
    return outcome;
  }

 private:
  const PreviewOptions& options_;
  fs::path folder_, pdf_;
  std::optional<LaterShop> shop_;
  pdf::Writer writer_;
};

std::string in_milliseconds(double time) {
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%.1f ms", time);
  return text.data();
}

data::Node listed(const Diagnostics& diagnostics) {
  data::Sequence list;
  for (const Diagnostic& diagnostic : diagnostics) list.push_back(to_node(diagnostic));
  return data::Node(std::move(list));
}

data::Node node_of(const Outcome& outcome, const fs::path& pdf) {
  data::Node node(data::Mapping{});
  node.set("pdf", outcome.written ? data::Node(pdf.string()) : data::Node());
  node.set("pages", data::Node(static_cast<std::int64_t>(outcome.pages)));
  node.set("milliseconds", data::Node(outcome.milliseconds));
  node.set("diagnostics", listed(outcome.diagnostics));
  return node;
}

data::Sequence names_of(const std::vector<fs::path>& pictures) {
  data::Sequence list;
  for (const fs::path& picture : pictures) list.emplace_back(picture.string());
  return list;
}

void say_pictures(const std::vector<fs::path>& pictures) {
  for (const fs::path& picture : pictures) say(picture.string());
}

void show_outcome(const Outcome& outcome, const fs::path& pdf, Format format) {
  if (format == Format::kJson) {
    show_json(node_of(outcome, pdf));
    return;
  }
  show(outcome.diagnostics, Format::kText);
  if (!outcome.written) return;
  say(pdf.string() + "  " + std::to_string(outcome.pages) +
      (outcome.pages == 1 ? " page  " : " pages  ") + in_milliseconds(outcome.milliseconds));
}

Exit preview_once(const PreviewOptions& options) {
  Desk desk(options);
  const Outcome outcome = desk.set();
  PagePictures pictures;
  if (outcome.written) {
    pictures.start(desk.pdf(), desk.folder(), options.dpi);
    pictures.is_done(true);
  }
  if (options.format == Format::kJson) {
    data::Node node = node_of(outcome, desk.pdf());
    node.set("pictures", data::Node(names_of(pictures.pictures())));
    show_json(node);
  } else {
    show_outcome(outcome, desk.pdf(), options.format);
    say_pictures(pictures.pictures());
  }
  return outcome.written ? Exit::kDone : Exit::kBad;
}

/// The signals that end watching, and the one of a child that ended, as a file to read. Threads
/// that start later have them blocked too. What was set before comes back with this.
class Signals {
 public:
  Signals() : file_(-1) {
    sigset_t set;
    ::sigemptyset(&set);
    for (const int signal : {SIGINT, SIGTERM, SIGHUP, SIGCHLD}) ::sigaddset(&set, signal);
    ::pthread_sigmask(SIG_BLOCK, &set, &before_);
    file_.emplace(::signalfd(-1, &set, SFD_NONBLOCK | SFD_CLOEXEC));
    if (file_->get() >= 0) return;
    throw Failure(FailureKind::kSystem, "cannot-watch",
                  std::string("cannot wait for signals: ") + std::strerror(errno),
                  "close other programs and try again");
  }
  ~Signals() { ::pthread_sigmask(SIG_SETMASK, &before_, nullptr); }
  Signals(const Signals&) = delete;
  Signals& operator=(const Signals&) = delete;

  int descriptor() const { return file_->get(); }

  /// Takes up what came; true when the user wants an end.
  bool end_asked() {
    bool end = false;
    signalfd_siginfo signal{};
    while (::read(file_->get(), &signal, sizeof signal) == sizeof signal) {
      end = end || signal.ssi_signo != SIGCHLD;
    }
    return end;
  }

 private:
  sigset_t before_{};
  std::optional<Descriptor> file_;
};

class Watching {
 public:
  explicit Watching(const PreviewOptions& options) : options_(options), desk_(options) {}

  void run() {
    watch_.watch({options_.letter});
    set_again();
    while (!end_) {
      std::array<pollfd, 2> files = {
          {{watch_.descriptor(), POLLIN, 0}, {signals_.descriptor(), POLLIN, 0}}};
      const int timeout = again_ ? 0 : watch_.is_incomplete() ? kLookAgainMilliseconds : -1;
      if (::poll(files.data(), files.size(), timeout) < 0 && errno != EINTR) break;
      end_ = signals_.end_asked();
      if (end_) break;
      if (watch_.changed() || again_ || look_again()) set_again();
      if (pictures_.is_drawing()) finish_pictures();
    }
  }

 private:
  /// Something that stopped one setting does not stop the next.
  template <typename Work>
  void told(Work work) {
    try {
      work();
    } catch (const Failure& failure) {
      if (options_.format == Format::kJson) {
        data::Node node(data::Mapping{});
        node.set("diagnostics", listed(failure.diagnostics()));
        show_json(node);
      } else {
        show(failure.diagnostics(), Format::kText);
      }
    }
    std::fflush(stdout);
  }

  void set_again() {
    // A folder that is new may have changed between its reading and its watching.
    const fs::file_time_type start = fs::file_time_type::clock::now() - kClockStep;
    told([&] {
      if (catalogue_changed()) desk_.fresh_shop();
      Outcome outcome = desk_.set();
      used_ = outcome.used;
      show_outcome(outcome, desk_.pdf(), options_.format);
      std::fflush(stdout);
      if (outcome.written && can_draw_) draw();
    });
    told([&] { again_ = watch_.watch(watched()) && saved_since(used_, start); });
  }

  std::vector<fs::path> watched() const {
    std::vector<fs::path> paths = used_;
    paths.push_back(options_.letter);
    return paths;
  }

  void draw() {
    try {
      pictures_.start(desk_.pdf(), desk_.folder(), options_.dpi);
    } catch (const Failure& failure) {
      // The PDF is there to be looked at.
      can_draw_ = false;
      Diagnostics warnings = failure.diagnostics();
      for (Diagnostic& warning : warnings) warning.severity = Severity::kWarning;
      throw Failure(failure.kind(), std::move(warnings));
    }
  }

  void finish_pictures() {
    told([&] {
      if (!pictures_.is_done(false)) return;
      if (options_.format == Format::kJson) {
        data::Node node(data::Mapping{});
        node.set("pictures", data::Node(names_of(pictures_.pictures())));
        show_json(node);
      } else {
        say_pictures(pictures_.pictures());
      }
    });
  }

  /// A folder that had gone is there again.
  bool look_again() { return watch_.is_incomplete() && watch_.watch(watched()); }

  bool catalogue_changed() {
    std::error_code error;
    const fs::file_time_type time = fs::last_write_time(catalogue_file(), error);
    if (error) return false;
    const bool changed = catalogue_time_ && *catalogue_time_ != time;
    catalogue_time_ = time;
    return changed;
  }

  const PreviewOptions& options_;
  Signals signals_;  // before the first thread
  FileWatch watch_;
  Desk desk_;
  PagePictures pictures_;
  std::vector<fs::path> used_;
  std::optional<fs::file_time_type> catalogue_time_;
  bool again_ = false;
  bool can_draw_ = true;
  bool end_ = false;
};

}  // namespace

Exit preview(const PreviewOptions& options) {
  if (!options.watch) return preview_once(options);
  Watching(options).run();
  return Exit::kDone;
}

}  // namespace chancery::app
