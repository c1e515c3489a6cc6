// PDF files of a few objects, written by hand.
#pragma once

#include <string>
#include <vector>

namespace chancery::tests {

struct SmallPage {
  std::string size;       ///< "612 792"
  std::string resources;  ///< what stands between << and >>
  std::string content;    ///< operators
};

inline std::string small_pdf(const std::vector<SmallPage>& pages) {
  std::string file = "%PDF-1.4\n";
  std::vector<std::size_t> places;
  const auto object = [&](const std::string& body) {
    places.push_back(file.size());
    file += std::to_string(places.size()) + " 0 obj\n" + body + "\nendobj\n";
  };
  std::string kids;
  for (std::size_t i = 0; i < pages.size(); ++i) kids += std::to_string(3 + 2 * i) + " 0 R ";
  object("<</Type/Catalog/Pages 2 0 R>>");
  object("<</Type/Pages/Kids[" + kids + "]/Count " + std::to_string(pages.size()) + ">>");
  for (const SmallPage& page : pages) {
    object("<</Type/Page/Parent 2 0 R/MediaBox[0 0 " + page.size + "]/Resources<<" +
           page.resources + ">>/Contents " + std::to_string(places.size() + 2) + " 0 R>>");
    object("<</Length " + std::to_string(page.content.size()) + ">>\nstream\n" + page.content +
           "\nendstream");
  }
  const std::size_t xref = file.size();
  const std::string size = std::to_string(places.size() + 1);
  file += "xref\n0 " + size + "\n0000000000 65535 f \n";
  for (const std::size_t place : places) {
    const std::string digits = std::to_string(place);
    file += std::string(10 - digits.size(), '0') + digits + " 00000 n \n";
  }
  return file + "trailer\n<</Size " + size + "/Root 1 0 R>>\nstartxref\n" + std::to_string(xref) +
         "\n%%EOF\n";
}

}  // namespace chancery::tests
