#include "app/report_messages.h"

#include <algorithm>
#include <filesystem>

#include "app/cache.h"
#include "app/files.h"
#include "app/places.h"

namespace chancery::app {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kEnglish = "en";

bool is_plain(std::string_view language) {
  return !language.empty() && std::all_of(language.begin(), language.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
  });
}

fs::path file_of(const std::string& language) {
  return data_folder() / "reports" / (language + ".yaml");
}

verification::Messages read(const std::string& language) {
  const fs::path file = file_of(language);
  const Bytes yaml = read_file(file);
  verification::ReadMessages read = verification::read_messages(
      text_of(yaml), file.string(), language, parser_that_remembers(Cache(cache_folder())));
  if (!read.messages) throw Failure(FailureKind::kSystem, read.diagnostics);
  return std::move(*read.messages);
}

}  // namespace

std::vector<std::string> report_languages() {
  std::vector<std::string> languages;
  std::error_code error;
  for (const fs::directory_entry& entry :
       fs::directory_iterator(data_folder() / "reports", error)) {
    if (entry.path().extension() == ".yaml") languages.push_back(entry.path().stem().string());
  }
  std::sort(languages.begin(), languages.end());
  return languages;
}

verification::Messages open_messages(const std::string& language) {
  std::error_code error;
  for (std::string tag = language; is_plain(tag); tag.erase(tag.rfind('-'))) {
    if (fs::exists(file_of(tag), error)) {
      verification::Messages messages = read(tag);
      if (tag != kEnglish) messages.fall_back_to(read(std::string(kEnglish)));
      return messages;
    }
    if (tag.find('-') == std::string::npos) break;
  }
  std::string known;
  for (const std::string& one : report_languages()) known += (known.empty() ? "" : ", ") + one;
  throw Failure(FailureKind::kUsage, "no-such-language", "there are no reports in that language",
                "name one of: " + known);
}

}  // namespace chancery::app
