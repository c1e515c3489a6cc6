#include "letter/versions.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>
#include <vector>

#include "letter/body.h"
#include "letter/characters.h"
#include "letter/language_tag.h"

namespace chancery::letter {
namespace {

bool says(const data::Node& keys, std::string_view key) {
  const data::Node* value = keys.find(key);
  return value != nullptr && !value->is_null();
}

std::string listed(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "" : ", ") + name;
  return text;
}

/// Words that every version has to say in its own language.
void check_translated(const Letter& letter, const data::Node& keys, Problems& problems) {
  const std::array<std::pair<std::string_view, const RichText*>, 6> words = {
      {{"title", &letter.title},
       {"salutation", &letter.salutation},
       {"closing", &letter.closing},
       {"postscript", &letter.postscript},
       {"confidentiality", &letter.confidentiality},
       {"delivery", &letter.delivery}}};
  for (const auto& [key, text] : words) {
    if (text->text.empty() || says(keys, key)) continue;
    problems.error(keys.where, "missing-translation",
                   "the letter has " + data::in_quotes(key) + ", this variant has not",
                   "write it in the variant's language");
  }
}

class VersionsReader {
 public:
  VersionsReader(const Scalars& scalars, const ReadBeside& beside, Problems& problems,
                 Letter& letter)
      : scalars_(scalars), beside_(beside), problems_(problems), letter_(letter) {}

  void read(data::MappingReader& keys) {
    if (const data::Sequence* variants = keys.sequence("variants")) {
      for (const data::Node& item : *variants) variant(item);
    }
    authentic(keys.any("authentic"));
    arrangement(keys.any("arrangement"));
    letter_.all_authentic =
        letter_.authentic.size() > 1 && letter_.authentic.size() == letter_.versions.size() + 1;
    for (Letter& version : letter_.versions) {
      version.authentic = letter_.authentic;
      version.all_authentic = letter_.all_authentic;
    }
  }

 private:
  void variant(const data::Node& item) {
    std::optional<Letter> version =
        item.mapping() == nullptr ? from_file(item) : from_mapping(item);
    if (!version || version->language.empty()) return;
    if (knows(version->language)) {
      problems_.error(
          item.where, "variant-twice",
          "there are two versions in the language " + data::in_quotes(version->language),
          "keep one of them, or give one a tag of its own, such as 'uz-Cyrl'");
      return;
    }
    letter_.versions.push_back(std::move(*version));
  }

  std::optional<Letter> from_mapping(const data::Node& item) {
    Letter version = version_of(letter_, item, scalars_.origin, problems_);
    const data::Node* body = item.find("body");
    if (body == nullptr || body->is_null()) {
      problems_.add(data::missing_key(item.where, "body", "a variant"));
      return std::nullopt;
    }
    read_body_node(*body, scalars_, problems_, version);
    return version;
  }

  std::optional<Letter> from_file(const data::Node& item) {
    std::optional<FileBeside> file;
    if (beside_) file = beside_(item.text);
    if (!file) {
      problems_.error(item.where, "no-such-variant",
                      "there is no file " + data::in_quotes(item.text) + " in the letter's folder",
                      "write its path from there; it may not lead out of the folder");
      return std::nullopt;
    }
    return read_variant_file(file->text, file->name, letter_, problems_);
  }

  bool knows(const std::string& language) const {
    const std::vector<std::string> all = languages();
    return std::find(all.begin(), all.end(), language) != all.end();
  }

  std::vector<std::string> languages() const {
    std::vector<std::string> all = {letter_.language};
    for (const Letter& version : letter_.versions) all.push_back(version.language);
    return all;
  }

  void authentic(const data::Node* node) {
    if (node == nullptr || node->is_null()) {
      if (!letter_.versions.empty()) letter_.authentic = {letter_.language};
      return;
    }
    const data::Sequence one = {*node};
    const data::Sequence& items = node->sequence() == nullptr ? one : *node->sequence();
    for (const data::Node& item : items) {
      if (item.text == "all") {
        letter_.authentic = languages();
        return;
      }
      const std::string tag = language_tag(item.text).value_or(item.text);
      if (knows(tag)) {
        letter_.authentic.push_back(tag);
      } else {
        problems_.error(item.where, "authentic",
                        "there is no version in " + data::in_quotes(item.text),
                        "write one of " + listed(languages()) + ", or 'all'");
      }
    }
  }

  // What is none of the values has been told by the schema.
  void arrangement(const data::Node* node) {
    if (node == nullptr || node->text != "side-by-side") return;
    if (letter_.versions.size() > 1) {
      problems_.error(node->where, "too-many-columns",
                      "only two versions can stand side by side, here are " +
                          std::to_string(letter_.versions.size() + 1),
                      "write 'one-after-another', or keep one variant");
      return;
    }
    letter_.arrangement = Arrangement::kSideBySide;
  }

  const Scalars& scalars_;
  const ReadBeside& beside_;
  Problems& problems_;
  Letter& letter_;
};

/// The signatories of a version are the letter's, each in its own words.
void check_signatories(const Letter& letter, const data::Node& keys, const Letter& version,
                       Problems& problems) {
  if (version.signatories.size() == letter.signatories.size()) return;
  const Position& list = keys.find("signatories")->where;
  problems.error(list, "variant-signatories",
                 "the variant names " + std::to_string(version.signatories.size()) +
                     " signatories, the letter " + std::to_string(letter.signatories.size()),
                 "name the letter's signatories in its order, or leave the key out");
}

}  // namespace

void read_body_node(const data::Node& node, const Scalars& scalars, Problems& problems,
                    Letter& letter) {
  const data::Sequence* parts = node.sequence();
  const data::Sequence single = parts == nullptr ? data::Sequence{node} : data::Sequence{};
  std::string markdown;
  Origin origin(scalars.lines);
  for (const data::Node& part : parts == nullptr ? single : *parts) {
    if (!std::holds_alternative<std::string>(part.value)) continue;  // told by the schema
    if (!markdown.empty()) markdown += "\n\n";
    scalars.follow(part, markdown.size(), origin);
    markdown += part.text;
  }
  // Escapes can bring what the text of the file may not hold.
  const std::string clean = without_refused(
      markdown, [&](std::size_t offset) { return origin.at(offset); }, problems);
  Body body = read_body(clean, origin, scalars.lines.file(), problems);
  check_body(body, node.where, problems);
  letter.body = std::move(body.blocks);
  letter.footnotes = std::move(body.footnotes);
}

Letter version_of(const Letter& letter, const data::Node& keys, const ScalarOrigin& origin,
                  Problems& problems) {
  Letter version;
  Diagnostics known;  // by the schema; and that a variant has not all of the letter's keys
  data::MappingReader reader(keys, "a variant", known);
  read_front_matter(reader, origin, known, problems, version);
  check_translated(letter, keys, problems);

  version.is_version = true;
  version.letterhead = letter.letterhead;
  version.paper = letter.paper;
  version.punctuation = letter.punctuation;
  version.reference = letter.reference;
  version.your_reference = letter.your_reference;
  version.date = letter.date;
  version.signatories_in_a_row = letter.signatories_in_a_row;
  if (!says(keys, "from")) version.from = letter.from;
  if (!says(keys, "place")) version.place = letter.place;
  if (!says(keys, "to")) version.addressees = letter.addressees;
  if (!says(keys, "cc")) version.cc = letter.cc;
  if (!says(keys, "enclosures")) version.enclosures = letter.enclosures;
  if (!says(keys, "annexes")) version.annexes = letter.annexes;
  if (!says(keys, "footer")) version.footer = letter.footer;
  if (says(keys, "signatories")) {
    check_signatories(letter, keys, version, problems);
  } else {
    version.signatories = letter.signatories;
  }
  return version;
}

void read_versions(data::MappingReader& keys, const Scalars& scalars, const ReadBeside& beside,
                   Problems& problems, Letter& letter) {
  if (keys.ok()) VersionsReader(scalars, beside, problems, letter).read(keys);
}

}  // namespace chancery::letter
