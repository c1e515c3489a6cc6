#include "verification/security_store.h"

#include <set>

#include "verification/fields.h"

namespace chancery::verification {
namespace {

using pdf::Dictionary;
using pdf::Object;
using pdf::Reference;

/// More and larger streams than any honest store has.
constexpr std::size_t kMostStreams = 2000;
constexpr std::size_t kLargestStream = std::size_t{16} << 20U;
constexpr std::size_t kMostBytes = std::size_t{64} << 20U;

class Reading {
 public:
  explicit Reading(const pdf::Document& document) : document_(document) {}

  /// The lists are named in the plural in the store, in the singular under /VRI.
  void add_lists(const Dictionary& dictionary, bool of_signature) {
    add(dictionary, of_signature ? "Cert" : "Certs", store_.certificates);
    add(dictionary, of_signature ? "OCSP" : "OCSPs", store_.ocsp_responses);
    add(dictionary, of_signature ? "CRL" : "CRLs", store_.crls);
  }

  SecurityStore finish() { return std::move(store_); }

 private:
  void add(const Dictionary& dictionary, std::string_view key, std::vector<Bytes>& to) {
    const Object list = entry(document_, dictionary, key);
    const auto* array = list.as<pdf::Array>();
    if (array == nullptr) return;
    for (const Object& item : *array) {
      const auto* reference = item.as<Reference>();
      if (reference == nullptr || !seen_.insert(*reference).second) continue;
      if (seen_.size() > kMostStreams) return;
      auto bytes = document_.decoded(*reference, kLargestStream);
      if (!bytes || bytes->size() > kMostBytes - size_bytes_) continue;
      size_bytes_ += bytes->size();
      to.push_back(std::move(*bytes));
    }
  }

  const pdf::Document& document_;
  SecurityStore store_;
  std::set<Reference> seen_;
  std::size_t size_bytes_ = 0;
};

}  // namespace

SecurityStore security_store(const pdf::Document& document) {
  const Object object = entry(document, catalog(document), "DSS");
  const auto* store = object.as<Dictionary>();
  if (store == nullptr) return {};
  Reading reading(document);
  reading.add_lists(*store, false);
  const Object by_signature = entry(document, *store, "VRI");
  if (const auto* signatures = by_signature.as<Dictionary>()) {
    for (const auto& [name, value] : signatures->entries()) {
      const Object one = document.resolve(value);
      if (const auto* lists = one.as<Dictionary>()) reading.add_lists(*lists, true);
    }
  }
  return reading.finish();
}

SecurityStores::SecurityStores(ByteView file, const std::vector<pdf::RevisionSpan>& revisions,
                               const pdf::Document& last)
    : file_(file),
      revisions_(revisions),
      is_there_(catalog(last).find("DSS") != nullptr),
      last_(security_store(last)) {}

SecurityStore SecurityStores::at(std::size_t revision) const {
  if (revision + 1 == revisions_.size()) return last_;
  if (!is_there_) return {};
  const pdf::Opened opened =
      pdf::open_revision(file_, revisions_[revision], pdf::IfEncrypted::kOpen);
  return opened.document ? security_store(*opened.document) : SecurityStore();
}

}  // namespace chancery::verification
