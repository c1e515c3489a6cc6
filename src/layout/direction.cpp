#include "layout/direction.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>

#include "base/utf8.h"

namespace chancery::layout {
namespace {

using text::Direction;

/// ISO 15924 scripts written from right to left (UAX 24, UAX 9).
constexpr std::array<std::string_view, 13> kRightToLeftScripts = {
    "adlm", "arab", "aran", "hebr", "mand", "mend", "nkoo",
    "rohg", "samr", "syrc", "thaa", "yezi", "armi"};

/// Languages whose likely script (CLDR) is one of these.
constexpr std::array<std::string_view, 33> kRightToLeftLanguages = {
    "ar",  "arc", "ary", "arz", "azb", "bal", "bgn", "bqi", "ckb", "dv",  "fa",
    "glk", "he",  "iw",  "ji",  "khw", "ks",  "lki", "lrc", "luz", "mzn", "nqo",
    "ps",  "rhg", "sd",  "sdh", "skr", "swb", "syr", "ug",  "ur",  "yi",  "prs"};

constexpr std::array<std::string_view, 4> kUndetermined = {"", "und", "mul", "zxx"};

template <std::size_t N>
bool holds(const std::array<std::string_view, N>& list, std::string_view word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

std::string lower(std::string_view tag) {
  std::string result(tag);
  for (char& c : result) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return result;
}

enum class Strength { kNone, kLeftToRight, kRightToLeft };

/// Enough of UAX 9's classes L, R and AL to tell whether a text has letters of a direction: the
/// blocks that Unicode keeps for right-to-left scripts (DerivedBidiClass.txt, default values).
Strength strength(char32_t c) {
  if ((c >= 0x05BE && c <= 0x05F4) || (c >= 0x0620 && c <= 0x064A) ||
      (c >= 0x066D && c <= 0x06EF) || (c >= 0x06FA && c <= 0x08FF) ||
      (c >= 0xFB1D && c <= 0xFDFF) || (c >= 0xFE70 && c <= 0xFEFC) ||
      (c >= 0x10800 && c <= 0x10FFF) || (c >= 0x1E800 && c <= 0x1EFFF)) {
    return Strength::kRightToLeft;
  }
  const bool ascii_letter = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
  const bool other_letter = (c >= 0xC0 && c < 0x2B9 && c != 0xD7 && c != 0xF7) ||
                            (c >= 0x370 && c < 0x590) || (c >= 0x900 && c < 0x2000) ||
                            (c >= 0x3041 && c < 0xD7FC) || (c >= 0xF900 && c < 0xFB1D);
  return ascii_letter || other_letter || (c >= 0x20000 && c < 0x32000) ? Strength::kLeftToRight
                                                                       : Strength::kNone;
}

}  // namespace

std::optional<Direction> direction_of_language(std::string_view language) {
  const std::string tag = lower(language);
  const std::size_t primary_end = std::min(tag.find('-'), tag.size());
  const std::string_view primary = std::string_view(tag).substr(0, primary_end);
  if (holds(kUndetermined, primary) && primary_end == tag.size()) return std::nullopt;
  for (std::size_t begin = primary_end; begin < tag.size();) {
    const std::size_t end = std::min(tag.find('-', begin + 1), tag.size());
    const std::string_view subtag = std::string_view(tag).substr(begin + 1, end - begin - 1);
    if (subtag.size() == 1) break;  // an extension or private use begins
    if (subtag.size() == 4 && subtag[0] >= 'a' && subtag[0] <= 'z') {
      return holds(kRightToLeftScripts, subtag) ? Direction::kRightToLeft : Direction::kLeftToRight;
    }
    begin = end;
  }
  return holds(kRightToLeftLanguages, primary) ? Direction::kRightToLeft : Direction::kLeftToRight;
}

std::optional<Direction> direction_of_paragraph(std::string_view asked, std::string_view language,
                                                std::string_view text) {
  if (asked == "ltr") return Direction::kLeftToRight;
  if (asked == "rtl") return Direction::kRightToLeft;
  const std::optional<Direction> usual = direction_of_language(language);
  if (!usual) return std::nullopt;
  const Strength own =
      *usual == Direction::kRightToLeft ? Strength::kRightToLeft : Strength::kLeftToRight;
  bool has_other = false;
  for (std::size_t at = 0; at < text.size();) {
    const std::optional<Utf8Step> step = decode_utf8(text, at);
    if (!step) break;
    const Strength found = strength(step->code_point);
    if (found == own) return usual;
    has_other = has_other || found != Strength::kNone;
    at += step->length;
  }
  // A whole paragraph of Latin in an Arabic letter (an address, a name) keeps the letter's side.
  if (has_other && *usual == Direction::kLeftToRight) return std::nullopt;
  return usual;
}

bool has_foreign_order(std::string_view asked, std::string_view language, std::string_view text) {
  if (!asked.empty() || direction_of_language(language) != Direction::kRightToLeft) return false;
  bool has_letters = false;
  for (std::size_t at = 0; at < text.size();) {
    const std::optional<Utf8Step> step = decode_utf8(text, at);
    if (!step) return false;
    const Strength found = strength(step->code_point);
    if (found == Strength::kRightToLeft) return false;
    has_letters = has_letters || found == Strength::kLeftToRight;
    at += step->length;
  }
  return has_letters;
}

}  // namespace chancery::layout
