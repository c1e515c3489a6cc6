#include "letter/letter.h"

namespace chancery::letter {
namespace {

class Collector {
 public:
  explicit Collector(std::set<std::string>& found) : found_(found) {}

  void add(const std::string& language) {
    if (!language.empty()) found_.insert(language);
  }
  void add(const RichText& text) {
    for (const Mark& mark : text.marks) {
      if (mark.kind == Mark::Kind::kLanguage) add(mark.value);
    }
  }
  void add(const std::vector<RichText>& lines) {
    for (const RichText& line : lines) add(line);
  }
  void add(const std::vector<Enclosure>& enclosures) {
    for (const Enclosure& enclosure : enclosures) add(enclosure.title);
  }
  void add(const std::vector<Block>& blocks) {
    for (const Block& block : blocks) {
      add(block.language);
      add(block.text);
      add(block.blocks);
      for (const ListItem& item : block.items) add(item.blocks);
      for (const TableRow& row : block.rows) {
        for (const TableCell& cell : row.cells) add(cell.text);
      }
    }
  }

 private:
  std::set<std::string>& found_;
};

}  // namespace

std::set<std::string> languages_of(const Letter& letter) {
  std::set<std::string> found;
  Collector collector(found);
  collector.add(letter.language);
  for (const RichText* text :
       {&letter.confidentiality, &letter.delivery, &letter.title, &letter.salutation,
        &letter.closing, &letter.postscript, &letter.footer}) {
    collector.add(*text);
  }
  for (const auto* lines : {&letter.from.address, &letter.cc, &letter.annexes}) {
    collector.add(*lines);
  }
  collector.add(letter.enclosures);
  for (const Addressee& addressee : letter.addressees) {
    collector.add(addressee.name);
    collector.add(addressee.address);
    collector.add(addressee.country);
  }
  collector.add(letter.body);
  for (const Footnote& note : letter.footnotes) collector.add(note.blocks);
  for (const Letter& version : letter.versions) found.merge(languages_of(version));
  return found;
}

}  // namespace chancery::letter
