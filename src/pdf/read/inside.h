// What a Document holds.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "pdf/read/convert.h"
#include "pdf/read/qpdf_headers.h"
#include "pdf/read/read.h"
#include "pdf/read/sections.h"

namespace chancery::pdf {

struct Document::Inside {
  ByteView bytes;
  /// From the header to the end that was found; empty when only libqpdf may read it.
  ByteView seen;
  std::size_t header_offset = 0;
  std::size_t startxref = 0;
  XrefStyle style = XrefStyle::kTable;
  Dictionary trailer;
  Reference root;
  std::map<int, XrefEntry> entries;
  std::set<int> misplaced;
  Encryption encryption = Encryption::kNone;
  Bytes unlocked;  ///< what libqpdf reads of a file without its key: the bytes without /Encrypt
  std::shared_ptr<QPDF> qpdf;
  std::vector<Remark> complaints;
  std::map<int, std::set<int>> nulls;  ///< by object stream: what it gives as null
  /// Objects that were given already and may be asked for again, streams without their data.
  std::map<Reference, std::shared_ptr<const Object>> given;
  std::map<Reference, ByteView> stored;  ///< the data of streams that were read plainly
  /// Another reading of the same bytes and more, or null.
  const Document* later = nullptr;

  /// libqpdf's reading of the bytes; of a file that was written here it is made when it is needed.
  /// Throws what libqpdf throws.
  QPDF& reader();
  void complain(std::string complaint, Detail detail = {});
  /// Keeps what was given, but not the data of streams.
  std::shared_ptr<const Object> keep(Reference reference, Object object, StreamData data);
  /// Takes over what libqpdf warned of since the last time.
  void take_warnings();
  /// The entry in use under that number and generation; null when there is none.
  const XrefEntry* entry(Reference reference) const;
};

}  // namespace chancery::pdf
