#include "letter/front_matter.h"

#include "letter/enclosures.h"
#include "letter/fields.h"
#include "letter/language_tag.h"
#include "letter/people.h"

namespace chancery::letter {
namespace {

class KeysReader {
 public:
  KeysReader(data::MappingReader& keys, const ScalarOrigin& origin, Diagnostics& form,
             Problems& problems)
      : keys_(keys), fields_(origin, form, problems), problems_(problems) {}

  void read(Letter& letter) {
    keys_.any("$schema");  // for editors
    letter.letterhead = plain("letterhead", true);
    language(letter);
    paper(letter);
    punctuation(letter);
    read_sender(keys_, fields_, letter);
    letter.confidentiality = rich("confidentiality");
    letter.delivery = rich("delivery");
    letter.reference = plain("reference");
    letter.your_reference = plain("your-reference");
    date(letter);
    calendar(letter);
    letter.place = plain("place");
    letter.title = rich("title");
    read_addressees(keys_, fields_, letter);
    letter.salutation = rich("salutation");
    letter.closing = rich("closing");
    read_signatories(keys_, fields_, letter);
    letter.cc = fields_.rich_list(keys_, "cc");
    letter.bcc = fields_.rich_list(keys_, "bcc");
    read_enclosures(keys_, fields_, letter);
    letter.annexes = fields_.rich_list(keys_, "annexes");
    letter.postscript = rich("postscript");
    footer(letter);
    // Of the letter in several languages (letter/versions.h).
    for (const std::string_view key : {"variants", "arrangement", "authentic"}) keys_.any(key);
  }

 private:
  std::string plain(std::string_view key, bool is_required = false) {
    return fields_.plain(keys_, key, is_required);
  }
  RichText rich(std::string_view key) { return fields_.rich(keys_, key); }

  void language(Letter& letter) {
    const std::string text = plain("language", true);
    if (text.empty()) return;
    if (const auto tag = language_tag(text)) {
      letter.language = *tag;
      return;
    }
    problems_.error(keys_.any("language")->where, "language-tag",
                    data::in_quotes(text) + " is not a language tag",
                    "write a tag such as 'fr', 'pt-BR' or 'zh-Hant' (BCP 47)");
  }

  // What is none of the values has been told by the schema.
  void paper(Letter& letter) {
    const std::string text = plain("paper");
    if (text == "A4") letter.paper = Paper::kA4;
    if (text == "US Letter") letter.paper = Paper::kUsLetter;
  }

  void punctuation(Letter& letter) {
    const std::string text = plain("punctuation");
    if (text == "smart") letter.punctuation = Punctuation::kSmart;
    if (text == "as-written") letter.punctuation = Punctuation::kAsWritten;
  }

  void date(Letter& letter) {
    const std::string text = plain("date");
    if (!text.empty()) letter.date = read_date(text, keys_.any("date")->where, problems_);
  }

  void calendar(Letter& letter) {
    const std::string text = plain("calendar");
    letter.calendar = calendar_named(text);
  }

  void footer(Letter& letter) {
    letter.footer = rich("footer");
    const data::Node* node = keys_.any("footer");
    if (node == nullptr || node->is_null()) {
      letter.footer.text = "default";
      letter.footer.where = keys_.where();
    } else if (letter.footer.text == "none") {
      letter.footer.text.clear();
    }
  }

  data::MappingReader& keys_;
  Fields fields_;
  Problems& problems_;
};

}  // namespace

void read_front_matter(data::MappingReader& keys, const ScalarOrigin& origin, Diagnostics& form,
                       Problems& problems, Letter& letter) {
  if (keys.ok()) KeysReader(keys, origin, form, problems).read(letter);
}

}  // namespace chancery::letter
