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

TEST(Deflater, StreamsAreTheSameSharedOrNotWithOneHandOrTwo) {
  Bytes data;
  for (int i = 0; i < 5000; ++i) data.push_back(static_cast<std::uint8_t>(i * i >> 3));
  const std::vector<Bytes> all = {data, {1, 2, 3}, {}, Bytes(100000, 7), data};
  WriteCache cache;
  for (const Hands hands : {Hands::kOne, Hands::kTwo}) {
    for (int time = 0; time < 2; ++time) {  // the second time they are remembered
      Graph graph;
      Deflater deflater(&cache, hands);
      for (const Bytes& each : all) {
        deflater.add(graph, Dictionary{{"Of", 1}}, each);
        deflater.add_shared(graph, Dictionary{{"Of", 1}}, each);
      }
      deflater.finish(graph);
      ASSERT_EQ(graph.objects().size(), 2 * all.size());
      for (std::size_t i = 0; i < graph.objects().size(); ++i) {
        const Stream expected = compress(Dictionary{{"Of", 1}}, all[i / 2]);
        const Stream& found = *graph.objects()[i].stream();
        EXPECT_EQ(found.data, expected.data);
        EXPECT_EQ(found.dictionary.entries().size(), expected.dictionary.entries().size());
      }
    }
  }
}

TEST(Deflater, MayBeLeftWithoutAWord) {
  Graph graph;
  Deflater deflater(nullptr, Hands::kTwo);
  for (int i = 0; i < 50; ++i) deflater.add(graph, {}, Bytes(50000, 1));
}

TEST(Writer, GivesTheSameBytesFreshAndUsed) {
  const layout::Document letter = sample::letter();
  const layout::Document other = sample::one_paragraph("Another letter altogether.");
  const Bytes expected = Writer().write(letter);
  const Writer writer;
  writer.write(other);
  EXPECT_EQ(writer.write(letter), expected);
  EXPECT_EQ(writer.write(letter, Hands::kTwo), expected);
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
