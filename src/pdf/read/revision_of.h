// In which revision each object was written last.
#pragma once

#include <cstddef>
#include <map>
#include <span>

#include "pdf/read/read.h"

namespace chancery::pdf {

/// By object number, the 1-based revision whose sections place the object as the file shows it, or
/// free it. `spans` are the file's revisions as walk_revisions gives them.
std::map<int, std::size_t> revisions_of_objects(ByteView bytes,
                                                std::span<const RevisionSpan> spans);

}  // namespace chancery::pdf
