#include "base/sha256.h"

#include <gtest/gtest.h>

#include <string>

#include "run_program.h"

namespace chancery {
namespace {

// The examples of FIPS 180-4 (NIST, "Examples with Intermediate Values").
TEST(Sha256, OfTheStandardsExamples) {
  EXPECT_EQ(sha256_hex({}), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(sha256_hex(bytes_of("abc")),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(sha256_hex(bytes_of("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq")),
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
}

TEST(Sha256, OfEveryLengthAroundABlockIsThatOfSha256sum) {
  const tests::TemporaryFolder folder;
  for (std::size_t length = 54; length < 130; length += 3) {
    std::string text;
    for (std::size_t i = 0; i < length; ++i) text += static_cast<char>(i * 37 + length);
    tests::write_text(folder / "file", text);
    const std::string told = tests::run({"sha256sum", (folder / "file").string()}).out;
    EXPECT_EQ(sha256_hex(bytes_of(text)), told.substr(0, 64)) << length;
  }
}

}  // namespace
}  // namespace chancery
