// A received letter is typeset again from the source inside it.
#pragma once

#include <filesystem>
#include <optional>

#include "base/bytes.h"
#include "data/data.h"

namespace chancery::app {

/// The tree of a verification::Reproduction. Source and letter are a stranger's: the files inside
/// are taken out, the letter is set and the two are compared in a confined child each; the one that
/// sets may read fonts, letterheads and the files of the letter, and nothing else. Throws
/// Failure(kSystem) when no child can be confined.
data::Node reproduce(ByteView received,
                     const std::optional<std::filesystem::path>& letterheads = std::nullopt);

}  // namespace chancery::app
