// Finds a division's signature field by what typeset wrote into the catalog's PieceInfo
// (ISO 32000-1, 14.5), and what speaks against signing it.
#include <algorithm>
#include <array>
#include <cmath>

#include "data/data.h"
#include "signing/entries.h"
#include "signing/form_fields.h"
#include "signing/signing.h"

namespace chancery::signing {
namespace {

using pdf::Array;
using pdf::Dictionary;
using pdf::Document;
using pdf::Object;

/// No page is larger (ISO 32000-1, Annex C).
constexpr double kLargestLength = 14400;

/// Fields of one name stand for one field (12.7.3.2): what one of them holds, each of them holds.
bool holds_value(const std::vector<Field>& fields, const std::string& name) {
  return std::ranges::any_of(
      fields, [&](const Field& field) { return field.name == name && field.has_value; });
}

/// Its place on a page, the first one of several; null when it has none.
const Field* widget_named(const std::vector<Field>& fields, const std::string& name) {
  const auto found = std::ranges::find_if(
      fields, [&](const Field& field) { return field.name == name && field.is_widget(); });
  return found == fields.end() ? nullptr : &*found;
}

struct Size {
  Points width, height;
};

Size size_of(const Document& document, const Dictionary& field) {
  const Object rectangle = entry(document, field, "Rect");
  const auto* corners = rectangle.as<Array>();
  if (corners == nullptr || corners->size() != 4) damaged_pdf("a signature field has no place");
  std::array<double, 4> numbers{};
  for (std::size_t i = 0; i < 4; ++i) {
    const Object number = document.resolve((*corners)[i]);
    if (const auto* integer = number.as<std::int64_t>()) {
      numbers.at(i) = static_cast<double>(*integer);
    } else if (const auto* real = number.as<double>()) {
      numbers.at(i) = *real;
    } else {
      damaged_pdf("the place of a signature field is not made of numbers");
    }
  }
  const double width = std::fabs(numbers[2] - numbers[0]);
  const double height = std::fabs(numbers[3] - numbers[1]);
  if (!(width <= kLargestLength) || !(height <= kLargestLength)) {
    damaged_pdf("the place of a signature field is larger than any page");
  }
  return {Points(width), Points(height)};
}

/// What typeset wrote down.
Dictionary private_information(const Document& document) {
  Object here(catalog(document));
  for (const std::string_view key : {"PieceInfo", "Chancery", "Private"}) {
    const auto* dictionary = here.as<Dictionary>();
    if (dictionary == nullptr) return {};
    here = entry(document, *dictionary, key);
  }
  const auto* dictionary = here.as<Dictionary>();
  return dictionary == nullptr ? Dictionary() : *dictionary;
}

std::vector<FieldPlace> places(const Document& document) {
  std::vector<FieldPlace> found;
  const Dictionary information = private_information(document);
  const Object signatories = entry(document, information, "Signatories");
  if (signatories.as<Array>() == nullptr) return found;
  for (const Object& item : *signatories.as<Array>()) {
    const Object signatory = document.resolve(item);
    const auto* dictionary = signatory.as<Dictionary>();
    if (dictionary == nullptr) continue;
    FieldPlace place;
    place.field_name = text_entry(document, *dictionary, "Field");
    place.signatory_name = text_entry(document, *dictionary, "Name");
    place.title = text_entry(document, *dictionary, "Title");
    place.division = text_entry(document, *dictionary, "Division");
    place.letterhead = text_entry(document, information, "Letterhead");
    place.language = text_entry(document, information, "Language");
    found.push_back(std::move(place));
  }
  return found;
}

[[noreturn]] void no_such_field(std::string_view division, const std::vector<FieldPlace>& places) {
  if (places.empty()) {
    throw Failure(
        FailureKind::kInput, "no-such-field", "this PDF has no places for divisions to sign at",
        "give a letter that 'chancery typeset' wrote and that nothing else rewrote, or say "
        "where to sign: --field, --page and --rect, --anchor or --invisible");
  }
  std::string names;
  std::vector<std::string_view> candidates;
  for (const FieldPlace& place : places) {
    names += (names.empty() ? "" : ", ") + data::in_quotes(place.division);
    candidates.push_back(place.division);
  }
  const std::string_view near = nearest(division, candidates);
  throw Failure(
      FailureKind::kInput, "no-such-field",
      "the letter has no place for " + data::in_quotes(division) + " to sign at",
      near.empty() ? "its places are for " + names : "did you mean " + data::in_quotes(near) + "?");
}

FieldPlace find(const Document& document, std::string_view division) {
  const Object* encryption = document.trailer().find("Encrypt");
  if (encryption != nullptr && !encryption->is_null()) {
    throw Failure(FailureKind::kInput, "encrypted-pdf", "the PDF is encrypted",
                  "remove the encryption first; an encrypted letter cannot be signed here");
  }
  std::vector<FieldPlace> all = places(document);
  const auto place = std::ranges::find(all, division, &FieldPlace::division);
  if (place == all.end()) no_such_field(division, all);
  const std::vector<Field> fields = all_fields(document);
  const Field* field = widget_named(fields, place->field_name);
  if (field == nullptr || field->type != "Sig") {
    damaged_pdf("the signature field of " + data::in_quotes(division) + " is missing");
  }
  if (field->reference.number == 0 || field->holder != field->reference) {
    damaged_pdf("the signature field of " + data::in_quotes(division) +
                " is not what typeset wrote");
  }
  if (holds_value(fields, field->name)) {
    throw Failure(FailureKind::kInput, "already-signed",
                  data::in_quotes(division) + " has signed this letter already",
                  "nothing needs to be done; 'chancery verify' tells who signed");
  }
  check_may_fill(document, fields, field->name);
  place->field = field->reference;
  const Size size = size_of(document, field->dictionary);
  place->width = size.width;
  place->height = size.height;
  return std::move(*place);
}

}  // namespace

FieldPlace find_field(const Document& document, std::string_view division) {
  try {
    return find(document, division);
  } catch (const pdf::ReadFailure& failure) {
    damaged_pdf(failure.problem().detail);
  }
}

std::vector<PlaceState> letter_places(const Document& document) {
  try {
    std::vector<PlaceState> states;
    const std::vector<Field> fields = all_fields(document);
    for (const FieldPlace& place : places(document)) {
      states.push_back({place.division, holds_value(fields, place.field_name)});
    }
    return states;
  } catch (const pdf::ReadFailure& failure) {
    damaged_pdf(failure.problem().detail);
  }
}

}  // namespace chancery::signing
