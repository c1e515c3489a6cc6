#include "pdf/write/file.h"

#include <cstddef>
#include <string_view>

#include "pdf/file_identifier.h"
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

}  // namespace

Bytes serialise_document(std::span<const Object> objects, Reference root, Reference information,
                         std::string_view version) {
  Bytes file;
  file.reserve(expected_size(objects));
  append(file, std::string_view("%PDF-"));
  append(file, version);
  append(file, kSecondLine);
  WrittenObjects written;
  for (std::size_t i = 0; i < objects.size(); ++i) {
    const Reference reference{static_cast<int>(i) + 1, 0};
    written.push_back({reference, file.size()});
    put_indirect(reference, objects[i], file);
  }
  const String identifier = file_identifier(file);
  const Dictionary trailer{{"Size", Object(objects.size() + 1)},
                           {"Root", root},
                           {"Info", information},
                           {"ID", Array{identifier, identifier}}};
  put_whole_xref_table(written, trailer, file);
  return file;
}

}  // namespace chancery::pdf
