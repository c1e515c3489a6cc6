#include "text/font_choice.h"

#include <unicode/uchar.h>
#include <unicode/unorm2.h>

#include <algorithm>
#include <array>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "base/utf8.h"
#include "text/script_runs.h"

namespace chancery::text {
namespace {

constexpr std::string_view kTextRole = "text";
constexpr std::string_view kLastRole = "sans";

bool is_invisible(char32_t c) {
  return c >= 0xAD &&
         u_hasBinaryProperty(static_cast<UChar32>(c), UCHAR_DEFAULT_IGNORABLE_CODE_POINT) != 0;
}

/// Whether HarfBuzz can set `c` with this font: by a glyph of its own, by one of the substitutes it
/// makes for spaces and the no-break hyphen, or because nothing is to be seen.
bool can_set(const Font& font, char32_t c) {
  if (font.covers(c)) return true;
  if (c < 0x80) return false;
  if (c == kLineSeparator || is_invisible(c)) return true;
  if (u_charType(static_cast<UChar32>(c)) == U_SPACE_SEPARATOR) return font.covers(U' ');
  return c == U'\u2011' && font.covers(U'\u2010');
}

bool can_set_all(const Font& font, std::u16string_view cluster) {
  for (std::size_t at = 0; at < cluster.size();) {
    char32_t c = cluster[at++];
    if (U16_IS_LEAD(c) && at < cluster.size()) {
      c = static_cast<char32_t>(U16_GET_SUPPLEMENTARY(c, cluster[at++]));
    }
    if (!can_set(font, c)) return false;
  }
  return true;
}

/// As HarfBuzz does it: a letter and its marks may be there only as one character, or a character
/// only as letter and marks.
bool can_set_cluster(const Font& font, std::u16string_view cluster) {
  if (can_set_all(font, cluster)) return true;
  if (cluster.size() == 1 && cluster[0] < 0xC0) return false;
  UErrorCode error = U_ZERO_ERROR;
  for (const UNormalizer2* normalizer :
       {unorm2_getNFCInstance(&error), unorm2_getNFDInstance(&error)}) {
    std::array<UChar, 64> buffer{};
    if (U_FAILURE(error) || cluster.size() > buffer.size() / 4) return false;
    const int32_t length =
        unorm2_normalize(normalizer, cluster.data(), static_cast<int32_t>(cluster.size()),
                         buffer.data(), static_cast<int32_t>(buffer.size()), &error);
    if (U_FAILURE(error)) return false;
    if (can_set_all(font, {buffer.data(), static_cast<std::size_t>(length)})) return true;
  }
  return false;
}

bool continues_cluster(char32_t c) {
  if (c < 0x300) return false;
  if (c == U'\u200C' || c == U'\u200D') return true;
  return (U_GET_GC_MASK(static_cast<UChar32>(c)) & U_GC_M_MASK) != 0;
}

class Chooser {
 public:
  Chooser(const CollectedText& text, const SpanStyle& style, UScriptCode script,
          const FontLibrary& fonts)
      : text_(text), style_(style), fonts_(fonts), script_(uscript_getShortName(script)) {}

  std::vector<FontStretch> choose(std::uint32_t begin, std::uint32_t end) {
    std::vector<FontStretch> stretches;
    const std::optional<FontStretch> main = family_of_script();
    for (std::uint32_t at = begin; at < end;) {
      std::uint32_t next = text_.next(at);
      while (next < end && continues_cluster(text_.code_point_at(next))) next = text_.next(next);
      next = std::min(next, end);
      const std::u16string_view cluster = std::u16string_view(text_.units).substr(at, next - at);
      FontStretch chosen;
      if (main && can_set_cluster(*main->font, cluster)) {
        chosen = *main;
      } else if (!stretches.empty() && is_seamless(*stretches.back().font, cluster)) {
        chosen = stretches.back();
      } else {
        chosen = fallback(at, cluster);
      }
      if (!stretches.empty() && stretches.back().font == chosen.font) {
        stretches.back().end = next;
      } else {
        stretches.push_back({at, next, chosen.font, chosen.scale});
      }
      at = next;
    }
    return stretches;
  }

 private:
  std::optional<FontStretch> family_of_script() const {
    const ScriptRule* rule = fonts_.rule_for(style_.role, script_, style_.language);
    if (rule == nullptr) return std::nullopt;
    const FamilyRecord& family = fonts_.catalogue().families.find(rule->family)->second;
    return FontStretch{0, 0, &fonts_.face(family, style_.weight, style_.slant), rule->scale};
  }

  /// Spaces and invisible characters do not call for another change of face.
  static bool is_seamless(const Font& font, std::u16string_view cluster) {
    return std::all_of(cluster.begin(), cluster.end(),
                       [](char16_t c) {
                         return c == u' ' || is_invisible(c) ||
                                u_charType(static_cast<UChar32>(c)) == U_SPACE_SEPARATOR;
                       }) &&
           can_set_all(font, cluster);
  }

  FontStretch fallback(std::uint32_t at, std::u16string_view cluster) {
    std::set<std::string> not_installed;
    const std::string language_script = uscript_getShortName(script_of_language(style_.language));
    const std::array<std::string_view, 5> nearest_first = {script_, language_script, "Latn", "Zsym",
                                                           "Zmth"};
    const std::array<std::string_view, 3> roles = {style_.role, kTextRole, kLastRole};
    for (const std::string_view role : roles) {
      for (const std::string_view script : nearest_first) {
        if (const auto found = search(role, script, cluster, not_installed)) return *found;
      }
    }
    for (const std::string_view role : roles) {
      if (const auto found = search(role, "", cluster, not_installed)) return *found;
    }
    throw missing_glyph(text_, first_missing(at, cluster), fonts_, not_installed);
  }

  /// Where the character stands that the script's family lacks: the letter, or a mark on it.
  std::uint32_t first_missing(std::uint32_t at, std::u16string_view cluster) const {
    const auto end = at + static_cast<std::uint32_t>(cluster.size());
    const std::optional<FontStretch> main = family_of_script();
    for (std::uint32_t unit = at; main && unit < end; unit = text_.next(unit)) {
      if (!can_set(*main->font, text_.code_point_at(unit))) return unit;
    }
    return at;
  }

  /// The first family of `role` with rules for `script` (empty: any) that has the cluster.
  std::optional<FontStretch> search(std::string_view role, std::string_view script,
                                    std::u16string_view cluster,
                                    std::set<std::string>& not_installed) const {
    const auto rules = fonts_.catalogue().roles.find(role);
    if (rules == fonts_.catalogue().roles.end()) return std::nullopt;
    for (const ScriptRule& rule : rules->second) {
      if (!script.empty() && rule.script != script) continue;
      const FamilyRecord& family = fonts_.catalogue().families.find(rule.family)->second;
      try {
        const Font& font = fonts_.face(family, style_.weight, style_.slant);
        if (can_set_cluster(font, cluster)) return FontStretch{0, 0, &font, rule.scale};
      } catch (const Failure& failure) {
        // A family that is only a substitute may be absent; a damaged one must be told.
        if (failure.diagnostics().front().code != "font-missing") throw;
        not_installed.insert(family.faces.begin()->second.package);
      }
    }
    return std::nullopt;
  }

  const CollectedText& text_;
  const SpanStyle& style_;
  const FontLibrary& fonts_;
  std::string script_;
};

/// Of the families that the catalogue has for the script, else of all that are not installed.
std::set<std::string> packages_for(std::string_view script, const FontLibrary& fonts,
                                   const std::set<std::string>& not_installed) {
  std::set<std::string> found;
  for (const auto& [role, rules] : fonts.catalogue().roles) {
    for (const ScriptRule& rule : rules) {
      if (rule.script != script) continue;
      const FamilyRecord& family = fonts.catalogue().families.find(rule.family)->second;
      const std::string& package = family.faces.begin()->second.package;
      if (not_installed.contains(package)) found.insert(package);
    }
  }
  return found.empty() ? not_installed : found;
}

}  // namespace

Failure missing_glyph(const CollectedText& text, std::uint32_t unit, const FontLibrary& fonts,
                      const std::set<std::string>& not_installed) {
  const char32_t c = text.code_point_at(unit);
  std::array<char, 128> name{};
  UErrorCode error = U_ZERO_ERROR;
  u_charName(static_cast<UChar32>(c), U_EXTENDED_CHAR_NAME, name.data(),
             static_cast<int32_t>(name.size()), &error);
  error = U_ZERO_ERROR;
  const UScriptCode script = uscript_getScript(static_cast<UChar32>(c), &error);
  std::string what = "no font of the catalogue has the character ";
  if (u_isgraph(static_cast<UChar32>(c)) != 0) {
    what += "'";
    append_utf8(what, c);
    what += "' ";
  }
  what.append("(").append(code_point_name(c)).append(" ").append(name.data());
  if (script > USCRIPT_INHERITED)
    what.append(", ").append(uscript_getName(script)).append(" script");
  what += ")";
  std::string mend;
  for (const std::string& package :
       packages_for(uscript_getShortName(script), fonts, not_installed)) {
    mend += (mend.empty() ? "" : " or ") + package;
  }
  Diagnostic told{Severity::kError, text.source->where, "missing-glyph", std::move(what), ""};
  told.mend = mend.empty() ? "write it another way, or add a font that has it to the font catalogue"
                           : "install the package " + mend + ", or write it another way";
  return Failure(FailureKind::kInput, {std::move(told)});
}

std::vector<FontStretch> choose_fonts(const CollectedText& text, std::uint32_t begin,
                                      std::uint32_t end, const SpanStyle& style, UScriptCode script,
                                      const FontLibrary& fonts) {
  return Chooser(text, style, script, fonts).choose(begin, end);
}

FontStretch font_of_style(const SpanStyle& style, const FontLibrary& fonts) {
  const std::string script = uscript_getShortName(script_of_language(style.language));
  const ScriptRule* rule = fonts.rule_for(style.role, script, style.language);
  if (rule == nullptr) rule = fonts.rule_for(kTextRole, "Latn", "");
  if (rule == nullptr) return {};
  const FamilyRecord& family = fonts.catalogue().families.find(rule->family)->second;
  return {0, 0, &fonts.face(family, style.weight, style.slant), rule->scale};
}

}  // namespace chancery::text
