#include "app/svg.h"

#include <optional>
#include <string>
#include <utility>

#include "app/modules.h"
#include "app/places.h"
#include "letterhead/svg_module.h"

namespace chancery::app {
namespace {

Bytes convert(ByteView svg, const std::string& file) {
  static auto* const kFunction = reinterpret_cast<letterhead::SvgModuleFunction*>(
      load_module("chancery_svg.so", letterhead::kSvgModuleSymbol, "librsvg2-2"));
  return letterhead::convert_svg(kFunction, svg, file);
}

}  // namespace

letterhead::SvgConverter kept_in(const Cache& cache, const letterhead::SvgConverter& convert) {
  return [cache, convert](ByteView svg, const std::string& file) {
    const std::string name = Cache::name_for(svg) + ".pdf";
    if (std::optional<Bytes> kept = cache.take(name)) return std::move(*kept);
    Bytes pdf = convert(svg, file);
    cache.keep(name, pdf);
    return pdf;
  };
}

letterhead::SvgConverter svg_converter() {
  return kept_in(Cache(cache_folder()), convert);
}

}  // namespace chancery::app
