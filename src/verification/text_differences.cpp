#include "verification/text_differences.h"

#include <algorithm>

#include "pdf/read/page_text.h"

namespace chancery::verification {
namespace {

constexpr std::size_t kMostPages = 200;
constexpr std::size_t kMostLines = 50;
/// Beyond this many pairs of lines no common sequence is looked for.
constexpr std::size_t kMostPairs = 1000000;
/// Of content, in each revision: reading is quick, and this is a large book.
constexpr std::size_t kMostBytes = std::size_t{16} << 20U;

using Lines = std::vector<std::string>;

void cut(Lines& lines) {
  if (lines.size() <= kMostLines) return;
  const std::size_t more = lines.size() - kMostLines;
  lines.resize(kMostLines);
  lines.push_back("(and " + std::to_string(more) + " lines more)");
}

/// The lengths of the longest common subsequence of what is left from each pair of lines on.
class Common {
 public:
  Common(const Lines& before, const Lines& after, std::size_t begin, std::size_t before_end,
         std::size_t after_end)
      : columns_(after_end - begin + 1), lengths_((before_end - begin + 1) * columns_) {
    for (std::size_t i = before_end - begin; i-- > 0;) {
      for (std::size_t j = after_end - begin; j-- > 0;) {
        at(i, j) = before[begin + i] == after[begin + j] ? at(i + 1, j + 1) + 1
                                                         : std::max(at(i + 1, j), at(i, j + 1));
      }
    }
  }
  std::uint32_t& at(std::size_t i, std::size_t j) { return lengths_[i * columns_ + j]; }

 private:
  std::size_t columns_;
  std::vector<std::uint32_t> lengths_;
};

}  // namespace

TextDifference line_difference(const Lines& before, const Lines& after) {
  TextDifference difference;
  std::size_t begin = 0, before_end = before.size(), after_end = after.size();
  while (begin < before_end && begin < after_end && before[begin] == after[begin]) ++begin;
  while (before_end > begin && after_end > begin &&
         before[before_end - 1] == after[after_end - 1]) {
    --before_end;
    --after_end;
  }
  std::size_t i = begin, j = begin;
  if ((before_end - begin + 1) * (after_end - begin + 1) <= kMostPairs) {
    Common common(before, after, begin, before_end, after_end);
    while (i < before_end && j < after_end) {
      if (before[i] == after[j]) {
        ++i;
        ++j;
      } else if (common.at(i - begin + 1, j - begin) >= common.at(i - begin, j - begin + 1)) {
        difference.before.push_back(before[i++]);
      } else {
        difference.after.push_back(after[j++]);
      }
    }
  }
  const auto rest = [](const Lines& lines, std::size_t from, std::size_t to, Lines& into) {
    into.insert(into.end(), lines.begin() + static_cast<std::ptrdiff_t>(from),
                lines.begin() + static_cast<std::ptrdiff_t>(to));
  };
  rest(before, i, before_end, difference.before);
  rest(after, j, after_end, difference.after);
  return difference;
}

std::vector<TextDifference> text_differences(const pdf::Document& before,
                                             const pdf::Document& after) {
  const std::vector<pdf::Reference> old_pages = before.pages(kMostPages);
  const std::vector<pdf::Reference> new_pages = after.pages(kMostPages);
  std::vector<TextDifference> differences;
  std::size_t old_budget = kMostBytes, new_budget = kMostBytes;
  const auto lines = [](const pdf::Document& document, const std::vector<pdf::Reference>& pages,
                        std::size_t page, std::size_t& budget) {
    return page < pages.size() ? pdf::page_lines(document, pages[page], budget) : Lines();
  };
  for (std::size_t i = 0; i < std::max(old_pages.size(), new_pages.size()); ++i) {
    const Lines old_lines = lines(before, old_pages, i, old_budget);
    const Lines new_lines = lines(after, new_pages, i, new_budget);
    if (old_budget == 0 || new_budget == 0) break;  // what was read of this page may be a part
    TextDifference difference = line_difference(old_lines, new_lines);
    if (difference.before.empty() && difference.after.empty()) continue;
    difference.page = "page " + std::to_string(i + 1);
    cut(difference.before);
    cut(difference.after);
    differences.push_back(std::move(difference));
  }
  return differences;
}

data::Node node_of(const std::vector<TextDifference>& differences) {
  const auto list_of = [](const Lines& lines) {
    data::Sequence list;
    for (const std::string& line : lines) list.emplace_back(line);
    return data::Node(std::move(list));
  };
  data::Sequence list;
  for (const TextDifference& difference : differences) {
    data::Node node(data::Mapping{});
    node.set("page", data::Node(difference.page));
    node.set("before", list_of(difference.before));
    node.set("after", list_of(difference.after));
    list.push_back(std::move(node));
  }
  return data::Node(std::move(list));
}

}  // namespace chancery::verification
