// The project's own catalogue over the installed fonts, for the tests of this room.
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "base/diagnostic.h"
#include "run_program.h"
#include "text/fonts.h"
#include "text/paragraph.h"

namespace chancery::tests {

inline const std::filesystem::path kFontFolder = "/usr/share/fonts";
inline const std::filesystem::path kDictionaryFolder = "/usr/share/hyphen";

class FileInMemory : public text::FontFile {
 public:
  explicit FileInMemory(std::string content) : content_(std::move(content)) {}
  ByteView bytes() const override { return bytes_of(content_); }

 private:
  std::string content_;
};

inline std::shared_ptr<const text::FontFile> open_installed(const std::string& file) {
  const std::filesystem::path path = kFontFolder / file;
  if (!std::filesystem::exists(path)) return nullptr;
  return std::make_shared<FileInMemory>(read_text(path));
}

inline std::string find_installed_dictionary(std::string_view language) {
  const std::string_view primary = language.substr(0, language.find('-'));
  const std::pair<std::string_view, const char*> kFiles[] = {
      {"en-GB", "hyph_en_GB.dic"}, {"en", "hyph_en_US.dic"}, {"de", "hyph_de_DE.dic"},
      {"ru", "hyph_ru_RU.dic"},    {"hi", "hyph_hi_IN.dic"}, {"mn", "hyph_mn_MN.dic"},
      {"fr", "hyph_fr.dic"},       {"es", "hyph_es_ES.dic"}};
  for (const auto& [tag, file] : kFiles) {
    if (tag == language || tag == primary) return (kDictionaryFolder / file).string();
  }
  return {};
}

inline text::Catalogue project_catalogue() {
  const std::filesystem::path file =
      std::filesystem::path(CHANCERY_SOURCE_DIR) / "fonts" / "catalogue.yaml";
  text::ReadCatalogue read = text::read_catalogue(read_text(file), "catalogue.yaml");
  for (const Diagnostic& diagnostic : read.diagnostics) ADD_FAILURE() << format(diagnostic);
  return read.catalogue.value();
}

inline const text::FontLibrary& fonts() {
  static const text::FontLibrary kFonts(project_catalogue(), open_installed);
  return kFonts;
}

inline const text::Typesetter& typesetter() {
  static const text::Typesetter kTypesetter(fonts(), find_installed_dictionary);
  return kTypesetter;
}

inline text::SpanStyle in_language(std::string language) {
  text::SpanStyle style;
  style.language = std::move(language);
  return style;
}

inline text::SetParagraph set(const std::string& words, const std::string& language,
                              double measure = 300, text::ParagraphStyle style = {}) {
  return typesetter().set(text::StyledText::of(words, in_language(language)), style,
                          Points(measure));
}

/// The code of the failure that `body` ends with; empty when it does not fail.
template <typename Body>
std::string failure_code(Body&& body) {
  try {
    body();
  } catch (const Failure& failure) {
    return failure.diagnostics().front().code;
  }
  return {};
}

}  // namespace chancery::tests
