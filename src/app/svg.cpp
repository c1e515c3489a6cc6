#include "app/svg.h"

#include <dlfcn.h>

#include <optional>
#include <string>

#include "app/files.h"
#include "app/places.h"
#include "letterhead/svg_module.h"
#include "pki/pki.h"

namespace chancery::app {
namespace {

namespace fs = std::filesystem;

/// Looked up once in a process; the module stays loaded.
letterhead::SvgModuleFunction* load_module() {
  constexpr const char* kName = "chancery_svg.so";
  const fs::path program = program_folder();
  std::string why;
  for (const fs::path& folder : {program, program.parent_path() / "lib" / "chancery"}) {
    void* module = ::dlopen((folder / kName).c_str(), RTLD_NOW | RTLD_LOCAL);
    if (module == nullptr) {
      why = ::dlerror();  // NOLINT(concurrency-mt-unsafe): of this thread, in glibc
      continue;
    }
    if (void* symbol = ::dlsym(module, letterhead::kSvgModuleSymbol)) {
      return reinterpret_cast<letterhead::SvgModuleFunction*>(symbol);
    }
  }
  throw Failure(FailureKind::kSystem, "no-svg-module",
                "the part of the program that draws SVG artwork cannot be loaded: " + why,
                "install librsvg2-2 and keep chancery_svg.so beside the program");
}

Bytes convert(ByteView svg, const std::string& file) {
  static letterhead::SvgModuleFunction* const kFunction = load_module();
  return letterhead::convert_svg(kFunction, svg, file);
}

/// Where the converted artwork is kept; empty without a cache.
fs::path cached(ByteView svg) {
  const fs::path folder = cache_folder();
  if (folder.empty()) return {};
  pki::Digest digest(pki::Hash::kSha256);
  // Another version may draw differently.
  digest.add(bytes_of(CHANCERY_VERSION "\n"));
  digest.add(svg);
  return folder / (pki::hex(digest.finish()) + ".pdf");
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
