#include <algorithm>

#include "base/utf8.h"
#include "data/data.h"

namespace chancery::data {
namespace {

// Code points are counted once for each stretch, so that a place in a very long line is found by
// counting at most this many bytes.
constexpr std::size_t kStretchBytes = 1024;

std::size_t count_code_points(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  }));
}

}  // namespace

Lines::Lines(std::string_view text, FileName file, int first_line)
    : text_(text), file_(std::move(file)), first_line_(first_line) {
  starts_.push_back(0);
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool crlf = text[i] == '\r' && i + 1 < text.size() && text[i + 1] == '\n';
    if (text[i] == '\n' || (text[i] == '\r' && !crlf)) starts_.push_back(i + 1);
  }
  std::size_t counted = 0;
  for (std::size_t begin = 0; begin <= text.size(); begin += kStretchBytes) {
    code_points_.push_back(counted);
    counted += count_code_points(text.substr(begin, kStretchBytes));
  }
}

std::size_t Lines::start(std::size_t line) const {
  return line < starts_.size() ? starts_[line] : text_.size();
}

std::string_view Lines::line(std::size_t line) const {
  std::string_view found = text_.substr(start(line), start(line + 1) - start(line));
  if (found.ends_with('\n')) found.remove_suffix(1);
  if (found.ends_with('\r')) found.remove_suffix(1);
  return found;
}

std::size_t Lines::code_points_before(std::size_t offset_bytes) const {
  const std::size_t stretch = offset_bytes / kStretchBytes;
  const std::size_t begin = stretch * kStretchBytes;
  return code_points_[stretch] + count_code_points(text_.substr(begin, offset_bytes - begin));
}

Position Lines::at(std::size_t offset_bytes) const {
  const std::size_t offset = std::min(offset_bytes, text_.size());
  const auto after = std::upper_bound(starts_.begin(), starts_.end(), offset);
  const auto line = static_cast<std::size_t>(after - starts_.begin()) - 1;
  const std::size_t begin = starts_[line];
  std::size_t column = offset - begin < kStretchBytes
                           ? count_code_points(text_.substr(begin, offset - begin))
                           : code_points_before(offset) - code_points_before(begin);
  // No editor counts a byte order mark.
  if (line == 0 && column > 0 && text_.starts_with("\xEF\xBB\xBF")) --column;
  return {file_, first_line_ + static_cast<int>(line), 1 + static_cast<int>(column)};
}

Diagnostics check_text(std::string_view text, const std::string& file, int first_line) {
  if (text.size() > kLargestFileBytes) {
    return {{Severity::kError,
             {file, 0, 0},
             "too-large",
             "the file is larger than " + std::to_string(kLargestFileBytes / 1024 / 1024) + " MB",
             "split it, or move what does not belong there to another file"}};
  }
  if (const auto offset = first_invalid_utf8(text)) {
    return {{Severity::kError, Lines(text, file, first_line).at(*offset), "not-utf8",
             "the bytes here are not UTF-8 text", "save the file in the encoding UTF-8"}};
  }
  return {};
}

std::string in_quotes(std::string_view text) {
  constexpr std::size_t kMostBytes = 60;
  std::string shown = "'";
  for (std::size_t i = 0; i < text.size();) {
    const auto step = decode_utf8(text, i);
    const bool control =
        step && (step->code_point < 0x20 || (step->code_point >= 0x7F && step->code_point < 0xA0));
    if (i + (step ? step->length : 1) > kMostBytes) {
      shown += "…";
      break;
    }
    if (!step) {
      shown += "\xEF\xBF\xBD";
    } else if (step->code_point == '\n' || step->code_point == '\t') {
      shown += ' ';
    } else if (control) {
      shown += '<';
      shown += code_point_name(step->code_point);
      shown += '>';
    } else {
      shown += text.substr(i, step->length);
    }
    i += step ? step->length : 1;
  }
  return shown + "'";
}

}  // namespace chancery::data
