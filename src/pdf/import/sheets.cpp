#include "pdf/import/sheets.h"

#include <utility>

#include "base/diagnostic.h"
#include "pdf/image/image.h"
#include "pdf/import/appearances.h"
#include "pdf/import/copier.h"
#include "pdf/read/read.h"
#include "pdf/write/deflate.h"

namespace chancery::pdf {
namespace {

/// A report of a thousand pages has some ten thousand.
constexpr std::size_t kMostObjects = 500'000;

[[noreturn]] void damaged(const std::string& what) {
  throw Failure(FailureKind::kInput, "enclosure-damaged", what,
                "write the file again with the program that made it, or enclose it 'as: attached'");
}

[[noreturn]] void unreadable(const ReadProblem& problem) {
  switch (problem.reason) {
    case Unreadable::kEncrypted:
      throw Failure(FailureKind::kInput, "enclosure-encrypted",
                    "the file is encrypted: its pages cannot be appended",
                    "save it without a password, or enclose it 'as: attached'");
    case Unreadable::kTooLarge:
      throw Failure(FailureKind::kInput, "enclosure-too-large",
                    "the file is beyond the limits: " + problem.detail,
                    "divide it, or enclose it 'as: attached'");
    case Unreadable::kNotAPdf:
      throw Failure(FailureKind::kInput, "enclosure-damaged", "the file is no PDF",
                    "only pages of PDF files can be appended; enclose others 'as: attached'");
    case Unreadable::kNoStartxref:
    case Unreadable::kDamaged:
      break;
  }
  damaged("the file cannot be read as PDF: " + problem.detail);
}

Document opened(ByteView file) {
  Opened opened = open_document(file);
  if (!opened.document) unreadable(opened.problem.value_or(ReadProblem{}));
  return std::move(*opened.document);
}

Object catalog_entry(const Document& document, std::string_view key) {
  const Object catalog = document.get(document.root());
  const auto* dictionary = catalog.as<Dictionary>();
  const Object* value = dictionary == nullptr ? nullptr : dictionary->find(key);
  return value == nullptr ? Object{} : document.resolve(*value);
}

/// All pages, or none: an enclosure with a page missing is worse than an error.
std::vector<Reference> pages_of(const Document& document) {
  std::vector<Reference> pages = document.pages();
  const Object tree = catalog_entry(document, "Pages");
  const auto* root = tree.as<Dictionary>();
  const Object* count = root == nullptr ? nullptr : root->find("Count");
  const Object counted = count == nullptr ? Object{} : document.resolve(*count);
  const auto* number = counted.as<std::int64_t>();
  if (pages.empty()) damaged("the file has no pages");
  if (number == nullptr || *number != static_cast<std::int64_t>(pages.size())) {
    damaged("not all pages of the file can be found");
  }
  return pages;
}

Sheet import_sheet(const Document& document, Reference page, Graph& graph, Copier& copier) {
  const Object object = document.get(page);
  const auto* dictionary = object.as<Dictionary>();
  if (dictionary == nullptr) throw BadPage("is not a page");
  const Box media = media_box(document, *dictionary);
  const Box visible = visible_box(document, *dictionary);

  Sheet sheet;
  sheet.visible = visible;
  sheet.attributes.set("MediaBox", media.corners());
  sheet.attributes.set("CropBox", visible.corners());
  sheet.turns = quarter_turns(document, *dictionary);
  if (sheet.turns != 0) sheet.attributes.set("Rotate", 90 * sheet.turns);
  sheet.unit = user_unit(document, *dictionary);
  if (sheet.unit != 1) sheet.attributes.set("UserUnit", sheet.unit);
  if (const Object* group = dictionary->find("Group")) {
    sheet.attributes.set("Group", copier.copy(*group));
  }

  Stream form = page_content(document, *dictionary, copier);
  form.dictionary.set("Type", Name{"XObject"});
  form.dictionary.set("Subtype", Name{"Form"});
  form.dictionary.set("BBox", media.corners());
  const Object resources = page_attribute(document, *dictionary, "Resources");
  form.dictionary.set("Resources", resources.as<Dictionary>() == nullptr
                                       ? Object(Dictionary{})
                                       : copier.copy(resources, Keys::kOfResources));
  sheet.operators = "/E Do\n";
  sheet.forms.set("E", graph.add(std::move(form)));
  add_appearances(document, *dictionary, copier, sheet.forms, sheet.operators);
  return sheet;
}

SheetSize seen_size(const Box& visible, int turns, double unit) {
  const Points across(unit * (visible.right - visible.left));
  const Points up(unit * (visible.top - visible.bottom));
  return turns % 2 == 0 ? SheetSize{across, up} : SheetSize{up, across};
}

SheetSize size_of_sheet(const Document& document, Reference page) {
  const Object object = document.get(page);
  const auto* dictionary = object.as<Dictionary>();
  if (dictionary == nullptr) throw BadPage("is not a page");
  return seen_size(visible_box(document, *dictionary), quarter_turns(document, *dictionary),
                   user_unit(document, *dictionary));
}

/// A picture as large as the page is seen.
Sheet picture_sheet(const SheetSize& size, ByteView picture, Graph& graph) {
  Sheet sheet;
  sheet.visible = {0, 0, size.width.value, size.height.value};
  sheet.attributes.set("MediaBox", sheet.visible.corners());
  sheet.forms.set("E", add_image(picture, graph).image);
  sheet.operators = "q " + format_real(size.width.value) + " 0 0 " +
                    format_real(size.height.value) + " 0 0 cm/E Do Q\n";
  return sheet;
}

}  // namespace

SheetFile look_at_sheets(ByteView file) {
  const Document document = opened(file);
  try {
    SheetFile seen;
    for (const Reference page : pages_of(document)) {
      seen.pages.push_back(size_of_sheet(document, page));
    }
    seen.is_signed = !document.places_of_key("ByteRange").empty();
    return seen;
  } catch (const BadPage& problem) {
    damaged(std::string("a page of the file ") + problem.what());
  } catch (const ReadFailure& failure) {
    unreadable(failure.problem());
  }
}

std::vector<Sheet> import_sheets(ByteView file, Graph& graph, Layers& layers,
                                 const PagePictures& pictures) {
  const Document document = opened(file);
  std::vector<Sheet> sheets;
  try {
    Copier copier(document, graph, kMostObjects);
    for (const Reference page : pages_of(document)) {
      const std::size_t index = sheets.size();
      const bool is_picture = index < pictures.size() && pictures[index] != nullptr;
      sheets.push_back(is_picture
                           ? picture_sheet(size_of_sheet(document, page), *pictures[index], graph)
                           : import_sheet(document, page, graph, copier));
    }
    copier.finish();
    layers.add(document, copier);
  } catch (const BadPage& problem) {
    damaged("page " + std::to_string(sheets.size() + 1) + " of the file " + problem.what());
  } catch (const ReadFailure& failure) {
    damaged("page " + std::to_string(sheets.size() + 1) +
            " of the file cannot be read: " + failure.problem().detail);
  }
  return sheets;
}

ImportedPage as_artwork(Sheet sheet, Graph& graph) {
  const SheetSize size = seen_size(sheet.visible, sheet.turns, sheet.unit);
  Dictionary form{{"Type", Name{"XObject"}},
                  {"Subtype", Name{"Form"}},
                  {"BBox", sheet.visible.corners()},
                  {"Matrix", upright(sheet.visible, sheet.turns, sheet.unit)},
                  {"Resources", Dictionary{{"XObject", std::move(sheet.forms)}}}};
  if (const Object* group = sheet.attributes.find("Group")) form.set("Group", *group);
  return {graph.add(compress(std::move(form), bytes_of(sheet.operators))), size.width, size.height};
}

}  // namespace chancery::pdf
