// The papers of a letterhead: form, pages, marks to fold and punch at.
#pragma once

#include <map>
#include <set>
#include <string>

#include "base/diagnostic.h"
#include "data/data.h"
#include "letterhead/letterhead.h"
#include "letterhead/styles.h"

namespace chancery::letterhead {

/// Reads each artwork file once, however many pages show it.
class ArtworkShelf {
 public:
  ArtworkShelf(const ArtworkReader& read, const SvgConverter& convert, Diagnostics& diagnostics)
      : read_(read), convert_(convert), diagnostics_(diagnostics) {}

  /// One page of PDF, PNG or JPEG. When there is none, the reason is reported once, at `where`.
  const Bytes* take(const std::string& file, const Position& where);

 private:
  std::optional<Bytes> open(const std::string& file, const Position& where);
  std::optional<Bytes> converted(const Bytes& svg, const std::string& file, const Position& where);

  const ArtworkReader& read_;
  const SvgConverter& convert_;
  Diagnostics& diagnostics_;
  std::map<std::string, std::optional<Bytes>> files_;
};

/// What the readers of pages share.
struct PageContext {
  const Styles& styles;
  const Colours& colours;
  bool has_return_address;
  ArtworkShelf& artwork;
  std::set<std::string>& used_styles;
  Diagnostics& diagnostics;
};

using Papers = std::map<letter::Paper, PaperDesign>;

/// "A4" or "US Letter".
std::optional<letter::Paper> paper_named(std::string_view name);

Papers read_papers(const data::Node& node, const PageContext& context);

}  // namespace chancery::letterhead
