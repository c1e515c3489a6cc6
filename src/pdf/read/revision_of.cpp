#include "pdf/read/revision_of.h"

#include <algorithm>

#include "pdf/read/sections.h"

namespace chancery::pdf {

std::map<int, std::size_t> revisions_of_objects(ByteView bytes,
                                                std::span<const RevisionSpan> spans) {
  std::map<int, std::size_t> revisions;
  const SectionChain chain = read_sections(bytes);
  for (const XrefSection& section : chain.sections) {
    const std::size_t begin = chain.header_offset + section.begin;
    const auto span = std::find_if(spans.begin(), spans.end(), [&](const RevisionSpan& candidate) {
      return begin < candidate.end;
    });
    const auto number = static_cast<std::size_t>(span - spans.begin()) + 1;
    // Newest first: the first section that tells of a number counts.
    for (const XrefEntry& entry : section.entries) revisions.try_emplace(entry.number, number);
  }
  return revisions;
}

}  // namespace chancery::pdf
