// The document security store (EN 319 142-1, 5.4.2.2): certificates, OCSP responses and revocation
// lists, and for each signature which of them it needs.
#include <algorithm>
#include <cctype>
#include <map>

#include "pdf/update/update.h"
#include "signing/entries.h"
#include "signing/form_fields.h"
#include "signing/levels.h"

namespace chancery::signing {
namespace {

using pdf::Array;
using pdf::Dictionary;
using pdf::Document;
using pdf::Name;
using pdf::Object;
using pdf::Reference;

/// Lists of large authorities have some megabytes.
constexpr std::size_t kLargestStream = std::size_t{16} << 20U;
constexpr std::size_t kMostStreams = 10000;

struct Kept {
  Reference reference;
  Bytes bytes;
};

std::vector<Kept> streams_of(const Document& document, const Dictionary& store,
                             std::string_view key) {
  std::vector<Kept> kept;
  const Object list = entry(document, store, key);
  if (list.as<Array>() == nullptr) return kept;
  for (const Object& item : *list.as<Array>()) {
    const auto* reference = item.as<Reference>();
    if (reference == nullptr || kept.size() == kMostStreams) continue;
    if (auto bytes = document.decoded(*reference, kLargestStream)) {
      kept.push_back({*reference, std::move(*bytes)});
    }
  }
  return kept;
}

Dictionary dictionary_entry(const Document& document, const Dictionary& dictionary,
                            std::string_view key) {
  const Object found = entry(document, dictionary, key);
  return found.as<Dictionary>() == nullptr ? Dictionary() : *found.as<Dictionary>();
}

/// One of the store's three lists, as it was and as it becomes.
class List {
 public:
  List(const Document& document, pdf::Revision& revision, const Dictionary& store,
       const std::string& key)
      : revision_(revision), kept_(streams_of(document, store, key)) {
    const Object list = entry(document, store, key);
    if (list.as<Array>() != nullptr) array_ = *list.as<Array>();
  }

  Reference place_of(ByteView bytes) {
    const auto found = std::ranges::find_if(
        kept_, [&](const Kept& one) { return std::ranges::equal(one.bytes, bytes); });
    if (found != kept_.end()) return found->reference;
    const Reference reference = revision_.allocate();
    Bytes data(bytes.begin(), bytes.end());
    revision_.set(reference, pdf::Stream{Dictionary(), data});
    kept_.push_back({reference, std::move(data)});
    array_.emplace_back(reference);
    grown_ = true;
    return reference;
  }

  bool grown() const { return grown_; }
  const Array& array() const { return array_; }

 private:
  pdf::Revision& revision_;
  std::vector<Kept> kept_;
  Array array_;
  bool grown_ = false;
};

/// Adds the references that a signature's entry lacks; true when there were any.
bool add_references(const Document& document, Dictionary& entry_of_signature,
                    const std::string& key, const std::vector<Reference>& references) {
  const Object list = entry(document, entry_of_signature, key);
  Array array = list.as<Array>() == nullptr ? Array() : *list.as<Array>();
  bool grown = false;
  for (const Reference reference : references) {
    const bool there = std::ranges::any_of(array, [&](const Object& item) {
      return item.as<Reference>() != nullptr && *item.as<Reference>() == reference;
    });
    if (there) continue;
    array.emplace_back(reference);
    grown = true;
  }
  if (grown) entry_of_signature.set(key, Object(std::move(array)));
  return grown;
}

/// What VRI calls a signature: SHA-1 of its whole /Contents in capital hexadecimal digits.
std::string name_in_vri(ByteView contents) {
  std::string name = pki::hex(pki::digest(pki::Hash::kSha1, contents));
  for (char& c : name) {
    if (c >= 'a' && c <= 'f') c = static_cast<char>(c - 'a' + 'A');
  }
  return name;
}

}  // namespace

std::optional<Level> level_named(std::string_view name) {
  std::string plain;
  for (const char c : name) {
    plain += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  }
  if (plain.starts_with("B-") && plain.size() > 2) plain.erase(0, 2);
  if (plain == "B") return Level::kB;
  if (plain == "T") return Level::kT;
  if (plain == "LT") return Level::kLt;
  if (plain == "LTA") return Level::kLta;
  return std::nullopt;
}

std::vector<SignatureContents> signatures_in(const Document& document) {
  try {
    std::vector<SignatureContents> found;
    for (const Field& field : all_fields(document)) {
      const auto signature = signature_in(document, field);
      if (!signature) continue;
      const Object contents = entry(document, *signature, "Contents");
      const auto* string = contents.as<pdf::String>();
      if (string == nullptr) continue;
      const ByteView bytes = bytes_of(string->bytes);
      const Object form = entry(document, *signature, "SubFilter");
      const auto* name = form.as<Name>();
      found.push_back(
          {Bytes(bytes.begin(), bytes.end()), name != nullptr && name->value == "ETSI.RFC3161"});
    }
    return found;
  } catch (const pdf::ReadFailure& failure) {
    damaged_pdf(failure.problem().detail);
  }
}

pki::Evidence evidence_in(const Document& document) {
  pki::Evidence evidence;
  const Dictionary store = dictionary_entry(document, catalog(document), "DSS");
  for (const Kept& one : streams_of(document, store, "Certs")) {
    if (auto certificate = pki::Certificate::from_der(one.bytes)) {
      evidence.certificates.push_back(*certificate);
    }
  }
  for (Kept& one : streams_of(document, store, "OCSPs")) {
    evidence.ocsp_responses.push_back(std::move(one.bytes));
  }
  for (Kept& one : streams_of(document, store, "CRLs")) {
    evidence.crls.push_back(std::move(one.bytes));
  }
  return evidence;
}

std::optional<Bytes> add_evidence(const Document& document,
                                  const std::vector<SignatureEvidence>& evidence) {
  try {
    Dictionary root = catalog(document);
    Dictionary store = dictionary_entry(document, root, "DSS");
    Dictionary by_signature = dictionary_entry(document, store, "VRI");
    pdf::Revision revision(document);
    List certificates(document, revision, store, "Certs");
    List responses(document, revision, store, "OCSPs");
    List lists(document, revision, store, "CRLs");
    bool grown = false;
    for (const SignatureEvidence& one : evidence) {
      std::vector<Reference> certs, ocsps, crls;
      for (const auto& certificate : one.evidence.certificates) {
        certs.push_back(certificates.place_of(certificate.der()));
      }
      for (const Bytes& bytes : one.evidence.ocsp_responses) {
        ocsps.push_back(responses.place_of(bytes));
      }
      for (const Bytes& bytes : one.evidence.crls) crls.push_back(lists.place_of(bytes));
      const std::string name = name_in_vri(one.contents);
      Dictionary mine = dictionary_entry(document, by_signature, name);
      bool more = add_references(document, mine, "Cert", certs);
      more = add_references(document, mine, "OCSP", ocsps) || more;
      more = add_references(document, mine, "CRL", crls) || more;
      if (!more) continue;
      grown = true;
      by_signature.set(name, Object(std::move(mine)));
    }
    if (!grown && !certificates.grown() && !responses.grown() && !lists.grown()) {
      return std::nullopt;
    }
    store.set("Type", Name{"DSS"});
    const auto set_list = [&](const char* key, const List& list) {
      if (!list.array().empty()) store.set(key, list.array());
    };
    set_list("Certs", certificates);
    set_list("OCSPs", responses);
    set_list("CRLs", lists);
    store.set("VRI", Object(std::move(by_signature)));
    const Object* there = root.find("DSS");
    const auto* reference = there == nullptr ? nullptr : there->as<Reference>();
    if (reference != nullptr && document.in_use(*reference)) {
      revision.set(*reference, Object(std::move(store)));
    } else {
      const Reference fresh = revision.allocate();
      revision.set(fresh, Object(std::move(store)));
      root.set("DSS", fresh);
      revision.set(document.root(), Object(std::move(root)));
    }
    return revision.append().bytes;
  } catch (const pdf::ReadFailure& failure) {
    damaged_pdf(failure.problem().detail);
  }
}

}  // namespace chancery::signing
