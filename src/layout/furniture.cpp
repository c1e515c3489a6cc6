#include "layout/furniture.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include "layout/words.h"

namespace chancery::layout {
namespace {

using letterhead::PageDesign;
using letterhead::TextZone;
using letterhead::TypeStyle;

/// Between footer and page number, in em.
constexpr double kFooterGap = 2;
/// The footer's own text gets at least this part of the zone's width beside the page number.
constexpr double kLeastFooter = 0.5;

/// Lines of a text in a file, as lines of one paragraph.
std::string with_line_separators(std::string_view text) {
  while (text.ends_with('\n')) text.remove_suffix(1);
  std::string result;
  for (const char c : text) {
    if (c == '\n') {
      result += "\u2028";
    } else {
      result += c;
    }
  }
  return result;
}

}  // namespace

Furniture::Furniture(Setting& setting, const letterhead::PaperDesign& paper, std::size_t pages)
    : setting_(setting), paper_(paper), pages_(pages) {
  setting_.footnotes.close();
  first_ = set_design(paper.first);
  if (pages > 1) following_ = set_design(paper.following);
}

Furniture::Design Furniture::set_design(const PageDesign& design) {
  Design result;
  for (const letterhead::Artwork& artwork : design.artwork) {
    result.artwork.push_back({index_of(artwork), artwork.place});
  }
  for (const TextZone& zone : design.texts) set_zone(zone, result.runs);
  if (design.footer_zone.width.value > 0) result.footer = set_footer(design.footer_zone);
  return result;
}

std::size_t Furniture::index_of(const letterhead::Artwork& artwork) {
  const auto found = std::find_if(artwork_.begin(), artwork_.end(), [&](const ArtworkFile& known) {
    return known.bytes == artwork.bytes;
  });
  if (found != artwork_.end()) return static_cast<std::size_t>(found - artwork_.begin());
  artwork_.push_back({artwork.file, artwork.bytes});
  return artwork_.size() - 1;
}

void Furniture::set_zone(const TextZone& zone, std::vector<PlacedRun>& runs) {
  const TypeStyle& style = style_of(setting_.letterhead, {zone.style});
  const Grid grid(style.leading);
  TextPlace place;
  place.column = {Points(0),
                  zone.place.width.value > 0 ? zone.place.width : paper_.width - zone.place.x};
  place.style = &style;
  place.grid = &grid;
  place.language = setting_.letter.language;
  place.meaning = Artifact{Artifact::Kind::kLetterhead};
  place.as_written = true;
  place.align = ragged(style);
  Box all;
  stack(set_plain(setting_, with_line_separators(zone.text(place.language)), place), grid, 0, all);
  Page page;
  place_box(all, zone.place.x, zone.place.y, page);
  runs.insert(runs.end(), std::make_move_iterator(page.runs.begin()),
              std::make_move_iterator(page.runs.end()));
}

Furniture::Footer Furniture::set_footer(const Rect& zone) {
  const TypeStyle& style = style_of(setting_.letterhead, {"footer", "small"});
  const std::string& language = setting_.letter.language;
  Footer footer;
  footer.zone = zone;
  footer.grid = Grid(style.leading);
  footer.centred = style.align == letterhead::Align::kCentre;

  TextPlace place;
  place.column = {Points(0), zone.width};
  place.style = &style_of(setting_.letterhead, {"page-number", "footer", "small"});
  place.grid = &footer.grid;
  place.language = language;
  place.meaning = Artifact{Artifact::Kind::kPageNumber};
  const auto last = static_cast<int>(pages_);
  const Points number =
      set_label(setting_, page_of(setting_.letterhead, language, last, last), place).width;
  footer.number_place = place;
  place.style = &style;

  const Points beside = zone.width - number - style.size * kFooterGap;
  const bool below = footer.centred || beside < zone.width * kLeastFooter;
  place.align = footer.centred ? letterhead::Align::kCentre : letterhead::Align::kStart;
  place.meaning = Artifact{Artifact::Kind::kFooter};
  if (!below) {
    place.column = {setting_.right_to_left ? zone.width - beside : Points(0), beside};
  }
  letter::RichText text = setting_.letter.footer;
  if (text.text == "default") {
    text = {};
    text.text = with_line_separators(setting_.letterhead.footer(language));
  }
  const Steps height = stack(set_text(setting_, text, place), footer.grid, 0, footer.text);
  const Steps line = footer.grid.line_steps(style.leading);
  footer.number_top = below ? height : 0;
  const Steps total = std::max(height, footer.number_top + line);
  if (number > zone.width || (zone.height.value > 0 && footer.grid.within(zone.height) < total)) {
    throw input_failure(text.where, "footer-too-long",
                        "the footer and the page number do not fit the letterhead's footer zone",
                        "shorten the footer, or make the letterhead's footer zone higher");
  }
  return footer;
}

Page Furniture::begin_page(std::size_t index) const {
  const Design& design = design_of(index);
  Page page;
  page.width = paper_.width;
  page.height = paper_.height;
  page.artwork = design.artwork;
  page.runs = design.runs;
  return page;
}

void Furniture::end_page(std::size_t index, Page& page) {
  const std::optional<Footer>& footer = design_of(index).footer;
  if (!footer) return;
  place_box(footer->text, footer->zone.x, footer->zone.y, page);

  TextPlace place = footer->number_place;
  place.grid = &footer->grid;
  const SetLabel number = set_label(setting_,
                                    page_of(setting_.letterhead, place.language,
                                            static_cast<int>(index) + 1, static_cast<int>(pages_)),
                                    place);
  Points x = setting_.right_to_left ? Points(0) : footer->zone.width - number.width;
  if (footer->centred) x = (footer->zone.width - number.width) / 2;
  Box box;
  box.first_baseline = footer->grid.line_ascent();
  add_label(box, number, x, Artifact{Artifact::Kind::kPageNumber});
  place_box(box, footer->zone.x, footer->zone.y + footer->grid.at(footer->number_top), page);
}

}  // namespace chancery::layout
