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
/// What the pattern authors ask for in typesetting, from the metadata of the hyph-utf8 project.
constexpr std::array<Minima, 8> kMinima = {{
    {"de", 2, 2},
    {"en", 2, 3},
    {"es", 2, 2},
    {"fr", 2, 2},
    {"hi", 2, 2},
    {"mn", 2, 2},
    {"ru", 2, 2},
    {"uk", 2, 2},
}};
constexpr Minima kOtherMinima = {"", 2, 3};
/// Shorter words are not worth dividing.
constexpr std::int32_t kShortestWord = 5;
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

}  // namespace

struct Hyphenator::Inside {
  // One of the two: loaded from the file, or compiled before.
  std::unique_ptr<HyphenDict, DictionaryCloser> loaded;
  std::shared_ptr<const FontFile> file;  ///< what `compiled` looks at
  std::unique_ptr<CompiledPatterns> compiled;
  HyphenDict* dictionary = nullptr;
  std::string charset;  ///< empty: UTF-8
  std::string language;
  Minima minima;

  /// The lower-case word in the dictionary's own charset; empty when it cannot be written in it.
  std::string encode(const std::u16string& word) const;

  void open(const std::string& path, const PatternCache& cache) {
    if (cache.find) file = cache.find(path);
    if (file) compiled = CompiledPatterns::open(file->bytes());
    if (compiled) {
      dictionary = compiled->dictionary();
      return;
    }
    loaded.reset(hnj_hyphen_load(path.c_str()));
    if (!loaded) throw damaged(path);
    dictionary = loaded.get();
    if (cache.keep) cache.keep(path, compile(*loaded));
  }
};

Hyphenator::Hyphenator(const std::string& path, std::string language, const PatternCache& cache)
    : inside_(std::make_unique<Inside>()) {
  inside_->open(path, cache);
  inside_->minima = minima_of(language);
  inside_->language = std::move(language);
  if (inside_->dictionary->utf8 != 0) return;
  inside_->charset = inside_->dictionary->cset;
  UErrorCode error = U_ZERO_ERROR;
  const Converter converter(ucnv_open(inside_->charset.c_str(), &error));
  if (U_FAILURE(error)) throw damaged(path);
}

Hyphenator::~Hyphenator() = default;

std::string Hyphenator::Inside::encode(const std::u16string& word) const {
  UErrorCode error = U_ZERO_ERROR;
  std::string bytes(word.size() * 4, '\0');
  int32_t length = 0;
  const auto capacity = static_cast<int32_t>(bytes.size());
  const auto units = static_cast<int32_t>(word.size());
  if (charset.empty()) {
    u_strToUTF8(bytes.data(), capacity, &length, word.data(), units, &error);
  } else {
    // A converter keeps state, so each thread opens its own; ICU caches the tables.
    const Converter converter(ucnv_open(charset.c_str(), &error));
    ucnv_setFromUCallBack(converter.get(), UCNV_FROM_U_CALLBACK_STOP, nullptr, nullptr, nullptr,
                          &error);
    length = ucnv_fromUChars(converter.get(), bytes.data(), capacity, word.data(), units, &error);
  }
  if (U_FAILURE(error)) return {};
  bytes.resize(static_cast<std::size_t>(length));
  return bytes;
}

std::vector<std::uint32_t> Hyphenator::divisions(std::u16string_view word) const {
  if (word.size() > kLongestWordUnits) return {};
  const auto units = static_cast<int32_t>(word.size());
  const int32_t characters = u_countChar32(word.data(), units);
  if (characters < std::max(kShortestWord, inside_->minima.left + inside_->minima.right)) return {};
  std::u16string small(word.size() + 1, u'\0');
  UErrorCode error = U_ZERO_ERROR;
  const int32_t length = u_strToLower(small.data(), static_cast<int32_t>(small.size()), word.data(),
                                      units, inside_->language.c_str(), &error);
  // Where lower case has other letters than the word, positions would not fit it.
  if (U_FAILURE(error) || length != units) return {};
  small.resize(word.size());
  const std::string bytes = inside_->encode(small);
  if (bytes.empty()) return {};

  std::string marks(bytes.size() + 5, '\0');
  char** replacements = nullptr;
  int* positions = nullptr;
  int* cuts = nullptr;
  const int failed = hnj_hyphen_hyphenate3(
      inside_->dictionary, bytes.data(), static_cast<int>(bytes.size()), marks.data(), nullptr,
      &replacements, &positions, &cuts, inside_->minima.left, inside_->minima.right, 0, 0);
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
    const bool long_enough =
        i + 1 >= inside_->minima.left && characters - (i + 1) >= inside_->minima.right;
    if (marked && long_enough && !changed.at(index)) found.push_back(unit);
  }
  return found;
}

Hyphenators::Hyphenators(DictionaryFinder finder, PatternCache cache)
    : finder_(std::move(finder)), cache_(std::move(cache)) {}
Hyphenators::~Hyphenators() = default;

const Hyphenator* Hyphenators::for_language(const std::string& language) const {
  const std::lock_guard lock(mutex_);
  const auto known = loaded_.find(language);
  if (known != loaded_.end()) return known->second.get();
  const std::string path = finder_ ? finder_(language) : std::string();
  std::unique_ptr<const Hyphenator> hyphenator;
  if (!path.empty()) hyphenator = std::make_unique<const Hyphenator>(path, language, cache_);
  return loaded_.emplace(language, std::move(hyphenator)).first->second.get();
}

}  // namespace chancery::text
