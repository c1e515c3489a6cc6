// What surrounds the letter's text on every page: artwork, the letterhead's own words, footer line
// and page number. All of it artifacts (ISO 32000-1, 14.8.2.2).
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "base/bytes.h"
#include "layout/flow.h"
#include "layout/setting.h"
#include "letterhead/letterhead.h"

namespace chancery::layout {

class Furniture {
 public:
  /// Sets everything but the page numbers, once for all pages. Throws Failure(kInput,
  /// "footer-too-long") when the footer does not fit its zone.
  Furniture(Setting& setting, const letterhead::PaperDesign& paper, std::size_t pages);

  /// An empty page with artwork and the letterhead's words.
  Page begin_page(std::size_t index) const;
  /// Footer and page number.
  void end_page(std::size_t index, Page& page);

  /// The artwork that pages refer to, each file once.
  std::vector<ArtworkFile> take_artwork() { return std::move(artwork_); }

 private:
  struct Footer {
    Rect zone;
    Grid grid{Points(1)};
    TextPlace number_place;
    Box text;
    Steps number_top = 0;  ///< below the zone's top
    bool centred = false;
  };
  struct Design {
    std::vector<PlacedArtwork> artwork;
    std::vector<PlacedRun> runs;
    std::optional<Footer> footer;
  };

  Design set_design(const letterhead::PageDesign& design);
  void set_zone(const letterhead::TextZone& zone, std::vector<PlacedRun>& runs);
  Footer set_footer(const Rect& zone);
  std::size_t index_of(const letterhead::Artwork& artwork);
  const Design& design_of(std::size_t page) const { return page == 0 ? first_ : following_; }

  Setting& setting_;
  const letterhead::PaperDesign& paper_;
  std::size_t pages_;
  std::vector<ArtworkFile> artwork_;
  Design first_, following_;
};

}  // namespace chancery::layout
