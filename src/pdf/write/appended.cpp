#include "pdf/write/appended.h"

#include <stdexcept>

#include "base/diagnostic.h"
#include "pdf/write/artwork.h"

namespace chancery::pdf {

std::vector<Sheet> sheets_of(const layout::AppendedFile& file, Graph& graph, Layers& layers) {
  try {
    std::vector<Sheet> sheets = import_sheets(*file.bytes, graph, layers, file.pictures);
    if (sheets.size() == file.figures.size()) return sheets;
  } catch (const Failure& failure) {
    throw naming(failure, file.name);
  }
  throw std::invalid_argument("appended file has other pages");
}

}  // namespace chancery::pdf
