// Where a signature is to go, as the command line says it.
#pragma once

#include "app/commands.h"
#include "pdf/read/read.h"
#include "signing/signing.h"

namespace chancery::app {

/// Throws Failure(kUsage, "bad-place") for options that do not go together.
void check_together(const SignRules& rules);

/// The division's place in a letter or, in any other PDF, the place that the rules say. Throws
/// Failure(kUsage, "bad-place") for what says no lengths, Failure(kInput): "letter-has-places", and
/// what signing/foreign_place.h, signing::find_field and text_anchor.h tell.
signing::FieldPlace chosen_place(const pdf::Document& document, const SignRules& rules,
                                 const signing::Division& division, bool is_letter);

}  // namespace chancery::app
