#include "text/replacement.h"

#include <algorithm>
#include <utility>

namespace chancery::text {

std::string replaced(std::string_view text, const std::vector<Replacement>& replacements) {
  std::string result;
  std::size_t at = 0;
  for (const Replacement& each : replacements) {
    result += text.substr(at, each.begin - at);
    result += each.with;
    at = each.end;
  }
  return result += text.substr(at);
}

MovedOffsets::MovedOffsets(const std::vector<Replacement>& replacements) {
  steps_.reserve(replacements.size());
  std::size_t old_end = 0;
  std::size_t new_end = 0;
  for (const Replacement& each : replacements) {
    const std::size_t begin = new_end + (each.begin - old_end);
    old_end = each.end;
    new_end = begin + each.with.size();
    steps_.push_back({each.begin, each.end, begin, new_end});
  }
}

std::size_t MovedOffsets::operator()(std::size_t byte) const {
  const auto after =
      std::upper_bound(steps_.begin(), steps_.end(), byte,
                       [](std::size_t at, const Step& step) { return at < step.end; });
  if (after != steps_.end() && byte > after->begin) return after->moved_begin;
  if (after == steps_.begin()) return byte;
  const Step& before = *std::prev(after);
  return before.moved_end + (byte - before.end);
}

std::vector<Replacement> composed(std::vector<Replacement> first,
                                  const std::vector<Replacement>& second) {
  std::vector<Replacement> added;
  std::size_t next = 0;     // of `first`
  std::size_t old_end = 0;  // of the last one passed, in the old text
  std::size_t new_end = 0;  // and in the text after `first`
  std::size_t within = 0;   // by how much second ones have changed the length of first[next]
  std::size_t without = 0;
  for (const Replacement& each : second) {
    const auto new_begin = [&] { return new_end + (first[next].begin - old_end); };
    const auto length = [&] { return first[next].with.size() + without - within; };
    while (next < first.size() && new_begin() + length() <= each.begin) {
      new_end = new_begin() + length();
      old_end = first[next].end;
      ++next;
      within = without = 0;
    }
    if (next < first.size() && new_begin() <= each.begin) {
      const std::size_t at = each.begin - new_begin() + within - without;
      first[next].with.replace(at, each.end - each.begin, each.with);
      within += each.with.size();
      without += each.end - each.begin;
    } else {
      const std::size_t begin = each.begin - new_end + old_end;
      added.push_back({begin, begin + (each.end - each.begin), each.with});
    }
  }
  std::vector<Replacement> all;
  all.reserve(first.size() + added.size());
  std::merge(std::make_move_iterator(first.begin()), std::make_move_iterator(first.end()),
             std::make_move_iterator(added.begin()), std::make_move_iterator(added.end()),
             std::back_inserter(all),
             [](const Replacement& a, const Replacement& b) { return a.begin < b.begin; });
  return all;
}

}  // namespace chancery::text
