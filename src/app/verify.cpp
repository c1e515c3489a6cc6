#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "app/clock.h"
#include "app/command_table.h"
#include "app/readers.h"
#include "app/report_messages.h"
#include "app/report_output.h"
#include "pki/verifying_process.h"
#include "verification/node_values.h"
#include "verification/verification.h"

namespace chancery::app {
namespace {

namespace fs = std::filesystem;
namespace v = verification;

Exit exit_of(const data::Node& report) {
  if (v::text_at(report, "answer") == "not-as-asked") return Exit::kBad;
  const std::string status = v::text_at(report, "status");
  if (status == "TOTAL-PASSED") return Exit::kDone;
  return status == "INDETERMINATE" ? Exit::kUndecided : Exit::kBad;
}

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

data::Node next_report(Readers& readers, const VerifyOptions& options) {
  Readers::Read read = readers.next();
  if (options.reproduce && read.file && v::text_at(read.report, "answer") != "refused") {
    read.report.set("reproduction", commands().reproduce(read.file->bytes(), options.letterheads));
    weigh_reproduction(read.report);
  }
  return std::move(read.report);
}

/// Each file's in a folder of its name. Told to people; programs know where they are.
void show_pictures(const fs::path& path, const VerifyOptions& options) {
  const std::vector<fs::path> pictures =
      commands().draw_changes(path, *options.pictures / path.filename());
  if (options.format != ReportFormat::kText || options.output) return;
  for (const fs::path& picture : pictures) say("  See " + picture.string());
}

}  // namespace

Exit verify(const VerifyOptions& options) {
  if (!options.online) pki::begin_verifying();
  Measure measure{options,
                  read_trust_files(options.trust),
                  std::nullopt,
                  {},
                  options.at.empty() ? now() : parse_utc(options.at)};
  measure.divisions = read_division_policy(options.divisions);
  pki::prepare();
  if (options.files.size() > 1 || options.online || measure.trust_files.has_trusted_list()) {
    pki::load_algorithms();
    measure.trust = trust_of(measure);
  }

  Readers readers(measure);
  // Words are read while the first are at work.
  const bool in_words =
      options.format == ReportFormat::kText || options.format == ReportFormat::kHtml;
  ReportOutput output(options.format, in_words ? open_messages(options.language) : v::Messages(),
                      options.output, options.files.size());
  Exit worst = Exit::kDone;
  Progress progress(options.files.size());
  for (std::size_t i = 0; i < options.files.size(); ++i) {
    data::Node report = next_report(readers, options);
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
