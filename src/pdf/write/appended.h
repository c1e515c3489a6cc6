// The pages of files that a letter appends.
#pragma once

#include <vector>

#include "layout/page.h"
#include "pdf/import/sheets.h"

namespace chancery::pdf {

/// One for each figure of the file. Throws what import_sheets throws, with the file's name.
std::vector<Sheet> sheets_of(const layout::AppendedFile& file, Graph& graph, Layers& layers);

}  // namespace chancery::pdf
