#include "spelling.h"

#include <cmath>

namespace chancery::letter {
namespace {

std::string name(Mark::Kind kind) {
  switch (kind) {
    case Mark::Kind::kEmphasis:
      return "em";
    case Mark::Kind::kStrong:
      return "strong";
    case Mark::Kind::kSmallCaps:
      return "smallcaps";
    case Mark::Kind::kCode:
      return "code";
    case Mark::Kind::kLanguage:
      return "lang";
    case Mark::Kind::kDirection:
      return "dir";
    case Mark::Kind::kLink:
      return "link";
    case Mark::Kind::kOldStyleFigures:
      return "oldstyle";
    case Mark::Kind::kLiningFigures:
      return "lining";
    case Mark::Kind::kTabularFigures:
      return "tabular";
    case Mark::Kind::kFractions:
      return "fractions";
    case Mark::Kind::kOrdinals:
      return "ordinals";
    case Mark::Kind::kUnbreakable:
      return "unbreakable";
    case Mark::Kind::kFootnote:
      return "note";
  }
  return "?";
}

std::string spell(const std::vector<RichText>& lines) {
  std::string all;
  for (const RichText& line : lines) all.append("  ").append(spell(line)).append("\n");
  return all;
}

/// A line of its own, where there is something to say.
std::string line(const std::string& name, const std::string& value) {
  return value.empty() ? std::string() : name + " " + value + "\n";
}

std::string spell(const Sender& from) {
  std::string all = line("from", from.division) + line("  name", from.name);
  for (const RichText& part : from.address) all += line("  address", spell(part));
  return all + line("  telephone", from.telephone) + line("  email", from.email) +
         line("  web", from.web);
}

std::string row(const TableRow& cells) {
  std::string line = "row";
  for (const TableCell& cell : cells.cells) {
    line.append(" | ").append(spell(cell.text));
    if (cell.align == TableCell::Align::kCentre) line += " =";
    if (cell.align == TableCell::Align::kEnd) line += " >";
  }
  return line;
}

std::string spell(const Image& image) {
  std::string line = "image " + image.file + " (" + image.alternate + ")";
  if (!image.caption.text.empty()) line += " \"" + image.caption.text + "\"";
  if (image.width) line += " " + std::to_string(std::lround(image.width->value)) + "pt";
  if (image.share) line += " " + std::to_string(std::lround(*image.share * 100)) + "%";
  if (image.align == Image::Align::kCentre) line += " centre";
  if (image.align == Image::Align::kEnd) line += " end";
  return line;
}

std::string kind_and_scope(const Block& block) {
  std::string kind;
  switch (block.kind) {
    case Block::Kind::kParagraph:
      kind = "p";
      break;
    case Block::Kind::kHeading:
      kind.append("h").append(std::to_string(block.level));
      break;
    case Block::Kind::kList:
      kind = block.ordered ? std::string("ol ").append(std::to_string(block.start)) : "ul";
      break;
    case Block::Kind::kQuotation:
      kind = "quote";
      break;
    case Block::Kind::kTable:
      kind = "table";
      break;
    case Block::Kind::kPageBreak:
      kind = "break";
      break;
    case Block::Kind::kImage:
      kind = spell(*block.image);
      break;
  }
  if (!block.language.empty() || !block.direction.empty()) {
    kind.append(" @").append(block.language).append("/").append(block.direction);
  }
  return kind;
}

}  // namespace

std::string spell(const RichText& rich) {
  std::string text = rich.text;
  for (const Mark& mark : rich.marks) {
    text.append(" {").append(name(mark.kind)).append(" ");
    text.append(std::to_string(mark.begin)).append("-").append(std::to_string(mark.end));
    if (!mark.value.empty()) text.append(" ").append(mark.value);
    text += "}";
  }
  for (std::size_t at = 0; (at = text.find("\u2028", at)) != std::string::npos;) {
    text.replace(at, 3, "⏎");
  }
  return text;
}

std::string spell(const std::vector<Block>& blocks, int indent) {
  std::string all;
  const std::string margin(static_cast<std::size_t>(indent), ' ');
  for (const Block& block : blocks) {
    all.append(margin).append(kind_and_scope(block));
    if (!block.text.text.empty()) all.append(" ").append(spell(block.text));
    all += "\n";
    for (const ListItem& item : block.items) {
      all.append(margin).append("-\n").append(spell(item.blocks, indent + 2));
    }
    all += spell(block.blocks, indent + 2);
    for (const TableRow& cells : block.rows) all.append(margin).append(row(cells)).append("\n");
  }
  return all;
}

std::string spell(const std::vector<Enclosure>& enclosures) {
  std::string all;
  for (const Enclosure& enclosure : enclosures) {
    all.append("  ").append(spell(enclosure.title));
    if (!enclosure.file.empty()) {
      all += enclosure.as == Enclosure::As::kAttached ? " attached " : " appended ";
      all += enclosure.file;
    }
    all += "\n";
  }
  return all;
}

std::string spell(const Addressee& addressee) {
  std::string all = (addressee.is_block ? "block " : "") + spell(addressee.name);
  for (const RichText& part : addressee.address) all += " | " + spell(part);
  if (!addressee.country.text.empty()) all += " / " + spell(addressee.country);
  return all;
}

std::string spell(const Letter& letter) {
  std::string all = letter.letterhead + "\n" + letter.language + "\n" + letter.reference + "\n" +
                    letter.place + "\n" + spell(letter.title) + "\n";
  if (letter.paper) all += *letter.paper == Paper::kA4 ? "A4\n" : "US Letter\n";
  if (letter.punctuation) {
    all += *letter.punctuation == Punctuation::kSmart ? "smart\n" : "as-written\n";
  }
  all += spell(letter.from) + line("confidentiality", spell(letter.confidentiality)) +
         line("delivery", spell(letter.delivery)) + line("your", letter.your_reference);
  if (letter.date) {
    all += std::to_string(letter.date->year) + "/" + std::to_string(letter.date->month) + "/" +
           std::to_string(letter.date->day) + "\n";
  }
  if (letter.calendar) all += line("calendar", std::string(name_of(*letter.calendar)));
  all += "to\n";
  for (const Addressee& addressee : letter.addressees) all += "  " + spell(addressee) + "\n";
  all += spell(letter.salutation) + "\n" + spell(letter.body);
  for (const Footnote& note : letter.footnotes) all += note.label + ": " + spell(note.blocks);
  all += spell(letter.closing) + "\n";
  if (letter.signatories_in_a_row) {
    all += line("in a row", std::to_string(*letter.signatories_in_a_row));
  }
  for (const Signatory& signatory : letter.signatories) {
    all += signatory.name + "; " + signatory.title + "; " + signatory.division + "\n" +
           line("  for", signatory.signs_for) + line("  by authority of", signatory.authority_of);
  }
  all += "cc\n" + spell(letter.cc);
  if (!letter.bcc.empty()) all += "bcc\n" + spell(letter.bcc);
  all += "enclosures\n" + spell(letter.enclosures);
  if (!letter.annexes.empty()) all += "annexes\n" + spell(letter.annexes);
  for (const Letter& version : letter.versions) all += "\nversion\n" + spell(version);
  for (const std::string& language : letter.authentic) all += line("authentic", language);
  if (letter.arrangement == Arrangement::kSideBySide) all += "side by side\n";
  return all + line("ps", spell(letter.postscript)) + "footer " + spell(letter.footer) + "\n";
}

std::string with_body(std::string_view body) {
  return std::string(
             "---\nletterhead: plain\nlanguage: en\nsignatories:\n  - {name: A, division: "
             "B}\n---\n")
      .append(body);
}

std::string with_keys(std::string_view keys) {
  return std::string("---\n").append(keys).append(
      "letterhead: plain\nsignatories:\n  - {name: A, division: B}\n---\nHello.\n");
}

}  // namespace chancery::letter
