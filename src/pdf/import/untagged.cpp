#include "pdf/import/untagged.h"

#include <algorithm>
#include <optional>
#include <string_view>
#include <vector>

#include "pdf/profile/content_operators.h"
#include "pdf/read/lexer.h"

namespace chancery::pdf {
namespace {

/// Deeper marks than any program nests; beyond it the content is left as it is.
constexpr std::size_t kDeepestMarks = 10000;

class Filter {
 public:
  explicit Filter(ByteView content) : content_(content), lexer_(content) {}

  Bytes run() {
    while (step()) {
    }
    copy_to(content_.size());
    return std::move(result_);
  }

 private:
  /// Reads one operator with its operands; false at the end, or where nothing more can be read.
  bool step() {
    const std::size_t begin = lexer_.position();
    std::optional<Token> first;
    while (true) {
      const Token token = lexer_.next();
      if (token.kind == TokenKind::kEnd || token.kind == TokenKind::kBad) return false;
      if (token.kind != TokenKind::kKeyword) {
        if (!first) first = token;
        continue;
      }
      const std::string_view keyword = lexer_.text(token);
      // Values that are written as words.
      if (keyword == "true" || keyword == "false" || keyword == "null") continue;
      return run_operator(keyword, first, begin, token.end);
    }
  }

  bool run_operator(std::string_view keyword, const std::optional<Token>& first, std::size_t begin,
                    std::size_t end) {
    if (keyword == "BMC" || keyword == "BDC") {
      if (marks_.size() == kDeepestMarks) return false;
      const bool is_kept = first && lexer_.text(*first) == "/OC";
      marks_.push_back(is_kept);
      if (!is_kept) drop(begin, end);
    } else if (keyword == "EMC") {
      if (marks_.empty() || !marks_.back()) drop(begin, end);
      if (!marks_.empty()) marks_.pop_back();
    } else if (keyword == "MP" || keyword == "DP") {
      drop(begin, end);
    } else if (keyword == "ID") {
      return skip_image_data(end);
    }
    return true;
  }

  bool skip_image_data(std::size_t at) {
    const auto after = past_inline_image(content_, at);
    if (after) lexer_.seek(*after);
    return after.has_value();
  }

  void copy_to(std::size_t end) {
    append(result_, content_.subspan(copied_, end - copied_));
    copied_ = end;
  }

  void drop(std::size_t begin, std::size_t end) {
    copy_to(begin);
    copied_ = end;
  }

  ByteView content_;
  Lexer lexer_;
  Bytes result_;
  std::size_t copied_ = 0;
  std::vector<bool> marks_;  ///< of the open ones: whether it is kept
};

}  // namespace

Bytes untagged(ByteView content) {
  return Filter(content).run();
}

bool has_marks(ByteView content) {
  const std::string_view text = text_of(content);
  for (const std::string_view mark : {"BMC", "BDC", "EMC", "MP", "DP"}) {
    if (text.find(mark) != std::string_view::npos) return true;
  }
  return false;
}

}  // namespace chancery::pdf
