// The signature value itself: several signers, content of its own, attributes and certificates
// tampered with, weak algorithms.
#include <algorithm>

#include "cms_tools.h"
#include "pki/timestamp.h"

namespace chancery::tests {
namespace {

using namespace rich;
using Pieces = std::span<const ByteView>;

Attack valued(std::string name, std::string told, std::function<Bytes(Pieces)> value,
              Expected expected = Expected::kAltered, std::string form = "ETSI.CAdES.detached") {
  return {"Cms" + std::move(name), std::move(told),
          [=](Random& random) {
            return signed_letter(random, {.sub_filter = form, .value = value, .room = 16000});
          },
          expected};
}

Attack by_openssl(std::string name, std::string told, std::vector<std::string> options,
                  Expected expected = Expected::kAltered, std::string key = "rsa",
                  Wanted wanted = {rsa("2048")}) {
  return valued(
      std::move(name), std::move(told),
      [=](Pieces pieces) {
        make_once(key, wanted);
        make_once("other", {rsa("2048"), "/O=Test Office/OU=Asia Division/CN=Other"});
        return openssl_cms(joined(pieces), key, options);
      },
      expected);
}

/// The usual value, with these bytes of it spoilt.
Attack spoilt_at(std::string name, std::string told, std::function<Bytes()> what) {
  return valued(std::move(name), std::move(told), [what = std::move(what)](Pieces pieces) {
    return spoilt(cms_over(pieces), what());
  });
}

/// A signer that says of itself what is not so.
class Pretender : public pki::Signer {
 public:
  Pretender(std::shared_ptr<const pki::Signer> key, pki::Hash hash)
      : key_(std::move(key)), hash_(hash) {}
  Bytes sign(ByteView message) const override { return key_->sign(message); }
  Bytes signature_algorithm() const override { return key_->signature_algorithm(); }
  pki::Hash hash() const override { return hash_; }
  std::size_t largest_signature_bytes() const override { return key_->largest_signature_bytes(); }

 private:
  std::shared_ptr<const pki::Signer> key_;
  pki::Hash hash_;
};

Bytes signed_by(const pki::Credential& credential, Pieces pieces) {
  return pki::sign_cms(credential, pki::digest(credential.signer->hash(), joined(pieces)));
}

const pki::Credential& impostor() {
  static const pki::Credential kCredential =
      keys().new_credential("impostor", {{}, "/O=Test Office/OU=Asia Division/CN=Impostor"});
  return kCredential;
}

/// Signed with one key, under the certificate of another.
Bytes under_another_certificate(Pieces pieces) {
  pki::Credential credential = impostor();
  credential.certificate = chancery::tests::credential().certificate;
  return signed_by(credential, pieces);
}

/// The certificate in the value is another's of the same length, or it is not there.
Bytes with_another_certificate(Pieces pieces) {
  Bytes cms = cms_over(pieces);
  const Bytes certificate = credential().certificate.der();
  const auto found = std::ranges::search(cms, certificate);
  Bytes other = impostor().certificate.der();
  other.resize(certificate.size());
  std::ranges::copy(other, found.begin());
  return cms;
}

Bytes with_the_wrong_digest_for_ed448(Pieces pieces) {
  pki::Credential credential = keys().new_credential("ed448", {{"ed448"}});
  credential.signer = std::make_shared<Pretender>(credential.signer, pki::Hash::kSha256);
  return signed_by(credential, pieces);
}

Bytes self_signed(Pieces pieces) {
  keys().make("alone", "", {rsa("2048"), "/O=Test Office/OU=Asia Division/CN=Asia Division"});
  return openssl_cms(joined(pieces), "alone", {"-cades"});
}

Attacks tampered() {
  return {
      spoilt_at("MessageDigestSpoilt", "",
                [] { return pki::der::object_identifier("1.2.840.113549.1.9.4"); }),
      spoilt_at("ContentTypeSpoilt", "",
                [] { return pki::der::object_identifier("1.2.840.113549.1.9.3"); }),
      spoilt_at("SigningCertificateSpoilt", "",
                [] { return pki::digest(pki::Hash::kSha256, credential().certificate.der()); }),
      spoilt_at("CertificateSpoilt", "", [] { return credential().certificate.der(); }),
      valued("SignatureSpoilt", "signature-wrong",
             [](Pieces pieces) {
               const Bytes cms = cms_over(pieces);
               return spoilt(cms, pki::signature_value(cms));
             }),
      valued("OverOtherBytes", "digest-mismatch",
             [](Pieces) {
               return pki::sign_cms(credential(),
                                    pki::digest(credential().signer->hash(), bytes_of("x")));
             }),
      valued("OverTheFirstPieceOnly", "digest-mismatch",
             [](Pieces pieces) { return cms_over(pieces.first(1)); }),
      valued("OverTheSecondPieceOnly", "digest-mismatch",
             [](Pieces pieces) { return cms_over(pieces.last(1)); }),
      valued("UnderAnothersCertificate", "signature-wrong", under_another_certificate),
      valued("WithAnothersCertificate", "", with_another_certificate),
      valued("WithAnotherDigestThanEd448Takes", "unsupported-algorithm",
             with_the_wrong_digest_for_ed448),
      valued("OfATimeStamp", "content-type-wrong",
             [](Pieces pieces) { return time_stamp_over(pieces); }),
      valued("ThatIsNone", "not-cms", [](Pieces pieces) { return joined(pieces.first(1)); }),
      valued("ThatIsACertificate", "", [](Pieces) { return credential().certificate.der(); }),
      valued(
          "WithBytesBehindIt", "cms-trailing-data",
          [](Pieces pieces) {
            Bytes cms = cms_over(pieces);
            append(cms, std::string_view("trailing"));
            return cms;
          },
          Expected::kReported),
  };
}

Attacks made_otherwise() {
  const std::vector<std::string> two{"-cades", "-signer", "other.pem", "-inkey", "other.key"};
  return {
      by_openssl("TwoSigners", "several-signers", two),
      by_openssl("TwoSignersOneOfThemWeak", "several-signers",
                 {"-cades", "-md", "sha1", "-signer", "other.pem", "-inkey", "other.key"}),
      by_openssl("ContentOfItsOwn", "encapsulated-content", {"-cades", "-nodetach"}),
      by_openssl("ContentOfItsOwnInPieces", "encapsulated-content",
                 {"-cades", "-stream", "-indef"}),
      valued("ContentOfAnotherFile", "encapsulated-content",
             [](Pieces) {
               make_once("rsa", {rsa("2048")});
               return openssl_cms(letter_pdf(), "rsa", {"-cades", "-nodetach"});
             }),
      by_openssl("ContentTypeOfItsOwn", "content-type-wrong",
                 {"-cades", "-econtent_type", "1.2.3.4"}),
      by_openssl("WithoutTheCertificate", "no-signer-certificate", {"-cades", "-nocerts"},
                 Expected::kNoPass),
      by_openssl("ContentOfItsOwnWithoutTheCertificate", "encapsulated-content",
                 {"-cades", "-nocerts", "-nodetach"}),
      by_openssl("Sha1", "weak-hash", {"-cades", "-md", "sha1"}, Expected::kNoPass),
      by_openssl("Md5", "weak-hash", {"-cades", "-md", "md5"}, Expected::kNoPass),
      by_openssl("RsaOf1024", "weak-key", {"-cades"}, Expected::kNoPass, "weak", {rsa("1024")}),
      by_openssl("ForEncryptionOnly", "not-for-signing", {"-cades"}, Expected::kNoPass, "cipher",
                 {.key = rsa("2048"), .usage = "critical,keyEncipherment"}),
      by_openssl("WithoutASigningCertificateAttribute", "no-signing-certificate", {},
                 Expected::kReported),
      valued("SelfSigned", "no-anchor", self_signed, Expected::kNoPass),
      valued(
          "Sha1OfTheOlderForm", "weak-hash",
          [](Pieces pieces) {
            make_once("rsa", {rsa("2048")});
            return openssl_cms(pki::digest(pki::Hash::kSha1, joined(pieces)), "rsa",
                               {"-nodetach", "-md", "sha1"});
          },
          Expected::kNoPass, "adbe.pkcs7.sha1"),
      valued(
          "Sha1OfTheOlderFormOverOtherBytes", "digest-mismatch",
          [](Pieces) {
            make_once("rsa", {rsa("2048")});
            return openssl_cms(pki::digest(pki::Hash::kSha1, bytes_of("x")), "rsa",
                               {"-nodetach", "-md", "sha1"});
          },
          Expected::kAltered, "adbe.pkcs7.sha1"),
      {"CmsOfAnotherDivision", "other-division",
       [](Random&) {
         const pki::Credential europe = keys().new_credential(
             "europe", {{}, "/O=Test Office/OU=Europe and Central Asia Division/CN=Europe"});
         return signed_file(letter_pdf(),
                            {.value = [&](Pieces pieces) { return signed_by(europe, pieces); }});
       },
       Expected::kNoPass},
  };
}

}  // namespace

Attacks cms_attacks() {
  Attacks attacks = tampered();
  for (Attack& attack : made_otherwise()) attacks.push_back(std::move(attack));
  return attacks;
}

Attacks time_stamp_attacks() {
  const auto stamped = [](std::string name, std::string told, std::function<Bytes(Pieces)> value,
                          Expected expected = Expected::kAltered) {
    return Attack{"TimeStamp" + std::move(name), std::move(told),
                  [value = std::move(value)](Random& random) {
                    return signed_file(signed_letter(random), {.field = kSecond,
                                                               .sub_filter = "ETSI.RFC3161",
                                                               .type = "DocTimeStamp",
                                                               .value = value});
                  },
                  expected};
  };
  const auto on_signature = [](std::string name, std::function<Bytes(const Bytes&)> token) {
    return Attack{"SignatureTimeStamp" + std::move(name), "time-stamp-wrong",
                  [token = std::move(token)](Random& random) {
                    return signed_letter(random, {.value =
                                                      [&](Pieces pieces) {
                                                        const Bytes cms = cms_over(pieces);
                                                        return pki::with_time_stamp(cms,
                                                                                    token(cms));
                                                      },
                                                  .room = 16000});
                  },
                  Expected::kReported};
  };
  // A true TSTInfo, signed by a division instead of a time-stamping unit.
  const auto by_a_division = [](Pieces pieces, const std::vector<std::string>& more) {
    make_once("rsa", {rsa("2048")});
    write_text(keys().path("true.token"), to_text(time_stamp_over(pieces)));
    keys().must({"cms", "-verify", "-noverify", "-inform", "DER", "-in", "true.token", "-out",
                 "token.info"});
    std::vector<std::string> options{"-cades", "-nodetach", "-econtent_type",
                                     "1.2.840.113549.1.9.16.1.4"};
    options.insert(options.end(), more.begin(), more.end());
    const Bytes info = to_bytes(keys().text("token.info"));
    return openssl_cms(info, "rsa", options);
  };
  return {
      stamped("OverOtherBytes", "digest-mismatch",
              [](Pieces) { return time_stamping().stamp(bytes_of("other")); }),
      stamped("OverTheFirstPieceOnly", "digest-mismatch",
              [](Pieces pieces) { return time_stamp_over(pieces.first(1)); }),
      stamped("ThatIsASignature", "content-type-wrong", cms_over),
      stamped("WithItsInformationSpoilt", "",
              [](Pieces pieces) {
                const Bytes bytes = joined(pieces);
                return spoilt(time_stamp_over(pieces), pki::digest(pki::Hash::kSha256, bytes));
              }),
      stamped("WithItsSignatureSpoilt", "",
              [](Pieces pieces) {
                Bytes token = time_stamp_over(pieces);
                token.back() ^= 1U;
                return token;
              }),
      stamped(
          "ByADivision", "time-stamps",
          [by_a_division](Pieces pieces) { return by_a_division(pieces, {}); }, Expected::kNoPass),
      stamped(
          "ByADivisionWithSha1", "weak-hash",
          [by_a_division](Pieces pieces) {
            return by_a_division(pieces, {"-md", "sha1"});
          },
          Expected::kNoPass),
      stamped("WithTwoSigners", "several-signers",
              [by_a_division](Pieces pieces) {
                make_once("other", {rsa("2048"), "/O=Test Office/OU=Asia Division/CN=Other"});
                return by_a_division(pieces, {"-signer", "other.pem", "-inkey", "other.key"});
              }),
      {"TimeStampCopiedFromAnotherFile", "digest-mismatch",
       [](Random& random) {
         const Bytes other = time_stamped(letter_pdf());
         const auto place = last_contents(other);
         const std::string token(text_of(other).substr(place.begin, place.end - place.begin));
         Bytes file = time_stamped(signed_letter(random));
         const auto here = last_contents(file);
         write_over(file, here.begin, here.end, token, '0');
         return file;
       }},
      {"TimeStampCopiedToALaterRevision", "digest-mismatch",
       [](Random& random) {
         const Bytes first = time_stamped(signed_letter(random));
         const auto place = last_contents(first);
         const std::string token(text_of(first).substr(place.begin, place.end - place.begin));
         Bytes file = time_stamped(first);
         const auto here = last_contents(file);
         write_over(file, here.begin, here.end, token, '0');
         return file;
       }},
      {"TimeStampThatCanBeSeenOnACertifiedLetter", "third",
       [](Random& random) {
         const Bytes prepared =
             with_field(certified_letter(random, 1), {{"FT", Name{"Sig"}},
                                                      {"T", pdf::text_string("third")},
                                                      {"Subtype", Name{"Widget"}},
                                                      {"Rect", Array{0, 0, 596, 842}}});
         return signed_file(prepared, {.field = newest(prepared),
                                       .sub_filter = "ETSI.RFC3161",
                                       .type = "DocTimeStamp",
                                       .value = time_stamp_over});
       }},
      on_signature("OfAnother",
                   [](const Bytes&) { return time_stamping().stamp(bytes_of("another value")); }),
      on_signature("ThatIsNone",
                   [](const Bytes&) { return pki::der::element(pki::der::kSequence, Bytes{}); }),
      on_signature("OverTheWholeValue",
                   [](const Bytes& cms) { return time_stamping().stamp(cms); }),
      on_signature("WithItsSignatureSpoilt",
                   [](const Bytes& cms) {
                     Bytes token = time_stamping().stamp(pki::signature_value(cms));
                     token.back() ^= 1U;
                     return token;
                   }),
  };
}

}  // namespace chancery::tests
