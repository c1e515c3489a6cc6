#include "text/punctuation.h"

#include <deque>
#include <string_view>
#include <utility>

#include "base/utf8.h"
#include "text/draft.h"
#include "text/habits.h"
#include "text/quotes.h"

namespace chancery::text {
namespace {

constexpr std::size_t kDots = 3;
constexpr std::size_t kDotsOfTwoCharacters = 6;

/// The habits of a text's languages, each looked up once.
class Languages {
 public:
  const Habits& habits(std::string_view language) {
    for (const auto& [known, habits] : known_) {
      if (known == language) return habits;
    }
    return known_.emplace_back(language, habits_of(language)).second;
  }

 private:
  std::deque<std::pair<std::string_view, Habits>> known_;
};

bool is_french(const WrittenText& text) {
  if (is_in_range(text.language, "fr")) return true;
  for (const WrittenText::Part& part : text.parts) {
    if (is_in_range(part.language, "fr")) return true;
  }
  return false;
}

/// Whether anything in the text could change: most paragraphs hold nothing that does.
bool may_change(const WrittenText& text) {
  for (std::size_t i = 0; i < text.text.size(); ++i) {
    const char c = text.text[i];
    if (c == '"' || c == '\'' || c == '-') return true;
    if (c == '.' && text.text.substr(i).starts_with("...")) return true;
  }
  return is_french(text);
}

std::u32string_view set_quote(const QuoteRole& role, const WrittenCharacters& text, std::size_t i,
                              char32_t& mark) {
  const Habits& habits = *role.habits;
  switch (role.kind) {
    case QuoteRole::Kind::kOpening:
      mark = role.inner ? habits.quotes.inner_open : habits.quotes.open;
      break;
    case QuoteRole::Kind::kClosing:
      mark = role.inner ? habits.quotes.inner_close : habits.quotes.close;
      break;
    case QuoteRole::Kind::kApostrophe: {
      const std::size_t before = text.before(i);
      const char32_t letter = before == WrittenCharacters::kNone ? 0 : text.at(before) | 0x20U;
      const bool of_letter = letter == U'o' || letter == U'g';
      mark = of_letter && habits.apostrophe_of_o_and_g != 0 ? habits.apostrophe_of_o_and_g
                                                            : habits.apostrophe;
      break;
    }
    case QuoteRole::Kind::kPrime:
      mark = U'′';
      break;
    case QuoteRole::Kind::kDoublePrime:
      mark = U'″';
      break;
    case QuoteRole::Kind::kGeresh:
      mark = U'׳';
      break;
    case QuoteRole::Kind::kGershayim:
      mark = U'״';
      break;
    case QuoteRole::Kind::kAsWritten:
      break;
  }
  return {&mark, 1};
}

void set_quotes(Draft& draft, const HabitsAt& habits) {
  const std::vector<QuoteRole> roles = quote_roles(draft.text(), habits);
  for (std::size_t i = 0; i < roles.size(); ++i) {
    if (roles[i].kind == QuoteRole::Kind::kAsWritten) continue;
    char32_t mark = 0;
    draft.set(i, set_quote(roles[i], draft.text(), i, mark));
  }
}

/// Three dots are an ellipsis; six are that of Chinese and Japanese.
void set_ellipses(Draft& draft, const std::vector<const Habits*>& habits) {
  const WrittenCharacters& text = draft.text();
  for (std::size_t i = 0; i < text.size();) {
    if (text.at(i) != U'.' || text.is_verbatim(i)) {
      ++i;
      continue;
    }
    std::size_t end = i;
    while (text.at(end) == U'.') ++end;
    const bool takes_two = habits[i]->ellipsis.size() == 2;
    if (end - i == kDots || (takes_two && end - i == kDotsOfTwoCharacters)) {
      draft.set(i, habits[i]->ellipsis);
      for (std::size_t k = i + 1; k < end; ++k) draft.set(k, U"");
    }
    i = end;
  }
}

std::vector<Replacement> punctuate_once(const WrittenText& text) {
  if (!may_change(text)) return {};
  const WrittenCharacters characters(text);
  Languages languages;
  std::vector<const Habits*> habits(characters.size());
  for (std::size_t i = 0; i < characters.size(); ++i) {
    const bool as_before = i > 0 && characters[i].part == characters[i - 1].part;
    habits[i] = as_before ? habits[i - 1] : &languages.habits(characters.language(i));
  }
  Draft draft(characters);
  set_quotes(draft, [&](std::size_t i, bool around) -> const Habits& {
    return around ? languages.habits(characters.language_around(i)) : *habits[i];
  });
  set_dashes(draft, habits);
  set_ellipses(draft, habits);
  set_french_spaces(draft, habits);

  std::vector<Replacement> replacements;
  for (std::size_t i = 0; i < draft.size(); ++i) {
    if (!draft.is_changed(i)) continue;
    Replacement each{characters[i].begin, characters.end_byte(i), {}};
    for (const char32_t c : *draft.change(i)) append_utf8(each.with, c);
    replacements.push_back(std::move(each));
  }
  return replacements;
}

void move(std::vector<WrittenText::Part>& parts, const MovedOffsets& moved) {
  for (WrittenText::Part& part : parts) part = {moved(part.begin), moved(part.end), part.language};
}

}  // namespace

std::vector<Replacement> punctuate(const WrittenText& text) {
  std::vector<Replacement> all = punctuate_once(text);
  // A quote that could not be told may be told once its neighbours are set. Each round leaves fewer
  // characters of a typewriter, so that there is a last one.
  for (std::vector<Replacement> more = all; !more.empty(); all = composed(std::move(all), more)) {
    const std::string now = replaced(text.text, all);
    const MovedOffsets moved(all);
    WrittenText next = text;
    next.text = now;
    move(next.parts, moved);
    move(next.verbatim, moved);
    more = punctuate_once(next);
  }
  return all;
}

}  // namespace chancery::text
