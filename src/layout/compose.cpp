#include "layout/compose.h"

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "layout/blocks.h"
#include "layout/main_parts.h"
#include "layout/second_hand.h"
#include "layout/sender.h"
#include "layout/side_by_side.h"
#include "layout/words.h"

namespace chancery::layout {
namespace {

using letter::RichText;
using letterhead::TypeStyle;

/// The last page's text: what stays with the signatures.
constexpr int kLinesBeforeSignatures = 2;
/// Copies and enclosures stay with the signatures while all of it fills no more of a page than
/// this.
constexpr double kMostKeptTogether = 0.6;
/// Between "cc:" and the first name, in em; labels wider than this part of the column stand on a
/// line of their own.
constexpr double kLabelGap = 0.5;
constexpr double kWidestLabel = 1.0 / 3;
/// Two references in one line, where the letterhead has no room for two.
constexpr std::string_view kBetweenReferences = "\u2002·\u2002";
/// What rounding may add to a line's width.
constexpr Points kWidthTolerance{0.01};

class LetterComposer {
 public:
  LetterComposer(Setting& setting, const letterhead::PaperDesign& paper, const TextAreas& areas)
      : setting_(setting),
        letter_(setting.letter),
        paper_(paper),
        areas_(areas),
        column_{Points(0), areas.width},
        flow_(composed_.flow, setting.tightness.spaces),
        parts_(setting, column_, flow_) {
    if (letter_.arrangement == letter::Arrangement::kSideBySide && !letter_.versions.empty()) {
      columns_.emplace(setting, letter_.versions.front(), column_, flow_);
    }
  }

  Composed run() {
    const BlockPlace body_place = parts_.body_place();
    std::optional<SecondHand> second;
    if (!columns_) second.emplace(setting_, letter_.body, body_place);
    sender();
    address();
    reference();
    if (columns_) {
      columns_->title();
      columns_->salutation();
      columns_->body();
    } else {
      parts_.title();
      parts_.salutation();
      notes();
      BlockComposer(setting_, parts_.heading_levels(), flow_).compose(letter_.body, body_place);
    }
    ending();
    if (columns_) {
      composed_.beside_begin = setting_.structure.size();
      columns_->finish(composed_.flow);
      composed_.beside_end = setting_.structure.size();
    }
    keep_first_references();
    return std::move(composed_);
  }

 private:
  TextPlace text_place(const TypeStyle& style) const {
    TextPlace place;
    place.column = inside(column_, style, setting_.right_to_left);
    place.style = &style;
    place.grid = &setting_.grid;
    place.language = letter_.language;
    return place;
  }

  static RichText plain(std::string text) {
    RichText rich;
    rich.text = std::move(text);
    return rich;
  }

  std::size_t element(std::string_view type) {
    return setting_.structure.add(type, Structure::kRoot, letter_.language);
  }

  Steps space_after(const TypeStyle& style) const {
    return std::max(kPartSpace, setting_.grid.space_steps(style.space_after));
  }
  Steps space_before(const TypeStyle& style) const {
    return setting_.grid.space_steps(style.space_before);
  }

  void notes() { compose_new_notes(setting_, column_, composed_.flow.notes); }

  struct ZoneLine {
    RichText text;
    const TypeStyle* style;
    bool as_written = false;
    bool bold = false;
  };

  /// Lines that belong together, one paragraph; between two such there is half a line.
  using ZoneLines = std::vector<ZoneLine>;

  void sender() {
    const TypeStyle& style = style_of(setting_.letterhead, {"sender", "reference", "addressee"});
    ZoneLines lines;
    for (RichText& line : sender_lines(setting_.letterhead, letter_)) {
      lines.push_back({std::move(line), &style, true});
    }
    zone({lines}, {}, "sender");
  }

  /// Notices stand above the addressees, as post offices ask for them.
  void address() {
    const TypeStyle& style = style_of(setting_.letterhead, {"addressee"});
    std::vector<ZoneLines> groups(1);
    if (!letter_.confidentiality.text.empty()) {
      groups.back().push_back({letter_.confidentiality, &style, false, true});
    }
    if (!letter_.delivery.text.empty()) groups.back().push_back({letter_.delivery, &style});
    bool begins_group = true;
    for (const letter::Addressee& addressee : letter_.addressees) {
      if (begins_group || addressee.is_block) groups.emplace_back();
      begins_group = addressee.is_block;
      groups.back().push_back({addressee.name, &style});
      for (const RichText& line : addressee.address) groups.back().push_back({line, &style});
      if (!addressee.country.text.empty()) groups.back().push_back({addressee.country, &style});
    }
    if (const Rect notices = notice_place(paper_, mirrors(setting_)); notices.width.value > 0) {
      zone({std::move(groups.front())}, notices, "notice", true);
      groups.erase(groups.begin());
    }
    zone(std::move(groups), address_place(paper_, mirrors(setting_)), "address");
  }

  void reference() {
    std::vector<std::string> texts;
    if (!letter_.reference.empty()) texts.push_back(reference_line(setting_.letterhead, letter_));
    if (!letter_.your_reference.empty()) {
      texts.push_back(your_reference_line(setting_.letterhead, letter_));
    }
    const Rect designed = reference_place(paper_, mirrors(setting_));
    ZoneLines lines = reference_lines(texts);
    if (texts.size() == 2 && !fits(lines, designed)) {
      lines = reference_lines({texts[0] + std::string(kBetweenReferences) + texts[1]});
    }
    zone({lines}, designed, "reference");
  }

  ZoneLines reference_lines(const std::vector<std::string>& references) const {
    const TypeStyle& style = style_of(setting_.letterhead, {"reference", "addressee"});
    const TypeStyle& date_style = style_of(setting_.letterhead, {"date", "reference", "addressee"});
    ZoneLines lines;
    for (const std::string& text : references) lines.push_back({plain(text), &style, true});
    if (std::string dated = place_and_date(setting_.letterhead, letter_); !dated.empty()) {
      lines.push_back({plain(std::move(dated)), &date_style});
    }
    return lines;
  }

  /// Sets the lines to see how high they are. What they are warned of is told when they are set
  /// for good.
  bool fits(const ZoneLines& lines, const Rect& designed) {
    if (designed.width.value <= 0 || designed.height.value <= 0) return true;
    const std::size_t warnings = setting_.warnings.size();
    const Grid grid(lines.front().style->leading);
    TextPlace place = text_place(*lines.front().style);
    place.grid = &grid;
    place.column = {Points(0), designed.width};
    place.meaning = Artifact{Artifact::Kind::kLetterhead};
    Steps height = 0;
    for (const ZoneLine& line : lines) {
      const std::vector<Box> boxes = zone_line(line, place);
      height += total_height(boxes, 0, boxes.size());
    }
    setting_.warnings.resize(warnings);
    return height <= grid.within(designed.height);
  }

  /// Groups of lines into a zone of the first page, or into the flow where the letterhead has none.
  /// `at_foot`: the last line at the zone's foot.
  void zone(std::vector<ZoneLines> groups, const Rect& zone, const std::string& name,
            bool at_foot = false) {
    std::erase_if(groups, [](const ZoneLines& lines) { return lines.empty(); });
    if (groups.empty()) return;
    const TypeStyle& first = *groups.front().front().style;
    const TypeStyle& last = *groups.back().back().style;
    const bool positioned = zone.width.value > 0;
    const Grid zone_grid(first.leading);
    const Grid& grid = positioned ? zone_grid : setting_.grid;
    TextPlace place = text_place(first);
    place.grid = &grid;
    if (positioned) place.column = {Points(0), zone.width};

    std::vector<Box> boxes;
    for (const ZoneLines& lines : groups) {
      place.meaning = element("P");
      place.continues = false;
      for (const ZoneLine& line : lines) {
        const std::size_t warnings = setting_.warnings.size();
        std::vector<Box> set = zone_line(line, place);
        if (positioned && (name == "address" || name == "notice")) {
          check_width(line.text, place, is_overfull(setting_, warnings));
        }
        if (!set.empty() && !place.continues && !boxes.empty()) set.front().space_before = 1;
        place.continues = place.continues || !set.empty();
        boxes.insert(boxes.end(), std::make_move_iterator(set.begin()),
                     std::make_move_iterator(set.end()));
        if (positioned && zone.height.value > 0 &&
            grid.within(zone.height) < total_height(boxes, 0, boxes.size())) {
          throw input_failure(line.text.where, name + "-too-long",
                              "the " + name + " does not fit its place on the letterhead, from \"" +
                                  line.text.text + "\" on: it is " +
                                  in_millimetres(grid.at(total_height(boxes, 0, boxes.size()))) +
                                  " high to there, the place " + in_millimetres(zone.height),
                              "write it in fewer or shorter lines");
        }
      }
    }
    if (positioned) {
      Box all;
      const Steps height = stack(std::move(boxes), grid, 0, all);
      const Points top = at_foot ? zone.bottom() - grid.at(height) : zone.y;
      place_box(all, zone.x, top, composed_.zones);
      std::vector<std::size_t>& due = composed_.flow.first_page_notes;
      due.insert(due.end(), all.notes.begin(), all.notes.end());
    } else {
      keep_together(boxes, Break::kAvoided);
      flow_.append(std::move(boxes), space_before(first), space_after(last));
    }
    notes();
  }

  std::vector<Box> zone_line(const ZoneLine& line, TextPlace& place) {
    place.style = line.style;
    place.align = ragged(*line.style);
    place.as_written = line.as_written;
    place.bold = line.bold;
    return set_text(setting_, line.text, place);
  }

  /// In a window a line of the address is one line, so that every reader takes it for one;
  /// elsewhere at least its words must fit.
  void check_width(const RichText& line, const TextPlace& place, bool is_overfull_line) {
    if (!paper_.first.address_in_window && !is_overfull_line) return;
    const Points width = natural_width(setting_, line.text, place);
    if (width <= place.column.width + kWidthTolerance) return;
    throw input_failure(line.where, "address-too-wide",
                        "the line \"" + line.text + "\" of the address is " +
                            in_millimetres(width) + " wide, its place on the letterhead " +
                            in_millimetres(place.column.width),
                        "write it shorter, or as two lines");
  }

  static std::vector<RichText> titles_of(const std::vector<letter::Enclosure>& enclosures) {
    std::vector<RichText> titles;
    titles.reserve(enclosures.size());
    for (const letter::Enclosure& enclosure : enclosures) titles.push_back(enclosure.title);
    return titles;
  }

  void ending() {
    const std::size_t begin = flow_.boxes().size();
    if (columns_) {
      columns_->closing();
    } else {
      parts_.closing();
    }
    notes();
    flow_.append(set_signatures(setting_, column_), letter_.closing.text.empty() ? kPartSpace : 1,
                 kPartSpace);
    const std::size_t signed_end = flow_.boxes().size();
    labelled_lines("cc", letter_.cc);
    labelled_lines("enclosures", titles_of(letter_.enclosures));
    labelled_lines("annexes", letter_.annexes);
    if (!letter_.postscript.text.empty()) labelled_lines("postscript", {letter_.postscript});
    if (columns_) {
      columns_->authenticity();
    } else {
      parts_.authenticity();
    }
    notes();
    if (signed_end > begin) keep_ending(begin, signed_end);
  }

  /// "cc: First name", the others below the first.
  void labelled_lines(std::string_view key, const std::vector<RichText>& lines) {
    if (lines.empty()) return;
    const TypeStyle& style = style_of(setting_.letterhead, {key, "small"});
    TextPlace place = text_place(style);
    place.align = ragged(style);
    const std::string word = label(setting_.letterhead, letter_.language, key);
    const SetLabel set = set_label(setting_, word, place);
    const Column around = place.column;
    const bool beside = set.width <= column_.width * kWidestLabel;
    if (beside && !word.empty()) {
      place.column =
          indented(place.column, set.width + style.size * kLabelGap, setting_.right_to_left);
    }
    std::vector<Box> all;
    if (!beside) {
      place.meaning = element("P");
      all = set_plain(setting_, word, place);
    }
    bool first = true;
    for (const RichText& line : lines) {
      place.meaning = element("P");
      place.continues = first && beside && !word.empty();
      std::vector<Box> boxes = set_text(setting_, line, place);
      if (boxes.empty()) continue;
      if (place.continues) {
        const Points x = setting_.right_to_left ? around.right() - set.width : around.x;
        add_label(boxes.front(), set, x, place.meaning);
      }
      first = false;
      all.insert(all.end(), std::make_move_iterator(boxes.begin()),
                 std::make_move_iterator(boxes.end()));
    }
    for (Box& box : all) box.is_text = false;
    flow_.append(std::move(all), kPartSpace, kPartSpace);
  }

  /// Signatures never stand on a page without text of the letter: what they sign.
  void keep_ending(std::size_t begin, std::size_t signed_end) {
    std::vector<Box>& boxes = flow_.boxes();
    std::size_t from = begin;
    for (int lines = 0; lines < kLinesBeforeSignatures && from > 0;) {
      --from;
      if (boxes[from].is_text) ++lines;
    }
    const Steps capacity = areas_.least_capacity();
    std::size_t end = boxes.size();
    if (total_height(boxes, from, end) > capacity * kMostKeptTogether) end = signed_end;
    // More signatures than a page holds: the first rows stay with the text.
    for (Steps height = total_height(boxes, from, end); end > begin + 1 && height > capacity;) {
      --end;
      height -= boxes[end].height + boxes[end].space_before;
    }
    for (std::size_t i = from + 1; i < end; ++i) {
      if (boxes[i].before == Break::kForced) {
        setting_.warnings.push_back(
            {Severity::kWarning, letter_.body.empty() ? Position{} : letter_.body.back().where,
             "page-break-ignored",
             "the last page break would leave the signatures on a page without text",
             "put the page break two lines or more before the end, or take it out"});
      }
      boxes[i].before = Break::kForbidden;
    }
  }

  /// A note that is referred to twice stands with the first.
  void keep_first_references() {
    Flow& flow = composed_.flow;
    std::vector<bool> seen(flow.notes.size(), false);
    const auto is_seen = [&seen](std::size_t note) {
      const bool before = seen[note];
      seen[note] = true;
      return before;
    };
    std::erase_if(flow.first_page_notes, is_seen);
    for (Box& box : flow.boxes) std::erase_if(box.notes, is_seen);
  }

  Setting& setting_;
  const letter::Letter& letter_;
  const letterhead::PaperDesign& paper_;
  const TextAreas& areas_;
  Column column_;
  Composed composed_;
  FlowBuilder flow_;
  MainParts parts_;
  std::optional<SideBySide> columns_;
};

}  // namespace

Composed compose(Setting& setting, const letterhead::PaperDesign& paper, const TextAreas& areas) {
  return LetterComposer(setting, paper, areas).run();
}

}  // namespace chancery::layout
