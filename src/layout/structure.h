// The logical structure while it grows.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "layout/page.h"

namespace chancery::layout {

class Structure {
 public:
  static constexpr std::size_t kRoot = 0;

  /// Holds the root, "Document", in the letter's language.
  explicit Structure(std::string_view language) {
    elements_.push_back({"Document", kRoot, std::string(language), {}});
    languages_.emplace_back(language);
  }

  /// The new element's index. `language` is written down only where the parent's differs; empty
  /// means the parent's.
  std::size_t add(std::string_view type, std::size_t parent, std::string_view language) {
    const bool differs = !language.empty() && language != languages_[parent];
    languages_.push_back(differs ? std::string(language) : languages_[parent]);
    elements_.push_back(
        {std::string(type), parent, differs ? std::string(language) : std::string(), {}});
    return elements_.size() - 1;
  }

  std::size_t size() const { return elements_.size(); }
  StructureElement& operator[](std::size_t element) { return elements_[element]; }
  std::vector<StructureElement> take() { return std::move(elements_); }

 private:
  std::vector<StructureElement> elements_;
  std::vector<std::string> languages_;  ///< in force inside each element
};

}  // namespace chancery::layout
