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
/// Most printers leave a sixth of an inch at the edge white.
constexpr Points kUnprintedEdge = millimetres(5);
/// As fine as a mark may be that every printer shows.
constexpr Points kMarkThickness{0.5};
/// Of a text in a message.
constexpr std::size_t kLongestQuotation = 60;

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

/// On one line, shortened.
std::string in_quotes(std::string_view text) {
  constexpr std::string_view kLineSeparator = "\u2028";
  std::string result = "\"";
  for (std::size_t at = 0; at < text.size();) {
    const bool at_end = text.substr(at).starts_with(kLineSeparator);
    const bool is_continuation = (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80;
    if (result.size() > kLongestQuotation && !is_continuation) return result + "…\"";
    result += at_end ? ' ' : text[at];
    at += at_end ? kLineSeparator.size() : 1;
  }
  return result + "\"";
}

[[noreturn]] void too_wide(const Position& where, std::string_view text, Points width,
                           Points most) {
  throw input_failure(where, "letterhead-text-too-wide",
                      "the letterhead's text " + in_quotes(text) + " is " + in_millimetres(width) +
                          " wide, its place " + in_millimetres(most),
                      "make the place wider, or the text shorter or smaller");
}

}  // namespace

Furniture::Furniture(Setting& setting, const letterhead::PaperDesign& paper, std::size_t pages,
                     std::size_t number, std::size_t total, std::vector<ArtworkFile>& artwork)
    : setting_(setting),
      paper_(paper),
      pages_(pages),
      number_(number),
      total_(total),
      artwork_(artwork) {
  setting_.footnotes.close();
  first_ = set_design(paper.first);
  if (paper.first.return_zone.width.value > 0) {
    set_return_address(paper.first.return_zone, first_.front);
  }
  set_marks(first_.front);
  if (pages > 1) following_ = set_design(paper.following);
  last_ = set_side(paper.last);
}

Furniture::Design Furniture::set_design(const PageDesign& design) {
  Design result;
  result.front = set_side(design);
  if (!design.reverse.empty()) result.reverse = set_side(design.reverse);
  if (design.footer_zone.width.value > 0) result.footer = set_footer(design.footer_zone);
  return result;
}

Furniture::Printed Furniture::set_side(const letterhead::Side& side) {
  Printed result;
  for (const letterhead::Artwork& artwork : side.artwork) {
    result.artwork.push_back({index_of(artwork), artwork.place});
  }
  for (const TextZone& zone : side.texts) set_zone(zone, result.runs);
  for (const letterhead::CodeZone& zone : side.codes) {
    result.codes.push_back(set_code(setting_, zone));
  }
  return result;
}

std::size_t Furniture::index_of(const letterhead::Artwork& artwork) {
  const auto found = std::find_if(artwork_.begin(), artwork_.end(), [&](const ArtworkFile& known) {
    return known.bytes == artwork.bytes;
  });
  if (found != artwork_.end()) return static_cast<std::size_t>(found - artwork_.begin());
  artwork_.push_back({artwork.file, artwork.bytes, artwork.may_flatten});
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
  const std::string text = with_line_separators(zone.text(place.language));
  const std::size_t warnings = setting_.warnings.size();
  std::vector<Box> boxes = set_plain(setting_, text, place);
  if (is_overfull(setting_, warnings))
    too_wide(zone.where, text, natural_width(setting_, text, place), place.column.width);
  Box all;
  const Steps height = stack(std::move(boxes), grid, 0, all);
  if (zone.place.height.value > 0 && grid.within(zone.place.height) < height) {
    const Points missing = grid.at(height) - zone.place.height;
    throw input_failure(zone.where, "letterhead-text-too-long",
                        "the letterhead's text " + in_quotes(text) + " is " +
                            in_millimetres(grid.at(height)) + " high, " + in_millimetres(missing) +
                            " more than its place",
                        "make the place higher or wider, or the text or its leading smaller");
  }
  Page page;
  place_box(all, zone.place.x, zone.place.y, page);
  runs.insert(runs.end(), std::make_move_iterator(page.runs.begin()),
              std::make_move_iterator(page.runs.end()));
}

/// One line at the foot of its zone, with a rule below it that parts it from the address.
void Furniture::set_return_address(const Rect& zone, Printed& to) {
  const std::string text =
      with_line_separators(setting_.letterhead.return_address(setting_.letter.language));
  if (text.empty()) return;
  const TypeStyle& style = style_of(setting_.letterhead, {"return-address", "small"});
  const Grid grid(style.leading);
  TextPlace place;
  place.column = {Points(0), zone.width};
  place.style = &style;
  place.grid = &grid;
  place.language = setting_.letter.language;
  const SetLabel line = set_label(setting_, text, place);
  if (line.width > zone.width) too_wide({}, text, line.width, zone.width);
  Box box;
  box.first_baseline = grid.line_ascent();
  add_label(box, line, setting_.right_to_left ? zone.width - line.width : Points(0),
            Artifact{Artifact::Kind::kLetterhead});
  Page page;
  place_box(box, zone.x, zone.bottom() - grid.at(Grid::kStepsPerLine), page);
  to.runs.insert(to.runs.end(), page.runs.begin(), page.runs.end());
  to.rects.push_back({{zone.x, zone.bottom() - kRuleThickness, zone.width, kRuleThickness},
                      style.colour,
                      Artifact{Artifact::Kind::kRule}});
}

void Furniture::set_marks(Printed& to) const {
  for (const letterhead::EdgeMark& mark : paper_.marks) {
    const Points x = setting_.letterhead.right_to_left ? paper_.width - kUnprintedEdge - mark.length
                                                       : kUnprintedEdge;
    to.rects.push_back({{x, mark.y - kMarkThickness / 2, mark.length, kMarkThickness},
                        paper_.mark_colour,
                        Artifact{Artifact::Kind::kLetterhead}});
  }
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
  const auto last = static_cast<int>(total_);
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

Page Furniture::blank_page() const {
  Page page;
  page.width = paper_.width;
  page.height = paper_.height;
  return page;
}

/// Each page's code is a figure of its own, read after the letter.
void Furniture::print(const Printed& printed, Page& page) {
  const auto add = [](const auto& from, auto& to) {
    to.insert(to.end(), from.begin(), from.end());
  };
  add(printed.artwork, page.artwork);
  add(printed.runs, page.runs);
  add(printed.rects, page.rects);
  for (const SetCode& code : printed.codes) {
    const std::size_t figure =
        setting_.structure.add("Figure", Structure::kRoot, setting_.letter.language);
    setting_.structure[figure].alternate_text = code.alternate_text;
    setting_.structure[figure].bounds = Bounds{code.place, page.height};
    for (const Rect& dark : code.dark) page.rects.push_back({dark, code.colour, figure});
  }
}

Page Furniture::begin_page(std::size_t index) {
  Page page = blank_page();
  print(design_of(index).front, page);
  if (index + 1 == pages_) print(last_, page);
  return page;
}

std::optional<Page> Furniture::reverse(std::size_t index) {
  const std::optional<Printed>& printed = design_of(index).reverse;
  if (!printed) return std::nullopt;
  Page page = blank_page();
  print(*printed, page);
  page.is_reverse = true;
  return page;
}

void Furniture::end_page(std::size_t index, Page& page) {
  const std::optional<Footer>& footer = design_of(index).footer;
  if (!footer) return;
  place_box(footer->text, footer->zone.x, footer->zone.y, page);

  TextPlace place = footer->number_place;
  place.grid = &footer->grid;
  const SetLabel number =
      set_label(setting_,
                page_of(setting_.letterhead, place.language, static_cast<int>(index + number_),
                        static_cast<int>(total_)),
                place);
  Points x = setting_.right_to_left ? Points(0) : footer->zone.width - number.width;
  if (footer->centred) x = (footer->zone.width - number.width) / 2;
  Box box;
  box.first_baseline = footer->grid.line_ascent();
  add_label(box, number, x, Artifact{Artifact::Kind::kPageNumber});
  place_box(box, footer->zone.x, footer->zone.y + footer->grid.at(footer->number_top), page);
}

}  // namespace chancery::layout
