// A laid-out document becomes a PDF file (ISO 32000-1, PDF 1.7), the same bytes every time.
#pragma once

#include <memory>
#include <vector>

#include "base/bytes.h"
#include "layout/page.h"
#include "pdf/object.h"

namespace chancery::pdf {

class WriteCache;
struct PrintSettings;

/// How many threads write one document; it comes out the same.
enum class Hands { kOne, kTwo };

/// Writes documents, and remembers what they have alike: font streams, artwork. One for a whole
/// job; safe to use from many threads. What it writes does not depend on what it wrote before.
class Writer {
 public:
  Writer();
  ~Writer();
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;

  /// The whole file: pages, subset fonts, artwork, XMP, empty signature fields, and a PieceInfo
  /// entry that names letterhead and signatories for later signing.
  /// Throws Failure(kInput): "font-not-embeddable"; what add_artwork throws for artwork
  /// that cannot be used. What no laid-out letter has is the caller's error: std::domain_error
  /// for numbers that are not finite, std::invalid_argument for a document without pages, a date of
  /// another form or a reference to nothing.
  Bytes write(const layout::Document& document, Hands hands = Hands::kOne) const;
  /// The whole file of an arranged document for a press (PDF/X-4, pdf/print/print.h); it has no
  /// annotations and no fields. Throws as `write`.
  Bytes write_print(const layout::Document& document, const PrintSettings& settings,
                    Hands hands = Hands::kOne) const;

 private:
  std::unique_ptr<WriteCache> cache_;
};

/// A form XObject with everything it needs, as objects that refer to one another by position:
/// Reference{i + 1} in any of them means objects[i]. For appended revisions.
struct FormObjects {
  std::vector<Object> objects;  ///< the last one is the form XObject
};
/// Whether font descriptors list the characters of their subset (ISO 32000-1, 9.8.3.2), which
/// PDF/A-1 asks for (ISO 19005-1, 6.3.5) and later parts do not.
enum class CidSets { kNo, kYes };

/// One page of layout as a form XObject (a signature's appearance): without marked content, for
/// what it means is said by the annotation, and without annotations. `artwork` is what the page
/// draws. Throws as Writer::write.
FormObjects make_form(const layout::Page& page,
                      const std::vector<layout::ArtworkFile>& artwork = {},
                      CidSets cid_sets = CidSets::kNo);

}  // namespace chancery::pdf
