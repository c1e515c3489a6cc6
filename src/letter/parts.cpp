#include "letter/parts.h"

#include <algorithm>
#include <set>

#include "letter/divisions.h"
#include "letter/markdown.h"
#include "letter/problems.h"

namespace chancery::letter {
namespace {

Parts parts_of_markdown(std::string_view text, const std::string& file) {
  const data::Lines lines(text, file);
  std::size_t end = 1;
  while (end < lines.count() && !is_marker(lines.line(end))) ++end;
  const std::size_t begin = lines.start(1);
  Parts parts;
  data::Parsed parsed =
      data::parse_yaml_part(text.substr(begin, lines.start(end) - begin), file, 2);
  if (parsed.root) parts.keys = std::move(*parsed.root);
  parts.body = text.substr(lines.start(end + 1));
  return parts;
}

Parts parts_of_json(std::string_view text, const std::string& file) {
  data::Parsed parsed = data::parse_json(text, file);
  Parts parts;
  parts.keys = data::Node(data::Mapping{});
  if (!parsed.root || parsed.root->mapping() == nullptr) return parts;
  for (const data::Entry& entry : *parsed.root->mapping()) {
    if (entry.key != "body") {
      parts.keys.set(entry.key, entry.node);
    } else {
      parts.body = body_of(entry.node);
    }
  }
  return parts;
}

/// Where blocks begin, as lines from 0.
class Starts {
 public:
  Starts(const Divisions& divisions, std::size_t lines)
      : divisions_(divisions), lines_(lines), inside_(lines, false) {}

  std::set<std::size_t> find() {
    const MarkdownTree tree = parse_markdown(divisions_.markdown);
    std::vector<std::size_t> notes;
    for (cmark_node* node = cmark_node_first_child(tree.get()); node != nullptr;
         node = cmark_node_next(node)) {
      const auto line = static_cast<std::size_t>(std::max(1, cmark_node_get_start_line(node)) - 1);
      if (cmark_node_get_type(node) == CMARK_NODE_FOOTNOTE_DEFINITION) {
        notes.push_back(line);
      } else {
        starts_.insert(line);
        const auto end = static_cast<std::size_t>(std::max(1, cmark_node_get_end_line(node)));
        for (std::size_t i = line + 1; i < std::min(end, lines_); ++i) inside_[i] = true;
      }
    }
    // cmark lifts definitions out of the lists and quotations that they stand in.
    for (const std::size_t line : notes) {
      if (line < lines_ && !inside_[line]) starts_.insert(line);
    }
    for (std::size_t line = 0; line < lines_; ++line) {
      if (divisions_.is_fence[line]) starts_.insert(line);
    }
    return std::move(starts_);
  }

 private:
  const Divisions& divisions_;
  std::size_t lines_;
  std::vector<bool> inside_;
  std::set<std::size_t> starts_;
};

bool is_blank(std::string_view line) {
  return line.find_first_not_of(" \t") == std::string_view::npos;
}

}  // namespace

std::string body_of(const data::Node& node) {
  const data::Sequence* items = node.sequence();
  if (items == nullptr) return node.text;
  std::string body;
  for (const data::Node& item : *items) {
    if (!body.empty()) body += "\n\n";
    body += item.text;
  }
  return body;
}

bool is_marker(std::string_view line) {
  return line.starts_with("---") && line.find_first_not_of(" \t", 3) == std::string_view::npos;
}

Parts parts_of(std::string_view text, const std::string& file) {
  if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
  return file.ends_with(".json") ? parts_of_json(text, file) : parts_of_markdown(text, file);
}

std::vector<std::string> body_blocks(std::string_view markdown) {
  const data::Lines lines(markdown, {});
  Problems problems;
  const Divisions divisions = find_divisions(
      lines, [](std::size_t) { return Position{}; }, problems);
  const std::set<std::size_t> starts = Starts(divisions, lines.count()).find();
  std::vector<std::string> blocks;
  for (auto start = starts.begin(); start != starts.end(); ++start) {
    const auto next = std::next(start);
    std::size_t end = next == starts.end() ? lines.count() : *next;
    while (end > *start && is_blank(lines.line(end - 1))) --end;
    std::string block;
    for (std::size_t line = *start; line < end; ++line) {
      if (line > *start) block += '\n';
      block += lines.line(line);
    }
    if (!block.empty()) blocks.push_back(std::move(block));
  }
  return blocks;
}

}  // namespace chancery::letter
