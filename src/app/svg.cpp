#include "app/svg.h"

#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "app/files.h"
#include "app/modules.h"
#include "app/places.h"
#include "letterhead/svg_module.h"
#include "pdf/file_identifier.h"
#include "pki/pki.h"

namespace chancery::app {
namespace {

namespace fs = std::filesystem;

Bytes convert(ByteView svg, const std::string& file) {
  static auto* const kFunction = reinterpret_cast<letterhead::SvgModuleFunction*>(
      load_module("chancery_svg.so", letterhead::kSvgModuleSymbol, "librsvg2-2"));
  return letterhead::convert_svg(kFunction, svg, file);
}

/// Against damage and mistakes, not against enemies: the cache is the user's own.
std::string digest_of(std::string_view key, ByteView bytes) {
  Bytes all;
  append(all, key);
  append(all, std::string_view("\n"));
  append(all, bytes);
  return pki::hex(pdf::content_digest(all));
}

/// The last line of a kept file, a comment of PDF: the digest of its name and of what stands
/// before.
std::string seal(const std::string& name, ByteView pdf) {
  return "\n%chancery-cache " + digest_of(name, pdf) + "\n";
}

/// What was kept under the name; nothing when there is no such file or it is not whole.
std::optional<Bytes> take(const fs::path& folder, const std::string& name) {
  std::error_code error;
  if (!fs::is_regular_file(folder / name, error)) return std::nullopt;
  try {
    Bytes bytes = read_file(folder / name);
    const std::size_t seal_size = seal(name, {}).size();
    if (bytes.size() < seal_size) return std::nullopt;
    const ByteView pdf = ByteView(bytes).first(bytes.size() - seal_size);
    if (text_of(bytes).substr(pdf.size()) != seal(name, pdf)) return std::nullopt;
    bytes.resize(pdf.size());
    return bytes;
  } catch (const Failure&) {
    return std::nullopt;
  }
}

void keep(const fs::path& folder, const std::string& name, const Bytes& pdf) {
  Bytes bytes = pdf;
  append(bytes, std::string_view(seal(name, pdf)));
  write_to_cache(folder / name, bytes);
}

}  // namespace

letterhead::SvgConverter kept_in(const fs::path& folder, const letterhead::SvgConverter& convert) {
  if (folder.empty()) return convert;
  return [folder, convert](ByteView svg, const std::string& file) {
    // Another version may draw differently.
    const std::string name = digest_of(CHANCERY_VERSION, svg) + ".pdf";
    if (std::optional<Bytes> kept = take(folder, name)) return std::move(*kept);
    Bytes pdf = convert(svg, file);
    keep(folder, name, pdf);
    return pdf;
  };
}

letterhead::SvgConverter svg_converter() {
  return kept_in(cache_folder(), convert);
}

}  // namespace chancery::app
