// Drafting in the test's own process.
#pragma once

#include <filesystem>
#include <string>

#include "draft/draft.h"
#include "run_program.h"

namespace chancery::draft {

inline Drafted draft_here(const std::string& bytes, Form form, const Options& options = {}) {
  static const std::filesystem::path kFormulas =
      std::filesystem::path(CHANCERY_SOURCE_DIR) / "letterhead/formulas.yaml";
  return draft_letter({bytes_of(bytes), "found", form}, tests::read_text(kFormulas),
                      "formulas.yaml", options,
                      [](const std::function<Bytes()>& work) { return work(); });
}

/// What stops it, as text; empty when nothing does.
inline std::string why_not(const std::string& bytes, Form form) {
  try {
    draft_here(bytes, form);
    return "";
  } catch (const Failure& failure) {
    return failure.what();
  }
}

}  // namespace chancery::draft
