#include "pdf/update/xref_section.h"

#include <string>
#include <string_view>
#include <vector>

namespace chancery::pdf {
namespace {

std::string padded(std::size_t number, std::size_t width) {
  std::string digits = std::to_string(number);
  if (digits.size() < width) digits.insert(0, width - digits.size(), '0');
  return digits;
}

using Written = WrittenObjects::value_type;

/// Runs of consecutive numbers.
std::vector<std::vector<Written>> subsections(const WrittenObjects& objects) {
  std::vector<std::vector<Written>> runs;
  for (const Written& written : objects) {
    if (runs.empty() || runs.back().back().first.number + 1 != written.first.number) {
      runs.emplace_back();
    }
    runs.back().push_back(written);
  }
  return runs;
}

void put_big_endian(std::size_t value, int width, Bytes& to) {
  for (int shift = 8 * (width - 1); shift >= 0; shift -= 8) {
    to.push_back(static_cast<std::uint8_t>(value >> static_cast<unsigned>(shift) & 0xFFU));
  }
}

}  // namespace

void put_xref_table(const WrittenObjects& objects, const Dictionary& trailer, Bytes& to) {
  append(to, std::string_view("xref\n"));
  if (objects.empty()) append(to, std::string_view("0 1\n0000000000 65535 f \n"));
  for (const auto& run : subsections(objects)) {
    append(to, std::string_view(std::to_string(run.front().first.number) + " " +
                                std::to_string(run.size()) + "\n"));
    for (const auto& [reference, offset] : run) {
      append(to,
             std::string_view(padded(offset, 10) + " " +
                              padded(static_cast<std::size_t>(reference.generation), 5) + " n \n"));
    }
  }
  append(to, std::string_view("trailer\n"));
  serialise(Object(trailer), to);
  append(to, std::string_view("\n"));
}

void put_xref_stream(WrittenObjects objects, Reference self, std::size_t offset,
                     const Dictionary& trailer, Bytes& to) {
  objects[self] = offset;
  // The section stands last, so its own offset is the largest.
  int width = 1;
  while (width < 8 && offset >> static_cast<unsigned>(8 * width) != 0) ++width;
  Stream stream;
  stream.dictionary = trailer;
  stream.dictionary.set("Type", Name{"XRef"});
  stream.dictionary.set("W", Array{1, width, 2});
  Array index;
  for (const auto& run : subsections(objects)) {
    index.emplace_back(run.front().first.number);
    index.emplace_back(run.size());
    for (const auto& [reference, place] : run) {
      stream.data.push_back(1);
      put_big_endian(place, width, stream.data);
      put_big_endian(static_cast<std::size_t>(reference.generation), 2, stream.data);
    }
  }
  stream.dictionary.set("Index", std::move(index));
  append(to, std::string_view(std::to_string(self.number) + " " + std::to_string(self.generation) +
                              " obj\n"));
  serialise(Object(std::move(stream)), to);
  append(to, std::string_view("\nendobj\n"));
}

}  // namespace chancery::pdf
