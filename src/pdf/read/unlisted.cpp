// Objects that stand in later revisions though no cross-reference entry leads to them.
#include <algorithm>
#include <array>
#include <limits>

#include "pdf/read/convert.h"
#include "pdf/read/inside.h"
#include "pdf/read/lexer.h"
#include "pdf/read/object_stream.h"
#include "pdf/read/twice.h"

namespace chancery::pdf {
namespace {

constexpr std::size_t kMostUnlisted = 100;
constexpr std::size_t kMostNumbers = 1000000;

/// An object as it stands in the bytes.
struct Definition {
  Reference reference;
  std::size_t begin = 0;  ///< from the header
  std::size_t body = 0;   ///< behind `obj`
  std::string type;       ///< of a stream
};

std::string type_of(const Dictionary& dictionary) {
  const Object* type = dictionary.find("Type");
  const auto* name = type == nullptr ? nullptr : type->as<Name>();
  return name == nullptr ? std::string() : name->value;
}

class Search {
 public:
  Search(const Document& document, ByteView body, const std::vector<XrefSection>& sections)
      : document_(document), body_(body), sections_(sections) {}

  std::vector<Unlisted> run(std::size_t begin) {
    list_places(begin);
    for (const Definition& definition : definitions(begin)) {
      if (found_.size() == kMostUnlisted) break;
      const int number = definition.reference.number;
      judge_keys(definition.reference, body_, definition.body);
      if (!listed_.contains({number, definition.begin})) {
        judge(definition);
      } else if (definition.type == "ObjStm") {
        judge_container(number);
      }
    }
    return std::move(found_);
  }

 private:
  /// Where entries lead, at `begin` and behind it. Readers pass over white space before an object.
  void list_places(std::size_t begin) {
    Lexer lexer(body_);
    for (const XrefSection& section : sections_) {
      for (const XrefEntry& entry : section.entries) {
        if (entry.kind != XrefEntry::Kind::kUncompressed || entry.offset >= body_.size()) continue;
        lexer.seek(static_cast<std::size_t>(entry.offset));
        lexer.skip_white_space();
        if (lexer.position() >= begin) listed_.insert({entry.number, lexer.position()});
      }
    }
  }

  /// What the sections say, once it is asked for: most files hold nothing that is unlisted.
  void read_sections_once() {
    if (!newest_.empty()) return;
    newest_ = merge(sections_);
    for (const XrefSection& section : sections_) {
      for (const XrefEntry& entry : section.entries) {
        if (entry.kind == XrefEntry::Kind::kCompressed) {
          members_[entry.container].insert(entry.number);
        }
      }
    }
  }

  /// Every object that begins at `begin` or behind it, as a reader would see that rebuilds the
  /// table: the data of streams are passed over.
  std::vector<Definition> definitions(std::size_t begin) const {
    std::vector<Definition> all;
    Lexer lexer(body_, begin);
    while (all.size() < kMostNumbers) {
      lexer.skip_white_space();
      const std::size_t place = lexer.position();
      const auto number = lexer.take_integer();
      if (!number) {
        if (lexer.next().kind == TokenKind::kEnd) break;
        continue;
      }
      const std::size_t behind_number = lexer.position();
      const auto generation = lexer.take_integer();
      if (!generation || !lexer.take_keyword("obj")) {
        lexer.seek(behind_number);
        continue;
      }
      constexpr std::int64_t kLargest = std::numeric_limits<int>::max();
      if (*number < 0 || *number > kLargest || *generation < 0 || *generation > kLargest) continue;
      Definition definition{
          {static_cast<int>(*number), static_cast<int>(*generation)}, place, lexer.position(), {}};
      pass_over(lexer, definition);
      all.push_back(definition);
    }
    return all;
  }

  void pass_over(Lexer& lexer, Definition& definition) const {
    const std::size_t begin = lexer.position();
    if (!lexer.skip_object()) return lexer.seek(begin);
    if (!lexer.take_keyword("stream")) return;
    const std::size_t data = lexer.position();
    lexer.seek(begin);
    const std::optional<Object> object = lexer.object();
    lexer.seek(data);
    const auto* dictionary = object ? object->as<Dictionary>() : nullptr;
    if (dictionary == nullptr) return;
    definition.type = type_of(*dictionary);
    const Object* length = dictionary->find("Length");
    const Object value = length == nullptr ? Object() : document_.resolve(*length);
    const auto* bytes = value.as<std::int64_t>();
    if (bytes == nullptr || *bytes < 0 ||
        static_cast<std::uint64_t>(*bytes) > body_.size() - data) {
      return;
    }
    lexer.seek(data + static_cast<std::size_t>(*bytes));
    if (!lexer.take_keyword("endstream")) lexer.seek(data);
  }

  /// The section that is written behind an object is that of its revision.
  const XrefSection* section_behind(std::size_t place) const {
    const XrefSection* nearest = nullptr;
    for (const XrefSection& section : sections_) {
      if (section.begin > place && (nearest == nullptr || section.begin < nearest->begin)) {
        nearest = &section;
      }
    }
    return nearest;
  }

  bool in_use(int number) {
    read_sections_once();
    const auto found = newest_.find(number);
    return found != newest_.end() && found->second.kind != XrefEntry::Kind::kFree;
  }

  void judge(const Definition& definition) {
    const int number = definition.reference.number;
    if (definition.type == "XRef" || !in_use(number)) return;  // which need not list itself
    // Some writers write an object twice and list the later one.
    if (const XrefSection* section = section_behind(definition.begin)) {
      const bool superseded = std::any_of(
          section->entries.begin(), section->entries.end(), [&](const XrefEntry& entry) {
            return entry.number == number && entry.kind == XrefEntry::Kind::kUncompressed &&
                   entry.offset > definition.begin;
          });
      if (superseded) return;
    }
    add({number, definition.reference.generation},
        "object " + std::to_string(number) + " stands again at offset " +
            std::to_string(definition.begin) + ", where no cross-reference entry leads",
        Detail{"object-stands-again",
               {{"number", std::to_string(number)}, {"offset", std::to_string(definition.begin)}}});
  }

  void judge_container(int container) {
    read_sections_once();
    const ObjectStream stream = read_object_stream(document_, container);
    const std::vector<ObjectStream::Member>& numbers = stream.members;
    std::set<int> seen;
    const auto members = members_.find(container);
    for (std::size_t i = 0; i < numbers.size() && found_.size() < kMostUnlisted; ++i) {
      const int number = numbers[i].number;
      judge_keys({number, 0}, stream.data, numbers[i].place);
      const std::string name = "object " + std::to_string(number);
      if (!seen.insert(number).second) {
        add({number, 0}, name + " stands twice in object stream " + std::to_string(container),
            Detail{"object-twice-in-stream",
                   {{"number", std::to_string(number)}, {"stream", std::to_string(container)}}});
      } else if (in_use(number) &&
                 (members == members_.end() || !members->second.contains(number))) {
        add({number, 0},
            name + " stands in object stream " + std::to_string(container) +
                ", where no cross-reference entry leads",
            Detail{"object-unlisted-in-stream",
                   {{"number", std::to_string(number)}, {"stream", std::to_string(container)}}});
      }
    }
    if (members == members_.end()) return;
    for (const int number : members->second) {
      const auto newest = newest_.find(number);
      if (newest == newest_.end() || newest->second.kind != XrefEntry::Kind::kCompressed ||
          newest->second.container != container) {
        continue;
      }
      if (newest->second.index >= numbers.size() ||
          numbers[newest->second.index].number != number) {
        add({number, 0},
            "the place of object " + std::to_string(number) +
                " in its object stream can be read in two ways",
            Detail{"object-place-shown-in-two-ways", {{"number", std::to_string(number)}}});
      }
    }
  }

  void judge_keys(Reference reference, ByteView bytes, std::size_t begin) {
    const auto key = key_given_twice(bytes, begin);
    if (!key || found_.size() >= kMostUnlisted) return;
    // Of an object that is new only what a field or an annotation is, and where, can mislead.
    constexpr std::array<std::string_view, 5> kDecisive = {"Rect", "AP", "Kids", "Subtype", "FT"};
    const bool decisive = std::find(kDecisive.begin(), kDecisive.end(), *key) != kDecisive.end();
    found_.push_back(
        {reference, decisive,
         "object " + std::to_string(reference.number) + " gives its key " + printable(*key) +
             " two values, of which readers take one or the other",
         Detail{"key-given-twice",
                {{"number", std::to_string(reference.number)}, {"entry", printable(*key)}}}});
  }

  void add(Reference reference, std::string text, Detail detail) {
    if (found_.size() >= kMostUnlisted) return;
    found_.push_back({reference, false,
                      std::move(text) + ", and readers that repair files would show it",
                      std::move(detail)});
  }

  const Document& document_;
  ByteView body_;
  const std::vector<XrefSection>& sections_;
  std::set<std::pair<int, std::size_t>> listed_;
  std::map<int, std::set<int>> members_;
  std::map<int, XrefEntry> newest_;
  std::vector<Unlisted> found_;
};

}  // namespace

std::vector<Unlisted> unlisted_objects(const Document& document, std::size_t begin) {
  const SectionChain chain = read_sections(document.bytes());
  if (chain.problem || begin < chain.header_offset || begin > document.bytes().size()) return {};
  const ByteView body = document.bytes().subspan(chain.header_offset);
  return Search(document, body, chain.sections).run(begin - chain.header_offset);
}

}  // namespace chancery::pdf
