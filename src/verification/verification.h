// Did these divisions sign what I see? A report on a received PDF. Values in, values out.
#pragma once

#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/detail.h"
#include "data/data.h"
#include "pki/pki.h"

namespace chancery {
class Helper;
}

namespace chancery::verification {

enum class Integrity { kIntact, kBroken, kUnreadable };
enum class Coverage { kWholeFile, kWholeRevision, kOther };
enum class Changes { kNone, kPermitted, kNotPermitted };

/// EN 319 102-1, 5.1.3.
enum class Status { kTotalPassed, kIndeterminate, kTotalFailed };

/// One thing found about a signature or the file; `code` is stable and documented, `clause` names
/// the standard's clause that it rests on. `detail` says the same as `text`; findings whose code
/// says everything have none.
struct Finding {
  std::string code;
  std::string text;
  std::string clause;
  Detail detail = {};
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
  Detail detail = {};        ///< the same
};

/// A time-stamp of one signature, and whether it can be believed (EN 319 102-1, 5.4).
struct TimeStampReport {
  std::optional<pki::UnixTime> time;  ///< nothing when it is no time-stamp token
  std::string authority;              ///< common name of the time-stamping unit
  bool stamps_the_signature = false;  ///< it is over this signature's value, and intact
  Status status = Status::kIndeterminate;
  std::string sub_indication;
};

/// What a page said when it was signed and does not say now, and the other way round.
struct TextDifference {
  std::string page;                        ///< "page 2"
  std::vector<std::string> before, after;  ///< lines
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
  /// The earliest time at which the signature is proven to have been there (best-signature-time,
  /// EN 319 102-1, 5.5); nothing when nothing proves it before the time of validation.
  std::optional<pki::UnixTime> proven_time;
  std::vector<TimeStampReport> timestamps;  ///< over this signature's value
  Integrity integrity = Integrity::kUnreadable;
  Coverage coverage = Coverage::kOther;
  Changes changes = Changes::kNone;
  Status status = Status::kIndeterminate;
  std::string sub_indication;  ///< EN 319 102-1, table 6, e.g. "NO_CERTIFICATE_CHAIN_FOUND"
  std::size_t revision = 0;    ///< 1-based, that it signed
  std::vector<Finding> findings;
  std::vector<Change> later_changes;
  std::vector<TextDifference> text_differences;
  std::optional<pki::Certificate> certificate;  ///< the signer's
};

/// A service that a trusted list (TS 119 612) stands for, and since when it does or no longer does.
struct TrustedService {
  pki::Certificate certificate;
  pki::Purpose purpose = pki::Purpose::kSigning;  ///< CA/QC, or TSA/QTST
  struct Status {
    pki::UnixTime since = 0;
    bool granted = false;
  };
  std::vector<Status> history;  ///< ascending
  bool granted_at(pki::UnixTime time) const;
};

/// What could be asked over the network to learn whether a certificate is revoked: an OCSP request
/// (RFC 6960, A.1) or the address of a list. Only certificates whose path leads to an anchor are
/// asked about.
struct Question {
  std::string name;  ///< of the question: the same for the same address and certificate
  std::string url;
  bool is_list = false;
  Bytes request;  ///< DER of the OCSPRequest
};

/// By what signatures are judged (EN 319 102-1, 5.1.4: the validation constraints). Without more
/// than anchors: revocation counts where something tells of it, any certificate policy will do.
struct Trust {
  std::vector<pki::Certificate> anchors = {};  ///< for signers and for time-stamping units
  std::vector<pki::Certificate> intermediates = {};
  std::vector<TrustedService> services = {};
  /// Evidence that the verifier has, DER.
  std::vector<Bytes> ocsp_responses = {}, crls = {};
  /// Nobody may be believed of whom it is not known that the certificate was not revoked (5.2.5).
  bool revocation_required = false;
  /// Of which a signer's path must have one (RFC 5280, 6.1.1 c); empty: any.
  std::vector<std::string> certificate_policies = {};
  std::vector<Finding> remarks = {};  ///< on the trust itself, to stand in every report
  /// Questions are wanted, but those of these names, which were asked before.
  bool wants_questions = false;
  std::set<std::string> asked = {};

  std::vector<pki::Certificate> anchors_for(pki::Purpose purpose, pki::UnixTime time) const;
};

/// A division as the recipient knows it; what is empty is not asked.
struct ExpectedDivision {
  std::string name;
  std::string organisation = {}, organisational_unit = {};
  std::string fingerprint_sha256 = {};  ///< hexadecimal, lower case
  std::string certificate_policy = {};  ///< object identifier
};

/// Whose signatures a letter must carry.
struct DivisionPolicy {
  /// The recipient's list; without one a division is whoever has its name as organisational unit.
  std::vector<ExpectedDivision> divisions = {};
  std::vector<std::string> required = {};
  std::optional<int> signatures = {};   ///< valid ones, of so many divisions
  bool every_place = false;             ///< every place of the letter is validly signed
  std::vector<std::string> order = {};  ///< of those that signed
};

struct Report {
  bool readable = false;
  std::string unreadable_reason;
  Detail unreadable_detail;  ///< the same
  std::size_t revisions = 0;
  std::vector<SignatureReport> signatures;
  std::vector<std::string> unsigned_fields;
  std::vector<Finding> findings;  ///< about the file
  std::vector<Finding>
      policy_failures;              ///< signatures that must be there and are not, or another's
  std::vector<Question> questions;  ///< whose answers might decide more; when they are wanted
  /// No signature at all is indeterminate.
  Status status = Status::kIndeterminate;
};

/// The report in one word.
enum class Answer {
  kGenuine,
  kUndecided,
  kNotGenuine,
  kNotSigned,
  kRefused,
  kNotAsAsked,  ///< nothing is forged, but it is not signed by whom it must be
};
Answer answer_of(const Report& report);

/// Never throws for what is in the file. With a helper the values of the signatures are checked
/// beside the comparison of revisions; the report comes out the same. Whom to trust is read on the
/// helper's thread then, after what that was given before.
Report verify(ByteView file, const Trust& trust, pki::UnixTime at,
              const DivisionPolicy& divisions = {}, Helper* helper = nullptr);

/// What a report was made with, and for which time.
struct Made {
  std::string program;  ///< "chancery 1.0.0"
  std::optional<pki::UnixTime> at;
};
/// A report as reports/verification.schema.json says; reports.h makes the others of it.
data::Node to_node(const Report& report, const std::string& file, const Made& made = {});

}  // namespace chancery::verification
