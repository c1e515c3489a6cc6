#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "letterhead/papers.h"
#include "letterhead/values.h"

namespace chancery::letterhead {
namespace {

bool ends_with_ignoring_case(std::string_view text, std::string_view ending) {
  if (text.size() < ending.size()) return false;
  text.remove_prefix(text.size() - ending.size());
  for (std::size_t i = 0; i < ending.size(); ++i) {
    const char c = text[i] >= 'A' && text[i] <= 'Z' ? static_cast<char>(text[i] + 32) : text[i];
    if (c != ending[i]) return false;
  }
  return true;
}

struct Format {
  std::string_view ending;
  std::string_view name;
  std::string_view begins;  ///< how such a file begins; SVG is asked when it is converted
};
constexpr std::array<Format, 5> kFormats = {{{".svg", "SVG", ""},
                                             {".pdf", "PDF", "%PDF-"},
                                             {".png", "PNG", "\x89PNG\r\n\x1A\n"},
                                             {".jpg", "JPEG", "\xFF\xD8\xFF"},
                                             {".jpeg", "JPEG", "\xFF\xD8\xFF"}}};

}  // namespace

const Bytes* ArtworkShelf::take(const std::string& file, const Position& where) {
  auto found = files_.find(file);
  if (found == files_.end()) found = files_.emplace(file, open(file, where)).first;
  return found->second ? &*found->second : nullptr;
}

std::optional<Bytes> ArtworkShelf::open(const std::string& file, const Position& where) {
  const auto known = std::find_if(kFormats.begin(), kFormats.end(), [&](const Format& format) {
    return ends_with_ignoring_case(file, format.ending);
  });
  if (known == kFormats.end()) {
    report(diagnostics_, where, "artwork-format",
           "the artwork " + quoted(file) + " is neither .svg nor .pdf, .png nor .jpg",
           "export it as SVG, or as one page of PDF; a photograph as JPEG or PNG");
    return std::nullopt;
  }
  std::optional<Bytes> bytes = read_(file);
  if (!bytes) {
    report(diagnostics_, where, "missing-artwork", "the artwork " + quoted(file) + " is not there",
           "put the file into the folder of letterhead.yaml, or correct its name");
    return std::nullopt;
  }
  if (known->begins.empty()) return converted(*bytes, file, where);
  if (text_of(*bytes).starts_with(known->begins)) return bytes;
  report(diagnostics_, where, "artwork-damaged",
         "the artwork " + quoted(file) + " is no " + std::string(known->name),
         "export it again, or give it the ending of what it is");
  return std::nullopt;
}

std::optional<Bytes> ArtworkShelf::converted(const Bytes& svg, const std::string& file,
                                             const Position& where) {
  try {
    return convert_(svg, file);
  } catch (const Failure& failure) {
    if (failure.kind() != FailureKind::kInput) throw;
    for (const Diagnostic& diagnostic : failure.diagnostics()) {
      report(diagnostics_, diagnostic.where.line > 0 ? diagnostic.where : where, diagnostic.code,
             "the artwork " + quoted(file) + ": " + diagnostic.what, diagnostic.mend);
    }
    return std::nullopt;
  }
}

}  // namespace chancery::letterhead
