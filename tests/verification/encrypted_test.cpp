// Encrypted files (ISO 32000-1, 7.6): strings and streams are, how objects are built is not.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "signed_file.h"

namespace chancery::tests {
namespace {

using ::testing::Contains;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using verification::Integrity;
using verification::Report;

Bytes encrypted(const std::string& user_password) {
  return pdf::sample::rewritten(
      letter_pdf(), "--object-streams=disable --encrypt '" + user_password + "' owner 256 --");
}

std::string ten_digits(std::size_t number) {
  std::string digits = std::to_string(number);
  return std::string(10 - digits.size(), '0') + digits;
}

/// Signs the first signature field. Nothing that is written has to be encrypted: a signature's
/// value is not (7.6.1), and the field keeps its name as it stands.
Bytes with_signature(const Bytes& file, const std::string& type = "/Type /Sig ") {
  const std::string text(text_of(file));
  const std::size_t widget = text.rfind(" obj", text.find("/FT /Sig"));
  const std::size_t begin = text.rfind('\n', widget) + 1;
  const std::string number = text.substr(begin, text.find(' ', begin) - begin);
  std::string field = text.substr(begin, text.find("endobj", begin) + 7 - begin);
  field.insert(field.rfind(">>"), " /V 50 0 R ");
  const std::string signature =
      "50 0 obj\n<<" + type +
      "/SubFilter /ETSI.CAdES.detached /ByteRange [0 1111111111 1111111111 1111111111] /Contents " +
      hex_token(std::string(12000, '0')) + ">>\nendobj\n";
  const std::size_t trailer = text.rfind("trailer <<") + 10;
  const std::string entries = text.substr(trailer, text.find("startxref") - trailer);
  const std::size_t table = file.size() + field.size() + signature.size();
  Bytes result = file;
  append(result,
         std::string_view(field + signature + "xref\n" + number + " 1\n" + ten_digits(file.size()) +
                          " 00000 n \n50 1\n" + ten_digits(file.size() + field.size()) +
                          " 00000 n \ntrailer << /Prev " +
                          text.substr(text.rfind("startxref") + 10,
                                      text.rfind("%%EOF") - text.rfind("startxref") - 11) +
                          entries + "startxref\n" + std::to_string(table) + "\n%%EOF\n"));
  fill_in(result, {});
  return result;
}

TEST(Encrypted, WithoutSignaturesIsNotSigned) {
  for (const char* password : {"", "secret"}) {
    const Report report = verified(encrypted(password));
    EXPECT_TRUE(report.readable) << report.unreadable_reason;
    EXPECT_THAT(report.signatures, IsEmpty());
    EXPECT_THAT(codes(report), Contains("encrypted"));
  }
}

// Without /Type a reader cannot know that the value is not encrypted (7.6.1).
TEST(Encrypted, WithTheEmptyPasswordIsVerifiedAsAnyOther) {
  for (const char* type : {"/Type /Sig ", ""}) {
    Bytes file = with_signature(encrypted(""), type);
    const Report report = verified(file);
    ASSERT_THAT(report.signatures, SizeIs(1)) << report.unreadable_reason;
    EXPECT_EQ(report.signatures[0].integrity, Integrity::kIntact) << told(file);
    EXPECT_EQ(report.signatures[0].field, "signature-1");
    file.at(20) ^= 1;
    EXPECT_TRUE(altered(file));
  }
}

TEST(Encrypted, AndSignedNeedsThePassword) {
  const Report report = verified(with_signature(encrypted("secret")));
  EXPECT_FALSE(report.readable);
  EXPECT_THAT(report.unreadable_reason, ::testing::HasSubstr("needs a password"));
}

TEST(Encrypted, WithAnUnknownHandlerIsReadAsFarAsItGoes) {
  std::string text(text_of(encrypted("")));
  text.replace(text.find("/Filter /Standard"), 17, "/Filter /Unheard.");
  const Report report = verified(pdf::sample::bytes(text));
  EXPECT_TRUE(report.readable) << report.unreadable_reason;
  EXPECT_THAT(report.signatures, IsEmpty());
}

// The form is in an encrypted object stream.
TEST(Encrypted, ThatHidesItsFormCannotBeRead) {
  const Report report = verified(pdf::sample::rewritten(
      letter_pdf(), "--object-streams=generate --encrypt secret owner 256 --"));
  EXPECT_FALSE(report.readable);
  EXPECT_THAT(report.unreadable_reason, ::testing::HasSubstr("needs a password"));
}

TEST(Encrypted, AfterSigningIsAChange) {
  const Bytes file = signed_file(letter_pdf());
  const std::string previous = std::to_string(open(file).startxref());
  EXPECT_TRUE(altered(with_text(
      file, "xref\n0 1\n0000000000 65535 f \ntrailer\n<</Size 20 /Root 1 0 R /Prev " + previous +
                " /Encrypt <</Filter /Standard /V 1 /R 2 /O <" + std::string(64, '0') + "> /U <" +
                std::string(64, '0') + "> /P -4>> /ID [<00> <00>]>>\nstartxref\n%X\n%%EOF\n")));
}

}  // namespace
}  // namespace chancery::tests
