#include "pdf/write/deflate.h"

#include <libdeflate.h>

#include <new>
#include <utility>

#include "pdf/write/write_cache.h"

namespace chancery::pdf {
namespace {

/// Of 12. The levels above it make files smaller by less than a hundredth, and take half of the time
/// that a page is written in.
constexpr int kLevel = 6;

}  // namespace

void Deflater::Free::operator()(libdeflate_compressor* compressor) const {
  libdeflate_free_compressor(compressor);
}

Deflater::Deflater(WriteCache* cache)
    : cache_(cache), compressor_(libdeflate_alloc_compressor(kLevel)) {
  if (!compressor_) throw std::bad_alloc();
}

Bytes Deflater::compressed(ByteView data) const {
  Bytes bytes(data.size());
  bytes.resize(libdeflate_zlib_compress(compressor_.get(), data.data(), data.size(), bytes.data(),
                                        bytes.size()));
  return bytes;
}

Stream Deflater::stream_of(Dictionary dictionary, ByteView data, const Bytes& compressed) {
  if (compressed.empty()) return {std::move(dictionary), Bytes(data.begin(), data.end())};
  dictionary.set("Filter", Name{"FlateDecode"});
  return {std::move(dictionary), compressed};
}

Stream Deflater::compress(Dictionary dictionary, ByteView data) const {
  return stream_of(std::move(dictionary), data, compressed(data));
}

Stream Deflater::compress_shared(Dictionary dictionary, ByteView data) const {
  if (cache_ == nullptr) return compress(std::move(dictionary), data);
  std::shared_ptr<const Bytes> known = cache_->find_stream(data);
  if (!known) {
    known = std::make_shared<const Bytes>(compressed(data));
    cache_->keep_stream(data, known);
  }
  return stream_of(std::move(dictionary), data, *known);
}

}  // namespace chancery::pdf
