#include "layout/sender.h"

#include <string>
#include <string_view>
#include <utility>

#include "layout/direction.h"
#include "layout/words.h"

namespace chancery::layout {
namespace {

using letter::Mark;
using letter::RichText;

/// Between two ways of reaching the sender.
constexpr std::string_view kBetween = " · ";

RichText plain(const std::string& text, const Position& where) {
  RichText line;
  line.text = text;
  line.where = where;
  return line;
}

/// What is dialled or typed never breaks, and reads from left to right in every letter.
void add(RichText& line, std::string_view label, std::string_view shown, std::string address,
         bool is_right_to_left) {
  if (shown.empty()) return;
  if (!line.text.empty()) line.text += kBetween;
  if (!label.empty()) line.text.append(label).append(" ");
  const std::size_t begin = line.text.size();
  line.text += shown;
  line.marks.push_back({Mark::Kind::kLink, begin, line.text.size(), std::move(address)});
  line.marks.push_back({Mark::Kind::kUnbreakable, begin, line.text.size(), {}});
  if (is_right_to_left) {
    line.marks.push_back({Mark::Kind::kDirection, begin, line.text.size(), "ltr"});
  }
}

/// The digits of a number as a telephone dials it (RFC 3966): without what only reads well.
std::string dialled(std::string_view telephone) {
  std::string digits;
  for (const char c : telephone) {
    if ((c >= '0' && c <= '9') || (c == '+' && digits.empty())) digits += c;
  }
  return digits;
}

}  // namespace

std::vector<RichText> sender_lines(const letterhead::Letterhead& letterhead,
                                   const letter::Letter& letter) {
  const letter::Sender& from = letter.from;
  std::vector<RichText> lines;
  if (!from.division.empty()) {
    RichText line = plain(from.division, from.where);
    line.marks.push_back({Mark::Kind::kStrong, 0, line.text.size(), {}});
    lines.push_back(std::move(line));
  }
  if (!from.name.empty()) lines.push_back(plain(from.name, from.where));
  lines.insert(lines.end(), from.address.begin(), from.address.end());
  const bool is_right_to_left =
      direction_of_language(letter.language) == text::Direction::kRightToLeft;
  RichText contact = plain({}, from.where);
  add(contact, label(letterhead, letter.language, "telephone"), from.telephone,
      "tel:" + dialled(from.telephone), is_right_to_left);
  add(contact, {}, from.email, "mailto:" + from.email, is_right_to_left);
  const bool has_scheme = from.web.find("://") != std::string::npos;
  add(contact, {}, from.web, (has_scheme ? "" : "https://") + from.web, is_right_to_left);
  if (!contact.text.empty()) lines.push_back(std::move(contact));
  return lines;
}

}  // namespace chancery::layout
