#include "letter/table_source.h"

#include <algorithm>
#include <string>

namespace chancery::letter {
namespace {

constexpr std::size_t kMostCells = 100'000;

std::string_view trim(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t\r");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r") - first + 1);
}

// The line under the head, possibly within lists and quotations.
bool may_be_delimiter_row(std::string_view line) {
  return line.find('-') != std::string_view::npos &&
         line.find_first_not_of(" \t|:->+*.)0123456789") == std::string_view::npos;
}

}  // namespace

bool tables_are_small(const data::Lines& source, const std::function<Position(std::size_t)>& where,
                      Problems& problems) {
  std::size_t columns = 0;
  std::size_t cells = 0;
  for (std::size_t i = 0; i < source.count(); ++i) {
    const std::string_view line = source.line(i);
    if (trim(line).empty()) {
      columns = 0;
      continue;
    }
    if (may_be_delimiter_row(line)) {
      const auto bars = static_cast<std::size_t>(std::count(line.begin(), line.end(), '|'));
      columns = std::max(columns, bars + 1);
      cells = 0;
    }
    // A table of one column costs no more than as many paragraphs.
    cells += columns;
    if (columns > 1 && cells > kMostCells) {
      problems.error(where(source.start(i)), "table-too-large",
                     "this table has more than " + std::to_string(kMostCells) + " cells",
                     "enclose it as a file of its own");
      return false;
    }
  }
  return true;
}

CellPlace cell_place(std::string_view row, std::size_t index) {
  const auto skip_space = [&](std::size_t at) {
    return std::min(row.find_first_not_of(" \t", at), row.size());
  };
  std::size_t at = skip_space(0);
  if (at < row.size() && row[at] == '|') ++at;
  for (; index > 0 && at < row.size(); ++at) {
    if (row[at] == '\\') {
      ++at;
    } else if (row[at] == '|') {
      --index;
    }
  }
  at = std::min(at, row.size());
  return {at, skip_space(at)};
}

std::size_t count_cells(std::string_view row) {
  row = trim(row);
  if (row.starts_with('|')) row.remove_prefix(1);
  std::size_t bars = 0;
  bool ends_with_bar = false;
  for (std::size_t i = 0; i < row.size(); ++i) {
    ends_with_bar = row[i] == '|';
    if (ends_with_bar) ++bars;
    if (row[i] == '\\') ++i;
  }
  return ends_with_bar ? bars : bars + 1;
}

}  // namespace chancery::letter
