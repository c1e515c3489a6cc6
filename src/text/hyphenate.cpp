#include "text/hyphenate.h"

#include <hyphen.h>
#include <unicode/uchar.h>
#include <unicode/ustring.h>
#include <unicode/utf16.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <utility>

#include "base/utf8.h"
#include "text/compiled_patterns.h"
#include "text/icu.h"
#include "text/syllables.h"

namespace chancery::text {
namespace {

struct DictionaryCloser {
  void operator()(HyphenDict* dictionary) const { hnj_hyphen_free(dictionary); }
};
struct Freer {
  void operator()(void* memory) const { std::free(memory); }  // libhyphen allocates with malloc
};
template <typename T>
using Malloced = std::unique_ptr<T, Freer>;

/// Fewest letters before and after a division.
struct Minima {
  std::string_view language;
  int left, right;
};
/// What the pattern authors ask for in typesetting, for each language that Debian has patterns of:
/// the metadata of the hyph-utf8 project (Zulu: of the dictionary itself). Where they allow a
/// single letter (Afrikaans, Greek, the languages of India), it is two here: one letter is not
/// worth a line's hyphen.
constexpr std::array<Minima, 46> kMinima = {{
    {"af", 2, 2}, {"as", 2, 2}, {"be", 2, 2}, {"bg", 2, 2}, {"bn", 2, 2}, {"ca", 2, 2},
    {"cs", 2, 3}, {"da", 2, 2}, {"de", 2, 2}, {"el", 2, 2}, {"en", 2, 3}, {"es", 2, 2},
    {"fr", 2, 2}, {"gl", 2, 2}, {"gu", 2, 2}, {"hi", 2, 2}, {"hr", 2, 2}, {"hu", 2, 2},
    {"id", 2, 2}, {"is", 2, 2}, {"it", 2, 2}, {"kn", 2, 2}, {"lt", 2, 2}, {"lv", 2, 2},
    {"ml", 2, 2}, {"mn", 2, 2}, {"mr", 2, 2}, {"nb", 2, 2}, {"nl", 2, 2}, {"nn", 2, 2},
    {"no", 2, 2}, {"or", 2, 2}, {"pa", 2, 2}, {"pl", 2, 2}, {"pt", 2, 3}, {"ro", 2, 2},
    {"ru", 2, 2}, {"sk", 2, 3}, {"sl", 2, 2}, {"sr", 2, 2}, {"sv", 2, 2}, {"ta", 2, 2},
    {"te", 2, 2}, {"th", 2, 3}, {"uk", 2, 2}, {"zu", 2, 2},
}};
constexpr Minima kOtherMinima = {"", 2, 3};
/// Shorter words are not worth dividing.
constexpr std::size_t kShortestWord = 5;
/// Longer "words" are no words.
constexpr std::size_t kLongestWordUnits = 200;

Minima minima_of(std::string_view language) {
  const std::string_view primary = language.substr(0, language.find('-'));
  for (const Minima& minima : kMinima) {
    if (minima.language == primary) return minima;
  }
  return kOtherMinima;
}

Failure damaged(const std::string& path) {
  return Failure(FailureKind::kSystem, "dictionary-damaged",
                 "the hyphenation dictionary '" + path + "' cannot be used",
                 "reinstall the package that has it");
}

/// The replacements that non-standard hyphenation asks for, one for each character.
class Replacements {
 public:
  Replacements(char** list, std::size_t count) : list_(list), count_(count) {}
  ~Replacements() {
    if (list_ == nullptr) return;
    for (std::size_t i = 0; i < count_; ++i) std::free(list_[i]);
    std::free(list_);
  }
  Replacements(const Replacements&) = delete;
  Replacements& operator=(const Replacements&) = delete;
  bool at(std::size_t index) const { return list_ != nullptr && list_[index] != nullptr; }

 private:
  char** list_;
  std::size_t count_;
};

/// By libhyphen's patterns.
class Patterns : public Hyphenator {
 public:
  Patterns(const std::string& path, std::string language, const PatternCache& cache);
  std::vector<std::uint32_t> divisions(std::u16string_view word) const override;

 private:
  /// The lower-case word in the dictionary's own charset; empty when it cannot be written in it.
  std::string encode(const std::u16string& word) const;

  void open(const std::string& path, const PatternCache& cache);

  // One of the two: loaded from the file, or compiled before.
  std::unique_ptr<HyphenDict, DictionaryCloser> loaded_;
  std::shared_ptr<const FontFile> file_;  ///< what `compiled_` looks at
  std::unique_ptr<CompiledPatterns> compiled_;
  HyphenDict* dictionary_ = nullptr;
  std::string charset_;  ///< empty: UTF-8
  std::string language_;
  Minima minima_;
};

/// By the syllables that the spelling shows.
class Syllables : public Hyphenator {
 public:
  explicit Syllables(const SyllableRules& rules) : rules_(rules) {}
  std::vector<std::uint32_t> divisions(std::u16string_view word) const override {
    if (word.size() < kShortestWord || word.size() > kLongestWordUnits) return {};
    return syllable_divisions(word, rules_);
  }

 private:
  const SyllableRules& rules_;
};

/// Takes the compiled patterns from the cache, or compiles the file and keeps them there.
void Patterns::open(const std::string& path, const PatternCache& cache) {
  if (cache.find) file_ = cache.find(path);
  if (file_) compiled_ = CompiledPatterns::open(file_->bytes());
  if (compiled_) {
    dictionary_ = compiled_->dictionary();
    return;
  }
  loaded_.reset(hnj_hyphen_load(path.c_str()));
  if (!loaded_) throw damaged(path);
  dictionary_ = loaded_.get();
  if (cache.keep) cache.keep(path, compile(*loaded_));
}

Patterns::Patterns(const std::string& path, std::string language, const PatternCache& cache)
    : language_(std::move(language)), minima_(minima_of(language_)) {
  open(path, cache);
  if (dictionary_->utf8 != 0) return;
  charset_ = dictionary_->cset;
  UErrorCode error = U_ZERO_ERROR;
  const Converter converter(ucnv_open(charset_.c_str(), &error));
  if (U_FAILURE(error)) throw damaged(path);
}

std::string Patterns::encode(const std::u16string& word) const {
  UErrorCode error = U_ZERO_ERROR;
  std::string bytes(word.size() * 4, '\0');
  int32_t length = 0;
  const auto capacity = static_cast<int32_t>(bytes.size());
  const auto units = static_cast<int32_t>(word.size());
  if (charset_.empty()) {
    u_strToUTF8(bytes.data(), capacity, &length, word.data(), units, &error);
  } else {
    // A converter keeps state, so each thread opens its own; ICU caches the tables.
    const Converter converter(ucnv_open(charset_.c_str(), &error));
    ucnv_setFromUCallBack(converter.get(), UCNV_FROM_U_CALLBACK_STOP, nullptr, nullptr, nullptr,
                          &error);
    length = ucnv_fromUChars(converter.get(), bytes.data(), capacity, word.data(), units, &error);
  }
  if (U_FAILURE(error)) return {};
  bytes.resize(static_cast<std::size_t>(length));
  return bytes;
}

std::vector<std::uint32_t> Patterns::divisions(std::u16string_view word) const {
  if (word.size() > kLongestWordUnits) return {};
  const auto units = static_cast<int32_t>(word.size());
  const int32_t characters = u_countChar32(word.data(), units);
  if (word.size() < kShortestWord || characters < minima_.left + minima_.right) return {};
  std::u16string small(word.size() + 1, u'\0');
  UErrorCode error = U_ZERO_ERROR;
  const int32_t length = u_strToLower(small.data(), static_cast<int32_t>(small.size()), word.data(),
                                      units, language_.c_str(), &error);
  // Where lower case has other letters than the word, positions would not fit it.
  if (U_FAILURE(error) || length != units) return {};
  small.resize(word.size());
  const std::string bytes = encode(small);
  if (bytes.empty()) return {};

  std::string marks(bytes.size() + 5, '\0');
  char** replacements = nullptr;
  int* positions = nullptr;
  int* cuts = nullptr;
  const int failed = hnj_hyphen_hyphenate3(
      dictionary_, bytes.data(), static_cast<int>(bytes.size()), marks.data(), nullptr,
      &replacements, &positions, &cuts, minima_.left, minima_.right, 0, 0);
  const Malloced<int> free_positions(positions);
  const Malloced<int> free_cuts(cuts);
  const Replacements changed(replacements, bytes.size());
  if (failed != 0) return {};

  std::vector<std::uint32_t> found;
  std::uint32_t unit = 0;
  for (int32_t i = 0; i + 1 < characters; ++i) {
    unit += U16_IS_LEAD(word[unit]) ? 2 : 1;
    const auto index = static_cast<std::size_t>(i);
    const bool marked = (static_cast<unsigned char>(marks[index]) & 1U) != 0;
    const bool long_enough = i + 1 >= minima_.left && characters - (i + 1) >= minima_.right;
    if (marked && long_enough && !changed.at(index)) found.push_back(unit);
  }
  return found;
}

}  // namespace

Hyphenators::Hyphenators(DictionaryFinder finder, PatternCache cache)
    : finder_(std::move(finder)), cache_(std::move(cache)) {}
Hyphenators::~Hyphenators() = default;

const Hyphenator* Hyphenators::for_language(const std::string& language) const {
  const std::lock_guard lock(mutex_);
  const auto known = loaded_.find(language);
  if (known != loaded_.end()) return known->second.get();
  const std::string path = finder_ ? finder_(language) : std::string();
  std::unique_ptr<const Hyphenator> hyphenator;
  if (!path.empty()) {
    hyphenator = std::make_unique<const Patterns>(path, language, cache_);
  } else if (const SyllableRules* rules = syllable_rules(language)) {
    hyphenator = std::make_unique<const Syllables>(*rules);
  }
  return loaded_.emplace(language, std::move(hyphenator)).first->second.get();
}

}  // namespace chancery::text
