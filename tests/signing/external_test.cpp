// The two steps of a signature by a key elsewhere, and the session between them.
#include "signing/external.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "letter_pdf.h"
#include "pki/external.h"
#include "pki/openssl_keys.h"
#include "signing/session.h"

namespace chancery::tests {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

constexpr pki::UnixTime kTime = 1795514400;  // 2026-11-24T10:00:00Z

template <class Action>
std::string failure(Action action) {
  try {
    action();
  } catch (const Failure& thrown) {
    return thrown.diagnostics().at(0).code + ": " + thrown.what();
  }
  return "none";
}

class Elsewhere : public ::testing::Test {
 protected:
  Elsewhere() : opened(pdf::open_document(file)) {}

  signing::PreparedSignature prepare(const pki::Credential& credential,
                                     std::size_t room = 0) const {
    signing::SignRequest request;
    request.credential = &credential;
    request.time = kTime;
    return signing::prepare_signature(*opened.document,
                                      signing::find_field(*opened.document, kAsia), request, room);
  }

  Keys keys;
  pki::Credential own = keys.new_credential("asia", {});
  pki::Credential elsewhere = pki::credential_elsewhere({own.certificate}, {}, "asia.pem");
  Bytes file = letter_pdf();
  pdf::Opened opened;
};

TEST_F(Elsewhere, ACmsBeyondItsPlaceIsRefusedWithTheRoomThatItNeeds) {
  const signing::PreparedSignature prepared = prepare(elsewhere);
  const Bytes cms = pki::sign_cms(own, prepared.document_digest);  // with its issuer's certificate
  const std::string said = failure([&] {
    signing::complete_signature(*opened.document, prepared, {cms, &elsewhere});
  });
  EXPECT_THAT(said, StartsWith("cms-too-large: "));
  const std::string option = "--room ";
  ASSERT_THAT(said, HasSubstr(option));
  const std::size_t room = std::stoul(said.substr(said.find(option) + option.size()));
  const signing::PreparedSignature again = prepare(elsewhere, room);
  const Bytes larger = pki::sign_cms(own, again.document_digest);
  const Bytes done = signing::complete_signature(*opened.document, again, {larger, &elsewhere});
  EXPECT_EQ(done.size(), again.file.size());
}

TEST_F(Elsewhere, AnotherValueThanTheOneOverTheseBytesIsNeverGivenOut) {
  const signing::PreparedSignature prepared = prepare(own);
  const Bytes digest(prepared.document_digest.size(), 7);
  const Bytes cms = pki::sign_cms(own, digest);
  EXPECT_THAT(failure([&] {
                signing::complete_signature(*opened.document, prepared, {cms, &own});
              }),
              StartsWith("self-check-failed: "));
}

TEST_F(Elsewhere, WhatIsPreparedIsWhatSigningWouldSign) {
  const signing::PreparedSignature prepared = prepare(own);
  EXPECT_EQ(prepared.attributes, pki::to_be_signed(own, prepared.document_digest));
  pki::Digest digest(own.signer->hash());
  for (const ByteView piece : signing::signed_bytes(prepared)) digest.add(piece);
  EXPECT_EQ(digest.finish(), prepared.document_digest);
  EXPECT_TRUE(std::ranges::equal(ByteView(prepared.file).first(file.size()), ByteView(file)));
  EXPECT_EQ(prepared.file[prepared.contents.begin], '<');
  EXPECT_EQ(prepared.file[prepared.contents.end - 1], '>');
}

TEST_F(Elsewhere, SessionsAreReadAsTheyWereWritten) {
  const signing::PreparedSignature prepared = prepare(own);
  signing::Session session;
  session.program = "1";
  session.made = kTime;
  session.division = "Asia „Division“";
  session.divisions = "../certs/divisions.yaml";
  session.keys = "keys";
  session.input = {"letter.pdf", std::string(64, 'a')};
  session.prepared = {"letter.session.pdf", std::string(64, 'b')};
  session.output = {"letter.signed.pdf", ""};
  session.signature = prepared.signature;
  session.contents = prepared.contents;
  session.choice = {pki::Hash::kSha384, true};
  session.scheme = "RSA PSS";
  session.document_digest = prepared.document_digest;
  session.attributes = prepared.attributes;
  session.certificates = {own.certificate, own.chain.at(0)};
  session.level = signing::Level::kLta;
  session.certify = 2;
  const std::string text = signing::write_session(session);
  const signing::Session read = signing::read_session(text, "s.json");
  EXPECT_EQ(signing::write_session(read), text);
  EXPECT_EQ(read.division, session.division);
  EXPECT_EQ(read.output.sha256, "");
  EXPECT_EQ(read.contents.end, prepared.contents.end);
  EXPECT_EQ(read.choice.hash, pki::Hash::kSha384);
  EXPECT_TRUE(read.choice.pss);
  EXPECT_EQ(read.certificates, session.certificates);
  EXPECT_EQ(read.level, signing::Level::kLta);
  // A changed byte anywhere is noticed, or changes nothing that counts.
  for (std::size_t at = 0; at < text.size(); at += 7) {
    std::string changed = text;
    changed[at] = changed[at] == '1' ? '2' : '1';
    EXPECT_NE(failure([&] { signing::read_session(changed, "s.json"); }), "none") << at;
  }
}

TEST_F(Elsewhere, TheKeyIsNeverAskedFor) {
  EXPECT_THROW(elsewhere.signer->sign(bytes_of("x")), std::logic_error);
  EXPECT_EQ(pki::signature_scheme(elsewhere), "ECDSA");
  EXPECT_EQ(failure([] { pki::credential_elsewhere({}, {}, "empty.pem"); }).substr(0, 15),
            "no-certificate:");
}

}  // namespace
}  // namespace chancery::tests
