#include "pdf/write/artwork.h"

#include <memory>
#include <string>
#include <utility>

#include "base/diagnostic.h"
#include "pdf/image/image.h"
#include "pdf/read/read.h"
#include "pdf/write/write_cache.h"

namespace chancery::pdf {
namespace {

ImportedFile import_picture(ByteView file) {
  Graph graph;
  const Reference image = add_image(file, graph).image;
  return {graph.take(), {image, Points(1), Points(1)}};
}

ImportedFile import_file(ByteView file) {
  if (image_kind(file)) return import_picture(file);
  const Opened opened = open_document(file);
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
  Graph graph;
  const ImportedPage page = import_page(*opened.document, pages.front(), graph);
  return {graph.take(), page};
}

/// References by position, moved by as many objects as stand before.
struct Mover {
  int by;

  Reference moved(Reference reference) const {
    return {reference.number + by, reference.generation};
  }
  Object moved(const Object& object) const {
    if (const auto* reference = object.as<Reference>()) return moved(*reference);
    if (const auto* array = object.as<Array>()) {
      Array result;
      result.reserve(array->size());
      for (const Object& element : *array) result.push_back(moved(element));
      return result;
    }
    if (const auto* dictionary = object.as<Dictionary>()) return moved(*dictionary);
    if (const Stream* stream = object.stream()) {
      return Stream{moved(stream->dictionary), stream->data};
    }
    return object;
  }
  Dictionary moved(const Dictionary& dictionary) const {
    Dictionary result;
    for (const auto& [key, value] : dictionary.entries()) result.set(key, moved(value));
    return result;
  }
};

ImportedPage add_file(ByteView file, Graph& graph, WriteCache* cache) {
  std::shared_ptr<const ImportedFile> imported =
      cache == nullptr ? nullptr : cache->find_artwork(file);
  if (!imported) {
    imported = std::make_shared<const ImportedFile>(import_file(file));
    if (cache != nullptr) cache->keep_artwork(file, imported);
  }
  const Mover mover{static_cast<int>(graph.objects().size())};
  for (const Object& object : imported->objects) graph.add(mover.moved(object));
  ImportedPage page = imported->page;
  page.form = mover.moved(page.form);
  return page;
}

}  // namespace

Failure naming(const Failure& failure, const std::string& file) {
  Diagnostics diagnostics = failure.diagnostics();
  for (Diagnostic& diagnostic : diagnostics) {
    if (diagnostic.where.file.empty()) diagnostic.where.file = file;
  }
  return {failure.kind(), std::move(diagnostics)};
}

std::vector<ImportedPage> add_artwork(const std::vector<layout::ArtworkFile>& files, Graph& graph,
                                      WriteCache* cache) {
  std::vector<ImportedPage> artwork;
  artwork.reserve(files.size());
  for (const layout::ArtworkFile& file : files) {
    try {
      artwork.push_back(add_file(file.bytes, graph, cache));
    } catch (const Failure& failure) {
      throw naming(failure, file.name);
    }
  }
  return artwork;
}

ImageSize artwork_size(ByteView file) {
  if (image_kind(file)) return image_size(file);
  const ImportedPage page = import_file(file).page;
  return {page.width, page.height, 0, 0};
}

void check_artwork(ByteView file) {
  import_file(file);
}

}  // namespace chancery::pdf
