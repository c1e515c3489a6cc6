// A stream that nobody touched can still be changed: by the object that says how long it is.
#include <gtest/gtest.h>

#include "signed_file.h"

namespace chancery::tests {
namespace {

/// The file and another revision with these objects, as they are to be written.
Bytes with_objects(const Bytes& bytes, const std::vector<std::pair<int, std::string>>& objects) {
  pdf::sample::File file;
  file.text = std::string(text_of(bytes));
  for (const auto& [number, body] : objects) file.object(number, body);
  file.table("/Root 1 0 R /Prev " + std::to_string(open(bytes).startxref()), 200);
  return pdf::sample::bytes(file.text);
}

const std::string kShown = "0 0 10 10 re f";
/// As long as the first length says, all of this is drawn; the second ends it at its own endstream.
const std::string kData = kShown + "\nendstream\n0 0 90 90 re f";

Bytes signed_letter() {
  return signed_file(
      with_objects(letter_pdf(), {{100, std::to_string(kData.size())},
                                  {4, "<</Length 100 0 R>>\nstream\n" + kData + "\nendstream"}}));
}

TEST(UntouchedStream, IsTheSameWhenItsLengthIs) {
  const Bytes file = signed_letter();
  EXPECT_FALSE(altered(file)) << told(file);
  const Bytes same = with_objects(file, {{100, std::to_string(kData.size())}});
  EXPECT_FALSE(altered(same)) << told(same);
}

TEST(UntouchedStream, IsAnotherWhenItsLengthIs) {
  const Bytes shorter = with_objects(signed_letter(), {{100, std::to_string(kShown.size())}});
  EXPECT_TRUE(altered(shorter)) << told(shorter);
}

TEST(UntouchedStream, IsAnotherWhenItCannotBeReadAnyMore) {
  const Bytes unreadable = with_objects(signed_letter(), {{100, "1"}});
  EXPECT_TRUE(altered(unreadable)) << told(unreadable);
}

TEST(UntouchedObject, IsAnotherWhenWhatItRefersToIs) {
  const Bytes file = signed_file(with_objects(
      letter_pdf(), {{101, "<</Inner 102 0 R>>"},
                     {102, "103 0 R"},
                     {103, "(before)"},
                     {1, "<</Type /Catalog /Pages 2 0 R /AcroForm 6 0 R /Outer 101 0 R>>"}}));
  EXPECT_FALSE(altered(file)) << told(file);
  EXPECT_TRUE(altered(with_objects(file, {{103, "(after)"}})));
  EXPECT_TRUE(altered(with_objects(file, {{102, "(after)"}})));
  EXPECT_FALSE(altered(with_objects(file, {{103, "(before)"}})));
}

}  // namespace
}  // namespace chancery::tests
