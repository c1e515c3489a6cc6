// What the reader and the checks of the CMS found, in words.
#pragma once

#include <string>

#include "pdf/read/read.h"
#include "verification/verification.h"

namespace chancery::verification {

std::string reason_of(const pdf::ReadProblem& problem);
/// The same for other languages.
Detail detail_of(const pdf::ReadProblem& problem);

/// The words of a library, which are shown as they are.
Detail quoted(std::string words);

Finding finding_of(pki::CmsFinding finding);

/// Findings of the CMS that make it say nothing about the bytes at all.
bool is_unreadable(const pki::CmsCheck& cms);
/// It is a signature over these bytes, but whose cannot be said.
bool lacks_only_its_certificate(const pki::CmsCheck& cms);
/// Anything that makes the CMS no signature of these bytes by its signer.
bool is_broken(const pki::CmsCheck& cms);

}  // namespace chancery::verification
