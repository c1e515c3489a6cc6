// Files that other programs made, with a place for a signature added and signed.
#include <filesystem>

#include "rich_letter.h"

namespace chancery::tests {
namespace {

using namespace rich;
namespace fs = std::filesystem;

/// A page with text and lines, for other programs to make their own of.
Bytes plain_page() {
  pdf::sample::File file;
  file.object(1, "<</Type /Catalog /Pages 2 0 R>>");
  file.object(2, "<</Type /Pages /Kids [3 0 R] /Count 1>>");
  file.object(3,
              "<</Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources <</Font <</F1 5 0 "
              "R>>>> /Contents 4 0 R>>");
  file.stream(4, "", "BT /F1 12 Tf 72 700 Td (Pay 100 to Ada) Tj ET 72 600 200 1 re f");
  file.object(5, "<</Type /Font /Subtype /Type1 /BaseFont /Helvetica>>");
  file.table("/Root 1 0 R", 6);
  return pdf::sample::bytes(file.text);
}

/// What the program made; nothing when it is not installed or made nothing.
Bytes made_by(std::vector<std::string> command, const Bytes& input, const std::string& input_name,
              const std::string& output_name) {
  const TemporaryFolder folder;
  write_text(folder.path() / input_name, to_text(input));
  run(command, {{{"HOME", folder.path().string()}}, folder.path()});
  const fs::path output = folder.path() / output_name;
  return fs::exists(output) ? to_bytes(read_text(output)) : Bytes();
}

/// With one field that nobody sees, signed.
Bytes adopted(const Bytes& file) {
  if (file.empty()) return {};
  const Bytes prepared = edited(file, [](const pdf::Document& document, pdf::Revision& revision) {
    const Reference page = document.pages().at(0), form = revision.allocate(),
                    field = revision.allocate();
    revision.set(form, Dictionary{{"Fields", Array{field}}, {"SigFlags", 3}});
    revision.set(field, Dictionary{{"FT", Name{"Sig"}},
                                   {"T", pdf::text_string("one")},
                                   {"Type", Name{"Annot"}},
                                   {"Subtype", Name{"Widget"}},
                                   {"Rect", Array{0, 0, 0, 0}},
                                   {"P", page}});
    change(document, revision, document.root().number, {{"AcroForm", form}});
    change(document, revision, page.number, {{"Annots", Array{field}}});
  });
  return signed_file(prepared, {.field = newest(prepared)});
}

Honest by(std::string name, std::vector<std::string> command, std::string input = "in.pdf",
          std::string output = "out.pdf") {
  return {"MadeBy" + std::move(name),
          [=](Random&) { return adopted(made_by(command, plain_page(), input, output)); }};
}

}  // namespace

HonestFiles foreign_files() {
  return {
      by("Ghostscript", {"gs", "-q", "-dBATCH", "-dNOPAUSE", "-dSAFER", "-sDEVICE=pdfwrite",
                         "-sOutputFile=out.pdf", "in.pdf"}),
      by("GhostscriptArchive", {"gs", "-q", "-dBATCH", "-dNOPAUSE", "-dSAFER", "-dPDFA=2",
                                "-sDEVICE=pdfwrite", "-sOutputFile=out.pdf", "in.pdf"}),
      by("GhostscriptEarlierVersion",
         {"gs", "-q", "-dBATCH", "-dNOPAUSE", "-dSAFER", "-dCompatibilityLevel=1.3",
          "-sDEVICE=pdfwrite", "-sOutputFile=out.pdf", "in.pdf"}),
      by("Cairo", {"pdftocairo", "-pdf", "in.pdf", "out.pdf"}),
      by("Poppler", {"pdfunite", "in.pdf", "in.pdf", "out.pdf"}),
      by("MuPdf", {"mutool", "clean", "in.pdf", "out.pdf"}),
      by("MuPdfSmall", {"mutool", "clean", "-gggg", "-z", "in.pdf", "out.pdf"}),
      by("MuPdfAscii", {"mutool", "clean", "-a", "-d", "in.pdf", "out.pdf"}),
      by("Qpdf", {"qpdf", "in.pdf", "out.pdf"}),
      by("QpdfPages", {"qpdf", "--empty", "--pages", "in.pdf", "in.pdf", "--", "out.pdf"}),
      {"MadeByLibreOffice",
       [](Random&) {
         return adopted(made_by({"soffice", "--headless", "--convert-to", "pdf", "in.txt"},
                                to_bytes("Pay 100 to Ada\n"), "in.txt", "in.pdf"));
       }},
  };
}

}  // namespace chancery::tests
