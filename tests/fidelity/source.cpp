#include "fidelity/source.h"

#include <algorithm>
#include <optional>
#include <stdexcept>
#include <utility>

namespace chancery::tests {
namespace {

std::vector<std::string_view> lines_of_body(std::string_view letter) {
  constexpr std::string_view kFence = "\n---\n";
  const std::size_t fence = letter.find(kFence);
  if (!letter.starts_with("---\n") || fence == std::string_view::npos) {
    throw std::invalid_argument("no front matter");
  }
  std::vector<std::string_view> lines;
  for (std::size_t begin = fence + kFence.size(); begin < letter.size();) {
    const std::size_t end = std::min(letter.find('\n', begin), letter.size());
    lines.push_back(letter.substr(begin, end - begin));
    begin = end + 1;
  }
  return lines;
}

bool begins_item(std::string_view line) {
  const std::size_t digits = line.find_first_not_of("0123456789");
  return digits > 0 && digits != std::string_view::npos && line.substr(digits).starts_with(". ");
}

class SourceReader {
 public:
  std::vector<Paragraph> read(std::string_view letter) {
    for (const std::string_view line : lines_of_body(letter)) take(line);
    end_paragraph();
    return std::move(paragraphs_);
  }

 private:
  void take(std::string_view line) {
    constexpr std::string_view kDivision = "::: {lang=", kHeading = "## ", kNote = "[^";
    if (line.empty() || line == "---") {  // a page break
      end_paragraph();
    } else if (line == ":::") {
      end_paragraph();
      language_.clear();
    } else if (line.starts_with(kDivision)) {
      language_ = line.substr(kDivision.size(), line.size() - kDivision.size() - 1);
    } else if (line.starts_with(kHeading)) {
      heading_ = line.substr(kHeading.size());
      text_ = heading_;
      end_paragraph();
    } else if (line.starts_with(kNote) && line.find("]: ") != std::string_view::npos) {
      const std::size_t end = line.find("]: ");
      text_ = number_of(line.substr(kNote.size(), end - kNote.size()));
      text_ += ' ';
      text_ += line.substr(end + 3);
    } else {
      if (begins_item(line)) end_paragraph();
      if (!text_.empty()) text_ += ' ';
      text_ += line.substr(line.find_first_not_of(' '));
    }
  }

  void end_paragraph() {
    if (text_.empty()) return;
    paragraphs_.push_back({heading_, language_, plain(text_)});
    text_.clear();
  }

  std::string number_of(std::string_view label) {
    const auto found = std::find(notes_.begin(), notes_.end(), label);
    const auto index = static_cast<std::size_t>(found - notes_.begin());
    if (found == notes_.end()) notes_.emplace_back(label);
    return std::to_string(index + 1);
  }

  std::string plain(std::string_view markdown) {
    std::string text;
    for (std::size_t i = 0; i < markdown.size(); ++i) {
      const char c = markdown[i];
      if (c == '*') continue;
      if (markdown.substr(i).starts_with("[^")) {
        const std::size_t end = markdown.find(']', i);
        text += number_of(markdown.substr(i + 2, end - i - 2));
        i = end;
        continue;
      }
      constexpr std::string_view kSigns = "\\`{}<>#_|";
      if (kSigns.find(c) != std::string_view::npos) {
        throw std::invalid_argument("unknown Markdown in: " + std::string(markdown));
      }
      text += c;
    }
    return text;
  }

  std::vector<Paragraph> paragraphs_;
  std::vector<std::string> notes_;  ///< labels in the order of their references
  std::string heading_, language_, text_;
};

}  // namespace

std::vector<Paragraph> paragraphs_of(std::string_view letter) {
  return SourceReader().read(letter);
}

}  // namespace chancery::tests
