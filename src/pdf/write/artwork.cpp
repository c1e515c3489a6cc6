#include "pdf/write/artwork.h"

#include "base/diagnostic.h"
#include "pdf/read/read.h"

namespace chancery::pdf {
namespace {

ImportedPage add_file(const Bytes& file, Graph& graph) {
  const Opened opened = open_document(ByteView(file));
  if (!opened.document) {
    throw Failure(FailureKind::kInput, "artwork-damaged",
                  "the artwork is not a PDF file that can be read: " +
                      (opened.problem ? opened.problem->detail : "no reason known"),
                  "write the artwork's file again with the program that made it, without password");
  }
  const std::vector<Reference> pages = opened.document->pages(2);
  if (pages.size() != 1) {
    throw Failure(FailureKind::kInput, "artwork-pages",
                  pages.empty() ? "the artwork's file has no page"
                                : "the artwork's file has more than one page",
                  "give a PDF file of one page");
  }
  return import_page(*opened.document, pages.front(), graph);
}

}  // namespace

std::vector<ImportedPage> add_artwork(const std::vector<Bytes>& files, Graph& graph) {
  std::vector<ImportedPage> artwork;
  artwork.reserve(files.size());
  for (const Bytes& file : files) artwork.push_back(add_file(file, graph));
  return artwork;
}

}  // namespace chancery::pdf
