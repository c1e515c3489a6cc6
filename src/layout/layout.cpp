#include "layout/layout.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <variant>

#include "layout/attempt.h"
#include "layout/blocks.h"
#include "layout/furniture.h"
#include "layout/paginate.h"
#include "layout/punctuated.h"
#include "layout/words.h"

namespace chancery::layout {
namespace {

using letter::Letter;
using letterhead::Letterhead;
using letterhead::PaperDesign;

const PaperDesign& paper_of(const Letter& letter, const Letterhead& letterhead) {
  const letter::Paper paper = letter.paper.value_or(letterhead.default_paper);
  const auto found = letterhead.papers.find(paper);
  if (found == letterhead.papers.end()) {
    const std::string name = paper == letter::Paper::kA4 ? "A4" : "US Letter";
    throw Failure(FailureKind::kInput, "paper-not-designed",
                  "letterhead '" + letterhead.name + "' is not designed for " + name + " paper",
                  "take the paper the letterhead is made for, or add this one to it");
  }
  return found->second;
}

/// In one line: a title is shown in a window's frame and in lists.
std::string one_line(std::string_view text) {
  constexpr std::string_view kLineSeparator = "\u2028";
  std::string result;
  for (std::size_t at = 0; at < text.size();) {
    if (text.substr(at).starts_with(kLineSeparator)) {
      result += ' ';
      at += kLineSeparator.size();
    } else {
      result += text[at++];
    }
  }
  return result;
}

/// What the PDF says about the letter. A document needs a title (ISO 14289-1, 7.1).
void describe(const Letter& letter, const Letterhead& letterhead, letter::Punctuation punctuation,
              Document& document) {
  const auto as_set = [&](const letter::RichText& rich) {
    return one_line(punctuated(rich, letter.language, punctuation).text.text);
  };
  document.title = as_set(letter.title);
  if (document.title.empty()) document.title = letter.reference;
  if (document.title.empty()) document.title = as_set(letter.salutation);
  if (document.title.empty()) document.title = letterhead.organisation;
  document.author = letterhead.organisation;
  document.subject = letter.reference;
  document.language = letter.language;
  document.letterhead = letter.letterhead.empty() ? letterhead.name : letter.letterhead;
  if (letter.date) document.date = iso_day(*letter.date) + "T00:00:00Z";
}

/// Baselines nearer than this are one line's (notes' numbers, cells of a row): far below any
/// leading.
constexpr Points kSameLine{0.5};

/// The remarks with the line's place, as a reader counts: the lines of the letter's own text from
/// the page's top.
void add_remarks(Page& page, std::size_t page_index, Diagnostics& to) {
  if (page.remarks.empty()) return;
  std::vector<Points> baselines;
  for (const PlacedRun& placed : page.runs) {
    if (std::holds_alternative<std::size_t>(placed.meaning)) baselines.push_back(placed.baseline);
  }
  std::sort(baselines.begin(), baselines.end());
  std::stable_sort(page.remarks.begin(), page.remarks.end(),
                   [](const Remark& a, const Remark& b) { return a.baseline < b.baseline; });
  for (Remark& remark : page.remarks) {
    std::size_t line = 0;
    Points last(-1e9);
    for (const Points baseline : baselines) {
      if (baseline > remark.baseline + kSameLine) break;
      if (baseline - last > kSameLine) ++line;
      last = baseline;
    }
    Diagnostic warning = std::move(remark.warning);
    warning.what = "page " + std::to_string(page_index + 1) + ", line " + std::to_string(line) +
                   ": " + warning.what;
    to.push_back(std::move(warning));
  }
  page.remarks.clear();
}

}  // namespace

LaidOut lay_out(const Letter& letter, const Letterhead& letterhead,
                const text::Typesetter& typesetter, Examine examine, Hands hands) {
  const PaperDesign& paper = paper_of(letter, letterhead);
  Attempt attempt = set_pages(letter, letterhead, paper, typesetter, examine, hands);
  Setting& setting = attempt.setting;
  const std::vector<PageRange>& ranges = attempt.breaks.pages;

  LaidOut result;
  Furniture furniture(setting, paper, ranges.size());
  const letterhead::TypeStyle& notes = note_style(letterhead);
  for (std::size_t i = 0; i < ranges.size(); ++i) {
    Page page = furniture.begin_page(i);
    if (i == 0) {
      std::vector<PlacedRun>& zones = attempt.composed.zones.runs;
      page.runs.insert(page.runs.end(), std::make_move_iterator(zones.begin()),
                       std::make_move_iterator(zones.end()));
    }
    place_flow(attempt.composed.flow, ranges[i], i, attempt.areas, setting.grid,
               Grid(notes.leading), {notes.colour, setting.right_to_left}, page);
    furniture.end_page(i, page);
    add_remarks(page, i, setting.warnings);
    result.document.pages.push_back(std::move(page));
    if (std::optional<Page> reverse = furniture.reverse(i)) {
      result.document.pages.push_back(std::move(*reverse));
    }
  }
  result.document.structure = setting.structure.take();
  result.document.artwork = furniture.take_artwork();
  describe(letter, letterhead, setting.punctuation, result.document);
  result.warnings = std::move(setting.warnings);
  return result;
}

}  // namespace chancery::layout
