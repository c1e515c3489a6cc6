// Every way in which a letter can be wrong, each with its place and code.
#include <gmock/gmock.h>

#include "data/data.h"
#include "data/told.h"
#include "letter/letter.h"
#include "spelling.h"

namespace chancery::letter {
namespace {

using ::testing::Each;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

/// "7:1 image", in the order in which they are told.
std::vector<std::string> codes(const ReadLetter& read) {
  std::vector<std::string> all;
  for (const Diagnostic& diagnostic : read.diagnostics) {
    EXPECT_FALSE(diagnostic.what.empty() || diagnostic.mend.empty()) << diagnostic.code;
    const bool is_error = diagnostic.severity == Severity::kError;
    all.push_back(place(diagnostic.where) + (is_error ? " " : " warning ") + diagnostic.code);
  }
  EXPECT_EQ(read.letter.has_value(), !has_errors(read.diagnostics));
  return all;
}

std::vector<std::string> in_body(std::string_view body) {
  return codes(read_letter(with_body(body), "f.md"));
}

std::vector<std::string> in_keys(std::string_view keys) {
  return codes(read_letter(with_keys("language: en\n" + std::string(keys)), "f.md"));
}

TEST(Diagnostics, HaveTheFormOfTheProject) {
  const ReadLetter read = read_letter(with_keys("language: en\nsignatorys: []\n"), "a/letter.md");
  EXPECT_THAT(
      told(read.diagnostics),
      ElementsAre("a/letter.md:3:1: error[unknown-key]: unknown key 'signatorys' in the front "
                  "matter — did you mean 'signatories'?"));
}

TEST(Diagnostics, AllAtOnceInTheOrderOfTheFile) {
  EXPECT_THAT(
      codes(read_letter("---\ntitel: x\ndate: 2026-02-30\npaper: A5\nto: [<b>]\n---\n"
                        "a ![b](c)\n\n<p>\n",
                        "f.md")),
      ElementsAre("2:1 missing-key", "2:1 missing-key", "2:1 missing-key", "2:1 unknown-key",
                  "3:7 date", "4:8 paper", "5:6 raw-html", "7:3 image", "9:1 raw-html"));
}

TEST(Diagnostics, OfTheWholeFile) {
  EXPECT_THAT(codes(read_letter(std::string(data::kLargestFileBytes + 1, 'x'), "f.md")),
              ElementsAre("0:0 too-large"));
  EXPECT_THAT(codes(read_letter("---\né\xFF", "f.md")), ElementsAre("2:2 not-utf8"));
  EXPECT_THAT(codes(read_letter("Dear all\n", "f.md")), ElementsAre("1:1 no-front-matter"));
  EXPECT_THAT(codes(read_letter("", "f.md")), ElementsAre("1:1 no-front-matter"));
  EXPECT_THAT(codes(read_letter("---\ntitle: x\n", "f.md")),
              ElementsAre("1:1 unclosed-front-matter"));
  EXPECT_THAT(in_body(""), ElementsAre("7:1 no-body"));
  EXPECT_THAT(in_body("\n\n"), ElementsAre("7:1 no-body"));
}

TEST(Diagnostics, OfCharacters) {
  EXPECT_THAT(in_body("é\x07 \x7F \u0085 \u2029\n\n\uFFFD \uFEFF \uFFFE\n"),
              ElementsAre("7:2 control-character", "7:4 control-character", "7:6 control-character",
                          "7:8 control-character", "9:1 replacement-character",
                          "9:3 control-character", "9:5 control-character"));
  EXPECT_THAT(in_keys("title: x\x01y\n"), ElementsAre("3:9 control-character"));
  EXPECT_THAT(in_keys("title: \"a\\x07\"\n"), ElementsAre("3:8 control-character"));
  EXPECT_THAT(in_keys("place: \"a\\x07\"\n"), ElementsAre("3:8 control-character"));
  EXPECT_THAT(in_body("a &#7; b\n"), ElementsAre("7:1 control-character"));
  EXPECT_THAT(in_body("a \xEE\x80\x80 b\n"), ElementsAre("7:3 private-use-character"));  // U+E000
  EXPECT_THAT(in_body("&#xF0000;\n"), ElementsAre("7:1 private-use-character"));
  EXPECT_THAT(in_keys("title: \"\\uF8FF\"\n"), ElementsAre("3:8 private-use-character"));
}

TEST(Diagnostics, OfYamlHaveTheLinesOfTheFile) {
  EXPECT_THAT(in_keys("title: a: b\n"), ElementsAre("3:9 yaml-syntax"));
  EXPECT_THAT(in_keys("title: a\ntitle: b\n"), ElementsAre("4:1 duplicate-key"));
  EXPECT_THAT(in_keys("title: &x a\nplace: *x\n"),
              ElementsAre("3:8 yaml-anchor", "4:8 yaml-alias"));
  EXPECT_THAT(codes(read_letter("---\n- a\n---\nHello\n", "f.md")), ElementsAre("2:1 wrong-type"));
}

TEST(Diagnostics, OfKeys) {
  EXPECT_THAT(codes(read_letter("---\nplace: here\n---\nHello\n", "f.md")),
              ElementsAre("2:1 missing-key", "2:1 missing-key", "2:1 missing-key"));
  EXPECT_THAT(codes(read_letter(with_keys("language: en_GB\n"), "f.md")),
              ElementsAre("2:11 language-tag"));
  EXPECT_THAT(codes(read_letter(with_keys("language: ''\n"), "f.md")),
              ElementsAre("2:11 empty-value"));
  EXPECT_THAT(in_keys("paper: a4\n"), ElementsAre("3:8 paper"));
  EXPECT_THAT(in_keys("date: 24.11.2026\n"), ElementsAre("3:7 date"));
  EXPECT_THAT(in_keys("date: 2023-02-29\n"), ElementsAre("3:7 date"));
  EXPECT_THAT(in_keys("date: 1900-02-29\n"), ElementsAre("3:7 date"));
  EXPECT_THAT(in_keys("date: 2000-02-29\n"), ElementsAre());
  EXPECT_THAT(in_keys("date: 2026-13-01\n"), ElementsAre("3:7 date"));
  EXPECT_THAT(in_keys("reference: \"a\\nb\"\n"), ElementsAre("3:12 line-break"));
  EXPECT_THAT(in_keys("title: [a]\n"), ElementsAre("3:8 wrong-type"));
  EXPECT_THAT(in_keys("to: Someone\n"), ElementsAre("3:5 wrong-type"));
  EXPECT_THAT(in_keys("to:\n  - a: b\n  - []\n  - ''\n  - [a, [b]]\n"),
              ElementsAre("4:5 missing-key", "4:5 unknown-key", "5:5 empty-item", "6:5 empty-item",
                          "7:9 wrong-type"));
  EXPECT_THAT(in_keys("to:\n  - name: ''\n    address: a\n    country: [b]\n  - name: c\n"
                      "    address: ['', [d]]\n"),
              ElementsAre("4:11 empty-value", "5:14 wrong-type", "6:14 wrong-type",
                          "8:15 empty-item", "8:19 wrong-type"));
  EXPECT_THAT(in_keys("from: Ada\n"), ElementsAre("3:7 wrong-type"));
  EXPECT_THAT(in_keys("from:\n  phone: 1\n  name: [a]\n  address: b\n"),
              ElementsAre("4:3 unknown-key", "5:9 wrong-type", "6:12 wrong-type"));
  for (const char* mail : {"ada", "@b.org", "ada@", "a@b@c", "a b@c.org", "<a@b.org>"}) {
    EXPECT_THAT(in_keys("from:\n  email: '" + std::string(mail) + "'\n"),
                ElementsAre("4:10 email"));
  }
  for (const char* web : {"ftp://a.org", "javascript://x", "a b.org", "<a.org>"}) {
    EXPECT_THAT(in_keys("from:\n  web: '" + std::string(web) + "'\n"), ElementsAre("4:8 web"));
  }
  EXPECT_THAT(in_keys("calendar: julian\n"), ElementsAre("3:11 calendar"));
  EXPECT_THAT(in_keys("signatories-in-a-row: 4\n"), ElementsAre("3:23 signatories-in-a-row"));
  EXPECT_THAT(in_keys("signatories-in-a-row: 0\n"), ElementsAre("3:23 signatories-in-a-row"));
  EXPECT_THAT(in_keys("signatories-in-a-row: two\n"), ElementsAre("3:23 wrong-type"));
  EXPECT_THAT(
      in_keys("delivery: [a]\nannexes: b\nbcc: [[c]]\npostscript: {a: b}\n"),
      ElementsAre("3:11 wrong-type", "4:10 wrong-type", "5:7 wrong-type", "6:13 wrong-type"));
  EXPECT_THAT(in_keys("cc: [[a]]\n"), ElementsAre("3:6 wrong-type"));
  EXPECT_THAT(in_keys("title: \"é <b>\"\n"), ElementsAre("3:11 raw-html"));
  EXPECT_THAT(in_keys("title: a[^1]\n"), ElementsAre("3:9 misplaced-footnote"));
  EXPECT_THAT(in_keys("title: '[é]{lang=x}'\n"), ElementsAre("3:18 language-tag"));
}

TEST(Diagnostics, OfSignatories) {
  const auto in_signatories = [](std::string_view list) {
    return codes(read_letter(
        "---\nletterhead: x\nlanguage: en\nsignatories:" + std::string(list) + "\n---\nHello\n",
        "f.md"));
  };
  EXPECT_THAT(in_signatories(" []"), ElementsAre("4:14 no-signatories"));
  EXPECT_THAT(in_signatories(""), ElementsAre("2:1 missing-key"));
  EXPECT_THAT(in_signatories(" Ada"), ElementsAre("4:14 wrong-type"));
  EXPECT_THAT(in_signatories("\n- Ada"), ElementsAre("5:3 wrong-type"));
  EXPECT_THAT(in_signatories("\n- title: X"), ElementsAre("5:3 missing-key", "5:3 missing-key"));
  EXPECT_THAT(in_signatories("\n- {name: A, division: B, divison: C}"),
              ElementsAre("5:26 unknown-key"));
  EXPECT_THAT(in_signatories("\n- {name: A, division: B}\n- {name: C, division: B}"),
              ElementsAre("6:23 division-twice"));
  std::string thirteen;
  for (int i = 0; i < 13; ++i) thirteen += "\n- {name: A, division: D" + std::to_string(i) + "}";
  EXPECT_THAT(in_signatories(thirteen), ElementsAre("17:3 too-many-signatories"));
}

TEST(Diagnostics, OfBlocks) {
  EXPECT_THAT(in_body("a\n\n    code\n"), ElementsAre("9:5 code-block"));
  EXPECT_THAT(in_body("> é\n> ```\n> code\n> ```\n"), ElementsAre("8:3 code-block"));
  EXPECT_THAT(in_body("- <div>x</div>\n"), ElementsAre("7:3 raw-html"));
  EXPECT_THAT(in_body("a\n\n#\n"), ElementsAre("9:1 empty-heading"));
  EXPECT_THAT(in_body("> a\n>\n> ***\n"), ElementsAre("9:3 misplaced-page-break"));
  EXPECT_THAT(in_body("a\n\n| a | b |\n|---|---|\n| 1 | 2 | 3 |\n"), ElementsAre("11:1 table-row"));
  EXPECT_THAT(in_body("[a]: https://b.org\n\nb\n"), ElementsAre("7:1 link-definition"));
  EXPECT_THAT(in_body("> [Note]: soon\n> b\n"), ElementsAre("7:3 link-definition"));
}

TEST(Diagnostics, OfInlines) {
  EXPECT_THAT(in_body("> é\n> *ü* <i>b\n"), ElementsAre("8:7 raw-html"));
  EXPECT_THAT(in_body("a\n  é ![b\nc](d)\n"), ElementsAre("8:5 image"));
  EXPECT_THAT(in_body("| é | <b> |\n|---|---|\n| ![x](y) | z |\n"),
              ElementsAre("7:7 raw-html", "9:3 image"));
  EXPECT_THAT(in_body("é [a](b)\n"), ElementsAre("7:3 link-target"));
  EXPECT_THAT(in_body("é <javascript:alert(1)>\n"), ElementsAre("7:3 link-target"));
  EXPECT_THAT(in_body("[a](https://b.org \"c\")\n"), ElementsAre("7:1 link-title"));
  EXPECT_THAT(in_body("a [](https://b.org)\n"), ElementsAre("7:3 empty-link"));
}

TEST(Diagnostics, OfSpans) {
  EXPECT_THAT(in_body("é [b]{lang=fr\n"), ElementsAre("7:6 unclosed-attributes"));
  EXPECT_THAT(in_body("[b](https://c.org){lang=fr}\n"), ElementsAre("7:19 misplaced-attributes"));
  EXPECT_THAT(in_body("é]{lang=fr}\n"), ElementsAre("7:3 unopened-span"));
  EXPECT_THAT(in_body("[b]{}\n"), ElementsAre("7:4 empty-attributes"));
  EXPECT_THAT(in_body("é\n[b]{ lang=fr  color=red }\n"), ElementsAre("8:15 unknown-attribute"));
  EXPECT_THAT(in_body("[b]{.bold}\n"), ElementsAre("7:5 unknown-class"));
  EXPECT_THAT(in_body("[b]{lang=f}\n"), ElementsAre("7:10 language-tag"));
  EXPECT_THAT(in_body("- [b]{dir=up}\n"), ElementsAre("7:11 direction"));
  EXPECT_THAT(in_body("*a [b* c]{lang=fr}\n"), ElementsAre("7:10 crossed-span"));
  EXPECT_THAT(in_body("[a *b]{lang=fr} c*\n"), ElementsAre("7:7 crossed-span"));
  EXPECT_THAT(in_body("[xx\nyy [a](https://b.org\n'') z]{lang=fr}\n"),
              ElementsAre("9:7 unopened-span"));
}

TEST(Diagnostics, OfDivisions) {
  EXPECT_THAT(in_body("a\n::: {lang=fr}\nb\n"), ElementsAre("8:1 unclosed-division"));
  EXPECT_THAT(in_body("a\n:::\n"), ElementsAre("8:1 unopened-division"));
  EXPECT_THAT(in_body("::: note\na\n:::\n"), ElementsAre("7:5 division-attributes"));
  EXPECT_THAT(in_body("::: {}\na\n:::\n"), ElementsAre("7:6 empty-attributes"));
  EXPECT_THAT(in_body("::: {lang=fr x=y}\na\n:::\n"), ElementsAre("7:14 unknown-attribute"));
  EXPECT_THAT(in_body("::: {dir=down}\na\n:::\n"), ElementsAre("7:10 direction"));
  EXPECT_THAT(in_body("::: {lang=en_GB}\na\n:::\n"), ElementsAre("7:11 language-tag"));
  EXPECT_THAT(in_body("::: {lang=fr .note}\na\n:::\n"), ElementsAre("7:14 warning unknown-class"));
  EXPECT_THAT(in_body("- a\n  ::: {lang=fr}\n  b\n"), ElementsAre("8:3 misplaced-division"));
}

TEST(Diagnostics, OfFootnotes) {
  EXPECT_THAT(in_body("é[^x] `[^y]` \\[^z]\n"), ElementsAre("7:2 undefined-footnote"));
  EXPECT_THAT(in_body("a\n\n> [^x]: b\n"), ElementsAre("9:3 unused-footnote"));
  EXPECT_THAT(in_body("a[^x]\n\n[^x]: b\n\n[^X]: c\n"), ElementsAre("11:1 duplicate-footnote"));
  EXPECT_THAT(in_body("a[^x][^y]\n\n[^x]: b\n[^y]: é [^x]\n"),
              ElementsAre("10:9 footnote-in-footnote"));
}

TEST(Limits, NestingStopsAtSixtyFour) {
  const auto repeated = [](std::string_view text, int times) {
    std::string all;
    for (int i = 0; i < times; ++i) all += text;
    return all;
  };
  EXPECT_THAT(in_body(repeated("> ", 60) + "a\n"), ElementsAre());
  EXPECT_THAT(in_body(repeated("> ", 65) + "a\n"), ElementsAre("7:127 too-deep"));
  EXPECT_THAT(in_body(repeated(">", 200'000) + "a\n"), ElementsAre(HasSubstr("too-deep")));
  EXPECT_THAT(in_body(repeated("- ", 200'000) + "a\n"), ElementsAre(HasSubstr("too-deep")));
  EXPECT_THAT(in_body(repeated("*a **a ", 5000) + "b" + repeated("** *", 5000) + "\n"),
              Each(HasSubstr("too-deep")));
  EXPECT_THAT(in_body(repeated("[", 64) + "a" + repeated("]{lang=fr}", 64) + "\n"), ElementsAre());
  EXPECT_THAT(in_body(repeated("[", 65) + "a" + repeated("]{lang=fr}", 65) + "\n"),
              ElementsAre("7:68 too-deep"));
  EXPECT_THAT(in_body(repeated("]{", 50'000) + "\n"), Each(HasSubstr("unopened-span")));
  EXPECT_THAT(in_body(repeated("::: {lang=fr}\n", 65) + "a\n" + repeated(":::\n", 65)),
              ElementsAre("71:1 too-deep"));
  EXPECT_THAT(in_keys("title: \"" + repeated("*a **b ", 70) + repeated("c** d*", 70) + "\"\n"),
              ElementsAre("3:9 too-deep"));
  EXPECT_THAT(in_keys("to: " + repeated("[", 70) + repeated("]", 70) + "\n"),
              ElementsAre("3:68 too-deep"));
}

TEST(Limits, TablesOfMoreThanAHundredThousandCells) {
  std::string table = "a" + std::string(999, '|') + "b\n-";
  for (int i = 0; i < 999; ++i) table += "|-";
  table += "\n";
  for (int i = 0; i < 200; ++i) table += "x|y\n";
  EXPECT_THAT(in_body("\n" + table), ElementsAre("109:1 table-too-large"));
}

TEST(Limits, FilesOfSixteenMegabytesAreRead) {
  std::string text = with_body("");
  while (text.size() + 50'004 < data::kLargestFileBytes) {
    text.append(50'000, 'x').append(" y\n");
    text += '\n';
  }
  EXPECT_TRUE(read_letter(text, "f.md").letter);
}

TEST(Limits, NoMoreThanTwoHundredProblems) {
  std::string body;
  for (int i = 0; i < 1000; ++i) body += "<b>\n\n";
  EXPECT_EQ(read_letter(with_body(body), "f.md").diagnostics.size(), 200u);
}

TEST(JsonDiagnostics, PointIntoTheJson) {
  const auto in_json = [](std::string_view members) {
    return codes(
        read_letter("{\"letterhead\": \"x\", \"language\": \"en\",\n"
                    "\"signatories\": [{\"name\": \"A\", \"division\": \"B\"}],\n" +
                        std::string(members) + "}",
                    "f.json"));
  };
  EXPECT_THAT(in_json("\"body\": \"\\u00e9\\n\\n- <b>\""), ElementsAre("3:22 raw-html"));
  EXPECT_THAT(in_json("\"body\": [\"a\", \"![b](c)\", 3]"),
              ElementsAre("3:16 image", "3:26 wrong-type"));
  EXPECT_THAT(in_json("\"body\": \"\""), ElementsAre("3:9 no-body"));
  EXPECT_THAT(in_json("\"body\": {}"), ElementsAre("3:9 wrong-type"));
  EXPECT_THAT(in_json("\"body\": \"a\\u0007\""), ElementsAre("3:11 control-character"));
  EXPECT_THAT(in_json("\"body\": \"a\", \"title\": \"\\u00e9\\u0007\""),
              ElementsAre("3:30 control-character"));
  EXPECT_THAT(in_json("\"body\": \"a\", \"title\": \"\\\"<b>\""), ElementsAre("3:26 raw-html"));
  EXPECT_THAT(in_json("\"boddy\": \"a\""), ElementsAre("1:1 missing-key", "3:1 unknown-key"));
  EXPECT_THAT(in_json("\"body\" \"a\""), ElementsAre("3:8 json-syntax"));
}

}  // namespace
}  // namespace chancery::letter
