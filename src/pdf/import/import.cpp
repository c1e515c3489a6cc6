#include "pdf/import/import.h"

#include <string>

#include "base/diagnostic.h"
#include "pdf/import/copier.h"
#include "pdf/import/page_parts.h"

namespace chancery::pdf {
namespace {

/// A letterhead's drawing has some dozens of objects; a detailed map some hundreds.
constexpr std::size_t kMostObjects = 20000;

[[noreturn]] void damaged(const std::string& what) {
  throw Failure(FailureKind::kInput, "artwork-damaged", "the artwork's page " + what,
                "write the artwork's file again with the program that made it");
}

}  // namespace

ImportedPage import_page(const Document& document, Reference page, Graph& graph) {
  try {
    const Object object = document.get(page);
    const auto* dictionary = object.as<Dictionary>();
    if (dictionary == nullptr) damaged("is not a page");
    const Box box = visible_box(document, *dictionary);
    const int turns = quarter_turns(document, *dictionary);
    const double unit = user_unit(document, *dictionary);

    Copier copier(document, graph, kMostObjects);
    Stream form = page_content(document, *dictionary, copier);
    form.dictionary.set("Type", Name{"XObject"});
    form.dictionary.set("Subtype", Name{"Form"});
    form.dictionary.set("BBox", box.corners());
    form.dictionary.set("Matrix", upright(box, turns, unit));
    const Object resources = page_attribute(document, *dictionary, "Resources");
    form.dictionary.set("Resources", resources.as<Dictionary>() == nullptr
                                         ? Object(Dictionary{})
                                         : copier.copy(resources, Keys::kOfResources));
    if (const Object* group = dictionary->find("Group")) {
      form.dictionary.set("Group", copier.copy(*group));
    }
    copier.finish();
    const Points width(unit * (box.right - box.left)), height(unit * (box.top - box.bottom));
    const bool lying = turns % 2 != 0;
    return {graph.add(std::move(form)), lying ? height : width, lying ? width : height};
  } catch (const BadPage& problem) {
    damaged(problem.what());
  } catch (const ReadFailure& failure) {
    damaged("cannot be read: " + failure.problem().detail);
  }
}

}  // namespace chancery::pdf
