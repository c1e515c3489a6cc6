// SVG artwork becomes one page of vectors, judged by poppler; what depends on the machine is
// refused.
#include <gmock/gmock.h>

#include <cstdlib>
#include <ctime>
#include <thread>

#include "base/diagnostic.h"
#include "loaded_module.h"
#include "run_program.h"

namespace chancery::letterhead {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;
using tests::Ran;
using tests::read_text;
using tests::run;
using tests::TemporaryFolder;
using tests::write_text;

std::string svg(const std::string& content, const std::string& attributes = "") {
  return "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" "
         "width=\"40mm\" height=\"20mm\" viewBox=\"0 0 40 20\"" +
         attributes + ">" + content + "</svg>";
}

/// The diagnostic's code, or the empty string when the SVG is converted.
std::string refused(const std::string& text) {
  try {
    (void)convert(text);
  } catch (const Failure& failure) {
    EXPECT_EQ(failure.kind(), FailureKind::kInput);
    EXPECT_EQ(failure.diagnostics().size(), 1U);
    const Diagnostic& diagnostic = failure.diagnostics().front();
    EXPECT_EQ(diagnostic.where.file, "art.svg");
    EXPECT_NE(diagnostic.what, "");
    EXPECT_NE(diagnostic.mend, "");
    return diagnostic.code;
  }
  return "";
}

std::string pdf_of(const std::string& text) {
  const Bytes pdf = convert(text);
  return std::string(text_of(pdf));
}

/// A page as a grid of colours, one pixel a millimetre.
class Picture {
 public:
  explicit Picture(const std::string& pdf) {
    const TemporaryFolder folder;
    write_text(folder / "a.pdf", pdf);
    const Ran ran = run({"pdftoppm", "-scale-to-x", "40", "-scale-to-y", "20", "-singlefile",
                         (folder / "a.pdf").string(), (folder / "a").string()});
    EXPECT_EQ(ran.status, 0) << ran.err;
    const std::string ppm = read_text(folder / "a.ppm");
    char* end = nullptr;
    width = std::strtoul(ppm.c_str() + 3, &end, 10);
    height = std::strtoul(end, &end, 10);
    pixels_ = ppm.substr(ppm.size() - width * height * 3);
  }
  /// "ff0000" of the pixel in that millimetre.
  std::string at(std::size_t x, std::size_t y) const {
    std::string hex;
    for (std::size_t i = 0; i < 3; ++i) {
      const auto byte = static_cast<unsigned char>(pixels_.at((y * width + x) * 3 + i));
      hex += "0123456789abcdef"[byte / 16];
      hex += "0123456789abcdef"[byte % 16];
    }
    return hex;
  }
  std::size_t width = 0, height = 0;

 private:
  std::string pixels_;
};

TEST(Svg, IsDrawnWhereItSays) {
  const Picture picture(
      pdf_of(svg("<rect x='0' y='0' width='10' height='10' fill='#ff0000'/>"
                 "<g transform='translate(20 0)'><path d='M0 0H20V20H0Z' fill='#0000ff'/></g>"
                 "<circle cx='30' cy='10' r='5' style='fill:#00ff00'/>")));
  EXPECT_EQ(picture.width, 40U);
  EXPECT_EQ(picture.height, 20U);
  EXPECT_EQ(picture.at(1, 1), "ff0000");
  EXPECT_EQ(picture.at(8, 8), "ff0000");
  EXPECT_EQ(picture.at(5, 15), "ffffff");
  EXPECT_EQ(picture.at(15, 5), "ffffff");
  EXPECT_EQ(picture.at(22, 2), "0000ff");
  EXPECT_EQ(picture.at(30, 10), "00ff00");
  EXPECT_EQ(picture.at(38, 18), "0000ff");
}

TEST(Svg, StaysVectors) {
  const TemporaryFolder folder;
  write_text(folder / "a.pdf",
             pdf_of(svg("<defs><linearGradient id='g'><stop offset='0' stop-color='#fff'/>"
                        "<stop offset='1' stop-color='#12384f'/></linearGradient>"
                        "<clipPath id='c'><circle cx='10' cy='10' r='8'/></clipPath>"
                        "<path id='p' d='M0 0 q5 10 10 0'/></defs>"
                        "<rect width='20' height='20' fill='url(#g)' clip-path='url(#c)'/>"
                        "<use href='#p' stroke='#000' opacity='0.5'/>"
                        "<use xlink:href='#p' stroke='#000' transform='rotate(30)'/>")));
  const std::string file = (folder / "a.pdf").string();
  EXPECT_EQ(run({"pdfimages", "-list", file}).out.find("image"), std::string::npos);
  const Ran fonts = run({"pdffonts", file});
  EXPECT_EQ(std::count(fonts.out.begin(), fonts.out.end(), '\n'), 2) << fonts.out;  // the heading
  const Ran info = run({"pdfinfo", file});
  EXPECT_THAT(info.out, HasSubstr("Pages:           1\n"));
  EXPECT_EQ(run({"qpdf", "--check", file}).status, 0);
}

TEST(Svg, HasTheSizeThatItSays) {
  const auto size_of = [](const std::string& attributes) {
    const TemporaryFolder folder;
    write_text(folder / "a.pdf",
               pdf_of("<svg xmlns=\"http://www.w3.org/2000/svg\" " + attributes + "/>"));
    const Ran info = run({"pdfinfo", (folder / "a.pdf").string()});
    const std::size_t at = info.out.find("Page size:") + 10;
    const std::size_t begin = info.out.find_first_not_of(' ', at);
    return info.out.substr(begin, info.out.find(" pts", begin) - begin);
  };
  // 1 in = 72 pt = 96 px = 25.4 mm (CSS 2.2, 4.3.2).
  EXPECT_EQ(size_of("width='72pt' height='36pt'"), "72 x 36");
  EXPECT_EQ(size_of("width='1in' height='2in'"), "72 x 144");
  EXPECT_EQ(size_of("width='96' height='48px'"), "72 x 36");
  EXPECT_EQ(size_of("width='25.4mm' height='2.54cm'"), "72 x 72");
}

TEST(Svg, WithoutASizeIsRefused) {
  const auto with = [](const std::string& attributes) {
    return refused("<svg xmlns=\"http://www.w3.org/2000/svg\" " + attributes + "/>");
  };
  EXPECT_EQ(with(""), "svg-no-size");
  EXPECT_EQ(with("width='100%' height='100%' viewBox='0 0 10 10'"), "svg-no-size");
  EXPECT_EQ(with("width='0' height='10'"), "svg-no-size");
  EXPECT_EQ(with("width='14401pt' height='10'"), "svg-no-size");
  EXPECT_EQ(with("width='14400pt' height='10'"), "");
}

TEST(Svg, WithTextIsRefused) {
  EXPECT_EQ(refused(svg("<text x='1' y='1'>Harbour</text>")), "svg-text");
  EXPECT_EQ(refused(svg("<g><tspan/></g>")), "svg-text");
  // What is only for the reader of the file may be there.
  EXPECT_EQ(refused(svg("<title>Harbour</title><desc>An anchor</desc>")), "");
}

TEST(Svg, WithWhatBecomesPixelsIsRefused) {
  EXPECT_EQ(refused(svg("<image href='#a'/>")), "svg-not-vector");
  EXPECT_EQ(refused(svg("<mask id='m'/>")), "svg-not-vector");
  EXPECT_EQ(refused(svg("<filter id='f'/>")), "svg-not-vector");
  EXPECT_EQ(refused(svg("<rect width='9' height='9' style='mix-blend-mode:multiply'/>"
                        "<g style='filter:blur(2px)'><rect width='9' height='9'/></g>")),
            "svg-not-vector");
}

TEST(Svg, WithAnythingFromOutsideIsRefused) {
  const std::string pixel = "data:image/png;base64,iVBORw0KGgo=";
  for (const std::string content :
       {"<use href='other.svg#a'/>", "<use xlink:href='http://example.org/a.svg#a'/>",
        "<use xlink:href=' file:///etc/passwd'/>", "<use href=''/>",
        "<rect fill='url(http://example.org/#a)'/>", "<rect fill='URL( \"a.svg#b\" )'/>",
        "<rect style='fill: url(a.svg#g)'/>", "<style>@import 'a.css';</style>",
        "<style>rect { fill: url(a.svg#g) }</style>",
        "<style><![CDATA[rect { fill: url(a.svg#g) }]]></style>",
        "<style>@im\\70ort 'a.css';</style>", "<rect style='fill: u\\72l(a.svg#g)'/>"}) {
    EXPECT_EQ(refused(svg(content)), "svg-external") << content;
  }
  EXPECT_EQ(refused(svg("<use href='" + pixel + "'/>")), "svg-external");
  EXPECT_EQ(refused(svg("<style>.a { fill: url( '#g' ) }</style><rect class='a'/>")), "");
}

TEST(Svg, WithScriptsOrWhatActsIsRefused) {
  for (const std::string content :
       {"<script>alert(1)</script>", "<rect onclick='a()'/>", "<foreignObject/>",
        "<a href='#b'><rect/></a>", "<animate attributeName='x'/>", "<set/>", "<switch/>",
        "<pattern id='p'/>", "<marker id='m'/>", "<font/>", "<feFlood/>", "<Rect/>"}) {
    EXPECT_EQ(refused(svg(content)), "svg-element") << content;
  }
  EXPECT_EQ(refused(svg("", " onload='a()'")), "svg-element");
}

TEST(Svg, OfAnotherPrefixIsSvgAllTheSame) {
  EXPECT_EQ(refused("<s:svg xmlns:s='http://www.w3.org/2000/svg' width='9' height='9'>"
                    "<s:text>x</s:text></s:svg>"),
            "svg-text");
}

TEST(Svg, NotesOfEditorsAreNotDrawn) {
  const std::string drawn = pdf_of(svg(
      "<metadata><rdf:RDF><cc:Work rdf:about='http://example.org/'/></rdf:RDF></metadata>"
      "<sodipodi:namedview xlink:href='http://example.org/'><inkscape:page/></sodipodi:namedview>"
      "<rect width='40' height='20' fill='#ff0000' inkscape:label='anchor'/>",
      " xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'"
      " xmlns:cc='http://creativecommons.org/ns#'"
      " xmlns:sodipodi='http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd'"
      " xmlns:inkscape='http://www.inkscape.org/namespaces/inkscape'"));
  EXPECT_EQ(Picture(drawn).at(20, 10), "ff0000");
}

TEST(Svg, WithADocumentTypeIsRefused) {
  const std::string bomb =
      "<!DOCTYPE svg [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;'>]>";
  EXPECT_EQ(refused(bomb + svg("<title>&b;</title>")), "svg-not-plain");
  EXPECT_EQ(refused("<!DOCTYPE svg SYSTEM 'file:///etc/passwd'>" + svg("")), "svg-not-plain");
  EXPECT_EQ(refused("<?xml-stylesheet href='a.css'?>" + svg("")), "svg-not-plain");
  EXPECT_EQ(refused("<?xml version='1.0' encoding='UTF-16'?>" + svg("")), "svg-not-plain");
  EXPECT_EQ(refused("<?xml version='1.0' encoding='utf-8'?>\n<!-- ok -->" + svg("")), "");
  EXPECT_EQ(refused("\xEF\xBB\xBF" + svg("")), "");
}

TEST(Svg, NestsAtMostSixtyFourDeep) {
  const auto nested = [](int groups) {
    std::string text;
    for (int i = 0; i < groups; ++i) text += "<g>";
    text += "<rect width='1' height='1'/>";
    for (int i = 0; i < groups; ++i) text += "</g>";
    return svg(text);
  };
  EXPECT_EQ(refused(nested(62)), "");
  EXPECT_EQ(refused(nested(63)), "svg-too-deep");
  EXPECT_EQ(refused(nested(100'000)), "svg-too-deep");
}

TEST(Svg, ReferencesInCirclesEnd) {
  EXPECT_THAT(refused(svg("<g id='a'><use href='#b'/></g><g id='b'><use href='#a'/></g>")), "");
  EXPECT_THAT(refused(svg("<use id='a' href='#a'/>")), "");
}

TEST(Svg, ReferencesThatMultiplyEnd) {
  std::string text = "<g id='a0'><rect width='1' height='1'/></g>";
  for (int i = 1; i < 20; ++i) {
    const std::string below = "<use href='#a" + std::to_string(i - 1) + "'/>";
    text += "<g id='a" + std::to_string(i) + "'>" + below + below + below + below + "</g>";
  }
  // Four to the nineteenth rectangles: librsvg counts and stops.
  EXPECT_THAT(refused(svg(text)), "svg-damaged");
}

TEST(Svg, DamagedOnesAreRefused) {
  const std::string whole = svg("<rect width='9' height='9'/>");
  EXPECT_EQ(refused(""), "svg-damaged");
  EXPECT_EQ(refused("Harbour"), "svg-damaged");
  EXPECT_EQ(refused(std::string(100, '\0')), "svg-damaged");
  EXPECT_EQ(refused("<html xmlns='http://www.w3.org/1999/xhtml'/>"), "svg-element");
  EXPECT_EQ(refused(svg("<rect></g>")), "svg-damaged");
  EXPECT_EQ(refused(svg("<title>\xFF</title>")), "svg-damaged");
  for (std::size_t size = 0; size < whole.size(); ++size) {
    EXPECT_NE(refused(whole.substr(0, size)), "") << size;
  }
}

TEST(Svg, OfMoreThanFourMebibytesIsRefused) {
  const std::string four(std::size_t{4} * 1024 * 1024, ' ');
  EXPECT_EQ(refused(svg(four)), "svg-too-large");
  EXPECT_EQ(refused(svg(four.substr(0, four.size() - 1000))), "");
}

TEST(Svg, TheErrorShowsWhatItMeans) {
  try {
    (void)convert(svg("<use href='http://example.org/" + std::string(200, 'x') + "'/>"));
    ADD_FAILURE() << "not refused";
  } catch (const Failure& failure) {
    EXPECT_THAT(
        std::string(failure.what()),
        AllOf(StartsWith("art.svg: error[svg-external]: "), HasSubstr("('http://example.org/xxx"),
              HasSubstr("…')"), Not(HasSubstr(std::string(100, 'x')))));
  }
}

const std::string kReproducible =
    svg("<g stroke='#12384f' fill='none'><circle cx='10' cy='10' r='9.3'/>"
        "<path d='M1 2 q1.3 -1.0 2.6 0 t2.6 0'/></g>");

TEST(Svg, GivesTheSameBytesWheneverAndWherever) {
  const std::string expected = pdf_of(kReproducible);
  EXPECT_THAT(expected, Not(HasSubstr("CreationDate")));
  ::setenv("TZ", "Asia/Kathmandu", 1);
  ::tzset();
  ASSERT_NE(std::setlocale(LC_ALL, "de_DE.UTF-8"), nullptr);  // a comma for the decimal point
  const std::string elsewhere = pdf_of(kReproducible);
  std::setlocale(LC_ALL, "C");
  ::unsetenv("TZ");
  ::tzset();
  EXPECT_TRUE(elsewhere == expected);
  std::this_thread::sleep_for(std::chrono::milliseconds(1100));  // another second of the clock
  EXPECT_TRUE(pdf_of(kReproducible) == expected);
}

TEST(Svg, IsConvertedOnManyThreads) {
  const std::string expected = pdf_of(kReproducible);
  std::vector<int> wrong(8);
  std::vector<std::thread> threads;
  for (int& count : wrong) {
    threads.emplace_back([&] {
      for (int i = 0; i < 25; ++i) {
        if (pdf_of(kReproducible) != expected) ++count;
        if (refused(svg("<text/>")) != "svg-text") ++count;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_THAT(wrong, ::testing::Each(0));
}

}  // namespace
}  // namespace chancery::letterhead
