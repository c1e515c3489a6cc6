#include "draft/reading.h"

#include <utility>

#include "draft/shape.h"

namespace chancery::draft {
namespace {

/// The longest label with its number sign; longer ones are sentences.
constexpr std::size_t kLongestAfterLabel = 400;

template <typename Test>
bool in_any_language(const Reading& reading, Test test) {
  if (reading.language != nullptr && test(*reading.language)) return true;
  for (const Language& language : reading.formulas.languages) {
    if (&language != reading.language && test(language)) return true;
  }
  return false;
}

/// After a label: its colon, point or number sign, and white space.
std::size_t after_label(const std::u32string& line, std::size_t at, bool& marked) {
  for (; at < line.size(); ++at) {
    const char32_t c = line[at];
    if (c == U':' || c == U'№' || c == U'#' || c == U'.') {
      marked = marked || c != U'.';
    } else if (c != U' ' && c != U'\t') {
      break;
    }
  }
  return at;
}

}  // namespace

bool Reading::begins(const std::string& line, Formula formula) const {
  const std::u32string text = folded(line);
  return in_any_language(
      *this, [&](const Language& each) { return match(text, each.of(formula)).has_value(); });
}

bool Reading::has(const std::string& line, Formula formula) const {
  const std::u32string text = folded(line);
  return in_any_language(*this,
                         [&](const Language& each) { return contains(text, each.of(formula)); });
}

bool Reading::is_only(const std::string& line, Formula formula) const {
  const std::u32string text = folded(line);
  return in_any_language(*this,
                         [&](const Language& each) { return is_whole(text, each.of(formula)); });
}

Labelled Reading::label(const Line& line, Formula formula) const {
  const std::string text = tidy(line.text());
  if (length(text) > kLongestAfterLabel) return {};
  const std::u32string low = folded(text);
  Labelled labelled;
  in_any_language(*this, [&](const Language& each) {
    const auto end = match(low, each.of(formula));
    if (!end) return false;
    bool marked = low[*end - 1] == U'№';
    const std::size_t rest = after_label(low, *end, marked);
    const bool is_alone = rest == low.size();
    const bool is_list = formula == Formula::kCopies || formula == Formula::kEnclosures ||
                         formula == Formula::kPostscript || formula == Formula::kDelivery ||
                         formula == Formula::kSigned;
    if (!marked && !is_alone && !is_list) return false;
    labelled = {true, from_code_point(text, rest)};
    return true;
  });
  return labelled;
}

std::vector<std::string> Reading::words_for_and() const {
  std::vector<std::string> words;
  if (language != nullptr) words = language->words_for_and;
  for (const Language& each : formulas.languages) {
    if (&each != language) {
      words.insert(words.end(), each.words_for_and.begin(), each.words_for_and.end());
    }
  }
  return words;
}

void Reading::unsure(std::string key, int position, std::string code, std::string what,
                     std::string mend) {
  parts.unsure.push_back(
      {std::move(key), position, std::move(code), std::move(what), std::move(mend)});
}

Line from(const Line& line, std::size_t code_points) {
  Line rest;
  rest.position = line.position;
  for (const Span& span : line.spans) {
    const std::size_t size = length(span.text);
    if (code_points >= size && (size > 0 || code_points > 0)) {
      code_points -= size;
      continue;
    }
    Span part = span;
    part.text = from_code_point(span.text, code_points);
    code_points = 0;
    rest.spans.push_back(std::move(part));
  }
  return rest;
}

Line plain_line(std::string text, int position) {
  Line line;
  line.position = position;
  line.spans.push_back({std::move(text), false, false, "", ""});
  return line;
}

std::vector<Block> grouped(const std::vector<Block>& blocks) {
  std::vector<Block> groups;
  for (const Block& block : blocks) {
    const bool joins = !groups.empty() && block.gap == 0 && block.kind == Block::Kind::kText &&
                       groups.back().kind == Block::Kind::kText;
    if (!joins) {
      groups.push_back(block);
      continue;
    }
    groups.back().lines.insert(groups.back().lines.end(), block.lines.begin(), block.lines.end());
  }
  return groups;
}

}  // namespace chancery::draft
