#include "letter/origin.h"

#include <algorithm>

namespace chancery::letter {
namespace {

bool is_high_surrogate(std::string_view escape) {
  return escape.size() >= 6 && (escape[2] == 'd' || escape[2] == 'D') &&
         std::string_view("89abAB").find(escape[3]) != std::string_view::npos;
}

// RFC 8259, 7.
std::size_t escape_length(std::string_view escape) {
  if (escape.size() < 2 || escape[1] != 'u') return 2;
  return is_high_surrogate(escape) ? 12 : 6;
}

std::size_t character_length(std::string_view text, std::size_t at) {
  const auto continues = [&](std::size_t i) {
    return i < text.size() && (static_cast<unsigned char>(text[i]) & 0xC0) == 0x80;
  };
  std::size_t length = 1;
  while (continues(at + length)) ++length;
  return length;
}

}  // namespace

void Origin::follow(std::size_t text_offset, std::size_t file_offset) {
  if (!stretches_.empty() && stretches_.back().text_offset == text_offset) stretches_.pop_back();
  stretches_.push_back({text_offset, file_offset});
}

Position Origin::at(std::size_t text_offset) const {
  if (fixed_) return *fixed_;
  const auto after = std::upper_bound(
      stretches_.begin(), stretches_.end(), text_offset,
      [](std::size_t offset, const Stretch& stretch) { return offset < stretch.text_offset; });
  if (after == stretches_.begin()) return file_->at(text_offset);
  const Stretch& stretch = *(after - 1);
  return file_->at(stretch.file_offset + (text_offset - stretch.text_offset));
}

Origin origin_of_yaml(const data::Node& node, const data::Lines& file, std::size_t base) {
  Origin origin(file);
  const std::size_t offset = std::min(base + node.offset_bytes, file.text().size());
  const std::string_view here = file.text().substr(offset);
  const bool is_quoted = here.starts_with('"') || here.starts_with('\'');
  const std::size_t quote = is_quoted ? 1 : 0;
  if (here.substr(quote).starts_with(node.text)) {
    origin.follow(0, offset + quote);
  } else {
    origin.stand_at(node.where);
  }
  return origin;
}

void follow_yaml(const data::Node& node, const data::Lines& file, std::size_t base,
                 std::size_t text_offset, Origin& origin) {
  const std::string_view raw = file.text();
  std::size_t at = std::min(base + node.offset_bytes, raw.size());
  if (raw.substr(at).starts_with('"') || raw.substr(at).starts_with('\'')) ++at;
  origin.follow(text_offset, at);
  if (!raw.substr(at).starts_with('|')) return;
  // A literal block: each line of the text is a line of the file behind the block's indentation.
  for (std::size_t text = 0; text < node.text.size();) {
    const std::size_t end = std::min(node.text.find('\n', text), node.text.size());
    const std::string_view line = std::string_view(node.text).substr(text, end - text);
    const std::size_t line_end = raw.find('\n', at);
    if (line_end == std::string_view::npos) return;
    at = line_end + 1;
    const std::size_t found = line.empty() ? at : raw.find(line, at);
    if (found == std::string_view::npos || found > raw.find('\n', at)) return;
    origin.follow(text_offset + text, found);
    text = end + 1;
  }
}

void follow_json(const data::Node& node, const data::Lines& file, std::size_t text_offset,
                 Origin& origin) {
  const std::string_view raw = file.text();
  std::size_t at = node.offset_bytes + 1;  // past the quotation mark
  std::size_t text = 0;
  origin.follow(text_offset, at);
  while (text < node.text.size() && at < raw.size()) {
    if (raw[at] != '\\') {
      ++at;
      ++text;
      continue;
    }
    origin.follow(text_offset + text, at);
    at += escape_length(raw.substr(at));
    text += character_length(node.text, text);
    origin.follow(text_offset + text, at);
  }
}

}  // namespace chancery::letter
