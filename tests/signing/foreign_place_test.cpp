// Places for signatures in PDFs that this program did not set.
#include "signing/foreign_place.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "letter_pdf.h"
#include "pki/openssl_keys.h"
#include "signing/foreign_appearance.h"
#include "signing/seed_value.h"
#include "signing/signing.h"

namespace chancery::tests {
namespace {

using signing::FieldPlace;
using ::testing::HasSubstr;
using ::testing::StartsWith;

pdf::Document open(const Bytes& file) {
  pdf::Opened opened = pdf::open_document(file);
  if (!opened.document) throw std::runtime_error(opened.problem->detail);
  return std::move(*opened.document);
}

template <class Action>
std::string failure(Action action) {
  try {
    action();
  } catch (const Failure& thrown) {
    return thrown.diagnostics().at(0).code + ": " + thrown.what();
  }
  return "none";
}

struct Foreign {
  std::string page_entries = "/MediaBox [0 0 600 800]";
  std::string tree_entries = {};
  std::string catalog_entries = {};
  std::string fields = {};  ///< objects 7, 8 and 9 as references
  std::string field_7 = "null", field_8 = "null";
};

/// Catalog 1, page tree 2, pages 3 and 4, fields 7 and 8.
Bytes foreign_pdf(const Foreign& what) {
  pdf::sample::File file;
  const std::string form = what.fields.empty() ? "" : "/AcroForm <</Fields [" + what.fields + "]>>";
  file.object(1, "<</Type /Catalog /Pages 2 0 R " + form + what.catalog_entries + ">>");
  file.object(2, "<</Type /Pages /Kids [3 0 R 4 0 R] /Count 2 " + what.tree_entries + ">>");
  file.object(3, "<</Type /Page /Parent 2 0 R " + what.page_entries + " /Resources <<>>>>");
  file.object(4, "<</Type /Page /Parent 2 0 R /MediaBox [0 0 200 100] /Resources <<>>>>");
  file.object(7, what.field_7);
  file.object(8, what.field_8);
  file.table(std::string("/Root 1 0 R"), 9);
  return pdf::sample::bytes(file.text);
}

FieldPlace placed(const Foreign& what, const signing::PlaceOnPage& place = {1, 10, 20, 110, 50}) {
  const Bytes file = foreign_pdf(what);
  return signing::new_field(open(file), place);
}

TEST(NewField, StandsWhereItIsSeen) {
  using Corners = std::array<double, 4>;
  const FieldPlace plain = placed({});
  EXPECT_EQ(plain.fresh->corners, (Corners{10, 20, 110, 50}));
  EXPECT_EQ(plain.width, Points(100));
  EXPECT_EQ(plain.height, Points(30));
  EXPECT_EQ(plain.quarter_turns, 0);
  EXPECT_EQ(plain.field_name, "signature-1");
  // Worked by hand: the lower left corner of what is shown is the lower right, upper right and
  // upper left corner of a page that is turned to the right by 90, 180 and 270 degrees.
  const std::string box = "/MediaBox [0 0 600 800] /Rotate ";
  EXPECT_EQ(placed({box + "90"}).fresh->corners, (Corners{550, 10, 580, 110}));
  EXPECT_EQ(placed({box + "180"}).fresh->corners, (Corners{490, 750, 590, 780}));
  EXPECT_EQ(placed({box + "270"}).fresh->corners, (Corners{20, 690, 50, 790}));
  EXPECT_EQ(placed({box + "-90"}).quarter_turns, 3);
  EXPECT_EQ(placed({box + "450"}).quarter_turns, 1);
  EXPECT_EQ(placed({box + "90"}).width, Points(100));
  // The crop box counts, boxes and turns are inherited, and a unit may be larger than a point.
  EXPECT_EQ(placed({"/MediaBox [-50 -50 600 800] /CropBox [100 200 900 700]"}).fresh->corners,
            (Corners{110, 220, 210, 250}));
  EXPECT_EQ(placed({"", "/MediaBox [5 7 600 800] /Rotate 180"}).fresh->corners,
            (Corners{490, 750, 590, 780}));
  EXPECT_EQ(placed({"/MediaBox [0 0 300 400] /UserUnit 2"}).fresh->corners,
            (Corners{5, 10, 55, 25}));
}

TEST(NewField, IsWithinThePage) {
  const auto said = [](const signing::PlaceOnPage& place, const std::string& page = "") {
    return failure([&] { placed({"/MediaBox [0 0 600 800] " + page}, place); });
  };
  EXPECT_THAT(said({1, -5, 20, 110, 50}), StartsWith("outside-the-page: "));
  EXPECT_THAT(said({1, 550, 20, 650, 50}), HasSubstr("600 points wide and 800 high"));
  EXPECT_THAT(said({1, 10, 780, 110, 850}), StartsWith("outside-the-page: "));
  EXPECT_EQ(said({1, 650, 20, 750, 50}, "/Rotate 90"), "none");
  EXPECT_THAT(said({1, 10, 700, 110, 750}, "/Rotate 90"), HasSubstr("800 points wide and 600"));
  EXPECT_THAT(said({1, 10, 20, 15, 50}), StartsWith("signature-field-too-small: "));
  EXPECT_THAT(said({3, 10, 20, 110, 50}), HasSubstr("its pages are 1 to 2"));
  EXPECT_THAT(said({2, 10, 20, 110, 150}), StartsWith("outside-the-page: "));
  EXPECT_EQ(said({2, 10, 20, 110, 90}), "none");
}

std::string certified(int level) {
  return "/Perms <</DocMDP <</Type /Sig /Reference [<</TransformMethod /DocMDP /TransformParams "
         "<</P " +
         std::to_string(level) + ">>>>]>>>>";
}

TEST(NewField, RespectsCertificationsAndLocks) {
  const auto visible = [](const Foreign& what) { return failure([&] { placed(what); }); };
  const auto invisible = [](const Foreign& what) {
    const Bytes file = foreign_pdf(what);
    return failure([&] { signing::new_invisible_field(open(file)); });
  };
  const std::string page = "/MediaBox [0 0 600 800]";
  EXPECT_THAT(visible({page, "", certified(2)}), HasSubstr("--invisible"));
  EXPECT_EQ(invisible({page, "", certified(2)}), "none");
  EXPECT_THAT(invisible({page, "", certified(1)}), StartsWith("changes-forbidden: "));
  const std::string locks =
      "<</FT /Sig /T (a) /V <</Type /Sig /Reference [<</TransformMethod /FieldMDP "
      "/TransformParams <</Action /All>>>>]>>>>";
  EXPECT_THAT(visible({page, "", "", "7 0 R", locks}), StartsWith("field-locked: "));
  EXPECT_THAT(invisible({page, "", "", "7 0 R", locks}), StartsWith("field-locked: "));
}

TEST(NewField, IsNotAddedToAnXfaForm) {
  const std::string form = " /AcroForm <</Fields [] /XFA (x)>>";
  EXPECT_THAT(failure([&] {
                placed({"/MediaBox [0 0 600 800]", "", form});
              }),
              StartsWith("xfa-form: "));
}

FieldPlace named(const Foreign& what, const std::string& name) {
  const Bytes file = foreign_pdf(what);
  return signing::named_field(open(file), name);
}

TEST(NamedField, IsFoundWithItsPlace) {
  const std::string page = "/MediaBox [0 0 600 800]";
  const std::string field =
      "<</Type /Annot /Subtype /Widget /FT /Sig /T (sign) /Rect [10 20 110 50] /P 3 0 R>>";
  const FieldPlace plain = named({page, "", "", "7 0 R", field}, "sign");
  EXPECT_EQ(plain.field, (pdf::Reference{7, 0}));
  EXPECT_EQ(plain.width, Points(100));
  EXPECT_FALSE(plain.value_holder);
  const FieldPlace turned = named({page + "/Rotate 90", "", "", "7 0 R", field}, "sign");
  EXPECT_EQ(turned.quarter_turns, 1);
  EXPECT_EQ(turned.width, Points(30));
  EXPECT_EQ(turned.height, Points(100));
  // A field whose widget stands apart; the page is found where it shows the widget.
  const FieldPlace apart =
      named({page + "/Annots [8 0 R]", "", "", "7 0 R", "<</FT /Sig /T (top) /Kids [8 0 R]>>",
             "<</Type /Annot /Subtype /Widget /Parent 7 0 R /Rect [10 20 60 50]>>"},
            "top");
  EXPECT_EQ(apart.field, (pdf::Reference{8, 0}));
  EXPECT_EQ(apart.value_holder, (pdf::Reference{7, 0}));
  EXPECT_EQ(apart.width, Points(50));
  // A field of a group has the group's name before its own.
  const FieldPlace grouped =
      named({page, "", "", "7 0 R", "<</FT /Sig /T (top) /Kids [8 0 R]>>",
             "<</Type /Annot /Subtype /Widget /T (one) /Parent 7 0 R /Rect [0 0 0 0]>>"},
            "top.one");
  EXPECT_FALSE(grouped.value_holder);
  EXPECT_EQ(grouped.width, Points(0));
}

TEST(NamedField, IsRefusedWhenItCannotBeSigned) {
  const std::string page = "/MediaBox [0 0 600 800]";
  const auto said = [&](const std::string& field, const std::string& name) {
    return failure([&] { named({page, "", "", "7 0 R", field}, name); });
  };
  EXPECT_THAT(said("<</FT /Sig /T (sign) /Rect [0 0 9 9]>>", "sigm"),
              HasSubstr("did you mean 'sign'?"));
  EXPECT_THAT(said("<</FT /Sig /T (sign) /Rect [0 0 9 9]>>", "other"),
              HasSubstr("its signature fields are 'sign'"));
  EXPECT_THAT(said("<</FT /Tx /T (sign) /Rect [0 0 9 9]>>", "sign"),
              HasSubstr("it has no signature fields"));
  EXPECT_THAT(said("<</FT /Sig /T (sign) /Rect [0 0 9 9] /V <</Type /Sig>>>>", "sign"),
              StartsWith("already-signed: "));
  EXPECT_THAT(
      failure([&] {
        named({page, "", certified(1), "7 0 R", "<</FT /Sig /T (sign) /Rect [0 0 9 9]>>"}, "sign");
      }),
      StartsWith("changes-forbidden: "));
}

class SeedValue : public ::testing::Test {
 protected:
  std::string said(const std::string& seed, const std::string& reason = "", int certify = 0) const {
    const Bytes file =
        foreign_pdf({"/MediaBox [0 0 600 800]", "", "", "7 0 R",
                     "<</FT /Sig /T (sign) /Rect [0 0 9 9] /SV <</Type /SV " + seed + ">>>>"});
    const pdf::Document document = open(file);
    signing::SignRequest request;
    request.credential = &credential;
    request.reason = reason;
    request.certify = certify;
    return failure([&] {
      signing::check_seed_value(document, signing::named_field(document, "sign"), request);
    });
  }
  Keys keys;
  pki::Credential credential = keys.new_credential("asia", {});  // SHA-256
};

TEST_F(SeedValue, IsHeldWhereItDemandsSomething) {
  EXPECT_EQ(said("/SubFilter [/adbe.pkcs7.detached]"), "none");  // a suggestion
  EXPECT_THAT(said("/SubFilter [/adbe.pkcs7.detached] /Ff 2"), HasSubstr("than PAdES"));
  EXPECT_EQ(said("/SubFilter [/adbe.pkcs7.detached /ETSI.CAdES.detached] /Ff 2"), "none");
  EXPECT_THAT(said("/Filter /Entrust.PPKEF /Ff 1"), StartsWith("seed-value: "));
  EXPECT_EQ(said("/Filter /Adobe.PPKLite /Ff 1"), "none");
  EXPECT_THAT(said("/DigestMethod [(SHA384) (SHA512)] /Ff 64"), HasSubstr("'SHA384', 'SHA512'"));
  EXPECT_EQ(said("/DigestMethod [(SHA256)] /Ff 64"), "none");
  EXPECT_THAT(said("/Reasons [(Seen) (Agreed)] /Ff 8"), HasSubstr("'Seen', 'Agreed'"));
  EXPECT_THAT(said("/Reasons [(Seen) (Agreed)] /Ff 8", "Read"), StartsWith("seed-value: "));
  EXPECT_EQ(said("/Reasons [(Seen) (Agreed)] /Ff 8", "Agreed"), "none");
  EXPECT_THAT(said("/Reasons [(.)] /Ff 8", "Agreed"), HasSubstr("without a reason"));
  EXPECT_EQ(said("/Reasons [(.)] /Ff 8"), "none");
  EXPECT_THAT(said("/MDP <</P 2>>"), HasSubstr("--certify 2"));
  EXPECT_EQ(said("/MDP <</P 2>>", "", 2), "none");
  EXPECT_THAT(said("/MDP <</P 0>>", "", 2), HasSubstr("certifies nothing"));
  EXPECT_THAT(said("/Ff 32 /AddRevInfo true"), StartsWith("seed-value: "));
  EXPECT_THAT(said("/Cert <</Type /SVCert /Subject [(x)] /Ff 1>>"), HasSubstr("certificates"));
  EXPECT_EQ(said("/Cert <</Type /SVCert /Subject [(x)]>>"), "none");
}

/// Whatever the file is built like: what is signed is the file and more, and stands sign()'s own
/// check; qpdf reads it, and pdfsig finds both signatures.
TEST(AnyFile, IsSignedTwiceWhateverItsCrossReferences) {
  const Keys keys;
  const pki::Credential credential = keys.new_credential("asia", {});
  const Bytes plain = pdf::sample::bytes(pdf::sample::one_revision());
  const std::vector<std::pair<std::string, Bytes>> files{
      {"table", plain},
      {"three revisions", pdf::sample::bytes(pdf::sample::three_revisions())},
      {"hybrid", pdf::sample::bytes(pdf::sample::hybrid())},
      {"streams", pdf::sample::rewritten(plain, "--object-streams=generate")},
      {"linearised", pdf::sample::rewritten(plain, "--linearize")},
      {"linearised with streams",
       pdf::sample::rewritten(plain, "--linearize --object-streams=generate")}};
  for (const auto& [name, file] : files) {
    SCOPED_TRACE(name);
    const pdf::FormObjects form = appearance();
    signing::SignRequest request;
    request.credential = &credential;
    request.time = 1795514400;
    request.appearance = &form;
    const pdf::Document document = open(file);
    const Bytes once =
        signing::sign(document, signing::new_field(document, {1, 10, 20, 110, 50}), request);
    const pdf::Document again = open(once);
    request.appearance = nullptr;
    const Bytes twice = signing::sign(again, signing::new_invisible_field(again), request);
    EXPECT_TRUE(std::ranges::equal(ByteView(twice).first(once.size()), ByteView(once)));
    EXPECT_EQ(pdf::sample::qpdf_check(twice).status, 0);
    const pdf::sample::TemporaryFile temporary(twice);
    const std::string said = run({"pdfsig", "-nocert", temporary.path()}).out;
    EXPECT_THAT(said, HasSubstr("Signature Field Name: signature-1"));
    EXPECT_THAT(said, HasSubstr("Signature Field Name: signature-2"));
    const std::size_t first = said.find("Signature is Valid");
    EXPECT_NE(first, std::string::npos) << said;
    EXPECT_NE(said.find("Signature is Valid", first + 1), std::string::npos) << said;
  }
}

TEST(Fitted, TurnsTheAppearanceUprightAndTiesItsColours) {
  FieldPlace place = placed({"/MediaBox [0 0 600 800] /Rotate 90"});
  const pdf::FormObjects form = signing::fitted(appearance(), place);
  const pdf::Dictionary& dictionary = form.objects.back().stream()->dictionary;
  Bytes written;
  pdf::serialise(*dictionary.find("Matrix"), written);
  EXPECT_EQ(text_of(written), "[0 1 -1 0 0 0]");
  const auto* resources = dictionary.find("Resources")->as<pdf::Dictionary>();
  ASSERT_NE(resources->find("ColorSpace"), nullptr);
  EXPECT_NE(resources->find("ExtGState"), nullptr);
}

}  // namespace
}  // namespace chancery::tests
