// Each status and sub-indication of EN 319 102-1 that a letter can get, reached by a letter.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "timeline.h"

namespace chancery::tests {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::Not;
using verification::Report;
using verification::SignatureReport;
using verification::Status;
using verification::Trust;

constexpr UnixTime kDay = 86400;

/// The authorities and units of all tests. The signer's certificate is valid from 2020 to 2023.
struct World {
  Entity root = issued(
      nullptr, {.name = "Root", .from = year(2015), .to = year(2060), .extensions = authority()});
  Entity issuing = issued(
      &root, {.name = "Issuing", .from = year(2016), .to = year(2055), .extensions = authority()});
  Entity signer = issued(&issuing, {});
  Entity unit = issued(
      &issuing,
      {.name = "Unit", .from = year(2019), .to = year(2025), .extensions = time_stamping_unit()});
  Entity later_unit = issued(&issuing, {.name = "Later Unit",
                                        .from = year(2024),
                                        .to = year(2040),
                                        .extensions = time_stamping_unit()});
  /// An authority beside the signer's, and its unit.
  Entity other = issued(
      &root, {.name = "Other", .from = year(2016), .to = year(2055), .extensions = authority()});
  Entity other_unit = issued(&other, {.name = "Other Unit",
                                      .from = year(2019),
                                      .to = year(2040),
                                      .extensions = time_stamping_unit()});

  Trust trust(bool required = false) const {
    Trust trust{{root.certificate()}, {issuing.certificate(), other.certificate()}};
    trust.revocation_required = required;
    return trust;
  }
  /// Nobody is revoked.
  Bytes issuing_list(UnixTime made, UnixTime until) const { return crl(issuing, {made, until}); }
  Bytes root_list(UnixTime made, UnixTime until) const { return crl(root, {made, until}); }
  Bytes letter() const { return signed_by(letter_pdf(), {&signer}); }
  Bytes stamped_letter(UnixTime time) const {
    return signed_by(letter_pdf(), {&signer, &unit, time});
  }
};
const World& world() {
  static const World kWorld;
  return kWorld;
}

Report report(const Bytes& file, const Trust& trust, UnixTime at) {
  return verification::verify(file, trust, at);
}

std::string told(const SignatureReport& signature) {
  std::string text = signature.status == Status::kTotalPassed   ? "TOTAL-PASSED"
                     : signature.status == Status::kTotalFailed ? "TOTAL-FAILED"
                                                                : "INDETERMINATE";
  return signature.sub_indication.empty() ? text : text + "/" + signature.sub_indication;
}

/// The status of the file's signature number `index`, in words; it must be intact whatever it is.
std::string status(const Bytes& file, const Trust& trust, UnixTime at, std::size_t index = 0) {
  const Report found = report(file, trust, at);
  if (found.signatures.size() <= index) return "unreadable: " + found.unreadable_reason;
  if (altered(found)) return "altered: " + verification::to_text(found, "file");
  return told(found.signatures[index]);
}

std::vector<std::string> codes_of(const Bytes& file, const Trust& trust, UnixTime at) {
  return codes(report(file, trust, at));
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

TEST(BasicSignature, EvidenceInTheSignatureItselfCounts) {
  Trust trust = world().trust(true);
  trust.crls = {world().root_list(year(2021), year(2022))};
  const Bytes list = world().issuing_list(year(2021), year(2021, 2));
  const Bytes file = signed_file(
      letter_pdf(),
      {.sub_filter = "adbe.pkcs7.detached", .value = [&](auto pieces) {
         const Bytes bytes = joined(pieces);
         const pki::BioHandle in(BIO_new_mem_buf(bytes.data(), static_cast<int>(bytes.size())));
         constexpr unsigned kFlags = CMS_BINARY | CMS_DETACHED | CMS_PARTIAL;
         const std::unique_ptr<CMS_ContentInfo, pki::Frees<CMS_ContentInfo_free>> cms(CMS_sign(
             world().signer.x509.get(), world().signer.key.get(), nullptr, in.get(), kFlags));
         const unsigned char* at = list.data();
         CMS_add0_crl(cms.get(), d2i_X509_CRL(nullptr, &at, static_cast<long>(list.size())));
         must(CMS_final(cms.get(), in.get(), nullptr, kFlags) == 1);
         return der_of(cms.get());
       }});
  EXPECT_EQ(status(file, trust, year(2021) + kDay), "TOTAL-PASSED");
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
  // RSA of 2048 bits ends with 2030.
  const Entity rsa = issued(&world().issuing, {.to = year(2050), .rsa_bits = 2048});
  const Bytes file = signed_by(letter_pdf(), {&rsa});
  EXPECT_EQ(status(file, world().trust(), year(2030)), "TOTAL-PASSED");
  EXPECT_EQ(status(file, world().trust(), year(2031)),
            "INDETERMINATE/CRYPTO_CONSTRAINTS_FAILURE_NO_POE");
  const Entity sha1 = issued(&world().issuing, {.digest = EVP_sha1()});
  EXPECT_EQ(status(signed_by(letter_pdf(), {&sha1}), world().trust(), year(2021)),
            "INDETERMINATE/CRYPTO_CONSTRAINTS_FAILURE_NO_POE");
}

TEST(SignatureWithTime, ProofBeforeExpiryMendsIt) {
  const Bytes file = world().stamped_letter(year(2021));
  const Report found = report(file, world().trust(), year(2024));
  EXPECT_EQ(told(found.signatures.at(0)), "TOTAL-PASSED");
  EXPECT_EQ(found.signatures[0].proven_time, year(2021));
  EXPECT_THAT(codes(found), Contains("proven-in-time"));
  ASSERT_EQ(found.signatures[0].timestamps.size(), 1U);
  EXPECT_EQ(found.signatures[0].timestamps[0].status, Status::kTotalPassed);
  // A unit that nobody trusts proves nothing.
  const Entity own_root =
      issued(nullptr, {.name = "Own", .to = year(2050), .extensions = authority()});
  const Entity own_unit =
      issued(&own_root, {.name = "Own Unit", .to = year(2050), .extensions = time_stamping_unit()});
  EXPECT_EQ(status(signed_by(letter_pdf(), {&world().signer, &own_unit, year(2021)}),
                   world().trust(), year(2024)),
            "INDETERMINATE/OUT_OF_BOUNDS_NO_POE");
  // Nor does a signer's certificate that is used as a unit's.
  EXPECT_EQ(status(signed_by(letter_pdf(), {&world().signer, &world().signer, year(2021)}),
                   world().trust(), year(2024)),
            "INDETERMINATE/OUT_OF_BOUNDS_NO_POE");
}

TEST(SignatureWithTime, ProofAfterExpiryOrBeforeValidity) {
  EXPECT_EQ(status(world().stamped_letter(year(2023, 6)), world().trust(), year(2024)),
            "INDETERMINATE/OUT_OF_BOUNDS_NO_POE");
  EXPECT_EQ(status(world().stamped_letter(year(2019, 6)), world().trust(), year(2024)),
            "TOTAL-FAILED/NOT_YET_VALID");
}

TEST(SignatureWithTime, ProofBeforeOrAfterRevocation) {
  Trust trust = world().trust();
  trust.crls = {crl(world().issuing, {.made = year(2022),
                                      .until = year(2022, 2),
                                      .revoked = {{world().signer, year(2021, 6), 1}}})};
  EXPECT_EQ(status(world().stamped_letter(year(2021, 5)), trust, year(2022)), "TOTAL-PASSED");
  EXPECT_EQ(status(world().stamped_letter(year(2021, 7)), trust, year(2022)),
            "INDETERMINATE/REVOKED_NO_POE");
}

TEST(SignatureWithTime, EvidenceIsFreshForTheProvenTime) {
  const World& w = world();
  Trust trust = w.trust(true);
  // Out of date now, but made after the signature was there.
  trust.crls = {w.root_list(year(2021), year(2023)), crl(w.other, {year(2021), year(2023)}),
                w.issuing_list(year(2021, 6), year(2021, 7))};
  const auto stamped_in = [&](int month) {
    return status(signed_by(letter_pdf(), {&w.signer, &w.other_unit, year(2021, month)}), trust,
                  year(2022));
  };
  EXPECT_EQ(stamped_in(5), "TOTAL-PASSED");
  EXPECT_EQ(stamped_in(8), "INDETERMINATE/TRY_LATER");
}

TEST(SignatureWithTime, StrongAlgorithmsWhenItWasProven) {
  const Entity rsa = issued(&world().issuing, {.to = year(2050), .rsa_bits = 2048});
  const auto stamped_in = [&](int when) {
    return status(signed_by(letter_pdf(), {&rsa, &world().later_unit, year(when)}), world().trust(),
                  year(2035));
  };
  EXPECT_EQ(stamped_in(2029), "TOTAL-PASSED");
  EXPECT_EQ(stamped_in(2032), "INDETERMINATE/CRYPTO_CONSTRAINTS_FAILURE_NO_POE");
}

TEST(SignatureWithTime, TimeStampsOfTheFutureAndOutOfOrder) {
  const Report found = report(world().stamped_letter(year(2022)), world().trust(), year(2021));
  ASSERT_EQ(found.signatures.at(0).timestamps.size(), 1U);
  EXPECT_EQ(found.signatures[0].timestamps[0].sub_indication, "TIMESTAMP_ORDER_FAILURE");
  EXPECT_FALSE(found.signatures[0].proven_time);
  // The letter was stamped in 2022, and then signed with a time-stamp of 2021.
  const Bytes early = stamped(letter_pdf(), world().unit, year(2022));
  const Bytes file = signed_by(early, {&world().signer, &world().unit, year(2021), 7});
  const Report disorder = report(file, world().trust(), year(2022, 6));
  EXPECT_THAT(codes(disorder), Contains("time-stamp-order"));
  // A document time-stamp of a time before the one that it covers.
  const Bytes twice =
      stamped(stamped(world().letter(), world().unit, year(2022)), world().unit, year(2021));
  EXPECT_THAT(codes(report(twice, world().trust(), year(2022, 6))), Contains("time-stamp-order"));
}

TEST(SignatureWithTime, SignedAfterRevocationOrExpiryIsFailed) {
  Trust trust = world().trust();
  // What was stamped in 2022 is signed: so it was signed later.
  const Bytes later = signed_by(stamped(letter_pdf(), world().unit, year(2022)), {&world().signer});
  const auto of_signer = [&](UnixTime at) {
    const Report found = report(later, trust, at);
    for (const SignatureReport& one : found.signatures) {
      if (!one.is_timestamp) return told(one);
    }
    return std::string("no signature");
  };
  EXPECT_EQ(of_signer(year(2022, 6)), "TOTAL-PASSED");
  trust.crls = {crl(world().issuing, {.made = year(2022),
                                      .until = year(2022, 2),
                                      .revoked = {{world().signer, year(2021, 6), 1}}})};
  EXPECT_EQ(of_signer(year(2022, 6)), "TOTAL-FAILED/REVOKED");
  const Bytes expired =
      signed_by(stamped(letter_pdf(), world().unit, year(2024)), {&world().signer});
  const Report found = report(expired, world().trust(), year(2024, 6));
  EXPECT_TRUE(std::ranges::any_of(found.signatures, [](const SignatureReport& one) {
    return told(one) == "TOTAL-FAILED/EXPIRED";
  })) << verification::to_text(found, "file");
}

/// A letter of level B-LTA: signed, stamped and archived in 2021.
Bytes archived(const std::string& vri = "") {
  const World& w = world();
  const Bytes file = with_store(w.stamped_letter(year(2021, 3)),
                                {.certificates = {w.issuing.der()},
                                 .lists = {w.issuing_list(year(2021, 3) + kDay, year(2021, 6)),
                                           w.root_list(year(2021), year(2022))},
                                 .vri = vri});
  return stamped(file, w.unit, year(2021, 4));
}

/// Renewed in 2024, while the first unit's certificate was valid still.
Bytes renewed(const std::string& vri = "") {
  const World& w = world();
  const Bytes file = with_store(archived(vri), {.lists = {w.issuing_list(year(2024), year(2024, 6)),
                                                          w.root_list(year(2024), year(2025))}});
  return stamped(file, w.later_unit, year(2024, 3));
}

TEST(ArchivedSignature, TheUnitsExpiryIsCoveredByALaterTimeStamp) {
  // The signer's certificate ended with 2022, the first unit's with 2024.
  EXPECT_EQ(status(world().stamped_letter(year(2021, 3)), world().trust(), year(2026)),
            "INDETERMINATE/OUT_OF_BOUNDS_NO_POE");
  EXPECT_EQ(status(archived(), world().trust(), year(2026)),
            "INDETERMINATE/OUT_OF_BOUNDS_NOT_REVOKED");
  const Report found = report(renewed(), world().trust(), year(2026));
  EXPECT_EQ(found.status, Status::kTotalPassed) << verification::to_text(found, "file");
  ASSERT_EQ(found.signatures.size(), 3U);
  EXPECT_EQ(found.signatures[0].proven_time, year(2021, 3));
  EXPECT_FALSE(altered(found));
  // Of the newest unit nobody says today whether it is revoked.
  EXPECT_EQ(status(renewed(), world().trust(true), year(2026), 2), "INDETERMINATE/TRY_LATER");
}

TEST(ArchivedSignature, PassesYearsAfterWithFreshEvidenceForTheLastUnit) {
  Trust trust = world().trust(true);
  trust.crls = {world().issuing_list(year(2035), year(2036)),
                world().root_list(year(2035), year(2036))};
  const Report found = report(renewed(), trust, year(2035, 2));
  EXPECT_EQ(found.status, Status::kTotalPassed) << verification::to_text(found, "file");
  EXPECT_THAT(codes(found), Contains("proven-in-time"));
}

TEST(ArchivedSignature, TheNameUnderVriMeansNothing) {
  Trust trust = world().trust();
  const std::string digest = pki::hex(pki::digest(pki::Hash::kSha1, bytes_of("signature")));
  std::string capitals = digest;
  for (char& c : capitals) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  for (const std::string& name : {digest, capitals, std::string("anything")}) {
    const Report found = report(archived(name), trust, year(2024));
    EXPECT_EQ(found.status, Status::kTotalPassed) << verification::to_text(found, "file");
    EXPECT_FALSE(altered(found));
  }
}

TEST(ArchivedSignature, AnAuthorityRevokedLaterDoesNotUndoIt) {
  const World& w = world();
  Trust trust = w.trust();
  const Bytes signature = signed_by(letter_pdf(), {&w.signer, &w.other_unit, year(2021, 3)});
  const Bytes kept =
      with_store(signature, {.certificates = {w.issuing.der()},
                             .lists = {w.issuing_list(year(2021, 3) + kDay, year(2021, 6)),
                                       w.root_list(year(2021), year(2022))}});
  const Bytes file = stamped(kept, w.other_unit, year(2021, 4));
  trust.crls = {
      crl(w.root,
          {.made = year(2022), .until = year(2023), .revoked = {{w.issuing, year(2021, 6), 2}}})};
  EXPECT_EQ(status(signature, trust, year(2022)), "INDETERMINATE/REVOKED_CA_NO_POE");
  EXPECT_EQ(status(file, trust, year(2022)), "TOTAL-PASSED");
  EXPECT_THAT(codes_of(file, trust, year(2022)), Contains("valid-in-the-past"));
  // Had it been revoked before the evidence was stamped, nothing would be proven.
  trust.crls = {
      crl(w.root,
          {.made = year(2022), .until = year(2023), .revoked = {{w.issuing, year(2021, 3), 2}}})};
  EXPECT_EQ(status(file, trust, year(2022)), "INDETERMINATE/REVOKED_CA_NO_POE");
  EXPECT_THAT(codes_of(file, trust, year(2022)), Contains("no-proof-of-existence"));
}

TEST(BasicSignature, WeakEvidenceDoesNotCount) {
  const World& w = world();
  Trust trust = w.trust(true);
  trust.crls = {w.root_list(year(2021), year(2022)),
                crl(w.issuing, {.made = year(2021), .until = year(2022), .digest = EVP_sha1()})};
  EXPECT_EQ(status(w.letter(), trust, year(2021) + kDay), "INDETERMINATE/TRY_LATER");
}

/// A trusted list stands for an authority from 2016 to mid 2022, and for a unit.
Trust listed() {
  const World& w = world();
  Trust trust;
  trust.intermediates = {w.other.certificate()};
  trust.services = {{w.issuing.certificate(),
                     pki::Purpose::kSigning,
                     {{year(2016), true}, {year(2022, 6), false}}},
                    {w.unit.certificate(), pki::Purpose::kTimeStamping, {{year(2019), true}}}};
  return trust;
}

TEST(TrustedServices, AreAnchorsForTheirPurposeAndTime) {
  EXPECT_EQ(status(world().letter(), listed(), year(2021)), "TOTAL-PASSED");
  EXPECT_EQ(status(world().letter(), listed(), year(2022, 7)),
            "INDETERMINATE/NO_CERTIFICATE_CHAIN_FOUND");
  // The authority is for signers: another unit below it is not believed.
  Trust trust = listed();
  const Report found =
      report(stamped(world().letter(), world().later_unit, year(2021)), trust, year(2021, 2));
  EXPECT_EQ(told(found.signatures.at(1)), "INDETERMINATE/NO_CERTIFICATE_CHAIN_FOUND");
}

TEST(TrustedServices, ProofReachesBackToWhenTheyStood) {
  EXPECT_EQ(status(world().stamped_letter(year(2021)), listed(), year(2022, 7)), "TOTAL-PASSED");
}

TEST(TrustedServices, DoNotMakeAnchorsOfWhatIsNoRoot) {
  Trust trust = listed();
  trust.services.erase(trust.services.begin());
  trust.anchors = {world().issuing.certificate()};
  EXPECT_EQ(status(world().letter(), trust, year(2021)),
            "INDETERMINATE/NO_CERTIFICATE_CHAIN_FOUND");
}

}  // namespace
}  // namespace chancery::tests
