// Files that are written oddly but rightly (ISO 32000-1, 7), signed in their only revision or in
// one that was appended; and every kind of signature value.
#include "cms_tools.h"
#include "pki/timestamp.h"
#include "raw_update.h"

namespace chancery::tests {
namespace {

using namespace rich;
using Pieces = std::span<const ByteView>;

/// How a file of one revision is written by hand.
struct Style {
  std::string eol = "\n";
  std::string header = "%PDF-1.7\n%\xE2\xE3\xCF\xD3\n";
  std::string after_obj = "\n", before_endobj = "\n", after_endobj = "\n";
  std::string entry_end = " \n";
  std::string before_table = {}, after_xref = "\n", after_trailer = "\n";
  std::string after_eof = "\n";
  std::string subsections = "one";  ///< "one", "each" or "first"
  std::string more_in_trailer = {};
  std::string signature =
      "<</Type /Sig /Filter /Adobe.PPKLite /SubFilter /ETSI.CAdES.detached /ByteRange %R /Contents "
      "%C>>";
  std::string form = "<</Fields [5 0 R] /SigFlags 3>>";
  std::string page =
      "<</Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources <<>> /Contents 6 0 R /Annots "
      "[5 0 R]>>";
  std::string field =
      "<</Type /Annot /Subtype /Widget /FT /Sig /T (one) /F 132 /P 3 0 R /Rect [0 0 0 0] /V 7 0 "
      "R>>";
  std::string length = "14";  ///< of the content
  std::vector<std::string> more = {};
};

void replace(std::string& text, const std::string& what, const std::string& by) {
  const std::size_t at = text.find(what);
  if (at != std::string::npos) text.replace(at, what.size(), by);
}

Bytes written(const Style& style) {
  std::string signature = style.signature;
  replace(signature, "%R", "[0 1111111111 1111111111 1111111111]");
  replace(signature, "%C", hex_token(std::string(8000, '0')));
  std::vector<std::string> objects{"<</Type /Catalog /Pages 2 0 R /AcroForm 4 0 R>>",
                                   "<</Type /Pages /Kids [3 0 R] /Count 1>>",
                                   style.page,
                                   style.form,
                                   style.field,
                                   "<</Length " + style.length + ">>" + style.eol +
                                       "stream\r\n0 0 10 10 re f" + style.eol + "endstream",
                                   signature};
  objects.insert(objects.end(), style.more.begin(), style.more.end());
  std::string text = style.header;
  std::vector<std::size_t> offsets;
  for (std::size_t i = 0; i < objects.size(); ++i) {
    offsets.push_back(text.size());
    text += std::to_string(i + 1) + " 0 obj" + style.after_obj + objects[i] + style.before_endobj +
            "endobj" + style.after_endobj;
  }
  text += style.before_table;
  const std::size_t place = text.size();
  const auto entry = [&](std::size_t offset) {
    std::array<char, 32> line{};
    std::snprintf(line.data(), line.size(), "%010zu 00000 n", offset);
    return line.data() + style.entry_end;
  };
  text += "xref" + style.after_xref;
  if (style.subsections == "each") {
    text += "0 1" + style.eol + "0000000000 65535 f" + style.entry_end;
    for (std::size_t i = 0; i < offsets.size(); ++i) {
      text += std::to_string(i + 1) + " 1" + style.eol + entry(offsets[i]);
    }
  } else {
    text += "0 " + std::to_string(offsets.size() + 1) + style.eol + "0000000000 65535 f" +
            style.entry_end;
    for (const std::size_t offset : offsets) text += entry(offset);
  }
  text += "trailer" + style.after_trailer + "<</Size " + std::to_string(objects.size() + 1) +
          " /Root 1 0 R" + style.more_in_trailer + ">>" + style.eol + "startxref" + style.eol +
          std::to_string(place) + style.eol + "%%EOF" + style.after_eof;
  Bytes file = pdf::sample::bytes(text);
  fill_in(file, {});
  return file;
}

Honest styled(std::string name, Style style) {
  return {"Written" + std::move(name),
          [style = std::move(style)](Random&) { return written(style); }};
}

Style with_eol(const std::string& eol) {
  return {.eol = eol,
          .header = "%PDF-1.4" + eol + "%\xE2\xE3\xCF\xD3" + eol,
          .after_obj = eol,
          .before_endobj = eol,
          .after_endobj = eol,
          .entry_end = eol.size() == 2 ? eol : " " + eol,
          .after_xref = eol,
          .after_trailer = eol,
          .after_eof = eol};
}

HonestFiles styles() {
  return {
      styled("WithLineFeeds", {}),
      styled("WithReturns", with_eol("\r")),
      styled("WithReturnsAndLineFeeds", with_eol("\r\n")),
      styled("WithoutALineEndAtTheEnd", {.after_eof = ""}),
      styled("WithAReturnAtTheEnd", {.after_eof = "\r"}),
      styled("WithManyLineEndsAtTheEnd", {.after_eof = "\r\n\r\n\n"}),
      styled("WithSpacesAtTheEnd", {.after_eof = "\n   \n"}),
      styled("WithoutABinaryComment", {.header = "%PDF-1.3\n"}),
      styled("WithComments", {.after_obj = " % an object\n",
                              .after_endobj = "\n% and so on (\n",
                              .before_table = "% the table <<\n"}),
      styled("WithHardlyAnySpace", {.after_obj = "", .before_endobj = " ", .after_endobj = "\n"}),
      styled("WithMuchSpace",
             {.after_obj = "\n\n  \t", .before_endobj = " \n\n", .after_endobj = "\n\n\n"}),
      styled("WithASectionForEachObject", {.subsections = "each"}),
      styled("WithEntriesThatEndInReturns", {.entry_end = "\r\n"}),
      styled("WithTheTrailerOnOneLine", {.after_trailer = " "}),
      styled("WithAnIdentifier", {.more_in_trailer = " /ID [<00> <00>]"}),
      styled("WithPrevNought", {.more_in_trailer = " /Prev 0"}),
      styled("WithAnIndirectLength", {.length = "8 0 R", .more = {"14"}}),
      styled("WithTheValueFirst",
             {.signature = "<</Contents %C /ByteRange %R /SubFilter /adbe.pkcs7.detached /Filter "
                           "/Adobe.PPKLite>>"}),
      styled("WithALineForEachEntry",
             {.signature = "<<\n/Type\n/Sig\n/Filter\n/Adobe.PPKMS\n/SubFilter\n"
                           "/adbe.pkcs7.detached\n/Contents\n%C\n/ByteRange\n%R\n>>"}),
      styled("WithNamesInHexadecimal",
             {.signature = "<</Type /S#69g /Filter /Adobe.PPKLite /SubFilter "
                           "/ETSI.CAdES#2edetached /Byte#52ange %R /Cont#65nts %C>>"}),
      styled("WithBuildData",
             {.signature = "<</Type /Sig /Filter /Adobe.PPKLite /SubFilter /ETSI.CAdES.detached "
                           "/Prop_Build <</App <</Name /Some#20Program>> /Filter <</Name "
                           "/Adobe.PPKLite>>>> /ContactInfo (a@b) /Location (Here) /M "
                           "(D:20261124100000+00'00') /Name (Ada) /Reason (\\(so\\)) /ByteRange %R "
                           "/Contents %C>>"}),
      styled(
          "WithAFormByItself",
          {.form = "<</Fields 8 0 R /SigFlags 3 /DR <<>> /DA (/Helv 0 Tf)>>", .more = {"[5 0 R]"}}),
      styled("WithAWidgetApart",
             {.page = "<</Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources <<>> "
                      "/Contents 6 0 R /Annots 9 0 R>>",
              .field = "<</FT /Sig /T (one) /Kids [8 0 R] /V 7 0 R>>",
              .more = {"<</Type /Annot /Subtype /Widget /Parent 5 0 R /P 3 0 R /Rect [1 1 9 9]>>",
                       "[8 0 R]"}}),
      styled("WithAFieldInGroups",
             {.form = "<</Fields [8 0 R] /SigFlags 3>>",
              .field = "<</Type /Annot /Subtype /Widget /T (one) /Parent 9 0 R /P 3 0 R /Rect [0 0 "
                       "0 0] /V 7 0 R>>",
              .more = {"<</T (a) /Kids [9 0 R]>>",
                       "<</T (b) /FT /Sig /Parent 8 0 R /Kids [5 0 R]>>"}}),
      styled("WithAFieldWithoutATypeOfAnnotation", {.field = "<</FT /Sig /T (one) /V 7 0 R>>"}),
      styled("WithReferencesToNothing",
             {.page = "<</Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources <<>> "
                      "/Contents 6 0 R /Annots [5 0 R 99 0 R] /Thumb 98 0 R>>"}),
      styled("WithNullEntries",
             {.form = "<</Fields [5 0 R null] /SigFlags 3 /XFA null /DR null>>"}),
  };
}

/// Signed in one more revision after `base`.
Honest on(std::string name, std::function<Bytes(Random&)> base, int field = 7) {
  return {"SignedOn" + std::move(name), [base = std::move(base), field](Random& random) {
            const Bytes file = base(random);
            return signed_file(file, {.field = field});
          }};
}

int signature_field(const Bytes& file) {
  const pdf::Document document = open(file);
  for (const Reference reference : document.objects()) {
    const Object object = document.get(reference);
    const auto* dictionary = object.as<Dictionary>();
    if (dictionary != nullptr && dictionary->find("FT") != nullptr &&
        *dictionary->find("FT")->as<Name>() == Name{"Sig"}) {
      return reference.number;
    }
  }
  throw std::runtime_error("no field");
}

Honest rewritten(std::string name, std::string options) {
  return {"SignedOn" + std::move(name), [options = std::move(options)](Random& random) {
            const Bytes file = pdf::sample::rewritten(letter(random), options);
            return signed_file(file, {.field = signature_field(file)});
          }};
}

HonestFiles bases() {
  return {
      on("AFileWithReturns", [](Random& random) { return letter(random, {.eol = "\r"}); }),
      on("AFileWithJunkBeforeTheHeader",
         [](Random&) {
           // Offsets count from the header (Annex H, note 13).
           return pdf::sample::bytes("junk\n" + std::string(text_of(letter_pdf())));
         }),
      on("ASignatureDictionaryInTheField", [](Random& random) { return letter(random); }),
      on("AFormInTheCatalog", [](Random&) { return letter_pdf({.direct_form = true}); }),
      rewritten("ObjectStreams", "--object-streams=generate"),
      rewritten("ObjectStreamsLinearised", "--object-streams=generate --linearize"),
      rewritten("ALinearisedFile", "--linearize"),
      rewritten("AFileForReading", "--qdf --object-streams=disable"),
      rewritten("ACompressedFile", "--compress-streams=y --recompress-flate"),
      rewritten("ANormalisedFile", "--normalize-content=y"),
      rewritten("AFileOfAnEarlierVersion", "--force-version=1.3 --object-streams=disable"),
      {"SignedOnAHybridFile",
       [](Random& random) {
         RawUpdate raw(letter(random));
         const std::size_t place = raw.text.size();
         const std::size_t held = place + 200;
         std::string data = "\x01";
         for (const unsigned shift : {24U, 16U, 8U, 0U}) {
           data += static_cast<char>(held >> shift & 0xFFU);
         }
         data += '\0';
         raw.hidden(90, RawUpdate::stream(data, "/Type /XRef /W [1 4 1] /Size 100 /Index [91 1] "));
         raw.text += std::string(held - raw.text.size(), '\n');
         raw.hidden(91, "(seen by newer readers)");
         raw.object(kInfo, "<</Title (Letter)>>");
         raw.table("/XRefStm " + std::to_string(place));
         return signed_file(raw.bytes());
       }},
  };
}

Honest valued(std::string name, std::function<Bytes(Pieces)> value,
              std::string form = "adbe.pkcs7.detached") {
  return {"Value" + std::move(name), [=](Random& random) {
            return signed_letter(random, {.sub_filter = form, .value = value, .room = 16000});
          }};
}

Honest by_openssl(std::string name, std::vector<std::string> options, std::string key = "rsa",
                  Wanted wanted = {rsa("2048")}) {
  return valued(std::move(name), [=](Pieces pieces) {
    make_once(key, wanted);
    return openssl_cms(joined(pieces), key, options);
  });
}

Honest by_us(std::string name, Wanted wanted, pki::SigningChoice choice = {}) {
  return valued(
      "Ours" + name,
      [=](Pieces pieces) {
        const pki::Credential mine = keys().new_credential("honest-" + name, wanted, choice);
        return pki::sign_cms(mine, pki::digest(mine.signer->hash(), joined(pieces)));
      },
      "ETSI.CAdES.detached");
}

/// ContentInfo, [0] and SignedData in BER (X.690, 8.1.3.6), as old signers write them.
Bytes with_indefinite_lengths(const Bytes& cms) {
  using namespace pki::der;
  const Element outer = *Reader(cms, Rules::kDer).next();
  Reader reader(outer.content, Rules::kDer);
  const Element type = *reader.next(), content = *reader.next();
  const Element data = *Reader(content.content, Rules::kDer).next();
  Bytes result{kSequence, 0x80};
  append(result, type.whole);
  for (const std::uint8_t tag : {constructed(0), kSequence}) {
    result.push_back(tag);
    result.push_back(0x80);
  }
  append(result, data.content);
  result.resize(result.size() + 6);
  return result;
}

HonestFiles values() {
  return {
      by_openssl("OfOpenssl", {}),
      by_openssl("OfOpensslCades", {"-cades"}),
      by_openssl("WithoutAttributes", {"-noattr"}),
      by_openssl("ByKeyIdentifier", {"-keyid"}),
      by_openssl("Sha384", {"-md", "sha384"}),
      by_openssl("Sha512", {"-cades", "-md", "sha512"}),
      by_openssl("Sha3", {"-cades", "-md", "sha3-256"}),
      by_openssl("Pss", {"-cades", "-keyopt", "rsa_padding_mode:pss"}),
      valued("OfIndefiniteLengths",
             [](Pieces pieces) { return with_indefinite_lengths(cms_over(pieces)); }),
      by_openssl("OnACurve", {"-cades", "-md", "sha384"}, "curve", {curve("P-384")}),
      by_us("P256", {}),
      by_us("P521", {curve("P-521")}),
      by_us("Brainpool", {curve("brainpoolP256r1")}),
      by_us("Rsa4096", {rsa("4096")}),
      by_us("Pss", {rsa("2048")}, {std::nullopt, true}),
      by_us("Ed25519", {{"ed25519"}}),
      by_us("Ed448", {{"ed448"}}),
      valued(
          "OfTheOlderForm",
          [](Pieces pieces) {
            make_once("rsa", {rsa("2048")});
            return openssl_cms(pki::digest(pki::Hash::kSha1, joined(pieces)), "rsa",
                               {"-nodetach", "-md", "sha256"});
          },
          "adbe.pkcs7.sha1"),
      valued(
          "WithATimeStamp",
          [](Pieces pieces) {
            const Bytes cms = cms_over(pieces);
            return pki::with_time_stamp(cms, time_stamping().stamp(pki::signature_value(cms)));
          },
          "ETSI.CAdES.detached"),
      {"ValueWithWhiteSpaceInIt",
       [](Random& random) {
         Bytes file = signed_letter(random, {.room = 9000});
         const auto place = last_contents(file);
         const std::string old(text_of(file).substr(place.begin + 1, place.end - place.begin - 2));
         std::string spread;
         for (std::size_t i = 0; i < 6000; i += 60) spread += old.substr(i, 60) + "\n";
         spread += std::string(old.size() - spread.size(), '0');
         std::copy(spread.begin(), spread.end(),
                   file.begin() + static_cast<std::ptrdiff_t>(place.begin + 1));
         return file;
       }},
      {"ValueInCapitals",
       [](Random& random) {
         Bytes file = signed_letter(random);
         const auto place = last_contents(file);
         for (std::size_t i = place.begin; i < place.end; ++i) {
           file[i] = static_cast<std::uint8_t>(std::toupper(file[i]));
         }
         return file;
       }},
      {"ValueInTheFieldItself",
       [](Random& random) { return signed_letter(random, {.direct = true}); }},
      {"ValueWithoutPadding",
       [](Random& random) {
         make_once("rsa", {rsa("2048")});
         const std::size_t size = openssl_cms(bytes_of("x"), "rsa", {"-cades"}).size();
         return signed_letter(
             random,
             {.value = [](Pieces pieces) { return openssl_cms(joined(pieces), "rsa", {"-cades"}); },
              .room = size});
       }},
  };
}

}  // namespace

HonestFiles syntax_files() {
  HonestFiles files = styles();
  for (auto* more : {&bases, &values}) {
    for (Honest& file : (*more)()) files.push_back(std::move(file));
  }
  return files;
}

}  // namespace chancery::tests
