#include "pdf/read/sections.h"

#include <algorithm>
#include <limits>
#include <set>
#include <string_view>

#include "pdf/read/lexer.h"
#include "pdf/read/twice.h"

namespace chancery::pdf {
namespace {

/// How far from the end the standard's readers look for startxref, with room for the marker.
constexpr std::size_t kTail = 1054;
constexpr std::size_t kHeaderWithin = 1024;

ReadProblem damaged(std::string detail, Detail said) {
  return {Unreadable::kDamaged, std::move(detail), std::move(said)};
}

std::string at(std::size_t offset) {
  return " at offset " + std::to_string(offset);
}

bool starts_with(ByteView bytes, std::size_t position, std::string_view text) {
  return position <= bytes.size() && text_of(bytes.subspan(position)).starts_with(text);
}

/// The last startxref in the tail that is followed by a number.
std::optional<Ending> find_last_ending(ByteView body) {
  const std::size_t first = body.size() > kTail ? body.size() - kTail : 0;
  const std::string_view tail = text_of(body.subspan(first));
  for (std::size_t at_word = tail.rfind("startxref"); at_word != std::string_view::npos;
       at_word = at_word == 0 ? std::string_view::npos : tail.rfind("startxref", at_word - 1)) {
    if (const auto ending = read_ending(body, first + at_word)) return ending;
  }
  return std::nullopt;
}

bool read_table_entries(Lexer& lexer, std::size_t most_entries, std::vector<XrefEntry>& in_use,
                        std::vector<XrefEntry>& free_entries) {
  constexpr std::int64_t kLargest = std::numeric_limits<int>::max();
  while (!lexer.take_keyword("trailer")) {
    const auto first = lexer.take_integer();
    const auto count = lexer.take_integer();
    if (!first || !count || *first < 0 || *count < 0 || *count > kLargest ||
        *first > kLargest - *count) {
      return false;
    }
    for (std::int64_t i = 0; i < *count; ++i) {
      const auto offset = lexer.take_integer();
      const auto generation = lexer.take_integer();
      if (!offset || !generation || *offset < 0 || *generation < 0 || *generation > kLargest ||
          in_use.size() + free_entries.size() > most_entries) {
        return false;
      }
      XrefEntry entry;
      entry.number = static_cast<int>(*first + i);
      entry.generation = static_cast<int>(*generation);
      entry.offset = static_cast<std::uint64_t>(*offset);
      if (lexer.take_keyword("n")) {
        entry.kind = XrefEntry::Kind::kUncompressed;
        in_use.push_back(entry);
      } else if (lexer.take_keyword("f")) {
        free_entries.push_back(entry);
      } else {
        return false;
      }
    }
  }
  return true;
}

std::optional<std::size_t> offset_entry(const Dictionary& trailer, std::string_view key,
                                        ByteView body) {
  const Object* value = trailer.find(key);
  const auto* number = value == nullptr ? nullptr : value->as<std::int64_t>();
  if (number == nullptr || *number < 0 || static_cast<std::uint64_t>(*number) >= body.size()) {
    return std::nullopt;
  }
  return static_cast<std::size_t>(*number);
}

bool same_place(const XrefEntry& one, const XrefEntry& other) {
  if (one.kind != other.kind) return false;
  switch (one.kind) {
    case XrefEntry::Kind::kFree:
      return true;  // what free entries say of each other counts for nothing
    case XrefEntry::Kind::kUncompressed:
      return one.offset == other.offset && one.generation == other.generation;
    case XrefEntry::Kind::kCompressed:
      return one.container == other.container && one.index == other.index;
  }
  return false;
}

ReadProblem in_two_ways(int number) {
  return damaged("the place of object " + std::to_string(number) + " can be read in two ways",
                 Detail{"object-place-in-two-ways", {{"number", std::to_string(number)}}});
}

/// Of a hybrid section: both its parts place an object, and differ (7.5.8.4 has readers of
/// cross-reference streams look in the table first, and some do not).
std::optional<int> placed_twice(const std::vector<XrefEntry>& table,
                                const std::vector<XrefEntry>& stream) {
  std::vector<XrefEntry> in_use;
  for (const auto* entries : {&table, &stream}) {
    std::copy_if(entries->begin(), entries->end(), std::back_inserter(in_use),
                 [](const XrefEntry& entry) { return entry.kind != XrefEntry::Kind::kFree; });
  }
  return placed_twice(in_use);
}

bool present(const Dictionary& dictionary, std::string_view key) {
  const Object* value = dictionary.find(key);
  return value != nullptr && !value->is_null();
}

std::optional<ReadProblem> read_table(ByteView body, XrefSection& section,
                                      std::size_t most_entries) {
  Lexer lexer(body, section.begin);
  std::vector<XrefEntry> free_entries;
  if (!lexer.take_keyword("xref") ||
      !read_table_entries(lexer, most_entries, section.entries, free_entries)) {
    if (section.entries.size() + free_entries.size() > most_entries) {
      return ReadProblem{Unreadable::kTooLarge, "more than a million cross-reference entries",
                         Detail{"too-many-entries"}};
    }
    return damaged("the cross-reference table is malformed" + at(lexer.position()),
                   Detail{"table-malformed", {{"offset", std::to_string(lexer.position())}}});
  }
  const std::size_t trailer_begin = lexer.position();
  std::optional<Object> trailer = lexer.object();
  Dictionary* dictionary = trailer ? trailer->as<Dictionary>() : nullptr;
  if (dictionary == nullptr) {
    return damaged("the trailer dictionary is malformed" + at(lexer.position()),
                   Detail{"trailer-malformed", {{"offset", std::to_string(lexer.position())}}});
  }
  section.trailer = std::move(*dictionary);
  section.end = lexer.position();
  const auto twice = key_given_twice(body, trailer_begin);
  if (twice && (*twice == "Root" || *twice == "Prev" || *twice == "XRefStm")) {
    return damaged("a trailer gives its key " + *twice + " two values",
                   Detail{"trailer-key-twice", {{"entry", *twice}}});
  }
  std::vector<XrefEntry> all = section.entries;
  all.insert(all.end(), free_entries.begin(), free_entries.end());
  if (const auto number = placed_twice(all)) return in_two_ways(*number);
  if (present(section.trailer, "XRefStm")) {
    section.style = XrefStyle::kHybrid;
    const auto offset = offset_entry(section.trailer, "XRefStm", body);
    if (!offset)
      return damaged("/XRefStm is not an offset in the file",
                     Detail{"no-offset", {{"entry", "XRefStm"}}});
    XrefSection stream;
    const std::size_t left = most_entries - section.entries.size() - free_entries.size();
    if (auto problem = read_xref_stream(body, past_white_space(body, *offset), stream, left)) {
      return problem;
    }
    if (const auto number = placed_twice(section.entries, stream.entries)) {
      return in_two_ways(*number);
    }
    section.entries.insert(section.entries.end(), stream.entries.begin(), stream.entries.end());
  }
  section.entries.insert(section.entries.end(), free_entries.begin(), free_entries.end());
  return std::nullopt;
}

}  // namespace

std::optional<int> placed_twice(const std::vector<XrefEntry>& entries) {
  const auto by_number = [](const XrefEntry& one, const XrefEntry& other) {
    return one.number < other.number;
  };
  std::vector<XrefEntry> sorted;
  const std::vector<XrefEntry>* ordered = &entries;
  if (!std::is_sorted(entries.begin(), entries.end(), by_number)) {
    sorted = entries;
    std::stable_sort(sorted.begin(), sorted.end(), by_number);
    ordered = &sorted;
  }
  const auto twice = std::adjacent_find(
      ordered->begin(), ordered->end(), [](const XrefEntry& one, const XrefEntry& other) {
        // Object 0 heads the list of free objects and is nothing else (7.5.4).
        return one.number == other.number && one.number != 0 && !same_place(one, other);
      });
  return twice == ordered->end() ? std::nullopt : std::optional(twice->number);
}

std::optional<std::size_t> find_header(ByteView bytes) {
  const std::string_view text = text_of(bytes);
  for (std::size_t begin = text.substr(0, kHeaderWithin + 5).find("%PDF-");
       begin != std::string_view::npos;
       begin = text.substr(0, kHeaderWithin + 5).find("%PDF-", begin + 1)) {
    std::size_t i = begin + 5;
    const auto digit = [&](std::size_t j) { return j < bytes.size() && is_digit(bytes[j]); };
    if (!digit(i)) continue;
    while (digit(i)) ++i;
    if (i < bytes.size() && bytes[i] == '.' && digit(i + 1)) return begin;
  }
  return std::nullopt;
}

std::size_t past_white_space(ByteView body, std::size_t position) {
  while (position < body.size() && is_white_space(body[position])) ++position;
  return position;
}

std::optional<Ending> read_ending(ByteView body, std::size_t position) {
  Ending ending;
  ending.begin = past_white_space(body, position);
  if (!starts_with(body, ending.begin, "startxref")) return std::nullopt;
  Lexer lexer(body, ending.begin);
  if (!lexer.take_keyword("startxref")) return std::nullopt;
  const auto named = lexer.take_integer();
  if (!named || *named < 0) return std::nullopt;
  ending.named = static_cast<std::size_t>(*named);
  ending.end = lexer.position();
  const std::size_t marker = past_white_space(body, ending.end);
  if (starts_with(body, marker, "%%EOF")) {
    ending.has_marker = true;
    ending.end = marker + 5;
    if (starts_with(body, ending.end, "\r\n")) {
      ending.end += 2;
    } else if (starts_with(body, ending.end, "\n") || starts_with(body, ending.end, "\r")) {
      ending.end += 1;
    }
  }
  return ending;
}

std::map<int, XrefEntry> merge(const std::vector<XrefSection>& sections) {
  std::map<int, XrefEntry> merged;
  for (const XrefSection& section : sections) {
    for (const XrefEntry& entry : section.entries) merged.try_emplace(entry.number, entry);
  }
  return merged;
}

SectionChain read_sections(ByteView bytes) {
  SectionChain chain;
  const auto fail = [&](ReadProblem problem) {
    chain.problem = std::move(problem);
    return chain;
  };
  const auto header = find_header(bytes);
  if (!header)
    return fail(
        {Unreadable::kNotAPdf, "no %PDF- header in the first 1024 bytes", Detail{"no-header"}});
  chain.header_offset = *header;
  if (*header != 0) {
    chain.complaints.push_back(
        {std::to_string(*header) + " bytes stand before the header",
         Detail{"bytes-before-header", {{"count", std::to_string(*header)}}}});
  }
  const ByteView body = bytes.subspan(*header);
  const auto ending = find_last_ending(body);
  if (!ending)
    return fail({Unreadable::kNoStartxref, "no startxref at the end of the file",
                 Detail{"startxref-missing"}});
  chain.ending = *ending;
  if (!ending->has_marker)
    chain.complaints.push_back({"no %%EOF after startxref", Detail{"no-end-of-file"}});
  if (past_white_space(body, ending->end) != body.size()) {
    const std::string count = std::to_string(body.size() - ending->end);
    chain.complaints.push_back({count + " bytes stand after the last %%EOF",
                                Detail{"bytes-after-end", {{"count", count}}}});
  }

  std::set<std::size_t> visited;
  std::size_t entries = 0;
  std::size_t next = ending->named;
  for (bool more = true; more;) {
    if (next == 0 || next >= body.size()) {
      return fail({chain.sections.empty() ? Unreadable::kNoStartxref : Unreadable::kDamaged,
                   "the cross-reference offset " + std::to_string(next) + " is not inside the file",
                   Detail{"section-outside-file", {{"offset", std::to_string(next)}}}});
    }
    XrefSection section;
    section.begin = past_white_space(body, next);
    if (!visited.insert(section.begin).second) {
      return fail(damaged("the cross-reference sections form a loop", Detail{"sections-loop"}));
    }
    if (chain.sections.size() == kMostRevisions) {
      return fail({Unreadable::kTooLarge, "more than 1000 cross-reference sections",
                   Detail{"too-many-sections"}});
    }
    const bool table = starts_with(body, section.begin, "xref") &&
                       section.begin + 4 < body.size() && is_white_space(body[section.begin + 4]);
    const std::size_t left = kMostEntries - entries;
    if (auto problem = table ? read_table(body, section, left)
                             : read_xref_stream(body, section.begin, section, left)) {
      return fail(std::move(*problem));
    }
    entries += section.entries.size();
    if (entries > kMostEntries) {
      return fail({Unreadable::kTooLarge, "more than a million cross-reference entries",
                   Detail{"too-many-entries"}});
    }
    more = false;
    if (present(section.trailer, "Prev")) {
      const auto prev = offset_entry(section.trailer, "Prev", body);
      if (!prev)
        return fail(damaged("/Prev is not an offset in the file",
                            Detail{"no-offset", {{"entry", "Prev"}}}));
      more = *prev != 0;  // some writers say 0 for none
      next = *prev;
    }
    chain.sections.push_back(std::move(section));
  }
  return chain;
}

}  // namespace chancery::pdf
