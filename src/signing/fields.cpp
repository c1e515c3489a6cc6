#include "signing/fields.h"

#include <set>

#include "signing/entries.h"
#include "signing/form_fields.h"

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
/// SignaturesExist and AppendOnly (12.7.2, table 219).
constexpr std::int64_t kSignedFlags = 3;

}  // namespace

bool append_to(const Document& document, pdf::Revision& revision, Dictionary& dictionary,
               const std::string& key, const Object& item) {
  const Object* found = dictionary.find(key);
  Object resolved = found == nullptr ? Object() : document.resolve(*found);
  Array array = resolved.as<Array>() == nullptr ? Array() : *resolved.as<Array>();
  array.emplace_back(item);
  const auto* reference = found == nullptr ? nullptr : found->as<Reference>();
  if (reference != nullptr && resolved.as<Array>() != nullptr) {
    revision.set(*reference, Object(std::move(array)));
    return false;
  }
  dictionary.set(key, Object(std::move(array)));
  return true;
}

bool add_to_form(const Document& document, pdf::Revision& revision, Reference field,
                 Dictionary& root) {
  const Object* found = root.find("AcroForm");
  const Object resolved = found == nullptr ? Object() : document.resolve(*found);
  Dictionary form =
      resolved.as<Dictionary>() == nullptr ? Dictionary() : *resolved.as<Dictionary>();
  bool changed = append_to(document, revision, form, "Fields", field);
  const Object flags = entry(document, form, "SigFlags");
  const auto* present = flags.as<std::int64_t>();
  if (present == nullptr || (*present & kSignedFlags) != kSignedFlags) {
    form.set("SigFlags", Object((present == nullptr ? 0 : *present) | kSignedFlags));
    changed = true;
  }
  if (!changed) return false;
  const auto* reference = found == nullptr ? nullptr : found->as<Reference>();
  if (reference != nullptr && resolved.as<Dictionary>() != nullptr) {
    revision.set(*reference, Object(std::move(form)));
    return false;
  }
  root.set("AcroForm", Object(std::move(form)));
  return true;
}

std::string new_field_name(const Document& document, const std::string& stem) {
  std::set<std::string> names;
  for (const Field& field : all_fields(document)) names.insert(field.name);
  for (std::size_t number = 1;; ++number) {
    std::string name = stem + std::to_string(number);
    if (!names.contains(name)) return name;
  }
}

void add_invisible_field(const Document& document, pdf::Revision& revision, const std::string& name,
                         Reference signature) {
  const std::vector<Reference> pages = document.pages(1);
  if (pages.empty()) damaged_pdf("it has no pages");
  const Object object = document.get(pages.front());
  if (object.as<Dictionary>() == nullptr) damaged_pdf("its first page is no dictionary");
  const Reference field = revision.allocate();
  // Without height and width there is nothing to see (12.7.4.5), and outside of the page there is
  // nothing that a tagged document would have to tell (ISO 14289-1, 7.18.1).
  revision.set(field, Dictionary{{"Type", Name{"Annot"}},
                                 {"Subtype", Name{"Widget"}},
                                 {"FT", Name{"Sig"}},
                                 {"T", pdf::text_string(name)},
                                 {"F", Object(kPrintAndLocked)},
                                 {"Rect", Array{-1, -1, -1, -1}},
                                 {"P", pages.front()},
                                 {"V", signature}});
  Dictionary page = *object.as<Dictionary>();
  if (append_to(document, revision, page, "Annots", field)) {
    revision.set(pages.front(), Object(std::move(page)));
  }
  Dictionary root = catalog(document);
  if (add_to_form(document, revision, field, root)) {
    revision.set(document.root(), Object(std::move(root)));
  }
}

}  // namespace chancery::signing
