// The letters of these tests, and the program that sets them.
#pragma once

#include <filesystem>
#include <stdexcept>
#include <string>
#include <vector>

#include "run_program.h"

namespace chancery::tests {

struct Letter {
  std::string name;
  std::filesystem::path file;
  bool has_rows = false;  ///< its headings are rows of the table
};

inline std::vector<Letter> letters() {
  const std::filesystem::path source = CHANCERY_SOURCE_DIR;
  const std::filesystem::path here = source / "tests" / "fidelity";
  return {{"the open letter", source / "examples/open-letter/letter.md"},
          {"the letter in many languages", source / "examples/many-languages/letter.md"},
          {"the notice in every script", source / "examples/scripts/letter.md"},
          {"scripts", here / "scripts.md", true},
          {"right to left", here / "right-to-left.md", true},
          {"mixed", here / "mixed.md", true}};
}

/// The letter as a PDF in the folder. Throws std::runtime_error with what the program says.
inline std::filesystem::path typeset(const std::filesystem::path& letter,
                                     const TemporaryFolder& folder) {
  std::filesystem::path pdf = folder / (letter.stem().string() + ".pdf");
  const Ran ran = run({std::string(CHANCERY_BINARY_DIR) + "/chancery", "typeset", letter.string(),
                       "-o", pdf.string()});
  if (ran.status != 0) throw std::runtime_error(ran.err);
  return pdf;
}

}  // namespace chancery::tests
