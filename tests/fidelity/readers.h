// The programs and libraries whose copied text is compared with the author's.
#pragma once

#include <array>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace chancery::tests {

enum class Reader {
  kPoppler,  ///< Evince, Okular: pdftotext, default mode
  kPdfium,   ///< Chrome, Edge: the npm package @embedpdf/pdfium
  kPdfJs,    ///< Firefox: the npm package pdfjs-dist
  kMuPdf,    ///< mutool draw -F txt; does not know right-to-left writing
};
inline constexpr std::array kReaders = {Reader::kPoppler, Reader::kPdfium, Reader::kPdfJs,
                                        Reader::kMuPdf};

std::string_view name_of(Reader reader);

/// The npm packages stand in tests/fidelity/node_modules when `npm ci` was run there.
bool is_installed(Reader reader);

/// What the reader gives of each page, UTF-8. Throws std::runtime_error when it fails.
std::vector<std::string> pages_of(const std::filesystem::path& pdf, Reader reader);

}  // namespace chancery::tests
