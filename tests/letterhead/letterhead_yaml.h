// A small letterhead whose parts a test may change, and what its reader says.
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <map>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "data/told.h"
#include "letterhead/letterhead.h"
#include "run_program.h"

namespace chancery::letterhead {

inline const std::filesystem::path kSource = CHANCERY_SOURCE_DIR;

inline std::string replaced(std::string text, std::string_view what, std::string_view with) {
  const std::size_t at = text.find(what);
  if (at == std::string::npos) throw std::logic_error(std::string(what) + " is not in the text");
  return text.replace(at, what.size(), with);
}

/// Lines 1 to 12. The text area of both pages is x 30 to 180 mm; y 60 to 267 mm on the first page,
/// 30 to 267 mm on those following.
inline std::string plain_letterhead() {
  return "name: harbour\n"
         "organisation: Harbour Office\n"
         "styles:\n"
         "  text: { size: 11 pt, leading: 15 pt }\n"
         "papers:\n"
         "  A4:\n"
         "    first:\n"
         "      margins: { top: 60 mm, right: 30 mm, bottom: 30 mm, left: 30 mm }\n"
         "      footer: { x: 30 mm, y: 275 mm, width: 150 mm, height: 10 mm }\n"
         "    following:\n"
         "      margins: { top: 30 mm, right: 30 mm, bottom: 30 mm, left: 30 mm }\n"
         "      footer: { x: 30 mm, y: 275 mm, width: 150 mm, height: 10 mm }\n";
}

/// Further keys of the letterhead, from line 1.
inline std::string with_keys(const std::string& keys) {
  return keys + plain_letterhead();
}

/// Further styles, from line 5.
inline std::string with_styles(const std::string& styles) {
  return replaced(plain_letterhead(), "papers:\n", styles + "papers:\n");
}

/// Further keys of the first page, from line 10; they stand in column 7.
inline std::string with_first(const std::string& keys) {
  return replaced(plain_letterhead(), "    following:\n", keys + "    following:\n");
}

inline const std::string& shared_words() {
  static const std::string kWords = tests::read_text(kSource / "letterhead/words.yaml");
  return kWords;
}

/// What lies beside letterhead.yaml; "converted" is what an SVG becomes.
struct Reading {
  std::map<std::string, std::string> files;
  std::vector<std::string> read;       ///< in order
  std::vector<std::string> converted;  ///< in order
};

inline Bytes bytes(std::string_view text) {
  const ByteView view = bytes_of(text);
  return {view.begin(), view.end()};
}

inline ReadLetterhead read(const std::string& yaml, Reading& reading,
                           const std::string& words = shared_words()) {
  const ArtworkReader artwork = [&](const std::string& file) -> std::optional<Bytes> {
    reading.read.push_back(file);
    const auto found = reading.files.find(file);
    if (found == reading.files.end()) return std::nullopt;
    return bytes(found->second);
  };
  const SvgConverter convert = [&](ByteView svg, const std::string& file) {
    reading.converted.push_back(file);
    if (text_of(svg).find("<text") != std::string_view::npos) {
      throw Failure(FailureKind::kInput, "svg-text", "this SVG holds text", "use paths");
    }
    return bytes("%PDF-1.4 of " + std::string(text_of(svg)));
  };
  return read_letterhead(yaml, "letterhead.yaml", words, "words.yaml", artwork, convert);
}

inline ReadLetterhead read(const std::string& yaml, const std::string& words = shared_words()) {
  Reading reading;
  return read(yaml, reading, words);
}

/// One that must be without any diagnostic.
inline Letterhead letterhead_of(const std::string& yaml,
                                const std::string& words = shared_words()) {
  ReadLetterhead result = read(yaml, words);
  for (const std::string& line : told(result.diagnostics)) ADD_FAILURE() << line;
  if (!result.letterhead) throw std::runtime_error("no letterhead");
  return std::move(*result.letterhead);
}

/// "7:1 unknown-key", in the order in which they are told.
inline std::vector<std::string> codes(const ReadLetterhead& result) {
  std::vector<std::string> all;
  for (const Diagnostic& diagnostic : result.diagnostics) {
    EXPECT_FALSE(diagnostic.what.empty() || diagnostic.mend.empty()) << diagnostic.code;
    EXPECT_FALSE(diagnostic.where.file.empty()) << diagnostic.code;
    const bool is_error = diagnostic.severity == Severity::kError;
    all.push_back(place(diagnostic.where) + (is_error ? " " : " warning ") + diagnostic.code);
  }
  EXPECT_EQ(result.letterhead.has_value(), !has_errors(result.diagnostics));
  return all;
}

}  // namespace chancery::letterhead
