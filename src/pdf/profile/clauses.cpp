#include "pdf/profile/clauses.h"

#include <array>

namespace chancery::pdf {
namespace {

constexpr auto kA = Standard::kPdfA3;
constexpr auto kU = Standard::kPdfUa1;
constexpr auto kX = Standard::kPdfX4;

constexpr std::array kClauses = std::to_array<Clause>({
    {kA, "6.1.2", "`%PDF-1.7` and a comment of four bytes above 127", ""},
    {kA, "6.1.3",
     "`/ID` from the content in every revision, nothing behind the end; never encrypted",
     "enclosure-encrypted, artwork-damaged"},
    {kA, "6.1.4", "cross-reference sections in the set form", ""},
    {kA, "6.1.6", "strings are written by the program; those of others are looked at",
     "unfit-content"},
    {kA, "6.1.7.1", "stream keywords and lengths as they are; data only in the file itself",
     "unfit-object"},
    {kA, "6.1.7.2", "Flate or none; what others compressed with LZW is compressed anew",
     "unfit-object"},
    {kA, "6.1.8", "names are ASCII; those of others are looked at", "unfit-object"},
    {kA, "6.1.9", "objects on lines of their own", ""},
    {kA, "6.1.10", "the program writes no pictures in content; those of others are looked at",
     "unfit-image"},
    {kA, "6.1.12", "permissions are those of a certifying signature alone", ""},
    {kA, "6.1.13", "numbers, texts, names and pages keep to the limits",
     "unfit-object, unfit-content"},
    {kA, "6.2.2",
     "content has only known operators and names what its resources have; marks of others are "
     "taken out",
     "unfit-content"},
    {kA, "6.2.3", "one output intent, sRGB, the profile 480 bytes and embedded", ""},
    {kA, "6.2.4.2",
     "profiles of others are looked at; CMYK with a profile does not overprint in mode 1",
     "unfit-colour"},
    {kA, "6.2.4.3",
     "pages are written in RGB and black; CMYK of others gets the profile of a printing condition",
     "cmyk-assumed"},
    {kA, "6.2.4.4", "inks of one name are made alike; mixtures of others are looked at",
     "unfit-colour"},
    {kA, "6.2.5", "transfer functions and halftones of others are left out", ""},
    {kA, "6.2.6", "no rendering intents; unknown ones of others are left out, or told",
     "unfit-content"},
    {kA, "6.2.8", "alternate pictures and smoothing are left out; depths are looked at",
     "unfit-image"},
    {kA, "6.2.8.3", "JPEG 2000 pictures of others are looked at", "unfit-image"},
    {kA, "6.2.9", "PostScript and references to other files are left out", ""},
    {kA, "6.2.10", "transparency blends in sRGB; unknown blend modes are left out", ""},
    {kA, "6.2.11.2", "fonts are described whole; those of others are looked at", "unfit-font"},
    {kA, "6.2.11.3.1", "Identity alone; character maps of others are looked at", "unfit-font"},
    {kA, "6.2.11.3.2", "every TrueType font says how CIDs become glyphs", "unfit-font"},
    {kA, "6.2.11.3.3", "Identity alone; character maps of others are looked at", "unfit-font"},
    {kA, "6.2.11.4.1", "every font embedded as a subset that has every glyph",
     "font-not-embeddable, unfit-font, unfit-glyph"},
    {kA, "6.2.11.4.2", "no lists of a subset's glyphs; those of others are left out", ""},
    {kA, "6.2.11.5", "`/W` equals the font's widths", "unfit-width"},
    {kA, "6.2.11.6", "no simple TrueType fonts; those of others are looked at", "unfit-font"},
    {kA, "6.2.11.7.2", "every code has its text", "unfit-text"},
    {kA, "6.2.11.7.3", "private use never", "private-use-character, unfit-text"},
    {kA, "6.2.11.8", "no glyph 0", "missing-glyph, unfit-glyph"},
    {kA, "6.3.1", "links and signature fields only; annotations of others are drawn", ""},
    {kA, "6.3.2", "printed, not hidden", ""},
    {kA, "6.3.3", "fields have an appearance before they are signed", ""},
    {kA, "6.4.1", "no actions of fields, no NeedAppearances", ""},
    {kA, "6.4.2", "no XFA", ""},
    {kA, "6.4.3", "a signature covers its revision, and is CMS of one signer with certificates",
     ""},
    {kA, "6.5.1", "links lead to addresses; no other actions", "link-target"},
    {kA, "6.5.2", "no additional actions", ""},
    {kA, "6.6.2.1", "XMP, plain, well formed", ""},
    {kA, "6.6.2.3.1", "only known properties", ""},
    {kA, "6.6.2.3.3", "the schema of PDF/UA is described", ""},
    {kA, "6.6.4", "`pdfaid:part` 3, `pdfaid:conformance` A", ""},
    {kA, "6.7.2.2", "marked", ""},
    {kA, "6.7.3.3", "a structure tree", ""},
    {kA, "6.7.3.4", "standard types alone", ""},
    {kA, "6.7.4", "languages of the document, of parts and of phrases", "language-tag"},
    {kA, "6.8", "files inside with type, both names, relationship, listed in `/AF`", ""},
    {kA, "6.9", "layers of others keep what they show at first, in one configuration", ""},
    {kA, "6.10", "no presentations", ""},
    {kA, "6.11", "no requirements", ""},
    {kU, "5", "`pdfuaid:part` 1", ""},
    {kU, "7.1", "title in the window bar; everything either marked or an artifact with its type",
     ""},
    {kU, "7.2", "language of all text; parts of tables and lists in their places", "language-tag"},
    {kU, "7.3", "figures with what they show and where; appended pages are figures", "image-alt"},
    {kU, "7.4.2", "no level of headings left out, whatever levels the author wrote", ""},
    {kU, "7.4.4", "numbered headings alone", ""},
    {kU, "7.5", "heads of tables with their scope; repeated heads are artifacts", "table-row"},
    {kU, "7.6", "L, LI, Lbl, LBody; counted lists say how", ""},
    {kU, "7.7", "no formulas", ""},
    {kU, "7.8", "headers, footers and page numbers are artifacts", ""},
    {kU, "7.9", "notes each with an identifier of its own", ""},
    {kU, "7.10", "layers in one configuration with a name", ""},
    {kU, "7.11", "files inside with both names", ""},
    {kU, "7.15", "no XFA", ""},
    {kU, "7.16", "never encrypted", ""},
    {kU, "7.18.1", "`/Contents` of links, `/TU` of fields", ""},
    {kU, "7.18.2", "no trap networks", ""},
    {kU, "7.18.3", "tab order by structure", ""},
    {kU, "7.18.4", "each field in its Form", ""},
    {kU, "7.18.5", "each link in its Link", ""},
    {kU, "7.18.6.2", "no media", ""},
    {kU, "7.18.8", "no printer's marks", ""},
    {kU, "7.20", "forms of others without marks of their own", ""},
    {kU, "7.21.3.1", "as ISO 19005-3, 6.2.11.3.1", "unfit-font"},
    {kU, "7.21.3.2", "as ISO 19005-3, 6.2.11.3.2", "unfit-font"},
    {kU, "7.21.3.3", "as ISO 19005-3, 6.2.11.3.3", "unfit-font"},
    {kU, "7.21.4.1", "as ISO 19005-3, 6.2.11.4.1", "unfit-font, unfit-glyph"},
    {kU, "7.21.4.2", "as ISO 19005-3, 6.2.11.4.2", ""},
    {kU, "7.21.5", "as ISO 19005-3, 6.2.11.5", "unfit-width"},
    {kU, "7.21.6", "as ISO 19005-3, 6.2.11.6", "unfit-font"},
    {kU, "7.21.7", "as ISO 19005-3, 6.2.11.7.2", "unfit-text"},
    {kU, "7.21.8", "as ISO 19005-3, 6.2.11.8", "unfit-glyph"},
    {kX, "6",
     "identifier, never encrypted, no LZW, no files inside, Trapped false; MediaBox, BleedBox, "
     "TrimBox; "
     "no halftones, alternate pictures or references to other files",
     "unfit-image, unfit-object"},
    {kX, "6.1", "PDF 1.6", ""},
    {kX, "6.4",
     "one output intent with its profile; CMYK, black and inks; RGB with the profile of sRGB",
     "icc-damaged, icc-not-cmyk, icc-not-output, too-much-ink, unfit-colour"},
    {kX, "6.5", "every font embedded with every glyph; widths agree",
     "font-not-embeddable, missing-glyph, unfit-font, unfit-glyph, unfit-width"},
    {kX, "6.10", "title, dates, identifier, version, rendition", "print-without-date"},
    {kX, "6.13", "transfer functions are left out", ""},
    {kX, "6.14", "PostScript is left out", ""},
    {kX, "6.17", "no annotations", ""},
    {kX, "6.18", "no actions", ""},
    {kX, "6.19", "content has only known operators", "unfit-content"},
    {kX, "6.20", "transparency blends in the press's inks; unknown blend modes are left out", ""},
    {kX, "6.23", "no rendering intents; unknown ones of others are left out, or told",
     "unfit-content"},
    {kX, "6.24", "layers of others keep what they show at first, in one configuration", ""},
    {kX, "6.25", "numbers, texts, names and nesting keep to the limits", "unfit-object"},
    {kX, "6.26", "no fields", ""},
});

struct Broken {
  Fault fault;
  std::string_view archive, print;
};

constexpr std::array kBroken = std::to_array<Broken>({
    {Fault::kFontNotThere, "6.2.11.4.1", "6.5"},
    {Fault::kFontForm, "6.2.11.2", "6.5"},
    {Fault::kGlyphNotThere, "6.2.11.8", "6.5"},
    {Fault::kWidths, "6.2.11.5", "6.5"},
    {Fault::kNoText, "6.2.11.7.2", "6.5"},
    {Fault::kColour, "6.2.4.2", "6.4"},
    {Fault::kImage, "6.2.8", "6"},
    {Fault::kContent, "6.2.2", "6.19"},
    {Fault::kObject, "6.1.13", "6.25"},
});

}  // namespace

std::span<const Clause> clauses() {
  return kClauses;
}

std::string_view name_of(Standard standard) {
  switch (standard) {
    case Standard::kPdfA3:
      return "ISO 19005-3";
    case Standard::kPdfUa1:
      return "ISO 14289-1";
    case Standard::kPdfX4:
      break;
  }
  return "ISO 15930-7";
}

std::string clause_of(Fault fault, Profile profile) {
  const bool is_archive = profile == Profile::kArchive;
  std::string clause(name_of(is_archive ? Standard::kPdfA3 : Standard::kPdfX4));
  for (const Broken& each : kBroken) {
    if (each.fault == fault) clause.append(", ").append(is_archive ? each.archive : each.print);
  }
  return clause;
}

}  // namespace chancery::pdf
