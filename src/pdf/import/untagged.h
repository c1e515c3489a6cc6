// Content without what it says of another document's structure.
#pragma once

#include "base/bytes.h"

namespace chancery::pdf {

/// The content stream without its marked-content operators (ISO 32000-1, 14.6), whose identifiers
/// and artifacts mean something only in the structure tree that they came from; those of optional
/// content (8.11.3.2) stay, for they decide what is seen. What cannot be read as content is left as
/// it is from there on.
Bytes untagged(ByteView content);

/// Whether there is anything to take out: false only when nothing looks like such an operator.
bool has_marks(ByteView content);

}  // namespace chancery::pdf
