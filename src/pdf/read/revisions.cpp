#include <algorithm>
#include <string_view>

#include "pdf/read/lexer.h"
#include "pdf/read/read.h"
#include "pdf/read/sections.h"

namespace chancery::pdf {
namespace {

/// Cross-reference sections written together: one, or the two of a linearised file (Annex F).
struct Group {
  const XrefSection* named;  ///< the one that startxref names
  std::size_t begin, end;    ///< of the sections, from the header
};

/// The linearisation dictionary is the first object, within the first 1024 bytes (F.3.3).
bool is_linearised(ByteView body) {
  Lexer lexer(body.first(std::min<std::size_t>(body.size(), 1024)));
  if (!lexer.take_integer() || !lexer.take_integer() || !lexer.take_keyword("obj")) return false;
  const std::optional<Object> object = lexer.object();
  const auto* dictionary = object ? object->as<Dictionary>() : nullptr;
  return dictionary != nullptr && dictionary->find("Linearized") != nullptr;
}

/// The ending that names the group's section. Usually it stands right after the section; where
/// that one names another place (the file's first-page section may say 0), the next that does.
std::optional<Ending> find_ending(ByteView body, const Group& group, std::size_t limit) {
  const ByteView until = body.first(limit);
  const auto names_group = [&](const Ending& ending) {
    return ending.has_marker && ending.named < body.size() &&
           past_white_space(body, ending.named) == group.named->begin;
  };
  const auto adjacent = read_ending(until, group.end);
  if (adjacent && names_group(*adjacent)) return adjacent;
  const std::string_view text = text_of(until);
  for (std::size_t at = text.find("startxref", group.end); at != std::string_view::npos;
       at = text.find("startxref", at + 1)) {
    const auto ending = read_ending(until, at);
    if (ending && names_group(*ending)) return ending;
  }
  if (adjacent && adjacent->has_marker) return adjacent;
  return std::nullopt;
}

std::optional<ReadProblem> group_sections(ByteView body, const std::vector<XrefSection>& sections,
                                          std::vector<Group>& groups) {
  for (std::size_t i = 0; i < sections.size(); ++i) {
    Group group{&sections[i], sections[i].begin, sections[i].end};
    if (i + 1 < sections.size() && sections[i + 1].begin > sections[i].begin) {
      if (i + 2 != sections.size() || !is_linearised(body)) {
        return ReadProblem{Unreadable::kDamaged,
                           "a revision points to an earlier one that stands after it",
                           Detail{"revision-points-forward"}};
      }
      ++i;
      group.end = sections[i].end;
    }
    groups.push_back(group);
  }
  return std::nullopt;
}

}  // namespace

Revisions walk_revisions(ByteView bytes) {
  Revisions result;
  const SectionChain chain = read_sections(bytes);
  if (chain.problem) {
    result.problem = chain.problem;
    return result;
  }
  const ByteView body = bytes.subspan(chain.header_offset);
  std::vector<Group> groups;
  result.problem = group_sections(body, chain.sections, groups);
  if (result.problem) return result;

  Ending ending = chain.ending;
  for (std::size_t i = 0; i < groups.size(); ++i) {
    if (i > 0) {
      // It ends before the sections of the one that came after it.
      const auto found = find_ending(body, groups[i], groups[i - 1].begin);
      // Without one it ends with its section, and cannot be opened on its own.
      const std::size_t end = groups[i].end;
      ending = found ? *found : Ending{groups[i].named->begin, end, end, false};
    }
    if (ending.begin < groups[i].end) {
      result.problem =
          ReadProblem{Unreadable::kDamaged, "a revision ends before its cross-reference section",
                      Detail{"revision-ends-early"}};
      result.spans.clear();
      return result;
    }
    RevisionSpan span;
    span.xref_offset = past_white_space(body, ending.named) == groups[i].named->begin
                           ? ending.named
                           : groups[i].named->begin;
    span.end = chain.header_offset + ending.end;
    span.style = groups[i].named->style;
    result.spans.push_back(span);
  }
  std::reverse(result.spans.begin(), result.spans.end());
  for (std::size_t i = 1; i < result.spans.size(); ++i) {
    result.spans[i].begin = result.spans[i - 1].end;
  }
  return result;
}

}  // namespace chancery::pdf
