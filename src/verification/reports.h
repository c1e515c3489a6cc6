// Reports on one file or many, for people and for programs. They are made of the trees that to_node
// gives, wherever these were made: what stands in them is shown, never believed.
#pragma once

#include <span>
#include <string>

#include "data/data.h"
#include "verification/messages.h"

namespace chancery::verification {

/// The answer first, then why, in plain words. Ends with a line end.
std::string to_text(const data::Node& report, const Messages& messages);

/// A line of the table that ends a text on several files.
struct Summary {
  std::string file, answer;
  std::size_t signatures = 0;
};
Summary summary_of(const data::Node& report);
std::string to_table(std::span<const Summary> summaries, const Messages& messages);

/// One HTML page that needs nothing else: no scripts, no other files; for screen, paper and screen
/// readers.
std::string to_html(std::span<const data::Node> reports, const Messages& messages);

/// One report by reports/verification.schema.json, or, for several files, a list of them.
std::string to_json(std::span<const data::Node> reports, bool as_list);

/// A ValidationReport (ETSI TS 119 102-2): one SignatureValidationReport a signature. A file
/// without signatures, or one that cannot be read, has one that says so.
std::string to_xml(std::span<const data::Node> reports);

}  // namespace chancery::verification
