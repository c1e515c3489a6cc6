#include "pdf/read/object_stream.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "pdf/read/lexer.h"

namespace chancery::pdf {

ObjectStream read_object_stream(const Document& document, int number) {
  constexpr std::size_t kMostBytes = std::size_t{64} << 20U;
  ObjectStream read;
  const Reference reference{number, 0};
  const Object object = document.get(reference);
  const Stream* stream = object.stream();
  if (stream == nullptr) return read;
  const auto integer = [&](std::string_view key) {
    const Object value = entry(document, stream->dictionary, key);
    const auto* found = value.as<std::int64_t>();
    return found == nullptr ? std::int64_t{-1} : *found;
  };
  const std::int64_t count = integer("N"), first = integer("First");
  auto data = document.decoded(reference, kMostBytes);
  if (count < 0 || first < 0 || !data || static_cast<std::uint64_t>(first) > data->size()) {
    return read;
  }
  read.count = count;
  read.data = std::move(*data);
  const std::size_t most = std::min(static_cast<std::size_t>(count), kMostMembers);
  Lexer pairs(read.data);
  while (read.members.size() < most) {
    const auto member = pairs.take_integer(), offset = pairs.take_integer();
    if (!member || !offset || *member < 0 || *member > std::numeric_limits<int>::max() ||
        *offset < 0 || static_cast<std::uint64_t>(*offset) > read.data.size()) {
      break;
    }
    read.members.push_back({static_cast<int>(*member), static_cast<std::size_t>(first + *offset)});
  }
  return read;
}

}  // namespace chancery::pdf
