// Signing small letters: judged by pdfsig, qpdf and by what the bytes must be.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <charconv>

#include "letter_pdf.h"
#include "pki/openssl_keys.h"
#include "signing/signing.h"

namespace chancery::tests {
namespace {

using signing::FieldPlace;
using signing::find_field;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::SizeIs;
using ::testing::StartsWith;

constexpr pki::UnixTime kTime = 1795514400;  // 2026-11-24T10:00:00Z

pdf::Document open(const Bytes& file) {
  pdf::Opened opened = pdf::open_document(file);
  if (!opened.document) throw std::runtime_error(opened.problem->detail);
  return std::move(*opened.document);
}

/// The code of the Failure that `action` throws, and its text.
template <class Action>
std::string failure(Action action) {
  try {
    action();
  } catch (const Failure& thrown) {
    return thrown.diagnostics().at(0).code + ": " + thrown.what();
  }
  return "none";
}

std::string not_found(const Bytes& file, const std::string& division = kAsia) {
  return failure([&] { find_field(open(file), division); });
}

TEST(FindField, GivesWhatTypesetWroteDown) {
  const Bytes file = letter_pdf();
  const FieldPlace asia = find_field(open(file), kAsia);
  EXPECT_EQ(asia.field, (pdf::Reference{7, 0}));
  EXPECT_EQ(asia.field_name, "signature-1");
  EXPECT_EQ(asia.signatory_name, "Ada Quist");
  EXPECT_EQ(asia.title, "Director");
  EXPECT_EQ(asia.division, kAsia);
  EXPECT_EQ(asia.letterhead, "division-letters");
  EXPECT_EQ(asia.language, "en");
  EXPECT_EQ(asia.width, Points(200));
  EXPECT_EQ(asia.height, Points(72.5));
  const FieldPlace europe = find_field(open(file), kEurope);
  EXPECT_EQ(europe.field, (pdf::Reference{8, 0}));
  EXPECT_EQ(europe.signatory_name, "Bo Lí");
  EXPECT_EQ(europe.width, Points(200));  // its corners are given the other way round
}

TEST(FindField, NamesTheDivisionsThatThereAre) {
  EXPECT_THAT(not_found(letter_pdf(), "Africa Desk"), StartsWith("no-such-field: "));
  EXPECT_THAT(not_found(letter_pdf(), "Africa Desk"), HasSubstr(kAsia));
  EXPECT_THAT(not_found(letter_pdf(), "Africa Desk"), HasSubstr(kEurope));
  EXPECT_THAT(not_found(letter_pdf(), "Asia Divison"), HasSubstr("did you mean 'Asia Division'"));
  EXPECT_THAT(not_found(pdf::sample::bytes(pdf::sample::one_revision())),
              StartsWith("no-such-field: "));
}

TEST(FindField, RefusesASignedPlace) {
  EXPECT_THAT(not_found(letter_pdf({.first_field_more = "/V <</Type /Sig>>"})),
              StartsWith("already-signed: "));
}

TEST(FindField, RefusesAFieldThatIsNotThere) {
  EXPECT_THAT(not_found(letter_pdf({.fields = "[8 0 R]"})), StartsWith("damaged-pdf: "));
  EXPECT_THAT(not_found(letter_pdf({.fields = "99 0 R"})), StartsWith("damaged-pdf: "));
}

TEST(FindField, WalksFieldsThatContainOneAnotherToAnEnd) {
  EXPECT_THAT(not_found(letter_pdf({.fields = "[3 0 R 7 0 R]",
                                    .first_field_more = "/T (other) /Kids [7 0 R 3 0 R 7 0 R]"})),
              StartsWith("damaged-pdf: "));
}

TEST(FindField, RespectsASignatureThatForbidsChanges) {
  const auto certified = [](const std::string& level) {
    return letter_pdf({.more_in_catalog = "/Perms <</DocMDP <</Type /Sig /Reference "
                                          "[<</TransformMethod /DocMDP /TransformParams <</P " +
                                          level + ">>>>]>>>>"});
  };
  EXPECT_THAT(not_found(certified("1")), StartsWith("changes-forbidden: "));
  EXPECT_EQ(not_found(certified("2")), "none");
}

TEST(FindField, RespectsAFieldLock) {
  const auto locked = [](const std::string& lock) {
    return letter_pdf({.first_field_more = "/V <</Type /Sig /Reference [<</TransformMethod "
                                           "/FieldMDP /TransformParams <<" +
                                           lock + ">>>>]>>"});
  };
  const auto europe = [&](const std::string& lock) {
    const Bytes file = locked(lock);
    return failure([&] { find_field(open(file), kEurope); });
  };
  EXPECT_THAT(europe("/Action /All"), StartsWith("field-locked: "));
  EXPECT_THAT(europe("/Action /Include /Fields [(signature-2)]"), StartsWith("field-locked: "));
  EXPECT_THAT(europe("/Action /Exclude /Fields [(other)]"), StartsWith("field-locked: "));
  EXPECT_EQ(europe("/Action /Exclude /Fields [(signature-2)]"), "none");
  EXPECT_EQ(europe("/Action /Include /Fields [(signature)]"), "none");
}

class Sign : public ::testing::Test {
 protected:
  Keys keys;
  pki::Credential asia = keys.new_credential("asia", {rsa("2048")});
  pki::Credential europe = keys.new_credential(
      "europe", {.subject = std::string("/O=Test Office/OU=") + kEurope + "/CN=" + kEurope});

  Bytes sign(const Bytes& file, const std::string& division) const {
    const pdf::FormObjects form = appearance();
    signing::SignRequest request;
    request.credential = division == kAsia ? &asia : &europe;
    request.time = kTime;
    request.reason = "Approved (finally)";
    request.location = "Čáslav";
    request.appearance = &form;
    const pdf::Document document = open(file);
    return signing::sign(document, find_field(document, division), request);
  }

  static std::string pdfsig(const Bytes& file) {
    const pdf::sample::TemporaryFile temporary(file);
    return run({"pdfsig", "-nocert", temporary.path()}).out;
  }

  static std::size_t count(const std::string& text, const std::string& what) {
    std::size_t times = 0;
    for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + 1)) {
      ++times;
    }
    return times;
  }

  static pdf::Dictionary dictionary(const pdf::Document& document, const pdf::Object& object) {
    const pdf::Object resolved = document.resolve(object);
    const auto* found = resolved.as<pdf::Dictionary>();
    return found == nullptr ? pdf::Dictionary() : *found;
  }

  /// The numbers after the last /ByteRange of the file, read from its text.
  static std::array<std::size_t, 4> last_byte_range(const Bytes& file) {
    const std::string_view text = text_of(file);
    std::size_t at = text.rfind("/ByteRange [") + 12;
    std::array<std::size_t, 4> range{};
    for (std::size_t& number : range) {
      while (text[at] == ' ') ++at;
      const auto parsed = std::from_chars(text.data() + at, text.data() + text.size(), number);
      at = static_cast<std::size_t>(parsed.ptr - text.data());
    }
    return range;
  }
};

TEST_F(Sign, BothDivisionsInEitherOrder) {
  for (const auto& [first, second] :
       std::vector<std::pair<const char*, const char*>>{{kAsia, kEurope}, {kEurope, kAsia}}) {
    const Bytes letter = letter_pdf();
    const Bytes once = sign(letter, first);
    const Bytes twice = sign(once, second);
    EXPECT_TRUE(text_of(once).starts_with(text_of(letter)));
    EXPECT_TRUE(text_of(twice).starts_with(text_of(once)));
    const std::string said = pdfsig(twice);
    EXPECT_EQ(count(said, "Signature Validation: Signature is Valid."), 2U) << said;
    EXPECT_EQ(count(said, "Total document signed"), 1U) << said;
    EXPECT_EQ(count(said, "ETSI.CAdES.detached"), 2U) << said;
    const pdf::sample::Run qpdf = pdf::sample::qpdf_check(twice);
    EXPECT_EQ(qpdf.status, 0) << qpdf.output;
    EXPECT_THAT(qpdf.output, HasSubstr("No syntax or stream encoding errors found"));
    EXPECT_THAT(qpdf.output, Not(HasSubstr("WARNING")));
    EXPECT_THAT(failure([&] { sign(twice, first); }), StartsWith("already-signed"));
  }
}

TEST_F(Sign, MakesALockOfTheFormHold) {
  const Bytes once =
      sign(letter_pdf({.first_field_more = "/Lock <</Type /SigFieldLock /Action /Include /Fields "
                                           "[(signature-2)]>>"}),
           kAsia);
  EXPECT_THAT(std::string(text_of(once)), HasSubstr("/TransformMethod /FieldMDP"));
  EXPECT_EQ(count(pdfsig(once), "Signature is Valid."), 1U);
  EXPECT_THAT(failure([&] { sign(once, kEurope); }), StartsWith("field-locked: "));
}

TEST_F(Sign, KeepsTheKindOfCrossReferenceAndReachesCompressedFields) {
  const Bytes letter = pdf::sample::rewritten(letter_pdf(), "--object-streams=generate");
  ASSERT_EQ(open(letter).xref_style(), pdf::XrefStyle::kStream);
  const Bytes twice = sign(sign(letter, kEurope), kAsia);
  EXPECT_EQ(open(twice).xref_style(), pdf::XrefStyle::kStream);
  EXPECT_EQ(count(pdfsig(twice), "Signature is Valid."), 2U);
  EXPECT_EQ(pdf::sample::qpdf_check(twice).status, 0);
}

TEST_F(Sign, FormMayStandInTheCatalog) {
  const Bytes signed_letter = sign(letter_pdf({.direct_form = true}), kAsia);
  const pdf::Document document = open(signed_letter);
  const pdf::Dictionary root = dictionary(document, pdf::Object(document.root()));
  const pdf::Dictionary form = dictionary(document, *root.find("AcroForm"));
  EXPECT_EQ(*form.find("SigFlags")->as<std::int64_t>(), 3);
  EXPECT_NE(root.find("PieceInfo"), nullptr);
  EXPECT_EQ(count(pdfsig(signed_letter), "Signature is Valid."), 1U);
}

TEST_F(Sign, WritesTheDictionariesOfTheStandard) {
  const Bytes file = sign(letter_pdf(), kEurope);
  const pdf::Document document = open(file);
  const pdf::Dictionary field = dictionary(document, pdf::Object(pdf::Reference{8, 0}));
  const pdf::Dictionary signature = dictionary(document, *field.find("V"));
  EXPECT_EQ(signature.find("Type")->as<pdf::Name>()->value, "Sig");
  EXPECT_EQ(signature.find("Filter")->as<pdf::Name>()->value, "Adobe.PPKLite");
  EXPECT_EQ(signature.find("SubFilter")->as<pdf::Name>()->value, "ETSI.CAdES.detached");
  EXPECT_EQ(signature.find("M")->as<pdf::String>()->bytes, "D:20261124100000Z");
  EXPECT_EQ(pdf::text_of_string(*signature.find("Name")->as<pdf::String>()), "Bo Lí");
  EXPECT_EQ(pdf::text_of_string(*signature.find("Reason")->as<pdf::String>()),
            "Approved (finally)");
  EXPECT_EQ(pdf::text_of_string(*signature.find("Location")->as<pdf::String>()), "Čáslav");
  EXPECT_EQ(signature.find("Cert"), nullptr);
  // The field keeps what it had.
  EXPECT_EQ(*field.find("F")->as<std::int64_t>(), 132);
  EXPECT_EQ(field.find("T")->as<pdf::String>()->bytes, "signature-2");
  EXPECT_EQ(*field.find("P")->as<pdf::Reference>(), (pdf::Reference{3, 0}));
  // The appearance came along with what it refers to.
  const pdf::Dictionary states = dictionary(document, *field.find("AP"));
  const pdf::Object form = document.resolve(*states.find("N"));
  ASSERT_NE(form.stream(), nullptr);
  EXPECT_EQ(text_of(form.stream()->data), "/G0 gs 1 1 198 70 re S");
  const pdf::Dictionary resources =
      dictionary(document, *form.stream()->dictionary.find("Resources"));
  const pdf::Dictionary graphics = dictionary(document, *resources.find("ExtGState"));
  EXPECT_EQ(*dictionary(document, *graphics.find("G0")).find("LW")->as<std::int64_t>(), 2);
}

TEST_F(Sign, ByteRangeLeavesOutTheContentsTokenAndNothingElse) {
  const Bytes file = sign(letter_pdf(), kAsia);
  const auto [zero, begin, end, rest] = last_byte_range(file);
  EXPECT_EQ(zero, 0U);
  EXPECT_EQ(end + rest, file.size());
  EXPECT_EQ(file[begin], '<');
  EXPECT_EQ(file[end - 1], '>');
  EXPECT_THAT(text_of(ByteView(file).first(begin)), ::testing::EndsWith("/Contents "));
  const std::string_view token = text_of(file).substr(begin + 1, end - begin - 2);
  EXPECT_EQ(token.find_first_not_of("0123456789abcdefABCDEF"), std::string_view::npos);
}

TEST_F(Sign, EveryChangedByteOfTheFileIsFoundOut) {
  const Bytes file = sign(sign(letter_pdf(), kAsia), kEurope);
  const auto [zero, begin, end, rest] = last_byte_range(file);
  Bytes cms;
  for (std::size_t at = begin + 1; at + 1 < end; at += 2) {
    std::uint8_t byte = 0;
    std::from_chars(text_of(file).data() + at, text_of(file).data() + at + 2, byte, 16);
    cms.push_back(byte);
  }
  const auto intact = [&](ByteView bytes) {
    const std::array<ByteView, 2> pieces{bytes.first(begin), bytes.subspan(end)};
    const pki::CmsCheck check = pki::check_cms(cms, pieces);
    return check.findings.empty() && check.digest_matches && check.signature_verifies;
  };
  ASSERT_TRUE(intact(file));
  Bytes changed = file;
  for (std::size_t at = 0; at < file.size(); ++at) {
    if (at == begin) at = end;
    changed[at] ^= 0x01;
    EXPECT_FALSE(intact(changed)) << at;
    changed[at] = file[at];
  }
}

TEST_F(Sign, TheSameInputGivesTheSameBytes) {
  EXPECT_EQ(sign(letter_pdf(), kAsia), sign(letter_pdf(), kAsia));  // RSA, PKCS#1 v1.5
}

TEST_F(Sign, AFileWithoutALastLineEndIsExtendedOnANewLine) {
  Bytes letter = letter_pdf();
  letter.pop_back();
  const Bytes file = sign(letter, kAsia);
  EXPECT_TRUE(text_of(file).starts_with(text_of(letter)));
  EXPECT_EQ(file[letter.size()], '\n');
  EXPECT_EQ(count(pdfsig(file), "Signature is Valid."), 1U);
}

/// A key device with a fault.
class Faulty : public pki::Signer {
 public:
  explicit Faulty(std::shared_ptr<const pki::Signer> good) : good_(std::move(good)) {}
  Bytes sign(ByteView message) const override {
    Bytes signature = good_->sign(message);
    signature.back() ^= 1;
    return signature;
  }
  Bytes signature_algorithm() const override { return good_->signature_algorithm(); }
  pki::Hash hash() const override { return good_->hash(); }
  std::size_t largest_signature_bytes() const override { return good_->largest_signature_bytes(); }

 private:
  std::shared_ptr<const pki::Signer> good_;
};

TEST_F(Sign, ABadSignatureIsNeverGivenOut) {
  asia.signer = std::make_shared<Faulty>(asia.signer);
  EXPECT_THAT(failure([&] { sign(letter_pdf(), kAsia); }), StartsWith("self-check-failed: "));
}

TEST_F(Sign, AKeyOfAnotherCertificateIsNeverUsed) {
  asia.certificate = europe.certificate;
  EXPECT_THAT(failure([&] { sign(letter_pdf(), kAsia); }), StartsWith("self-check-failed: "));
}

}  // namespace
}  // namespace chancery::tests
