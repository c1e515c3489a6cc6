// A PKI in which everything happens when the test says so: certificates, revocation lists, OCSP
// responses and time-stamps of any time, made with OpenSSL's own functions.
#pragma once

#include <openssl/cms.h>
#include <openssl/ocsp.h>
#include <openssl/pem.h>
#include <openssl/ts.h>
#include <openssl/x509v3.h>

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "pki/openssl.h"
#include "pki/timestamp.h"
#include "signed_file.h"

namespace chancery::tests {

using pki::UnixTime;

/// The beginning of a year, and of a month in it, in UTC.
inline UnixTime year(int number, int month = 1) {
  constexpr std::array<int, 12> kBefore = {0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334};
  const bool leap = number % 4 == 0;
  const UnixTime days = (number - 1970) * 365 + (number - 1969) / 4 +
                        kBefore.at(static_cast<std::size_t>(month - 1)) +
                        (leap && month > 2 ? 1 : 0);
  return days * 86400;
}

/// Stops the test where OpenSSL fails.
inline void must(bool done) {
  if (!done) throw std::runtime_error("OpenSSL failed");
}

struct Entity {
  std::shared_ptr<EVP_PKEY> key;
  std::shared_ptr<X509> x509;

  pki::Certificate certificate() const { return *pki::Certificate::from_der(der()); }
  Bytes der() const {
    Bytes bytes(static_cast<std::size_t>(i2d_X509(x509.get(), nullptr)));
    unsigned char* to = bytes.data();
    i2d_X509(x509.get(), &to);
    return bytes;
  }
};

using Extensions = std::vector<std::pair<int, std::string>>;

struct Life {
  std::string name = "Asia Division";  ///< common name, and unit
  UnixTime from = year(2020), to = year(2023);
  Extensions extensions = {{NID_key_usage, "critical,digitalSignature,nonRepudiation"}};
  int rsa_bits = 0;  ///< 0: a key on P-256
  const EVP_MD* digest = EVP_sha256();
};

inline Extensions authority(const Extensions& more = {}) {
  Extensions all{{NID_basic_constraints, "critical,CA:TRUE"},
                 {NID_key_usage, "critical,keyCertSign,cRLSign"}};
  all.insert(all.end(), more.begin(), more.end());
  return all;
}
inline Extensions time_stamping_unit() {
  return {{NID_key_usage, "critical,digitalSignature"},
          {NID_ext_key_usage, "critical,timeStamping"}};
}
inline Extensions responder() {
  return {{NID_key_usage, "critical,digitalSignature"},
          {NID_ext_key_usage, "OCSPSigning"},
          {NID_id_pkix_OCSP_noCheck, "ignored"}};
}

inline void add_extension(X509* x509, X509* issuer, int kind, const std::string& value) {
  X509V3_CTX context;
  X509V3_set_ctx(&context, issuer, x509, nullptr, nullptr, 0);
  const std::unique_ptr<CONF, pki::Frees<NCONF_free>> none(NCONF_new(nullptr));
  X509V3_set_nconf(&context, none.get());  // certificate policies ask for one
  X509_EXTENSION* extension = X509V3_EXT_conf_nid(nullptr, &context, kind, value.c_str());
  must(extension != nullptr && X509_add_ext(x509, extension, -1) == 1);
  X509_EXTENSION_free(extension);
}

/// A certificate for a new key; of its own when there is no issuer.
inline Entity issued(const Entity* issuer, const Life& life) {
  static long serial = 1000;
  Entity entity;
  entity.key.reset(
      life.rsa_bits > 0 ? EVP_RSA_gen(static_cast<unsigned>(life.rsa_bits)) : EVP_EC_gen("P-256"),
      EVP_PKEY_free);
  entity.x509.reset(X509_new(), X509_free);
  X509* x509 = entity.x509.get();
  X509_set_version(x509, 2);
  ASN1_INTEGER_set(X509_get_serialNumber(x509), ++serial);
  ASN1_TIME_set(X509_getm_notBefore(x509), life.from);
  ASN1_TIME_set(X509_getm_notAfter(x509), life.to);
  X509_set_pubkey(x509, entity.key.get());
  X509_NAME* name = X509_get_subject_name(x509);
  const auto add = [&](const char* field, const std::string& text) {
    must(X509_NAME_add_entry_by_txt(name, field, MBSTRING_UTF8,
                                    reinterpret_cast<const unsigned char*>(text.c_str()), -1, -1,
                                    0) == 1);
  };
  add("O", "Test Office");
  add("OU", life.name);
  add("CN", life.name);
  X509* above = issuer == nullptr ? x509 : issuer->x509.get();
  X509_set_issuer_name(x509, X509_get_subject_name(above));
  add_extension(x509, above, NID_subject_key_identifier, "hash");
  for (const auto& [kind, value] : life.extensions) add_extension(x509, above, kind, value);
  must(X509_sign(x509, issuer == nullptr ? entity.key.get() : issuer->key.get(), life.digest) > 0);
  // What was made is taken as whoever reads it would.
  const Bytes der = entity.der();
  const unsigned char* at = der.data();
  entity.x509.reset(d2i_X509(nullptr, &at, static_cast<long>(der.size())), X509_free);
  return entity;
}

struct Revoked {
  Entity who;
  UnixTime since = 0;
  int reason = -1;  ///< RFC 5280, 5.3.1
};

struct List {
  UnixTime made = 0, until = 0;
  std::vector<Revoked> revoked = {};
  bool delta = false;
  std::string scope = {};  ///< issuingDistributionPoint, as openssl.cnf has it
  const EVP_MD* digest = EVP_sha256();
};

inline Bytes crl(const Entity& issuer, const List& list) {
  const std::unique_ptr<X509_CRL, pki::Frees<X509_CRL_free>> crl(X509_CRL_new());
  X509_CRL_set_version(crl.get(), 1);
  X509_CRL_set_issuer_name(crl.get(), X509_get_subject_name(issuer.x509.get()));
  const std::unique_ptr<ASN1_TIME, pki::Frees<ASN1_TIME_free>> time(ASN1_TIME_new());
  const auto at = [&](UnixTime value) { return ASN1_TIME_set(time.get(), value); };
  X509_CRL_set1_lastUpdate(crl.get(), at(list.made));
  X509_CRL_set1_nextUpdate(crl.get(), at(list.until));
  for (const Revoked& one : list.revoked) {
    X509_REVOKED* entry = X509_REVOKED_new();
    X509_REVOKED_set_serialNumber(entry, X509_get_serialNumber(one.who.x509.get()));
    X509_REVOKED_set_revocationDate(entry, at(one.since));
    if (one.reason >= 0) {
      const std::unique_ptr<ASN1_ENUMERATED, pki::Frees<ASN1_ENUMERATED_free>> reason(
          ASN1_ENUMERATED_new());
      ASN1_ENUMERATED_set(reason.get(), one.reason);
      X509_REVOKED_add1_ext_i2d(entry, NID_crl_reason, reason.get(), 0, 0);
    }
    must(X509_CRL_add0_revoked(crl.get(), entry) == 1);
  }
  if (list.delta) {
    const std::unique_ptr<ASN1_INTEGER, pki::Frees<ASN1_INTEGER_free>> base(ASN1_INTEGER_new());
    ASN1_INTEGER_set(base.get(), 1);
    X509_CRL_add1_ext_i2d(crl.get(), NID_delta_crl, base.get(), 1, 0);
  }
  if (!list.scope.empty()) {
    X509_EXTENSION* point =
        X509V3_EXT_conf_nid(nullptr, nullptr, NID_issuing_distribution_point, list.scope.c_str());
    must(point != nullptr && X509_CRL_add_ext(crl.get(), point, -1) == 1);
    X509_EXTENSION_free(point);
  }
  X509_CRL_sort(crl.get());
  must(X509_CRL_sign(crl.get(), issuer.key.get(), list.digest) > 0);
  Bytes der(static_cast<std::size_t>(i2d_X509_CRL(crl.get(), nullptr)));
  unsigned char* to = der.data();
  i2d_X509_CRL(crl.get(), &to);
  return der;
}

struct Answer {
  UnixTime made = 0, until = 0;
  std::optional<UnixTime> revoked = {};
  int reason = OCSP_REVOKED_STATUS_NOSTATUS;
  bool without_certificate = false;  ///< of whoever signs it
};

inline Bytes ocsp(const Entity& responder, const Entity& issuer, const Entity& about,
                  const Answer& answer) {
  const std::unique_ptr<OCSP_BASICRESP, pki::Frees<OCSP_BASICRESP_free>> basic(
      OCSP_BASICRESP_new());
  const auto time = [](UnixTime value) {
    return std::unique_ptr<ASN1_TIME, pki::Frees<ASN1_TIME_free>>(
        ASN1_GENERALIZEDTIME_set(nullptr, value));
  };
  OCSP_CERTID* id = OCSP_cert_to_id(EVP_sha256(), about.x509.get(), issuer.x509.get());
  const auto revoked = time(answer.revoked.value_or(0));
  const auto made = time(answer.made), until = time(answer.until);
  must(OCSP_basic_add1_status(basic.get(), id,
                              answer.revoked ? V_OCSP_CERTSTATUS_REVOKED : V_OCSP_CERTSTATUS_GOOD,
                              answer.reason, answer.revoked ? revoked.get() : nullptr, made.get(),
                              until.get()) != nullptr);
  OCSP_CERTID_free(id);
  must(OCSP_basic_sign(basic.get(), responder.x509.get(), responder.key.get(), EVP_sha256(),
                       nullptr, answer.without_certificate ? OCSP_NOCERTS : 0) == 1);
  const std::unique_ptr<OCSP_RESPONSE, pki::Frees<OCSP_RESPONSE_free>> response(
      OCSP_response_create(OCSP_RESPONSE_STATUS_SUCCESSFUL, basic.get()));
  Bytes der(static_cast<std::size_t>(i2d_OCSP_RESPONSE(response.get(), nullptr)));
  unsigned char* to = der.data();
  i2d_OCSP_RESPONSE(response.get(), &to);
  return der;
}

inline Bytes der_of(CMS_ContentInfo* cms) {
  Bytes der(static_cast<std::size_t>(i2d_CMS_ContentInfo(cms, nullptr)));
  unsigned char* to = der.data();
  i2d_CMS_ContentInfo(cms, &to);
  return der;
}

/// TSTInfo (RFC 3161, 2.4.2) over the bytes.
inline Bytes time_stamp_info(ByteView stamped, UnixTime time) {
  using pki::der::element;
  static std::uint8_t serial = 0;
  std::string text = pki::format_utc(time);
  std::erase_if(text, [](char c) { return c == '-' || c == ':' || c == 'T'; });
  const Bytes sha256 =
      element(pki::der::kSequence, pki::der::object_identifier("2.16.840.1.101.3.4.2.1"));
  const Bytes imprint =
      element(pki::der::kSequence,
              {sha256, element(pki::der::kOctetString, pki::digest(pki::Hash::kSha256, stamped))});
  serial = static_cast<std::uint8_t>((serial + 1) % 100);
  return element(
      pki::der::kSequence,
      {pki::der::small_integer(1), pki::der::object_identifier("1.2.3.4.1"), imprint,
       pki::der::small_integer(serial), element(pki::der::kGeneralizedTime, bytes_of(text))});
}

/// A token (RFC 3161, 2.4.2) of any time.
inline Bytes time_stamp(const Entity& unit, ByteView stamped, UnixTime time) {
  const Bytes info = time_stamp_info(stamped, time);
  const pki::BioHandle content(BIO_new_mem_buf(info.data(), static_cast<int>(info.size())));
  constexpr unsigned kFlags = CMS_PARTIAL | CMS_BINARY | CMS_CADES | CMS_NOSMIMECAP;
  const std::unique_ptr<CMS_ContentInfo, pki::Frees<CMS_ContentInfo_free>> cms(
      CMS_sign(nullptr, nullptr, nullptr, nullptr, kFlags));
  must(CMS_set1_eContentType(cms.get(), OBJ_nid2obj(NID_id_smime_ct_TSTInfo)) == 1);
  must(CMS_add1_signer(cms.get(), unit.x509.get(), unit.key.get(), EVP_sha256(), kFlags) !=
       nullptr);
  must(CMS_final(cms.get(), content.get(), nullptr, kFlags) == 1);
  return der_of(cms.get());
}

/// What signs letters with an entity's key.
inline pki::Credential credential_of(const Entity& entity) {
  const pki::BioHandle out(BIO_new(BIO_s_mem()));
  PEM_write_bio_PrivateKey(out.get(), entity.key.get(), nullptr, nullptr, 0, nullptr, nullptr);
  PEM_write_bio_X509(out.get(), entity.x509.get());
  char* data = nullptr;
  const long size = BIO_get_mem_data(out.get(), &data);
  return pki::load_pem(bytes_of(std::string_view(data, static_cast<std::size_t>(size))), "",
                       "entity");
}

/// A signature, stamped when there is a unit; the letter's first field or another.
struct SignedBy {
  const Entity* signer = nullptr;
  const Entity* unit = nullptr;
  UnixTime stamped = 0;
  int field = 7;
};
inline Bytes signed_by(const Bytes& file, const SignedBy& by) {
  const pki::Credential credential = credential_of(*by.signer);
  return signed_file(file, {.field = by.field, .value = [&](std::span<const ByteView> pieces) {
                              Bytes cms = pki::sign_cms(
                                  credential,
                                  pki::digest(credential.signer->hash(), joined(pieces)));
                              if (by.unit == nullptr) return cms;
                              return pki::with_time_stamp(
                                  cms, time_stamp(*by.unit, pki::signature_value(cms), by.stamped));
                            }});
}

/// The file with a document time-stamp.
inline Bytes stamped(const Bytes& file, const Entity& unit, UnixTime time) {
  return time_stamped(file, [&](std::span<const ByteView> pieces) {
    return time_stamp(unit, joined(pieces), time);
  });
}

/// What a signature of the openssl library carries besides itself: attributes by their identifiers,
/// each with one SEQUENCE, and a list among its RevocationInfoChoices.
struct Carried {
  std::vector<std::pair<std::string, Bytes>> signed_attributes = {}, unsigned_attributes = {};
  Bytes list = {};
  bool without_certificate = false;
};
inline Bytes cms_with(const Entity& signer, ByteView content, const Carried& carried) {
  const pki::BioHandle in(BIO_new_mem_buf(content.data(), static_cast<int>(content.size())));
  const unsigned flags = CMS_BINARY | CMS_DETACHED | CMS_PARTIAL | CMS_CADES |
                         (carried.without_certificate ? CMS_NOCERTS : 0U);
  const std::unique_ptr<CMS_ContentInfo, pki::Frees<CMS_ContentInfo_free>> cms(
      CMS_sign(nullptr, nullptr, nullptr, in.get(), flags));
  CMS_SignerInfo* info =
      CMS_add1_signer(cms.get(), signer.x509.get(), signer.key.get(), EVP_sha256(), flags);
  must(info != nullptr);
  for (const auto& [type, value] : carried.signed_attributes) {
    must(CMS_signed_add1_attr_by_txt(info, type.c_str(), V_ASN1_SEQUENCE, value.data(),
                                     static_cast<int>(value.size())) == 1);
  }
  if (!carried.list.empty()) {
    const unsigned char* at = carried.list.data();
    CMS_add0_crl(cms.get(), d2i_X509_CRL(nullptr, &at, static_cast<long>(carried.list.size())));
  }
  must(CMS_final(cms.get(), in.get(), nullptr, flags) == 1);
  for (const auto& [type, value] : carried.unsigned_attributes) {
    must(CMS_unsigned_add1_attr_by_txt(info, type.c_str(), V_ASN1_SEQUENCE, value.data(),
                                       static_cast<int>(value.size())) == 1);
  }
  return der_of(cms.get());
}

/// What a store is given.
struct Kept {
  std::vector<Bytes> certificates = {}, responses = {}, lists = {};
  std::string vri = {};  ///< the name of an entry under /VRI, which has them too
};
/// The file with a revision that adds to its DSS (EN 319 142-1, 5.4.2).
inline Bytes with_store(const Bytes& file, const Kept& kept) {
  return edited(file, [&](const pdf::Document& document, pdf::Revision& revision) {
    Dictionary root = dictionary_at(document, 1);
    const Object* there = root.find("DSS");
    Dictionary store = there == nullptr ? Dictionary() : *there->as<Dictionary>();
    Dictionary of_signature;
    const auto add = [&](const char* key, const char* single, const std::vector<Bytes>& all) {
      const Object* list = store.find(key);
      Array array = list == nullptr ? Array() : *list->as<Array>();
      for (const Bytes& one : all) {
        const Reference reference = revision.allocate();
        revision.set(reference, pdf::Stream{Dictionary(), one});
        array.emplace_back(reference);
      }
      if (!array.empty()) of_signature.set(single, array);
      if (!array.empty()) store.set(key, std::move(array));
    };
    add("Certs", "Cert", kept.certificates);
    add("OCSPs", "OCSP", kept.responses);
    add("CRLs", "CRL", kept.lists);
    if (!kept.vri.empty()) {
      store = Dictionary{{"VRI", Dictionary{{kept.vri, of_signature}}}};
    }
    root.set("DSS", store);
    revision.set({1, 0}, std::move(root));
  });
}

}  // namespace chancery::tests
