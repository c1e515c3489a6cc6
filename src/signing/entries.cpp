#include "signing/entries.h"

#include <utility>

#include "base/diagnostic.h"

namespace chancery::signing {

std::string text_entry(const pdf::Document& document, const pdf::Dictionary& dictionary,
                       std::string_view key) {
  const pdf::Object value = entry(document, dictionary, key);
  const auto* string = value.as<pdf::String>();
  return string == nullptr ? std::string() : pdf::text_of_string(*string);
}

pdf::Dictionary catalog(const pdf::Document& document) {
  pdf::Object root = document.get(document.root());
  auto* dictionary = root.as<pdf::Dictionary>();
  if (dictionary == nullptr) damaged_pdf("it has no catalog");
  return std::move(*dictionary);
}

void damaged_pdf(const std::string& what) {
  throw Failure(FailureKind::kInput, "damaged-pdf", "the PDF is damaged: " + what,
                "get the file again; repairing it would change what is signed");
}

}  // namespace chancery::signing
