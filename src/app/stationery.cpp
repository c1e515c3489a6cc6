#include "app/stationery.h"

#include <algorithm>
#include <exception>
#include <string_view>
#include <utility>
#include <vector>

#include "app/cache.h"
#include "app/calendars.h"
#include "app/codes.h"
#include "app/files.h"
#include "app/places.h"
#include "app/svg.h"

namespace chancery::app {
namespace {

namespace fs = std::filesystem;

fs::path home_of_letterheads(const std::optional<fs::path>& folder) {
  return folder ? *folder : data_folder() / "letterhead";
}

std::vector<std::string> names_in(const fs::path& folder, std::error_code& error) {
  std::vector<std::string> names;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder, error)) {
    std::error_code no_matter;
    if (fs::exists(entry.path() / "letterhead.yaml", no_matter)) {
      names.push_back(entry.path().filename().string());
    }
  }
  std::sort(names.begin(), names.end());
  return names;
}

std::string listed(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "" : ", ") + name;
  return text.empty() ? "none" : text;
}

/// A letterhead's name is one folder's name: it may not lead elsewhere.
bool is_plain_name(const std::string& name) {
  return !name.empty() && name != "." && name != ".." && name.find('/') == std::string::npos &&
         name.find('\0') == std::string::npos;
}

/// Artwork lies in the letterhead's own folder; a path that leaves it finds nothing.
std::optional<Bytes> read_beside(const fs::path& folder, const std::string& file) {
  const std::optional<fs::path> path = path_inside(folder, file);
  return path ? read_file_if_there(*path) : std::nullopt;
}

/// For the program's own files, which seldom change.
data::ParseYaml own_parser() {
  return parser_that_remembers(Cache(cache_folder()));
}

text::Catalogue open_catalogue() {
  const fs::path file = catalogue_file();
  const Bytes yaml = read_file(file);
  text::ReadCatalogue read = text::read_catalogue(text_of(yaml), file.string(), own_parser());
  if (!read.catalogue) throw Failure(FailureKind::kSystem, read.diagnostics);
  return std::move(*read.catalogue);
}

}  // namespace

TypeShop::TypeShop()
    : fonts_(std::make_unique<text::FontLibrary>(open_catalogue(), font_opener())),
      typesetter_(
          std::make_unique<text::Typesetter>(*fonts_, dictionary_finder(), pattern_cache())) {}

LaterShop::LaterShop() : opened_(opening_.get_future().share()) {
  work_ = SideThread([this, language = language_.get_future()]() mutable {
    try {
      opening_.set_value(std::make_unique<const TypeShop>());
    } catch (...) {
      opening_.set_exception(std::current_exception());
      return;
    }
    const std::string expected = language.get();
    if (!expected.empty()) opened_.get()->fonts().expect(expected);
  });
}

void LaterShop::rest() {
  expect({});
  work_.join();
}

void LaterShop::expect(const std::string& language) {
  if (is_expecting_) return;
  is_expecting_ = true;
  language_.set_value(language);
}

std::vector<std::string> letterhead_names(const std::optional<fs::path>& folder) {
  const fs::path home = home_of_letterheads(folder);
  std::error_code error;
  std::vector<std::string> names = names_in(home, error);
  if (error) {
    throw Failure(FailureKind::kInput, "cannot-read",
                  "cannot read the folder " + home.string() + ": " + error.message(),
                  "name the folder of the letterheads with --letterheads");
  }
  return names;
}

fs::path letterhead_folder(const std::string& name, const std::optional<fs::path>& folder) {
  return home_of_letterheads(folder) / name;
}

fs::path words_file() {
  return data_folder() / "letterhead" / "words.yaml";
}

fs::path catalogue_file() {
  return data_folder() / "fonts" / "catalogue.yaml";
}

letterhead::ReadLetterhead read_letterhead(const std::string& name,
                                           const std::optional<fs::path>& folder,
                                           const std::set<std::string>& languages,
                                           std::vector<FileRead>* read) {
  const fs::path letterheads = home_of_letterheads(folder);
  const fs::path home = letterheads / name;
  std::error_code error;
  if (!is_plain_name(name) || !fs::exists(home / "letterhead.yaml", error)) {
    const std::vector<std::string> names = names_in(letterheads, error);
    const std::vector<std::string_view> views(names.begin(), names.end());
    const std::string_view near = nearest(name, views);
    throw Failure(
        FailureKind::kInput, "no-such-letterhead",
        "there is no letterhead '" + name + "' in " + letterheads.string(),
        near.empty() ? "there are: " + listed(names) : "did you mean '" + std::string(near) + "'?");
  }
  const fs::path file = home / "letterhead.yaml";
  const fs::path words_of_all = words_file();
  const Bytes yaml = read_file(file);
  const Bytes words = read_file(words_of_all);
  if (read != nullptr) read->push_back({"letterhead.yaml", yaml});
  return letterhead::read_letterhead(
      text_of(yaml), file.string(), letterhead::words_of(text_of(words), languages),
      words_of_all.string(),
      [&](const std::string& artwork) {
        std::optional<Bytes> bytes = read_beside(home, artwork);
        if (read != nullptr && bytes) read->push_back({artwork, *bytes});
        return bytes;
      },
      svg_converter(), own_parser());
}

letterhead::Letterhead open_letterhead(const std::string& name,
                                       const std::optional<fs::path>& folder,
                                       const std::set<std::string>& languages,
                                       std::vector<FileRead>* files) {
  letterhead::ReadLetterhead read = read_letterhead(name, folder, languages, files);
  if (!read.letterhead) throw Failure(FailureKind::kInput, read.diagnostics);
  read.letterhead->date_in_calendar = date_in_calendar();
  read.letterhead->encode_code = code_encoder();
  return std::move(*read.letterhead);
}

}  // namespace chancery::app
