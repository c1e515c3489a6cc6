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

}  // namespace

const Bytes* ArtworkShelf::take(const std::string& file, const Position& where) {
  auto found = files_.find(file);
  if (found == files_.end()) found = files_.emplace(file, open(file, where)).first;
  return found->second ? &*found->second : nullptr;
}

std::optional<Bytes> ArtworkShelf::open(const std::string& file, const Position& where) {
  const bool is_svg = ends_with_ignoring_case(file, ".svg");
  if (!is_svg && !ends_with_ignoring_case(file, ".pdf")) {
    report(diagnostics_, where, "artwork-format",
           "the artwork " + quoted(file) + " is neither .svg nor .pdf",
           "export it as SVG, or as one page of PDF");
    return std::nullopt;
  }
  std::optional<Bytes> bytes = read_(file);
  if (!bytes) {
    report(diagnostics_, where, "missing-artwork", "the artwork " + quoted(file) + " is not there",
           "put the file into the folder of letterhead.yaml, or correct its name");
    return std::nullopt;
  }
  if (!is_svg) {
    if (text_of(*bytes).starts_with("%PDF-")) return bytes;
    report(diagnostics_, where, "artwork-damaged", "the artwork " + quoted(file) + " is no PDF",
           "export it again");
    return std::nullopt;
  }
  try {
    return convert_(*bytes, file);
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
