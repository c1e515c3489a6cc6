// Optional content (layers, ISO 32000-1, 8.11) of the files that pages came from.
#pragma once

#include <optional>

#include "pdf/import/copier.h"
#include "pdf/object.h"
#include "pdf/read/read.h"

namespace chancery::pdf {

/// What a layer shows at first stands in the catalog of its file: without that a hidden layer would
/// be seen.
class Layers {
 public:
  /// Those of the file's layers that were copied.
  void add(const Document& document, const Copier& copier);
  /// The catalog's /OCProperties; nothing when there are no layers.
  std::optional<Dictionary> properties() const;

 private:
  Array groups_;
  Array hidden_;
};

}  // namespace chancery::pdf
