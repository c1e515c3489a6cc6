// Images in the body and files among the enclosures, as they are read.
#include <gmock/gmock.h>

#include <string>

#include "data/told.h"
#include "letter/canonical.h"
#include "letter/letter.h"
#include "spelling.h"

namespace chancery::letter {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

const std::string kKeys =
    "---\nletterhead: x\nlanguage: en\nsignatories:\n- {name: A, division: B}\n";

ReadLetter read_body_of(const std::string& body) {
  return read_letter(kKeys + "---\n" + body, "f.md");
}

std::string body_of(const std::string& markdown) {
  const ReadLetter read = read_body_of(markdown);
  EXPECT_THAT(told(read.diagnostics), IsEmpty()) << markdown;
  return read.letter ? spell(read.letter->body) : "(no letter)";
}

/// Of each diagnostic: the line in the body from 1, column and code.
std::vector<std::string> codes_in(const std::string& body) {
  std::vector<std::string> codes;
  for (const Diagnostic& diagnostic : read_body_of(body).diagnostics) {
    codes.push_back(std::to_string(diagnostic.where.line - 6) + ":" +
                    std::to_string(diagnostic.where.column) + " " + diagnostic.code);
  }
  return codes;
}

TEST(Images, AParagraphOfAnImageIsAnImage) {
  EXPECT_EQ(body_of("a\n\n![Map of the piers](map.png)\n\nb\n"),
            "p a\nimage map.png (Map of the piers)\np b\n");
  EXPECT_EQ(body_of("![Map](map.png \"The *winter* route\")\n"),
            "image map.png (Map) \"The winter route\"\n");
  const ReadLetter read = read_body_of("![Map](map.png \"The *winter* route\")\n");
  ASSERT_TRUE(read.letter);
  const RichText& caption = read.letter->body.at(0).image->caption;
  ASSERT_EQ(caption.marks.size(), 1U);
  EXPECT_EQ(caption.marks[0].kind, Mark::Kind::kEmphasis);
  EXPECT_THAT(codes_in("![Map](map.png \"The [^n] route\")\n\n[^n]: b\n"),
              ::testing::Contains("1:1 misplaced-footnote"));
  EXPECT_EQ(body_of("- ![Map](m.png)\n\n  b\n\n> ![Pier](p.jpg)\n"),
            "ul\n-\n  image m.png (Map)\n  p b\nquote\n  image p.jpg (Pier)\n");
}

TEST(Images, SayTheirWidthAndPlace) {
  EXPECT_EQ(body_of("![M](m.png){width=25.4mm}\n"), "image m.png (M) 72pt\n");
  EXPECT_EQ(body_of("![M](m.png){width=2.54cm .end}\n"), "image m.png (M) 72pt end\n");
  EXPECT_EQ(body_of("![M](m.png \"c\"){ width=2in .centre }\n"),
            "image m.png (M) \"c\" 144pt centre\n");
  EXPECT_EQ(body_of("![M](m.png){width='90pt' .start}\n"), "image m.png (M) 90pt\n");
  EXPECT_EQ(body_of("![M](m.png){width=50%}\n"), "image m.png (M) 50%\n");
}

TEST(Images, WhatIsSaidOfThemHasALanguage) {
  EXPECT_EQ(body_of("![Plan](m.png){lang=fr dir=ltr}\n"), "image m.png (Plan) @fr/ltr\n");
  EXPECT_EQ(body_of("::: {lang=ar dir=rtl}\n![\u0645](m.png)\n\n![Plan](m.png){lang=fr}\n:::\n"),
            "image m.png (\u0645) @ar/rtl\nimage m.png (Plan) @fr/rtl\n");
}

TEST(Images, TheTextThatSaysWhatTheyShowIsPlain) {
  EXPECT_EQ(body_of("![A *map* of\nthe `piers` \\* &amp; [b]{lang=fr}](m.png)\n"),
            "image m.png (A map of the piers * & b)\n");
}

TEST(Images, FilesAreNamedAsEditorsWriteThem) {
  EXPECT_EQ(body_of("![M](a%20b/c%2Fd.png)\n"), "image a b/c/d.png (M)\n");
  EXPECT_EQ(body_of("![M](<a b.png>)\n"), "image a b.png (M)\n");
  EXPECT_EQ(body_of("![M](100%.png)\n"), "image 100%.png (M)\n");
  EXPECT_EQ(body_of("![M](\u5730\u56fe.png)\n"), "image \u5730\u56fe.png (M)\n");
}

TEST(Images, InsideALineAreToldToStandAlone) {
  EXPECT_THAT(codes_in("a ![b](c.png) d\n"), ElementsAre("1:3 image"));
  EXPECT_THAT(codes_in("![b](c.png) d\n"), ElementsAre("1:1 image"));
  EXPECT_THAT(codes_in("![b](c.png){width=1cm} d\n"), ElementsAre("1:1 image"));
  EXPECT_THAT(codes_in("![a](b.png)\n![c](d.png)\n"), ElementsAre("1:1 image", "2:1 image"));
  EXPECT_THAT(codes_in("[![a](b.png)](https://a.example)\n"),
              ElementsAre("1:1 empty-link", "1:2 image"));
  EXPECT_THAT(codes_in("# ![a](b.png)\n"), ElementsAre("1:1 empty-heading", "1:3 image"));
  EXPECT_THAT(codes_in("a[^n]\n\n[^n]: ![b](c.png)\n"), ElementsAre("3:7 image"));
  EXPECT_THAT(read_body_of("a ![b](c.png)\n").diagnostics.front().mend,
              HasSubstr("paragraph of its own"));
}

TEST(Images, MustSayWhatTheyShow) {
  EXPECT_THAT(codes_in("![](c.png)\n"), ElementsAre("1:1 image-alt"));
  EXPECT_THAT(codes_in("a\n\n![ &nbsp;\u3000](c.png \"A caption\")\n"),
              ElementsAre("3:1 image-alt"));
  EXPECT_THAT(codes_in("![*](c.png)\n"), IsEmpty());
  EXPECT_THAT(read_body_of("![](c.png)\n").diagnostics.front().mend, HasSubstr("![Map of"));
  EXPECT_THAT(codes_in("x[^n]\n\n![a[^n]](c.png)\n\n[^n]: b\n"),
              ElementsAre("3:1 misplaced-footnote"));
}

TEST(Images, MustNameAFile) {
  EXPECT_THAT(codes_in("![a]()\n"), ElementsAre("1:1 image-file"));
  EXPECT_THAT(codes_in("![a](https://b.example/c.png)\n"), ElementsAre("1:1 image-file"));
  EXPECT_THAT(codes_in("![a](file:///etc/passwd)\n"), ElementsAre("1:1 image-file"));
  EXPECT_THAT(codes_in("![a](data:image/png;base64,AAAA)\n"), ElementsAre("1:1 image-file"));
  EXPECT_THAT(codes_in("![a](%FF.png)\n"), ElementsAre("1:1 image-file"));
  EXPECT_THAT(codes_in("![a](b%07.png)\n"), ElementsAre("1:1 control-character"));
  EXPECT_THAT(codes_in("![a](b.png \"c&#7;\")\n"), ElementsAre("1:1 control-character"));
}

TEST(Images, AttributesThatMeanNothingAreTold) {
  EXPECT_THAT(codes_in("![a](b.png){}\n"), ElementsAre("1:12 empty-attributes"));
  EXPECT_THAT(codes_in("![a](b.png){.center}\n"), ElementsAre("1:13 unknown-class"));
  EXPECT_THAT(codes_in("![a](b.png){height=3mm}\n"), ElementsAre("1:13 unknown-attribute"));
  EXPECT_THAT(codes_in("![a](b.png){width=3mm\n"),
              ElementsAre("1:1 image", "1:12 unclosed-attributes"));
  for (const char* width : {"", "3", "mm", "0mm", "-3mm", "3 mm", "1e3mm", "3px", "101%", "0%",
                            "nan%", "inf", "999999999mm", "3mmm", "0x3mm"}) {
    const std::vector<std::string> codes =
        codes_in("![a](b.png){width=" + std::string(width) + "}\n");
    ASSERT_FALSE(codes.empty()) << width;
    EXPECT_EQ(codes.front(), "1:19 width") << width;
  }
  EXPECT_THAT(codes_in("[a]{width=3mm}\n"), ElementsAre("1:5 unknown-attribute"));
  EXPECT_THAT(codes_in("[a](https://a.example){width=3mm}\n"),
              ElementsAre("1:23 misplaced-attributes"));
}

TEST(Images, AreFoundWhereverTheyStand) {
  ReadLetter read = read_body_of("![a](1.png)\n\n- x\n\n  > ![b](2.png)\n\n![c](3.png)\n\ntext\n");
  ASSERT_TRUE(read.letter);
  std::vector<std::string> files;
  for (const Block* block : images_of(*read.letter)) files.push_back(block->image->file);
  EXPECT_THAT(files, ElementsAre("1.png", "2.png", "3.png"));
}

TEST(Images, TheCanonicalFormKeepsThem) {
  const std::string letter = kKeys +
                             "enclosures:\n- {title: M, file: m.pdf, as: attached}\n---\n"
                             "a\n\n![M](a%20b.png \"c\"){width=50%}\n";
  const Canonical json = canonical(letter, "f.md");
  ASSERT_TRUE(json.letter);
  const ReadLetter again = read_letter(data::write_json(*json.letter), "f.json");
  EXPECT_THAT(told(again.diagnostics), IsEmpty());
  const ReadLetter before = read_letter(letter, "f.md");
  ASSERT_TRUE(again.letter && before.letter);
  EXPECT_EQ(spell(*again.letter), spell(*before.letter));
  EXPECT_EQ(read_letter(markdown_of(*json.letter), "f.md").letter->enclosures.size(), 1u);
}

std::vector<std::string> with_enclosures(const std::string& yaml) {
  std::vector<std::string> codes;
  for (const Diagnostic& diagnostic :
       read_letter(kKeys + "enclosures:\n" + yaml + "---\na\n", "f.md").diagnostics) {
    codes.push_back(std::to_string(diagnostic.where.line - 6) + ":" +
                    std::to_string(diagnostic.where.column) + " " + diagnostic.code);
  }
  return codes;
}

TEST(Enclosures, AreLinesOrFiles) {
  const ReadLetter read = read_letter(
      kKeys +
          "enclosures:\n- The *old* one\n- {title: \"A *map*\", file: a/map.pdf}\n"
          "- title: Fares\n  file: f.csv\n  as: attached\n- {title: B, file: b, as: appended}\n"
          "---\na\n",
      "f.md");
  ASSERT_THAT(told(read.diagnostics), IsEmpty());
  const std::string all = spell(*read.letter);
  EXPECT_THAT(all, HasSubstr("enclosures\n  The old one {em 4-7}\n  A map {em 2-5} appended "
                             "a/map.pdf\n  Fares attached f.csv\n  B appended b\n"));
  EXPECT_EQ(read.letter->enclosures[2].file_where.line, 10);
}

TEST(Enclosures, OfAnotherFormAreTold) {
  EXPECT_THAT(with_enclosures("- {title: a}\n"), ElementsAre("1:3 missing-key"));
  EXPECT_THAT(with_enclosures("- {file: a.pdf}\n"), ElementsAre("1:3 missing-key"));
  EXPECT_THAT(with_enclosures("- {title: a, file: ''}\n"), ElementsAre("1:20 empty-value"));
  EXPECT_THAT(with_enclosures("- {title: '', file: b}\n"), ElementsAre("1:11 empty-value"));
  EXPECT_THAT(with_enclosures("- {title: a, file: b, as: pinned}\n"), ElementsAre("1:27 as"));
  EXPECT_THAT(with_enclosures("- {title: a, file: b, like: c}\n"), ElementsAre("1:23 unknown-key"));
  EXPECT_THAT(with_enclosures("- {title: a, file: [b]}\n"), ElementsAre("1:20 wrong-type"));
  EXPECT_THAT(with_enclosures("- [a, b]\n"), ElementsAre("1:3 wrong-type"));
}

}  // namespace
}  // namespace chancery::letter
