#include "app/fit.h"

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "app/conditions.h"
#include "app/drawn_page.h"
#include "app/files.h"
#include "pdf/image/image.h"
#include "pdf/image/jpeg.h"
#include "pdf/profile/clauses.h"
#include "pdf/profile/page_inspector.h"

namespace chancery::app {
namespace {

using layout::AppendedFile;
using layout::ArtworkFile;

/// Of the pages that a message names.
constexpr std::size_t kMostPagesNamed = 5;
constexpr int kCmykComponents = 4;

/// Drawings that the program itself made PDF of.
bool is_own_drawing(const ArtworkFile& file) {
  const std::string_view name = file.name;
  return name.ends_with(".svg") || name.ends_with(".SVG");
}

/// ", page 2", ", pages 2, 3 and 5", ", pages 2, 3, 5, 7, 11 and others".
std::string named(const std::vector<std::size_t>& pages) {
  std::string text = pages.size() == 1 ? ", page " : ", pages ";
  for (std::size_t i = 0; i < pages.size(); ++i) {
    if (i == kMostPagesNamed) return text + " and others";
    const bool is_last = i + 1 == pages.size();
    if (i > 0) text += is_last && pages.size() <= kMostPagesNamed ? " and " : ", ";
    text += std::to_string(pages[i]);
  }
  return text;
}

Diagnostic error_of(const pdf::UnfitPages& unfit, pdf::Profile profile, const Position& where,
                    const std::string& subject) {
  const pdf::Fault fault = unfit.found.fault;
  std::string mend(pdf::mend_of(fault));
  mend += ", or write 'flatten': the page then stands as a picture";
  return {Severity::kError, where, std::string(pdf::code_of(fault)),
          subject + ": " + unfit.found.what + " (" + pdf::clause_of(fault, profile) + ")",
          std::move(mend)};
}

Diagnostic flattened(const Position& where, const std::string& subject, const std::string& why) {
  return {Severity::kWarning, where, "flattened",
          subject + " stands as a picture of " + std::to_string(kDrawnResolution) +
              " dots an inch: " + why,
          "its text cannot be copied or searched; attach the file too when somebody needs that"};
}

class Fitter {
 public:
  Fitter(layout::Document& document, pdf::Profile profile, Diagnostics& diagnostics)
      : document_(document), profile_(profile), diagnostics_(diagnostics) {}

  void run() {
    for (ArtworkFile& file : document_.artwork) fit(file);
    for (AppendedFile& file : document_.appended) fit(file);
    if (has_cmyk_ && profile_ == pdf::Profile::kArchive) give_profile();
  }

 private:
  template <class Work>
  void told(const Position& where, const Work& work) {
    try {
      work();
    } catch (const Failure& failure) {
      if (failure.kind() != FailureKind::kInput) throw;
      for (Diagnostic diagnostic : failure.diagnostics()) {
        if (diagnostic.where.file.empty()) diagnostic.where = where;
        diagnostics_.push_back(std::move(diagnostic));
      }
    }
  }

  void fit(ArtworkFile& file) {
    if (const auto kind = pdf::image_kind(file.bytes)) {
      const bool is_jpeg = *kind == pdf::ImageKind::kJpeg;
      told({file.name, 0, 0}, [&] {
        has_cmyk_ = has_cmyk_ ||
                    (is_jpeg && pdf::read_jpeg_header(file.bytes).components == kCmykComponents);
      });
      return;
    }
    if (is_own_drawing(file)) return;
    const pdf::Inspection inspection =
        pdf::inspect_pages(file.bytes, profile_, pdf::Annotations::kIgnored);
    if (inspection.unfit.empty()) {
      has_cmyk_ = has_cmyk_ || inspection.has_cmyk;
      return;
    }
    const Position where{file.name, 0, 0};
    if (!file.may_flatten) {
      for (const pdf::UnfitPages& unfit : inspection.unfit) {
        diagnostics_.push_back(error_of(unfit, profile_, where, "the artwork"));
      }
      return;
    }
    told(where, [&] {
      file.bytes = draw_page(file.bytes, 1, Paper::kTransparent);
      diagnostics_.push_back(flattened(where, "the artwork", inspection.unfit.front().found.what));
    });
  }

  void fit(AppendedFile& file) {
    const pdf::Inspection inspection =
        pdf::inspect_pages(*file.bytes, profile_, pdf::Annotations::kDrawn);
    has_cmyk_ = has_cmyk_ || inspection.has_cmyk;
    if (inspection.unfit.empty()) return;
    if (!file.may_flatten) {
      for (const pdf::UnfitPages& unfit : inspection.unfit) {
        diagnostics_.push_back(
            error_of(unfit, profile_, file.where, file.name + named(unfit.pages)));
      }
      return;
    }
    file.pictures.resize(file.figures.size());
    told(file.where, [&] {
      for (const pdf::UnfitPages& unfit : inspection.unfit) {
        draw(file, unfit.pages);
        diagnostics_.push_back(
            flattened(file.where, file.name + named(unfit.pages), unfit.found.what));
      }
    });
  }

  static void draw(AppendedFile& file, const std::vector<std::size_t>& pages) {
    for (const std::size_t page : pages) {
      auto& picture = file.pictures.at(page - 1);
      if (picture) continue;
      picture = std::make_shared<const Bytes>(draw_page(*file.bytes, page, Paper::kWhite));
    }
  }

  void give_profile() {
    const KnownCondition* said = find_condition(document_.cmyk);
    const KnownCondition& condition = said == nullptr ? usual_condition(document_) : *said;
    document_.cmyk_profile = std::make_shared<const Bytes>(read_file(profile_file(condition)));
    if (said != nullptr) return;
    const std::string name(condition.name);
    diagnostics_.push_back(
        {Severity::kWarning,
         {},
         "cmyk-assumed",
         "artwork or an enclosure has CMYK colours, and nothing says which press they were made "
         "for: " +
             name + " is assumed",
         "write 'cmyk: " + name + "' into the letterhead, or the condition that is meant"});
  }

  layout::Document& document_;
  pdf::Profile profile_;
  Diagnostics& diagnostics_;
  bool has_cmyk_ = false;
};

}  // namespace

void fit_to_profile(layout::Document& document, pdf::Profile profile, Diagnostics& diagnostics) {
  Fitter(document, profile, diagnostics).run();
}

Diagnostics unfit_artwork(const layout::ArtworkFile& artwork, pdf::Profile profile) {
  Diagnostics found;
  if (pdf::image_kind(artwork.bytes) || is_own_drawing(artwork) || artwork.may_flatten)
    return found;
  const pdf::Inspection inspection =
      pdf::inspect_pages(artwork.bytes, profile, pdf::Annotations::kIgnored);
  for (const pdf::UnfitPages& unfit : inspection.unfit) {
    found.push_back(error_of(unfit, profile, {artwork.name, 0, 0}, "the artwork"));
  }
  return found;
}

}  // namespace chancery::app
