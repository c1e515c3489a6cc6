#include "app/svg.h"

#include <optional>
#include <string>

#include "app/files.h"
#include "app/modules.h"
#include "app/places.h"
#include "letterhead/svg_module.h"
#include "pdf/write/file_identifier.h"
#include "pki/pki.h"

namespace chancery::app {
namespace {

namespace fs = std::filesystem;

Bytes convert(ByteView svg, const std::string& file) {
  static auto* const kFunction = reinterpret_cast<letterhead::SvgModuleFunction*>(
      load_module("chancery_svg.so", letterhead::kSvgModuleSymbol, "librsvg2-2"));
  return letterhead::convert_svg(kFunction, svg, file);
}

/// Where the converted artwork is kept; empty without a cache.
fs::path cached(ByteView svg) {
  const fs::path folder = cache_folder();
  if (folder.empty()) return {};
  // Another version may draw differently.
  Bytes named;
  append(named, std::string_view(CHANCERY_VERSION "\n"));
  append(named, svg);
  return folder / (pki::hex(pdf::content_digest(named)) + ".pdf");
}

void keep(const fs::path& file, ByteView pdf) {
  std::error_code error;
  fs::create_directories(file.parent_path(), error);
  if (error) return;
  try {
    write_file(file, pdf);
  } catch (const Failure&) {
    // Slower the next time, nothing else.
  }
}

}  // namespace

letterhead::SvgConverter svg_converter() {
  return [](ByteView svg, const std::string& file) {
    const fs::path place = cached(svg);
    if (!place.empty()) {
      if (std::optional<Bytes> pdf = read_file_if_there(place)) return std::move(*pdf);
    }
    Bytes pdf = convert(svg, file);
    if (!place.empty()) keep(place, pdf);
    return pdf;
  };
}

}  // namespace chancery::app
