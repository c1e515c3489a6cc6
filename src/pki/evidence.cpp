#include "pki/evidence.h"

#include <algorithm>
#include <array>
#include <set>

#include "pki/certificate.h"
#include "pki/check_signer.h"
#include "pki/revocation.h"
#include "pki/signed_data.h"

namespace chancery::pki {
namespace {

using Says = RevocationCheck::Says;

/// Certificates between a signer and its root; real chains have one to three.
constexpr int kLongestChain = 10;
/// Many more than a letter of many divisions needs.
constexpr std::size_t kMostCertificates = 200;

class Gathering {
 public:
  explicit Gathering(const EvidenceSources& sources)
      : sources_(sources), known_(sources.certificates) {}

  void know(std::span<const Certificate> certificates) {
    known_.insert(known_.end(), certificates.begin(), certificates.end());
  }

  void add_chain(const Certificate& leaf) {
    Certificate certificate = leaf;
    for (int length = 0; length < kLongestChain; ++length) {
      if (!add_certificate(certificate)) return;  // so are those above it
      if (is_self_signed(certificate)) return;
      const Certificate issuer = issuer_of(certificate);
      add_revocation(certificate, issuer);
      certificate = issuer;
    }
    incomplete(certificate, "the chain above it is too long");
  }

  Evidence finish() { return std::move(evidence_); }

 private:
  [[noreturn]] static void incomplete(const Certificate& certificate, const std::string& why) {
    throw Failure(FailureKind::kInput, "chain-incomplete",
                  "the certificate that issued " + certificate.subject() + " is not at hand" +
                      (why.empty() ? "" : ": " + why),
                  "name a file with '" + certificate.issuer() +
                      "' under services: certificates: in the list of divisions");
  }

  /// False when it is there already.
  bool add_certificate(const Certificate& certificate) {
    if (evidence_.certificates.size() == kMostCertificates) {
      incomplete(certificate, "there are too many certificates");
    }
    if (std::ranges::find(evidence_.certificates, certificate) != evidence_.certificates.end()) {
      return false;
    }
    evidence_.certificates.push_back(certificate);
    return true;
  }

  static void add(std::vector<Bytes>& to, ByteView one) {
    const bool there =
        std::ranges::any_of(to, [&](const Bytes& other) { return std::ranges::equal(other, one); });
    if (!there) to.emplace_back(one.begin(), one.end());
  }

  const Certificate* known_issuer(const Certificate& certificate) const {
    const auto found = std::ranges::find_if(
        known_, [&](const Certificate& candidate) { return is_issued_by(certificate, candidate); });
    return found == known_.end() ? nullptr : &*found;
  }

  Certificate issuer_of(const Certificate& certificate) {
    if (const Certificate* found = known_issuer(certificate)) return *found;
    std::string why;
    for (const std::string& url : places_of(certificate).issuer) {
      const std::string question = "issuer " + url;
      std::optional<Bytes> answer = taken(question);
      const bool kept = answer.has_value();
      if (!answer) answer = asked({url, "", {}, kLargestTokenBytes, {}}, why);
      if (!answer) continue;
      know(certificates_of(*answer));
      if (const Certificate* found = known_issuer(certificate)) {
        if (!kept) keep(question, *answer);
        return *found;
      }
      why += (why.empty() ? "" : "; ") + url + ": it is another certificate";
    }
    incomplete(certificate, why);
  }

  std::optional<Bytes> taken(const std::string& question) const {
    return sources_.take ? sources_.take(question) : std::nullopt;
  }
  void keep(const std::string& question, ByteView answer) const {
    if (sources_.keep) sources_.keep(question, answer);
  }

  std::optional<Bytes> asked(const HttpRequest& request, std::string& why) const {
    if (!sources_.ask) return std::nullopt;
    HttpAnswer answer = sources_.ask(request);
    if (answer.good()) return std::move(answer.body);
    why += (why.empty() ? "" : "; ") + request.url + ": " + words_for(answer);
    return std::nullopt;
  }

  /// Whether the check settles it; takes the evidence in.
  bool settles(const RevocationCheck& check, const Certificate& certificate,
               const Certificate& issuer, ByteView evidence, std::vector<Bytes>& to) {
    if (check.says == Says::kRevoked) {
      throw Failure(FailureKind::kInput, "certificate-revoked",
                    "the certificate is revoked" + (check.why.empty() ? "" : " " + check.why) +
                        ": " + certificate.subject(),
                    "sign with a certificate that its authority stands by");
    }
    if (check.says != Says::kGood) return false;
    add(to, evidence);
    if (check.responder && add_certificate(*check.responder) && !has_no_check(*check.responder)) {
      add_revocation(*check.responder, issuer);
    }
    return true;
  }

  bool at_hand(const Certificate& certificate, const Certificate& issuer) {
    for (const Bytes& response : sources_.ocsp_responses) {
      const auto check = check_ocsp(response, nullptr, certificate, issuer, sources_.now);
      if (settles(check, certificate, issuer, response, evidence_.ocsp_responses)) return true;
    }
    // A list that was taken for another certificate of the issuer speaks of this one too.
    for (const std::vector<Bytes>& lists : {evidence_.crls, sources_.crls}) {
      for (const Bytes& list : lists) {
        const auto check = check_crl(list, certificate, issuer, sources_.now);
        if (settles(check, certificate, issuer, list, evidence_.crls)) return true;
      }
    }
    return false;
  }

  bool by_ocsp(const std::string& url, const Certificate& certificate, const Certificate& issuer,
               std::string& why) {
    const std::string question = "ocsp " + url + " " + certificate.fingerprint_sha256();
    if (const auto kept = taken(question)) {
      const auto check = check_ocsp(*kept, nullptr, certificate, issuer, sources_.now);
      if (settles(check, certificate, issuer, *kept, evidence_.ocsp_responses)) return true;
    }
    const OcspQuery query = ocsp_query(certificate, issuer);
    const auto answer =
        asked({url, "application/ocsp-request", query.request, kLargestTokenBytes, {}}, why);
    if (!answer) return false;
    const auto check = check_ocsp(*answer, &query, certificate, issuer, sources_.now);
    if (settles(check, certificate, issuer, *answer, evidence_.ocsp_responses)) {
      keep(question, *answer);
      return true;
    }
    why += (why.empty() ? "" : "; ") + url + ": " + check.why;
    return false;
  }

  bool by_list(const std::string& url, const Certificate& certificate, const Certificate& issuer,
               std::string& why) {
    const std::string question = "list " + url;
    if (const auto kept = taken(question)) {
      const auto check = check_crl(*kept, certificate, issuer, sources_.now);
      if (settles(check, certificate, issuer, *kept, evidence_.crls)) return true;
    }
    const auto answer = asked({url, "", {}, kLargestListBytes, {}}, why);
    if (!answer) return false;
    const std::vector<Bytes> lists = crls_of(*answer);
    const Bytes list = lists.empty() ? Bytes() : lists.front();
    const auto check = check_crl(list, certificate, issuer, sources_.now);
    if (settles(check, certificate, issuer, list, evidence_.crls)) {
      keep(question, list);
      return true;
    }
    why += (why.empty() ? "" : "; ") + url + ": " + check.why;
    return false;
  }

  /// What was made while the certificate was valid still tells of that time when nothing newer can
  /// be had: authorities do not answer for what has expired.
  bool from_earlier(const Certificate& certificate, const Certificate& issuer) {
    if (certificate.not_after() >= sources_.now) return false;
    for (const Bytes& response : sources_.ocsp_responses) {
      const auto made = ocsp_time(response);
      if (!made) continue;
      const auto check = check_ocsp(response, nullptr, certificate, issuer, *made);
      if (settles(check, certificate, issuer, response, evidence_.ocsp_responses)) return true;
    }
    for (const Bytes& list : sources_.crls) {
      const auto made = crl_time(list);
      if (!made) continue;
      const auto check = check_crl(list, certificate, issuer, *made);
      if (settles(check, certificate, issuer, list, evidence_.crls)) return true;
    }
    return false;
  }

  void add_revocation(const Certificate& certificate, const Certificate& issuer) {
    if (at_hand(certificate, issuer)) return;
    std::string why;
    const RevocationPlaces places = places_of(certificate);
    for (const std::string& url : places.ocsp) {
      if (by_ocsp(url, certificate, issuer, why)) return;
    }
    for (const std::string& url : places.crl) {
      if (by_list(url, certificate, issuer, why)) return;
    }
    if (from_earlier(certificate, issuer)) return;
    if (why.empty()) why = "the certificate names no place to ask";
    throw Failure(FailureKind::kSystem, "no-revocation-data",
                  "nobody says whether the certificate is revoked: " + certificate.subject() +
                      " (" + why + ")",
                  "try again later, or name a file with the list under services: "
                  "revocation-lists: in the list of divisions");
  }

  const EvidenceSources& sources_;
  std::vector<Certificate> known_;
  Evidence evidence_;
};

}  // namespace

Evidence gather_evidence(std::span<const Certificate> certificates,
                         const EvidenceSources& sources) {
  const ErrorScope scope;
  Gathering gathering(sources);
  gathering.know(certificates);
  for (const Certificate& certificate : certificates) gathering.add_chain(certificate);
  return gathering.finish();
}

SignersOf signers_of(ByteView cms) {
  const ErrorScope scope;
  SignersOf found;
  // Signatures in the order in which they stand within one another.
  std::vector<ByteView> open{cms};
  std::vector<Bytes> kept;
  for (std::size_t i = 0; i < open.size(); ++i) {
    CmsCheck check;
    const std::optional<SignedData> data = open_signed_data(open[i], check);
    if (!data || data->signers.empty()) continue;
    found.carried.insert(found.carried.end(), data->certificates.begin(), data->certificates.end());
    const auto signer = read_signer_info(data->signers.front());
    if (!signer) continue;
    CmsCheck named;
    named.certificates = data->certificates;
    check_signer(*signer, data->content_type, {}, named);
    if (named.signer) found.signers.push_back(*named.signer);
    if (i > 0) continue;
    for (const Attribute& attribute : signer->unsigned_attributes) {
      if (attribute.type != kSignatureTimeStampOid) continue;
      for (const der::Element& value : attribute.values) open.push_back(value.whole);
    }
  }
  return found;
}

}  // namespace chancery::pki
