// A revision written by hand, with whatever mistakes an attack needs.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "rich_letter.h"

namespace chancery::tests {

class RawUpdate {
 public:
  explicit RawUpdate(const Bytes& file) : text(text_of(file)), previous(open(file).startxref()) {}

  /// Writes an object and lists it.
  void object(int number, const std::string& body, int generation = 0) {
    entries.push_back({number, generation, text.size()});
    hidden(number, body, generation);
  }
  /// Writes an object that no section will tell of.
  void hidden(int number, const std::string& body, int generation = 0) {
    text +=
        std::to_string(number) + " " + std::to_string(generation) + " obj\n" + body + "\nendobj\n";
  }
  static std::string stream(const std::string& data, const std::string& more = "") {
    return "<<" + more + "/Length " + std::to_string(data.size()) + ">>\nstream\n" + data +
           "\nendstream";
  }

  /// The table with what is listed; ends the file. The place of the table.
  std::size_t table(const std::string& more = "") {
    const std::size_t place = text.size();
    text += "xref\n0 1\n0000000000 65535 f \n";
    for (const Entry& entry : entries) text += line(entry);
    trailer(more + " /Prev " + std::to_string(previous), place);
    return place;
  }
  void trailer(const std::string& entries_of_it, std::size_t place) {
    text += "trailer\n<</Size 100 /Root 1 0 R /Info 5 0 R " + entries_of_it + ">>\n";
    ending(place);
  }
  void ending(std::size_t place) { text += "startxref\n" + std::to_string(place) + "\n%%EOF\n"; }
  /// The revision with a cross-reference stream as object 90.
  void stream_section(const std::vector<std::array<std::size_t, 4>>& rows,
                      const std::string& more = "") {
    const std::size_t place = text.size();
    std::string data, index;
    const auto add = [&](std::size_t number, std::size_t type, std::size_t second,
                         std::size_t third) {
      index += std::to_string(number) + " 1 ";
      data += static_cast<char>(type);
      for (const unsigned shift : {24U, 16U, 8U, 0U}) {
        data += static_cast<char>(second >> shift & 0xFFU);
      }
      data += static_cast<char>(third);
    };
    for (const auto& row : rows) add(row[0], row[1], row[2], row[3]);
    add(90, 1, place, 0);
    hidden(90, stream(data, "/Type /XRef /W [1 4 1] /Size 100 /Root 1 0 R /Info 5 0 R /Index [" +
                                index + "] /Prev " + std::to_string(previous) + " " + more));
    ending(place);
  }

  Bytes bytes() const { return pdf::sample::bytes(text); }

  struct Entry {
    int number, generation;
    std::size_t offset;
    char kind = 'n';
  };
  static std::string line(const Entry& entry) {
    std::array<char, 48> buffer{};
    std::snprintf(buffer.data(), buffer.size(), "%d 1\n%010zu %05d %c \n", entry.number,
                  entry.offset, entry.generation, entry.kind);
    return buffer.data();
  }

  std::string text;
  std::size_t previous;
  std::vector<Entry> entries;
};

}  // namespace chancery::tests
