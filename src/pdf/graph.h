// Indirect objects under construction, before a file gives them places.
#pragma once

#include <utility>
#include <vector>

#include "pdf/object.h"

namespace chancery::pdf {

/// Objects that refer to one another by position: Reference{i + 1} in any of them means the i-th.
class Graph {
 public:
  Reference add(Object object);
  /// A place whose object is set later, so that others can refer to it before.
  Reference reserve();
  /// Throws std::out_of_range for a reference that the graph has not given.
  void set(Reference reference, Object object);

  const std::vector<Object>& objects() const { return objects_; }
  std::vector<Object> take() { return std::move(objects_); }

 private:
  std::vector<Object> objects_;
};

}  // namespace chancery::pdf
