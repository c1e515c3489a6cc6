#include "fidelity/readers.h"

#include <stdexcept>

#include "run_program.h"

namespace chancery::tests {
namespace {

const std::filesystem::path kFolder =
    std::filesystem::path(CHANCERY_SOURCE_DIR) / "tests" / "fidelity";

std::vector<std::string> command_for(const std::string& pdf, Reader reader) {
  switch (reader) {
    case Reader::kPoppler:
      return {"pdftotext", "-enc", "UTF-8", pdf, "-"};
    case Reader::kPdfium:
      return {"node", (kFolder / "text_pdfium.mjs").string(), pdf};
    case Reader::kPdfJs:
      return {"node", (kFolder / "text_pdfjs.mjs").string(), pdf};
    case Reader::kMuPdf:
      return {"mutool", "draw", "-q", "-F", "txt", pdf};
  }
  throw std::invalid_argument("no such reader");
}

}  // namespace

std::string_view name_of(Reader reader) {
  switch (reader) {
    case Reader::kPoppler:
      return "poppler";
    case Reader::kPdfium:
      return "PDFium";
    case Reader::kPdfJs:
      return "pdf.js";
    case Reader::kMuPdf:
      return "MuPDF";
  }
  throw std::invalid_argument("no such reader");
}

bool is_installed(Reader reader) {
  switch (reader) {
    case Reader::kPdfium:
      return std::filesystem::exists(kFolder / "node_modules/@embedpdf/pdfium/package.json");
    case Reader::kPdfJs:
      return std::filesystem::exists(kFolder / "node_modules/pdfjs-dist/package.json");
    case Reader::kPoppler:
    case Reader::kMuPdf:
      return true;
  }
  throw std::invalid_argument("no such reader");
}

std::vector<std::string> pages_of(const std::filesystem::path& pdf, Reader reader) {
  const Ran ran = run(command_for(pdf.string(), reader));
  if (ran.status != 0) throw std::runtime_error(std::string(name_of(reader)) + ": " + ran.err);
  // All of them end a page with a form feed.
  std::vector<std::string> pages;
  for (std::size_t begin = 0; begin < ran.out.size();) {
    const std::size_t end = ran.out.find('\f', begin);
    if (end == std::string::npos) break;
    pages.push_back(ran.out.substr(begin, end - begin));
    begin = end + 1;
  }
  return pages;
}

}  // namespace chancery::tests
