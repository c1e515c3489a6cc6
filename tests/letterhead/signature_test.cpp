// The key `signature`.
#include <gmock/gmock.h>

#include "letterhead_yaml.h"

namespace chancery::letterhead {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<std::string> told_of(const std::string& keys, Reading reading = {}) {
  return codes(read(with_keys("signature: { " + keys + " }\n"), reading));
}

TEST(Signature, ShowsTheUsualWhenNothingIsSaid) {
  const SignatureShape shape = letterhead_of(plain_letterhead()).signature;
  EXPECT_THAT(shape.shows,
              ElementsAre(SignatureItem::kHeading, SignatureItem::kName, SignatureItem::kDivision,
                          SignatureItem::kPlace, SignatureItem::kDate, SignatureItem::kReason));
  EXPECT_EQ(shape.image_width, Points(72));
  EXPECT_FALSE(shape.seal);
  EXPECT_FALSE(shape.code);
}

TEST(Signature, HasWhatIsSaidOfIt) {
  Reading reading{{{"seal.svg", "<svg/>"}}, {}, {}};
  const ReadLetterhead result = read(
      with_keys("colours: { tide: \"#12384f\" }\n"
                "signature:\n"
                "  height: 60 pt\n"
                "  shows: [date, name]\n"
                "  seal: seal.svg\n"
                "  image-width: 30 pt\n"
                "  code: { kind: data-matrix, size: 15 mm, content: 'https://a.example/{digest}', "
                "colour: tide }\n"),
      reading);
  EXPECT_THAT(codes(result), IsEmpty());
  const SignatureShape& shape = result.letterhead->signature;
  EXPECT_THAT(shape.shows, ElementsAre(SignatureItem::kDate, SignatureItem::kName));
  ASSERT_TRUE(shape.seal);
  EXPECT_EQ(shape.seal->file, "seal.svg");
  EXPECT_EQ(text_of(shape.seal->bytes), "%PDF-1.4 of <svg/>");
  EXPECT_EQ(shape.image_width, Points(30));
  ASSERT_TRUE(shape.code);
  EXPECT_EQ(shape.code->kind, CodeKind::kDataMatrix);
  EXPECT_EQ(shape.code->content, "https://a.example/{digest}");
  EXPECT_EQ(shape.code->size, millimetres(15));
  EXPECT_NE(shape.code->colour, Colour());
}

TEST(Signature, EachMistakeIsToldWhereItStands) {
  EXPECT_THAT(told_of("shows: [nme]"), ElementsAre("1:22 unknown-signature-item"));
  EXPECT_THAT(told_of("shows: [name, date, name]"), ElementsAre("1:34 unknown-signature-item"));
  EXPECT_THAT(told_of("shows: []"), ElementsAre("1:21 unknown-signature-item"));
  EXPECT_THAT(told_of("shows: name"), ElementsAre("1:21 wrong-type"));
  EXPECT_THAT(told_of("seal: a.gif"), ElementsAre("1:20 artwork-format"));
  EXPECT_THAT(told_of("seal: a.svg"), ElementsAre("1:20 missing-artwork"));
  EXPECT_THAT(told_of("image-width: 1 pt"), ElementsAre("1:27 length-out-of-range"));
  EXPECT_THAT(told_of("code: { kind: qr, size: 10 mm }"), ElementsAre("1:20 missing-key"));
  EXPECT_THAT(told_of("code: { kind: qr, size: 10 mm, content: '{reference}' }"),
              ElementsAre("1:54 bad-placeholder"));
  EXPECT_THAT(told_of("code: { kind: qr, size: 10 mm, content: a, x: 1 mm }"),
              ElementsAre("1:57 unknown-key"));
  EXPECT_THAT(told_of("height: 40 pt, code: { kind: qr, size: 20 mm, content: a }"),
              ElementsAre("1:35 signature-code-too-large"));
}

}  // namespace
}  // namespace chancery::letterhead
