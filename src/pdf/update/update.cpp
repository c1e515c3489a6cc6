#include "pdf/update/update.h"

#include <algorithm>
#include <array>
#include <stdexcept>
#include <string_view>

#include "base/diagnostic.h"
#include "pdf/file_identifier.h"
#include "pdf/xref_section.h"

namespace chancery::pdf {
namespace {

constexpr int kLargestObjectNumber = 8388607;  // ISO 32000-1, Annex C
constexpr int kLargestGeneration = 65535;

/// The changing identifier (14.4) of a file: of what is new in it and of the identifier that the
/// rest had, which stands for the rest; of everything when it had none.
String changing_identifier(ByteView file, std::size_t source_bytes, const Array* before) {
  const String* last = before == nullptr || before->empty() ? nullptr : before->back().as<String>();
  if (last == nullptr || last->bytes.empty()) return file_identifier(file);
  const ByteView fresh = file.subspan(source_bytes);
  Bytes told(fresh.begin(), fresh.end());
  told.insert(told.end(), last->bytes.begin(), last->bytes.end());
  return file_identifier(told);
}

[[noreturn]] void too_large() {
  throw Failure(FailureKind::kInput, "pdf-too-large", "the PDF is too large for another revision",
                "print it to a new PDF file, or split it");
}

/// Entries of the newest trailer that describe its own section and not the document (7.5.5, 7.5.6,
/// 7.5.8.2).
bool describes_section(std::string_view key) {
  static constexpr std::array<std::string_view, 14> kKeys = {
      "Size",   "Prev",   "XRefStm",     "ID", "Type", "W",       "Index",
      "Length", "Filter", "DecodeParms", "F",  "DL",   "FFilter", "FDecodeParms"};
  return std::find(kKeys.begin(), kKeys.end(), key) != kKeys.end();
}

/// The largest object number that an entry of a trailer names: some writers let one refer to an
/// object that there is not, which must not come to be there by chance. Trailers nest a few levels
/// deep.
std::int64_t largest_number(const Object& object, int depth) {
  constexpr int kDeepest = 16;
  if (const auto* reference = object.as<Reference>()) return reference->number;
  std::int64_t largest = 0;
  if (depth == kDeepest) return largest;
  if (const auto* array = object.as<Array>()) {
    for (const Object& one : *array) largest = std::max(largest, largest_number(one, depth + 1));
  } else if (const auto* dictionary = object.as<Dictionary>()) {
    for (const auto& [key, value] : dictionary->entries()) {
      largest = std::max(largest, largest_number(value, depth + 1));
    }
  }
  return largest;
}

std::int64_t trailer_size(const Document& document) {
  const Object* size = document.trailer().find("Size");
  const auto* number = size == nullptr ? nullptr : size->as<std::int64_t>();
  return number == nullptr ? 0 : *number;
}

void put_object(Reference reference, const Object& object, Bytes& to, Revision::Result& places) {
  const auto* dictionary = object.as<Dictionary>();
  if (dictionary == nullptr || dictionary->find("ByteRange") == nullptr) {
    put_indirect(reference, object, to);
    return;
  }
  begin_indirect(reference, to);
  append(to, std::string_view("<<"));
  for (const auto& [key, value] : dictionary->entries()) {
    serialise(Object(Name{key}), to);
    to.push_back(' ');
    WrittenAt place{to.size(), 0};
    serialise(value, to);
    place.end = to.size();
    if (key == "Contents") places.contents[reference] = place;
    if (key == "ByteRange") places.byte_range[reference] = place;
  }
  append(to, std::string_view(">>"));
  end_indirect(to);
}

}  // namespace

Revision::Revision(const Document& document) : document_(document), next_number_(1) {
  const Object* encrypt = document.trailer().find("Encrypt");
  if (encrypt != nullptr && !encrypt->is_null()) {
    throw Failure(FailureKind::kInput, "encrypted-pdf",
                  "the PDF is encrypted, and an encrypted file cannot be changed here",
                  "remove its password protection first");
  }
  std::int64_t next = std::max<std::int64_t>(1, trailer_size(document));
  const std::vector<Reference> objects = document.objects();
  if (!objects.empty())
    next = std::max<std::int64_t>(next, objects.back().number + std::int64_t{1});
  for (const auto& [key, value] : document.trailer().entries()) {
    const std::int64_t named = largest_number(value, 0);
    // A number that no file can have names nothing, now or later.
    if (named < kLargestObjectNumber) next = std::max(next, named + 1);
  }
  if (next > kLargestObjectNumber) too_large();
  next_number_ = static_cast<int>(next);
  first_new_number_ = next_number_;
}

Reference Revision::allocate() {
  if (next_number_ >= kLargestObjectNumber) too_large();
  return {next_number_++, 0};
}

void Revision::set(Reference reference, Object object) {
  const bool given_out = reference.number >= first_new_number_ && reference.number < next_number_ &&
                         reference.generation == 0;
  if (!given_out && !document_.in_use(reference)) {
    throw std::invalid_argument("object " + std::to_string(reference.number) + " " +
                                std::to_string(reference.generation) + " is not in use");
  }
  if (reference.generation > kLargestGeneration) too_large();
  objects_.insert_or_assign(reference, std::move(object));
}

Revision::Result Revision::append() const {
  Result result;
  Bytes& bytes = result.bytes;
  const ByteView source = document_.bytes();
  constexpr std::size_t kUsualBytes = std::size_t{64} << 10U;  // of a signature and what it shows
  bytes.reserve(source.size() + kUsualBytes);
  bytes.assign(source.begin(), source.end());
  if (!bytes.empty() && bytes.back() != '\n' && bytes.back() != '\r') bytes.push_back('\n');

  const std::size_t header = document_.header_offset();
  WrittenObjects written;
  for (const auto& [reference, object] : objects_) {
    written.push_back({reference, bytes.size() - header});
    put_object(reference, object, bytes, result);
  }

  Dictionary trailer;
  const bool as_stream = document_.xref_style() == XrefStyle::kStream;
  const Reference self{next_number_, 0};  // of a cross-reference stream
  const int size = as_stream ? self.number + 1 : next_number_;
  trailer.set("Size", Object(std::max<std::int64_t>(size, trailer_size(document_))));
  for (const auto& [key, value] : document_.trailer().entries()) {
    if (!describes_section(key)) trailer.set(key, value);
  }
  const Object id = document_.resolve(
      document_.trailer().find("ID") == nullptr ? Object() : *document_.trailer().find("ID"));
  const auto* pair = id.as<Array>();
  String changed = changing_identifier(bytes, source.size(), pair);
  const String* first = pair == nullptr || pair->empty() ? nullptr : pair->front().as<String>();
  String permanent = first == nullptr ? changed : *first;
  permanent.hex = true;
  trailer.set("ID", Array{std::move(permanent), std::move(changed)});
  trailer.set("Prev", Object(document_.startxref()));

  try {
    if (as_stream) {
      put_xref_stream(std::move(written), self, trailer, header, bytes);
    } else {
      put_xref_table(written, trailer, header, bytes);
    }
  } catch (const std::length_error&) {
    too_large();
  }
  return result;
}

}  // namespace chancery::pdf
