#include "layout/layout.h"

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <variant>

#include "layout/attempt.h"
#include "layout/blocks.h"
#include "layout/enclose.h"
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

void check_pages(std::size_t pages) {
  if (pages <= kMostPages) return;
  throw Failure(FailureKind::kInput, "too-many-pages",
                "the letter would have " + std::to_string(pages) + " pages",
                "make several letters of it, of at most 10,000 pages each");
}

/// What the letter is called. A document needs a title (ISO 14289-1, 7.1).
std::string title_of(const Letter& letter, const Letterhead& letterhead) {
  const letter::Punctuation punctuation = letter.punctuation.value_or(letterhead.punctuation);
  std::string title = plain_line(letter.title, letter.language, punctuation);
  if (title.empty()) title = letter.reference;
  if (title.empty()) title = plain_line(letter.salutation, letter.language, punctuation);
  if (title.empty()) title = letterhead.organisation;
  return title;
}

/// What the PDF says about the letter.
void describe(const Letter& letter, const Letterhead& letterhead, Document& document) {
  document.title = title_of(letter, letterhead);
  document.author = letterhead.organisation;
  document.subject = letter.reference;
  document.language = letter.language;
  document.inks = letterhead.inks;
  document.letterhead = letter.letterhead.empty() ? letterhead.name : letter.letterhead;
  document.cmyk = letterhead.cmyk;
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

/// The whole letter in one language, or one version of it.
class VersionLayout {
 public:
  VersionLayout(const Letter& letter, const Letterhead& letterhead,
                const text::Typesetter& typesetter, Examine examine, Hands hands)
      : paper_(paper_of(letter, letterhead)),
        attempt_(set_pages(letter, letterhead, paper_, typesetter, examine, hands)) {}

  std::size_t page_count() const { return attempt_.breaks.pages.size(); }

  /// Appends its pages, the first of which has that number.
  void add_to(Document& document, std::size_t number, std::size_t total) {
    Setting& setting = attempt_.setting;
    const std::vector<PageRange>& ranges = attempt_.breaks.pages;
    Furniture furniture(setting, paper_, ranges.size(), number, total, document.artwork);
    const letterhead::TypeStyle& notes = note_style(setting.letterhead);
    for (std::size_t i = 0; i < ranges.size(); ++i) {
      Page page = furniture.begin_page(i);
      if (i == 0) {
        std::vector<PlacedRun>& zones = attempt_.composed.zones.runs;
        page.runs.insert(page.runs.end(), std::make_move_iterator(zones.begin()),
                         std::make_move_iterator(zones.end()));
      }
      place_flow(attempt_.composed.flow, ranges[i], i, attempt_.areas, setting.grid,
                 Grid(notes.leading), {notes.colour, setting.right_to_left}, page);
      read_letter_first(page);
      make_artwork(page, document.artwork);
      furniture.end_page(i, page);
      add_remarks(page, number + i - 1, setting.warnings);
      page.begins_version = i == 0;
      document.pages.push_back(std::move(page));
      if (std::optional<Page> reverse = furniture.reverse(i)) {
        document.pages.push_back(std::move(*reverse));
      }
    }
  }

  /// Of two columns the letter's own is read before the other, and written before it.
  void read_letter_first(Page& page) const {
    const Composed& composed = attempt_.composed;
    std::stable_partition(page.runs.begin(), page.runs.end(), [&](const PlacedRun& run) {
      const auto* element = std::get_if<std::size_t>(&run.meaning);
      return element == nullptr || *element < composed.beside_begin ||
             *element >= composed.beside_end;
    });
  }

  /// The body's pictures become artwork, each file once, and their figures know where they stand.
  void make_artwork(Page& page, std::vector<ArtworkFile>& files) {
    for (const PlacedPicture& placed : std::exchange(page.pictures, {})) {
      const letter::Picture& picture = *placed.picture;
      const auto known = std::find_if(files.begin(), files.end(), [&](const ArtworkFile& file) {
        return file.bytes == picture.bytes;
      });
      const auto index = static_cast<std::size_t>(known - files.begin());
      if (known == files.end()) files.push_back({picture.name, picture.bytes, picture.may_flatten});
      page.artwork.push_back({index, placed.place, placed.meaning});
      if (const auto* figure = std::get_if<std::size_t>(&placed.meaning)) {
        structure()[*figure].bounds = Bounds{placed.place, page.height};
      }
    }
  }

  Structure& structure() { return attempt_.setting.structure; }
  Diagnostics take_warnings() { return std::move(attempt_.setting.warnings); }

 private:
  const PaperDesign& paper_;
  Attempt attempt_;
};

/// What a version means becomes a section of the document; its pages are those from `first` on.
void add_section(std::vector<StructureElement> elements, const std::string& language,
                 std::string title, std::size_t first, Document& document) {
  std::vector<StructureElement>& all = document.structure;
  const std::size_t section = all.size();
  all.push_back({"Sect", Structure::kRoot, language, {}, {}});
  all.back().title = std::move(title);
  for (std::size_t i = 1; i < elements.size(); ++i) {
    elements[i].parent += section;
    // Notes have names that are unique in the document.
    if (!elements[i].id.empty()) elements[i].id += "-" + language;
    all.push_back(std::move(elements[i]));
  }
  const auto shift = [section](Meaning& meaning) {
    if (auto* element = std::get_if<std::size_t>(&meaning)) *element += section;
  };
  for (std::size_t i = first; i < document.pages.size(); ++i) {
    for (PlacedRun& run : document.pages[i].runs) shift(run.meaning);
    for (FilledRect& rect : document.pages[i].rects) shift(rect.meaning);
    for (PlacedArtwork& artwork : document.pages[i].artwork) shift(artwork.meaning);
    for (SignaturePlace& place : document.pages[i].signatures) place.structure += section;
  }
}

Rect extent(const PlacedRun& placed) {
  const text::FontMetrics metrics = placed.run.font->metrics();
  return {placed.x, placed.baseline - placed.run.raise - placed.run.size * metrics.ascender,
          placed.run.width(), placed.run.size * (metrics.ascender - metrics.descender)};
}

Rect united(const Rect& one, const Rect& other) {
  const Points x = std::min(one.x, other.x);
  const Points y = std::min(one.y, other.y);
  return {x, y, std::max(one.right(), other.right()) - x,
          std::max(one.bottom(), other.bottom()) - y};
}

/// A table that stands on one page says where (ISO 32000-1, table 345).
void bound_tables(Document& document) {
  struct Table {
    std::size_t page = 0;
    Rect place;
    bool goes_on = false;
  };
  std::vector<StructureElement>& elements = document.structure;
  if (std::ranges::find(elements, "Table", &StructureElement::type) == elements.end()) return;
  std::map<std::size_t, Table> tables;
  for (std::size_t index = 0; index < document.pages.size(); ++index) {
    for (const PlacedRun& placed : document.pages[index].runs) {
      const auto* element = std::get_if<std::size_t>(&placed.meaning);
      if (element == nullptr || placed.run.font == nullptr) continue;
      std::size_t table = *element;
      while (table != Structure::kRoot && elements[table].type != "Table") {
        table = elements[table].parent;
      }
      if (table == Structure::kRoot) continue;
      const auto [found, is_new] = tables.try_emplace(table, Table{index, extent(placed)});
      if (is_new) continue;
      found->second.goes_on = found->second.goes_on || found->second.page != index;
      found->second.place = united(found->second.place, extent(placed));
    }
  }
  for (const auto& [element, table] : tables) {
    if (table.goes_on) continue;
    elements[element].bounds = Bounds{table.place, document.pages[table.page].height};
  }
}

}  // namespace

LaidOut lay_out(const Letter& letter, const Letterhead& letterhead,
                const text::Typesetter& typesetter, Examine examine, Hands hands) {
  std::vector<const Letter*> letters = {&letter};
  if (letter.arrangement == letter::Arrangement::kOneAfterAnother) {
    for (const Letter& version : letter.versions) letters.push_back(&version);
  }
  std::vector<VersionLayout> versions;
  versions.reserve(letters.size());
  std::size_t total = 0;
  for (const Letter* each : letters) {
    versions.emplace_back(*each, letterhead, typesetter, examine, hands);
    total += versions.back().page_count();
    check_pages(total);
  }

  LaidOut result;
  Document& document = result.document;
  if (versions.size() > 1) document.structure = Structure(letter.language).take();
  std::size_t number = 1;
  for (std::size_t i = 0; i < versions.size(); ++i) {
    VersionLayout& version = versions[i];
    const std::size_t first = document.pages.size();
    version.add_to(document, number, total);
    number += version.page_count();
    if (versions.size() == 1) {
      document.structure = version.structure().take();
    } else {
      add_section(version.structure().take(), letters[i]->language,
                  title_of(*letters[i], letterhead), first, document);
    }
    Diagnostics warnings = version.take_warnings();
    result.warnings.insert(result.warnings.end(), warnings.begin(), warnings.end());
  }
  bound_tables(document);
  enclose(letter, letterhead, document);
  describe(letter, letterhead, document);
  return result;
}

}  // namespace chancery::layout
