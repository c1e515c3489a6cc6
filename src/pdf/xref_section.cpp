#include "pdf/xref_section.h"

#include <array>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>

namespace chancery::pdf {
namespace {

constexpr std::size_t kLargestOffset = 9999999999ULL;  // ten digits (7.5.4)
constexpr std::string_view kFreeEntry = "0000000000 65535 f \n";

/// An entry of 20 bytes.
void put_entry(const WrittenObject& object, Bytes& to) {
  std::array<char, 20> entry{'0', '0', '0', '0', '0', '0', '0', '0', '0', '0',
                             ' ', '0', '0', '0', '0', '0', ' ', 'n', ' ', '\n'};
  std::size_t offset = object.offset;
  for (std::size_t at = 10; at > 0; --at, offset /= 10) {
    entry.at(at - 1) = static_cast<char>('0' + offset % 10);
  }
  auto generation = static_cast<std::size_t>(object.reference.generation);
  for (std::size_t at = 16; at > 11; --at, generation /= 10) {
    entry.at(at - 1) = static_cast<char>('0' + generation % 10);
  }
  append(to, std::string_view(entry.data(), entry.size()));
}

/// How many objects from the first on have consecutive numbers.
std::size_t subsection(std::span<const WrittenObject> objects) {
  std::size_t count = 1;
  while (count < objects.size() &&
         objects[count].reference.number == objects[count - 1].reference.number + 1) {
    ++count;
  }
  return count;
}

void put_subsection_head(int first, std::size_t count, Bytes& to) {
  append(to, std::string_view(std::to_string(first) + " " + std::to_string(count) + "\n"));
}

void put_trailer(const Dictionary& trailer, Bytes& to) {
  append(to, std::string_view("trailer\n"));
  serialise(Object(trailer), to);
}

void put_end(std::size_t section, Bytes& to) {
  append(to, std::string_view("\nstartxref\n" + std::to_string(section) + "\n%%EOF\n"));
}

std::size_t here(std::size_t header, const Bytes& to) {
  const std::size_t offset = to.size() - header;
  if (offset > kLargestOffset) throw std::length_error("offset too large for PDF");
  return offset;
}

}  // namespace

void put_big_endian(std::size_t value, int width, Bytes& to) {
  for (int shift = 8 * (width - 1); shift >= 0; shift -= 8) {
    to.push_back(static_cast<std::uint8_t>(value >> static_cast<unsigned>(shift) & 0xFFU));
  }
}

void put_whole_xref_table(const WrittenObjects& objects, const Dictionary& trailer, Bytes& to) {
  const std::size_t section = here(0, to);
  append(to, std::string_view("xref\n"));
  put_subsection_head(0, objects.size() + 1, to);
  append(to, kFreeEntry);
  for (const WrittenObject& object : objects) put_entry(object, to);
  put_trailer(trailer, to);
  put_end(section, to);
}

void put_xref_table(const WrittenObjects& objects, const Dictionary& trailer, std::size_t header,
                    Bytes& to) {
  const std::size_t section = here(header, to);
  append(to, std::string_view("xref\n"));
  if (objects.empty()) {
    put_subsection_head(0, 1, to);
    append(to, kFreeEntry);
  }
  for (std::span<const WrittenObject> rest(objects); !rest.empty();) {
    const std::size_t count = subsection(rest);
    put_subsection_head(rest.front().reference.number, count, to);
    for (const WrittenObject& object : rest.first(count)) put_entry(object, to);
    rest = rest.subspan(count);
  }
  put_trailer(trailer, to);
  put_end(section, to);
}

void put_xref_stream(WrittenObjects objects, Reference self, const Dictionary& trailer,
                     std::size_t header, Bytes& to) {
  const std::size_t section = here(header, to);
  objects.push_back({self, section});
  // The section stands last, so its own offset is the largest.
  int width = 1;
  while (width < 8 && section >> static_cast<unsigned>(8 * width) != 0) ++width;
  Stream stream;
  stream.dictionary = trailer;
  stream.dictionary.set("Type", Name{"XRef"});
  stream.dictionary.set("W", Array{1, width, 2});
  Array index;
  for (std::span<const WrittenObject> rest(objects); !rest.empty();) {
    const std::size_t count = subsection(rest);
    index.emplace_back(rest.front().reference.number);
    index.emplace_back(count);
    for (const WrittenObject& object : rest.first(count)) {
      stream.data.push_back(1);
      put_big_endian(object.offset, width, stream.data);
      put_big_endian(static_cast<std::size_t>(object.reference.generation), 2, stream.data);
    }
    rest = rest.subspan(count);
  }
  stream.dictionary.set("Index", std::move(index));
  put_indirect(self, Object(std::move(stream)), to);
  to.pop_back();
  put_end(section, to);
}

}  // namespace chancery::pdf
