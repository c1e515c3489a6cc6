// What certificates say of where their issuer and their revocation are told.
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <array>

#include "pki/certificate.h"
#include "pki/der.h"
#include "pki/revocation.h"
#include "pki/signed_data.h"

namespace chancery::pki {
namespace {

/// More addresses than any certificate has.
constexpr std::size_t kMostPlaces = 8;

void add_place(const GENERAL_NAME* name, std::vector<std::string>& to) {
  if (name == nullptr || name->type != GEN_URI || to.size() == kMostPlaces) return;
  const ASN1_IA5STRING* uri = name->d.uniformResourceIdentifier;
  const std::string url(reinterpret_cast<const char*>(ASN1_STRING_get0_data(uri)),
                        static_cast<std::size_t>(ASN1_STRING_length(uri)));
  if (url.find('\0') != std::string::npos) return;
  if (url.starts_with("http://") || url.starts_with("https://")) to.push_back(url);
}

struct FreesDescriptions {
  void operator()(AUTHORITY_INFO_ACCESS* access) const { AUTHORITY_INFO_ACCESS_free(access); }
};
struct FreesPoints {
  void operator()(CRL_DIST_POINTS* points) const { CRL_DIST_POINTS_free(points); }
};

}  // namespace

RevocationPlaces places_of(const Certificate& certificate) {
  const ErrorScope scope;
  RevocationPlaces places;
  const X509* x509 = handle_of(certificate);
  const std::unique_ptr<AUTHORITY_INFO_ACCESS, FreesDescriptions> access(
      static_cast<AUTHORITY_INFO_ACCESS*>(
          X509_get_ext_d2i(x509, NID_info_access, nullptr, nullptr)));
  for (int i = 0; access && i < sk_ACCESS_DESCRIPTION_num(access.get()); ++i) {
    const ACCESS_DESCRIPTION* one = sk_ACCESS_DESCRIPTION_value(access.get(), i);
    const int method = OBJ_obj2nid(one->method);
    if (method == NID_ad_OCSP) add_place(one->location, places.ocsp);
    if (method == NID_ad_ca_issuers) add_place(one->location, places.issuer);
  }
  const std::unique_ptr<CRL_DIST_POINTS, FreesPoints> points(static_cast<CRL_DIST_POINTS*>(
      X509_get_ext_d2i(x509, NID_crl_distribution_points, nullptr, nullptr)));
  for (int i = 0; points && i < sk_DIST_POINT_num(points.get()); ++i) {
    const DIST_POINT* point = sk_DIST_POINT_value(points.get(), i);
    // A list of another issuer, or for some reasons only, would not do.
    if (point->CRLissuer != nullptr || point->reasons != nullptr) continue;
    if (point->distpoint == nullptr || point->distpoint->type != 0) continue;
    const GENERAL_NAMES* names = point->distpoint->name.fullname;
    for (int n = 0; n < sk_GENERAL_NAME_num(names); ++n) {
      add_place(sk_GENERAL_NAME_value(names, n), places.crl);
    }
  }
  return places;
}

std::string reason_name(long reason) {
  constexpr std::array<std::string_view, 11> kNames = {
      "unspecified",   "keyCompromise",        "cACompromise",    "affiliationChanged",
      "superseded",    "cessationOfOperation", "certificateHold", "",
      "removeFromCRL", "privilegeWithdrawn",   "aACompromise"};
  const bool known = reason >= 0 && reason < static_cast<long>(kNames.size());
  return std::string(known ? kNames.at(static_cast<std::size_t>(reason)) : "");
}

bool may_sign_responses(const Certificate& certificate) {
  const ErrorScope scope;
  // All bits are set when there is no such extension.
  return X509_get_extension_flags(handle_of(certificate)) & EXFLAG_XKUSAGE &&
         (X509_get_extended_key_usage(handle_of(certificate)) & XKU_OCSP_SIGN) != 0;
}

bool has_no_check(const Certificate& certificate) {
  return X509_get_ext_by_NID(handle_of(certificate), NID_id_pkix_OCSP_noCheck, -1) >= 0;
}

bool is_issued_by(const Certificate& certificate, const Certificate& issuer) {
  const ErrorScope scope;
  EVP_PKEY* key = X509_get0_pubkey(handle_of(issuer));
  return key != nullptr &&
         X509_check_issued(handle_of(issuer), handle_of(certificate)) == X509_V_OK &&
         X509_verify(handle_of(certificate), key) == 1;
}

bool is_self_signed(const Certificate& certificate) {
  return is_self_issued(certificate) && is_issued_by(certificate, certificate);
}

std::vector<Certificate> certificates_of(ByteView file) {
  if (auto one = Certificate::from_der(file)) return {*one};
  der::Reader reader(file, der::Rules::kBer);
  if (const auto content_info = reader.next(der::kSequence)) {
    if (const auto data = read_signed_data(*content_info)) return data->certificates;
  }
  return Certificate::from_pem(text_of(file));
}

}  // namespace chancery::pki
