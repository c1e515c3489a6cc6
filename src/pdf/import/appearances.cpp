#include "pdf/import/appearances.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <string_view>
#include <vector>

#include "pdf/import/page_parts.h"

namespace chancery::pdf {
namespace {

/// Bits of an annotation's /F (table 165).
constexpr std::int64_t kHidden = 1 << 1;
constexpr std::int64_t kPrint = 1 << 2;
constexpr std::size_t kMostAnnotations = 10000;

bool is_printed(const Document& document, const Dictionary& annotation) {
  const Object flags = entry(document, annotation, "F");
  const Object subtype = entry(document, annotation, "Subtype");
  const auto* bits = flags.as<std::int64_t>();
  if (bits == nullptr || (*bits & kPrint) == 0 || (*bits & kHidden) != 0) return false;
  return subtype.as<Name>() == nullptr || subtype.as<Name>()->value != "Popup";
}

/// The stream of the normal appearance, of several states the one that is chosen.
std::optional<Reference> appearance_of(const Document& document, const Dictionary& annotation) {
  const Object appearances = entry(document, annotation, "AP");
  const auto* kinds = appearances.as<Dictionary>();
  const Object* normal = kinds == nullptr ? nullptr : kinds->find("N");
  if (normal == nullptr) return std::nullopt;
  const Object value = document.resolve(*normal);
  if (value.stream() != nullptr) {
    const auto* reference = normal->as<Reference>();
    return reference == nullptr ? std::nullopt : std::optional(*reference);
  }
  const Object state = entry(document, annotation, "AS");
  if (value.as<Dictionary>() == nullptr || state.as<Name>() == nullptr) return std::nullopt;
  const Object* chosen = value.as<Dictionary>()->find(state.as<Name>()->value);
  const auto* reference = chosen == nullptr ? nullptr : chosen->as<Reference>();
  if (reference == nullptr || document.resolve(*chosen).stream() == nullptr) return std::nullopt;
  return *reference;
}

/// The box that the form's matrix makes of its /BBox (8.10.2).
std::optional<Box> drawn_box(const Document& document, const Dictionary& form) {
  const auto box = read_box(document, entry(document, form, "BBox"));
  if (!box) return std::nullopt;
  std::array<double, 6> m = {1, 0, 0, 1, 0, 0};
  const Object matrix = entry(document, form, "Matrix");
  if (const auto* numbers = matrix.as<Array>(); numbers != nullptr && numbers->size() == 6) {
    for (std::size_t i = 0; i < 6; ++i) {
      const auto number = number_in(document.resolve((*numbers)[i]));
      if (!number || !std::isfinite(*number)) return std::nullopt;
      m.at(i) = *number;
    }
  }
  std::optional<Box> all;
  for (const double x : {box->left, box->right}) {
    for (const double y : {box->bottom, box->top}) {
      const double across = m[0] * x + m[2] * y + m[4];
      const double up = m[1] * x + m[3] * y + m[5];
      if (!all) all = Box{across, up, across, up};
      all = Box{std::min(all->left, across), std::min(all->bottom, up),
                std::max(all->right, across), std::max(all->top, up)};
    }
  }
  return all;
}

struct Appearance {
  Reference form;
  Box place;
};

std::vector<Appearance> appearances_of(const Document& document, const Dictionary& page) {
  const Object list = entry(document, page, "Annots");
  const auto* annotations = list.as<Array>();
  std::vector<Appearance> found;
  if (annotations == nullptr) return found;
  for (const Object& element : *annotations) {
    if (found.size() == kMostAnnotations) throw BadPage("has too many annotations");
    const Object object = document.resolve(element);
    const auto* annotation = object.as<Dictionary>();
    if (annotation == nullptr || !is_printed(document, *annotation)) continue;
    const auto appearance = appearance_of(document, *annotation);
    const auto place = read_box(document, entry(document, *annotation, "Rect"));
    if (appearance && place) found.push_back({*appearance, *place});
  }
  return found;
}

}  // namespace

std::vector<Reference> printed_appearances(const Document& document, const Dictionary& page) {
  std::vector<Reference> forms;
  for (const Appearance& each : appearances_of(document, page)) forms.push_back(each.form);
  return forms;
}

void add_appearances(const Document& document, const Dictionary& page, Copier& copier,
                     Dictionary& forms, std::string& operators) {
  std::size_t number = 0;
  for (const auto& [form, place] : appearances_of(document, page)) {
    const auto box = drawn_box(document, document.get(form).stream()->dictionary);
    if (!box || !(box->right > box->left) || !(box->top > box->bottom)) continue;
    const double across = (place.right - place.left) / (box->right - box->left);
    const double up = (place.top - place.bottom) / (box->top - box->bottom);
    std::string name = std::to_string(number++);
    name.insert(name.begin(), 'N');
    operators += "q ";
    for (const double value :
         {across, 0.0, 0.0, up, place.left - across * box->left, place.bottom - up * box->bottom}) {
      operators += format_real(value);
      operators += ' ';
    }
    operators += "cm/";
    operators += name;
    operators += " Do Q\n";
    forms.set(name, copier.copy(Object(form)));
  }
}

}  // namespace chancery::pdf
