// The logical structure tree (ISO 32000-1, 14.7).
#pragma once

#include <cstddef>
#include <map>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "layout/page.h"
#include "pdf/graph.h"

namespace chancery::pdf {

/// Collects what belongs to each element while pages are written.
class StructureTree {
 public:
  /// Parents must stand before their children: throws std::invalid_argument otherwise.
  StructureTree(const std::vector<layout::StructureElement>& elements, std::size_t pages,
                std::string document_language);

  /// A new marked-content identifier on the page, for content of the element. Call in reading
  /// order. Throws std::out_of_range for an element that is not there.
  int mark(std::size_t element, std::size_t page);
  /// An annotation on the page belongs to the element; its /StructParent.
  int add_annotation(std::size_t element, std::size_t page, Reference annotation);

  /// Where a figure stands that is a page of another file, in that page's own space; others have
  /// their bounds.
  void set_box(std::size_t element, Array box) { boxes_[element] = std::move(box); }

  /// The language of an element's content: its own or the nearest ancestor's.
  const std::string& language(std::size_t element) const { return languages_.at(element); }
  const std::string& document_language() const { return document_language_; }
  const layout::StructureElement& element(std::size_t index) const { return elements_.at(index); }

  /// Adds the tree; its root, for the catalog. A page's /StructParents is its index.
  Reference add_to(Graph& graph, std::span<const Reference> pages) const;

 private:
  /// A marked-content sequence or an annotation of an element.
  struct Kid {
    std::size_t page = 0;
    int mark = 0;
    Reference annotation{};       ///< number 0: a marked-content sequence
    std::size_t after_child = 0;  ///< it stands behind this child element and those before it
  };

  void append(std::size_t element, Kid kid);
  Object kid_object(const Kid& kid, std::size_t page_of_element,
                    std::span<const Reference> pages) const;
  Dictionary element_dictionary(std::size_t index, const std::vector<Reference>& references,
                                std::span<const Reference> pages) const;
  Reference add_parent_tree(Graph& graph, const std::vector<Reference>& references) const;

  const std::vector<layout::StructureElement>& elements_;
  std::string document_language_;
  std::vector<std::string> languages_;
  std::vector<std::vector<std::size_t>> children_;
  std::vector<std::vector<Kid>> kids_;
  std::vector<std::size_t> latest_child_;
  std::vector<std::vector<std::size_t>> marks_;  ///< by page: the element of each identifier
  std::map<std::size_t, Array> boxes_;
  std::vector<std::size_t> annotations_;  ///< the element of each
};

}  // namespace chancery::pdf
