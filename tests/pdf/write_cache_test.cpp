// What a writer remembers changes its time, never its bytes.
#include "pdf/write/write_cache.h"

#include <gtest/gtest.h>

#include <thread>
#include <vector>

#include "pdf/write/deflate.h"
#include "pdf/write/document_graph.h"
#include "pdf/write/file.h"
#include "plain_subset.h"
#include "sample_letter.h"

namespace chancery::pdf {
namespace {

Bytes bytes(std::size_t size, std::uint8_t fill) {
  return Bytes(size, fill);
}

TEST(WriteCache, GivesWhatWasKeptUnderTheWholeContent) {
  WriteCache cache;
  const Bytes key = bytes(100, 1);
  Bytes other = key;
  other.back() = 2;
  EXPECT_EQ(cache.find_stream(key), nullptr);
  cache.keep_stream(key, std::make_shared<const Bytes>(bytes(10, 9)));
  ASSERT_NE(cache.find_stream(key), nullptr);
  EXPECT_EQ(*cache.find_stream(key), bytes(10, 9));
  EXPECT_EQ(cache.find_stream(other), nullptr);
  EXPECT_EQ(cache.find_stream(ByteView(key).first(99)), nullptr);
}

TEST(WriteCache, ForgetsWhatWasNotUsedLately) {
  WriteCache cache;
  const std::size_t size = std::size_t{4} << 20U;
  cache.keep_stream(bytes(size, 0), std::make_shared<const Bytes>());
  for (std::uint8_t i = 1; i <= 8; ++i) {
    cache.keep_stream(bytes(size, i), std::make_shared<const Bytes>());
  }
  EXPECT_EQ(cache.find_stream(bytes(size, 0)), nullptr) << "it holds more than two generations";
  EXPECT_NE(cache.find_stream(bytes(size, 8)), nullptr);
}

TEST(Deflater, SharedStreamsAreTheSameAsOthers) {
  WriteCache cache;
  const Deflater plain;
  const Deflater sharing(&cache);
  Bytes data;
  for (int i = 0; i < 5000; ++i) data.push_back(static_cast<std::uint8_t>(i * i >> 3));
  for (const Bytes& each : {data, Bytes{1, 2, 3}, Bytes{}}) {
    const Stream expected = plain.compress({}, each);
    for (int time = 0; time < 2; ++time) {
      const Stream found = sharing.compress_shared({}, each);
      EXPECT_EQ(found.data, expected.data);
      EXPECT_EQ(found.dictionary.find("Filter") == nullptr,
                expected.dictionary.find("Filter") == nullptr);
    }
  }
}

TEST(Writer, GivesTheSameBytesFreshAndUsed) {
  const layout::Document letter = sample::letter();
  const layout::Document other = sample::one_paragraph("Another letter altogether.");
  const Bytes expected = Writer().write(letter);
  const Writer writer;
  writer.write(other);
  EXPECT_EQ(writer.write(letter), expected);
  EXPECT_EQ(writer.write(letter), expected);
  std::vector<std::thread> threads;
  std::vector<Bytes> written(4);
  for (std::size_t i = 0; i < 4; ++i) {
    threads.emplace_back([&, i] {
      writer.write(other);
      written[i] = writer.write(letter);
    });
  }
  for (std::thread& thread : threads) thread.join();
  for (const Bytes& file : written) EXPECT_EQ(file, expected);
}

}  // namespace
}  // namespace chancery::pdf
