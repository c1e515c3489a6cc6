#include "text/script_runs.h"

#include <unicode/uchar.h>
#include <unicode/uloc.h>
#include <unicode/utf16.h>

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <utility>

namespace chancery::text {
namespace {

/// Deeper nesting of brackets than this is no prose; the outermost are then forgotten.
constexpr std::size_t kDeepestBrackets = 64;

struct Quotes {
  char32_t open, close;
};
/// Pairs that Unicode gives no Bidi_Paired_Bracket, because languages use them differently.
constexpr std::array<Quotes, 4> kQuotes = {{{U'\u2018', U'\u2019'},
                                            {U'\u201C', U'\u201D'},
                                            {U'\u00AB', U'\u00BB'},
                                            {U'\u2039', U'\u203A'}}};

/// The closing partner of an opening bracket or quote.
std::optional<char32_t> closing_of(char32_t c) {
  for (const Quotes& quotes : kQuotes) {
    if (c == quotes.open) return quotes.close;
  }
  if (u_getIntPropertyValue(static_cast<UChar32>(c), UCHAR_BIDI_PAIRED_BRACKET_TYPE) !=
      U_BPT_OPEN) {
    return std::nullopt;
  }
  return static_cast<char32_t>(u_getBidiPairedBracket(static_cast<UChar32>(c)));
}

bool is_cjk(UScriptCode script) {
  return script == USCRIPT_HAN || script == USCRIPT_HIRAGANA || script == USCRIPT_KATAKANA ||
         script == USCRIPT_BOPOMOFO || script == USCRIPT_HANGUL;
}

bool is_real(UScriptCode script) {
  return script != USCRIPT_COMMON && script != USCRIPT_INHERITED && script != USCRIPT_UNKNOWN;
}

/// CJK punctuation and full-width forms: common, yet only ever set in a CJK face.
bool is_cjk_common(char32_t c) {
  return (c >= 0x3000 && c <= 0x303F) || (c >= 0xFF01 && c <= 0xFF65);
}

bool is_ascii_letter(char32_t c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

struct OpenBracket {
  char32_t closing;
  std::size_t run;  ///< the run whose script the closing one takes
};

class Walk {
 public:
  std::vector<ScriptRun> run(std::u16string_view text, UScriptCode otherwise) {
    const auto size = static_cast<std::uint32_t>(text.size());
    for (std::uint32_t at = 0; at < size;) {
      std::uint32_t next = at;
      UChar32 c = 0;
      U16_NEXT(text.data(), next, size, c);
      take(at, next, static_cast<char32_t>(c));
      at = next;
    }
    for (ScriptRun& each : runs_) {
      if (!is_real(each.script)) each.script = otherwise;
    }
    return merged();
  }

 private:
  UScriptCode current() const { return runs_.empty() ? USCRIPT_COMMON : runs_.back().script; }

  /// The script that this character asks for; common when it follows its neighbours.
  UScriptCode wish_of(char32_t c) const {
    if (is_ascii_letter(c)) return USCRIPT_LATIN;
    if (c < 0x80) return USCRIPT_COMMON;
    UErrorCode error = U_ZERO_ERROR;
    const UScriptCode script = uscript_getScript(static_cast<UChar32>(c), &error);
    if (U_FAILURE(error) || script == USCRIPT_INHERITED) return USCRIPT_COMMON;
    if (script == USCRIPT_COMMON && is_cjk_common(c)) {
      return is_cjk(current()) ? USCRIPT_COMMON : USCRIPT_HAN;
    }
    // A letter that several scripts share (Script_Extensions) stays in the script at hand.
    if (is_real(current()) && uscript_hasScript(static_cast<UChar32>(c), current()) != 0) {
      return USCRIPT_COMMON;
    }
    return script;
  }

  void take(std::uint32_t at, std::uint32_t next, char32_t c) {
    UScriptCode wish = wish_of(c);
    if (wish == USCRIPT_COMMON) wish = script_of_opening(c);
    if (runs_.empty() || (is_real(wish) && is_real(current()) && wish != current())) {
      runs_.push_back({at, next, wish});
    } else {
      if (is_real(wish)) runs_.back().script = wish;
      runs_.back().end = next;
    }
    if (c < 0x80 && c != '(' && c != '[' && c != '{') return;
    if (const std::optional<char32_t> closing = closing_of(c)) {
      if (open_.size() == kDeepestBrackets) open_.erase(open_.begin());
      open_.push_back({*closing, runs_.size() - 1});
    }
  }

  /// The script of the opening partner when `c` closes it; common otherwise.
  UScriptCode script_of_opening(char32_t c) {
    const auto found = std::find_if(open_.rbegin(), open_.rend(),
                                    [c](const OpenBracket& open) { return open.closing == c; });
    if (found == open_.rend()) return USCRIPT_COMMON;
    const UScriptCode script = runs_[found->run].script;
    open_.erase(std::prev(found.base()), open_.end());
    return script;
  }

  std::vector<ScriptRun> merged() const {
    std::vector<ScriptRun> merged;
    for (const ScriptRun& run : runs_) {
      if (!merged.empty() && merged.back().script == run.script) {
        merged.back().end = run.end;
      } else {
        merged.push_back(run);
      }
    }
    return merged;
  }

  std::vector<ScriptRun> runs_;
  std::vector<OpenBracket> open_;
};

UScriptCode look_up_script(const std::string& language) {
  std::array<char, ULOC_FULLNAME_CAPACITY> locale{};
  std::array<char, ULOC_FULLNAME_CAPACITY> likely{};
  std::array<char, ULOC_SCRIPT_CAPACITY> script{};
  int32_t parsed = 0;
  UErrorCode error = U_ZERO_ERROR;
  uloc_forLanguageTag(language.c_str(), locale.data(), static_cast<int32_t>(locale.size()), &parsed,
                      &error);
  uloc_addLikelySubtags(locale.data(), likely.data(), static_cast<int32_t>(likely.size()), &error);
  uloc_getScript(likely.data(), script.data(), static_cast<int32_t>(script.size()), &error);
  if (U_FAILURE(error) || script[0] == '\0') return USCRIPT_LATIN;
  const int32_t code = u_getPropertyValueEnum(UCHAR_SCRIPT, script.data());
  switch (code) {
    // Writing systems and variants that no character has: their commonest script.
    case USCRIPT_SIMPLIFIED_HAN:
    case USCRIPT_TRADITIONAL_HAN:
    case USCRIPT_JAPANESE:
      return USCRIPT_HAN;
    case USCRIPT_KOREAN:
      return USCRIPT_HANGUL;
    case UCHAR_INVALID_CODE:
      return USCRIPT_LATIN;
    default:
      return static_cast<UScriptCode>(code);
  }
}

}  // namespace

std::vector<ScriptRun> script_runs(std::u16string_view text, UScriptCode otherwise) {
  return Walk().run(text, otherwise);
}

UScriptCode script_of_language(const std::string& language) {
  // Asked for each paragraph; nearly always of the same language as the last time.
  thread_local std::pair<std::string, UScriptCode> last{"en", USCRIPT_LATIN};
  if (language != last.first) last = {language, look_up_script(language)};
  return last.second;
}

}  // namespace chancery::text
