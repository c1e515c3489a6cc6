#include "letter_by_hand.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>
#include <memory>
#include <random>
#include <utility>

#include "base/utf8.h"

namespace chancery::layout {
namespace {

const std::string kFontFolder = "/usr/share/fonts/";

class WholeFile : public text::FontFile {
 public:
  explicit WholeFile(Bytes bytes) : bytes_(std::move(bytes)) {}
  ByteView bytes() const override { return bytes_; }

 private:
  Bytes bytes_;
};

std::shared_ptr<const text::FontFile> open_font(const std::string& file) {
  std::ifstream stream(kFontFolder + file, std::ios::binary);
  if (!stream) return {};
  return std::make_shared<WholeFile>(
      Bytes(std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()));
}

void add_family(text::Catalogue& catalogue, const std::string& name, const std::string& stem,
                bool italics) {
  using text::Slant;
  using text::Weight;
  text::FamilyRecord& family = catalogue.families[name];
  family.name = name;
  const auto add = [&](Weight weight, Slant slant, const std::string& ending) {
    text::FaceRecord& face = family.faces[{weight, slant}];
    face.file = "truetype/" + stem + ending + ".ttf";
  };
  add(Weight::kRegular, Slant::kUpright, "-Regular");
  add(Weight::kBold, Slant::kUpright, "-Bold");
  if (italics) {
    add(Weight::kRegular, Slant::kItalic, "-Italic");
    add(Weight::kBold, Slant::kItalic, "-BoldItalic");
  }
}

text::Catalogue catalogue() {
  text::Catalogue catalogue;
  add_family(catalogue, "Gentium", "gentiumplus/GentiumBookPlus", true);
  add_family(catalogue, "Naskh", "noto/NotoNaskhArabic", false);
  add_family(catalogue, "Nastaliq", "noto/NotoNastaliqUrdu", false);
  add_family(catalogue, "Devanagari", "noto/NotoSerifDevanagari", false);
  std::vector<text::ScriptRule>& rules = catalogue.roles["text"];
  const auto rule = [&rules](const char* script, const char* language, const char* family) {
    text::ScriptRule& added = rules.emplace_back();
    added.script = script;
    added.language = language;
    added.family = family;
  };
  rule("Arab", "ur", "Nastaliq");
  rule("Arab", "", "Naskh");
  rule("Deva", "", "Devanagari");
  rule("Latn", "", "Gentium");
  rule("Cyrl", "", "Gentium");
  rule("Grek", "", "Gentium");
  return catalogue;
}

struct TypeShop {
  text::FontLibrary fonts{catalogue(), open_font};
  text::Typesetter typesetter{fonts, [](std::string_view) { return std::string(); }};
};

letterhead::PaperDesign paper_design(Points width, Points height) {
  letterhead::PaperDesign paper;
  paper.width = width;
  paper.height = height;
  const Points side = (width - Points(440)) / 2;
  paper.first.margins = {Points(90), side, height - Points(790), side};
  paper.following.margins = {Points(48), side, height - Points(790), side};
  paper.first.footer_zone = {side, Points(800), Points(440), Points(24)};
  if (height < Points(800)) {  // US Letter
    paper.first.margins.bottom = paper.following.margins.bottom = height - Points(740);
    paper.first.footer_zone.y = Points(750);
  }
  paper.following.footer_zone = paper.first.footer_zone;
  return paper;
}

bool is_left_out(char32_t c) {
  return c == ' ' || c == 0xA0 || c == 0x2028 || (c >= 0x2066 && c <= 0x2069) || c == 0x200E ||
         c == 0x200F;
}

std::size_t element_of(const PlacedRun& run) {
  return std::get<std::size_t>(run.meaning);
}

}  // namespace

bool fonts_are_installed() {
  const text::Catalogue made = catalogue();
  for (const auto& [name, family] : made.families) {
    for (const auto& [key, face] : family.faces) {
      if (!open_font(face.file)) return false;
    }
  }
  return true;
}

const text::Typesetter& typesetter() {
  static const TypeShop kShop;
  return kShop.typesetter;
}

letterhead::Letterhead plain_letterhead() {
  letterhead::Letterhead letterhead;
  letterhead.name = "plain";
  letterhead.organisation = "Lake Commission Watch";
  letterhead.papers[letter::Paper::kA4] = paper_design(Points(595), Points(842));
  letterhead.papers[letter::Paper::kUsLetter] = paper_design(Points(612), Points(792));
  letterhead::TypeStyle text;
  text.space_after = Points(7);
  letterhead.styles["text"] = text;
  letterhead::TypeStyle small = text;
  small.size = Points(8.5);
  small.leading = Points(11);
  small.space_after = Points(0);
  letterhead.styles["small"] = small;
  letterhead.styles["footer"] = small;
  letterhead.styles["footnote"] = small;
  letterhead::TypeStyle title = text;
  title.size = Points(16);
  title.leading = Points(21);
  title.space_after = Points(14);
  letterhead.styles["title"] = title;
  letterhead.words["en"] = {{"page-of", "Page {page} of {pages}"},
                            {"reference", "Our reference"},
                            {"date", "Date"},
                            {"place-date", "{place}, {date}"},
                            {"cc", "Copies to"},
                            {"enclosures", "Enclosures"},
                            {"signature-of", "Signature of {name}, {division}"},
                            {"date-format", "d MMMM y"}};
  letterhead.months["en"] = {"January", "February", "March",     "April",   "May",      "June",
                             "July",    "August",   "September", "October", "November", "December"};
  letterhead.words["ar"] = {{"page-of", "صفحة {page} من {pages}"}};
  letterhead.footer_by_language[""] = "Lake Commission Watch, 12 Harbour Street";
  return letterhead;
}

letter::RichText rich(std::string text, std::vector<letter::Mark> marks) {
  letter::RichText result;
  result.text = std::move(text);
  result.marks = std::move(marks);
  result.where = {"letter.md", 7, 1};
  return result;
}

letter::Block paragraph(std::string text) {
  letter::Block block;
  block.text = rich(std::move(text));
  return block;
}

letter::Block lines(int count) {
  std::string text;
  for (int i = 1; i <= count; ++i) {
    if (i > 1) text += "\u2028";
    text += "line " + std::to_string(i);
  }
  return paragraph(text);
}

letter::Block heading(std::string text, int level) {
  letter::Block block = paragraph(std::move(text));
  block.kind = letter::Block::Kind::kHeading;
  block.level = level;
  return block;
}

letter::Signatory signatory(std::string name, std::string division) {
  letter::Signatory signatory;
  signatory.name = std::move(name);
  signatory.title = "Executive Director";
  signatory.division = std::move(division);
  return signatory;
}

letter::Letter plain_letter() {
  letter::Letter letter;
  letter.letterhead = "plain";
  letter.language = "en";
  letter.body.push_back(paragraph("We write on the eve of the meeting of the ministers."));
  return letter;
}

std::string sentences(int words, unsigned seed) {
  static const std::array<const char*, 16> kWords = {
      "the", "ministers", "of",  "transport", "agreed", "upon", "a",      "timetable",
      "for", "ferries",   "and", "harbours",  "which",  "lake", "states", "keep"};
  std::minstd_rand random(seed * 7919 + 1);
  std::string text = "We note that";
  for (int i = 0; i < words; ++i) {
    text += ' ';
    text += kWords[random() / 8 % kWords.size()];
  }
  return text + '.';
}

LaidOut lay(const letter::Letter& letter, const letterhead::Letterhead& letterhead) {
  return lay_out(letter, letterhead, typesetter());
}

LaidOut lay(const letter::Letter& letter) {
  return lay(letter, plain_letterhead());
}

bool is_artifact(const Meaning& meaning) {
  return std::holds_alternative<Artifact>(meaning);
}

bool is_artifact(const Meaning& meaning, Artifact::Kind kind) {
  const auto* artifact = std::get_if<Artifact>(&meaning);
  return artifact != nullptr && artifact->kind == kind;
}

std::string text_of_element(const Document& document, std::size_t element) {
  const auto is_inside = [&](std::size_t other) {
    while (other > element) other = document.structure[other].parent;
    return other == element;
  };
  std::string text;
  std::vector<const PlacedRun*> line;
  const auto end_line = [&] {
    // From visual to logical order.
    std::stable_sort(line.begin(), line.end(), [](const PlacedRun* a, const PlacedRun* b) {
      return a->run.text_begin < b->run.text_begin;
    });
    for (const PlacedRun* run : line) text += run->run.text;
    line.clear();
  };
  for (const Page& page : document.pages) {
    for (const PlacedRun& run : page.runs) {
      if (run.line_start) end_line();
      if (!is_artifact(run.meaning) && is_inside(element_of(run))) line.push_back(&run);
    }
    end_line();
  }
  return text;
}

std::vector<std::size_t> elements(const Document& document, const std::string& type) {
  std::vector<std::size_t> found;
  for (std::size_t i = 0; i < document.structure.size(); ++i) {
    if (document.structure[i].type == type) found.push_back(i);
  }
  return found;
}

std::string squeezed(const std::string& text) {
  std::string result;
  for (const char32_t c : to_utf32(text)) {
    if (!is_left_out(c)) append_utf8(result, c);
  }
  return result;
}

std::string artifact_text(const Page& page, Artifact::Kind kind) {
  std::string text;
  for (const PlacedRun& run : page.runs) {
    if (is_artifact(run.meaning, kind)) text += run.run.text;
  }
  return text;
}

std::vector<SeenLine> seen_lines(const Page& page) {
  std::vector<SeenLine> lines;
  for (const PlacedRun& run : page.runs) {
    if (is_artifact(run.meaning)) continue;
    if (run.line_start || lines.empty()) {
      lines.push_back({run.baseline, run.x, run.x, {}, {}});
    }
    SeenLine& line = lines.back();
    line.left = std::min(line.left, run.x);
    line.right = std::max(line.right, run.x + width_of(run.run));
    line.elements.push_back(element_of(run));
    line.text += run.run.text;
  }
  return lines;
}

Points width_of(const text::GlyphRun& run) {
  Points width;
  for (const text::Glyph& glyph : run.glyphs) width += glyph.advance;
  return width;
}

}  // namespace chancery::layout
