// What PAdES signatures carry beyond themselves (EN 319 142-1): a time-stamp of the signature
// (level B-T), the evidence to judge it by (B-LT) and a time-stamp of the document with it (B-LTA).
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "pdf/read/read.h"
#include "pki/evidence.h"
#include "pki/timestamp.h"

namespace chancery::signing {

enum class Level { kB, kT, kLt, kLta };
/// "B", "T", "LT" or "LTA", in capitals or not, also with "B-" before it.
std::optional<Level> level_named(std::string_view name);

/// An authority that stamps, and the room that its tokens need; 0: a first token over nothing
/// tells.
struct TimeStamping {
  pki::Stamp stamp;
  std::size_t token_bytes = 0;
};
/// Tokens of one authority differ by what it counts up and by the length of a signature on a curve;
/// the rest is the same.
inline constexpr std::size_t kTokenSlackBytes = 64;
/// Asked for once more when a token does not fit; a service whose tokens grow from one to the next
/// by more than the slack is not followed further.
inline constexpr int kMostRoomTries = 3;
std::size_t room_for_token(const TimeStamping& time_stamping);

/// The value of a signature field: /Contents with its padding.
struct SignatureContents {
  Bytes contents;
  bool is_time_stamp = false;  ///< of the document
};
/// In the order of the form. Throws Failure(kInput, "damaged-pdf").
std::vector<SignatureContents> signatures_in(const pdf::Document& document);

/// The evidence that the document holds in its DSS (EN 319 142-1, 5.4.2.2).
pki::Evidence evidence_in(const pdf::Document& document);

/// Evidence for one signature.
struct SignatureEvidence {
  Bytes contents;  ///< of the signature, which its place in VRI is named by
  pki::Evidence evidence;
};
/// The file with a revision that adds to the DSS what it lacks; nothing when it lacks nothing.
std::optional<Bytes> add_evidence(const pdf::Document& document,
                                  const std::vector<SignatureEvidence>& evidence);

/// The file with a revision that holds a document time-stamp (EN 319 142-1, 5.4.3). Checked as
/// sign() checks: Failure(kSystem, "self-check-failed") rather than a bad file.
Bytes add_document_time_stamp(const pdf::Document& document, const TimeStamping& time_stamping);

}  // namespace chancery::signing
