// The story: drop what is the web page's, learn the language, find the salutation; what is above it
// is the opening, from the closing on it is the ending, between them is the body.
#include "draft/recognise.h"

#include <algorithm>
#include <utility>

#include "draft/dates.h"
#include "draft/reading.h"
#include "draft/shape.h"

namespace chancery::draft {
namespace {

using Kind = Block::Kind;

/// The longest line that can be a button or a link of a page.
constexpr std::size_t kLongestChrome = 80;
/// A salutation is one line.
constexpr std::size_t kLongestSalutation = 160;

/// "Home > News > Letters", "Home | About | Contact": short parts between signs. Addresses have
/// digits.
bool is_trail(const std::string& line) {
  for (const std::string_view sign : {" > ", " › ", " » ", " | "}) {
    std::size_t parts = 1;
    for (std::size_t at = 0; (at = line.find(sign, at)) != std::string::npos; at += sign.size()) {
      ++parts;
    }
    if (parts >= 3 && !has_digits(line) && !has_contact(line)) return true;
  }
  return false;
}

bool is_chrome(const Reading& reading, const Line& line) {
  const std::string text = tidy(line.text());
  if (length(text) > kLongestChrome) return reading.is_only(text, Formula::kChrome);
  return reading.is_only(text, Formula::kChrome) || is_trail(text);
}

/// Lines of the page go, and are told together.
void drop_chrome(Reading& reading) {
  std::string dropped;
  int first = 0;
  std::size_t count = 0;
  int gap = 0;
  std::vector<Block> kept;
  for (Block& block : reading.found.blocks) {
    const std::size_t before = block.lines.size();
    std::erase_if(block.lines, [&](const Line& line) {
      if (!is_chrome(reading, line)) return false;
      if (count++ == 0) first = line.position;
      if (count <= 3) dropped += (dropped.empty() ? "" : ", ") + some_words(tidy(line.text()));
      return true;
    });
    block.gap = std::max(block.gap, gap);
    gap = 0;
    if (block.lines.empty() && before > 0) {
      gap = std::max(block.gap, 1);
      continue;
    }
    kept.push_back(std::move(block));
  }
  reading.found.blocks = std::move(kept);
  if (count > 0) {
    reading.unsure("", first, "left-out",
                   "left out as parts of a web page: " + dropped +
                       (count > 3 ? " and " + std::to_string(count - 3) + " more" : ""),
                   "write them into the letter if they belong to it");
  }
}

/// The language with the most formulas and months on the lines of the letter.
const Language* guess_language(const Found& found, const Formulas& formulas) {
  std::vector<int> points(formulas.languages.size());
  constexpr int kGreeting = 4;
  for (const Block& block : found.blocks) {
    for (const Line& line : block.lines) {
      const std::string text = tidy(line.text());
      if (length(text) > kLongestSalutation) continue;
      const std::u32string low = folded(text);
      if (const auto date = find_date(text, formulas); date && date->named_month) {
        points[date->language] += kGreeting;
      }
      for (std::size_t i = 0; i < points.size(); ++i) {
        const Language& language = formulas.languages[i];
        if (match(low, language.of(Formula::kSalutations)) && !ends_sentence(text)) {
          points[i] += kGreeting;
        }
        if (match(low, language.of(Formula::kClosings))) points[i] += kGreeting;
        if (match(low, language.of(Formula::kOpenLetter))) ++points[i];
        if (match(low, language.of(Formula::kSubject))) ++points[i];
        if (is_whole(low, language.of(Formula::kChrome))) ++points[i];
      }
    }
  }
  const auto best = std::max_element(points.begin(), points.end());
  if (best == points.end() || *best == 0) return nullptr;
  return &formulas.languages[static_cast<std::size_t>(best - points.begin())];
}

const Language* language_of_tag(const std::string& tag, const Formulas& formulas) {
  for (const Language& language : formulas.languages) {
    if (tag == language.tag || tag.starts_with(language.tag + "-")) return &language;
  }
  return nullptr;
}

/// What a letter takes for a language tag, nearly: letters and digits between hyphens.
bool is_tag(const std::string& tag) {
  std::size_t part = 0;
  bool is_first = true;
  for (const char c : tag + "-") {
    if (c == '-') {
      if (part == 0 || part > 8 || (is_first && (part < 2 || part > 3))) return false;
      part = 0;
      is_first = false;
    } else if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
               (!is_first && c >= '0' && c <= '9')) {
      ++part;
    } else {
      return false;
    }
  }
  return true;
}

/// Han is Chinese, Cyrillic Russian, Arabic Arabic, for want of anything better.
std::string language_of_script(const Found& found) {
  std::size_t han = 0, cyrillic = 0, arabic = 0, latin = 0;
  for (const Block& block : found.blocks) {
    for (const char32_t c : folded(joined(block.lines, " "))) {
      if (is_ideograph(c)) ++han;
      if (c >= 0x400 && c < 0x530) ++cyrillic;
      if (c >= 0x600 && c < 0x700) ++arabic;
      if (c >= 'a' && c <= 'z') ++latin;
    }
  }
  const std::size_t most = std::max({han * 2, cyrillic, arabic, latin});
  if (most == latin) return "en";
  return most == han * 2 ? "zh" : most == cyrillic ? "ru" : "ar";
}

void learn_language(Reading& reading, const Options& options) {
  const Language* guessed = guess_language(reading.found, reading.formulas);
  std::string said = reading.found.language;
  std::replace(said.begin(), said.end(), '_', '-');
  if (!is_tag(said)) said.clear();
  if (!options.language.empty()) {
    reading.parts.language = options.language;
  } else if (guessed != nullptr &&
             (said.empty() || said.substr(0, said.find('-')) != guessed->tag)) {
    reading.parts.language = guessed->tag;
    if (!said.empty()) {
      reading.unsure("language", 0, "guess-language",
                     "the file says that its language is " + said +
                         ", the letter's formulas are of " + guessed->tag,
                     "name the other with --language if it is that");
    }
  } else if (!said.empty()) {
    reading.parts.language = said;
  } else {
    reading.parts.language = language_of_script(reading.found);
    reading.unsure("language", 0, "guess-language",
                   "no formula of a language was recognised; " + reading.parts.language +
                       " is a guess by the script",
                   "name the language with --language");
  }
  reading.language = language_of_tag(reading.parts.language, reading.formulas);
}

std::vector<Block> without_empty(std::vector<Block> blocks) {
  std::erase_if(blocks, [](const Block& block) {
    const bool has_lines = block.kind == Kind::kText || block.kind == Kind::kHeading;
    return has_lines && tidy(joined(block.lines, " ")).empty();
  });
  return blocks;
}

/// No comma or colon, after which more would come.
bool is_letter_last(const std::string& text) {
  const std::u32string low = folded(text);
  return !low.empty() && (is_letter(low.back()) || is_digit(low.back()));
}

/// The subject stands below the salutation in some countries: with a label, or as a short line by
/// itself.
void take_subject_below(Reading& reading, std::vector<Block>& rest) {
  constexpr std::size_t kLongestSubject = 80;
  if (reading.parts.title || rest.size() < 2 || rest.front().lines.size() != 1) return;
  if (rest.front().kind != Kind::kText && rest.front().kind != Kind::kHeading) return;
  const Line& line = rest.front().lines.front();
  const std::string text = tidy(line.text());
  const Labelled subject = reading.label(line, Formula::kSubject);
  if (subject.found) {
    reading.parts.title = from(line, length(line.text()) - length(subject.rest));
  } else if (length(text) <= kLongestSubject && !ends_sentence(text) && is_letter_last(text) &&
             rest.front().gap > 0 && rest[1].gap > 0) {
    reading.parts.title = line;
    for (Span& span : reading.parts.title->spans) span.strong = false;
    reading.unsure("title", line.position, "guess-title",
                   "this line below the salutation is taken for the title",
                   "move it into the text if it is a part of it");
  } else {
    return;
  }
  rest.erase(rest.begin());
}

}  // namespace

Parts recognise(Found found, const Formulas& formulas, const Options& options) {
  Parts parts;
  parts.footnotes = std::move(found.footnotes);
  parts.footer = std::move(found.page_footer);
  parts.unsure = std::move(found.unsure);
  Reading reading{formulas, nullptr, found, parts};
  found.blocks = without_empty(std::move(found.blocks));
  drop_chrome(reading);
  if (found.blocks.empty()) {
    throw Failure(FailureKind::kInput, "nothing-found", "there is no text in this file",
                  "open it and see whether it is the right one");
  }
  learn_language(reading, options);

  bool has_salutation = false;
  const std::size_t at = find_salutation(reading, has_salutation);
  const auto begin = found.blocks.begin();
  const auto middle = begin + static_cast<std::ptrdiff_t>(at);
  read_opening(reading, {begin, middle});
  std::vector<Block> rest(middle, found.blocks.end());
  if (has_salutation) {
    parts.salutation = rest.front().lines;
    rest.erase(rest.begin());
    take_subject_below(reading, rest);
  }
  read_ending(reading, rest);
  parts.body = body_blocks(reading, std::move(rest));
  if (parts.body.empty()) {
    reading.unsure("body", 0, "no-body", "no text was found between salutation and closing",
                   "look where it went, and move it");
  }
  return parts;
}

}  // namespace chancery::draft
