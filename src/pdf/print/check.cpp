#include <algorithm>
#include <cmath>
#include <cstddef>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "pdf/image/image.h"
#include "pdf/image/jpeg.h"
#include "pdf/image/png.h"
#include "pdf/print/inks.h"
#include "pdf/print/print.h"
#include "pdf/profile/page_inspector.h"
#include "pdf/write/artwork.h"

namespace chancery::pdf {
namespace {

/// Below it a photograph's pixels are seen.
constexpr double kCoarsestPixelsPerInch = 150;
constexpr double kPointsPerInch = 72;
/// What sums of per cents may be off by.
constexpr double kInkTolerance = 0.0005;
/// Artwork nearer than this to the trim edge is meant to reach it.
constexpr Points kAtTheEdge = millimetres(0.5);

std::string per_cent(double share) {
  return std::to_string(std::lround(share * 100)) + " %";
}

class Check {
 public:
  Check(const layout::Document& document, const PrintSettings& settings)
      : document_(document), settings_(settings) {}

  Diagnostics run() {
    check_date();
    check_inks();
    for (std::size_t i = 0; i < document_.artwork.size(); ++i) check_file(i);
    for (const layout::AppendedFile& file : document_.appended) {
      check_content(file.name, *file.bytes, Annotations::kDrawn, 1);
    }
    for (const layout::Page& page : document_.pages) {
      for (const layout::PlacedArtwork& placed : page.artwork) check_edges(placed, page);
    }
    return std::move(diagnostics_);
  }

 private:
  void report(Severity severity, const std::string& file, std::string code, std::string what,
              std::string mend) {
    diagnostics_.push_back(
        {severity, {file, 0, 0}, std::move(code), std::move(what), std::move(mend)});
  }

  /// ISO 15930-7 wants to know when the file was made, and no clock may tell.
  void check_date() {
    if (!document_.date.empty()) return;
    report(Severity::kError, {}, "print-without-date",
           "the letter has no date, and a print copy must say when it was made",
           "write 'date:' into the letter");
  }

  void check_inks() {
    std::set<std::string> told;
    for (const PrintedColour& colour : printed_colours(document_, settings_.separate)) {
      if (colour.total() <= settings_.ink_limit + kInkTolerance) continue;
      if (!told.insert(colour.name).second) continue;
      report(Severity::kError, {}, "too-much-ink",
             "the colour '" + colour.name + "' takes " + per_cent(colour.total()) +
                 " of ink, more than the limit of " + per_cent(settings_.ink_limit),
             "give it 'cmyk' of less ink in the letterhead, or raise --ink-limit if the press "
             "allows it");
    }
  }

  void check_file(std::size_t index) {
    const layout::ArtworkFile& file = document_.artwork[index];
    if (image_kind(file.bytes)) {
      check_resolution(index, file);
    } else {
      const double width = width_of(file);
      double largest = 0;
      each_placed(index, [&](const Rect& place) {
        largest = std::max(largest, place.width.value / width);
      });
      check_content(file.name, file.bytes, Annotations::kIgnored, largest);
    }
  }

  static double width_of(const layout::ArtworkFile& file) {
    try {
      return artwork_size(file.bytes).width.value;
    } catch (const Failure& failure) {
      throw naming(failure, file.name);
    }
  }

  /// Of artwork and enclosures, which are printed that many times as large as their pages are.
  void check_content(const std::string& name, ByteView file, Annotations annotations,
                     double scale) {
    const Inspection inspection = inspect_pages(file, Profile::kPrint, annotations);
    if (inspection.coarsest && scale > 0) warn_of_coarse(name, *inspection.coarsest / scale);
    // Of the colours that the content names; pictures are not added up.
    const double total = inspection.most_ink;
    if (total <= settings_.ink_limit + kInkTolerance) return;
    report(Severity::kError, name, "too-much-ink",
           "a colour in it takes " + per_cent(total) + " of ink, more than the limit of " +
               per_cent(settings_.ink_limit),
           "make the drawing with less ink, or raise --ink-limit if the press allows it");
  }

  void check_resolution(std::size_t index, const layout::ArtworkFile& file) {
    double width = 0;
    double height = 0;
    if (*image_kind(file.bytes) == ImageKind::kPng) {
      const PngHeader header = read_png_header(file.bytes);
      width = header.width;
      height = header.height;
    } else {
      const JpegHeader header = read_jpeg_header(file.bytes);
      width = header.width;
      height = header.height;
    }
    std::optional<double> coarsest;
    each_placed(index, [&](const Rect& place) {
      const double across = width * kPointsPerInch / place.width.value;
      const double down = height * kPointsPerInch / place.height.value;
      coarsest = std::min(coarsest.value_or(across), std::min(across, down));
    });
    if (coarsest) warn_of_coarse(file.name, *coarsest);
  }

  void warn_of_coarse(const std::string& name, double pixels_per_inch) {
    if (pixels_per_inch >= kCoarsestPixelsPerInch) return;
    report(Severity::kWarning, name, "coarse-picture",
           "a picture has " + std::to_string(std::lround(pixels_per_inch)) +
               " pixels to the inch where it is printed, fewer than 150",
           "take a picture with more pixels, 300 to the inch, or print it smaller");
  }

  template <typename Take>
  void each_placed(std::size_t index, const Take& take) const {
    for (const layout::Page& page : document_.pages) {
      for (const layout::PlacedArtwork& placed : page.artwork) {
        if (placed.artwork == index) take(placed.place);
      }
    }
  }

  /// Artwork as large as the page is a drawing of the page, whose parts are not known here.
  void check_edges(const layout::PlacedArtwork& placed, const layout::Page& page) {
    const Rect& place = placed.place;
    const auto meets = [](Points edge, Points trim) {
      return edge - trim <= kAtTheEdge && trim - edge <= kAtTheEdge;
    };
    const bool left = meets(place.x, Points(0));
    const bool right = meets(place.right(), page.width);
    const bool top = meets(place.y, Points(0));
    const bool bottom = meets(place.bottom(), page.height);
    const bool is_whole_page = left && right && top && bottom;
    if (is_whole_page || !(left || right || top || bottom)) return;
    const std::string& name = document_.artwork.at(placed.artwork).name;
    if (!edges_told_.insert(name).second) return;
    report(Severity::kWarning, name, "artwork-without-bleed",
           "the artwork ends at the edge where the sheet is cut: a white line may show",
           "place it 3 mm beyond the edge, and make it so much larger");
  }

  const layout::Document& document_;
  const PrintSettings& settings_;
  Diagnostics diagnostics_;
  std::set<std::string> edges_told_;
};

}  // namespace

Diagnostics check_print(const layout::Document& document, const PrintSettings& settings) {
  return Check(document, settings).run();
}

}  // namespace chancery::pdf
