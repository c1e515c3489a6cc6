// What readers copy is what was written, in every script (poppler's default mode; white space and
// bidi controls apart).
#include <gtest/gtest.h>

#include <regex>
#include <sstream>

#include "base/utf8.h"
#include "end_to_end/program.h"

namespace chancery::tests {
namespace {

bool is_left_out(char32_t c) {
  return c <= U' ' || c == U'\u00A0' || c == U'\u3000' || c == U'\u200E' || c == U'\u200F' ||
         (c >= U'\u202A' && c <= U'\u202E') || (c >= U'\u2066' && c <= U'\u2069');
}

std::string squeezed(std::string_view text) {
  std::string kept;
  for (std::size_t at = 0; at < text.size();) {
    const auto step = decode_utf8(text, at);
    if (!step) throw std::runtime_error("not UTF-8");
    if (!is_left_out(step->code_point)) append_utf8(kept, step->code_point);
    at += step->length;
  }
  return kept;
}

/// The paragraphs of a letter's body without their marks.
std::vector<std::string> paragraphs_of(const std::string& letter) {
  std::istringstream lines(letter.substr(letter.find("\n---\n") + 5));
  std::vector<std::string> paragraphs = {""};
  for (std::string line; std::getline(lines, line);) {
    if (line.empty() || line == "---" || line.rfind(":::", 0) == 0) {
      if (!paragraphs.back().empty()) paragraphs.emplace_back();
      continue;
    }
    line = std::regex_replace(line, std::regex("^(> ?)+"), "");
    line.erase(std::remove(line.begin(), line.end(), '*'), line.end());
    if (line.empty() && !paragraphs.back().empty()) paragraphs.emplace_back();
    paragraphs.back() += line + ' ';
  }
  while (paragraphs.back().empty()) paragraphs.pop_back();
  return paragraphs;
}

std::string copied(const std::string& letter) {
  const TemporaryFolder folder;
  const std::string pdf = (folder / "a.pdf").string();
  const Ran made = chancery({"typeset", letter, "-o", pdf});
  EXPECT_EQ(made.status, 0) << made.err;
  return squeezed(run({"pdftotext", pdf, "-"}).out);
}

TEST(CopiedText, EqualsTheSourceInEveryScript) {
  const std::string text = copied(example("scripts"));
  const std::vector<std::string> paragraphs = paragraphs_of(read_text(example("scripts")));
  EXPECT_GE(paragraphs.size(), 25U);
  for (const std::string& each : paragraphs) {
    EXPECT_NE(text.find(squeezed(each)), std::string::npos) << each;
  }
}

TEST(CopiedText, HasNothingOfKashidas) {
  // In columns so narrow that most lines are stretched.
  const std::string letter =
      "---\nletterhead: division-letters\nlanguage: ar\nsignatories:\n"
      "  - { name: Asel Brandt, title: Director, division: Asia Division }\n---\n"
      "> > > > > البحيرات ملك لكل من يعيش على ضفافها. يجتمع الوزراء في بداية الشهر ويُعتمد جدول "
      "العبّارات للعام الجديد. نطلب أن يُطبع الجدول بكل لغة تُسمع على الأرصفة، حتى لا ينتظر أحد فوق "
      "الجليد عبّارةً لن تأتي. ونرجو من السادة المسؤولين في الموانئ أن يعلّقوا الجدول.\n\n"
      "::: {lang=ug}\n"
      "> > > > > كۆللەر ئۇلارنىڭ قىرغىقىدا ياشايدىغان ھەممە كىشىگە تەۋە. مىنىستىرلار يىغىلىپ، يېڭى "
      "يىللىق پاراخوت جەدۋىلىنى بېكىتىدۇ. ھېچكىمنىڭ مۇز ئۈستىدە كەلمەيدىغان پاراخوتنى ساقلاپ "
      "قالماسلىقى ئۈچۈن، جەدۋەلنىڭ ھەر بىر تىلدا بېسىلىشىنى سورايمىز.\n"
      ":::\n";
  const TemporaryFolder folder;
  write_text(folder / "letter.md", letter);
  const std::string text = copied((folder / "letter.md").string());
  EXPECT_EQ(text.find("\u0640"), std::string::npos);
  for (const std::string& each : paragraphs_of(letter)) {
    EXPECT_NE(text.find(squeezed(each)), std::string::npos) << each;
  }
}

}  // namespace
}  // namespace chancery::tests
