#include "rich_letter.h"

#include <cstdlib>

namespace chancery::tests {

Random seeded() {
  constexpr unsigned kDefault = 20261124;
  const char* seed = std::getenv("CHANCERY_SEED");
  return Random(seed == nullptr ? kDefault
                                : static_cast<unsigned>(std::strtoul(seed, nullptr, 10)));
}

namespace rich {
namespace {

constexpr const char* kWidget = "/Type /Annot /Subtype /Widget /F 4 ";

void add_form(pdf::sample::File& file, Random& random, const Options& options) {
  const std::string sum = std::to_string(100 + random() % 900);
  file.object(kForm,
              "<</Fields [7 0 R 8 0 R 9 0 R 12 0 R 14 0 R] /SigFlags 1 /DA (/F1 0 Tf 0 g) /DR "
              "<</Font <</F1 15 0 R>>>> " +
                  options.more_in_form + ">>");
  file.object(kFirst,
              "<</Type /Annot /Subtype /Widget /FT /Sig /T (signature-1) /F 132 /P 3 0 R /Rect "
              "[72 100 272 172.5] " +
                  options.more_in_first_field + ">>");
  file.object(kSecond,
              "<</Type /Annot /Subtype /Widget /FT /Sig /T (signature-2) /F 132 /P 3 0 R /Rect "
              "[500 172 300 100]>>");
  file.object(kGroup, "<</T (details) /Kids [11 0 R]>>");
  file.object(kCity, std::string("<<") + kWidget +
                         "/FT /Tx /T (city) /Parent 9 0 R /P 3 0 R /V (Aland) /DA (/F1 12 Tf 0 g) "
                         "/Rect [72 300 172 320] /AP <</N 16 0 R>>>>");
  file.object(kAgree, std::string("<<") + kWidget +
                          "/FT /Btn /T (agree) /P 3 0 R /V /Off /AS /Off /Rect [72 330 84 342] "
                          "/AP <</N <</Yes 17 0 R /Off 18 0 R>>>>>>");
  file.object(kSum, std::string("<<") + kWidget + "/FT /Tx /T (sum) /P 3 0 R /V (" + sum +
                        ") /Rect [72 360 172 380] /AP <</N 19 0 R>>>>");
  const std::string box = "/Type /XObject /Subtype /Form /BBox [0 0 100 20] ";
  file.stream(kCityLook, box + "/Resources <</Font <</F1 15 0 R>>>>", "BT /F1 12 Tf (Aland) Tj ET");
  file.stream(kYes, box, "0 0 12 12 re f");
  file.stream(kOff, box, "0 0 12 12 re S");
  file.stream(kSumLook, box + "/Resources <</Font <</F1 15 0 R>>>>",
              "BT /F1 12 Tf (" + sum + ") Tj ET");
}

void add_font(pdf::sample::File& file) {
  file.object(kFont,
              "<</Type /Font /Subtype /TrueType /BaseFont /ABCDEF+Letter /FirstChar 32 /LastChar "
              "34 /Widths 34 0 R /Encoding 35 0 R /FontDescriptor 31 0 R /ToUnicode 33 0 R>>");
  file.object(kDescriptor,
              "<</Type /FontDescriptor /FontName /ABCDEF+Letter /Flags 32 /ItalicAngle 0 /Ascent "
              "800 /Descent -200 /CapHeight 700 /StemV 80 /FontBBox [0 0 1000 1000] /FontFile2 32 "
              "0 R>>");
  file.stream(kFontFile, "/Length1 20", "glyphs of this font");
  file.stream(kToUnicode, "", "beginbfchar <20> <0020> endbfchar");
  file.object(kWidths, "[250 500 500]");
  file.object(kEncoding,
              "<</Type /Encoding /BaseEncoding /WinAnsiEncoding /Differences [33 /exclam]>>");
}

void add_structure(pdf::sample::File& file) {
  file.object(kStructure,
              "<</Type /StructTreeRoot /K 28 0 R /ParentTree 29 0 R /ParentTreeNextKey 1 /RoleMap "
              "<</Letter /Document>>>>");
  file.object(kDocumentElement, "<</Type /StructElem /S /Document /P 21 0 R /K [36 0 R]>>");
  file.object(kParentTree, "<</Nums [0 [36 0 R]]>>");
  file.object(kParagraph,
              "<</Type /StructElem /S /P /P 28 0 R /Pg 3 0 R /K [0] /ActualText (Pay 100 to Ada) "
              "/Lang (en)>>");
}

void add_graphics(pdf::sample::File& file) {
  file.object(kResources,
              "<</Font <</F1 15 0 R>> /ColorSpace <</CS0 22 0 R>> /ExtGState <</G0 23 0 R>> "
              "/XObject <</X0 24 0 R /X1 40 0 R /X2 48 0 R>> /Properties <</L0 25 0 R>>>>");
  file.object(kColourSpace, "[/Separation /Ink /DeviceRGB 46 0 R]");
  file.object(kTint, "<</FunctionType 2 /Domain [0 1] /C0 [1 1 1] /C1 [0 0 0] /N 1>>");
  file.object(kState, "<</Type /ExtGState /ca 1 /CA 1 /BM /Normal>>");
  file.stream(kPicture, "/Type /XObject /Subtype /Form /BBox [0 0 100 100]", "0 0 50 50 re f");
  file.object(kLayer, "<</Type /OCG /Name (Terms)>>");
  file.object(kLayers,
              "<</OCGs [25 0 R] /D <</Name (All) /ON [25 0 R] /OFF [] /Order [25 0 R]>>>>");
  file.stream(kImage,
              "/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray "
              "/BitsPerComponent 8",
              "x");
  // What a shadow attack puts there before anybody signs.
  file.stream(kOverlay, "/Type /XObject /Subtype /Form /BBox [0 0 600 850]", "");
  file.stream(kSpare, "", kPayload);
}

void add_pages(pdf::sample::File& file, Random& random, const Options& options) {
  file.object(kPages,
              "<</Type /Pages /Kids [3 0 R 30 0 R] /Count 2 /MediaBox [0 0 595.276 841.89]>>");
  file.object(kPage,
              "<</Type /Page /Parent 2 0 R /MediaBox [0 0 595.276 841.89] /Resources 10 0 R "
              "/Contents 4 0 R /StructParents 0 /Annots [7 0 R 8 0 R 11 0 R 12 0 R 13 0 R 14 0 R "
              "42 0 R] " +
                  options.more_in_page + ">>");
  file.stream(kContent, "",
              "/P <</MCID 0>> BDC BT /F1 12 Tf 72 700 Td (Pay 100 to Ada) Tj ET EMC /CS0 cs 1 scn "
              "/G0 gs 0 0 10 10 re f /OC /L0 BDC 0 0 5 5 re f EMC /X0 Do /X1 Do");
  file.object(kSecondPage, "<</Type /Page /Parent 2 0 R /Resources 10 0 R /Contents 41 0 R>>");
  file.stream(kSecondContent, "", "BT /F1 12 Tf 72 700 Td (Terms) Tj ET");
  file.object(kLink,
              "<</Type /Annot /Subtype /Link /Rect [72 600 172 620] /Border [0 0 0] /A <</S /URI "
              "/URI (https://example.org/)>>>>");
  file.object(kNote,
              "<</Type /Annot /Subtype /FreeText /Rect [300 600 400 620] /Contents (paid) /DA (/F1 "
              "12 Tf) /F 4>>");
  file.stream(kPadding, "", std::string(random() % 200, 'x'));
}

void add_document(pdf::sample::File& file, const Options& options) {
  file.object(kCatalog,
              "<</Type /Catalog /Pages 2 0 R /AcroForm 6 0 R /Metadata 20 0 R /StructTreeRoot 21 0 "
              "R /MarkInfo <</Marked true>> /Names 26 0 R /OCProperties 27 0 R /Lang (en) "
              "/Outlines 45 0 R /ViewerPreferences <</DisplayDocTitle true>> /Padding 47 0 R " +
                  options.more_in_catalog + ">>");
  file.object(kInfo, "<</Title (Letter) /Author (Asia Division)>>");
  file.stream(kMetadata, "/Type /Metadata /Subtype /XML", "<x:xmpmeta>Letter</x:xmpmeta>");
  file.object(kNames,
              "<</EmbeddedFiles <</Names [(letter.json) 37 0 R]>> /Dests <</Names [(terms) [30 0 R "
              "/Fit]]>>>>");
  file.object(kFileSpec,
              "<</Type /Filespec /F (letter.json) /UF (letter.json) /EF <</F 38 0 R>>>>");
  file.stream(kFile, "/Type /EmbeddedFile", "{\"sum\": 100}");
  file.object(kOutlines, "<</Type /Outlines /Count 0>>");
  file.object(kSpareCatalog, "<</Type /Catalog /Pages 44 0 R>>");
  file.object(kSparePages, "<</Type /Pages /Kids [3 0 R] /Count 1>>");
}

std::string random_words(Random& random) {
  std::string words(1 + random() % 40, ' ');
  for (char& letter : words) letter = static_cast<char>('a' + random() % 26);
  return words;
}

}  // namespace

Bytes letter(Random& random, const Options& options) {
  pdf::sample::File file("%PDF-1.7" + options.eol + "%\xE2\xE3\xCF\xD3" + options.eol + "% " +
                         random_words(random) + options.eol);
  add_document(file, options);
  add_pages(file, random, options);
  add_form(file, random, options);
  add_font(file);
  add_graphics(file);
  add_structure(file);
  file.table(
      "/Root 1 0 R /Info 5 0 R /ID [<00112233445566778899AABBCCDDEEFF> "
      "<00112233445566778899AABBCCDDEEFF>]",
      kFree);
  return pdf::sample::bytes(file.text);
}

Bytes signed_letter(Random& random, const Signing& signing, const Options& options) {
  return signed_file(letter(random, options), signing);
}

Dictionary certification(int level) {
  return {{"Reference",
           Array{Dictionary{{"Type", Name{"SigRef"}},
                            {"TransformMethod", Name{"DocMDP"}},
                            {"TransformParams", Dictionary{{"Type", Name{"TransformParams"}},
                                                           {"P", level},
                                                           {"V", Name{"1.2"}}}}}}}};
}

Bytes certified_letter(Random& random, int level, const Options& options) {
  const Edit name_it = [](const pdf::Document& document, pdf::Revision& revision) {
    // The signature dictionary is the first object that this revision makes.
    change(document, revision, kCatalog, {{"Perms", Dictionary{{"DocMDP", Reference{kFree, 0}}}}});
  };
  return signed_file(letter(random, options), {.more = certification(level)}, name_it);
}

Dictionary field_lock(const std::string& action, const Array& fields) {
  return {{"Reference", Array{Dictionary{{"TransformMethod", Name{"FieldMDP"}},
                                         {"TransformParams", Dictionary{{"Action", Name{action}},
                                                                        {"Fields", fields}}}}}}};
}

Object stream(std::string_view data, const Dictionary& entries) {
  return Object(pdf::Stream{entries, pdf::sample::bytes(data)});
}

Object look(std::string_view data, const Dictionary& resources) {
  return stream(data, Dictionary{{"Type", Name{"XObject"}},
                                 {"Subtype", Name{"Form"}},
                                 {"BBox", Array{0, 0, 500, 500}},
                                 {"Resources", resources}});
}

Bytes with_object(const Bytes& file, int number, const std::string& key, const Object& object) {
  return edited(file, [&](const pdf::Document& document, pdf::Revision& revision) {
    const Reference reference = revision.allocate();
    revision.set(reference, object);
    change(document, revision, number, {{key, reference}});
  });
}

Bytes replaced(const Bytes& file, int number, const Object& object) {
  return edited(file, [&](const pdf::Document&, pdf::Revision& revision) {
    revision.set({number, 0}, object);
  });
}

Bytes modified(const Bytes& file, int number, const std::function<void(Dictionary&)>& change) {
  return edited(file, [&](const pdf::Document& document, pdf::Revision& revision) {
    Dictionary dictionary = dictionary_at(document, number);
    change(dictionary);
    revision.set({number, 0}, dictionary);
  });
}

namespace {

Array list_of(const pdf::Document& document, int number, const std::string& key) {
  const Dictionary dictionary = dictionary_at(document, number);
  const Object* value = dictionary.find(key);
  const Object list = value == nullptr ? Object(Array{}) : document.resolve(*value);
  return *list.as<Array>();
}

void append_to(const pdf::Document& document, pdf::Revision& revision, int number,
               const std::string& key, Reference reference) {
  Array list = list_of(document, number, key);
  list.emplace_back(reference);
  change(document, revision, number, {{key, list}});
}

}  // namespace

Bytes with_field(const Bytes& file, const Dictionary& field, int page) {
  return edited(file, [&](const pdf::Document& document, pdf::Revision& revision) {
    const Reference reference = revision.allocate();
    revision.set(reference, field);
    append_to(document, revision, kForm, "Fields", reference);
    append_to(document, revision, page, "Annots", reference);
  });
}

Bytes with_annotation(const Bytes& file, const Dictionary& annotation, int page) {
  return edited(file, [&](const pdf::Document& document, pdf::Revision& revision) {
    const Reference reference = revision.allocate();
    revision.set(reference, annotation);
    append_to(document, revision, page, "Annots", reference);
  });
}

Bytes with_signature(const Bytes& file, const Array& rectangle, const Dictionary& more) {
  Dictionary field{{"FT", Name{"Sig"}},
                   {"T", pdf::text_string("third")},
                   {"Type", Name{"Annot"}},
                   {"Subtype", Name{"Widget"}},
                   {"Rect", rectangle},
                   {"P", Reference{kPage, 0}},
                   {"F", 132}};
  for (const auto& [key, value] : more.entries()) field.set(key, value);
  const Bytes prepared = with_field(file, field);
  return signed_file(prepared, {.field = newest(prepared)});
}

int newest(const Bytes& file) {
  return open(file).objects().back().number;
}

Bytes overwritten(const Bytes& file, std::string_view what, std::string_view by) {
  if (what.size() != by.size()) throw std::invalid_argument("another length");
  Bytes result = file;
  std::size_t count = 0;
  for (std::size_t at = text_of(file).find(what); at != std::string_view::npos;
       at = text_of(file).find(what, at + 1)) {
    std::copy(by.begin(), by.end(), result.begin() + static_cast<std::ptrdiff_t>(at));
    ++count;
  }
  if (count == 0) throw std::invalid_argument("nothing to overwrite");
  return result;
}

Bytes overwritten_last(const Bytes& file, std::string_view what, std::string_view by) {
  const std::size_t at = text_of(file).rfind(what);
  if (at == std::string_view::npos || by.size() > what.size()) {
    throw std::invalid_argument("nothing to overwrite, or too little");
  }
  Bytes result = file;
  const auto begin = result.begin() + static_cast<std::ptrdiff_t>(at);
  std::fill(begin, begin + static_cast<std::ptrdiff_t>(what.size()), std::uint8_t{' '});
  std::copy(by.begin(), by.end(), begin);
  return result;
}

pdf::Document::Place last_contents(const Bytes& file) {
  const std::string_view text = text_of(file);
  const std::size_t begin = text.find('<', text.rfind("/Contents"));
  return {begin, text.find('>', begin) + 1};
}

}  // namespace rich
}  // namespace chancery::tests
