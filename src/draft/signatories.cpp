// Who signs: name, title and division, one below the other, in columns or on one line.
#include <algorithm>
#include <map>
#include <utility>

#include "draft/reading.h"
#include "draft/shape.h"

namespace chancery::draft {
namespace {

using Kind = Block::Kind;

constexpr std::size_t kLongestLine = 90;
/// Names of a letter: twelve signatories of four lines.
constexpr std::size_t kMostLines = 48;

struct Person {
  std::vector<std::string> lines;
  int position = 0;
};

/// Underscores, dots and "(signed)" stand for a signature; "gez." stands before a name.
std::string without_marks(const Reading& reading, const Line& line) {
  std::string text;
  for (const char c : line.text()) text += c == '_' ? ' ' : c;
  const bool has_tabs = text.find('\t') != std::string::npos;
  if (!has_tabs) text = tidy(text);
  const std::u32string low = folded(text);
  if (std::none_of(low.begin(), low.end(), [](char32_t c) { return is_letter(c); })) return {};
  if (reading.is_only(text, Formula::kSigned)) return {};
  if (const Labelled signed_by = reading.label(line, Formula::kSigned); signed_by.found) {
    return signed_by.rest;
  }
  return text;
}

std::vector<std::string> split(const std::string& text, char at) {
  std::vector<std::string> parts(1);
  for (const char c : text) {
    if (c == at) {
      parts.emplace_back();
    } else {
      parts.back() += c;
    }
  }
  for (std::string& part : parts) part = tidy(part);
  return parts;
}

/// Lines with the same number of columns are read downwards.
std::vector<Person> columns_of(const std::vector<std::string>& lines, int position) {
  std::vector<Person> people;
  for (const std::string& line : lines) {
    const std::vector<std::string> parts = split(line, '\t');
    if (people.empty()) people.resize(parts.size());
    if (parts.size() > people.size()) return {};
    for (std::size_t i = 0; i < parts.size(); ++i) {
      people[i].position = position;
      if (!parts[i].empty()) people[i].lines.push_back(parts[i]);
    }
  }
  return people;
}

class Signatories {
 public:
  explicit Signatories(Reading& reading) : reading_(reading) {}

  void read(const std::vector<Block>& blocks, std::vector<Block>& rest) {
    for (const Block& block : blocks) {
      if (block.kind == Kind::kTable) {
        take_table(block);
      } else if (!take_lines(block)) {
        rest.push_back(block);
      }
    }
    for (const Person& person : people_) add(person);
    make_divisions_differ();
  }

 private:
  void take_table(const Block& block) {
    std::vector<Person> people;
    for (const auto& row : block.rows) {
      if (people.size() < row.size()) people.resize(row.size());
      for (std::size_t i = 0; i < row.size(); ++i) {
        for (const Line& line : row[i]) {
          const std::string text = without_marks(reading_, line);
          if (people[i].position == 0) people[i].position = line.position;
          if (!text.empty()) people[i].lines.push_back(text);
        }
      }
    }
    for (const Person& person : people) take_person(person);
  }

  bool take_lines(const Block& block) {
    std::vector<std::string> lines;
    for (const Line& line : block.lines) {
      const std::string text = without_marks(reading_, line);
      if (!text.empty()) lines.push_back(text);
    }
    if (lines.empty()) return true;
    const bool has_columns = lines[0].find('\t') != std::string::npos;
    if (has_columns) {
      const std::vector<Person> people = columns_of(lines, block.position());
      for (const Person& person : people) take_person(person);
      return !people.empty();
    }
    take_person({std::move(lines), block.position()});
    return true;
  }

  bool has_office(const std::string& line) const { return reading_.has(line, Formula::kOffices); }
  bool has_division(const std::string& line) const {
    return reading_.has(line, Formula::kDivisions);
  }

  /// Several people may stand below one another without an empty line: a name is a line that a
  /// title follows.
  void take_person(const Person& person) {
    Person one{{}, person.position};
    for (std::size_t i = 0; i < person.lines.size(); ++i) {
      const bool begins_another = one.lines.size() >= 2 && i + 1 < person.lines.size() &&
                                  !has_office(person.lines[i]) && !has_division(person.lines[i]) &&
                                  looks_like_name(person.lines[i]) &&
                                  has_office(person.lines[i + 1]);
      if (begins_another) {
        people_.push_back(std::exchange(one, {{}, person.position}));
      }
      one.lines.push_back(person.lines[i]);
    }
    if (!one.lines.empty()) people_.push_back(std::move(one));
  }

  void add(const Person& person) {
    Signatory signatory;
    std::vector<std::string> lines = person.lines;
    // "Ada Quist, Director of Operations"
    if (const std::size_t comma = lines[0].find(", "); comma != std::string::npos) {
      const std::string after = lines[0].substr(comma + 2);
      if (has_office(after) || has_division(after)) {
        lines.insert(lines.begin() + 1, after);
        lines[0].resize(comma);
      }
    }
    signatory.name = lines[0];
    lines.erase(lines.begin());
    // "Director, Northern Division"
    if (lines.size() == 1) {
      const std::size_t comma = lines[0].find(", ");
      if (comma != std::string::npos && has_division(lines[0].substr(comma + 2))) {
        lines.push_back(lines[0].substr(comma + 2));
        lines[0].resize(comma);
      }
    }
    assign(signatory, lines, person.position);
    reading_.parts.signatories.push_back(std::move(signatory));
  }

  void assign(Signatory& signatory, std::vector<std::string>& lines, int position) {
    const auto is_division = [&](const std::string& line) {
      return has_division(line) && !has_office(line);
    };
    auto division = std::find_if(lines.begin(), lines.end(), is_division);
    if (division == lines.end() && lines.size() >= 2) {
      // The last line: titles come before what they are titles in.
      division = lines.end() - 1;
      reading_.unsure("signatories", position, "guess-division",
                      some_words(*division) + " is taken for the division of " + signatory.name,
                      "write the division that signs");
    }
    const std::string& sender = reading_.parts.sender.division;
    if (division == lines.end() && !sender.empty()) {
      signatory.division = sender;
      reading_.unsure(
          "signatories", position, "guess-division",
          "no division of " + signatory.name + " was found; the sender stands in for it",
          "write the division that signs");
    } else if (division == lines.end()) {
      // Nobody signs without a division.
      signatory.division = signatory.name;
      reading_.unsure("signatories", position, "no-division",
                      "no division of " + signatory.name + " was found; the name stands in for it",
                      "write the division that signs");
    } else {
      signatory.division = *division;
      lines.erase(division);
    }
    for (const std::string& line : lines) {
      signatory.title += (signatory.title.empty() ? "" : ", ") + line;
    }
  }

  /// A division signs once (docs/letter-format.md).
  void make_divisions_differ() {
    std::map<std::string, int> times;
    for (Signatory& signatory : reading_.parts.signatories) {
      if (++times[signatory.division] == 1) continue;
      reading_.unsure("signatories", 0, "division-twice",
                      some_words(signatory.division) + " would sign twice; the name of " +
                          signatory.name + " was added",
                      "let each division sign once, or name the other division");
      signatory.division += ", " + signatory.name;
    }
  }

  Reading& reading_;
  std::vector<Person> people_;
};

}  // namespace

bool looks_like_signatory(const Reading& reading, const Block& block) {
  if (block.kind == Kind::kTable) return true;
  if (block.kind != Kind::kText || block.lines.size() > kMostLines) return false;
  std::vector<std::string> lines;
  for (const Line& line : block.lines) {
    const std::string text = without_marks(reading, line);
    if (length(text) > kLongestLine || ends_sentence(text)) return false;
    if (!text.empty()) lines.push_back(text);
  }
  if (lines.empty()) return block.lines.size() == 1;  // a line to sign on
  if (has_contact(lines[0])) return false;
  const Line& first = block.lines.front();
  for (const Formula label : {Formula::kCopies, Formula::kEnclosures, Formula::kPostscript}) {
    if (reading.label(first, label).found) return false;
  }
  std::string name = split(lines[0], '\t')[0];
  if (const std::size_t comma = name.find(", "); comma != std::string::npos) name.resize(comma);
  return looks_like_name(name);
}

void read_signatories(Reading& reading, const std::vector<Block>& blocks,
                      std::vector<Block>& rest) {
  Signatories(reading).read(blocks, rest);
}

}  // namespace chancery::draft
