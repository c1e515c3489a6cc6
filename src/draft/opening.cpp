// Above the salutation: title, sender, addressees, reference, place and date.
#include <algorithm>
#include <utility>

#include "draft/dates.h"
#include "draft/reading.h"
#include "draft/shape.h"

namespace chancery::draft {
namespace {

using Kind = Block::Kind;

constexpr std::size_t kLongestSalutation = 160;
/// A salutation further down is a quotation of one.
constexpr std::size_t kMostBlocksAbove = 40;
/// A line of an address is shorter than this, a paragraph is not.
constexpr std::size_t kLongestAddressLine = 80;
/// Titles have at least so many words, unless they say that they are titles.
constexpr std::size_t kFewestTitleWords = 4;

bool ends_as_salutation(const std::string& text) {
  for (const std::string_view end : {",", ":", "!", "،", "：", "，", "！"}) {
    if (text.ends_with(end)) return true;
  }
  return false;
}

bool is_salutation(const Reading& reading, const Block& block, std::size_t line) {
  if (block.kind != Kind::kText) return false;
  const std::string text = tidy(block.lines[line].text());
  if (length(text) > kLongestSalutation) return false;
  const std::u32string low = folded(text);
  const bool is_own =
      reading.language != nullptr && match(low, reading.language->of(Formula::kSalutations));
  if (!is_own && !reading.begins(text, Formula::kSalutations)) return false;
  // Without its sign it must stand alone.
  return ends_as_salutation(text) ||
         (is_own && block.lines.size() == 1 && !ends_sentence(text) && length(text) < 60);
}

std::size_t word_count(const std::string& text) {
  return static_cast<std::size_t>(std::count(text.begin(), text.end(), ' ')) + 1;
}

bool is_paragraph(const Block& block) {
  const std::string text = tidy(joined(block.lines, " "));
  return block.kind == Kind::kList || block.kind == Kind::kTable ||
         (length(text) > kLongestSalutation && ends_sentence(text));
}

bool is_strong(const Line& line) {
  return !line.spans.empty() &&
         std::all_of(line.spans.begin(), line.spans.end(),
                     [](const Span& s) { return s.strong || trimmed(s.text).empty(); });
}

class Opening {
 public:
  explicit Opening(Reading& reading) : reading_(reading), parts_(reading.parts) {}

  void read(const std::vector<Block>& blocks) {
    for (const Block& block : grouped(blocks)) take(block);
    choose_title();
    choose_addressees();
  }

 private:
  void take(const Block& block) {
    if (block.kind == Kind::kHeading) {
      take_heading(block);
      return;
    }
    if (block.kind == Kind::kTable) {
      for (const auto& row : block.rows) take_row(row);
      return;
    }
    if (block.kind == Kind::kList) {
      for (const auto& item : block.items) {
        for (const Block& inside : item) {
          for (const Line& line : inside.lines) list_.push_back(line);
        }
      }
      return;
    }
    Block left = block;
    left.lines.clear();
    for (const Line& line : block.lines) {
      if (!take_line(line)) left.lines.push_back(line);
    }
    if (!left.lines.empty()) left_.push_back(std::move(left));
  }

  void take_heading(const Block& block) {
    Line whole;
    for (const Line& line : block.lines) {
      if (whole.spans.empty()) {
        whole = line;
      } else {
        whole.spans.push_back({" ", false, false, "", ""});
        whole.spans.insert(whole.spans.end(), line.spans.begin(), line.spans.end());
      }
    }
    if (take_line(whole)) return;
    if (!heading_) {
      heading_ = std::move(whole);
    } else {
      Block left;
      left.lines.push_back(std::move(whole));
      left_.push_back(std::move(left));
    }
  }

  /// A table above the salutation holds labels and their values side by side.
  void take_row(const std::vector<std::vector<Line>>& row) {
    Line whole;
    bool is_flat = true;
    for (const auto& cell : row) is_flat = is_flat && cell.size() <= 1;
    if (is_flat) {
      for (const auto& cell : row) {
        if (cell.empty()) continue;
        if (!whole.spans.empty()) whole.spans.push_back({" ", false, false, "", ""});
        if (whole.spans.empty()) whole.position = cell[0].position;
        whole.spans.insert(whole.spans.end(), cell[0].spans.begin(), cell[0].spans.end());
      }
      if (!whole.spans.empty() && take_line(whole)) return;
    }
    for (const auto& cell : row) {
      Block block;
      block.lines = cell;
      if (!cell.empty()) take(block);
    }
  }

  /// True when the line is something that is known by itself.
  bool take_line(const Line& line) {
    const std::string text = tidy(line.text());
    if (text.find('\t') != std::string::npos) return false;
    if (const Labelled own = reading_.label(line, Formula::kYourReference); own.found) {
      parts_.your_reference = own.rest;
      return true;
    }
    if (parts_.date.empty() && take_date(line, text)) return true;
    const Labelled reference = reading_.label(line, Formula::kReference);
    if (reference.found && !reference.rest.empty() && parts_.reference.empty()) {
      parts_.reference = reference.rest;
      return true;
    }
    if (const Labelled subject = reading_.label(line, Formula::kSubject);
        subject.found && !subject.rest.empty() && !subject_) {
      subject_ = from(line, length(line.text()) - length(subject.rest));
      return true;
    }
    if (const Labelled to = reading_.label(line, Formula::kTo); to.found && !to.rest.empty()) {
      labelled_to_.push_back(plain_line(to.rest, line.position));
      return true;
    }
    if (const Labelled by = reading_.label(line, Formula::kFrom); by.found && !by.rest.empty()) {
      senders_.push_back(plain_line(by.rest, line.position));
      return true;
    }
    if (reading_.label(line, Formula::kDelivery).found) {
      parts_.delivery.push_back(line);
      return true;
    }
    return false;
  }

  bool take_date(const Line& line, const std::string& text) {
    const std::optional<FoundDate> date = find_date(text, reading_.formulas);
    if (!date) return false;
    parts_.date = date->iso;
    // "Date:" is a label and no place.
    if (!reading_.is_only(date->before, Formula::kDate)) parts_.place = date->before;
    if (date->ambiguous) {
      reading_.unsure("date", line.position, "guess-date",
                      "in " + some_words(text) + " the first number is taken for the day",
                      "change day and month if it is the month");
    }
    date_after_ = left_.size();
    return true;
  }

  bool is_title_line(const Block& block) const {
    if (block.lines.size() != 1) return false;
    const std::string text = tidy(block.lines[0].text());
    return !has_contact(text) && enumeration(text, reading_.words_for_and()).empty();
  }

  void choose_title() {
    if (subject_) {
      parts_.title = std::move(subject_);
      if (heading_) {
        Block left;
        left.lines.push_back(std::move(*heading_));
        left_.insert(left_.begin(), std::move(left));
        if (date_after_ > 0) ++date_after_;
      }
      return;
    }
    if (heading_) {
      parts_.title = std::move(heading_);
      return;
    }
    const auto best = title_block();
    if (best == left_.end()) return;
    parts_.title = best->lines.front();
    // A title in bold is a title; the style is the letterhead's.
    for (Span& span : parts_.title->spans) span.strong = false;
    left_.erase(best);
  }

  std::vector<Block>::iterator title_block() {
    for (auto block = left_.begin(); block != left_.end(); ++block) {
      if (is_title_line(*block) &&
          reading_.begins(tidy(block->lines[0].text()), Formula::kOpenLetter)) {
        return block;
      }
    }
    for (auto block = left_.begin(); block != left_.end(); ++block) {
      if (is_title_line(*block) && is_strong(block->lines[0])) return block;
    }
    // Last before the salutation, as business letters have it; else first of all.
    if (left_.empty()) return left_.end();
    for (const auto& block : {left_.end() - 1, left_.begin()}) {
      const std::string text = tidy(block->lines[0].text());
      const bool is_last = block == left_.end() - 1;
      const bool has_words = word_count(text) >= kFewestTitleWords ||
                             (is_ideograph(folded(text)[0]) && length(text) >= 6);
      if (!is_title_line(*block) || !has_words ||
          (is_last && left_.size() == 1 && !is_long(text))) {
        continue;
      }
      reading_.unsure("title", block->lines[0].position, "guess-title",
                      "this line is taken for the title because of its place",
                      "move it to 'to' if it is an addressee");
      return block;
    }
    return left_.end();
  }

  static bool is_long(const std::string& text) {
    return length(text) > (is_ideograph(folded(text)[0]) ? 10U : 30U);
  }

  void choose_addressees() {
    for (Line& line : labelled_to_) parts_.addressees.push_back({std::move(line)});
    for (Line& line : list_) parts_.addressees.push_back({std::move(line)});
    std::vector<Block> addresses = std::move(left_);
    // The sender stands first when another address follows, or the date.
    if (addresses.size() > 1 || !parts_.addressees.empty()) {
      const auto is_senders = [&](const Block& block) {
        return std::any_of(block.lines.begin(), block.lines.end(),
                           [](const Line& line) { return has_contact(tidy(line.text())); });
      };
      const bool parted_by_date = date_after_ == 1 && addresses.size() == 2;
      const bool is_own = !addresses.empty() && enumeration_of(addresses.front()).empty() &&
                          (is_senders(addresses.front()) || parted_by_date);
      if (is_own) {
        const Block sender = addresses.front();
        addresses.erase(addresses.begin());
        senders_.insert(senders_.end(), sender.lines.begin(), sender.lines.end());
      }
    }
    for (const Line& line : senders_) take_sender(line);
    for (const Block& block : addresses) take_address(block);
    if (addresses.size() > 1) {
      reading_.unsure("to", addresses[1].lines[0].position, "guess-addressee",
                      "several blocks above the salutation are taken for addressees",
                      "take out what is something else");
    }
  }

  /// The first line is whose letter it is; a line that is one address of mail, of the web or a
  /// telephone number has a key of its own.
  void take_sender(const Line& line) {
    Sender& sender = parts_.sender;
    const std::string text = tidy(line.text());
    if (sender.division.empty()) {
      sender.division = text;
      return;
    }
    const std::size_t space = text.rfind(' ');
    const std::string last = space == std::string::npos ? text : text.substr(space + 1);
    const bool has_label = space == std::string::npos || text.find(' ') == space;
    const std::string number = telephone_of(text);
    if (has_label && last.find('@') != std::string::npos && sender.email.empty()) {
      sender.email = last;
    } else if (has_label && is_web(last) && sender.web.empty()) {
      sender.web = last;
    } else if (!number.empty() && sender.telephone.empty()) {
      sender.telephone = number;
    } else {
      sender.address.push_back(line);
    }
  }

  static bool is_web(const std::string& text) {
    return text.starts_with("www.") || text.starts_with("https://") || text.starts_with("http://");
  }

  /// "Telefon 0555 014277": a word and a number, and nothing else.
  static std::string telephone_of(const std::string& text) {
    constexpr std::size_t kLongestLabel = 12;
    const std::size_t begin = text.find_first_of("+(0123456789");
    if (begin == std::string::npos || begin > kLongestLabel) return {};
    const std::string number = text.substr(begin);
    if (number.find_first_not_of("+()0123456789 /-.") != std::string::npos) return {};
    return has_contact(number) ? number : std::string();
  }

  std::vector<std::string> enumeration_of(const Block& block) const {
    if (block.lines.empty()) return {};
    return enumeration(tidy(joined(block.lines, " ")), reading_.words_for_and());
  }

  void take_address(const Block& block) {
    const std::vector<std::string> countries = enumeration_of(block);
    if (!countries.empty()) {
      std::vector<Line> parts;
      parts.reserve(countries.size());
      for (const std::string& country : countries) {
        parts.push_back(plain_line(country, block.lines[0].position));
      }
      parts_.addressees.push_back(std::move(parts));
      return;
    }
    for (const Line& line : block.lines) {
      if (length(tidy(line.text())) > kLongestAddressLine) {
        reading_.unsure("to", line.position, "guess-addressee",
                        "this line is long for an addressee", "move it where it belongs");
      }
      parts_.addressees.push_back({line});
    }
  }

  Reading& reading_;
  Parts& parts_;
  std::vector<Block> left_;
  std::vector<Line> labelled_to_, list_, senders_;
  std::optional<Line> subject_, heading_;
  std::size_t date_after_ = 0;  ///< how many blocks of `left_` stand before the date
};

}  // namespace

std::size_t find_salutation(Reading& reading, bool& is_there) {
  std::vector<Block>& blocks = reading.found.blocks;
  is_there = false;
  const std::size_t end = std::min(blocks.size(), kMostBlocksAbove);
  for (std::size_t i = 0; i < end; ++i) {
    for (std::size_t j = 0; j < blocks[i].lines.size(); ++j) {
      if (!is_salutation(reading, blocks[i], j)) continue;
      is_there = true;
      Block above = blocks[i];
      above.lines.resize(j);
      Block below = blocks[i];
      below.gap = 1;
      below.lines.erase(below.lines.begin(),
                        below.lines.begin() + static_cast<std::ptrdiff_t>(j) + 1);
      blocks[i].lines = {blocks[i].lines[j]};
      const auto at = blocks.begin() + static_cast<std::ptrdiff_t>(i);
      if (!below.lines.empty()) blocks.insert(at + 1, std::move(below));
      if (above.lines.empty()) return i;
      blocks.insert(blocks.begin() + static_cast<std::ptrdiff_t>(i), std::move(above));
      return i + 1;
    }
  }
  std::size_t first = 0;
  while (first < blocks.size() && !is_paragraph(blocks[first])) ++first;
  if (first == blocks.size()) first = std::min<std::size_t>(1, blocks.size() - 1);
  reading.unsure("salutation", blocks[first].position(), "no-salutation",
                 "no salutation was recognised; the text begins with the first paragraph",
                 "write 'salutation: …' if the letter has one");
  return first;
}

void read_opening(Reading& reading, const std::vector<Block>& blocks) {
  Opening(reading).read(blocks);
}

}  // namespace chancery::draft
