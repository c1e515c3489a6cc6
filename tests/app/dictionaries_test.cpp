// Which hyphenation dictionary a language gets.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "app/places.h"
#include "run_program.h"

namespace chancery::app {
namespace {

using tests::TemporaryFolder;

/// Every dictionary that Debian 12 installs (apt-file search /usr/share/hyphen/hyph_), without its
/// links.
const std::vector<std::string> kDebian = {
    "af_ZA", "as_IN",      "be_BY", "bg_BG", "bn_IN", "ca_ES", "cs_CZ", "da_DK", "de_DE", "el_GR",
    "en_GB", "en_US",      "es_ES", "fr",    "gl_ES", "gu_IN", "hi_IN", "hr_HR", "hu_HU", "id_ID",
    "is_IS", "it_IT",      "kn_IN", "lt_LT", "lv_LV", "ml_IN", "mn_MN", "mr_IN", "nb_NO", "nl_NL",
    "nn_NO", "or_IN",      "pa_IN", "pl_PL", "pt_BR", "pt_PT", "ro_RO", "ru_RU", "sk_SK", "sl_SI",
    "sr_RS", "sr-Latn_RS", "sv_SE", "ta_IN", "te_IN", "th_TH", "uk_UA", "zu_ZA"};

class InstalledDictionaries : public ::testing::Test {
 protected:
  InstalledDictionaries() {
    for (const std::string& name : kDebian) add(name);
  }
  void add(const std::string& name) { tests::write_text(folder_ / ("hyph_" + name + ".dic"), ""); }

  /// The NAME of hyph_NAME.dic; empty when there is none.
  std::string name_for(const std::string& language) const {
    const std::string path = dictionary_finder(folder_.path())(language);
    if (path.empty()) return {};
    const std::string file = std::filesystem::path(path).filename().string();
    return file.substr(5, file.size() - 9);
  }

 private:
  TemporaryFolder folder_;
};

TEST_F(InstalledDictionaries, AreAllFoundForTheirLanguage) {
  for (const std::string& name : kDebian) {
    std::string tag = name;
    const std::size_t region = tag.find('_');
    if (region != std::string::npos) tag[region] = '-';
    EXPECT_EQ(name_for(tag), name) << "with its region";
    const std::string language = tag.substr(0, region);
    const std::string expected = language == "en" ? "en_US" : language == "pt" ? "pt_PT" : name;
    EXPECT_EQ(name_for(language), expected) << "without";
  }
  EXPECT_EQ(name_for("no"), "nb_NO");
}

TEST_F(InstalledDictionaries, AnotherCountryGetsTheNearest) {
  EXPECT_EQ(name_for("de-LI"), "de_DE");
  EXPECT_EQ(name_for("es-419"), "es_ES");
  EXPECT_EQ(name_for("pt-AO"), "pt_PT");
  EXPECT_EQ(name_for("en-IE"), "en_GB") << "CLDR: en-001";
  EXPECT_EQ(name_for("en-PR"), "en_US");
  EXPECT_EQ(name_for("sr-ME"), "sr_RS");
}

TEST_F(InstalledDictionaries, AreForTheirScript) {
  EXPECT_EQ(name_for("sr-Latn"), "sr-Latn_RS");
  EXPECT_EQ(name_for("sr-Latn-ME"), "sr-Latn_RS");
  EXPECT_EQ(name_for("sr-Cyrl"), "sr_RS");
  EXPECT_EQ(name_for("ru-Latn"), "") << "no patterns for transliterated Russian";
  EXPECT_EQ(name_for("en-Latn-GB"), "en_GB");
  EXPECT_EQ(name_for("mn-Mong"), "");
  EXPECT_EQ(name_for("zh-Hant-HK"), "");
}

TEST_F(InstalledDictionaries, OfOtherLanguagesAreFoundWhenInstalled) {
  EXPECT_EQ(name_for("kk"), "");
  add("kk_KZ");
  EXPECT_EQ(name_for("kk"), "kk_KZ");
  EXPECT_EQ(name_for("kk-CN"), "kk_KZ");
  EXPECT_EQ(name_for("k"), "");
}

TEST(DictionaryFolder, MayBeMissing) {
  const TemporaryFolder folder;
  EXPECT_EQ(dictionary_finder(folder / "none")("de"), "");
  EXPECT_EQ(dictionary_finder(folder / "none")("xx"), "");
}

}  // namespace
}  // namespace chancery::app
