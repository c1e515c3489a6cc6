// What other programs say of signatures.
#pragma once

#include <filesystem>
#include <string>

#include "end_to_end/signed_pdf.h"
#include "run_program.h"

namespace chancery::tests {

/// How often a text stands in another.
inline std::size_t count(const std::string& text, const std::string& what) {
  std::size_t times = 0;
  for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + 1)) {
    ++times;
  }
  return times;
}

/// How many signatures of a PDF pdfsig finds valid.
inline std::size_t valid_by_pdfsig(const std::filesystem::path& file) {
  return count(run({"pdfsig", "-nocert", file.string()}).out, "Signature is Valid.");
}

/// What `openssl cms -verify` says of a signature over the bytes that it was cut with.
inline Ran judged_by_openssl(const CutSignature& cut, const std::filesystem::path& root) {
  const TemporaryFolder folder;
  write_text(folder / "content", cut.content);
  write_text(folder / "value", cut.value);
  return run({"openssl", "cms", "-verify", "-binary", "-inform", "DER", "-in", "value", "-content",
              "content", "-CAfile", root.string(), "-purpose", "any", "-out", "/dev/null"},
             {{}, folder.path()});
}

}  // namespace chancery::tests
