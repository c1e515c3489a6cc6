#include "signing/foreign_place.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "data/data.h"
#include "pdf/import/page_parts.h"
#include "signing/entries.h"
#include "signing/fields.h"
#include "signing/form_fields.h"

namespace chancery::signing {
namespace {

using pdf::Array;
using pdf::Dictionary;
using pdf::Document;
using pdf::Object;
using pdf::Reference;

/// Smaller ones could not be read; a tenth of an inch.
constexpr double kSmallestSide = 7.2;
/// What rounding may let stand over the edge, in points.
constexpr double kTolerance = 0.01;
constexpr const char* kStem = "signature-";

struct PageGeometry {
  Reference reference;
  pdf::Box box;  ///< what is shown, in user space
  int turns = 0;
  double unit = 1;

  double width() const { return (box.right - box.left) * unit; }
  double height() const { return (box.top - box.bottom) * unit; }
  ShownPage shown() const {
    return turns % 2 == 0 ? ShownPage{width(), height()} : ShownPage{height(), width()};
  }
};

PageGeometry geometry(const Document& document, Reference reference) {
  const Object object = document.get(reference);
  if (object.as<Dictionary>() == nullptr) damaged_pdf("a page is no dictionary");
  const Dictionary& page = *object.as<Dictionary>();
  try {
    return {reference, pdf::visible_box(document, page), pdf::quarter_turns(document, page),
            pdf::user_unit(document, page)};
  } catch (const pdf::BadPage& bad) {
    damaged_pdf(std::string("a page ") + bad.what());
  }
}

Reference page_numbered(const Document& document, int number) {
  const std::vector<Reference> pages = document.pages();
  if (pages.empty()) damaged_pdf("it has no pages");
  if (number >= 1 && static_cast<std::size_t>(number) <= pages.size()) {
    return pages[static_cast<std::size_t>(number) - 1];
  }
  throw Failure(FailureKind::kInput, "no-such-page",
                "the PDF has no page " + std::to_string(number),
                "its pages are 1 to " + std::to_string(pages.size()));
}

struct Point {
  double x, y;
};

/// From the lower left corner of the page as it is shown, in points, to user space.
Point in_user_space(const PageGeometry& page, Point shown) {
  const double x = shown.x / page.unit;
  const double y = shown.y / page.unit;
  const double width = page.box.right - page.box.left;
  const double height = page.box.top - page.box.bottom;
  switch (page.turns) {
    case 1:
      return {page.box.left + width - y, page.box.bottom + x};
    case 2:
      return {page.box.left + width - x, page.box.bottom + height - y};
    case 3:
      return {page.box.left + y, page.box.bottom + height - x};
    default:
      return {page.box.left + x, page.box.bottom + y};
  }
}

double rounded(double value) {
  constexpr double kThousandths = 1000;
  return std::nearbyint(value * kThousandths) / kThousandths;
}

void check_place(const PlaceOnPage& place, const ShownPage& shown) {
  if (!(place.right - place.left >= kSmallestSide) ||
      !(place.top - place.bottom >= kSmallestSide)) {
    throw Failure(FailureKind::kInput, "signature-field-too-small",
                  "the place is too small to show anything",
                  "make it larger: left, bottom, right, top");
  }
  const bool inside = place.left >= -kTolerance && place.bottom >= -kTolerance &&
                      place.right <= shown.width + kTolerance &&
                      place.top <= shown.height + kTolerance;
  if (inside) return;
  const auto number = [](double value) { return pdf::format_real(rounded(value)); };
  throw Failure(FailureKind::kInput, "outside-the-page",
                "the place " + number(place.left) + "," + number(place.bottom) + "," +
                    number(place.right) + "," + number(place.top) + " is not within page " +
                    std::to_string(place.page),
                "as it is shown, the page is " + number(shown.width) + " points wide and " +
                    number(shown.height) + " high, counted from its lower left corner");
}

/// A certification lets the fields be signed that the document has, and signatures be added that
/// nobody sees (12.8.2.2, table 254): a new place could cover what was certified.
void check_not_certified(const Document& document) {
  const Object permissions = entry(document, catalog(document), "Perms");
  if (permissions.as<Dictionary>() == nullptr) return;
  if (entry(document, *permissions.as<Dictionary>(), "DocMDP").is_null()) return;
  throw Failure(FailureKind::kInput, "changes-forbidden",
                "the PDF is certified, and a certified PDF gets no new place for a signature",
                "sign in a field that it has, with --field, or without anything to see, with "
                "--invisible");
}

/// The fields of such a form are described a second time, in XML (12.7.8), and its pages may be
/// made from that.
void check_no_xfa(const Document& document) {
  const Object form = entry(document, catalog(document), "AcroForm");
  if (form.as<Dictionary>() == nullptr) return;
  if (entry(document, *form.as<Dictionary>(), "XFA").is_null()) return;
  throw Failure(FailureKind::kInput, "xfa-form",
                "the PDF is an XFA form, which a field cannot be added to from outside",
                "sign in a field that it has, with --field, or print it to a plain PDF first");
}

FieldPlace fresh_place(const Document& document, const NewField& fresh) {
  check_no_xfa(document);
  FieldPlace place;
  place.field_name = new_field_name(document, kStem);
  check_may_fill(document, place.field_name);
  place.fresh = fresh;
  return place;
}

/// Those that could be meant.
[[noreturn]] void no_such_field(const std::string& name, const std::vector<Field>& fields) {
  std::vector<std::string_view> names;
  std::string list;
  for (const Field& field : fields) {
    names.push_back(field.name);
    list += (list.empty() ? "" : ", ") + data::in_quotes(field.name);
  }
  const std::string_view near = nearest(name, names);
  std::string mend = "it has no signature fields: say where to sign with --page and --rect";
  if (!list.empty()) mend = "its signature fields are " + list;
  if (!near.empty()) mend = "did you mean " + data::in_quotes(near) + "?";
  throw Failure(FailureKind::kInput, "no-such-field",
                "the PDF has no signature field " + data::in_quotes(name), mend);
}

/// The page that shows a widget.
std::optional<Reference> page_of(const Document& document, const Field& field) {
  const Object* named = field.dictionary.find("P");
  if (named != nullptr && named->as<Reference>() != nullptr) return *named->as<Reference>();
  for (const Reference reference : document.pages()) {
    const Object page = document.get(reference);
    if (page.as<Dictionary>() == nullptr) continue;
    const Object annotations = entry(document, *page.as<Dictionary>(), "Annots");
    if (annotations.as<Array>() == nullptr) continue;
    for (const Object& item : *annotations.as<Array>()) {
      if (item.as<Reference>() != nullptr && *item.as<Reference>() == field.reference) {
        return reference;
      }
    }
  }
  return std::nullopt;
}

/// How the field's own appearance is to stand: as the field says, else upright.
int turns_of(const Document& document, const Field& field, const PageGeometry& page) {
  const Object characteristics = entry(document, field.dictionary, "MK");
  if (const auto* dictionary = characteristics.as<Dictionary>()) {
    const Object turn = entry(document, *dictionary, "R");
    const auto* degrees = turn.as<std::int64_t>();
    if (degrees != nullptr && *degrees % 90 == 0) {
      return static_cast<int>((*degrees / 90 % 4 + 4) % 4);
    }
  }
  return page.turns;
}

void measure(const Document& document, const Field& field, FieldPlace& place) {
  const auto box = pdf::read_box(document, entry(document, field.dictionary, "Rect"));
  if (!box || box->right <= box->left || box->top <= box->bottom) return;
  const std::optional<Reference> page = page_of(document, field);
  if (!page) return;  // no page shows it
  const PageGeometry shown = geometry(document, *page);
  place.quarter_turns = turns_of(document, field, shown);
  const double width = (box->right - box->left) * shown.unit;
  const double height = (box->top - box->bottom) * shown.unit;
  const bool upright = place.quarter_turns % 2 == 0;
  place.width = Points(upright ? width : height);
  place.height = Points(upright ? height : width);
}

/// The fields that a signature can be put into: of a field with kids these are the kids, widgets of
/// its own or fields below it (12.7.3.1).
std::vector<Field> signature_fields(const Document& document) {
  std::vector<Field> fields = all_fields(document);
  std::erase_if(fields, [&](const Field& field) {
    return field.type != "Sig" || field.reference.number == 0 ||
           entry(document, field.dictionary, "Kids").as<Array>() != nullptr;
  });
  return fields;
}

FieldPlace find(const Document& document, const std::string& name) {
  const std::vector<Field> fields = signature_fields(document);
  const auto found = std::ranges::find(fields, name, &Field::name);
  if (found == fields.end()) no_such_field(name, fields);
  FieldPlace place;
  place.field = found->reference;
  place.field_name = name;
  if (found->holder != found->reference) place.value_holder = found->holder;
  // Fields of one name are one field (12.7.3.2).
  if (std::ranges::any_of(
          fields, [&](const Field& field) { return field.name == name && field.has_value; })) {
    throw Failure(FailureKind::kInput, "already-signed",
                  "the field " + data::in_quotes(name) + " is signed already",
                  "name another field; 'chancery verify' tells who signed");
  }
  check_may_fill(document, name);
  measure(document, *found, place);
  return place;
}

}  // namespace

ShownPage shown_page(const Document& document, int page) {
  return geometry(document, page_numbered(document, page)).shown();
}

FieldPlace named_field(const Document& document, const std::string& name) {
  try {
    return find(document, name);
  } catch (const pdf::ReadFailure& failure) {
    damaged_pdf(failure.problem().detail);
  }
}

FieldPlace new_field(const Document& document, const PlaceOnPage& place) {
  try {
    const PageGeometry page = geometry(document, page_numbered(document, place.page));
    check_place(place, page.shown());
    check_not_certified(document);
    const Point one = in_user_space(page, {place.left, place.bottom});
    const Point other = in_user_space(page, {place.right, place.top});
    NewField fresh{page.reference, {}, true};
    fresh.corners = {rounded(std::min(one.x, other.x)), rounded(std::min(one.y, other.y)),
                     rounded(std::max(one.x, other.x)), rounded(std::max(one.y, other.y))};
    FieldPlace result = fresh_place(document, fresh);
    result.width = Points(place.right - place.left);
    result.height = Points(place.top - place.bottom);
    result.quarter_turns = page.turns;
    return result;
  } catch (const pdf::ReadFailure& failure) {
    damaged_pdf(failure.problem().detail);
  }
}

FieldPlace new_invisible_field(const Document& document) {
  try {
    return fresh_place(document, {page_numbered(document, 1), {}, false});
  } catch (const pdf::ReadFailure& failure) {
    damaged_pdf(failure.problem().detail);
  }
}

std::string language_of(const Document& document) {
  return text_entry(document, catalog(document), "Lang");
}

}  // namespace chancery::signing
