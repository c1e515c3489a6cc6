// Letters spelt out as text, to compare them at a glance.
#pragma once

#include <string>

#include "letter/letter.h"

namespace chancery::letter {

/// "text {em 0-4} {lang 2-3 fr}", with a hard break as "⏎".
std::string spell(const RichText& rich);
/// "name | line | line / country", after "block" where it is one.
std::string spell(const Addressee& addressee);
/// One line a block, nested ones indented: "p text", "h2 text", "ul", "ol 3", "- ", "quote",
/// "table", "row a | b >", "break"; "@fr/ltr" after the kind where language or direction is set.
std::string spell(const std::vector<Block>& blocks, int indent = 0);
/// Everything but the positions.
std::string spell(const Letter& letter);

/// A letter with the fewest keys and this body; the body begins in line 7.
std::string with_body(std::string_view body);
/// A letter with "Hello." for body and these lines in its front matter, beginning in line 2, before
/// letterhead and signatories. No language is given.
std::string with_keys(std::string_view keys);

}  // namespace chancery::letter
