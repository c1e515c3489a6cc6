// No damage makes a signature, or the fact that there was one, disappear.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>

#include "signed_file.h"

namespace chancery::tests {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using verification::Report;
using verification::Status;

/// Other values for a byte; among them what turns n into f, and a letter into its other case.
std::vector<std::uint8_t> others(std::uint8_t byte) {
  std::vector<std::uint8_t> values;
  for (const int bit : {0x01, 0x02, 0x08, 0x20, 0x80}) {
    values.push_back(static_cast<std::uint8_t>(byte ^ bit));
  }
  for (const char c : {' ', '\n', '0', '%'}) {
    if (byte != static_cast<std::uint8_t>(c)) values.push_back(static_cast<std::uint8_t>(c));
  }
  return values;
}

/// The last signature's value, where changes are found by reading the CMS.
pdf::Document::Place last_value(const Bytes& file) {
  const std::string_view text = text_of(file);
  const std::size_t range = text.rfind("/ByteRange");
  const std::size_t begin = text.find('<', range);
  return {begin, text.find('>', begin) + 1};
}

std::string described(const Bytes& file, std::size_t at, std::uint8_t value) {
  return "offset " + std::to_string(at) + " became " + std::to_string(value) + ": ..." +
         std::string(text_of(file).substr(at < 30 ? 0 : at - 30, 60)) + "...";
}

/// Changes every byte of the file, but for long hexadecimal strings, of which every `step`-th. Of
/// the other values for a byte, `most` are tried.
void expect_no_change_passes(const Bytes& file, std::size_t step, std::size_t most) {
  ASSERT_NE(verified(file).status, Status::kTotalFailed) << told(file);
  const pdf::Document::Place value = last_value(file);
  Bytes changed = file;
  for (std::size_t at = 0; at < file.size(); ++at) {
    if (at >= value.begin && at < value.end) continue;
    const std::string_view around = text_of(file).substr(at < 20 ? 0 : at - 20, 40);
    const bool structural = around.find_first_not_of("0123456789abcdef") != std::string_view::npos;
    if (!structural && at % step != 0) continue;
    const std::vector<std::uint8_t> values = others(file[at]);
    for (std::size_t i = 0; i < std::min(most, values.size()); ++i) {
      // The one that makes n to f always; the others by turns.
      const std::uint8_t other =
          most > 1 && i == 0 ? values[2] : values[(at + i * 3) % values.size()];
      changed[at] = other;
      const Report report = verified(changed);
      EXPECT_EQ(report.status, Status::kTotalFailed) << described(changed, at, other);
      EXPECT_TRUE(altered(report)) << described(changed, at, other);
    }
    changed[at] = file[at];
    if (::testing::Test::HasFailure()) return;
  }
}

/// Two divisions, and the form as an object of its own or in the catalog.
TEST(Damage, OfAnyByteOfATableFileIsFound) {
  const Signing small{.room = 1800};
  Signing second = small;
  second.field = 8;
  expect_no_change_passes(signed_file(signed_file(letter_pdf(), small), second), 97, 1);
}

/// As above, with object streams and a cross-reference stream below the signatures.
TEST(Damage, OfAnyByteOfAStreamFileIsFound) {
  const Bytes base =
      pdf::sample::rewritten(letter_pdf(), "--object-streams=generate --newline-before-endstream");
  const pdf::Document document = open(base);
  int field = 0;
  for (const Reference reference : document.objects()) {
    const Object object = document.get(reference);
    const auto* dictionary = object.as<Dictionary>();
    if (dictionary != nullptr && dictionary->find("FT") != nullptr) field = reference.number;
  }
  expect_no_change_passes(signed_file(base, {.field = field, .room = 1800}), 97, 2);
}

/// By hand, for any file: CHANCERY_DAMAGE=file.pdf.
TEST(Damage, OfEveryByteOfAGivenFile) {
  const char* path = std::getenv("CHANCERY_DAMAGE");
  if (path == nullptr) GTEST_SKIP() << "no file given";
  expect_no_change_passes(pdf::sample::read_file(path), 1, 100);
}

Bytes replaced(const Bytes& file, std::string_view what, std::string_view by) {
  Bytes result = file;
  const std::size_t at = text_of(file).rfind(what);
  if (at == std::string_view::npos || what.size() != by.size()) throw std::runtime_error("no such");
  std::copy(by.begin(), by.end(), result.begin() + static_cast<std::ptrdiff_t>(at));
  return result;
}

TEST(Damage, OnTheWayToTheSignaturesMakesAFileUnreadable) {
  const Bytes file = signed_file(letter_pdf());
  for (const auto& [what, by] : std::vector<std::pair<std::string, std::string>>{
           {"\n6 0 obj", "\nY 0 obj"}, {"\n7 0 obj", "\n7 0 obX"}, {"\n1 0 obj", "\n2 0 obj"}}) {
    const Report report = verified(replaced(file, what, by));
    EXPECT_FALSE(report.readable) << what;
    EXPECT_EQ(report.status, Status::kTotalFailed) << what;
  }
}

TEST(Damage, ThatTakesASignatureOutOfTheFormLeavesItVisible) {
  const Bytes file = signed_file(letter_pdf());
  for (const auto& [what, by] :
       std::vector<std::pair<std::string, std::string>>{{"/AcroForm", "/AcroFarm"},
                                                        {"/Fields", "/Fialds"},
                                                        {"/V 9 0 R", "/W 9 0 R"},
                                                        {"/V 9 0 R", "/V 9 1 R"}}) {
    const Report report = verified(replaced(file, what, by));
    EXPECT_EQ(report.status, Status::kTotalFailed) << what;
    EXPECT_THAT(codes(report), Contains("signature-without-field")) << what;
  }
}

TEST(Damage, AFreeEntryThatPointsAtItsObjectIsDamage) {
  const Bytes file = signed_file(letter_pdf());
  const std::size_t table = text_of(file).rfind("xref\n", text_of(file).rfind("startxref") - 1);
  Bytes freed = file;
  const std::size_t entry = text_of(file).find(" 00000 n", table);  // of field 7
  freed.at(entry + 7) = 'f';
  const Report report = verified(freed);
  EXPECT_FALSE(report.readable);
  EXPECT_THAT(report.unreadable_reason, HasSubstr("its entry says that it is free"));
}

TEST(Damage, ElsewhereIsAFinding) {
  pdf::sample::File file;
  pdf::sample::add_letter(file);
  file.offsets.at(4) += 1;  // the page's content
  file.table(std::string(pdf::sample::kTrailer), 7);
  std::string text = file.text;
  text.replace(text.find("/ByteRange"), 10, "/ByteRanje");  // a dictionary like a signature's
  const Report report = verified(pdf::sample::bytes(text));
  EXPECT_TRUE(report.readable) << report.unreadable_reason;
  EXPECT_THAT(codes(report), Contains("damaged-object"));
}

// Usage rights for Adobe's reader are signed, but by no field (12.8.2.3).
TEST(Damage, UsageRightsAreNoLostSignature) {
  const Bytes base = edited(letter_pdf(), [](const auto& document, auto& revision) {
    const Reference rights = revision.allocate();
    revision.set(rights, signature_dictionary({}));
    change(document, revision, 1, {{"Perms", Dictionary{{"UR3", rights}}}});
  });
  const Report report = verified(base);
  EXPECT_THAT(report.signatures, IsEmpty());
  EXPECT_NE(report.status, Status::kTotalFailed);
}

// A file in the file is not signed by being there.
TEST(Damage, ASignedFileThatIsAttachedIsNoLostSignature) {
  const Bytes attached = signed_file(letter_pdf());
  const Report report = verified(edited(letter_pdf(), [&](const auto& document, auto& revision) {
    const Reference file = revision.allocate();
    revision.set(file, pdf::Stream{Dictionary{{"Type", Name{"EmbeddedFile"}}}, attached});
    change(document, revision, 1, {{"AF", Array{file}}});
  }));
  EXPECT_THAT(report.signatures, IsEmpty());
  EXPECT_NE(report.status, Status::kTotalFailed);
}

// One that a later signer saw taken out of its field is that signer's business.
TEST(Damage, ASignatureTakenOutBeforeAnotherSignedIsNotLost) {
  const Bytes first = signed_file(letter_pdf());
  const Report report = verified(signed_file(changed(first, 7, {{"V", Object()}}), {.field = 8}));
  EXPECT_THAT(report.signatures, SizeIs(1));
  EXPECT_FALSE(altered(report));
}

// Readers that repair files would show what was appended without a cross-reference section.
TEST(Damage, BytesBehindTheLastRevisionAreAChange) {
  const Bytes file = signed_file(letter_pdf());
  EXPECT_TRUE(altered(with_text(file, "4 0 obj\n<</Length 3>>\nstream\nq Q\nendstream\nendobj\n")));
  EXPECT_TRUE(altered(with_text(file, "trailer\n<</Root 1 0 R>>\n%%EOF\n")));
  EXPECT_FALSE(altered(with_text(file, "\n\n \r\n")));
}

TEST(Damage, ARootThatIsNoCatalogIsUnreadable) {
  const Bytes file = signed_file(letter_pdf());
  const std::string previous = std::to_string(open(file).startxref());
  for (const char* root : {"4 0 R", "7 0 R", "99 0 R"}) {
    const Report report = verified(with_text(
        file, "xref\n0 1\n0000000000 65535 f \ntrailer\n<</Size 20 /Root " + std::string(root) +
                  " /Prev " + previous + ">>\nstartxref\n%X\n%%EOF\n"));
    EXPECT_TRUE(altered(report)) << root;
  }
}

}  // namespace
}  // namespace chancery::tests
