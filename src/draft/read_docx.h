// A Word document (Office Open XML, ISO/IEC 29500-1, 17: WordprocessingML).
#pragma once

#include "base/bytes.h"
#include "draft/found.h"

namespace chancery::draft {

/// Positions count paragraphs. Throws Failure(kInput): "not-docx", "docx-damaged",
/// "docx-too-large", "xml-entities", "too-deep".
Found read_docx(ByteView bytes);

}  // namespace chancery::draft
