// Where things lie on this machine: the program's data, fonts, hyphenation dictionaries, cache.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "text/fonts.h"
#include "text/paragraph.h"

namespace chancery::app {

/// The folder with fonts/, letterhead/, certs/ and reports/: $CHANCERY_DATA, else the nearest
/// folder above the program that has fonts/catalogue.yaml, else <prefix>/share/chancery. Throws
/// Failure(kSystem, "no-data").
std::filesystem::path data_folder();

/// The folder that the program itself lies in.
std::filesystem::path program_folder();

/// $XDG_CACHE_HOME/chancery or ~/.cache/chancery; empty when neither is known. A relative path
/// does not count (XDG Base Directory Specification).
std::filesystem::path cache_folder();

/// Folders searched for the catalogue's font files: those of $CHANCERY_FONTS (colon-separated),
/// then /usr/local/share/fonts and /usr/share/fonts.
std::vector<std::filesystem::path> font_folders();

/// Opens a font file from the first of these folders that has it.
text::FontOpener font_opener();

/// Finds libhyphen dictionaries for a language, in its own country's spelling if there is one. The
/// folder is looked through only for languages that Debian has no dictionary of.
text::DictionaryFinder dictionary_finder(const std::filesystem::path& folder = "/usr/share/hyphen");

/// Keeps compiled dictionaries in the cache folder, each named by its file, size and time of
/// change. A cache that cannot be written is done without.
text::PatternCache pattern_cache();

}  // namespace chancery::app
