#include "signing/new_field.h"

#include <algorithm>
#include <utility>

#include "signing/entries.h"
#include "signing/fields.h"
#include "signing/structure.h"

namespace chancery::signing {
namespace {

using pdf::Array;
using pdf::Dictionary;
using pdf::Document;
using pdf::Name;
using pdf::Object;
using pdf::Reference;

/// Printed when it is seen, and locked against moving (12.5.3).
constexpr std::int64_t kPrintAndLocked = 132;

}  // namespace

bool add_field(const Document& document, pdf::Revision& revision, const FieldPlace& place,
               Dictionary field, Dictionary& root) {
  const NewField& fresh = *place.fresh;
  const Object object = document.get(fresh.page);
  if (object.as<Dictionary>() == nullptr) damaged_pdf("a page is no dictionary");
  Dictionary page = *object.as<Dictionary>();
  const Reference reference = revision.allocate();
  field.set("Type", Name{"Annot"});
  field.set("Subtype", Name{"Widget"});
  field.set("FT", Name{"Sig"});
  field.set("T", pdf::text_string(place.field_name));
  field.set("F", Object(kPrintAndLocked));
  field.set("P", fresh.page);
  bool page_changed = append_to(document, revision, page, "Annots", reference);
  if (fresh.visible) {
    const auto& [left, bottom, right, top] = fresh.corners;
    field.set("Rect", Array{left, bottom, right, top});
    if (!fresh.tooltip.empty()) field.set("TU", pdf::text_string(fresh.tooltip));
    if (place.quarter_turns != 0) {
      field.set("MK", Dictionary{{"R", Object(std::int64_t{90} * place.quarter_turns)}});
    }
    if (is_tagged(document, root)) {
      const auto key = add_form_element(document, revision, {reference, fresh.page}, root);
      if (key) {
        field.set("StructParent", Object(*key));
        // Whoever tabs through a tagged page follows its structure (ISO 14289-1, 7.18.3).
        if (page.find("Tabs") == nullptr) {
          page.set("Tabs", Name{"S"});
          page_changed = true;
        }
      }
    }
  } else {
    // Outside of the page there is nothing that a tagged document would have to tell of
    // (ISO 14289-1, 7.18.1).
    field.set("Rect", Array{-1, -1, -1, -1});
  }
  revision.set(reference, std::move(field));
  if (page_changed) revision.set(fresh.page, Object(std::move(page)));
  return add_to_form(document, revision, reference, root);
}

}  // namespace chancery::signing
