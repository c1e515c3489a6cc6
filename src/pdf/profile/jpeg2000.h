// JPEG 2000 pictures as archives take them (ISO 19005-3, 6.2.8.3; ISO 15444-1, annex I).
#pragma once

#include "base/bytes.h"

namespace chancery::pdf {

/// One, three or four channels of one depth and one definition of colour that counts.
bool is_plain_jpeg2000(ByteView file);

}  // namespace chancery::pdf
