// Strict reading of any PDF, revision by revision, through libqpdf without recovery.
// Everything here treats the bytes as hostile: checked offsets, capped sizes, iterative walks.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/detail.h"
#include "pdf/object.h"

namespace chancery::pdf {

/// Said of a file: in English, and the same for other languages; the code is empty where a library
/// says it.
struct Remark {
  std::string text;
  Detail detail = {};
};

/// Why a file cannot be read strictly.
enum class Unreadable {
  kNotAPdf,      ///< no %PDF- header in the first 1024 bytes
  kNoStartxref,  ///< no usable startxref at the end
  kDamaged,      ///< the strict reader would have to repair it; `detail` says what
  kEncrypted,
  kTooLarge,  ///< over a limit (revisions, nesting, objects); `detail` says which
};

struct ReadProblem {
  Unreadable reason = Unreadable::kDamaged;
  std::string detail;
  Detail said = {};  ///< the same as `detail`, for other languages
};

/// An object of an open file asks for more than the limits allow (a dictionary or array nested more
/// than 64 deep, a dictionary of more than 10,000 entries).
class ReadFailure : public std::runtime_error {
 public:
  explicit ReadFailure(ReadProblem problem);
  const ReadProblem& problem() const { return problem_; }

 private:
  ReadProblem problem_;
};

/// Encryption (7.6) is of strings and streams: how objects are built stays readable without a key.
enum class Encryption {
  kNone,
  kOpen,    ///< the empty password opens it
  kClosed,  ///< strings and streams are given as they stand, encrypted
};

enum class XrefStyle { kTable, kStream, kHybrid };

/// One cross-reference section and what it describes: the file up to `end`.
struct RevisionSpan {
  std::size_t xref_offset = 0;  ///< as startxref gives it
  std::size_t begin = 0;        ///< where the revision's bytes begin (the end of the one before)
  std::size_t end = 0;          ///< just past %%EOF and its line end
  XrefStyle style = XrefStyle::kTable;
};

/// A file open for reading; for one revision: as it was when the file ended there. Not to be used
/// from two threads at once.
class Document {
 public:
  struct Inside;
  explicit Document(std::unique_ptr<Inside> inside);
  ~Document();
  Document(Document&&) noexcept;
  Document& operator=(Document&&) noexcept;

  /// Up to the end of the revision; of open_document, all that was given.
  ByteView bytes() const;
  /// Bytes before %PDF-. Offsets written in the file count from the header, places that this class
  /// gives from the first byte.
  std::size_t header_offset() const;
  const Dictionary& trailer() const;  ///< Root, Info, ID, Size …
  Encryption encryption() const;
  Reference root() const;
  std::size_t startxref() const;  ///< where the newest cross-reference section begins
  XrefStyle xref_style() const;
  /// Every object number in use, ascending.
  std::vector<Reference> objects() const;
  /// Whether the newest cross-reference entry of that number has that generation and is not free.
  bool in_use(Reference reference) const;
  /// The object; null for a free or unknown number, as the standard says, and, with a complaint,
  /// for one that is malformed. Streams carry their raw (still encoded) bytes and no /Length.
  /// Throws ReadFailure for an object over the limits.
  Object get(Reference reference) const;
  /// As get, but a stream without its data.
  Object get_outline(Reference reference) const;
  /// The same without a copy; never null.
  std::shared_ptr<const Object> outline(Reference reference) const;
  /// As outline, but followed to a direct object, as resolve does.
  std::shared_ptr<const Object> resolved_outline(Reference reference) const;
  /// Whether both documents are of the same bytes and have that object at the same place in them:
  /// then it says the same in both. What it refers to may still differ.
  bool stands_as_in(const Document& other, Reference reference) const;
  /// A stream's data as they stand in the file, encoded, without a copy. Nothing when the object is
  /// compressed, no stream, or encrypted.
  std::optional<ByteView> stored_data(Reference reference) const;
  /// Why an object that should be there was given as null: something else stands where its entry
  /// points, or what stands there cannot be read. Nothing for one that is null, or free, or of a
  /// number that is not in use.
  std::optional<Remark> damage(Reference reference) const;
  /// Follows a reference (chains too, at most 32 long) to a direct object.
  Object resolve(const Object& object) const;
  /// As resolve, but a stream without its data.
  Object resolve_outline(const Object& object) const;
  /// A stream's decoded data, at most `limit_bytes`; nothing when it does not decode or is larger.
  std::optional<Bytes> decoded(Reference reference, std::size_t limit_bytes) const;
  /// Where the value of the top-level dictionary key `key` of an uncompressed object stands in the
  /// file: offset of its first byte and past its last. Nothing when the object is compressed or the
  /// value a reference, and nothing when the key stands there twice: readers differ on which
  /// counts.
  struct Place {
    std::size_t begin = 0, end = 0;
  };
  std::optional<Place> place_of_value(Reference reference, std::string_view key) const;
  /// The same for the key `key` of the direct dictionary that is the value of `outer`.
  std::optional<Place> place_of_value(Reference reference, std::string_view outer,
                                      std::string_view key) const;
  /// Where the values of a key begin, at any depth, in all objects that stand in the bytes, whether
  /// or not an entry points to them: a damaged file still shows here what it has lost. The data of
  /// streams do not count.
  std::vector<std::size_t> places_of_key(std::string_view key) const;
  /// The bytes of the hexadecimal string that stands there, never decrypted: a signature's
  /// /Contents is not (7.6.1). Nothing when something else stands there.
  std::optional<Bytes> hexadecimal_at(Place place) const;
  /// What the strict reader complained of without refusing, so far; reading objects may add to it.
  /// At most 100, printable ASCII.
  const std::vector<Remark>& complaints() const;
  /// Pages in order, walked iteratively, at most `limit`; damaged branches are skipped, and pages
  /// that are direct objects, against 7.7.3.2, cannot be given.
  std::vector<Reference> pages(std::size_t limit = 100000) const;

  /// Another document of the same bytes and more, which is read anyway, or null: what says the same
  /// in both is then read once. It must outlive this one.
  void read_with(const Document* later);

 private:
  enum class Parts { kAll, kOutline };
  Object get_parts(Reference reference, Parts parts) const;
  std::shared_ptr<const Object> shared_parts(Reference reference, Parts parts) const;
  std::shared_ptr<const Object> followed(Reference reference, Parts parts) const;
  Object resolve_parts(const Object& object, Parts parts) const;
  std::optional<Place> place_of_path(Reference reference,
                                     std::span<const std::string_view> path) const;

  std::unique_ptr<Inside> inside_;
};

/// The entry, followed to a direct object; null when it is absent.
Object entry(const Document& document, const Dictionary& dictionary, std::string_view key);

struct Opened {
  std::optional<Document> document;
  std::optional<ReadProblem> problem;
};

/// Whether an encrypted file may be opened; writing to one is another matter.
enum class IfEncrypted { kRefuse, kOpen };

/// Opens the newest revision. The bytes must outlive the document.
Opened open_document(ByteView bytes, IfEncrypted if_encrypted = IfEncrypted::kRefuse);

/// The revisions from the first to the last, from the startxref / Prev chain walked in the bytes
/// (7.5.4, 7.5.8, 7.5.6). A linearised file's first-page section belongs to its first revision.
struct Revisions {
  std::vector<RevisionSpan> spans;
  std::optional<ReadProblem> problem;
};
Revisions walk_revisions(ByteView bytes);

/// What stands in the bytes from `begin` on, a place between two revisions, and that some readers
/// show and others do not. At most 100.
struct Unlisted {
  Reference reference;
  /// Matters even of an object that is new: it is a field or an annotation to some readers only, or
  /// in another place.
  bool seen_differently = false;
  std::string text;  ///< for people: where, and why readers differ
  Detail detail;     ///< the same
};
std::vector<Unlisted> unlisted_objects(const Document& document, std::size_t begin);

/// Opens the file as it was at the end of one revision.
Opened open_revision(ByteView bytes, const RevisionSpan& span,
                     IfEncrypted if_encrypted = IfEncrypted::kRefuse);

}  // namespace chancery::pdf
