// A small letter with places for two divisions, made by hand.
#pragma once

#include <string>

#include "pdf/sample_pdf.h"
#include "pdf/write/write.h"

namespace chancery::tests {

inline constexpr const char* kAsia = "Asia Division";
inline constexpr const char* kEurope = "Europe and Central Asia Division";

struct LetterOptions {
  bool direct_form = false;          ///< the form stands in the catalog itself
  std::string more_in_catalog = {};  ///< entries
  std::string fields = "[7 0 R 8 0 R]";
  std::string first_field_more = {};  ///< entries of field 7
};

/// Objects: catalog 1, pages 2, page 3, its content 4, form 6, fields 7 and 8.
inline Bytes letter_pdf(const LetterOptions& options = {}) {
  pdf::sample::File file;
  const std::string form = "<</Fields " + options.fields + " /SigFlags 1>>";
  file.object(1, "<</Type /Catalog /Pages 2 0 R /AcroForm " +
                     (options.direct_form ? form : "6 0 R") +
                     " /PieceInfo <</Chancery <</LastModified (D:20261124000000Z) /Private "
                     "<</Letterhead (division-letters) /Language (en) /Signatories ["
                     "<</Field (signature-1) /Name (Ada Quist) /Title (Director) /Division (Asia "
                     "Division)>> <</Field (signature-2) /Name <FEFF0042006F0020004C00ED> /Title "
                     "(Director) /Division (Europe and Central Asia Division)>>]>>>>>> " +
                     options.more_in_catalog + ">>");
  file.object(2, "<</Type /Pages /Kids [3 0 R] /Count 1>>");
  file.object(3,
              "<</Type /Page /Parent 2 0 R /MediaBox [0 0 595.276 841.89] /Resources <<>> "
              "/Contents 4 0 R /Annots [7 0 R 8 0 R]>>");
  file.stream(4, "", "0 0 10 10 re f");
  if (!options.direct_form) file.object(6, form);
  file.object(7,
              "<</Type /Annot /Subtype /Widget /FT /Sig /T (signature-1) /F 132 /P 3 0 R /Rect "
              "[72 100 272 172.5] " +
                  options.first_field_more + ">>");
  file.object(8,
              "<</Type /Annot /Subtype /Widget /FT /Sig /T (signature-2) /F 132 /P 3 0 R /Rect "
              "[500 172 300 100]>>");
  file.table(
      "/Root 1 0 R /ID [<00112233445566778899AABBCCDDEEFF> <00112233445566778899AABBCCDDEEFF>]", 9);
  return pdf::sample::bytes(file.text);
}

/// Two objects, the form XObject last and referring to the first.
inline pdf::FormObjects appearance() {
  pdf::FormObjects form;
  form.objects.emplace_back(pdf::Dictionary{{"Type", pdf::Name{"ExtGState"}}, {"LW", 2}});
  const pdf::Dictionary resources{{"ExtGState", pdf::Dictionary{{"G0", pdf::Reference{1, 0}}}}};
  form.objects.emplace_back(pdf::Stream{pdf::Dictionary{{"Type", pdf::Name{"XObject"}},
                                                        {"Subtype", pdf::Name{"Form"}},
                                                        {"BBox", pdf::Array{0, 0, 200, 72}},
                                                        {"Resources", resources}},
                                        pdf::sample::bytes("/G0 gs 1 1 198 70 re S")});
  return form;
}

}  // namespace chancery::tests
