// Finds a division's signature field by what typeset wrote into the catalog's PieceInfo
// (ISO 32000-1, 14.5), and what speaks against signing it.
#include <algorithm>
#include <array>
#include <cmath>
#include <set>

#include "data/data.h"
#include "signing/entries.h"
#include "signing/signing.h"

namespace chancery::signing {
namespace {

using pdf::Array;
using pdf::Dictionary;
using pdf::Document;
using pdf::Object;
using pdf::Reference;

/// More fields, or deeper trees of them, than any letter has.
constexpr std::size_t kMostFields = 100000;
constexpr int kDeepestField = 64;
/// No page is larger (ISO 32000-1, Annex C).
constexpr double kLargestLength = 14400;

/// What is left to walk of the tree of fields.
struct Branch {
  Object object;
  std::string name, type;
  int depth = 0;
};

struct Field {
  Reference reference;
  Dictionary dictionary;
  std::string type;
};

void put_branches(const Object& fields, const Branch& parent, std::vector<Branch>& open) {
  const auto* array = fields.as<Array>();
  if (array == nullptr || parent.depth >= kDeepestField) return;
  for (const Object& one : *array)
    open.push_back({one, parent.name, parent.type, parent.depth + 1});
}

/// The field of that fully qualified name (12.7.3.2).
std::optional<Field> field_named(const Document& document, const std::string& name) {
  const Object form = entry(document, catalog(document), "AcroForm");
  if (form.as<Dictionary>() == nullptr) return std::nullopt;
  std::vector<Branch> open;
  put_branches(entry(document, *form.as<Dictionary>(), "Fields"), {}, open);
  std::set<Reference> seen;
  for (std::size_t walked = 0; !open.empty() && walked < kMostFields; ++walked) {
    Branch branch = std::move(open.back());
    open.pop_back();
    const auto* reference = branch.object.as<Reference>();
    if (reference == nullptr || !seen.insert(*reference).second) continue;
    const Object object = document.resolve(branch.object);
    const auto* dictionary = object.as<Dictionary>();
    if (dictionary == nullptr) continue;
    if (dictionary->find("T") != nullptr) {
      if (!branch.name.empty()) branch.name += '.';
      branch.name += text_entry(document, *dictionary, "T");
    }
    const Object type = entry(document, *dictionary, "FT");
    if (type.as<pdf::Name>() != nullptr) branch.type = type.as<pdf::Name>()->value;
    if (branch.name == name && dictionary->find("Rect") != nullptr) {
      return Field{*reference, *dictionary, branch.type};
    }
    put_branches(entry(document, *dictionary, "Kids"), branch, open);
  }
  return std::nullopt;
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
    throw Failure(FailureKind::kInput, "no-such-field",
                  "this PDF has no places for divisions to sign at",
                  "give a letter that 'chancery typeset' wrote and that nothing else rewrote");
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

/// A certifying signature may forbid every change (12.8.2.2, table 254).
void check_changes_allowed(const Document& document) {
  const Object permissions = entry(document, catalog(document), "Perms");
  if (permissions.as<Dictionary>() == nullptr) return;
  const Object certification = entry(document, *permissions.as<Dictionary>(), "DocMDP");
  if (certification.as<Dictionary>() == nullptr) return;
  const Object references = entry(document, *certification.as<Dictionary>(), "Reference");
  if (references.as<Array>() == nullptr) return;
  for (const Object& one : *references.as<Array>()) {
    const Object reference = document.resolve(one);
    if (reference.as<Dictionary>() == nullptr) continue;
    const Object parameters = entry(document, *reference.as<Dictionary>(), "TransformParams");
    if (parameters.as<Dictionary>() == nullptr) continue;
    const Object level = entry(document, *parameters.as<Dictionary>(), "P");
    if (level.as<std::int64_t>() != nullptr && *level.as<std::int64_t>() == 1) {
      throw Failure(FailureKind::kInput, "changes-forbidden",
                    "a signature in this PDF forbids every change, another signature too",
                    "let the divisions sign the letter before it is certified");
    }
  }
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
  const std::optional<Field> field = field_named(document, place->field_name);
  if (!field || field->type != "Sig") {
    damaged_pdf("the signature field of " + data::in_quotes(division) + " is missing");
  }
  if (!entry(document, field->dictionary, "V").is_null()) {
    throw Failure(FailureKind::kInput, "already-signed",
                  data::in_quotes(division) + " has signed this letter already",
                  "nothing needs to be done; 'chancery verify' tells who signed");
  }
  check_changes_allowed(document);
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

}  // namespace chancery::signing
