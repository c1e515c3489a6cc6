// What whoever made a form asks of the signature in one of its fields (ISO 32000-1, 12.7.4.5).
#pragma once

#include "pdf/read/read.h"
#include "signing/signing.h"

namespace chancery::signing {

/// Throws Failure(kInput, "seed-value") when the field demands something that the signature would
/// not be: another handler or format, one of certain reasons, another digest, a certification or
/// none, certain certificates. What a field only suggests is not demanded (table 234, Ff).
void check_seed_value(const pdf::Document& document, const FieldPlace& place,
                      const SignRequest& request);

}  // namespace chancery::signing
