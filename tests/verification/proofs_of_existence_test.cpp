// What time-stamps make of it: signatures with time (EN 319 102-1, 5.5) and with archival data
// (5.6).
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

#include "world.h"

namespace chancery::tests {
namespace {

using ::testing::Contains;

TEST(SignatureWithTime, ATimeStampOfItsContentSaysThatItWasMadeLater) {
  const World& w = world();
  Trust trust = w.trust();
  const auto with_content_stamp = [&](UnixTime time, ByteView over) {
    return carrying([&](ByteView content) {
      const ByteView stamped = over.empty() ? content : over;
      return Carried{.signed_attributes = {
                         {"1.2.840.113549.1.9.16.2.20", time_stamp(w.other_unit, stamped, time)}}};
    });
  };
  EXPECT_EQ(status(with_content_stamp(year(2021), {}), trust, year(2022)), "TOTAL-PASSED");
  trust.crls = {
      crl(w.issuing,
          {.made = year(2022), .until = year(2022, 2), .revoked = {{w.signer, year(2021, 6), 1}}})};
  EXPECT_EQ(status(with_content_stamp(year(2021), {}), trust, year(2022)),
            "INDETERMINATE/REVOKED_NO_POE");
  EXPECT_EQ(status(with_content_stamp(year(2021, 7), {}), trust, year(2022)),
            "TOTAL-FAILED/REVOKED");
  // One of something else says nothing.
  EXPECT_EQ(status(with_content_stamp(year(2021, 7), bytes_of("another")), trust, year(2022)),
            "INDETERMINATE/REVOKED_NO_POE");
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
  EXPECT_EQ(stamped_in(2028), "TOTAL-PASSED");
  EXPECT_EQ(stamped_in(2029), "INDETERMINATE/CRYPTO_CONSTRAINTS_FAILURE_NO_POE");
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

/// Whatever the evidence and the time-stamps turn into, there is a report.
TEST(ArchivedSignature, DamagedEvidenceStopsNobody) {
  const Bytes file = renewed();
  const Trust trust = world().trust();
  std::mt19937 random(7);  // NOLINT(cert-msc32-c,cert-msc51-cpp): the same in every run
  int found = 0;
  for (int i = 0; i < 300; ++i) {
    Bytes damaged = file;
    for (int times = 0; times < 3; ++times) {
      damaged.at(random() % damaged.size()) ^= static_cast<std::uint8_t>(1U << random() % 8U);
    }
    found += altered(report(damaged, trust, year(2026))) ? 1 : 0;
  }
  // The padding behind the last time-stamp is in nobody's signature.
  EXPECT_GE(found, 295);
}

/// Evidence that stands in nobody's signature may be anything.
TEST(ArchivedSignature, EvidenceThatIsNoneIsPassedOver) {
  std::mt19937 random(11);  // NOLINT(cert-msc32-c,cert-msc51-cpp): the same in every run
  const Bytes list = world().issuing_list(year(2021), year(2022));
  const Bytes response =
      ocsp(world().issuing, world().issuing, world().signer, {year(2021), year(2022)});
  Kept kept;
  for (int i = 0; i < 200; ++i) {
    for (auto* const to : {&kept.lists, &kept.responses, &kept.certificates}) {
      Bytes one = to == &kept.lists ? list : to == &kept.responses ? response : world().root.der();
      one.at(random() % one.size()) ^= static_cast<std::uint8_t>(1U << random() % 8U);
      if (i % 7 == 0) one.resize(random() % one.size());
      to->push_back(std::move(one));
    }
  }
  const Bytes file = with_store(world().letter(), kept);
  EXPECT_EQ(status(file, world().trust(true), year(2021, 6)), "INDETERMINATE/TRY_LATER");
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
