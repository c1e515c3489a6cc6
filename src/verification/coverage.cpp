#include "verification/coverage.h"

#include <algorithm>
#include <array>

namespace chancery::verification {
namespace {

constexpr std::string_view kByteRangeClause = "ISO 32000-1, 12.8.1, table 252";
constexpr std::string_view kGapClause = "EN 319 142-1, 5.3";

bool is_white(std::uint8_t byte) {
  return byte == 0 || byte == '\t' || byte == '\n' || byte == '\f' || byte == '\r' || byte == ' ';
}

/// Only white space from `begin` to `end`: a signer may have left out the line end after %%EOF, or
/// signed more line ends than one.
bool only_white(ByteView file, std::size_t begin, std::size_t end) {
  return std::all_of(file.begin() + static_cast<std::ptrdiff_t>(begin),
                     file.begin() + static_cast<std::ptrdiff_t>(end), is_white);
}

/// A hexadecimal string (7.3.4.3): in nothing else is it certain that no object hides.
bool is_hexadecimal(ByteView token) {
  return token.size() >= 2 && token.front() == '<' && token.back() == '>' &&
         std::all_of(token.begin() + 1, token.end() - 1, [](std::uint8_t byte) {
           return is_white(byte) || (byte >= '0' && byte <= '9') || (byte >= 'A' && byte <= 'F') ||
                  (byte >= 'a' && byte <= 'f');
         });
}

}  // namespace

CoverageCheck check_coverage(ByteView file, const pdf::Object& byte_range,
                             std::optional<pdf::Document::Place> contents,
                             std::span<const pdf::RevisionSpan> revisions) {
  CoverageCheck check;
  const auto find = [&](std::string code, std::string text, std::string_view clause) {
    check.findings.push_back({std::move(code), std::move(text), std::string(clause)});
  };
  const auto* array = byte_range.as<pdf::Array>();
  std::array<std::size_t, 4> range{};
  bool sane = array != nullptr && array->size() == range.size();
  for (std::size_t i = 0; sane && i < range.size(); ++i) {
    const auto* number = (*array)[i].as<std::int64_t>();
    sane = number != nullptr && *number >= 0 && static_cast<std::uint64_t>(*number) <= file.size();
    if (sane) range.at(i) = static_cast<std::size_t>(*number);
  }
  if (!sane || range[1] > file.size() - range[0] || range[3] > file.size() - range[2] ||
      range[2] < range[0] + range[1]) {
    find("byte-range-malformed", "the ByteRange is not two ascending ranges inside the file",
         kByteRangeClause);
    return check;
  }
  check.usable = true;
  check.signed_bytes = {file.subspan(range[0], range[1]), file.subspan(range[2], range[3])};
  check.end = range[2] + range[3];

  if (range[0] != 0) {
    find("byte-range-start", "the signed bytes do not begin at the start of the file",
         kByteRangeClause);
    return check;
  }
  if (!contents) {
    find("contents-unplaced", "the place of the signature value in the file cannot be told",
         kGapClause);
    return check;
  }
  if (range[1] != contents->begin || range[2] != contents->end) {
    find("byte-range-gap",
         "the bytes left out by the ByteRange are not exactly the signature value, so other "
         "content could hide there",
         kGapClause);
    return check;
  }
  if (!is_hexadecimal(file.subspan(contents->begin, contents->end - contents->begin))) {
    find("contents-not-hexadecimal",
         "the signature value is no hexadecimal string, so other content could hide in it",
         kByteRangeClause);
    return check;
  }
  if (!revisions.empty() && check.end == file.size() && check.end > revisions.back().xref_offset) {
    // Nothing is left that was not signed, whatever stands behind the last %%EOF.
    check.revision = revisions.size() - 1;
    check.coverage = Coverage::kWholeFile;
    return check;
  }
  for (std::size_t i = 0; i < revisions.size(); ++i) {
    const std::size_t end = revisions[i].end;
    if (check.end > revisions[i].xref_offset &&
        only_white(file, std::min(check.end, end), std::max(check.end, end))) {
      check.revision = i;
      const bool last = i + 1 == revisions.size();
      const bool whole = last && only_white(file, check.end, file.size());
      check.coverage = whole ? Coverage::kWholeFile : Coverage::kWholeRevision;
      return check;
    }
  }
  find("byte-range-end", "the signed bytes do not end where a revision of the file ends",
       kByteRangeClause);
  return check;
}

}  // namespace chancery::verification
