#include "signing/seed_value.h"

#include <algorithm>

#include "data/data.h"
#include "signing/entries.h"

namespace chancery::signing {
namespace {

using pdf::Array;
using pdf::Dictionary;
using pdf::Document;
using pdf::Object;

/// Which entries are demands (12.7.4.5, table 234).
enum Demand : std::int64_t {
  kFilter = 1 << 0,
  kSubFilter = 1 << 1,
  kReasons = 1 << 3,
  kLegalAttestation = 1 << 4,
  kRevocation = 1 << 5,
  kDigestMethod = 1 << 6,
};

[[noreturn]] void demanded(const FieldPlace& place, const std::string& what,
                           const std::string& mend) {
  throw Failure(FailureKind::kInput, "seed-value",
                "the field " + data::in_quotes(place.field_name) + " demands " + what, mend);
}

std::int64_t number(const Document& document, const Dictionary& dictionary, std::string_view key) {
  const Object found = entry(document, dictionary, key);
  return found.as<std::int64_t>() == nullptr ? 0 : *found.as<std::int64_t>();
}

/// Names or texts of a list, or the one that stands alone.
std::vector<std::string> words(const Document& document, const Dictionary& seed,
                               std::string_view key) {
  std::vector<std::string> found;
  const Object value = entry(document, seed, key);
  const Array alone{value};
  const Array& list = value.as<Array>() == nullptr ? alone : *value.as<Array>();
  for (const Object& item : list) {
    const Object one = document.resolve(item);
    if (one.as<pdf::Name>() != nullptr) found.push_back(one.as<pdf::Name>()->value);
    if (one.as<pdf::String>() != nullptr) {
      found.push_back(pdf::text_of_string(*one.as<pdf::String>()));
    }
  }
  return found;
}

bool has(const std::vector<std::string>& list, std::string_view word) {
  return std::ranges::find(list, word) != list.end();
}

std::string quoted(const std::vector<std::string>& list) {
  std::string text;
  for (const std::string& word : list) text += (text.empty() ? "" : ", ") + data::in_quotes(word);
  return text;
}

/// As table 234 names them.
std::string_view digest_name(pki::Hash hash) {
  switch (hash) {
    case pki::Hash::kSha256:
      return "SHA256";
    case pki::Hash::kSha384:
      return "SHA384";
    case pki::Hash::kSha512:
      return "SHA512";
    default:
      return "SHAKE256";
  }
}

void check_reason(const FieldPlace& place, const std::vector<std::string>& reasons,
                  const std::string& reason) {
  // A single full stop stands for none (table 234, Reasons).
  const bool none = reasons.empty() || (reasons.size() == 1 && reasons[0] == ".");
  if (none) {
    if (!reason.empty()) demanded(place, "a signature without a reason", "leave --reason out");
  } else if (!has(reasons, reason)) {
    demanded(place, "one of the reasons " + quoted(reasons), "give one of them with --reason");
  }
}

void check_certification(const Document& document, const FieldPlace& place, const Dictionary& seed,
                         int certify) {
  const Object rule = entry(document, seed, "MDP");
  if (rule.as<Dictionary>() == nullptr) return;
  const std::int64_t level = number(document, *rule.as<Dictionary>(), "P");
  if (level == certify) return;
  if (level == 0) {
    demanded(place, "a signature that certifies nothing", "leave --certify out");
  }
  demanded(place, "a certification of level " + std::to_string(level),
           "sign with --certify " + std::to_string(level) + ", before anybody else");
}

}  // namespace

void check_seed_value(const Document& document, const FieldPlace& place,
                      const SignRequest& request) {
  if (place.fresh) return;
  const Object field = document.get(place.value_holder.value_or(place.field));
  if (field.as<Dictionary>() == nullptr) return;
  const Object value = entry(document, *field.as<Dictionary>(), "SV");
  const auto* seed = value.as<Dictionary>();
  if (seed == nullptr) return;
  const std::int64_t demands = number(document, *seed, "Ff");
  const std::string elsewhere = "sign it with a program that makes such signatures";
  const auto demands_another = [&](Demand demand, std::string_view key, std::string_view ours) {
    return (demands & demand) != 0 && !has(words(document, *seed, key), ours);
  };
  if (demands_another(kFilter, "Filter", "Adobe.PPKLite") ||
      demands_another(kSubFilter, "SubFilter", "ETSI.CAdES.detached")) {
    demanded(place, "a signature of another form than PAdES", elsewhere);
  }
  if (demands_another(kDigestMethod, "DigestMethod",
                      digest_name(request.credential->signer->hash()))) {
    demanded(place, "a digest by " + quoted(words(document, *seed, "DigestMethod")),
             "choose it with 'hash' in the list of divisions");
  }
  if ((demands & kReasons) != 0) {
    check_reason(place, words(document, *seed, "Reasons"), request.reason);
  }
  if ((demands & (kLegalAttestation | kRevocation)) != 0) {
    demanded(place, "an attestation, or revocation data within the signature", elsewhere);
  }
  check_certification(document, place, *seed, request.certify);
  const Object certificates = entry(document, *seed, "Cert");
  if (certificates.as<Dictionary>() != nullptr &&
      number(document, *certificates.as<Dictionary>(), "Ff") != 0) {
    demanded(place, "certain certificates, which is not checked here", elsewhere);
  }
}

}  // namespace chancery::signing
