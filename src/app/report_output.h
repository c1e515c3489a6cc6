// Reports leave the program: on standard output as they come, or in a file as a whole.
#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "verification/reports.h"

namespace chancery::app {

enum class ReportFormat { kText, kJson, kHtml, kXml };

class ReportOutput {
 public:
  /// `file_count` reports will be added; without `file` they go to standard output.
  ReportOutput(ReportFormat format, verification::Messages messages,
               std::optional<std::filesystem::path> file, std::size_t file_count);

  /// As verification::to_node gives it. In the order of the files.
  void add(data::Node report);
  /// Writes what is left. Throws Failure(kSystem, "cannot-write").
  void finish();

 private:
  void put(const std::string& text);
  void add_to_list(const data::Node& report);

  ReportFormat format_;
  verification::Messages messages_;
  std::optional<std::filesystem::path> file_;
  std::size_t file_count_;
  std::size_t added_ = 0;
  std::string whole_;                             ///< for a file
  std::vector<data::Node> reports_;               ///< of a format that is made as a whole
  std::vector<verification::Summary> summaries_;  ///< of text
};

/// "12 of 200  name" on standard error while many files are verified; nothing when that is no
/// terminal.
class Progress {
 public:
  explicit Progress(std::size_t file_count);
  ~Progress() { clear(); }
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  void at(std::size_t done, const std::string& file);
  void clear();

 private:
  std::size_t file_count_;
  bool shows_;
  bool shown_ = false;
};

}  // namespace chancery::app
