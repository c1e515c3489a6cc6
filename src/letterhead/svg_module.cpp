// SVG to one page of PDF. First the SVG is looked through for what may not be in artwork (text,
// pictures, anything from outside), then librsvg draws it on a cairo PDF surface.
#include "letterhead/svg_module.h"

#include <cairo-pdf.h>
#include <glib.h>
#include <librsvg/rsvg.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <string>
#include <string_view>

#include "letterhead/svg_rules.h"

namespace chancery::letterhead {
namespace {

/// SVG user units (CSS pixels) in an inch, and points in a pixel (CSS 2.2, 4.3.2).
constexpr double kPixelsPerInch = 96;
constexpr double kPointsPerPixel = 72 / kPixelsPerInch;
/// The largest page side of PDF 1.4 (ISO 32000-1, Annex C), in points.
constexpr double kLargestSide = 14400;
constexpr std::size_t kLargestSvgBytes = std::size_t{4} * 1024 * 1024;

template <auto Free>
struct FreeWith {
  template <typename T>
  void operator()(T* pointer) const {
    Free(pointer);
  }
};

using Handle = std::unique_ptr<RsvgHandle, FreeWith<g_object_unref>>;
using Surface = std::unique_ptr<cairo_surface_t, FreeWith<cairo_surface_destroy>>;
using Context = std::unique_ptr<cairo_t, FreeWith<cairo_destroy>>;
using GError_ = std::unique_ptr<GError, FreeWith<g_error_free>>;

/// One line: the boundary separates its parts by line ends.
std::string one_line(std::string text) {
  std::replace(text.begin(), text.end(), '\n', ' ');
  while (!text.empty() && text.back() == ' ') text.pop_back();
  return text;
}

/// Calls a librsvg function that reports through a GError as its last argument.
template <typename Call>
void checked(const char* what, Call call) {
  GError* raw = nullptr;
  const bool done = call(&raw);
  const GError_ error(raw);
  if (done) return;
  throw SvgRefused{"svg-damaged",
                   std::string(what) + (error ? ": " + one_line(error->message) : ""),
                   "open the file in a drawing program and save it again as plain SVG"};
}

Handle load(std::string_view svg) {
  Handle handle;
  checked("this SVG cannot be read", [&](GError** error) {
    handle.reset(
        rsvg_handle_new_from_data(reinterpret_cast<const guint8*>(svg.data()), svg.size(), error));
    return handle != nullptr;
  });
  rsvg_handle_set_dpi(handle.get(), kPixelsPerInch);
  return handle;
}

struct Size {
  double width = 0, height = 0;  ///< in pixels
};

Size size_of(RsvgHandle* handle) {
  Size size;
  const bool known = rsvg_handle_get_intrinsic_size_in_pixels(handle, &size.width, &size.height);
  const auto fits = [](double side) {
    return std::isfinite(side) && side > 0 && side * kPointsPerPixel <= kLargestSide;
  };
  if (!known || !fits(size.width) || !fits(size.height)) {
    throw SvgRefused{"svg-no-size", "this SVG does not say how large it is",
                     "give the svg element a width and a height with a unit, such as "
                     "width=\"40mm\" height=\"12mm\", and a viewBox"};
  }
  return size;
}

cairo_status_t collect(void* closure, const unsigned char* data, unsigned int length) {
  try {
    append(*static_cast<Bytes*>(closure), ByteView(data, length));
    return CAIRO_STATUS_SUCCESS;
  } catch (...) {
    return CAIRO_STATUS_NO_MEMORY;
  }
}

void checked(cairo_status_t status) {
  if (status == CAIRO_STATUS_SUCCESS) return;
  throw SvgRefused{"svg-cannot-draw",
                   std::string("this SVG cannot be drawn: ") + cairo_status_to_string(status),
                   "simplify the drawing"};
}

Bytes draw(RsvgHandle* handle, const Size& size) {
  Bytes pdf;
  const Surface surface(cairo_pdf_surface_create_for_stream(
      collect, &pdf, size.width * kPointsPerPixel, size.height * kPointsPerPixel));
  checked(cairo_surface_status(surface.get()));
  cairo_pdf_surface_restrict_to_version(surface.get(), CAIRO_PDF_VERSION_1_4);
  cairo_pdf_surface_set_metadata(surface.get(), CAIRO_PDF_METADATA_CREATE_DATE, "");
  const Context context(cairo_create(surface.get()));
  cairo_scale(context.get(), kPointsPerPixel, kPointsPerPixel);
  const RsvgRectangle viewport{0, 0, size.width, size.height};
  checked("this SVG cannot be drawn", [&](GError** error) {
    return rsvg_handle_render_document(handle, context.get(), &viewport, error) != 0;
  });
  checked(cairo_status(context.get()));
  cairo_show_page(context.get());
  cairo_surface_finish(surface.get());
  checked(cairo_surface_status(surface.get()));
  return pdf;
}

/// What cairo cannot say in vectors it says in pixels. The dictionaries of its PDF are not
/// compressed, so a picture shows.
void refuse_pixels(const Bytes& pdf) {
  if (text_of(pdf).find("/Subtype /Image") == std::string_view::npos) return;
  throw SvgRefused{"svg-not-vector", "a part of this SVG can only be drawn as pixels",
                   "use plain shapes, colours and gradients, without blending effects"};
}

Bytes convert(std::string_view svg) {
  if (svg.size() > kLargestSvgBytes) {
    throw SvgRefused{"svg-too-large", "this SVG is larger than 4 MiB", "simplify the drawing"};
  }
  check_svg_rules(svg);
  const Handle handle = load(svg);
  Bytes pdf = draw(handle.get(), size_of(handle.get()));
  refuse_pixels(pdf);
  return pdf;
}

}  // namespace
}  // namespace chancery::letterhead

extern "C" __attribute__((visibility("default"))) int chancery_svg_to_pdf(
    const std::uint8_t* svg, std::size_t svg_size, chancery::letterhead::SvgResultTaker* take,
    void* context) {
  using chancery::letterhead::SvgRefused;
  using namespace std::string_literals;
  std::string error;
  try {
    const chancery::Bytes pdf =
        chancery::letterhead::convert(chancery::text_of(chancery::ByteView(svg, svg_size)));
    take(context, pdf.data(), pdf.size());
    return 0;
  } catch (const SvgRefused& refused) {
    error = refused.code + '\n' + refused.what + '\n' + refused.mend + '\n';
  } catch (const std::exception& other) {
    error = "svg-cannot-draw\nthis SVG cannot be drawn: "s + other.what() + "\n\n";
  }
  take(context, reinterpret_cast<const std::uint8_t*>(error.data()), error.size());
  return 1;
}
