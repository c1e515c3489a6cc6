// Cross-reference sections, object streams, headers and trailers that readers may read in two ways
// (ISO 32000-1, 7.5).
#include "raw_update.h"

namespace chancery::tests {
namespace {

using namespace rich;

Attack update(std::string name, std::string told, std::function<void(RawUpdate&)> change) {
  return {"Section" + std::move(name), std::move(told),
          [change = std::move(change)](Random& random) {
            RawUpdate raw(signed_letter(random));
            change(raw);
            return raw.bytes();
          }};
}

Attack bytes(std::string name, std::string told, std::function<std::string(std::string)> change) {
  return {"Section" + std::move(name), std::move(told),
          [change = std::move(change)](Random& random) {
            return pdf::sample::bytes(change(std::string(text_of(signed_letter(random)))));
          }};
}

constexpr const char* kOriginalPage =
    "<</Type /Page /Parent 2 0 R /MediaBox [0 0 595.276 841.89] /Resources 10 0 R /Contents 4 0 R "
    "/StructParents 0 /Annots [7 0 R 8 0 R 11 0 R 12 0 R 13 0 R 14 0 R 42 0 R] >>";
constexpr const char* kOtherPage =
    "<</Type /Page /Parent 2 0 R /MediaBox [0 0 595.276 841.89] /Resources 10 0 R /Contents 39 0 "
    "R>>";

/// The page as it was, but for an entry before its own /Contents.
std::string with_key_twice(const std::string& first, const std::string& second) {
  std::string page = kOriginalPage;
  const std::size_t at = page.find("/Contents 4 0 R");
  return page.replace(at, 15, first + " " + second);
}

/// An object stream with these objects, each with the number that its head gives it.
std::string object_stream(const std::vector<std::pair<int, std::string>>& objects) {
  std::string head, body;
  for (const auto& [number, text] : objects) {
    head += std::to_string(number) + " " + std::to_string(body.size()) + " ";
    body += text + " ";
  }
  return RawUpdate::stream(head + body, "/Type /ObjStm /N " + std::to_string(objects.size()) +
                                            " /First " + std::to_string(head.size()) + " ");
}

/// A hybrid revision: the table as it is, and a stream with one row.
void hybrid(RawUpdate& raw, std::array<std::size_t, 4> row) {
  const std::size_t place = raw.text.size();
  std::string data;
  data += static_cast<char>(row[1]);
  for (const unsigned shift : {24U, 16U, 8U, 0U}) {
    data += static_cast<char>(row[2] >> shift & 0xFFU);
  }
  data += static_cast<char>(row[3]);
  raw.hidden(90, RawUpdate::stream(data, "/Type /XRef /W [1 4 1] /Size 100 /Index [" +
                                             std::to_string(row[0]) + " 1] "));
  raw.table("/XRefStm " + std::to_string(place));
}

std::size_t place_of(const RawUpdate& raw, const std::string& object) {
  return raw.text.find("\n" + object + " obj") + 1;
}

Attacks two_ways() {
  return {
      update("HybridWhoseStreamSaysAnother", "in two ways",
             [](RawUpdate& raw) {
               raw.entries.push_back({kContent, 0, place_of(raw, "4 0")});
               const std::size_t place = raw.text.size();
               raw.hidden(kContent, RawUpdate::stream(kPayload));
               hybrid(raw, {kContent, 1, place, 0});
             }),
      update("HybridWhoseTableSaysAnother", "",
             [](RawUpdate& raw) {
               raw.object(kContent, RawUpdate::stream(kPayload));
               hybrid(raw, {kContent, 1, place_of(raw, "4 0"), 0});
             }),
      update("HybridThatHidesAnObject", "page 1",
             [](RawUpdate& raw) {
               const std::size_t place = raw.text.size();
               raw.hidden(kContent, RawUpdate::stream(kPayload));
               hybrid(raw, {kContent, 1, place, 0});
             }),
      update("HybridThatFreesAndHides", "page 1",
             [](RawUpdate& raw) {
               const std::size_t place = raw.text.size();
               raw.hidden(kContent, RawUpdate::stream(kPayload));
               raw.entries.push_back({kContent, 0, 0, 'f'});
               hybrid(raw, {kContent, 1, place, 0});
             }),
      update("ObjectStreamWhoseIndexSaysAnother", "in two ways",
             [](RawUpdate& raw) {
               const std::size_t place = raw.text.size();
               raw.hidden(80, object_stream({{kPage, kOriginalPage}, {71, kOtherPage}}));
               raw.stream_section({{kPage, 2, 80, 1}, {80, 1, place, 0}});
             }),
      update("ObjectStreamWithANumberTwice", "",
             [](RawUpdate& raw) {
               const std::size_t place = raw.text.size();
               raw.hidden(80, object_stream({{kPage, kOriginalPage}, {kPage, kOtherPage}}));
               raw.stream_section({{kPage, 2, 80, 0}, {80, 1, place, 0}});
             }),
      update("ObjectStreamWithANumberTwiceTheOtherWay", "",
             [](RawUpdate& raw) {
               const std::size_t place = raw.text.size();
               raw.hidden(80, object_stream({{kPage, kOtherPage}, {kPage, kOriginalPage}}));
               raw.stream_section({{kPage, 2, 80, 1}, {80, 1, place, 0}});
             }),
      update("ObjectStreamThatNobodyListsAllOf", "object 3",
             [](RawUpdate& raw) {
               const std::size_t place = raw.text.size();
               raw.hidden(80, object_stream({{71, "(nothing)"}, {kPage, kOtherPage}}));
               raw.stream_section({{71, 2, 80, 0}, {80, 1, place, 0}});
             }),
      update("TwoObjectStreams", "page 1",
             [](RawUpdate& raw) {
               const std::size_t first = raw.text.size();
               raw.hidden(80, object_stream({{kPage, kOriginalPage}}));
               const std::size_t second = raw.text.size();
               raw.hidden(81, object_stream({{kPage, kOtherPage}}));
               raw.stream_section({{kPage, 2, 81, 0}, {80, 1, first, 0}, {81, 1, second, 0}});
             }),
      update("PlainAndCompressed", "in two ways",
             [](RawUpdate& raw) {
               const std::size_t first = raw.text.size();
               raw.hidden(kPage, kOriginalPage);
               const std::size_t second = raw.text.size();
               raw.hidden(81, object_stream({{kPage, kOtherPage}}));
               raw.stream_section({{kPage, 1, first, 0}, {kPage, 2, 81, 0}, {81, 1, second, 0}});
             }),
      update("KeyTwiceInThePage", "two values",
             [](RawUpdate& raw) {
               raw.object(kPage, with_key_twice("/Contents 39 0 R", "/Contents 4 0 R"));
               raw.table();
             }),
      update("KeyTwiceInHexadecimal", "two values",
             [](RawUpdate& raw) {
               raw.object(kPage, with_key_twice("/Cont#65nts 39 0 R", "/Contents 4 0 R"));
               raw.table();
             }),
      update("KeyTwiceWithin", "two values",
             [](RawUpdate& raw) {
               raw.object(
                   kResources,
                   "<</Font <</F1 31 0 R /F1 15 0 R>> /ColorSpace <</CS0 22 0 R>> /ExtGState "
                   "<</G0 23 0 R>> /XObject <</X0 24 0 R /X1 40 0 R /X2 48 0 R>> "
                   "/Properties <</L0 25 0 R>>>>");
               raw.table();
             }),
      update("KeyTwiceInAnObjectStream", "two values",
             [](RawUpdate& raw) {
               const std::size_t place = raw.text.size();
               raw.hidden(
                   80,
                   object_stream({{kPage, with_key_twice("/Contents 39 0 R", "/Contents 4 0 R")}}));
               raw.stream_section({{kPage, 2, 80, 0}, {80, 1, place, 0}});
             }),
      update("RootTwice", "two values",
             [](RawUpdate& raw) {
               const std::size_t place = raw.text.size();
               raw.text += "xref\n0 1\n0000000000 65535 f \n";
               raw.trailer("/Root 43 0 R /Root 1 0 R /Prev " + std::to_string(raw.previous), place);
             }),
      update("CompressedThatIsAStream", "",
             [](RawUpdate& raw) {
               const std::size_t second = raw.text.size();
               raw.hidden(81, object_stream({{kContent, "<</Length 3>> stream\nq Q\nendstream"}}));
               raw.stream_section({{kContent, 2, 81, 0}, {81, 1, second, 0}});
             }),
  };
}

Attacks chains() {
  const auto section = [](RawUpdate& raw, const std::string& entries) {
    const std::size_t place = raw.text.size();
    raw.text += "xref\n0 1\n0000000000 65535 f \n";
    raw.trailer(entries, place);
  };
  return {
      update(
          "PrevToItself", "loop",
          [section](RawUpdate& raw) { section(raw, "/Prev " + std::to_string(raw.text.size())); }),
      update("PrevBeyondTheFile", "/Prev",
             [section](RawUpdate& raw) { section(raw, "/Prev 99999999"); }),
      update("PrevNegative", "/Prev", [section](RawUpdate& raw) { section(raw, "/Prev -1"); }),
      update("PrevAReal", "/Prev",
             [section](RawUpdate& raw) {
               section(raw, "/Prev " + std::to_string(raw.previous) + ".5");
             }),
      update("PrevToNoSection", "", [section](RawUpdate& raw) { section(raw, "/Prev 20"); }),
      update("PrevPastTheSignedRevision", "",
             [section](RawUpdate& raw) {
               const std::size_t first = raw.text.find("startxref\n") + 10;
               section(raw, "/Prev " + raw.text.substr(first, raw.text.find('\n', first) - first));
             }),
      update("WithAnotherEncryption", "",
             [section](RawUpdate& raw) {
               section(raw, "/Encrypt <</Filter /Standard /V 1 /R 2>> /Prev " +
                                std::to_string(raw.previous));
             }),
      update("RootADictionary", "/Root",
             [](RawUpdate& raw) {
               const std::size_t place = raw.text.size();
               raw.text +=
                   "xref\n0 1\n0000000000 65535 f \ntrailer\n<</Size 100 /Root <</Type "
                   "/Catalog /Pages 44 0 R>> /Prev " +
                   std::to_string(raw.previous) + ">>\n";
               raw.ending(place);
             }),
      update("RootOfAnotherGeneration", "",
             [](RawUpdate& raw) {
               const std::size_t place = raw.text.size();
               raw.text +=
                   "xref\n0 1\n0000000000 65535 f \ntrailer\n<</Size 100 /Root 1 1 R /Prev " +
                   std::to_string(raw.previous) + ">>\n";
               raw.ending(place);
             }),
      update("StartxrefOfAnEarlierRevision", "signature-without-field",
             [](RawUpdate& raw) {
               const std::size_t first = raw.text.find("startxref\n") + 10;
               raw.ending(std::stoul(raw.text.substr(first)));
             }),
      update("StartxrefOfNothing", "", [](RawUpdate& raw) { raw.ending(0); }),
      update("StartxrefBeyondTheFile", "", [](RawUpdate& raw) { raw.ending(99999999); }),
      bytes("WithoutAnEnd", "",
            [](std::string file) { return file.substr(0, file.rfind("startxref")); }),
      bytes("CutInTheMiddle", "", [](std::string file) { return file.substr(0, file.size() / 2); }),
  };
}

Attacks junk() {
  return {
      bytes("JunkBeforeTheHeader", "digest-mismatch",
            [](std::string file) { return "junk that moves everything\n" + file; }),
      bytes("HeaderOfAnotherVersion", "digest-mismatch",
            [](std::string file) { return file.replace(5, 3, "1.3"); }),
      bytes("HeaderTwice", "", [](std::string file) { return "%PDF-1.7\n" + file; }),
      bytes("WithoutAHeader", "not a PDF",
            [](std::string file) { return file.replace(0, 5, "%FDP-"); }),
      bytes("JunkBehindTheEnd", "behind the last revision",
            [](std::string file) { return file + "junk"; }),
      bytes("AScriptBehindTheEnd", "behind the last revision",
            [](std::string file) { return file + "<script>alert(1)</script>\n"; }),
      bytes("AnotherEofBehindTheEnd", "behind the last revision",
            [](std::string file) { return file + "%%EOF\n"; }),
      bytes("AnotherFileBehindTheEnd", "",
            [](std::string file) { return file + std::string(text_of(letter_pdf())); }),
      bytes("ATrailerBehindTheEnd", "behind the last revision",
            [](std::string file) { return file + "trailer\n<</Root 43 0 R>>\n"; }),
      bytes("AThousandBytesBehindTheEnd", "",
            [](std::string file) { return file + std::string(1100, 'x'); }),
  };
}

}  // namespace

Attacks section_attacks() {
  Attacks attacks = two_ways();
  for (auto* more : {&chains, &junk}) {
    for (Attack& attack : (*more)()) attacks.push_back(std::move(attack));
  }
  return attacks;
}

}  // namespace chancery::tests
