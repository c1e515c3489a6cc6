// Compiled patterns divide as the dictionary that they were made from, and damage is noticed.
#include "text/compiled_patterns.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <random>
#include <string>

#include "text/hyphenate.h"

namespace chancery::text {
namespace {

struct Freer {
  void operator()(HyphenDict* dictionary) const { hnj_hyphen_free(dictionary); }
};
using Loaded = std::unique_ptr<HyphenDict, Freer>;

/// Of different kinds: UTF-8 and not, with replacements, with patterns for compound words.
std::vector<std::string> installed_dictionaries() {
  std::vector<std::string> files;
  for (const char* name : {"es_ES", "de_DE", "en_GB", "ru_RU"}) {
    const std::string file = std::string("/usr/share/hyphen/hyph_") + name + ".dic";
    if (std::filesystem::exists(file)) files.push_back(file);
  }
  return files;
}

/// What libhyphen marks in a word, with the replacements it proposes.
std::string marks(HyphenDict* dictionary, const std::string& word) {
  std::string marked(word.size() + 5, '\0');
  char** replacements = nullptr;
  int* positions = nullptr;
  int* cuts = nullptr;
  hnj_hyphen_hyphenate3(dictionary, word.c_str(), static_cast<int>(word.size()), marked.data(),
                        nullptr, &replacements, &positions, &cuts, 2, 2, 2, 2);
  std::string all(marked.c_str());
  if (replacements != nullptr) {
    for (std::size_t i = 0; i < word.size(); ++i) {
      if (replacements[i] != nullptr) {
        all += ' ' + std::to_string(i) + '=' + replacements[i] + std::to_string(positions[i]) +
               std::to_string(cuts[i]);
      }
      std::free(replacements[i]);
    }
  }
  std::free(replacements);
  std::free(positions);
  std::free(cuts);
  return all;
}

TEST(CompiledPatterns, DivideAsTheDictionaryDoes) {
  const std::vector<std::string> files = installed_dictionaries();
  if (files.empty()) GTEST_SKIP() << "no hyphenation dictionary is installed";
  for (const std::string& file : files) {
    const Loaded loaded(hnj_hyphen_load(file.c_str()));
    ASSERT_TRUE(loaded) << file;
    const Bytes bytes = compile(*loaded);
    EXPECT_EQ(bytes, compile(*Loaded(hnj_hyphen_load(file.c_str())))) << file;
    const auto compiled = CompiledPatterns::open(bytes);
    ASSERT_TRUE(compiled) << file;
    std::mt19937 random(7);
    for (int i = 0; i < 400; ++i) {
      // Letters of the dictionary's own alphabet: those that lead out of the first state of its
      // last level (the one before it may be libhyphen's own, of hyphens alone).
      const HyphenDict* last = loaded.get();
      while (last->nextlevel != nullptr) last = last->nextlevel;
      const HyphenState& first = last->states[0];
      ASSERT_GT(first.num_trans, 0) << file;
      std::string word;
      for (auto n = 4 + random() % 14; n > 0; --n) {
        word += first.trans[random() % static_cast<std::size_t>(first.num_trans)].ch;
      }
      ASSERT_EQ(marks(compiled->dictionary(), word), marks(loaded.get(), word)) << file << word;
    }
    for (const std::string word : {"hyphenation", "Schifffahrtsgesellschaft", "asszonnyal"}) {
      EXPECT_EQ(marks(compiled->dictionary(), word), marks(loaded.get(), word)) << file;
    }
  }
}

TEST(CompiledPatterns, DamageIsNoticed) {
  const std::vector<std::string> files = installed_dictionaries();
  if (files.empty()) GTEST_SKIP() << "no hyphenation dictionary is installed";
  const Loaded loaded(hnj_hyphen_load(files.front().c_str()));
  const Bytes whole = compile(*loaded);
  EXPECT_EQ(CompiledPatterns::open({}), nullptr);
  for (const std::size_t size :
       {std::size_t{7}, std::size_t{40}, whole.size() / 2, whole.size() - 8}) {
    EXPECT_EQ(CompiledPatterns::open(ByteView(whole).first(size)), nullptr) << size;
  }
  std::mt19937 random(11);
  for (int i = 0; i < 50; ++i) {
    Bytes damaged = whole;
    damaged[random() % damaged.size()] ^= static_cast<std::uint8_t>(1U << random() % 8);
    EXPECT_EQ(CompiledPatterns::open(damaged), nullptr);
  }
}

class OneFile : public FontFile {
 public:
  explicit OneFile(Bytes bytes) : bytes_(std::move(bytes)) {}
  ByteView bytes() const override { return bytes_; }

 private:
  Bytes bytes_;
};

TEST(CompiledPatterns, AreKeptAndFoundAgain) {
  const std::string file = "/usr/share/hyphen/hyph_en_US.dic";
  if (!std::filesystem::exists(file)) GTEST_SKIP() << "hyphen-en-us is not installed";
  std::shared_ptr<const FontFile> kept;
  int asked = 0;
  PatternCache cache;
  cache.find = [&](const std::string& path) {
    EXPECT_EQ(path, file);
    ++asked;
    return kept;
  };
  cache.keep = [&](const std::string&, ByteView compiled) {
    kept = std::make_shared<OneFile>(Bytes(compiled.begin(), compiled.end()));
  };
  const std::u16string word = u"hyphenation";
  const auto divisions = [&](const PatternCache& patterns) {
    const Hyphenators hyphenators([&](std::string_view) { return file; }, patterns);
    return hyphenators.for_language("en-US")->divisions(word);
  };
  const auto expected = divisions({});
  EXPECT_FALSE(expected.empty());
  EXPECT_EQ(divisions(cache), expected);
  ASSERT_TRUE(kept);
  const auto first_kept = kept;
  EXPECT_EQ(divisions(cache), expected);
  EXPECT_EQ(kept, first_kept) << "compiled again though it was there";
  EXPECT_EQ(asked, 2);
  // A damaged copy is made anew.
  kept = std::make_shared<OneFile>(Bytes(100));
  EXPECT_EQ(divisions(cache), expected);
  EXPECT_GT(kept->bytes().size(), 100U);
}

}  // namespace
}  // namespace chancery::text
