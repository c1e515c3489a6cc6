// What an object stream holds, by its own directory.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "base/bytes.h"
#include "pdf/read/read.h"

namespace chancery::pdf {

/// An object stream (ISO 32000-1, 7.5.7) and its objects, in the order of their indices.
struct ObjectStream {
  struct Member {
    int number = 0;
    std::size_t place = 0;  ///< in the data; may lie behind their end
  };
  std::int64_t count = -1;  ///< as /N says
  Bytes data;
  std::vector<Member> members;  ///< at most a million, up to the first that makes no sense
};

/// Nothing in it when it is no stream, or its directory cannot be read, or its data are larger than
/// 64 MiB.
ObjectStream read_object_stream(const Document& document, int number);
inline constexpr std::size_t kMostMembers = 1000000;

}  // namespace chancery::pdf
