// The chain of cross-reference sections of a file, from startxref along /Prev (ISO 32000-1, 7.5.4
// to 7.5.8), walked in the bytes themselves: nothing is repaired and every offset is checked.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "pdf/object.h"
#include "pdf/read/read.h"

namespace chancery::pdf {

struct XrefEntry {
  enum class Kind { kFree, kUncompressed, kCompressed };
  Kind kind = Kind::kFree;
  int number = 0;
  int generation = 0;  ///< 0 when compressed
  /// Uncompressed: from the header. Free: what stands there, which should be another free number.
  std::uint64_t offset = 0;
  int container = 0;        ///< compressed: number of the object stream
  std::uint64_t index = 0;  ///< compressed: place in the object stream
};

/// All offsets count from the file's header, as those in the file do.
struct XrefSection {
  std::size_t begin = 0;  ///< at `xref` or the stream's object number, white space passed over
  std::size_t end = 0;    ///< past the trailer dictionary, or past endobj
  XrefStyle style = XrefStyle::kTable;
  Dictionary trailer;
  /// In order of precedence: the first entry of a number counts (a hybrid section's stream stands
  /// before the free entries of its table, 7.5.8.4).
  std::vector<XrefEntry> entries;
};

/// `startxref`, the offset and `%%EOF`.
struct Ending {
  std::size_t named = 0;  ///< the offset that it gives
  std::size_t begin = 0;  ///< at `startxref`
  std::size_t end = 0;    ///< past %%EOF and its line end
  bool has_marker = false;
};

struct SectionChain {
  std::size_t header_offset = 0;  ///< bytes before %PDF-
  Ending ending;
  std::vector<XrefSection> sections;  ///< newest first
  std::optional<ReadProblem> problem;
  std::vector<Remark> complaints;
};

/// Limits on what a file may ask for. The standard's own limit on objects is 8,388,607 (Annex C);
/// a letter stays far below either.
inline constexpr std::size_t kMostRevisions = 1000;
inline constexpr std::size_t kMostEntries = 1000000;

/// `bytes` as they stand in the file, header and what is before it included.
SectionChain read_sections(ByteView bytes);

/// Where the header (%PDF-d.d) begins in the first 1024 bytes.
std::optional<std::size_t> find_header(ByteView bytes);

/// The ending that begins at `position`, white space passed over; nothing when something else
/// stands there.
std::optional<Ending> read_ending(ByteView body, std::size_t position);

/// Past white space; what startxref and /Prev point to may be a little off.
std::size_t past_white_space(ByteView body, std::size_t position);

/// An object that one section places in two ways, so that readers differ on where it is; nothing
/// when there is none. `entries` are of one table or one stream.
std::optional<int> placed_twice(const std::vector<XrefEntry>& entries);

/// Which entry counts for each number.
std::map<int, XrefEntry> merge(const std::vector<XrefSection>& sections);

/// Reads one cross-reference stream's dictionary and data into `section`; what is wrong, if
/// anything.
std::optional<ReadProblem> read_xref_stream(ByteView body, std::size_t begin, XrefSection& section,
                                            std::size_t most_entries);

}  // namespace chancery::pdf
