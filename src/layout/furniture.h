// What surrounds the letter's text on every page: artwork, the letterhead's own words, its return
// address, marks to fold at, footer line and page number. All of it artifacts (ISO 32000-1,
// 14.8.2.2).
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "base/bytes.h"
#include "layout/codes.h"
#include "layout/flow.h"
#include "layout/setting.h"
#include "letterhead/letterhead.h"

namespace chancery::layout {

class Furniture {
 public:
  /// Sets everything but the page numbers, once for all pages. Throws Failure(kInput):
  /// "footer-too-long" when the footer does not fit its zone, "letterhead-text-too-long" and
  /// "letterhead-text-too-wide" when one of the letterhead's own texts does not.
  /// The pages are those from `number` on of `total`; `artwork` gets the files that they refer to,
  /// each once.
  Furniture(Setting& setting, const letterhead::PaperDesign& paper, std::size_t pages,
            std::size_t number, std::size_t total, std::vector<ArtworkFile>& artwork);

  /// A page with artwork and the letterhead's words, but without the letter.
  Page begin_page(std::size_t index);
  /// Footer and page number.
  void end_page(std::size_t index, Page& page);
  /// The back of a page's sheet, when the letterhead has something for it.
  std::optional<Page> reverse(std::size_t index);

 private:
  struct Footer {
    Rect zone;
    Grid grid{Points(1)};
    TextPlace number_place;
    Box text;
    Steps number_top = 0;  ///< below the zone's top
    bool centred = false;
  };
  struct Printed {
    std::vector<PlacedArtwork> artwork;
    std::vector<PlacedRun> runs;
    std::vector<FilledRect> rects;
    std::vector<SetCode> codes;
  };
  struct Design {
    Printed front;
    std::optional<Printed> reverse;
    std::optional<Footer> footer;
  };

  Design set_design(const letterhead::PageDesign& design);
  Printed set_side(const letterhead::Side& side);
  void set_zone(const letterhead::TextZone& zone, std::vector<PlacedRun>& runs);
  void set_return_address(const Rect& zone, Printed& to);
  void set_marks(Printed& to) const;
  void print(const Printed& printed, Page& page);
  Page blank_page() const;
  Footer set_footer(const Rect& zone);
  std::size_t index_of(const letterhead::Artwork& artwork);
  const Design& design_of(std::size_t page) const { return page == 0 ? first_ : following_; }

  Setting& setting_;
  const letterhead::PaperDesign& paper_;
  std::size_t pages_, number_, total_;
  std::vector<ArtworkFile>& artwork_;
  Design first_, following_;
  Printed last_;
};

}  // namespace chancery::layout
