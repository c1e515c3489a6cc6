// QR and Data Matrix symbols, by a module that is loaded when a letterhead has one.
#pragma once

#include "letterhead/letterhead.h"

namespace chancery::app {

letterhead::CodeEncoder code_encoder();

}  // namespace chancery::app
