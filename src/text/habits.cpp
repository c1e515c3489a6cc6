#include "text/habits.h"

#include <unicode/uscript.h>

#include <string>

#include "text/script_runs.h"
#include "text/written.h"

namespace chancery::text {
namespace {

/// Where CLDR 42 does not give what the authority of the language prescribes.
struct QuoteRow {
  std::string_view range;
  QuotationMarks marks;
};
constexpr QuoteRow kQuotes[] = {
    // Federal Chancellery, Schreibweisungen (2013), on Anführungszeichen. CLDR has Germany's.
    {"de-CH", {U'«', U'»', U'‹', U'›'}},
    {"de-LI", {U'«', U'»', U'‹', U'›'}},
    // OQLF, Le français au bureau, on guillemets. CLDR has the inner ones turned round.
    {"fr-CA", {U'«', U'»', U'“', U'”'}},
    // Hrvatski pravopis (IHJJ, 2013), on navodnici and polunavodnici.
    {"hr", {U'„', U'”', U'‘', U'’'}},
    // Taalunie (taaladvies.net) on aanhalingstekens: double within single. CLDR has single in both.
    {"nl", {U'‘', U'’', U'“', U'”'}},
    // The Soviet tradition of printing, as in the Russian rules of 1956 and 2006, goes on in the
    // gazettes of these languages. CLDR has English marks.
    {"kk", {U'«', U'»', U'„', U'“'}},
    {"tg", {U'«', U'»', U'„', U'“'}},
    {"uz", {U'«', U'»', U'„', U'“'}},
    // Uyghur prints « before and » after in reading order, as Persian does; they are mirrored by
    // bidi (UAX 9, L4). CLDR has them turned round.
    {"ug", {U'«', U'»', U'‹', U'›'}},
};

struct DashRow {
  std::string_view range;
  std::u32string_view dash;
  DashSpaces spaces;
};
/// What is not here takes the spaced en dash, as DIN 5008 (German), Kotus (Finnish), Språkrådet
/// (Swedish), ÚJČ (Czech), AkH. 12 (Hungarian) and Taalunie (Dutch) have it. The longest range
/// wins.
constexpr DashRow kDashes[] = {
    // The Chicago Manual of Style, 6.85; the United Nations Editorial Manual.
    {"en", U"—", DashSpaces::kNone},
    // British and most Commonwealth printing; the Australian Government Style Manual.
    {"en-GB", U"–", DashSpaces::kBoth},
    {"en-IE", U"–", DashSpaces::kBoth},
    {"en-AU", U"–", DashSpaces::kBoth},
    {"en-NZ", U"–", DashSpaces::kBoth},
    {"en-ZA", U"–", DashSpaces::kBoth},
    {"en-IN", U"–", DashSpaces::kBoth},
    {"en-150", U"–", DashSpaces::kBoth},
    // Code de rédaction interinstitutionnel of the European Union, 6.4.
    {"fr", U"—", DashSpaces::kBoth},
    // Правила русской орфографии и пунктуации (2006); Мильчин, Справочник издателя и автора.
    {"ru", U"—", DashSpaces::kBoth},
    {"be", U"—", DashSpaces::kBoth},
    {"uk", U"—", DashSpaces::kBoth},
    {"kk", U"—", DashSpaces::kBoth},
    {"ky", U"—", DashSpaces::kBoth},
    {"tg", U"—", DashSpaces::kBoth},
    {"tt", U"—", DashSpaces::kBoth},
    {"uz", U"—", DashSpaces::kBoth},
    // RAE, Ortografía (2010): the raya stands close to what it sets off, with a space outside.
    {"es", U"—", DashSpaces::kAsWritten},
    {"gl", U"—", DashSpaces::kAsWritten},
    // Acordo Ortográfico (1990): travessão.
    {"pt", U"—", DashSpaces::kBoth},
    {"pt-PT", U"–", DashSpaces::kBoth},
    // GB/T 15834-2011, 4.10: two ems, unbroken; the Ministry of Education's manual of Taiwan, 2008.
    {"zh", U"——", DashSpaces::kNone},
    {"yue", U"——", DashSpaces::kNone},
    // JIS X 4051 takes the doubled dash as one.
    {"ja", U"——", DashSpaces::kNone},
    // 한글 맞춤법, appendix on punctuation (2014): 줄표.
    {"ko", U"—", DashSpaces::kBoth},
};

struct FrenchRow {
  std::string_view range;
  FrenchSpaces spaces;
};
constexpr FrenchRow kFrench[] = {
    // Imprimerie nationale, Lexique des règles typographiques: espace fine, and before the colon
    // espace mots insécable.
    {"fr", FrenchSpaces::kFrance},
    // Guide du typographe (Lausanne): espace fine before all four.
    {"fr-CH", FrenchSpaces::kSwitzerland},
    // OQLF, Espacement avant et après les signes de ponctuation.
    {"fr-CA", FrenchSpaces::kCanada},
};

struct WordsRow {
  std::string_view range;
  std::u32string_view words;
};
constexpr WordsRow kClipped[] = {
    {"en", U" tis twas twere twill tisn twasn em cause til till bout round neath n nuff twixt "},
    {"nl", U" s t n k m r ns "},  // Woordenlijst (Taalunie): 's morgens, 't, 'n
    {"af", U" n t s "},           // AWS: 'n
};

/// Where a range of numbers is not told by an en dash.
constexpr std::string_view kNoRangeDash[] = {
    "zh", "yue", "ja", "ko",  // a wave dash (GB/T 15834-2011, 4.13), or words
};

/// The letter apostrophes of CLDR's exemplar characters. What is typed as ' is that letter.
struct ApostropheRow {
  std::string_view range;
  char32_t apostrophe;
  char32_t of_o_and_g;
};
constexpr ApostropheRow kApostrophes[] = {
    {"uz", U'\u02BC', U'\u02BB'}, {"haw", U'\u02BB', 0}, {"to", U'\u02BB', 0}, {"sm", U'\u02BB', 0},
    {"uk", U'\u02BC', 0},         {"br", U'\u02BC', 0},  {"ha", U'\u02BC', 0},
};

template <typename Row, std::size_t kCount>
const Row* longest_match(const Row (&rows)[kCount], std::string_view language) {
  const Row* found = nullptr;
  for (const Row& row : rows) {
    if (!is_in_range(language, row.range)) continue;
    if (found == nullptr || row.range.size() > found->range.size()) found = &row;
  }
  return found;
}

}  // namespace

Habits habits_of(std::string_view language) {
  Habits habits;
  const QuoteRow* quotes = longest_match(kQuotes, language);
  habits.quotes = quotes != nullptr ? quotes->marks : cldr_quotation_marks(language);
  if (const DashRow* row = longest_match(kDashes, language)) {
    habits.dash = row->dash;
    habits.dash_spaces = row->spaces;
  }
  if (const FrenchRow* row = longest_match(kFrench, language)) habits.french = row->spaces;
  if (const WordsRow* row = longest_match(kClipped, language)) habits.clipped = row->words;
  if (const ApostropheRow* row = longest_match(kApostrophes, language)) {
    habits.apostrophe = row->apostrophe;
    habits.apostrophe_of_o_and_g = row->of_o_and_g;
  }
  for (const std::string_view range : kNoRangeDash) {
    if (is_in_range(language, range)) habits.range_dash = false;
  }
  const UScriptCode script = script_of_language(std::string(language));
  // A hyphen keeps two European numbers in their order, a dash turns them (UAX 9, W4 and N1).
  if (uscript_isRightToLeft(script) != 0) habits.range_dash = false;
  habits.gershayim = script == USCRIPT_HEBREW;
  // GB/T 15834-2011, 4.11: six dots in the room of two characters. So in Japanese.
  if (is_in_range(language, "zh") || is_in_range(language, "yue") || is_in_range(language, "ja")) {
    habits.ellipsis = U"……";
  }
  return habits;
}

}  // namespace chancery::text
