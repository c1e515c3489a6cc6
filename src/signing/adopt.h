// Takes objects that refer to one another by position into a revision of a file.
#pragma once

#include <vector>

#include "pdf/update/update.h"

namespace chancery::signing {

/// Gives each object a number of its own; Reference{i + 1} in any of them means the i-th. The
/// reference of the last one. Throws std::invalid_argument for a reference to none of them.
pdf::Reference adopt(const std::vector<pdf::Object>& objects, pdf::Revision& revision);

}  // namespace chancery::signing
