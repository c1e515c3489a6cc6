// A laid-out letter put together by hand from lines of the typesetter, without the rooms above.
#pragma once

#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "layout/page.h"
#include "text/typesetting.h"

namespace chancery::pdf::sample {

inline const char* const kFirstParagraph =
    "We write on the eve of the seventh of January meeting to ask that the ministries of transport "
    "keep the crossing open through the winter, and that they publish the timetable which was "
    "promised to the municipalities in the spring of last year.";
inline const char* const kSecondParagraph =
    "The ferries carried four hundred thousand passengers; the counterparts’ representatives "
    "reported “considerable” difficulties, none of which has been acknowledged since.";

/// Places what the typesetter sets, line below line.
class Sheet {
 public:
  explicit Sheet(layout::Document& document) : document_(document) { new_page(); }

  void new_page() {
    layout::Page page;
    page.width = Points(595.276);
    page.height = Points(841.89);
    document_.pages.push_back(page);
    y_ = Points(90);
  }

  layout::Page& page() { return document_.pages.back(); }
  Points y() const { return y_; }
  void skip(double points) { y_ += Points(points); }

  std::size_t element(std::string type, std::size_t parent = 0, std::string language = {}) {
    document_.structure.push_back({std::move(type), parent, std::move(language), {}, {}});
    return document_.structure.size() - 1;
  }

  void paragraph(const text::StyledText& text, const layout::Meaning& meaning,
                 text::ParagraphStyle style = {}, double measure = 430) {
    const text::SetParagraph set = tests::typesetter().set(text, style, Points(measure));
    bool first_of_paragraph = true;
    for (const text::Line& line : set.lines) {
      bool first_of_line = true;
      for (const text::GlyphRun& run : line.runs) {
        layout::PlacedRun placed;
        placed.run = run;
        placed.x = Points(80) + line.x + run.x;
        placed.baseline = y_;
        placed.meaning = meaning;
        if (const auto link = links_.find(run.link); !run.link.empty() && link != links_.end()) {
          placed.meaning = link->second;
        }
        placed.line_start = std::exchange(first_of_line, false);
        placed.paragraph_start = std::exchange(first_of_paragraph, false);
        page().runs.push_back(std::move(placed));
      }
      y_ += style.leading;
    }
  }
  void paragraph(const std::string& words, const layout::Meaning& meaning,
                 const std::string& language = "en") {
    paragraph(text::StyledText::of(words, tests::in_language(language)), meaning);
  }

  /// Runs with that URI belong to the element.
  void link(const std::string& uri, std::size_t element) { links_[uri] = element; }

 private:
  layout::Document& document_;
  std::map<std::string, std::size_t> links_;
  Points y_;
};

inline layout::Document empty_letter() {
  layout::Document document;
  document.structure.push_back({"Document", 0, "en", {}, {}});
  document.title = "Open Letter to the Ministers";
  document.author = "Asia Division";
  document.subject = "A crossing & its <timetable>";
  document.language = "en";
  document.letterhead = "division-letters";
  document.date = "2026-11-24T00:00:00Z";
  return document;
}

inline layout::Document one_paragraph(const std::string& words,
                                      const std::string& language = "en") {
  layout::Document document = empty_letter();
  Sheet sheet(document);
  sheet.paragraph(words, sheet.element("P"), language);
  return document;
}

/// Three pages: header, headings, paragraphs, a link over two lines, a phrase in another language,
/// a rule, footers, and on the last page two places to sign.
inline layout::Document letter() {
  using layout::Artifact;
  layout::Document document = empty_letter();
  Sheet sheet(document);
  const std::string uri = "https://example.org/crossing?a=1&b=2";
  std::size_t paragraph = 0;
  for (int page = 0; page < 3; ++page) {
    if (page > 0) sheet.new_page();
    sheet.paragraph("The Lake Commission", Artifact{Artifact::Kind::kLetterhead});
    sheet.page().rects.push_back({{Points(80), sheet.y(), Points(430), Points(0.5)},
                                  {0.1, 0.2, 0.4},
                                  Artifact{Artifact::Kind::kRule}});
    sheet.skip(28);
    // The paragraph that the page before began goes on.
    if (page > 0) sheet.paragraph("which goes on here, on the next page.", paragraph);
    for (int i = 0; i < 5; ++i) {
      sheet.skip(14);
      sheet.paragraph(kFirstParagraph, sheet.element("P"));
      sheet.skip(14);
      sheet.paragraph(kSecondParagraph, sheet.element("P"));
    }
    sheet.skip(14);
    paragraph = sheet.element("P");
    sheet.link(uri, sheet.element("Link", paragraph));
    text::StyledText text;
    const auto add = [&](const std::string& words, const std::string& link,
                         const std::string& language, bool italic) {
      text::SpanStyle style = tests::in_language(language);
      style.link = link;
      if (italic) style.slant = text::Slant::kItalic;
      if (!link.empty()) style.colour = {0, 0, 0.6};
      text.spans.push_back({text.text.size(), text.text.size() + words.size(), style});
      text.text += words;
    };
    add("See what the Commission has published for everybody to read about ", "", "en", false);
    add("the winter timetable of the crossing", uri, "en", false);
    add(", or as they say, ", "", "en", false);
    add("der Winterfahrplan", "", "de", true);
    add(", a paragraph", "", "en", false);
    sheet.paragraph(text, paragraph);
    sheet.skip(30);
    sheet.paragraph(std::to_string(page + 1) + "/3", Artifact{Artifact::Kind::kPageNumber});
  }
  for (int i = 0; i < 2; ++i) {
    layout::SignaturePlace place;
    place.place = {Points(80 + 220 * i), Points(700), Points(180), Points(50)};
    place.field_name = "signature-" + std::to_string(i + 1);
    place.name = i == 0 ? "Sidney Jones" : "Žofie Nováková";
    place.title = "Executive Director";
    place.division = i == 0 ? "Asia Division" : "Europe Division";
    place.tooltip = "Signature of " + place.name + ", " + place.division;
    place.structure = sheet.element("Form");
    sheet.page().signatures.push_back(place);
  }
  return document;
}

}  // namespace chancery::pdf::sample
