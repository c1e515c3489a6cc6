// Bytes of a text or a web page as UTF-8.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "draft/draft.h"
#include "draft/found.h"

namespace chancery::draft {

/// Turns the bytes of one source into UTF-8. It is made before the reader is confined, because a
/// converter is a file of the C library's; converting itself needs nothing but memory.
class Decoder {
 public:
  /// Looks at the byte order mark, at what a web page says about itself (HTML, 13.2.3), and whether
  /// the bytes are UTF-8. What is none of these is taken for windows-1252, and told.
  explicit Decoder(const Source& source);
  ~Decoder();
  Decoder(const Decoder&) = delete;
  Decoder& operator=(const Decoder&) = delete;

  /// Bytes that mean nothing become U+FFFD.
  std::string decode(ByteView bytes) const;
  const std::vector<Unsure>& unsure() const { return unsure_; }

 private:
  void* converter_ = nullptr;  ///< iconv_t; null: the bytes are UTF-8
  std::size_t skip_ = 0;       ///< bytes of the mark
  std::vector<Unsure> unsure_;
};

}  // namespace chancery::draft
