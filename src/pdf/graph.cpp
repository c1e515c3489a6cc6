#include "pdf/graph.h"

#include <cstddef>

namespace chancery::pdf {

Reference Graph::add(Object object) {
  objects_.push_back(std::move(object));
  return {static_cast<int>(objects_.size()), 0};
}

Reference Graph::reserve() {
  objects_.emplace_back();
  return {static_cast<int>(objects_.size()), 0};
}

void Graph::set(Reference reference, Object object) {
  objects_.at(static_cast<std::size_t>(reference.number) - 1) = std::move(object);
}

}  // namespace chancery::pdf
