#include "pdf/write/deflate.h"

#include <libdeflate.h>

#include <new>
#include <utility>

namespace chancery::pdf {
namespace {

/// The highest level that keeps to the greedy and lazy methods; above it, the optimal ones take
/// several times as long for a few per cent.
constexpr int kLevel = 9;

}  // namespace

void Deflater::Free::operator()(libdeflate_compressor* compressor) const {
  libdeflate_free_compressor(compressor);
}

Deflater::Deflater() : compressor_(libdeflate_alloc_compressor(kLevel)) {
  if (!compressor_) throw std::bad_alloc();
}

Stream Deflater::compress(Dictionary dictionary, ByteView data) const {
  Bytes compressed(data.size());
  const std::size_t size = libdeflate_zlib_compress(compressor_.get(), data.data(), data.size(),
                                                    compressed.data(), compressed.size());
  if (size == 0) return {std::move(dictionary), Bytes(data.begin(), data.end())};
  compressed.resize(size);
  dictionary.set("Filter", Name{"FlateDecode"});
  return {std::move(dictionary), std::move(compressed)};
}

}  // namespace chancery::pdf
