#include "pdf/write/file.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "pdf/file_identifier.h"
#include "pdf/write/deflate.h"
#include "pdf/xref_section.h"

namespace chancery::pdf {
namespace {

/// The second line says that the file holds bytes above 127 (7.5.2).
constexpr std::string_view kSecondLine = "\n%\xE2\xE3\xCF\xD3\n";

/// What the file will take up at most, roughly: only so that it need not be moved while it grows.
std::size_t expected_size(std::span<const Object> objects) {
  constexpr std::size_t kObjectBytes = 200;
  std::size_t size = kObjectBytes;
  for (const Object& object : objects) {
    size += kObjectBytes;
    if (const Stream* stream = object.stream()) size += stream->data.size();
  }
  return size;
}

/// Viewers read an object stream whole for one object of it.
constexpr std::size_t kMostInStream = 200;

/// Where an object stands: in the file, or as the n-th of an object stream.
struct Place {
  std::size_t offset = 0;
  int container = 0;  ///< 0: none
  std::size_t index = 0;
};

/// The header (7.5.2).
void put_header(std::string_view version, Bytes& to) {
  std::string header = "%PDF-";
  header += version;
  header += kSecondLine;
  append(to, std::string_view(header));
}

class PackedFile {
 public:
  PackedFile(std::span<const Object> objects, std::string_view version)
      : objects_(objects), version_(version), places_(objects.size() + 1) {}

  Bytes write(Reference root, Reference information) {
    file_.reserve(expected_size(objects_));
    put_header(version_, file_);
    std::vector<std::size_t> packed;
    for (std::size_t i = 0; i < objects_.size(); ++i) {
      if (objects_[i].stream() == nullptr) {
        packed.push_back(i);
        continue;
      }
      places_[i + 1].offset = file_.size();
      put_indirect({static_cast<int>(i) + 1, 0}, objects_[i], file_);
    }
    for (std::span<const std::size_t> rest(packed); !rest.empty();) {
      const std::size_t count = std::min(rest.size(), kMostInStream);
      put_object_stream(rest.first(count));
      rest = rest.subspan(count);
    }
    put_cross_references(root, information);
    return std::move(file_);
  }

 private:
  Reference next() {
    places_.push_back({file_.size(), 0, 0});
    return {static_cast<int>(places_.size()) - 1, 0};
  }

  void put_object_stream(std::span<const std::size_t> packed) {
    const Reference self = next();
    std::string head;
    Bytes body;
    for (std::size_t index = 0; index < packed.size(); ++index) {
      head += std::to_string(packed[index] + 1) + ' ' + std::to_string(body.size()) + ' ';
      serialise(objects_[packed[index]], body);
      body.push_back('\n');
      places_[packed[index] + 1] = {0, self.number, index};
    }
    const std::size_t first = head.size();
    head += text_of(body);
    put_indirect(
        self,
        compress({{"Type", Name{"ObjStm"}}, {"N", Object(packed.size())}, {"First", Object(first)}},
                 bytes_of(head), Effort::kThorough),
        file_);
  }

  void put_cross_references(Reference root, Reference information) {
    const String identifier = file_identifier(file_);
    const std::size_t section = file_.size();
    const Reference self = next();
    // The section stands last, so its own offset is the largest.
    int width = 2;
    while (section >> static_cast<unsigned>(8 * width) != 0) ++width;
    Bytes entries;
    for (std::size_t number = 0; number < places_.size(); ++number) {
      const Place& place = places_[number];
      const bool is_packed = place.container != 0;
      entries.push_back(number == 0 ? 0 : is_packed ? 2 : 1);
      put_big_endian(is_packed ? static_cast<std::size_t>(place.container) : place.offset, width,
                     entries);
      put_big_endian(number == 0 ? 0xFFFF : place.index, 2, entries);
    }
    put_indirect(self,
                 compress({{"Type", Name{"XRef"}},
                           {"Size", Object(places_.size())},
                           {"W", Array{1, width, 2}},
                           {"Root", root},
                           {"Info", information},
                           {"ID", Array{identifier, identifier}}},
                          entries, Effort::kThorough),
                 file_);
    append(file_, std::string_view("startxref\n"));
    append(file_, std::string_view(std::to_string(section)));
    append(file_, std::string_view("\n%%EOF\n"));
  }

  std::span<const Object> objects_;
  std::string_view version_;
  Bytes file_;
  std::vector<Place> places_;  ///< by number; 0 is free
};

/// Everything but the objects themselves.
WrittenFile write_objects(std::span<const Object> objects, Reference root, Reference information,
                          std::string_view version) {
  WrittenFile written;
  Bytes& file = written.bytes;
  file.reserve(expected_size(objects));
  put_header(version, file);
  WrittenObjects places;
  for (std::size_t i = 0; i < objects.size(); ++i) {
    const Reference reference{static_cast<int>(i) + 1, 0};
    places.push_back({reference, file.size()});
    written.offsets.push_back(file.size());
    put_indirect(reference, objects[i], file);
  }
  const String identifier = file_identifier(file);
  written.trailer = Dictionary{{"Size", Object(objects.size() + 1)},
                               {"Root", root},
                               {"Info", information},
                               {"ID", Array{identifier, identifier}}};
  written.startxref = file.size();
  put_whole_xref_table(places, written.trailer, file);
  return written;
}

}  // namespace

Bytes serialise_packed(std::span<const Object> objects, Reference root, Reference information,
                       std::string_view version) {
  return PackedFile(objects, version).write(root, information);
}

WrittenFile serialise_file(std::vector<Object> objects, Reference root, Reference information,
                           std::string_view version) {
  WrittenFile written = write_objects(objects, root, information, version);
  written.objects = std::move(objects);
  return written;
}

Bytes serialise_document(std::span<const Object> objects, Reference root, Reference information,
                         std::string_view version) {
  return write_objects(objects, root, information, version).bytes;
}

}  // namespace chancery::pdf
