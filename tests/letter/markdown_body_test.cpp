#include <gmock/gmock.h>

#include "data/told.h"
#include "letter/letter.h"
#include "spelling.h"

namespace chancery::letter {
namespace {

using ::testing::ElementsAre;

Letter letter(std::string_view body) {
  const ReadLetter read = read_letter(with_body(body), "f.md");
  EXPECT_THAT(told(read.diagnostics), ElementsAre());
  return read.letter.value_or(Letter{});
}

std::string body(std::string_view markdown) {
  return spell(letter(markdown).body);
}

TEST(MarkdownBody, ParagraphsHeadingsAndPageBreaks) {
  EXPECT_EQ(body("One.\n\n## Two ##\n\nThree\n=====\n\n---\n\nFour.\n"),
            "p One.\nh2 Two\nh1 Three\nbreak\np Four.\n");
}

TEST(MarkdownBody, ListsNestAndCount) {
  EXPECT_EQ(body("- a\n- b\n  1. c\n  2. d\n\n7) e\n"),
            "ul\n-\n  p a\n-\n  p b\n  ol 1\n  -\n    p c\n  -\n    p d\nol 7\n-\n  p e\n");
}

TEST(MarkdownBody, QuotationsHoldBlocks) {
  EXPECT_EQ(body("> a\n> b\n>\n> - c\n"), "quote\n  p a b\n  ul\n  -\n    p c\n");
}

TEST(MarkdownBody, TablesKeepAlignment) {
  EXPECT_EQ(body("| a | b | c |\n|:--|:-:|--:|\n| *d* | e\\|f |\n"),
            "table\nrow | a | b = | c >\nrow | d {em 0-1} | e|f = |  >\n");
}

TEST(MarkdownBody, TableRightAfterAParagraph) {
  const Letter read = letter("Text here.\n| éa | [b]{lang=fr} |\n|---|---|\n| c | d |\n");
  EXPECT_EQ(spell(read.body), "p Text here.\ntable\nrow | éa | b {lang 0-1 fr}\nrow | c | d\n");
  EXPECT_EQ(place(read.body[0].where), "7:1");
  EXPECT_EQ(place(read.body[1].rows[0].cells[0].text.where), "8:3");
  EXPECT_EQ(place(read.body[1].rows[0].cells[1].text.where), "8:8");
  EXPECT_EQ(place(read.body[1].rows[1].cells[1].text.where), "10:7");
}

TEST(MarkdownBody, FootnotesStandInTheOrderOfTheirReferences) {
  const Letter read =
      letter("A[^b] and *b [^a]*.\n\n[^a]: First *note*.\n[^b]: Second.\n\n    - more\n");
  EXPECT_EQ(spell(read.body), "p A and b. {note 1-1 b} {em 6-7} {note 7-7 a}\n");
  ASSERT_EQ(read.footnotes.size(), 2u);
  EXPECT_EQ(read.footnotes[0].label, "b");
  EXPECT_EQ(spell(read.footnotes[0].blocks), "p Second.\nul\n-\n  p more\n");
  EXPECT_EQ(spell(read.footnotes[1].blocks), "p First note. {em 6-10}\n");
}

TEST(MarkdownBody, FootnotesCloseUpWithTheWordBefore) {
  EXPECT_EQ(body("a [^1]. b [^1] c\n\n[^1]: d\n"), "p a. b c {note 1-1 1} {note 4-4 1}\n");
}

TEST(MarkdownBody, InlineMarksCountBytesAndNest) {
  EXPECT_EQ(body("é *ü **ö*** `x  y` [Ä](https://é.org/a?b&c).\n"),
            "p é ü ö x y Ä. {em 3-8} {strong 6-8} {code 9-12} {link 13-15 "
            "https://%C3%A9.org/a?b&c}\n");
}

TEST(MarkdownBody, LinksInAngleBrackets) {
  EXPECT_EQ(
      body("<https://a.org/b> <me@a.org>\n"),
      "p https://a.org/b me@a.org {link 0-15 https://a.org/b} {link 16-24 mailto:me@a.org}\n");
}

TEST(MarkdownBody, EscapesAndCharacterReferencesAreText) {
  EXPECT_EQ(body("\\*a\\* &amp; &#65; \\[b\\]{lang=fr} {c} x]\\{y}\n"),
            "p *a* & A [b]{lang=fr} {c} x]{y}\n");
}

TEST(MarkdownBody, BreaksAndSpaces) {
  EXPECT_EQ(body("a\\\nb  \n   c\td   e\nf\n"), "p a⏎b⏎c d e f\n");
  EXPECT_EQ(body("a *\u00A0b* \n"), "p a *\u00A0b*\n") << "no emphasis opens before a space";
  EXPECT_EQ(body("a [ b ]{lang=fr} c\n"), "p a b c {lang 2-3 fr}\n");
}

TEST(MarkdownBody, NoSpaceBetweenLinesOfHanAndKana) {
  EXPECT_EQ(body("日本\nの。\n「今日」\n"), "p 日本の。「今日」\n");
  EXPECT_EQ(body("日本\nEU\n日*本*\n*語*\n"), "p 日本 EU 日本語 {em 13-16} {em 16-19}\n");
  EXPECT_EQ(body("한국\n어\n"), "p 한국 어\n") << "Korean is written with spaces";
  EXPECT_EQ(body("日 本\n"), "p 日 本\n") << "a space that the author wrote stays";
}

TEST(MarkdownBody, BidirectionalControlsAreText) {
  const std::string text = "a \u200Fb\u200E \u202Bc\u202C \u2067d\u2069 \u200Ce\u200D";
  EXPECT_EQ(body(text + "\n"), "p " + text + "\n");
}

TEST(Spans, CarryLanguageDirectionAndClasses) {
  EXPECT_EQ(body("[a]{lang=pt-br dir=\"rtl\" .smallcaps .unbreakable}\n"),
            "p a {lang 0-1 pt-BR} {dir 0-1 rtl} {smallcaps 0-1} {unbreakable 0-1}\n");
  EXPECT_EQ(body("[1]{.oldstyle} [2]{.lining} [3]{.tabular} [1/2]{.fractions} [1st]{.ordinals}\n"),
            "p 1 2 3 1/2 1st {oldstyle 0-1} {lining 2-3} {tabular 4-5} {fractions 6-9} "
            "{ordinals 10-13}\n");
}

TEST(Spans, NestWithEmphasisLinksAndEachOther) {
  EXPECT_EQ(body("[*a* `]` [b]{dir=ltr}]{lang=fr} *[c]{.smallcaps}*\n"),
            "p a ] b c {lang 0-5 fr} {em 0-1} {code 2-3} {dir 4-5 ltr} {em 6-7} {smallcaps 6-7}\n");
  EXPECT_EQ(body("[[a](https://x.org) b]{lang=fr} [c [d]{.smallcaps}](https://y.org)\n"),
            "p a b c d {lang 0-3 fr} {link 0-1 https://x.org} {link 4-7 https://y.org} {smallcaps "
            "6-7}\n");
  EXPECT_EQ(body("_[a]{lang=fr}_ ![b]{lang=de}\n"),
            "p a !b {em 0-1} {lang 0-1 fr} {lang 3-4 de}\n");
}

TEST(Spans, RunOverLinesAndStandInHeadingsListsAndNotes) {
  EXPECT_EQ(body("# [a\nb\n\n- [c]{lang=fr}\n\n[d\ne]{lang=fr}[^1]\n\n[^1]: [f]{lang=de}\n"),
            "h1 [a\np b\nul\n-\n  p c {lang 0-1 fr}\np d e {lang 0-3 fr} {note 3-3 1}\n");
}

TEST(Spans, AreFoundOverSeveralLinesInsideContainers) {
  EXPECT_EQ(body("> x `a\n> b` [c\n>   *d*\n> e]{lang=fr} [f]{lang=de}\n"),
            "quote\n  p x a b c d e f {code 2-5} {lang 6-11 fr} {em 8-9} {lang 12-13 de}\n");
}

TEST(Divisions, SetLanguageAndDirectionOfTheBlocksInside) {
  EXPECT_EQ(
      body("a\n\n::: {lang=ar dir=rtl}\nb\n- c\n:::: {lang=fr} ::::\nd\n::::\ne\n::: {dir=ltr}\n"
           "f\n:::\n:::\ng\n"),
      "p a\np @ar/rtl b\nul @ar/rtl\n-\n  p c\np @fr/ d\np @ar/rtl e\np @ar/ltr f\np g\n");
}

TEST(Divisions, EndLists) {
  EXPECT_EQ(body("- a\n::: {lang=fr}\n- b\n:::\n- c\n"),
            "ul\n-\n  p a\nul @fr/\n-\n  p b\nul\n-\n  p c\n");
  EXPECT_EQ(body("a | b\n--|--\n1 | 2\n::: {lang=fr}\n3 | 4\n:::\n"),
            "table\nrow | a | b\nrow | 1 | 2\np @fr/ 3 | 4\n");
}

TEST(Divisions, HoldForFootnotesDefinedInside) {
  const Letter read = letter("a[^1]\n\n::: {lang=fr}\n[^1]: note\n:::\n");
  EXPECT_EQ(read.footnotes.at(0).blocks.at(0).language, "fr");
}

TEST(Divisions, FencesInCodeAndEscapedOnesAreNone) {
  EXPECT_EQ(body("\\::: {a}\n"), "p ::: {a}\n");
}

TEST(Places, OfBlocksPointIntoTheFile) {
  const Letter read =
      letter("é\n\n> ü\n> - *ä*\n>   - x\n\n1. a\n\n   b\n\n  ## H\n\nlong\nparagraph\n");
  EXPECT_EQ(place(read.body[0].where), "7:1");
  const Block& quote = read.body[1];
  EXPECT_EQ(place(quote.where), "9:1");
  EXPECT_EQ(place(quote.blocks[0].where), "9:3");
  EXPECT_EQ(place(quote.blocks[1].where), "10:3");
  EXPECT_EQ(place(quote.blocks[1].items[0].blocks[0].where), "10:5");
  EXPECT_EQ(place(quote.blocks[1].items[0].blocks[1].items[0].blocks[0].text.where), "11:7");
  EXPECT_EQ(place(read.body[2].where), "13:1");
  EXPECT_EQ(place(read.body[2].items[0].blocks[0].where), "13:4");
  EXPECT_EQ(place(read.body[2].items[0].blocks[1].where), "15:4");
  EXPECT_EQ(place(read.body[3].where), "17:3");
  EXPECT_EQ(place(read.body[3].text.where), "17:6");
  EXPECT_EQ(place(read.body[4].where), "19:1");
}

TEST(Places, AreTheSameWithAnyLineEnd) {
  std::string text = with_body("a\n\n> b\n");
  for (std::size_t at = 0; (at = text.find('\n', at)) != std::string::npos; at += 2) {
    text.replace(at, 1, "\r\n");
  }
  const ReadLetter read = read_letter("\xEF\xBB\xBF" + text, "f.md");
  ASSERT_TRUE(read.letter);
  EXPECT_EQ(spell(read.letter->body), "p a\nquote\n  p b\n");
  EXPECT_EQ(place(read.letter->body[1].blocks[0].where), "9:3");
}

}  // namespace
}  // namespace chancery::letter
