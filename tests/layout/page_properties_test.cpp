// What must hold for the pages of any flow and any letter: made at random, the same each time.
#include <gmock/gmock.h>

#include <algorithm>
#include <cstddef>
#include <limits>
#include <map>
#include <random>
#include <set>
#include <tuple>
#include <vector>

#include "layout/paginate.h"
#include "letter_by_hand.h"

namespace chancery::layout {
namespace {

const Grid kGrid(Points(14));
const Grid kNoteGrid(Points(11));

TextAreas areas(Steps first, Steps following) {
  TextAreas areas;
  areas.first = {Points(70), Points(100), first};
  areas.following = {Points(70), Points(50), following};
  areas.width = Points(440);
  return areas;
}

using Random = std::minstd_rand;

int among(Random& random, int least, int most) {
  return least + static_cast<int>(random() / 16 % static_cast<unsigned>(most - least + 1));
}

void add_note(Flow& flow, std::size_t box, int lines) {
  Note note;
  for (int i = 0; i < lines; ++i) {
    note.boxes.emplace_back().height = 2;
    if (i == 1 || i + 1 == lines) note.boxes.back().before = Break::kAvoided;
  }
  note.height = Points(11) * lines;
  flow.boxes[box].notes.push_back(flow.notes.size());
  flow.notes.push_back(note);
}

/// Paragraphs, spaces, notes, rows that keep together, and at last signatures.
Flow random_flow(Random& random, std::size_t paragraphs) {
  Flow flow;
  for (std::size_t p = 0; p < paragraphs; ++p) {
    const int lines = among(random, 1, 7);
    const std::size_t begin = flow.boxes.size();
    for (int i = 0; i < lines; ++i) {
      Box& box = flow.boxes.emplace_back();
      box.height = among(random, 0, 20) == 0 ? 3 : 2;
      if (i == 0) box.space_before = among(random, 0, 3);
      if (i > 0) box.blemishes = {true, among(random, 0, 3) == 0, false};
    }
    if (lines > 1) flow.boxes[begin + 1].before = flow.boxes.back().before = Break::kAvoided;
    if (among(random, 0, 9) == 0) flow.boxes[begin].before = Break::kAvoided;
    if (among(random, 0, 30) == 0) flow.boxes[begin].before = Break::kForced;
    if (among(random, 0, 5) == 0) add_note(flow, begin, among(random, 1, 8));
  }
  for (std::size_t i = flow.boxes.size() < 2 ? 0 : flow.boxes.size() - 2; i < flow.boxes.size();
       ++i) {
    if (flow.boxes[i].before != Break::kForced) flow.boxes[i].before = Break::kForbidden;
  }
  Box& signatures = flow.boxes.emplace_back();
  signatures.height = 8;
  signatures.is_text = false;
  signatures.before = Break::kForbidden;
  return flow;
}

/// Forbidden breaks, avoided breaks, pages.
using Count = std::tuple<int, int, std::size_t>;

Count count_of(const Flow& flow, const std::vector<std::size_t>& ends) {
  int forbidden = 0;
  int avoided = 0;
  for (const std::size_t end : ends) {
    if (end == flow.boxes.size()) continue;
    forbidden += flow.boxes[end].before == Break::kForbidden ? 1 : 0;
    avoided += flow.boxes[end].before == Break::kAvoided ? 1 : 0;
  }
  return {forbidden, avoided, ends.size()};
}

/// The height of a page with all its notes.
Steps whole_height(const Flow& flow, std::size_t begin, std::size_t end) {
  Points notes;
  for (std::size_t i = begin; i < end; ++i) {
    for (const std::size_t note : flow.boxes[i].notes) notes += flow.notes[note].height;
  }
  return total_height(flow.boxes, begin, end) +
         (notes.value > 0 ? kGrid.covering(notes) + kNoteSpace : 0);
}

/// Page after page, each as full as it may be, with whole notes. Empty where that cannot be done.
std::vector<std::size_t> greedy_ends(const Flow& flow, const TextAreas& where) {
  std::vector<std::size_t> ends;
  std::size_t begin = 0;
  while (begin < flow.boxes.size()) {
    const Steps capacity = where.of_page(ends.size()).capacity;
    std::vector<std::size_t> last(3, begin);
    std::size_t end = begin;
    for (std::size_t i = begin + 1; i <= flow.boxes.size(); ++i) {
      if (whole_height(flow, begin, i) > capacity) break;
      end = i;
      if (i == flow.boxes.size() || flow.boxes[i].before == Break::kForced) break;
      last[static_cast<std::size_t>(flow.boxes[i].before)] = i;
    }
    if (end == begin) return {};
    if (end < flow.boxes.size() && flow.boxes[end].before != Break::kForced) {
      end = *std::find_if(last.begin(), last.end(), [&](std::size_t i) { return i > begin; });
    }
    ends.push_back(end);
    begin = end;
  }
  return ends;
}

const Count kImpossible{std::numeric_limits<int>::max(), 0, 0};

/// The best of all ways there are, notes whole. `known` has what was found for following pages.
Count best_of_all(const Flow& flow, const TextAreas& where, std::size_t begin, std::size_t page,
                  std::map<std::size_t, Count>& known) {
  if (page > 0) {
    if (const auto found = known.find(begin); found != known.end()) return found->second;
  }
  Count best = kImpossible;
  for (std::size_t end = begin + 1; end <= flow.boxes.size(); ++end) {
    if (whole_height(flow, begin, end) > where.of_page(page).capacity) break;
    Count count = count_of(flow, {end});
    if (end < flow.boxes.size()) {
      const Count rest = best_of_all(flow, where, end, page + 1, known);
      if (rest == kImpossible) continue;
      std::get<0>(count) += std::get<0>(rest);
      std::get<1>(count) += std::get<1>(rest);
      std::get<2>(count) += std::get<2>(rest);
    }
    best = std::min(best, count);
    if (end < flow.boxes.size() && flow.boxes[end].before == Break::kForced) break;
  }
  if (page > 0) known.emplace(begin, best);
  return best;
}

std::vector<std::size_t> ends_of(const std::vector<PageRange>& pages) {
  std::vector<std::size_t> ends;
  for (const PageRange& page : pages) ends.push_back(page.end);
  return ends;
}

void expect_sound(const Flow& flow, const TextAreas& where, const std::vector<PageRange>& pages) {
  std::size_t next = 0;
  std::vector<std::size_t> note_ends(flow.notes.size(), 0);
  std::size_t last_note = 0;
  for (std::size_t i = 0; i < pages.size(); ++i) {
    const PageRange& page = pages[i];
    EXPECT_EQ(page.begin, next);
    EXPECT_TRUE(page.end > page.begin || !page.notes.empty());
    next = page.end;
    Points notes;
    for (const NotePart& part : page.notes) {
      EXPECT_EQ(part.begin, note_ends[part.note]);
      EXPECT_GT(part.end, part.begin);
      EXPECT_GE(part.note, last_note);
      last_note = part.note;
      note_ends[part.note] = part.end;
      notes += part_height(flow, part, kNoteGrid);
    }
    const Steps height = total_height(flow.boxes, page.begin, page.end) +
                         (page.notes.empty() ? 0 : kGrid.covering(notes) + kNoteSpace);
    EXPECT_LE(height, where.of_page(i).capacity);
    // A note begins on the page that refers to it.
    for (std::size_t b = page.begin; b < page.end; ++b) {
      for (const std::size_t note : flow.boxes[b].notes) {
        EXPECT_GT(note_ends[note], 0U);
        EXPECT_TRUE(std::any_of(page.notes.begin(), page.notes.end(), [&](const NotePart& part) {
          return part.note == note && part.begin == 0;
        }));
      }
    }
  }
  EXPECT_EQ(next, flow.boxes.size());
  for (std::size_t note = 0; note < flow.notes.size(); ++note) {
    EXPECT_EQ(note_ends[note], flow.notes[note].boxes.size());
  }
}

TEST(PageProperties, NothingIsLostAndNoPageIsOverfull) {
  Random random(7);
  for (int i = 0; i < 400; ++i) {
    const Flow flow = random_flow(random, static_cast<std::size_t>(among(random, 1, 40)));
    const TextAreas where = areas(among(random, 24, 60), among(random, 24, 60));
    expect_sound(flow, where, break_pages(flow, where, kGrid, kNoteGrid).pages);
    if (HasFailure()) FAIL() << i;
  }
}

TEST(PageProperties, NoWorseThanPageAfterPage) {
  Random random(11);
  int fewer_pages = 0;
  for (int i = 0; i < 400; ++i) {
    const Flow flow = random_flow(random, static_cast<std::size_t>(among(random, 1, 40)));
    const TextAreas where = areas(among(random, 24, 60), among(random, 24, 60));
    const std::vector<std::size_t> greedy = greedy_ends(flow, where);
    if (greedy.empty()) continue;
    const std::vector<PageRange> pages = break_pages(flow, where, kGrid, kNoteGrid).pages;
    EXPECT_LE(count_of(flow, ends_of(pages)), count_of(flow, greedy)) << i;
    fewer_pages += pages.size() < greedy.size() ? 1 : 0;
  }
  EXPECT_GT(fewer_pages, 0);
}

TEST(PageProperties, AsGoodAsTheBestOfAllWays) {
  Random random(13);
  int spoilt = 0;
  for (int i = 0; i < 300; ++i) {
    Flow flow = random_flow(random, static_cast<std::size_t>(among(random, 2, 4)));
    // Short notes, which are never divided.
    flow.notes.clear();
    for (Box& box : flow.boxes) box.notes.clear();
    add_note(flow, 1, 2);
    const TextAreas where = areas(among(random, 14, 24), among(random, 14, 24));
    std::map<std::size_t, Count> known;
    const Count best = best_of_all(flow, where, 0, 0, known);
    if (best == kImpossible) continue;
    const Count count = count_of(flow, ends_of(break_pages(flow, where, kGrid, kNoteGrid).pages));
    EXPECT_EQ(count, best) << i;
    spoilt += std::get<0>(best) + std::get<1>(best) > 0 ? 1 : 0;
  }
  EXPECT_GT(spoilt, 0);  // breaks that could not be avoided were among them
}

TEST(PageProperties, SpoiltBreaksAreCounted) {
  Random random(17);
  for (int i = 0; i < 100; ++i) {
    const Flow flow = random_flow(random, 10);
    const TextAreas where = areas(24, 24);
    const PageBreaks breaks = break_pages(flow, where, kGrid, kNoteGrid);
    const auto [forbidden, avoided, pages] = count_of(flow, ends_of(breaks.pages));
    EXPECT_EQ(breaks.spoilt, forbidden + avoided);
  }
}

/// A letter of random blocks with two signatures.
letter::Letter random_letter(Random& random) {
  letter::Letter letter = plain_letter();
  letter.title = rich("A letter of any kind");
  letter.salutation = rich("Dear reader,");
  letter.body.clear();
  const int blocks = among(random, 1, 40);
  int notes = 0;
  for (int i = 0; i < blocks; ++i) {
    const auto seed = static_cast<unsigned>(random());
    letter::Block block = paragraph(sentences(among(random, 1, 120), seed));
    const int kind = among(random, 0, 11);
    if (kind == 0) block = heading("A heading", among(random, 1, 3));
    if (kind == 1) {
      letter::Block list;
      list.kind = letter::Block::Kind::kList;
      list.ordered = among(random, 0, 1) == 1;
      const int items = among(random, 1, 6);
      for (int k = 0; k < items; ++k) {
        list.items.push_back({{paragraph(sentences(among(random, 1, 40), seed + 1))}});
      }
      block = list;
    }
    if (kind == 2) {
      letter::Block quotation;
      quotation.kind = letter::Block::Kind::kQuotation;
      quotation.blocks = {block};
      block = quotation;
    }
    if (kind == 3) {
      const std::string label = "n" + std::to_string(++notes);
      letter.footnotes.push_back({label, {paragraph(sentences(among(random, 1, 150), seed + 2))}});
      block.text.marks = {{letter::Mark::Kind::kFootnote, 7, 7, label}};
    }
    if (kind == 4) block.text = rich("We ask the following:");
    letter.body.push_back(block);
  }
  letter.closing = rich("Yours sincerely,");
  letter.signatories = {signatory("A B", "C"), signatory("D E", "F")};
  return letter;
}

class LetterProperties : public LaidOutLetter {};

TEST_F(LetterProperties, SignaturesStandWithTextAndParagraphsHaveTwoLinesOnAPage) {
  Random random(19);
  for (int i = 0; i < 120; ++i) {
    const letter::Letter letter = random_letter(random);
    const Document document = lay(letter).document;
    std::size_t fields = 0;
    std::vector<std::set<std::size_t>> pages_of(document.structure.size());
    std::vector<std::vector<int>> lines_of(document.structure.size());
    for (std::size_t p = 0; p < document.pages.size(); ++p) {
      const Page& page = document.pages[p];
      std::size_t text = 0;
      for (const SeenLine& line : seen_lines(page)) {
        const std::size_t element = line.elements.back();
        std::vector<int>& lines = lines_of[element];
        lines.resize(document.pages.size());
        ++lines[p];
        text += line.baseline.value < 790 && line.text != "Yours sincerely," ? 1 : 0;
      }
      fields += page.signatures.size();
      // Two signatures are three lines of names; at least two lines of the letter stand with them.
      EXPECT_TRUE(page.signatures.empty() || text >= 2 + 3) << i;
    }
    EXPECT_EQ(fields, 2U) << i;
    for (std::size_t element = 0; element < lines_of.size(); ++element) {
      const std::vector<int>& lines = lines_of[element];
      if (std::count_if(lines.begin(), lines.end(), [](int n) { return n > 0; }) < 2) continue;
      EXPECT_EQ(std::count(lines.begin(), lines.end(), 1), 0)
          << i << ": " << text_of_element(document, element);
    }
  }
}

TEST_F(LetterProperties, TheLastPageHasFiveLinesWhereThePageBeforeCanShare) {
  for (int count = 30; count <= 140; ++count) {
    letter::Letter letter = plain_letter();
    letter.body = {lines(count)};
    letter.closing = rich("Yours sincerely,");
    letter.signatories = {signatory("A B", "C"), signatory("D E", "F")};
    const Document document = lay(letter).document;
    if (document.pages.size() == 1) continue;
    std::size_t text = 0;
    for (const SeenLine& line : seen_lines(document.pages.back())) {
      text += line.text.starts_with("line ") || line.text == "Yours sincerely," ? 1 : 0;
    }
    EXPECT_GE(text, 5U) << count;
  }
}

}  // namespace
}  // namespace chancery::layout
