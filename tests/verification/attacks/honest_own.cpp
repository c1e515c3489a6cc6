// Our own letters, at every level, by one division and by several.
#include "rich_letter.h"
#include "signing/signing.h"

namespace chancery::tests {
namespace {

using namespace rich;

signing::TimeStamping stamping() {
  signing::TimeStamping unit;
  unit.stamp = [](pki::Hash, std::span<const ByteView> message) {
    return time_stamp_over(message);
  };
  return unit;
}

struct Choice {
  signing::Level level = signing::Level::kB;
  int certify = 0;
  bool visible = true;
};

Bytes with_evidence(const Bytes& file) {
  const pdf::Document document = open(file);
  pki::Evidence evidence;
  static_cast<void>(time_stamping());  // makes the unit's key
  for (const char* name : {"issuing", "root", "tsa"}) {
    evidence.certificates.push_back(keys().certificate(name));
  }
  std::vector<signing::SignatureEvidence> all;
  for (const signing::SignatureContents& signature : signing::signatures_in(document)) {
    all.push_back({signature.contents, evidence});
  }
  return signing::add_evidence(document, all).value_or(file);
}

Bytes time_stamped_by_us(const Bytes& file) {
  return signing::add_document_time_stamp(open(file), stamping());
}

Bytes signed_for(const Bytes& file, const std::string& division, const Choice& choice = {}) {
  const pdf::Document document = open(file);
  const pdf::FormObjects form = appearance();
  const signing::TimeStamping unit = stamping();
  signing::SignRequest request;
  request.credential = &credential();
  request.time = 1795514400;
  request.certify = choice.certify;
  if (choice.visible) request.appearance = &form;
  if (choice.level != signing::Level::kB) request.time_stamping = &unit;
  Bytes result = signing::sign(document, signing::find_field(document, division), request);
  if (choice.level >= signing::Level::kLt) result = with_evidence(result);
  if (choice.level == signing::Level::kLta) result = time_stamped_by_us(result);
  return result;
}

/// A letter with places for so many divisions, "Division 1" and so on.
Bytes letter_for(int divisions) {
  pdf::sample::File file;
  std::string fields, signatories;
  for (int i = 1; i <= divisions; ++i) {
    const std::string number = std::to_string(i);
    fields += std::to_string(6 + i) + " 0 R ";
    signatories += "<</Field (place-" + number +
                   ") /Name (Ada) /Title (Director) /Division (Division " + number + ")>> ";
  }
  file.object(1,
              "<</Type /Catalog /Pages 2 0 R /AcroForm 6 0 R /PieceInfo <</Chancery "
              "<</LastModified (D:20261124000000Z) /Private <</Letterhead (division-letters) "
              "/Language (en) /Signatories [" +
                  signatories + "]>>>>>>>>");
  file.object(2, "<</Type /Pages /Kids [3 0 R] /Count 1>>");
  file.object(3,
              "<</Type /Page /Parent 2 0 R /MediaBox [0 0 595.276 841.89] /Resources <<>> "
              "/Contents 4 0 R /Annots [" +
                  fields + "]>>");
  file.stream(4, "", "0 0 10 10 re f");
  file.object(6, "<</Fields [" + fields + "] /SigFlags 1>>");
  for (int i = 1; i <= divisions; ++i) {
    const std::string left = std::to_string(40 + 130 * (i - 1));
    file.object(6 + i, "<</Type /Annot /Subtype /Widget /FT /Sig /T (place-" + std::to_string(i) +
                           ") /F 132 /P 3 0 R /Rect [" + left + " 100 " + left + "9 172]>>");
  }
  file.table(
      "/Root 1 0 R /ID [<00112233445566778899AABBCCDDEEFF> "
      "<00112233445566778899AABBCCDDEEFF>]",
      7 + divisions);
  return pdf::sample::bytes(file.text);
}

Honest by_divisions(const std::string& name, int divisions, Choice choice) {
  std::size_t signatures = static_cast<std::size_t>(divisions);
  if (choice.level == signing::Level::kLta) signatures *= 2;
  return {"OwnBy" + std::to_string(divisions) + name,
          [=](Random&) {
            Bytes file = letter_for(divisions);
            for (int i = 1; i <= divisions; ++i) {
              file = signed_for(file, "Division " + std::to_string(i), choice);
            }
            return file;
          },
          signatures};
}

}  // namespace

HonestFiles own_files() {
  using signing::Level;
  HonestFiles files;
  const std::vector<std::pair<std::string, Level>> levels{{"AtLevelB", Level::kB},
                                                          {"AtLevelT", Level::kT},
                                                          {"AtLevelLt", Level::kLt},
                                                          {"AtLevelLta", Level::kLta}};
  for (int divisions = 1; divisions <= 4; ++divisions) {
    for (const auto& [name, level] : levels) {
      files.push_back(by_divisions(name, divisions, {.level = level}));
    }
  }
  files.push_back({"OwnRenewed",
                   [](Random&) {
                     Bytes file = signed_for(letter_pdf(), kAsia, {.level = Level::kLta});
                     for (int i = 0; i < 3; ++i) file = time_stamped_by_us(with_evidence(file));
                     return file;
                   },
                   5});
  files.push_back({"OwnRenewedBetweenTwoDivisions",
                   [](Random&) {
                     Bytes file = signed_for(letter_pdf(), kAsia, {.level = Level::kLta});
                     file = signed_for(file, kEurope, {.level = Level::kLta});
                     return time_stamped_by_us(with_evidence(file));
                   },
                   5});
  files.push_back({"OwnWithoutAnAppearance",
                   [](Random&) { return signed_for(letter_pdf(), kAsia, {.visible = false}); }});
  for (int level = 1; level <= 3; ++level) {
    const std::string number = std::to_string(level);
    files.push_back({"OwnCertifiedP" + number, [level](Random&) {
                       return signed_for(letter_pdf(), kAsia, {.certify = level});
                     }});
    files.push_back({"OwnCertifiedP" + number + "AtLevelLta",
                     [level](Random&) {
                       return signed_for(letter_pdf(), kAsia,
                                         {.level = Level::kLta, .certify = level});
                     },
                     2});
  }
  files.push_back(
      {"OwnCertifiedP2ThenSigned",
       [](Random&) { return signed_for(signed_for(letter_pdf(), kAsia, {.certify = 2}), kEurope); },
       2});
  files.push_back({"OwnWithObjectStreams",
                   [](Random&) {
                     const Bytes base = pdf::sample::rewritten(
                         letter_pdf(), "--object-streams=generate --newline-before-endstream");
                     return signed_for(signed_for(base, kAsia, {.level = Level::kLta}), kEurope);
                   },
                   3});
  files.push_back({"OwnLinearised",
                   [](Random&) {
                     const Bytes base = pdf::sample::rewritten(letter_pdf(), "--linearize");
                     return signed_for(signed_for(base, kAsia), kEurope);
                   },
                   2});
  return files;
}

}  // namespace chancery::tests
