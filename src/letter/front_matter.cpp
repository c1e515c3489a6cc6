#include "letter/front_matter.h"

#include <map>

#include "base/utf8.h"
#include "letter/body.h"
#include "letter/characters.h"
#include "letter/language_tag.h"

namespace chancery::letter {
namespace {

constexpr std::size_t kMostSignatories = 12;

std::string trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos) return {};
  return std::string(text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1));
}

void append(RichText& line, RichText part) {
  for (Mark& mark : part.marks) {
    mark.begin += line.text.size();
    mark.end += line.text.size();
    line.marks.push_back(std::move(mark));
  }
  line.text += part.text;
}

class Fields {
 public:
  Fields(data::MappingReader& keys, const ScalarOrigin& origin, Problems& problems)
      : keys_(keys), origin_(origin), problems_(problems) {}

  void read(Letter& letter) {
    letter.letterhead = plain(keys_, "letterhead", true);
    language(letter);
    paper(letter);
    punctuation(letter);
    letter.reference = plain(keys_, "reference", false);
    date(letter);
    letter.place = plain(keys_, "place", false);
    letter.title = rich("title");
    letter.addressees = rich_list("to", true);
    letter.salutation = rich("salutation");
    letter.closing = rich("closing");
    signatories(letter);
    letter.cc = rich_list("cc", false);
    letter.enclosures = rich_list("enclosures", false);
    footer(letter);
  }

 private:
  // Text without markup on one line.
  std::string plain(data::MappingReader& keys, std::string_view key, bool is_required) {
    const auto text = is_required ? keys.required_string(key) : keys.string(key);
    if (!text) return {};
    const data::Node& node = *keys.any(key);
    std::string value = trimmed(checked(node));
    if (value.empty() && is_required) {
      problems_.error(node.where, "empty-value", data::in_quotes(key) + " is empty",
                      "write its text");
    }
    if (value.find_first_of("\r\n") != std::string::npos) {
      problems_.error(node.where, "line-break", data::in_quotes(key) + " holds a line break",
                      "write it on one line");
    }
    return value;
  }

  // Escapes in quotation marks can bring what the text of the file may not hold.
  std::string checked(const data::Node& node) {
    const auto where = [&](std::size_t offset) { return origin_(node).at(offset); };
    return without_refused(node.text, where, problems_);
  }

  RichText rich_scalar(const data::Node& node) {
    return read_inline(checked(node), origin_(node), node.where.file, problems_);
  }

  RichText rich(std::string_view key) {
    if (!keys_.string(key)) return {};
    return rich_scalar(*keys_.any(key));
  }

  std::vector<RichText> rich_list(std::string_view key, bool may_nest) {
    std::vector<RichText> lines;
    const data::Sequence* items = keys_.sequence(key);
    if (items == nullptr) return lines;
    for (const data::Node& item : *items) {
      const data::Sequence* parts = item.sequence();
      if (parts != nullptr && may_nest) {
        lines.push_back(joined(*parts, item, key));
      } else {
        lines.push_back(list_item(item, key, may_nest));
      }
    }
    return lines;
  }

  RichText joined(const data::Sequence& parts, const data::Node& item, std::string_view key) {
    RichText line;
    line.where = item.where;
    if (parts.empty()) empty_item(item, key);
    for (std::size_t i = 0; i < parts.size(); ++i) {
      if (i > 0) line.text += ", ";
      append(line, list_item(parts[i], key, false));
    }
    return line;
  }

  RichText list_item(const data::Node& item, std::string_view key, bool may_nest) {
    if (item.sequence() != nullptr || item.mapping() != nullptr) {
      problems_.error(item.where, "wrong-type",
                      "an item of " + data::in_quotes(key) + " must be text" +
                          (may_nest ? " or a list of texts" : ""),
                      "put quotation marks around text that holds a colon and a space, or begins "
                      "with '[' or '{'");
      return {};
    }
    if (trimmed(item.text).empty()) empty_item(item, key);
    return rich_scalar(item);
  }

  void empty_item(const data::Node& item, std::string_view key) {
    problems_.error(item.where, "empty-item", "an item of " + data::in_quotes(key) + " is empty",
                    "write its text, or remove it");
  }

  void language(Letter& letter) {
    const std::string text = plain(keys_, "language", true);
    if (text.empty()) return;
    if (const auto tag = language_tag(text)) {
      letter.language = *tag;
      return;
    }
    problems_.error(keys_.any("language")->where, "language-tag",
                    data::in_quotes(text) + " is not a language tag",
                    "write a tag such as 'fr', 'pt-BR' or 'zh-Hant' (BCP 47)");
  }

  void paper(Letter& letter) {
    const std::string text = plain(keys_, "paper", false);
    if (text.empty()) return;
    if (text == "A4") {
      letter.paper = Paper::kA4;
    } else if (text == "US Letter") {
      letter.paper = Paper::kUsLetter;
    } else {
      problems_.error(keys_.any("paper")->where, "paper",
                      data::in_quotes(text) + " is not a paper known here",
                      "write 'A4' or 'US Letter'");
    }
  }

  void punctuation(Letter& letter) {
    const std::string text = plain(keys_, "punctuation", false);
    if (text.empty()) return;
    if (text == "smart") {
      letter.punctuation = Punctuation::kSmart;
    } else if (text == "as-written") {
      letter.punctuation = Punctuation::kAsWritten;
    } else {
      problems_.error(keys_.any("punctuation")->where, "punctuation",
                      data::in_quotes(text) + " is no way to punctuate",
                      "write 'smart' or 'as-written'");
    }
  }

  void date(Letter& letter) {
    const std::string text = plain(keys_, "date", false);
    if (!text.empty()) letter.date = read_date(text, keys_.any("date")->where, problems_);
  }

  void signatories(Letter& letter) {
    if (keys_.required("signatories") == nullptr) return;
    const data::Sequence* items = keys_.sequence("signatories");
    if (items == nullptr) return;
    const data::Node& list = *keys_.any("signatories");
    if (items->empty()) {
      problems_.error(list.where, "no-signatories", "nobody signs this letter",
                      "name at least one signatory with a division");
    }
    if (items->size() > kMostSignatories) {
      problems_.error((*items)[kMostSignatories].where, "too-many-signatories",
                      "a letter has at most " + std::to_string(kMostSignatories) + " signatories",
                      "remove this one and those after it");
    }
    std::map<std::string, Position> divisions;
    for (const data::Node& item : *items) {
      letter.signatories.push_back(signatory(item, divisions));
    }
  }

  Signatory signatory(const data::Node& item, std::map<std::string, Position>& divisions) {
    data::MappingReader keys(item, "a signatory", problems_.list());
    Signatory signatory;
    signatory.where = item.where;
    if (!keys.ok()) return signatory;
    signatory.name = plain(keys, "name", true);
    signatory.title = plain(keys, "title", false);
    signatory.division = plain(keys, "division", true);
    if (!signatory.division.empty()) {
      const Position& where = keys.any("division")->where;
      const auto [first, is_new] = divisions.emplace(signatory.division, where);
      if (!is_new) {
        problems_.error(where, "division-twice",
                        "the division " + data::in_quotes(signatory.division) +
                            " signs twice; first in line " + std::to_string(first->second.line),
                        "let each division sign once, or name the other division");
      }
    }
    keys.finish();
    return signatory;
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
  const ScalarOrigin& origin_;
  Problems& problems_;
};

}  // namespace

void read_front_matter(data::MappingReader& keys, const ScalarOrigin& origin, Problems& problems,
                       Letter& letter) {
  if (keys.ok()) Fields(keys, origin, problems).read(letter);
}

}  // namespace chancery::letter
