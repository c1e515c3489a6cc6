// Whose signatures a letter must carry, by the letter and by the recipient.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "timeline.h"

namespace chancery::tests {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using verification::Answer;
using verification::DivisionPolicy;
using verification::ExpectedDivision;
using verification::Report;

const std::string kOurAsia = "Asia Division";
const std::string kOurEurope = "Europe and Central Asia Division";

class Divisions : public ::testing::Test {
 protected:
  static const Entity& root() {
    static const Entity kRoot = issued(
        nullptr, {.name = "Root", .from = year(2015), .to = year(2060), .extensions = authority()});
    return kRoot;
  }
  static const Entity& signer(const std::string& name) {
    static std::map<std::string, Entity> signers;
    const auto known = signers.find(name);
    if (known != signers.end()) return known->second;
    return signers.emplace(name, issued(&root(), {.name = name})).first->second;
  }
  static Bytes one(const std::string& name, int field = 7) {
    return signed_by(letter_pdf(), {.signer = &signer(name), .field = field});
  }
  static Bytes both(const std::string& first, const std::string& second) {
    return signed_by(one(first), {.signer = &signer(second), .field = 8});
  }
  static Report judged(const Bytes& file, const DivisionPolicy& policy = {}) {
    return verification::verify(file, {{root().certificate()}}, year(2021), policy);
  }
  static std::vector<std::string> failures(const Report& report) {
    std::vector<std::string> codes;
    for (const auto& failure : report.policy_failures) codes.push_back(failure.code);
    return codes;
  }
  static std::string words(const Report& report) { return verification::to_text(report, "file"); }
};

TEST_F(Divisions, TheLettersOwnPlacesAreHeld) {
  const Report right = judged(both(kOurAsia, kOurEurope));
  EXPECT_EQ(answer_of(right), Answer::kGenuine) << words(right);
  EXPECT_THAT(right.policy_failures, IsEmpty());
  // A valid signature by the wrong division.
  const Report wrong = judged(one(kOurEurope));
  EXPECT_EQ(answer_of(wrong), Answer::kNotAsAsked) << words(wrong);
  EXPECT_EQ(wrong.signatures.at(0).sub_indication, "SIG_CONSTRAINTS_FAILURE");
  EXPECT_THAT(failures(wrong), ElementsAre("other-division"));
  EXPECT_THAT(words(wrong), HasSubstr("\"answer\": \"not-as-asked\""));
  EXPECT_THAT(
      words(wrong),
      HasSubstr("the place of Asia Division is signed by Europe and Central Asia Division"));
}

TEST_F(Divisions, RequiredOnesMustHaveSigned) {
  DivisionPolicy policy;
  policy.required = {kOurAsia, kOurEurope};
  EXPECT_EQ(answer_of(judged(both(kOurAsia, kOurEurope), policy)), Answer::kGenuine);
  const Report missing = judged(one(kOurAsia), policy);
  EXPECT_EQ(answer_of(missing), Answer::kNotAsAsked);
  EXPECT_THAT(failures(missing), ElementsAre("division-missing"));
  EXPECT_THAT(words(missing), HasSubstr("Europe and Central Asia Division, but it has not signed"));
  const Report unsigned_letter = judged(letter_pdf(), policy);
  EXPECT_EQ(answer_of(unsigned_letter), Answer::kNotAsAsked);
  EXPECT_THAT(failures(unsigned_letter), SizeIs(2));
  // At the other's place.
  const Report taken = judged(both(kOurAsia, kOurAsia), policy);
  EXPECT_THAT(words(taken), HasSubstr("but its place is signed by Asia Division"));
}

TEST_F(Divisions, ASignatureThatIsNotValidDoesNotCount) {
  DivisionPolicy policy;
  policy.required = {kOurAsia};
  const Report untrusted = verification::verify(one(kOurAsia), {}, year(2021), policy);
  EXPECT_EQ(answer_of(untrusted), Answer::kNotAsAsked);
  EXPECT_THAT(words(untrusted), HasSubstr("not proven valid (NO_CERTIFICATE_CHAIN_FOUND)"));
  // What is forged is said first.
  Bytes changed = one(kOurAsia);
  changed.at(text_of(changed).find("10 10 re")) = '2';
  EXPECT_EQ(answer_of(judged(changed, policy)), Answer::kNotGenuine);
}

TEST_F(Divisions, EveryPlaceOrSoMany) {
  DivisionPolicy every;
  every.every_place = true;
  EXPECT_THAT(failures(judged(both(kOurAsia, kOurEurope), every)), IsEmpty());
  EXPECT_THAT(failures(judged(one(kOurAsia), every)), ElementsAre("place-not-signed"));
  DivisionPolicy two;
  two.signatures = 2;
  EXPECT_THAT(failures(judged(one(kOurAsia), two)), ElementsAre("too-few-signatures"));
  EXPECT_THAT(failures(judged(both(kOurAsia, kOurEurope), two)), IsEmpty());
}

TEST_F(Divisions, TheOrderOfSigning) {
  DivisionPolicy policy;
  policy.order = {kOurEurope, kOurAsia};
  EXPECT_THAT(failures(judged(both(kOurAsia, kOurEurope), policy)),
              ElementsAre("signed-out-of-order"));
  policy.order = {kOurAsia, kOurEurope};
  EXPECT_THAT(failures(judged(both(kOurAsia, kOurEurope), policy)), IsEmpty());
}

TEST_F(Divisions, TheRecipientsListSaysWhichCertificateIsADivisions) {
  DivisionPolicy policy;
  ExpectedDivision asia{.name = kOurAsia, .organisational_unit = kOurAsia};
  asia.fingerprint_sha256 = signer(kOurAsia).certificate().fingerprint_sha256();
  policy.divisions = {asia};
  policy.required = {kOurAsia};
  EXPECT_EQ(answer_of(judged(one(kOurAsia), policy)), Answer::kGenuine);
  // Another certificate of the same name.
  policy.divisions[0].fingerprint_sha256 = signer(kOurEurope).certificate().fingerprint_sha256();
  const Report another = judged(one(kOurAsia), policy);
  EXPECT_EQ(answer_of(another), Answer::kNotAsAsked);
  EXPECT_THAT(words(another), HasSubstr("which your list does not have so"));
  // The list may call a unit by another name.
  policy.divisions = {{.name = kOurAsia, .organisational_unit = "AS-1"}};
  EXPECT_EQ(answer_of(judged(one("AS-1"), policy)), Answer::kGenuine);
  EXPECT_EQ(answer_of(judged(one("AS-1"))), Answer::kNotAsAsked);
}

}  // namespace
}  // namespace chancery::tests
