// Pages as values: what stands where, and what it means. Written by this room, read by pdf/write.
// Coordinates from the page's top-left corner, y down.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/bytes.h"
#include "base/diagnostic.h"
#include "base/ink.h"
#include "base/units.h"
#include "text/paragraph.h"

namespace chancery::letter {
struct Picture;
}

namespace chancery::layout {

/// Where something stands on a page of that height.
struct Bounds {
  Rect place;
  Points page_height;
};

/// An element of the logical structure (ISO 32000-1, 14.7); index 0 of Document::structure is the
/// root "Document". `type` is a standard structure type (14.8.4): P, H1, L, LI, Lbl, LBody,
/// BlockQuote, Table, TR, TH (a column's head), TD, Link, Reference, Note, Form, Figure, Caption. A
/// parent stands before its children, and children of one parent are numbered in reading order.
struct StructureElement {
  std::string type;
  std::size_t parent = 0;
  std::string language;  ///< BCP 47; empty: as its parent
  std::string alternate_text;
  /// Unique in the document; given to every Note (ISO 14289-1, 7.9), empty otherwise.
  std::string id{};
  std::optional<Bounds> bounds{};  ///< of a figure (14.8.5.4.3)
  /// Of a list whose items are counted or have bullets (14.8.5.5): "Decimal", "Disc".
  std::string list_numbering{};
  /// What a heading, a version of the letter or an appended enclosure is called in the bookmarks;
  /// empty elsewhere.
  std::string title{};
};

/// Content that is no part of the letter's text: letterhead, header, footer, page number.
struct Artifact {
  enum class Kind { kLetterhead, kHeader, kFooter, kPageNumber, kRule };
  Kind kind = Kind::kLetterhead;
};

/// What a piece of content belongs to: a structure element (its index) or nothing (an artifact).
using Meaning = std::variant<std::size_t, Artifact>;

/// A glyph run with its baseline origin on the page.
struct PlacedRun {
  text::GlyphRun run;
  Points x, baseline;
  Meaning meaning;
  bool line_start = false;       ///< first run of its line
  bool paragraph_start = false;  ///< first run of its paragraph
};

struct FilledRect {
  Rect place;
  Colour colour;
  Meaning meaning;
  bool is_round = false;  ///< the ellipse within the rectangle
};

/// A file of artwork: one page of PDF, PNG or JPEG.
struct ArtworkFile {
  std::string name;  ///< for messages
  Bytes bytes;
  bool may_flatten = false;  ///< may become a picture where its profile would not allow it
};

/// Artwork drawn into a rectangle.
struct PlacedArtwork {
  std::size_t artwork = 0;  ///< index into Document::artwork
  Rect place;
  Meaning meaning = Artifact{};
};

/// A picture of the body, before it is artwork of the document.
struct PlacedPicture {
  std::shared_ptr<const letter::Picture> picture;
  Rect place;
  Meaning meaning;
};

/// A PDF file whose pages follow the letter's as they are.
struct AppendedFile {
  std::string name;  ///< for messages
  std::shared_ptr<const Bytes> bytes;
  std::vector<std::size_t> figures;  ///< the structure element of each page
  Position where{};                  ///< in the letter
  bool may_flatten = false;          ///< pages may become pictures
  /// Those that have: one for each page or none at all; null where the page itself comes.
  std::vector<std::shared_ptr<const Bytes>> pictures{};
};

/// A file inside the PDF.
struct AttachedFile {
  std::string name;  ///< without folders; what it is saved as
  std::string description;
  std::shared_ptr<const Bytes> bytes;
  /// What the letter is made from and with, or what goes with it.
  enum class Role { kEnclosure, kSource, kMaking };
  Role role = Role::kEnclosure;
};

/// Where a signature field stands.
struct SignaturePlace {
  Rect place;
  std::string field_name;  ///< "signature-1"
  std::string tooltip;     ///< read aloud: "Signature of Sidney Jones, Asia Division"
  std::string name, title, division;
  std::size_t structure = 0;  ///< its Form element
};

/// Something about the line of text at a baseline.
struct Remark {
  Points baseline;
  Diagnostic warning;
};

struct Page {
  Points width, height;
  std::vector<PlacedArtwork> artwork;
  std::vector<PlacedPicture> pictures;  ///< none in a document: they have become artwork
  std::vector<FilledRect> rects;
  std::vector<PlacedRun> runs;  ///< line by line in reading order, a line from left to right
  std::vector<SignaturePlace> signatures;
  std::vector<Remark> remarks;  ///< only when the typography is examined
  bool begins_version = false;  ///< the first page of the letter, or of it in another language
  bool is_reverse = false;      ///< the back of the page before it
};

/// A laid-out letter with what the PDF says about it.
struct Document {
  std::vector<Page> pages;
  std::vector<StructureElement> structure;
  std::vector<ArtworkFile> artwork;  ///< each once
  std::vector<Ink> inks;             ///< of the letterhead
  std::vector<AppendedFile> appended;
  std::vector<AttachedFile> attached;
  std::string title;
  std::string author;
  std::string subject;
  std::string language;
  std::string letterhead;  ///< its name, for later signing in the same type
  /// The printing condition that CMYK artwork is made for ("fogra39"); empty: nobody says.
  std::string cmyk;
  /// ICC: what CMYK in artwork and appended pages means; null: there is none.
  std::shared_ptr<const Bytes> cmyk_profile{};
  /// The letter's date ("2026-11-24T00:00:00Z" form without clock), empty: none.
  std::string date;
};

}  // namespace chancery::layout
