// Each status and sub-indication of EN 319 102-1 that a letter can get without a time-stamp (5.3).
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "world.h"

namespace chancery::tests {
namespace {

using ::testing::AllOf;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::Not;

/// Lists and responses as both attributes of signatures have them.
Bytes revocation_values(const std::vector<Bytes>& lists, const std::vector<Bytes>& responses) {
  using namespace pki::der;
  const auto all = [](const std::vector<Bytes>& items) {
    Bytes content;
    for (const Bytes& item : items) append(content, ByteView(item));
    return element(kSequence, content);
  };
  return element(kSequence,
                 {element(constructed(0), all(lists)), element(constructed(1), all(responses))});
}

/// The BasicOCSPResponse in an OCSPResponse (RFC 6960, 4.2.1).
Bytes basic_response(const Bytes& response) {
  const unsigned char* at = response.data();
  const std::unique_ptr<OCSP_RESPONSE, pki::Frees<OCSP_RESPONSE_free>> whole(
      d2i_OCSP_RESPONSE(nullptr, &at, static_cast<long>(response.size())));
  const std::unique_ptr<OCSP_BASICRESP, pki::Frees<OCSP_BASICRESP_free>> basic(
      OCSP_response_get1_basic(whole.get()));
  Bytes der(static_cast<std::size_t>(i2d_OCSP_BASICRESP(basic.get(), nullptr)));
  unsigned char* to = der.data();
  i2d_OCSP_BASICRESP(basic.get(), &to);
  return der;
}

TEST(BasicSignature, PassesWhileItsCertificateIsValid) {
  EXPECT_EQ(status(world().letter(), world().trust(), year(2021)), "TOTAL-PASSED");
  // Nobody was asked about revocation, and the report says so.
  EXPECT_THAT(codes_of(world().letter(), world().trust(), year(2021)),
              Contains("revocation-unknown"));
}

TEST(BasicSignature, NoCertificateChainFound) {
  EXPECT_EQ(status(world().letter(), {}, year(2021)), "INDETERMINATE/NO_CERTIFICATE_CHAIN_FOUND");
}

TEST(BasicSignature, NoSigningCertificateFound) {
  Bytes file = carrying([](ByteView) { return Carried{.without_certificate = true}; });
  const Report found = report(file, world().trust(), year(2021));
  EXPECT_EQ(told(found.signatures.at(0)), "INDETERMINATE/NO_SIGNING_CERTIFICATE_FOUND");
  EXPECT_TRUE(altered(found));  // nobody can say that it is intact
  file.at(text_of(file).find("10 10 re")) = '2';
  EXPECT_EQ(told(report(file, world().trust(), year(2021)).signatures.at(0)),
            "TOTAL-FAILED/FORMAT_FAILURE");
}

TEST(BasicSignature, OutOfBoundsWithoutProof) {
  EXPECT_EQ(status(world().letter(), world().trust(), year(2024)),
            "INDETERMINATE/OUT_OF_BOUNDS_NO_POE");
  EXPECT_EQ(status(world().letter(), world().trust(), year(2019)),
            "INDETERMINATE/OUT_OF_BOUNDS_NO_POE");
}

TEST(BasicSignature, OutOfBoundsButNotRevoked) {
  Trust trust = world().trust();
  trust.crls = {world().issuing_list(year(2022, 6), year(2022, 7))};
  EXPECT_EQ(status(world().letter(), trust, year(2024)), "INDETERMINATE/OUT_OF_BOUNDS_NOT_REVOKED");
  // A list forgets what has expired, so that one made later says nothing of it.
  trust.crls = {world().issuing_list(year(2023, 12), year(2024, 2))};
  EXPECT_EQ(status(world().letter(), trust, year(2024)), "INDETERMINATE/OUT_OF_BOUNDS_NO_POE");
}

TEST(BasicSignature, RevokedWithoutProof) {
  Trust trust = world().trust();
  trust.crls = {crl(world().issuing, {.made = year(2021, 6),
                                      .until = year(2021, 7),
                                      .revoked = {{world().signer, year(2021, 5), 1}}})};
  EXPECT_EQ(status(world().letter(), trust, year(2021, 6)), "INDETERMINATE/REVOKED_NO_POE");
  EXPECT_THAT(verification::to_text(report(world().letter(), trust, year(2021, 6)), "file"),
              HasSubstr("2021-05-01T00:00:00Z (keyCompromise)"));
  // A list that is out of date still tells of what it has.
  EXPECT_EQ(status(world().letter(), trust, year(2022)), "INDETERMINATE/REVOKED_NO_POE");
  // Before that it was good.
  EXPECT_EQ(status(world().letter(), trust, year(2021, 4)), "TOTAL-PASSED");
}

TEST(BasicSignature, AuthorityRevoked) {
  Trust trust = world().trust();
  trust.crls = {crl(world().root, {.made = year(2021, 6),
                                   .until = year(2021, 7),
                                   .revoked = {{world().issuing, year(2021, 5), 2}}})};
  EXPECT_EQ(status(world().letter(), trust, year(2021, 6)), "INDETERMINATE/REVOKED_CA_NO_POE");
}

TEST(BasicSignature, SuspendedCertificatesAreToBeTriedLater) {
  Trust trust = world().trust();
  const Bytes held = crl(world().issuing, {.made = year(2021, 6),
                                           .until = year(2021, 7),
                                           .revoked = {{world().signer, year(2021, 5), 6}}});
  trust.crls = {held};
  EXPECT_EQ(status(world().letter(), trust, year(2021, 6) + kDay), "INDETERMINATE/TRY_LATER");
  // A later list without it: it is in use again.
  trust.crls = {held, world().issuing_list(year(2021, 6) + 10 * kDay, year(2021, 8))};
  EXPECT_EQ(status(world().letter(), trust, year(2021, 6) + 11 * kDay), "TOTAL-PASSED");
}

TEST(BasicSignature, RevocationMayBeRequired) {
  Trust trust = world().trust(true);
  EXPECT_EQ(status(world().letter(), trust, year(2021)), "INDETERMINATE/TRY_LATER");
  EXPECT_THAT(codes_of(world().letter(), trust, year(2021)), Contains("revocation-unknown"));
  trust.crls = {world().issuing_list(year(2021), year(2021, 2)),
                world().root_list(year(2021), year(2021, 2))};
  EXPECT_EQ(status(world().letter(), trust, year(2021) + kDay), "TOTAL-PASSED");
  EXPECT_THAT(codes_of(world().letter(), trust, year(2021) + kDay),
              Not(Contains("revocation-unknown")));
  EXPECT_EQ(status(world().letter(), trust, year(2021, 3)), "INDETERMINATE/TRY_LATER");
  EXPECT_THAT(codes_of(world().letter(), trust, year(2021, 3)), Contains("revocation-stale"));
}

TEST(BasicSignature, DeltaListsAndThoseOfOthersDoNotCount) {
  Trust trust = world().trust(true);
  const Bytes above = world().root_list(year(2021), year(2021, 2));
  trust.crls = {above, crl(world().issuing, {year(2021), year(2021, 2), {}, true})};
  EXPECT_EQ(status(world().letter(), trust, year(2021) + kDay), "INDETERMINATE/TRY_LATER");
  EXPECT_THAT(verification::to_text(report(world().letter(), trust, year(2021) + kDay), "file"),
              HasSubstr("it is a delta list"));
  const Entity stranger = issued(&world().root, {.name = "Issuing", .extensions = authority()});
  trust.crls = {above, crl(stranger, {year(2021), year(2021, 2)})};
  EXPECT_EQ(status(world().letter(), trust, year(2021) + kDay), "INDETERMINATE/TRY_LATER");
}

TEST(BasicSignature, ListsMustBeOfAllThatCouldRevokeIt) {
  const World& w = world();
  Trust trust = w.trust(true);
  const auto judged = [&](const std::string& scope) {
    trust.crls = {w.root_list(year(2021), year(2021, 2)),
                  crl(w.issuing, {.made = year(2021), .until = year(2021, 2), .scope = scope})};
    const Report found = report(w.letter(), trust, year(2021) + kDay);
    const SignatureReport& signature = found.signatures.at(0);
    return told(signature) + ": " + (signature.findings.empty() ? "" : signature.findings[0].text);
  };
  EXPECT_THAT(judged("critical,onlyuser:TRUE"), HasSubstr("TOTAL-PASSED"));
  for (const auto& [scope, why] :
       {std::pair("critical,indirectCRL:TRUE", "of several issuers"),
        std::pair("critical,onlysomereasons:keyCompromise", "some reasons only"),
        std::pair("critical,onlyCA:TRUE", "of authorities only"),
        std::pair("critical,onlyAA:TRUE", "attribute certificates")}) {
    EXPECT_THAT(judged(scope), AllOf(HasSubstr("TRY_LATER"), HasSubstr(why)));
  }
}

TEST(BasicSignature, OcspIsByTheIssuerOrWhomItDelegated) {
  const Entity delegate = issued(
      &world().issuing,
      {.name = "Responder", .from = year(2020), .to = year(2021, 6), .extensions = responder()});
  Trust trust = world().trust(true);
  trust.crls = {world().root_list(year(2021), year(2022))};
  const auto answered = [&](const Entity& by, const Answer& answer) {
    trust.ocsp_responses = {ocsp(by, world().issuing, world().signer, answer)};
  };
  answered(delegate, {year(2021), year(2021, 2)});
  EXPECT_EQ(status(world().letter(), trust, year(2021) + kDay), "TOTAL-PASSED");
  EXPECT_EQ(status(world().letter(), trust, year(2021, 3)), "INDETERMINATE/TRY_LATER");
  answered(world().issuing, {year(2021), year(2021, 2)});
  EXPECT_EQ(status(world().letter(), trust, year(2021) + kDay), "TOTAL-PASSED");
  answered(world().unit, {year(2021), year(2021, 2)});  // nobody delegated it
  EXPECT_EQ(status(world().letter(), trust, year(2021) + kDay), "INDETERMINATE/TRY_LATER");
  answered(delegate, {year(2021), year(2021, 2), year(2020, 12)});
  EXPECT_EQ(status(world().letter(), trust, year(2021) + kDay), "INDETERMINATE/REVOKED_NO_POE");
  answered(delegate,
           {year(2021), year(2021, 2), year(2020, 12), OCSP_REVOKED_STATUS_CERTIFICATEHOLD});
  EXPECT_EQ(status(world().letter(), trust, year(2021) + kDay), "INDETERMINATE/TRY_LATER");
  // Good for a year more, but the responder's certificate has ended.
  answered(delegate, {year(2021), year(2022)});
  EXPECT_EQ(status(world().letter(), trust, year(2021, 7)),
            "INDETERMINATE/REVOCATION_OUT_OF_BOUNDS_NO_POE");
}

TEST(BasicSignature, AnOcspResponderMayBeKnownFromElsewhere) {
  const Entity delegate = issued(
      &world().issuing,
      {.name = "Responder", .from = year(2020), .to = year(2021, 6), .extensions = responder()});
  // Of the same name and issuer, but nobody let it answer.
  const Entity other = issued(&world().issuing, {.name = "Responder", .from = year(2020)});
  Trust trust = world().trust(true);
  trust.crls = {world().root_list(year(2021), year(2022))};
  Answer answer{year(2021), year(2021, 2)};
  answer.without_certificate = true;
  trust.ocsp_responses = {ocsp(delegate, world().issuing, world().signer, answer)};
  const auto judged = [&] { return status(world().letter(), trust, year(2021) + kDay); };
  EXPECT_EQ(judged(), "INDETERMINATE/TRY_LATER");
  trust.intermediates.push_back(other.certificate());
  EXPECT_EQ(judged(), "INDETERMINATE/TRY_LATER");
  trust.intermediates.push_back(delegate.certificate());
  EXPECT_EQ(judged(), "TOTAL-PASSED");
  trust.ocsp_responses = {ocsp(other, world().issuing, world().signer, answer)};
  EXPECT_EQ(judged(), "INDETERMINATE/TRY_LATER");
}

TEST(BasicSignature, EvidenceInTheSignatureItselfCounts) {
  const World& w = world();
  Trust trust = w.trust(true);
  trust.crls = {w.root_list(year(2021), year(2022))};
  const Bytes list = w.issuing_list(year(2021), year(2021, 2));
  const Bytes response = ocsp(w.issuing, w.issuing, w.signer, {year(2021), year(2021, 2)});
  const auto judged = [&](const Carried& carried) {
    return status(carrying([&](ByteView) { return carried; }), trust, year(2021) + kDay);
  };
  EXPECT_EQ(judged({}), "INDETERMINATE/TRY_LATER");
  EXPECT_EQ(judged({.list = list}), "TOTAL-PASSED");
  const std::string archival = "1.2.840.113583.1.1.8", values = "1.2.840.113549.1.9.16.2.24";
  EXPECT_EQ(judged({.signed_attributes = {{archival, revocation_values({list}, {})}}}),
            "TOTAL-PASSED");
  EXPECT_EQ(judged({.signed_attributes = {{archival, revocation_values({}, {response})}}}),
            "TOTAL-PASSED");
  EXPECT_EQ(judged({.unsigned_attributes = {{values, revocation_values({list}, {})}}}),
            "TOTAL-PASSED");
  EXPECT_EQ(judged({.unsigned_attributes = {{values,
                                             revocation_values({}, {basic_response(response)})}}}),
            "TOTAL-PASSED");
}

TEST(BasicSignature, ChainConstraints) {
  const auto of = [&](const Life& life, const Trust& trust) {
    const Entity signer = issued(&world().issuing, life);
    return status(signed_by(letter_pdf(), {&signer}), trust, year(2021));
  };
  const std::string refused = "INDETERMINATE/CHAIN_CONSTRAINTS_FAILURE";
  EXPECT_EQ(of({.extensions = {{NID_ext_key_usage, "serverAuth"}}}, world().trust()), refused);
  EXPECT_EQ(of({.extensions = {{NID_key_usage, "critical,keyEncipherment"}}}, world().trust()),
            refused);
  Trust asks = world().trust();
  asks.certificate_policies = {"1.2.3.4"};
  EXPECT_EQ(of({}, asks), refused);
}

TEST(BasicSignature, NameConstraintsAndPoliciesOfAuthorities) {
  const Entity above = issued(
      &world().root,
      {.name = "Constrained",
       .to = year(2030),
       .extensions = authority({{NID_name_constraints, "critical,permitted;email:office.example"},
                                {NID_certificate_policies, "2.5.29.32.0"}})});
  Trust trust{{world().root.certificate()}, {above.certificate()}};
  const auto of = [&](const std::string& address, const std::string& policy) {
    Extensions extensions{{NID_subject_alt_name, "email:" + address}};
    if (!policy.empty()) extensions.emplace_back(NID_certificate_policies, policy);
    const Entity signer = issued(&above, {.extensions = extensions});
    return status(signed_by(letter_pdf(), {&signer}), trust, year(2021));
  };
  EXPECT_EQ(of("asia@office.example", ""), "TOTAL-PASSED");
  EXPECT_EQ(of("asia@elsewhere.example", ""), "INDETERMINATE/CHAIN_CONSTRAINTS_FAILURE");
  trust.certificate_policies = {"1.2.3.4"};
  EXPECT_EQ(of("asia@office.example", "1.2.3.4"), "TOTAL-PASSED");
  EXPECT_EQ(of("asia@office.example", "1.2.3.5"), "INDETERMINATE/CHAIN_CONSTRAINTS_FAILURE");
}

TEST(BasicSignature, WeakAlgorithms) {
  // RSA of 2048 bits ends with 2028.
  const Entity rsa = issued(&world().issuing, {.to = year(2050), .rsa_bits = 2048});
  const Bytes file = signed_by(letter_pdf(), {&rsa});
  EXPECT_EQ(status(file, world().trust(), year(2028, 12)), "TOTAL-PASSED");
  EXPECT_EQ(status(file, world().trust(), year(2029)),
            "INDETERMINATE/CRYPTO_CONSTRAINTS_FAILURE_NO_POE");
  const Entity sha1 = issued(&world().issuing, {.digest = EVP_sha1()});
  EXPECT_EQ(status(signed_by(letter_pdf(), {&sha1}), world().trust(), year(2021)),
            "INDETERMINATE/CRYPTO_CONSTRAINTS_FAILURE_NO_POE");
}

TEST(BasicSignature, WeakEvidenceDoesNotCount) {
  const World& w = world();
  Trust trust = w.trust(true);
  trust.crls = {w.root_list(year(2021), year(2022)),
                crl(w.issuing, {.made = year(2021), .until = year(2022), .digest = EVP_sha1()})};
  EXPECT_EQ(status(w.letter(), trust, year(2021) + kDay), "INDETERMINATE/TRY_LATER");
}

}  // namespace
}  // namespace chancery::tests
