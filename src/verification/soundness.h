// What damage hides. Every reference to an object that is not there counts as null (ISO 32000-1,
// 7.3.10), so a changed byte can make a signature, or the whole form, disappear without a trace.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "verification/candidate.h"

namespace chancery::verification {

/// Why signatures may be missing: an object on the way to them (catalog, form, fields, values) is
/// damaged; nothing when all can be read.
std::optional<pdf::Remark> damage_on_the_way(const pdf::Document& document);

/// What else of the file is damaged, as findings.
std::vector<Finding> damage_elsewhere(const pdf::Document& document);

/// Where signature dictionaries stand in the file that no field has for its value.
std::vector<std::size_t> signatures_without_field(const pdf::Document& document);

/// Each of these as a report on a signature that failed; but those that a later intact signature
/// covers were left there by its signer.
std::vector<SignatureReport> lost_signatures(const File& file, std::span<const std::size_t> places,
                                             const std::vector<Candidate>& candidates);

}  // namespace chancery::verification
