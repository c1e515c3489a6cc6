#include "letter/divisions.h"

#include <algorithm>
#include <optional>
#include <string_view>

#include "letter/attributes.h"

namespace chancery::letter {
namespace {

// A comment ends every open block (CommonMark 0.29, 4.6, start condition 2), and itself on its
// line.
constexpr std::string_view kSeparator = "<!-- -->";

std::string_view trim(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

// CommonMark 0.29, 4.5: fences of code at the top level of the body.
class CodeFence {
 public:
  /// Whether the line belongs to code.
  bool takes(std::string_view line) {
    const std::size_t indent = line.find_first_not_of(' ');
    if (indent == std::string_view::npos || indent > 3) return is_open();
    line.remove_prefix(indent);
    const std::size_t run = std::min(line.find_first_not_of(line.front()), line.size());
    const bool is_fence = run >= 3 && (line.front() == '`' || line.front() == '~');
    const std::string_view rest = trim(line.substr(run));
    if (is_open()) {
      if (is_fence && line.front() == sign_ && run >= length_ && rest.empty()) length_ = 0;
      return true;
    }
    if (!is_fence || (line.front() == '`' && rest.find('`') != std::string_view::npos))
      return false;
    sign_ = line.front();
    length_ = run;
    return true;
  }

 private:
  bool is_open() const { return length_ > 0; }

  char sign_ = 0;
  std::size_t length_ = 0;
};

class Finder {
 public:
  Finder(const data::Lines& source, const std::function<Position(std::size_t)>& where,
         Problems& problems)
      : source_(source), where_(where), problems_(problems) {}

  Divisions find() {
    CodeFence code;
    for (std::size_t i = 0; i < source_.count(); ++i) {
      const std::string_view line = source_.line(i);
      const bool is_fence = !code.takes(line) && line.starts_with(":::");
      if (is_fence) fence(i, line);
      found_.is_fence.push_back(is_fence);
      found_.innermost.push_back(open_.empty() ? -1 : open_.back().index);
      found_.markdown += is_fence ? kSeparator : line;
      found_.markdown += '\n';
    }
    for (const Open& open : open_) {
      problems_.error(where_(open.offset), "unclosed-division",
                      "the division opened here is not closed",
                      "add a line ':::' after its last line");
    }
    return std::move(found_);
  }

 private:
  struct Open {
    std::size_t offset;
    int index;
  };

  void fence(std::size_t line_number, std::string_view line) {
    const std::size_t offset = source_.start(line_number);
    const std::size_t colons = std::min(line.find_first_not_of(':'), line.size());
    const std::string_view rest = trim(line.substr(colons));
    if (!rest.empty()) {
      open(offset, line, rest);
    } else if (open_.empty()) {
      problems_.error(where_(offset), "unopened-division",
                      "':::' closes a division that is not open",
                      "remove the line, or open the division with '::: {lang=…}'");
    } else {
      open_.pop_back();
    }
  }

  void open(std::size_t offset, std::string_view line, std::string_view rest) {
    // Pandoc's habit of closing signs after the braces is harmless.
    rest = trim(rest.substr(0, rest.find_last_not_of(':') + 1));
    const std::size_t begin = static_cast<std::size_t>(rest.data() - line.data());
    Division division;
    if (!open_.empty()) division = found_.all[static_cast<std::size_t>(open_.back().index)];
    if (rest.size() < 2 || rest.front() != '{' || rest.back() != '}') {
      problems_.error(where_(offset + begin), "division-attributes",
                      data::in_quotes(rest) + " after ':::' is not a list of attributes",
                      "write '::: {lang=fr}', or ':::' alone to close a division");
    } else {
      const std::size_t inside = offset + begin + 1;
      const auto place = [&](std::size_t at) { return where_(inside + at); };
      apply(read_attributes(rest.substr(1, rest.size() - 2), place, problems_), place, division);
    }
    if (open_.size() == static_cast<std::size_t>(data::kDeepestNesting)) {
      problems_.error(
          where_(offset), "too-deep",
          "divisions are nested more than " + std::to_string(data::kDeepestNesting) + " deep",
          "nest them less deeply");
    }
    found_.all.push_back(std::move(division));
    open_.push_back({offset, static_cast<int>(found_.all.size()) - 1});
  }

  void apply(const Attributes& attributes, const std::function<Position(std::size_t)>& place,
             Division& division) {
    if (!attributes.any) {
      problems_.error(place(0), "empty-attributes", "the braces of the division say nothing",
                      "write lang=… or dir=…, or remove the division");
    }
    // Another language is written in the direction of its own script.
    if (!attributes.language.empty()) {
      division.language = attributes.language;
      division.direction.clear();
    }
    if (!attributes.direction.empty()) division.direction = attributes.direction;
    for (const Attributes::Class& name : attributes.classes) {
      problems_.warning(
          place(name.offset), "unknown-class",
          "the class " + data::in_quotes("." + name.name) + " of a division has no effect",
          "remove it");
    }
  }

  const data::Lines& source_;
  const std::function<Position(std::size_t)>& where_;
  Problems& problems_;
  Divisions found_;
  std::vector<Open> open_;
};

}  // namespace

Divisions find_divisions(const data::Lines& source,
                         const std::function<Position(std::size_t)>& where, Problems& problems) {
  return Finder(source, where, problems).find();
}

}  // namespace chancery::letter
