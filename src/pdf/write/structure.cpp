#include "pdf/write/structure.h"

#include <algorithm>
#include <map>
#include <stdexcept>
#include <utility>

#include "pdf/write/operators.h"

namespace chancery::pdf {
namespace {

constexpr int kLengthDecimals = 3;

}  // namespace

StructureTree::StructureTree(const std::vector<layout::StructureElement>& elements,
                             std::size_t pages, std::string document_language)
    : elements_(elements),
      document_language_(std::move(document_language)),
      languages_(elements.size()),
      children_(elements.size()),
      kids_(elements.size()),
      latest_child_(elements.size()),
      marks_(pages) {
  for (std::size_t i = 0; i < elements.size(); ++i) {
    const layout::StructureElement& element = elements[i];
    if (i > 0 && element.parent >= i) {
      throw std::invalid_argument("structure element before its parent");
    }
    if (i > 0) children_[element.parent].push_back(i);
    const std::string& inherited = i == 0 ? document_language_ : languages_[element.parent];
    languages_[i] = element.language.empty() ? inherited : element.language;
  }
}

int StructureTree::mark(std::size_t element, std::size_t page) {
  std::vector<std::size_t>& marks = marks_.at(page);
  const int identifier = static_cast<int>(marks.size());
  append(element, {page, identifier, {}, 0});
  marks.push_back(element);
  return identifier;
}

int StructureTree::add_annotation(std::size_t element, std::size_t page, Reference annotation) {
  append(element, {page, 0, annotation, 0});
  annotations_.push_back(element);
  return static_cast<int>(marks_.size() + annotations_.size() - 1);
}

void StructureTree::append(std::size_t element, Kid kid) {
  kid.after_child = latest_child_.at(element);
  kids_[element].push_back(kid);
  for (std::size_t i = element; i != 0; i = elements_[i].parent) {
    std::size_t& latest = latest_child_[elements_[i].parent];
    latest = std::max(latest, i);
  }
}

Object StructureTree::kid_object(const Kid& kid, std::size_t page_of_element,
                                 std::span<const Reference> pages) const {
  if (kid.annotation.number != 0) {
    Dictionary reference{{"Type", Name{"OBJR"}}, {"Obj", kid.annotation}};
    if (kid.page != page_of_element) reference.set("Pg", pages[kid.page]);
    return reference;
  }
  if (kid.page == page_of_element) return kid.mark;
  return Dictionary{{"Type", Name{"MCR"}}, {"Pg", pages[kid.page]}, {"MCID", kid.mark}};
}

Dictionary StructureTree::element_dictionary(std::size_t index,
                                             const std::vector<Reference>& references,
                                             std::span<const Reference> pages) const {
  const layout::StructureElement& element = elements_[index];
  const std::vector<Kid>& own = kids_[index];
  Dictionary dictionary{{"S", Name{element.type}},
                        {"P", references[index == 0 ? elements_.size() : element.parent]}};
  const std::size_t page = own.empty() ? 0 : own.front().page;
  if (!own.empty()) dictionary.set("Pg", pages[page]);

  Array kids;
  auto next = own.begin();
  for (const std::size_t child : children_[index]) {
    for (; next != own.end() && next->after_child < child; ++next) {
      kids.push_back(kid_object(*next, page, pages));
    }
    kids.push_back(references[child]);
  }
  for (; next != own.end(); ++next) kids.push_back(kid_object(*next, page, pages));
  if (kids.size() == 1) {
    dictionary.set("K", std::move(kids.front()));
  } else if (!kids.empty()) {
    dictionary.set("K", std::move(kids));
  }

  if (!element.language.empty()) dictionary.set("Lang", text_string(element.language));
  if (!element.alternate_text.empty()) dictionary.set("Alt", text_string(element.alternate_text));
  if (!element.id.empty()) dictionary.set("ID", text_string(element.id));
  if (!element.list_numbering.empty()) {  // 14.8.5.5; ISO 14289-1, 7.6
    dictionary.set(
        "A", Dictionary{{"O", Name{"List"}}, {"ListNumbering", Name{element.list_numbering}}});
  }
  if (element.type == "TH") {  // 14.8.5.7; ISO 14289-1, 7.5
    dictionary.set("A", Dictionary{{"O", Name{"Table"}}, {"Scope", Name{"Column"}}});
  }
  if (const auto& bounds = element.bounds) {
    const Rect& place = bounds->place;
    dictionary.set(
        "A",
        Dictionary{
            {"O", Name{"Layout"}},
            {"BBox", Array{rounded(place.x.value, kLengthDecimals),
                           rounded((bounds->page_height - place.bottom()).value, kLengthDecimals),
                           rounded(place.right().value, kLengthDecimals),
                           rounded((bounds->page_height - place.y).value, kLengthDecimals)}}});
  }
  return dictionary;
}

Reference StructureTree::add_parent_tree(Graph& graph,
                                         const std::vector<Reference>& references) const {
  Array numbers;
  int key = 0;
  for (const std::vector<std::size_t>& marks : marks_) {
    if (!marks.empty()) {
      Array parents;
      parents.reserve(marks.size());
      for (const std::size_t element : marks) parents.push_back(references[element]);
      numbers.push_back(key);
      numbers.push_back(graph.add(std::move(parents)));
    }
    ++key;
  }
  for (const std::size_t element : annotations_) {
    numbers.push_back(key++);
    numbers.push_back(references[element]);
  }
  return graph.add(Dictionary{{"Nums", std::move(numbers)}});
}

Reference StructureTree::add_to(Graph& graph, std::span<const Reference> pages) const {
  std::vector<Reference> references;  // of the elements, and behind them the root's
  references.reserve(elements_.size() + 1);
  for (std::size_t i = 0; i <= elements_.size(); ++i) references.push_back(graph.reserve());
  std::map<std::string, Reference> identifiers;
  for (std::size_t i = 0; i < elements_.size(); ++i) {
    graph.set(references[i], element_dictionary(i, references, pages));
    if (!elements_[i].id.empty())
      identifiers.emplace(text_string(elements_[i].id).bytes, references[i]);
  }
  const std::size_t next_key = marks_.size() + annotations_.size();
  Dictionary root{{"Type", Name{"StructTreeRoot"}},
                  {"ParentTree", add_parent_tree(graph, references)},
                  {"ParentTreeNextKey", Object(next_key)}};
  if (!elements_.empty()) root.set("K", references.front());
  if (!identifiers.empty()) {
    Array names;
    for (const auto& [id, reference] : identifiers) {
      names.push_back(String{id, id.starts_with('\xFE')});
      names.push_back(reference);
    }
    root.set("IDTree", Dictionary{{"Names", std::move(names)}});
  }
  graph.set(references.back(), std::move(root));
  return references.back();
}

}  // namespace chancery::pdf
