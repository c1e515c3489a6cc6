// What every letter that can be read must keep, whatever it is made of.
#pragma once

#include <string>

namespace chancery::letter {

/// Reads the letter. When it has no errors, its canonical form and its Markdown must read as the
/// same letter again; stops the process when they do not.
void read_and_compare(const std::string& text, const std::string& file);

}  // namespace chancery::letter
