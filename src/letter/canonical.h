// The canonical form of a letter: JSON with its keys in the order of the schema and its body as a
// list of blocks, each the Markdown that its author wrote. Markdown and JSON letters that read the
// same have the same form, but for how their Markdown is spelt.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/diagnostic.h"
#include "data/data.h"
#include "letter/letter.h"

namespace chancery::letter {

struct Canonical {
  std::optional<data::Node> letter;  ///< nothing when the letter has errors
  Diagnostics diagnostics;
};

/// Takes what read_letter takes, and tells what it tells. Reading the canonical form as JSON gives
/// the same letter; variants from files beside it stand in the letter itself. Keys without a value
/// are left out, texts without the white space around them.
Canonical canonical(std::string_view text, const std::string& file, const ReadBeside& beside = {});

/// The same of a letter that read_letter has read without errors, in its language: not read again.
data::Node canonical_of(std::string_view text, const std::string& file, const std::string& language,
                        const ReadBeside& beside = {});

/// The form without those who get a copy that the others do not know of: for whatever leaves with
/// the letter.
data::Node without_blind_copies(const data::Node& canonical);

/// The canonical form as a letter in Markdown. Reading it gives the same letter again.
std::string markdown_of(const data::Node& canonical);

}  // namespace chancery::letter
