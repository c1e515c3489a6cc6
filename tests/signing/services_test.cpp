// What the list of divisions says of services, and the room that time-stamps are given.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "letter_pdf.h"
#include "pki/openssl_keys.h"
#include "pki/time_stamping.h"
#include "signing/signing.h"

namespace chancery::tests {
namespace {

using signing::Level;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

const std::string kDivisions =
    "divisions:\n  - name: Asia Division\n    organisation: Test Office\n    key: pem:asia.pem\n";

std::vector<std::string> codes(const std::string& services) {
  std::vector<std::string> found;
  for (const Diagnostic& one :
       signing::read_divisions(kDivisions + services, "divisions.yaml").diagnostics) {
    found.push_back(one.code + " " + std::to_string(one.where.line));
  }
  return found;
}

TEST(Services, AreReadFromTheListOfDivisions) {
  const signing::ReadDivisions read = signing::read_divisions(
      kDivisions +
          "services:\n  level: b-lta\n  time-stamping:\n    - url: https://stamps.example/tsa\n"
          "      policy: 1.2.3\n      user: office\n      password-file: stamps.pass\n"
          "    - url: http://127.0.0.1/\n  certificates: [root.pem]\n"
          "  revocation-lists: [a.crl, b.crl]\n  proxy: none\n  timeout-seconds: 5\n  tries: 1\n",
      "divisions.yaml");
  ASSERT_THAT(read.diagnostics, IsEmpty());
  const signing::Services& services = read.services;
  EXPECT_EQ(services.level, Level::kLta);
  ASSERT_EQ(services.time_stamping.size(), 2U);
  EXPECT_EQ(services.time_stamping[0].url, "https://stamps.example/tsa");
  EXPECT_EQ(services.time_stamping[0].policy, "1.2.3");
  EXPECT_EQ(services.time_stamping[0].password_file, "stamps.pass");
  EXPECT_EQ(services.time_stamping[1].url, "http://127.0.0.1/");
  EXPECT_THAT(services.revocation_lists, ElementsAre("a.crl", "b.crl"));
  EXPECT_EQ(services.proxy, "none");
  EXPECT_EQ(services.timeout_seconds, 5);
  EXPECT_EQ(signing::read_divisions(kDivisions, "d.yaml").services.level, Level::kB);
}

TEST(Services, MistakesAreToldWithTheirLine) {
  EXPECT_THAT(codes("services:\n  level: C\n"), ElementsAre("bad-level 6"));
  EXPECT_THAT(codes("services:\n  time-stamping:\n    - url: ftp://stamps.example/\n"),
              ElementsAre("bad-url 7"));
  EXPECT_THAT(codes("services:\n  time-stamping:\n    - policy: 1.2.3\n"),
              ElementsAre("missing-key 7"));
  EXPECT_THAT(codes("services:\n  time-stamping:\n    - url: http://a/\n      policy: 3.2.1\n"),
              ElementsAre("bad-policy 7"));
  EXPECT_THAT(codes("services:\n  tries: 11\n"), ElementsAre("out-of-range 6"));
  EXPECT_THAT(codes("services:\n  certificate: a.pem\n"), ElementsAre("unknown-key 6"));
}

TEST(Services, ObjectIdentifiersAreDottedNumbers) {
  for (const char* good : {"1.2.3", "0.4.0.127.0.7", "2.999"}) {
    EXPECT_TRUE(signing::is_object_identifier(good)) << good;
  }
  for (const char* bad : {"", "1", "3.1", "1..2", "1.2.", ".1.2", "1.02", "1.x", "1.2 "}) {
    EXPECT_FALSE(signing::is_object_identifier(bad)) << bad;
  }
}

/// Tokens of openssl's time-stamping unit, which says so as it goes.
class Room : public ::testing::Test {
 protected:
  Keys keys;
  pki::Credential asia = keys.new_credential("asia", {rsa("2048")});
  TimeStamping unit{keys};
  int stamped = 0;

  /// `size_told`: how large tokens are said to be; 0 leaves it to a trial.
  Bytes signed_with_room(std::size_t size_told) {
    signing::TimeStamping time_stamping;
    time_stamping.token_bytes = size_told;
    time_stamping.stamp = [&](pki::Hash, std::span<const ByteView> message) {
      ++stamped;
      return unit.stamp(message[0]);
    };
    const Bytes letter = letter_pdf();
    const pdf::Opened opened = pdf::open_document(letter);
    const pdf::FormObjects form = appearance();
    signing::SignRequest request;
    request.credential = &asia;
    request.appearance = &form;
    request.time_stamping = &time_stamping;
    return signing::sign(*opened.document, signing::find_field(*opened.document, kAsia), request);
  }

  static std::size_t padding(const Bytes& file) {
    const std::string text = to_text(file);
    const std::size_t end = text.find('>', text.find("/Contents <"));
    return (end - text.find_last_not_of('0', end - 1) - 1) / 2;
  }
};

TEST_F(Room, IsKnownFromATrial) {
  const Bytes file = signed_with_room(0);
  EXPECT_EQ(stamped, 2);
  EXPECT_LE(padding(file), 2 * signing::kTokenSlackBytes);
}

TEST_F(Room, IsMadeLargerByWhatIsMissingWhenATokenDoesNotFit) {
  const Bytes once = signed_with_room(0);
  stamped = 0;
  const Bytes file = signed_with_room(10);
  EXPECT_EQ(stamped, 2);
  EXPECT_LE(padding(file), 2 * signing::kTokenSlackBytes);
  // As large as with a trial, give or take the length of a signature on a curve.
  EXPECT_NEAR(static_cast<double>(file.size()), static_cast<double>(once.size()), 32);
}

/// A unit whose tokens grow without end is given up, and nothing is given out.
TEST_F(Room, IsNotMadeLargerWithoutEnd) {
  signing::TimeStamping time_stamping;
  time_stamping.token_bytes = 10;
  std::size_t size = 1000;
  time_stamping.stamp = [&](pki::Hash, std::span<const ByteView>) {
    size += 1000;
    // A SEQUENCE of that size: enough of a token for the place, and for no verifier.
    Bytes token(size, 0);
    token[0] = 0x30;
    token[1] = 0x82;
    token[2] = static_cast<std::uint8_t>((size - 4) >> 8U);
    token[3] = static_cast<std::uint8_t>((size - 4) & 0xFFU);
    return token;
  };
  const Bytes letter = letter_pdf();
  const pdf::Opened opened = pdf::open_document(letter);
  EXPECT_THROW(signing::add_document_time_stamp(*opened.document, time_stamping), Failure);
  EXPECT_EQ(size, 1000U + 1000U * static_cast<std::size_t>(signing::kMostRoomTries));
}

}  // namespace
}  // namespace chancery::tests
