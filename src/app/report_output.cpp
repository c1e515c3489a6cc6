#include "app/report_output.h"

#include <unistd.h>

#include <array>
#include <cstdio>
#include <utility>

#include "app/files.h"
#include "verification/shown.h"

namespace chancery::app {

namespace v = verification;

ReportOutput::ReportOutput(ReportFormat format, v::Messages messages,
                           std::optional<std::filesystem::path> file, std::size_t file_count)
    : format_(format),
      messages_(std::move(messages)),
      file_(std::move(file)),
      file_count_(file_count) {}

void ReportOutput::put(const std::string& text) {
  if (file_) {
    whole_ += text;
  } else {
    std::fwrite(text.data(), 1, text.size(), stdout);
  }
}

void ReportOutput::add_to_list(const data::Node& report) {
  const bool several = file_count_ > 1;
  std::string json = v::to_json(std::array{report}, false);
  if (several) json.erase(json.find_last_not_of('\n') + 1);
  if (several && added_ == 1) put("[\n");
  put(json);
  if (several) put(added_ == file_count_ ? "\n]\n" : ",\n");
}

void ReportOutput::add(data::Node report) {
  ++added_;
  switch (format_) {
    case ReportFormat::kText:
      if (added_ > 1) put("\n");
      put(v::to_text(report, messages_));
      summaries_.push_back(v::summary_of(report));
      return;
    case ReportFormat::kJson:
      return add_to_list(report);
    case ReportFormat::kHtml:
    case ReportFormat::kXml:
      reports_.push_back(std::move(report));
  }
}

void ReportOutput::finish() {
  if (format_ == ReportFormat::kText && file_count_ > 1) {
    put("\n");
    put(v::to_table(summaries_, messages_));
  }
  if (format_ == ReportFormat::kHtml) put(v::to_html(reports_, messages_));
  if (format_ == ReportFormat::kXml) put(v::to_xml(reports_));
  if (file_) write_file(*file_, bytes_of(whole_));
}

Progress::Progress(std::size_t file_count)
    : file_count_(file_count), shows_(file_count > 1 && ::isatty(STDERR_FILENO) == 1) {}

void Progress::at(std::size_t done, const std::string& file) {
  if (!shows_) return;
  const std::string text = v::joined(
      {std::to_string(done), " of ", std::to_string(file_count_), "  ", v::harmless(file)});
  // To the line's beginning, and what is left of the line before goes.
  std::fprintf(stderr, "\r\x1b[K%s", text.c_str());
  std::fflush(stderr);
  shown_ = true;
}

void Progress::clear() {
  if (!shown_) return;
  std::fputs("\r\x1b[K", stderr);
  std::fflush(stderr);
  shown_ = false;
}

}  // namespace chancery::app
