#include "app/places.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <map>
#include <mutex>

#include "app/files.h"
#include "base/diagnostic.h"

namespace chancery::app {
namespace {

namespace fs = std::filesystem;

std::string environment(const char* name) {
  const char* value = std::getenv(name);  // NOLINT(concurrency-mt-unsafe): read before threads
  return value == nullptr ? std::string() : std::string(value);
}

std::vector<fs::path> split_path(const std::string& list) {
  std::vector<fs::path> folders;
  for (std::size_t begin = 0; begin <= list.size();) {
    const std::size_t end = std::min(list.find(':', begin), list.size());
    if (end > begin) folders.emplace_back(list.substr(begin, end - begin));
    begin = end + 1;
  }
  return folders;
}

/// A language's dictionary where the tag does not say which country's, and the script that it is
/// for.
struct UsualDictionary {
  std::string_view language;
  std::string_view name;  ///< hyph_NAME.dic
  std::string_view script;
};
/// Of all that Debian has (the packages hyphen-*), by language.
constexpr std::array<UsualDictionary, 46> kUsualDictionaries = {{
    {"af", "af_ZA", "Latn"}, {"as", "as_IN", "Beng"}, {"be", "be_BY", "Cyrl"},
    {"bg", "bg_BG", "Cyrl"}, {"bn", "bn_IN", "Beng"}, {"ca", "ca_ES", "Latn"},
    {"cs", "cs_CZ", "Latn"}, {"da", "da_DK", "Latn"}, {"de", "de_DE", "Latn"},
    {"el", "el_GR", "Grek"}, {"en", "en_US", "Latn"}, {"es", "es_ES", "Latn"},
    {"fr", "fr_FR", "Latn"}, {"gl", "gl_ES", "Latn"}, {"gu", "gu_IN", "Gujr"},
    {"hi", "hi_IN", "Deva"}, {"hr", "hr_HR", "Latn"}, {"hu", "hu_HU", "Latn"},
    {"id", "id_ID", "Latn"}, {"is", "is_IS", "Latn"}, {"it", "it_IT", "Latn"},
    {"kn", "kn_IN", "Knda"}, {"lt", "lt_LT", "Latn"}, {"lv", "lv_LV", "Latn"},
    {"ml", "ml_IN", "Mlym"}, {"mn", "mn_MN", "Cyrl"}, {"mr", "mr_IN", "Deva"},
    {"nb", "nb_NO", "Latn"}, {"nl", "nl_NL", "Latn"}, {"nn", "nn_NO", "Latn"},
    {"no", "nb_NO", "Latn"}, {"or", "or_IN", "Orya"}, {"pa", "pa_IN", "Guru"},
    {"pl", "pl_PL", "Latn"}, {"pt", "pt_PT", "Latn"}, {"ro", "ro_RO", "Latn"},
    {"ru", "ru_RU", "Cyrl"}, {"sk", "sk_SK", "Latn"}, {"sl", "sl_SI", "Latn"},
    {"sr", "sr_RS", "Cyrl"}, {"sv", "sv_SE", "Latn"}, {"ta", "ta_IN", "Taml"},
    {"te", "te_IN", "Telu"}, {"th", "th_TH", "Thai"}, {"uk", "uk_UA", "Cyrl"},
    {"zu", "zu_ZA", "Latn"},
}};

/// Countries whose English is divided as in the United States; all others divide as in Britain
/// (CLDR: their locales' parent is en, not en-001).
constexpr std::array<std::string_view, 8> kAmericanEnglish = {"AS", "GU", "MP", "PH",
                                                              "PR", "UM", "US", "VI"};

const UsualDictionary* usual_dictionary(std::string_view language) {
  const auto* const found =
      std::find_if(kUsualDictionaries.begin(), kUsualDictionaries.end(),
                   [&](const UsualDictionary& each) { return each.language == language; });
  return found == kUsualDictionaries.end() ? nullptr : found;
}

struct LanguageTag {
  std::string language, script, region;
};

/// Only letters: nothing that could lead to another folder.
bool is_plain(std::string_view subtag) {
  return !subtag.empty() && std::all_of(subtag.begin(), subtag.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  });
}

LanguageTag parse_tag(std::string_view tag) {
  LanguageTag parsed;
  for (std::size_t begin = 0; begin <= tag.size();) {
    const std::size_t end = std::min(tag.find('-', begin), tag.size());
    const std::string part(tag.substr(begin, end - begin));
    if (begin == 0) {
      parsed.language = part;
    } else if (part.size() == 4 && parsed.script.empty() && parsed.region.empty() &&
               is_plain(part)) {
      parsed.script = part;
    } else if (part.size() == 2 && parsed.region.empty() && is_plain(part)) {
      parsed.region = part;
    } else if (part.size() == 1) {
      break;  // an extension
    }
    begin = end + 1;
  }
  return parsed;
}

/// File names to try, the best first.
std::vector<std::string> dictionary_names(const LanguageTag& tag) {
  const UsualDictionary* usual = usual_dictionary(tag.language);
  const bool other_script =
      !tag.script.empty() && (usual == nullptr || tag.script != usual->script);
  const std::string language = other_script ? tag.language + '-' + tag.script : tag.language;
  std::vector<std::string> names;
  if (!tag.region.empty()) names.push_back(language + '_' + tag.region);
  if (other_script) {
    // Its patterns are for its own letters, whichever the country ("sr-Latn_RS").
    if (usual != nullptr) names.push_back(language + std::string(usual->name.substr(2)));
    return names;
  }
  const bool is_american = std::find(kAmericanEnglish.begin(), kAmericanEnglish.end(),
                                     tag.region) != kAmericanEnglish.end();
  if (language == "en" && !tag.region.empty() && !is_american) names.emplace_back("en_GB");
  if (usual != nullptr) names.emplace_back(usual->name);
  names.push_back(language);
  return names;
}

/// The first dictionary of a language that the table does not know.
fs::path look_through(const fs::path& folder, const std::string& language) {
  fs::path first;
  std::error_code error;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder, error)) {
    const std::string name = entry.path().filename().string();
    const bool is_its = name.starts_with("hyph_" + language + '_') && name.ends_with(".dic");
    if (is_its && (first.empty() || entry.path() < first)) first = entry.path();
  }
  return first;
}

}  // namespace

fs::path program_folder() {
  std::error_code error;
  const fs::path program = fs::read_symlink("/proc/self/exe", error);
  return error ? fs::path() : program.parent_path();
}

fs::path data_folder() {
  if (const std::string given = environment("CHANCERY_DATA"); !given.empty()) return given;
  const fs::path marker = fs::path("fonts") / "catalogue.yaml";
  const fs::path program = program_folder();
  for (fs::path folder = program; !folder.empty(); folder = folder.parent_path()) {
    if (fs::exists(folder / marker)) return folder;
    if (folder == folder.root_path()) break;
  }
  fs::path installed = program.parent_path() / "share" / "chancery";
  if (fs::exists(installed / marker)) return installed;
  throw Failure(FailureKind::kSystem, "no-data",
                "the program's data (fonts/catalogue.yaml, letterhead/) cannot be found",
                "set CHANCERY_DATA to the folder that holds them");
}

fs::path cache_folder() {
  if (const fs::path cache = environment("XDG_CACHE_HOME"); cache.is_absolute()) {
    return cache / "chancery";
  }
  if (const fs::path home = environment("HOME"); home.is_absolute()) {
    return home / ".cache" / "chancery";
  }
  return {};
}

std::vector<fs::path> font_folders() {
  std::vector<fs::path> folders = split_path(environment("CHANCERY_FONTS"));
  folders.emplace_back("/usr/local/share/fonts");
  folders.emplace_back("/usr/share/fonts");
  return folders;
}

text::FontOpener font_opener() {
  return
      [folders = font_folders()](const std::string& file) -> std::shared_ptr<const text::FontFile> {
        for (const fs::path& folder : folders) {
          if (auto mapped = MappedFile::open(folder / file)) return mapped;
        }
        return {};
      };
}

text::DictionaryFinder dictionary_finder(const fs::path& folder) {
  return [folder](std::string_view language) -> std::string {
    const LanguageTag tag = parse_tag(language);
    if (!is_plain(tag.language)) return {};
    for (const std::string& name : dictionary_names(tag)) {
      fs::path file = folder / ("hyph_" + name + ".dic");
      std::error_code error;
      if (fs::exists(file, error)) return file.string();
    }
    const bool is_known = usual_dictionary(tag.language) != nullptr;
    return is_known || !tag.script.empty() ? std::string()
                                           : look_through(folder, tag.language).string();
  };
}

}  // namespace chancery::app
