// Every way in which a letterhead can be wrong, each with its place and code.
#include <gmock/gmock.h>

#include <random>

#include "data/data.h"
#include "letterhead_yaml.h"

namespace chancery::letterhead {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

std::vector<std::string> in_keys(const std::string& keys) {
  return codes(read(with_keys(keys)));
}

std::vector<std::string> in_styles(const std::string& styles) {
  return codes(read(with_styles(styles)));
}

std::vector<std::string> in_first(const std::string& keys, Reading reading = {}) {
  return codes(read(with_first(keys), reading));
}

/// The mend of the one diagnostic.
std::string mend(const ReadLetterhead& result) {
  return result.diagnostics.size() == 1 ? result.diagnostics[0].mend : "not one diagnostic";
}

TEST(Diagnostics, HaveTheFormOfTheProject) {
  EXPECT_THAT(told(read(with_keys("colors: {}\n")).diagnostics),
              ElementsAre("letterhead.yaml:1:1: error[unknown-key]: unknown key 'colors' in the "
                          "letterhead — did you mean 'colours'?"));
}

TEST(Diagnostics, AllAtOnce) {
  EXPECT_THAT(
      in_keys("colours: { tide: blue }\nfooter: [a]\ndefault-paper: A5\nmotto: x\n"),
      ElementsAre("1:18 not-a-colour", "2:9 wrong-type", "3:16 unknown-paper", "4:1 unknown-key"));
}

TEST(Diagnostics, OfTheWholeFile) {
  EXPECT_THAT(codes(read("")), ElementsAre("1:1 wrong-type"));
  EXPECT_THAT(codes(read("- a\n")), ElementsAre("1:1 wrong-type"));
  EXPECT_THAT(codes(read("name: \xFF\n")), ElementsAre("1:7 not-utf8"));
  EXPECT_THAT(codes(read("name: a: b\n")), ElementsAre("1:8 yaml-syntax"));
  EXPECT_THAT(codes(read("a: b\na: c\n")), ElementsAre("2:1 duplicate-key"));
  EXPECT_THAT(codes(read("motto: x\n")),
              ElementsAre("1:1 missing-key", "1:1 missing-key", "1:1 missing-key",
                          "1:1 missing-key", "1:1 unknown-key"));
}

TEST(Diagnostics, OfTheWordsFile) {
  EXPECT_THAT(codes(read(plain_letterhead(), "en: [\n")), SizeIs(1));
  EXPECT_THAT(codes(read(plain_letterhead(), "- en\n")), Contains("1:1 wrong-type"));
  const std::string without = replaced(shared_words(), "  cc: \"Copies to\"\n", "");
  const ReadLetterhead result = read(plain_letterhead(), without);
  EXPECT_THAT(told(result.diagnostics),
              ElementsAre("words.yaml:1:1: error[missing-word]: the word 'cc' is missing in "
                          "English — add it under 'en': languages without it take the English "
                          "one"));
}

TEST(Diagnostics, OfSingleKeys) {
  EXPECT_THAT(codes(read(replaced(plain_letterhead(), "name: harbour", "name: [a]"))),
              ElementsAre("1:7 wrong-type"));
  EXPECT_THAT(codes(read(replaced(plain_letterhead(), "organisation: Harbour Office\n", ""))),
              ElementsAre("1:1 missing-key"));
  EXPECT_THAT(in_keys("default-paper: a4\n"), ElementsAre("1:16 unknown-paper"));
  EXPECT_THAT(in_keys("punctuation: clever\n"), ElementsAre("1:14 unknown-punctuation"));
  EXPECT_THAT(mend(read(with_keys("default-paper: US Leter\n"))),
              HasSubstr("did you mean 'US Letter'?"));
  EXPECT_THAT(in_keys("default-paper: US Letter\n"), ElementsAre("1:16 unknown-paper"));
  EXPECT_THAT(in_keys("footer: [a]\n"), ElementsAre("1:9 wrong-type"));
  EXPECT_THAT(in_keys("footer: { fr: { a: b } }\n"), ElementsAre("1:15 wrong-type"));
  EXPECT_THAT(in_keys("footer: { french!: x }\n"), ElementsAre("1:11 not-a-language"));
  EXPECT_THAT(in_keys("footer: { f: x, english: x, en_GB: x, x-a: x, en-: x, en-abcdefghi: x }\n"),
              ElementsAre("1:11 not-a-language", "1:17 not-a-language", "1:29 not-a-language",
                          "1:39 not-a-language", "1:47 not-a-language", "1:55 not-a-language"));
  EXPECT_THAT(in_keys("footer: { sr-Latn-RS: x, de-1996: x, yue: x, sl-rozaj-biske: x }\n"),
              IsEmpty());
}

TEST(Diagnostics, OfLengths) {
  const auto of_width = [](const std::string& width) {
    return in_keys("signature: { width: " + width + " }\n");
  };
  EXPECT_THAT(of_width("200"), ElementsAre("1:21 length-without-unit"));
  EXPECT_THAT(mend(read(with_keys("signature: { width: 70.5 }\n"))),
              "write '70.5 mm' or '70.5 pt'");
  for (const std::string wrong :
       {"wide", "''", "mm", "'-'", "'- 5 mm'", "+5 mm", "1e2 pt", "5 MM", "5 px", "5 mm wide",
        ".5 in", "nan mm", "inf mm", "0x20 pt", "'5,5 mm'", "[5 mm]", "{ a: b }", "true",
        "000000000000000000000000000000072 pt"}) {
    EXPECT_THAT(of_width(wrong), ElementsAre("1:21 not-a-length")) << wrong;
  }
  for (const std::string outside : {"71.9 pt", "720.1 pt", "-100 mm", "0 pt", "11 in"}) {
    EXPECT_THAT(of_width(outside), ElementsAre("1:21 length-out-of-range")) << outside;
  }
  EXPECT_THAT(mend(read(with_keys("signature: { height: 400 pt }\n"))),
              "write a length from 18 pt to 360 pt");
  EXPECT_THAT(of_width("72 pt"), IsEmpty());
  EXPECT_THAT(of_width(std::string(400, '9') + " pt"), ElementsAre("1:21 not-a-length"));
}

TEST(Diagnostics, OfColours) {
  for (const std::string wrong : {"blue", "\"#12384\"", "\"#12384g\"", "\"12384ff\"",
                                  "\"#12384ff\"", "#12384f", "7", "[a]"}) {
    EXPECT_THAT(in_keys("colours:\n  tide: " + wrong + "\n"),
                ElementsAre(HasSubstr("not-a-colour")))
        << wrong;
  }
  EXPECT_THAT(in_keys("colours: blue\n"), ElementsAre("1:10 wrong-type"));
  EXPECT_THAT(in_styles("  title: { colour: tide }\n"), ElementsAre("5:20 unknown-colour"));
  const ReadLetterhead misspelt =
      read("colours: { lake: \"#12384f\" }\n" + with_styles("  title: { colour: laek }\n"));
  EXPECT_THAT(codes(misspelt), ElementsAre("6:20 unknown-colour"));
  EXPECT_THAT(
      mend(read("colours: { tides: \"#12384f\" }\n" + with_styles("  title: { colour: tide }\n"))),
      HasSubstr("did you mean 'tides'?"));
  // A wrong colour is told once, not again wherever it is used.
  EXPECT_THAT(codes(read("colours: { tide: x }\n" + with_styles("  title: { colour: tide }\n"))),
              ElementsAre("1:18 not-a-colour"));
}

TEST(Diagnostics, OfStyles) {
  EXPECT_THAT(codes(read(replaced(plain_letterhead(),
                                  "styles:\n  text: { size: 11 pt, leading: "
                                  "15 pt }\n",
                                  "styles: big\n"))),
              ElementsAre("3:9 wrong-type"));
  EXPECT_THAT(codes(read(replaced(plain_letterhead(), "  text:", "  title:"))),
              ElementsAre("4:3 missing-key"));
  EXPECT_THAT(in_styles("  title: big\n"), ElementsAre("5:10 wrong-type"));
  EXPECT_THAT(in_styles("  title: { sise: 17 pt }\n"), ElementsAre("5:12 unknown-key"));
  EXPECT_THAT(mend(read(with_styles("  title: { leadin: 17 pt }\n"))), "did you mean 'leading'?");
  EXPECT_THAT(in_styles("  title: { bold: yes }\n"), ElementsAre("5:18 wrong-type"));
  EXPECT_THAT(in_styles("  title: { font: [a] }\n"), ElementsAre("5:18 wrong-type"));
  EXPECT_THAT(in_styles("  title: { align: left }\n"), ElementsAre("5:19 unknown-align"));
  EXPECT_THAT(in_styles("  title: { figures: round }\n"), ElementsAre("5:21 unknown-figures"));
  EXPECT_THAT(mend(read(with_styles("  title: { align: center }\n"))), "did you mean 'centre'?");
  EXPECT_THAT(in_styles("  title: { size: 17 pt }\n"), ElementsAre("5:3 leading-too-small"));
  EXPECT_THAT(in_styles("  title: { size: 3 pt }\n"), ElementsAre("5:18 length-out-of-range"));
  EXPECT_THAT(in_styles("  title: { like: tilte }\n"), ElementsAre("5:18 unknown-style"));
  EXPECT_THAT(in_styles("  title: { like: [a] }\n"), ElementsAre("5:18 unknown-style"));
}

TEST(Diagnostics, OfStylesLikeThemselvesInTheEnd) {
  EXPECT_THAT(in_styles("  title: { like: title }\n"), ElementsAre("5:3 style-circle"));
  EXPECT_THAT(in_styles("  title: { like: cc }\n  cc: { like: date }\n  date: { like: title }\n"),
              ElementsAre("5:3 style-circle"));
  // The way into a circle is no part of it.
  EXPECT_THAT(in_styles("  title: { like: cc }\n  cc: { like: date }\n  date: { like: cc }\n"),
              ElementsAre("6:3 style-circle"));
  EXPECT_THAT(codes(read(replaced(plain_letterhead(), "{ size", "{ like: text, size"))),
              ElementsAre("4:3 style-circle"));
}

TEST(Diagnostics, OfStylesThatNothingUses) {
  EXPECT_THAT(in_styles("  titles: { italic: true }\n"), ElementsAre("5:3 warning unused-style"));
  EXPECT_THAT(mend(read(with_styles("  titles: { italic: true }\n"))), "did you mean 'title'?");
  EXPECT_THAT(in_styles("  base: { italic: true }\n  title: { like: base }\n"), IsEmpty());
  const std::string text =
      "      texts: [{ x: 30 mm, y: 5 mm, width: 9 mm, height: 9 mm, style: motto, text: x }]\n";
  EXPECT_THAT(codes(read(replaced(with_first(text), "papers:\n", "  motto: {}\npapers:\n"))),
              IsEmpty());
}

TEST(Diagnostics, OfPapers) {
  const std::string top = "name: a\norganisation: b\nstyles: { text: {} }\n";
  EXPECT_THAT(codes(read(top + "papers: A4\n")), ElementsAre("4:9 wrong-type"));
  EXPECT_THAT(codes(read(top + "papers: {}\n")), ElementsAre("4:9 missing-key"));
  EXPECT_THAT(codes(read(top + "papers: { A5: {} }\n")),
              ElementsAre("4:11 unknown-key", "4:9 missing-key"));
  EXPECT_THAT(codes(read(top + "papers: { A4: {} }\n")),
              ElementsAre("4:15 missing-key", "4:15 missing-key"));
  EXPECT_THAT(
      codes(read(top + "papers: { A4: { first: {}, following: x, second: y } }\n")),
      ElementsAre("4:24 missing-key", "4:24 missing-key", "4:39 wrong-type", "4:42 unknown-key"));
  EXPECT_THAT(codes(read(replaced(plain_letterhead(), "A4", "Letter"))),
              ElementsAre("6:3 unknown-key", "6:3 missing-key"));
}

TEST(Diagnostics, OfMargins) {
  const auto with_margins = [](const std::string& margins) {
    return codes(read(replaced(
        plain_letterhead(), "{ top: 60 mm, right: 30 mm, bottom: 30 mm, left: 30 mm }", margins)));
  };
  EXPECT_THAT(with_margins("30 mm"), ElementsAre("8:16 wrong-type"));
  EXPECT_THAT(with_margins("{ top: 60 mm, right: 30 mm, bottom: 30 mm, lef: 30 mm }"),
              ElementsAre("8:16 missing-key", "8:59 unknown-key"));
  EXPECT_THAT(with_margins("{ top: 0 mm, right: 30 mm, bottom: 30 mm, left: 30 mm }"),
              ElementsAre("8:23 length-out-of-range"));
  EXPECT_THAT(with_margins("{ top: 60 mm, right: 80 mm, bottom: 30 mm, left: 71 mm }"),
              ElementsAre("8:16 text-area-too-narrow"));
  EXPECT_THAT(with_margins("{ top: 200 mm, right: 30 mm, bottom: 38 mm, left: 30 mm }"),
              ElementsAre("8:16 text-area-too-short"));
  // 60 mm are enough: 210 - 80 - 70, 297 - 199 - 38.
  EXPECT_THAT(with_margins("{ top: 199 mm, right: 30 mm, bottom: 38 mm, left: 30 mm }"), IsEmpty());
  EXPECT_THAT(codes(read(replaced(with_keys("signature: { width: 60 mm }\n"),
                                  "{ top: 60 mm, right: 30 mm, bottom: 30 mm, left: 30 mm }",
                                  "{ top: 60 mm, right: 80 mm, bottom: 30 mm, left: 70 mm }"))),
              IsEmpty());
}

TEST(Diagnostics, OfZones) {
  EXPECT_THAT(in_first("      address: 5 mm\n"), ElementsAre("10:16 wrong-type"));
  EXPECT_THAT(in_first("      address: { x: 30 mm, y: 5 mm, width: 9 mm }\n"),
              ElementsAre("10:16 missing-key"));
  EXPECT_THAT(in_first("      address: { x: 30 mm, y: 5 mm, width: 0 mm, height: 9 mm }\n"),
              ElementsAre("10:44 length-out-of-range"));
  EXPECT_THAT(in_first("      adress: { x: 30 mm, y: 5 mm, width: 9 mm, height: 9 mm }\n"),
              ElementsAre("10:7 unknown-key"));
  EXPECT_THAT(in_first("      address: { x: 30 mm, y: 5 mm, width: 9 mm, height: 9 mm, z: 1 }\n"),
              ElementsAre("10:64 unknown-key"));
  // Addressees and references belong to the first page.
  EXPECT_THAT(codes(read(plain_letterhead() +
                         "      address: { x: 30 mm, y: 5 mm, width: 9 mm, height: 9 mm }\n")),
              ElementsAre("13:7 unknown-key"));
}

TEST(Diagnostics, OfZonesBeyondThePage) {
  const auto at = [](const std::string& place) {
    return in_first("      address: { " + place + " }\n");
  };
  for (const std::string outside : {"x: -1 mm, y: 5 mm, width: 9 mm, height: 9 mm",
                                    "x: 30 mm, y: -1 mm, width: 9 mm, height: 9 mm",
                                    "x: 30 mm, y: 5 mm, width: 181 mm, height: 9 mm",
                                    "x: 30 mm, y: 290 mm, width: 9 mm, height: 8 mm"}) {
    EXPECT_THAT(at(outside), ElementsAre("10:16 outside-page")) << outside;
  }
  EXPECT_THAT(at("x: 0 mm, y: 0 mm, width: 210 mm, height: 9 mm"), IsEmpty());
  EXPECT_THAT(at("x: 190 mm, y: 287 mm, width: 20 mm, height: 10 mm"), IsEmpty());
}

TEST(Diagnostics, OfZonesInEachOthersWay) {
  const auto message = [](const std::string& keys) {
    const ReadLetterhead result = read(with_first(keys));
    EXPECT_THAT(codes(result), ElementsAre(HasSubstr("zones-overlap")));
    return result.diagnostics.empty() ? "" : result.diagnostics[0].what;
  };
  EXPECT_EQ(message("      address: { x: 30 mm, y: 50 mm, width: 9 mm, height: 11 mm }\n"),
            "'address' of the first page of A4 lies in the text area");
  EXPECT_EQ(message("      address: { x: 30 mm, y: 20 mm, width: 50 mm, height: 20 mm }\n"
                    "      reference: { x: 79 mm, y: 39 mm, width: 50 mm, height: 10 mm }\n"),
            "'reference' and 'address' of the first page of A4 overlap");
  EXPECT_EQ(message("      texts:\n"
                    "        - { x: 170 mm, y: 280 mm, width: 9 mm, height: 9 mm, style: text,\n"
                    "            text: x }\n"),
            "'texts' and 'footer' of the first page of A4 overlap");
  // Side by side, and down to the very edge of the text area.
  EXPECT_THAT(in_first("      address: { x: 30 mm, y: 20 mm, width: 50 mm, height: 40 mm }\n"
                       "      reference: { x: 80 mm, y: 20 mm, width: 50 mm, height: 40 mm }\n"),
              IsEmpty());
}

TEST(Diagnostics, OfTexts) {
  const std::string place = "x: 30 mm, y: 5 mm, width: 9 mm, height: 9 mm";
  EXPECT_THAT(in_first("      texts: x\n"), ElementsAre("10:14 wrong-type"));
  EXPECT_THAT(in_first("      texts: [x]\n"), ElementsAre("10:15 wrong-type"));
  EXPECT_THAT(in_first("      texts: [{ " + place + " }]\n"),
              ElementsAre("10:15 missing-key", "10:15 missing-key"));
  EXPECT_THAT(in_first("      texts: [{ " + place + ", style: motto, text: x }]\n"),
              ElementsAre("10:70 unknown-style"));
  EXPECT_THAT(in_first("      texts: [{ " + place + ", style: text, text: [x] }]\n"),
              ElementsAre("10:82 wrong-type"));
  EXPECT_THAT(in_first("      texts: [{ " + place + ", style: text, text: { '': x } }]\n"),
              ElementsAre("10:84 not-a-language"));
}

TEST(Diagnostics, OfArtwork) {
  EXPECT_THAT(in_first("      artwork: [{ x: 1 mm }]\n"),
              ElementsAre("10:17 missing-key", "10:17 missing-key", "10:17 missing-key",
                          "10:17 missing-key"));
  EXPECT_THAT(
      in_first("      artwork: [{ file: a.svg, width: 1 mm }]\n", {{{"a.svg", ""}}, {}, {}}),
      ElementsAre("10:17 missing-key", "10:17 missing-key", "10:17 missing-key"));
  EXPECT_THAT(in_first("      artwork: [{ file: a.svg }]\n"), ElementsAre("10:25 missing-artwork"));
  EXPECT_THAT(in_first("      artwork: [{ file: a.gif }]\n"), ElementsAre("10:25 artwork-format"));
  EXPECT_THAT(in_first("      artwork: [{ file: svg }]\n"), ElementsAre("10:25 artwork-format"));
  for (const std::string file : {"a.pdf", "a.png", "a.jpg", "a.JPEG"}) {
    EXPECT_THAT(in_first("      artwork: [{ file: " + file + " }]\n", {{{file, "<svg/>"}}, {}, {}}),
                ElementsAre("10:25 artwork-damaged"));
  }
  EXPECT_THAT(in_first("      artwork: [{ file: a.png }]\n",
                       {{{"a.png", "\x89PNG\r\n\x1A\n and so on"}}, {}, {}}),
              IsEmpty());
  EXPECT_THAT(in_first("      artwork: [{ file: a.svg }]\n", {{{"a.svg", "<text/>"}}, {}, {}}),
              ElementsAre("10:25 svg-text"));
}

TEST(Diagnostics, OfCodes) {
  const auto with = [](const std::string& keys) {
    return in_first("      codes: [{ x: 30 mm, y: 5 mm, size: 20 mm, " + keys + " }]\n");
  };
  EXPECT_THAT(with("kind: qr, content: 'l/{reference}', alt: { fr: Lien, default: Link }"),
              IsEmpty());
  EXPECT_THAT(with("kind: qr"), ElementsAre("10:15 missing-key", "10:15 missing-key"));
  EXPECT_THAT(with("kind: aztec, content: x, alt: x"), ElementsAre("10:55 unknown-code"));
  EXPECT_THAT(with("kind: qr, correction: most, content: x, alt: x"),
              ElementsAre("10:71 unknown-code"));
  EXPECT_THAT(with("kind: qr, content: '{ref}', alt: '{name}'"),
              ElementsAre("10:68 bad-placeholder", "10:82 bad-placeholder"));
  EXPECT_THAT(with("kind: qr, content: '{date', alt: x, colour: tide"),
              ElementsAre("10:93 unknown-colour", "10:68 bad-placeholder"));
  EXPECT_THAT(in_first("      codes: [{ x: 30 mm, y: 95 mm, size: 200 mm, kind: qr, content: x, "
                       "alt: x }]\n"),
              ElementsAre("10:43 length-out-of-range"));
  EXPECT_THAT(in_first("      codes: [{ x: 30 mm, y: 55 mm, size: 20 mm, kind: qr, content: x, "
                       "alt: x }]\n"),
              ElementsAre("10:15 zones-overlap"));
}

TEST(Diagnostics, OfArtworkLargerThanThePage) {
  const Reading reading{{{"a.svg", "<svg/>"}}, {}, {}};
  const auto at = [&](const std::string& place) {
    return in_first("      artwork: [{ file: a.svg, " + place + " }]\n", reading);
  };
  // A bleed of 6 mm on each side may be.
  EXPECT_THAT(at("x: -6 mm, y: -6 mm, width: 222 mm, height: 309 mm"), IsEmpty());
  EXPECT_THAT(at("x: -6 mm, y: -6 mm, width: 223 mm, height: 309 mm"),
              ElementsAre("10:17 outside-page"));
  EXPECT_THAT(at("x: -7 mm, y: 0 mm, width: 9 mm, height: 9 mm"),
              ElementsAre("10:17 outside-page"));
  EXPECT_THAT(at("x: 0 mm, y: 0 mm, width: 300 mm, height: 10 mm"),
              ElementsAre("10:17 outside-page"));
}

TEST(Diagnostics, OfOneFileOnSeveralPagesAreToldOnce) {
  const std::string art = "      artwork: [{ file: a.svg }]\n";
  EXPECT_THAT(codes(read(with_first(art) + art)), ElementsAre("10:25 missing-artwork"));
}

TEST(Diagnostics, OfASignatureWiderThanTheText) {
  EXPECT_THAT(in_keys("signature: { width: 151 mm }\n"), ElementsAre("1:12 signature-too-wide"));
  EXPECT_THAT(in_keys("signature: { width: 150 mm }\n"), IsEmpty());
  EXPECT_THAT(in_keys("signature: { height: 17 pt }\n"), ElementsAre("1:22 length-out-of-range"));
  EXPECT_THAT(in_keys("signature: { depth: 17 pt }\n"), ElementsAre("1:14 unknown-key"));
  EXPECT_THAT(in_keys("signature: 5 mm\n"), ElementsAre("1:12 wrong-type"));
}

TEST(Diagnostics, OfWords) {
  const auto in_words = [](const std::string& words) {
    return in_keys("words: { en: { " + words + " } }\n");
  };
  EXPECT_THAT(in_keys("words: x\n"), ElementsAre("1:8 wrong-type"));
  EXPECT_THAT(in_keys("words: { en: x }\n"), ElementsAre("1:14 wrong-type"));
  EXPECT_THAT(in_keys("words: { englisch: {} }\n"), ElementsAre("1:10 not-a-language"));
  EXPECT_THAT(in_words("pages: x"), ElementsAre("1:16 unknown-key"));
  EXPECT_THAT(mend(read(with_keys("words: { en: { enclosure: x } }\n"))),
              "did you mean 'enclosures'?");
  EXPECT_THAT(in_words("cc: [x]"), ElementsAre("1:20 wrong-type"));
  EXPECT_THAT(in_words("page-of: '{page}'"), ElementsAre("1:25 bad-placeholder"));
  EXPECT_THAT(in_words("page-of: '{page} {pages} {x}'"), ElementsAre("1:25 bad-placeholder"));
  EXPECT_THAT(in_words("page: '{pages}'"),
              ElementsAre("1:22 bad-placeholder", "1:22 bad-placeholder"));
  EXPECT_THAT(in_words("place-date: '{place}'"), ElementsAre("1:28 bad-placeholder"));
  EXPECT_THAT(in_words("signature-of: '{division}'"), ElementsAre("1:30 bad-placeholder"));
  EXPECT_THAT(in_words("signature-of: '{name}'"), IsEmpty());
  EXPECT_THAT(in_words("cc: 'to {name}'"), ElementsAre("1:20 bad-placeholder"));
  for (const std::string brace : {"{", "}", "{page", "page}", "{{page}}", "}{page}"}) {
    EXPECT_THAT(in_words("page: '" + brace + "'"), ElementsAre("1:22 bad-placeholder")) << brace;
  }
}

TEST(Diagnostics, OfDatesAndDigits) {
  const auto in_words = [](const std::string& words) {
    return in_keys("words: { en: { " + words + " } }\n");
  };
  for (const std::string format : {"d MMMM yyyy", "d MMM y", "EEEE d MMMM y", "d L y", "d MMMM",
                                   "MMMM y", "d y", "", "d MMMM 'o y", "d 'M' y", "ddd MM y"}) {
    EXPECT_THAT(in_words("date-format: \"" + format + "\""), ElementsAre("1:29 bad-date-format"))
        << format;
  }
  for (const std::string format :
       {"d MMMM y", "dd.MM.y", "y年M月d日", "'d' d ''M'' M 'o''clock' y"}) {
    EXPECT_THAT(in_words("date-format: \"" + format + "\""), IsEmpty()) << format;
  }
  for (const std::string digits : {"", "012345678", "01234567890", "०१२३४५६७८"}) {
    EXPECT_THAT(in_words("digits: \"" + digits + "\""), ElementsAre("1:24 bad-digits")) << digits;
  }
  EXPECT_THAT(in_words("digits: \"०१२३४५६७८९\""), IsEmpty());
  for (const std::string mark : {"", "::"}) {
    EXPECT_THAT(in_words("decimal: \"" + mark + "\""), ElementsAre("1:25 bad-decimal")) << mark;
  }
  EXPECT_THAT(in_words("decimal: \",\""), IsEmpty());
  for (const std::string levels : {"x.", "11.", "-"}) {
    EXPECT_THAT(in_words("list-numbers: \"" + levels + "\""), ElementsAre("1:30 bad-list-numbers"))
        << levels;
  }
  EXPECT_THAT(in_words("list-numbers: \"1. a) i.\""), IsEmpty());
  EXPECT_THAT(in_words("months: x"), ElementsAre("1:24 bad-months"));
  EXPECT_THAT(in_words("months: [a, b]"), ElementsAre("1:24 bad-months"));
  EXPECT_THAT(in_words("months: [a, b, c, d, e, f, g, h, i, j, k, [l]]"),
              ElementsAre("1:58 wrong-type"));
}

TEST(Diagnostics, StopAtAHundred) {
  std::string styles;
  for (int i = 0; i < 1000; ++i) {
    styles += "  s" + std::to_string(i) + ": { size: x, leading: y, colour: z }\n";
  }
  EXPECT_LE(read(with_styles(styles)).diagnostics.size(), data::kMostDiagnostics + 1);
}

TEST(Reading, DamagedTextNeverThrows) {
  const std::string whole =
      tests::read_text(kSource / "letterhead/division-letters/letterhead.yaml");
  Reading reading;
  reading.files = {{"first.svg", "<svg/>"}, {"following.svg", "<svg/>"}};
  const std::string english = shared_words().substr(0, shared_words().find("\nen-US:"));
  std::mt19937 random(20261124);
  std::size_t refused = 0;
  for (int i = 0; i < 600; ++i) {
    std::string text = whole;
    for (int j = 0; j < 3; ++j) {
      const std::size_t at = random() % text.size();
      switch (random() % 4) {
        case 0:
          text.erase(at, 1 + random() % 20);
          break;
        case 1:
          text.insert(at, 1, "{}[]:,#'\"\n -&*!|>%@\x01\xFF"[random() % 22]);
          break;
        case 2:
          text.insert(at, text.substr(random() % text.size(), random() % 40));
          break;
        default:
          text[at] = static_cast<char>(random());
      }
    }
    const ReadLetterhead result = read(text, reading, english);
    EXPECT_EQ(result.letterhead.has_value(), !has_errors(result.diagnostics));
    if (!result.letterhead) ++refused;
  }
  EXPECT_GT(refused, 300U);
}

}  // namespace
}  // namespace chancery::letterhead
