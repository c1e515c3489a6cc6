// Confined children that verify files, side by side.
#pragma once

#include <deque>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/child.h"
#include "app/commands.h"
#include "app/steady_file.h"
#include "app/trust.h"
#include "data/data.h"
#include "verification/verification.h"

namespace chancery::app {

/// What every file is judged by.
struct Measure {
  const VerifyOptions& options;
  TrustFiles trust_files;
  /// Answers to questions asked online are added. Nothing when the only child makes it of the files
  /// beside its other work.
  std::optional<verification::Trust> trust;
  verification::DivisionPolicy divisions;
  pki::UnixTime at = 0;
};

/// A report and its questions as a child gives them.
Bytes packed(const verification::Report& report, const std::filesystem::path& file,
             const Measure& measure);

/// The trust that the files of a measure give. Throws as trust_of does.
verification::Trust trust_of(const Measure& measure);

/// As many children as the machine has processors; each reads several files, one after the other,
/// unless they are to be isolated. A child that ends early is a finding about the file that it was
/// reading, once another child that had that file alone has ended too.
class Readers {
 public:
  /// What a child does with a file: verification::verify, packed.
  using Work = std::function<Bytes(ByteView bytes, const std::filesystem::path& file)>;

  /// The measure must outlive them. Throws Failure(kInput, "cannot-read") for a single file that
  /// cannot be read, and Failure(kSystem, "no-confined-reader").
  explicit Readers(Measure& measure);
  /// With other work for those that have several files.
  Readers(Measure& measure, Work work);
  ~Readers();
  Readers(const Readers&) = delete;
  Readers& operator=(const Readers&) = delete;

  struct Read {
    data::Node report;
    std::shared_ptr<const SteadyFile> file;  ///< null when it could not be read
  };
  /// Of the next file, in their order. To be called once for each.
  Read next();

 private:
  struct File {
    std::filesystem::path path;
    std::shared_ptr<const SteadyFile> content;
    std::string unreadable;  ///< why there is no content
  };
  /// Files of one child, which answers for those that could be read; or of none, when none could.
  struct Batch {
    std::deque<File> files;
    std::optional<RunningChild> child;
  };

  File open(const std::filesystem::path& path) const;
  Batch next_batch();
  void start_child(Batch& batch) const;
  RunningChild child_for(const std::deque<File>& files) const;
  void start_more();
  /// Nothing when the reader did not answer well.
  std::optional<data::Node> report_of(Batch& batch, const File& file, ChildEnd& end);

  Measure& measure_;
  Work work_;
  std::size_t most_children_, most_files_;  ///< of one child
  std::size_t opened_ = 0;
  std::deque<Batch> batches_;
};

}  // namespace chancery::app
