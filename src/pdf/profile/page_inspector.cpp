#include "pdf/profile/page_inspector.h"

#include <algorithm>
#include <map>
#include <utility>

#include "pdf/import/appearances.h"
#include "pdf/import/page_parts.h"
#include "pdf/profile/content_inspector.h"
#include "pdf/profile/object_inspector.h"
#include "pdf/read/read.h"

namespace chancery::pdf {
namespace {

/// Of a page's sides, in its own units (ISO 19005-3, 6.1.13).
constexpr double kShortestSide = 3;
constexpr double kLongestSide = 14400;

class PageInspector {
 public:
  PageInspector(const Document& document, FontShelf& shelf, Annotations annotations)
      : document_(document),
        content_(document, shelf),
        objects_(document),
        annotations_(annotations) {}

  void inspect(Reference page) {
    const Object object = document_.get(page);
    const auto* dictionary = object.as<Dictionary>();
    if (dictionary == nullptr) return;
    const Box media = media_box(document_, *dictionary);
    for (const double side : {media.right - media.left, media.top - media.bottom}) {
      if (side < kShortestSide || side > kLongestSide) {
        found_.insert({Fault::kObject, "the page is smaller or larger than viewers take it"});
      }
    }
    const Object resources = page_attribute(document_, *dictionary, "Resources");
    objects_.inspect(resources, Keys::kOfResources);
    for (const char* key : {"Contents", "Group"}) {
      if (const Object* value = dictionary->find(key)) objects_.inspect(*value);
    }
    content_.read(decoded_content(document_, *dictionary), resources.as<Dictionary>());
    if (annotations_ == Annotations::kIgnored) return;
    for (const Reference form : printed_appearances(document_, *dictionary)) {
      objects_.inspect(form);
      content_.read_stream(form, nullptr);
    }
  }

  std::set<Found> take() {
    found_.merge(content_.take());
    found_.insert(objects_.found().begin(), objects_.found().end());
    return std::move(found_);
  }
  bool has_cmyk() const { return content_.has_cmyk() || objects_.has_cmyk(); }
  double most_ink() const { return content_.most_ink(); }
  std::optional<double> coarsest() const { return content_.coarsest(); }

 private:
  const Document& document_;
  ContentInspector content_;
  ObjectInspector objects_;
  Annotations annotations_;
  std::set<Found> found_;
};

}  // namespace

Inspection inspect_pages(ByteView file, Profile profile, Annotations annotations) {
  Inspection inspection;
  const Opened opened = open_document(file);
  if (!opened.document) return inspection;
  const Document& document = *opened.document;
  std::map<Found, std::vector<std::size_t>> pages_of;
  try {
    FontShelf shelf(document, profile);
    for (const Reference page : document.pages()) {
      ++inspection.pages;
      PageInspector inspector(document, shelf, annotations);
      inspector.inspect(page);
      inspection.has_cmyk = inspection.has_cmyk || inspector.has_cmyk();
      if (const auto coarsest = inspector.coarsest()) {
        inspection.coarsest = std::min(inspection.coarsest.value_or(*coarsest), *coarsest);
      }
      inspection.most_ink = std::max(inspection.most_ink, inspector.most_ink());
      for (const Found& found : inspector.take()) pages_of[found].push_back(inspection.pages);
    }
  } catch (const BadPage&) {
    // Told by import, with what it is called there.
  } catch (const ReadFailure&) {
  }
  for (auto& [found, pages] : pages_of) inspection.unfit.push_back({found, std::move(pages)});
  return inspection;
}

}  // namespace chancery::pdf
