// Where a signature is to go, as the command line says it.
#pragma once

#include "app/commands.h"
#include "pdf/read/read.h"
#include "signing/signing.h"

namespace chancery::app {

/// The division's place in a letter or, where options say another, that place in any other PDF.
/// `file` is what `document` was read from. Throws Failure(kUsage) for options that do not go
/// together or say no lengths ("bad-place"), Failure(kInput): "letter-has-places", and what
/// signing/foreign_place.h, signing::find_field and text_anchor.h tell.
signing::FieldPlace chosen_place(const pdf::Document& document, ByteView file,
                                 const PlaceOptions& options, const signing::Division& division);

}  // namespace chancery::app
