// Did these divisions sign what I see? A report on a received PDF. Values in, values out.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "data/data.h"
#include "pki/pki.h"

namespace chancery::verification {

enum class Integrity { kIntact, kBroken, kUnreadable };
enum class Coverage { kWholeFile, kWholeRevision, kOther };
enum class Changes { kNone, kPermitted, kNotPermitted };

/// EN 319 102-1, 5.1.3.
enum class Status { kTotalPassed, kIndeterminate, kTotalFailed };

/// One thing found about a signature or the file; `code` is stable and documented, `clause` names
/// the standard's clause that it rests on.
struct Finding {
  std::string code;
  std::string text;
  std::string clause;
};

/// A difference between the revision that a signature covers and the last one.
struct Change {
  enum class Kind {
    kSignature,     ///< a signature field filled or added
    kLongTermData,  ///< DSS
    kFormFill,
    kAnnotation,
    kPageContent,
    kStructure,
    kMetadata,
    kOther,
    kTimeStamp,  ///< of the document
  };
  Kind kind = Kind::kOther;
  bool permitted = false;
  std::size_t revision = 0;  ///< 1-based, in which it happened
  std::string object;        ///< "12 0"
  std::string page;          ///< "page 2", or empty
  std::string text;          ///< for people
};

struct SignatureReport {
  std::string field;
  std::string division;  ///< by the file's own list of signatories; empty when it has none
  std::string signer;    ///< subject of the certificate
  std::string signer_name;
  std::string organisation;
  std::string organisational_unit;
  bool is_timestamp = false;          ///< of the document (ETSI.RFC3161), by a time-stamping unit
  std::optional<pki::UnixTime> time;  ///< claimed (/M), not proven; the token's for a time-stamp
  std::vector<pki::SignatureTimeStamp> timestamps;  ///< over this signature's value
  Integrity integrity = Integrity::kUnreadable;
  Coverage coverage = Coverage::kOther;
  Changes changes = Changes::kNone;
  Status status = Status::kIndeterminate;
  std::string sub_indication;  ///< EN 319 102-1, table 3, e.g. "NO_CERTIFICATE_CHAIN_FOUND"
  std::size_t revision = 0;    ///< 1-based, that it signed
  std::vector<Finding> findings;
  std::vector<Change> later_changes;
};

struct Report {
  bool readable = false;
  std::string unreadable_reason;
  std::size_t revisions = 0;
  std::vector<SignatureReport> signatures;
  std::vector<std::string> unsigned_fields;
  std::vector<Finding> findings;  ///< about the file
  /// No signature at all is indeterminate.
  Status status = Status::kIndeterminate;
};

/// The report in one word.
enum class Answer { kGenuine, kUndecided, kNotGenuine, kNotSigned, kRefused };
Answer answer_of(const Report& report);

struct Trust {
  std::vector<pki::Certificate> anchors;
  std::vector<pki::Certificate> intermediates;
};

/// Never throws for what is in the file.
Report verify(ByteView file, const Trust& trust, pki::UnixTime at);

data::Node to_node(const Report& report, const std::string& file);   ///< for JSON
std::string to_text(const Report& report, const std::string& file);  ///< the answer first, then why

/// A line of the table that ends a report on several files.
struct Summary {
  std::string file;
  Answer answer = Answer::kRefused;
  std::size_t signatures = 0;
};
std::string to_table(std::span<const Summary> summaries);

}  // namespace chancery::verification
