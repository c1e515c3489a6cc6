// What several ranges of a file begin with is digested once, and gives what digesting it again
// would.
#include "pki/shared_digests.h"

#include <gtest/gtest.h>

#include <array>
#include <random>

namespace chancery::pki {
namespace {

Bytes noise(std::size_t size) {
  std::mt19937 random(8);
  Bytes bytes(size);
  for (std::uint8_t& byte : bytes) byte = static_cast<std::uint8_t>(random());
  return bytes;
}

Bytes anew(Hash hash, std::span<const ByteView> pieces) {
  Bytes joined;
  for (const ByteView piece : pieces) append(joined, piece);
  return digest(hash, joined);
}

constexpr std::size_t kMegabyte = std::size_t{1} << 20U;

TEST(SharedDigests, AreThoseOfTheBytes) {
  const Bytes file = noise(4 * kMegabyte);
  const std::vector<std::size_t> ends = {kMegabyte, 3 * kMegabyte, 2 * kMegabyte,
                                         3 * kMegabyte - 1};
  for (const auto& order : {ends, std::vector(ends.rbegin(), ends.rend())}) {
    const SharedDigests shared(file, ends);
    for (const Hash hash : {Hash::kSha256, Hash::kSha1, Hash::kSha3_256, Hash::kShake256}) {
      for (const std::size_t end : order) {
        const std::array<ByteView, 2> pieces{ByteView(file).first(end),
                                             ByteView(file).subspan(end + 100, 5000)};
        EXPECT_EQ(SharedDigests::digest(hash, pieces), anew(hash, pieces)) << end;
      }
    }
  }
}

TEST(SharedDigests, ReadTheFileOnceWhateverTheOrder) {
  const Bytes file = noise(8 * kMegabyte);
  std::vector<std::size_t> ends;
  for (std::size_t i = 1; i <= 8; ++i) ends.push_back(i * kMegabyte - 1);
  for (const auto& order : {ends, std::vector(ends.rbegin(), ends.rend())}) {
    const SharedDigests shared(file, ends);
    for (const std::size_t end : order) {
      const std::array<ByteView, 1> pieces{ByteView(file).first(end)};
      SharedDigests::digest(Hash::kSha256, pieces);
    }
    EXPECT_LE(shared.digested_bytes(), file.size());
  }
}

TEST(SharedDigests, OtherBytesAreDigestedByThemselves) {
  const Bytes file = noise(kMegabyte), other = noise(kMegabyte + 1);
  const SharedDigests shared(file, {kMegabyte});
  const std::array<ByteView, 1> within{ByteView(file).subspan(1)};
  const std::array<ByteView, 1> beside{ByteView(other)};
  EXPECT_EQ(SharedDigests::digest(Hash::kSha256, within), digest(Hash::kSha256, within[0]));
  EXPECT_EQ(SharedDigests::digest(Hash::kSha256, beside), digest(Hash::kSha256, other));
  EXPECT_EQ(SharedDigests::digest(Hash::kSha256, {}), digest(Hash::kSha256, {}));
}

TEST(SharedDigests, AreAnywayWithoutAFile) {
  const Bytes file = noise(kMegabyte);
  { const SharedDigests shared(file, {}); }
  const std::array<ByteView, 1> pieces{ByteView(file)};
  EXPECT_EQ(SharedDigests::digest(Hash::kSha512, pieces), digest(Hash::kSha512, file));
}

}  // namespace
}  // namespace chancery::pki
