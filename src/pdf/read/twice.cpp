#include "pdf/read/twice.h"

#include <map>
#include <vector>

#include "pdf/read/lexer.h"

namespace chancery::pdf {
namespace {

/// A dictionary or an array that is still open.
struct Open {
  bool is_dictionary = false;
  bool key_expected = true;
  std::string key;
  std::map<std::string, std::string> values;  ///< as they are written, without white space
  std::string value;
};

/// Deeper objects are not read at all.
constexpr std::size_t kDeepest = 64;

class Keys {
 public:
  explicit Keys(ByteView bytes, std::size_t begin) : lexer_(bytes, begin) {}

  std::optional<std::string> run() {
    do {
      const Token token = lexer_.next();
      if (token.kind == TokenKind::kEnd || token.kind == TokenKind::kBad) return std::nullopt;
      if (token.kind == TokenKind::kDictionaryOpen || token.kind == TokenKind::kArrayOpen) {
        if (open_.size() == kDeepest) return std::nullopt;
        write(lexer_.text(token));
        open_.push_back({token.kind == TokenKind::kDictionaryOpen, true, {}, {}, {}});
      } else if (token.kind == TokenKind::kDictionaryClose ||
                 token.kind == TokenKind::kArrayClose) {
        if (open_.empty() || !end_entry()) return twice_;
        const std::string inside = std::move(open_.back().value);
        open_.pop_back();
        write(inside);
        write(lexer_.text(token));
      } else if (token.kind == TokenKind::kName && !open_.empty() && open_.back().is_dictionary &&
                 is_key()) {
        if (!end_entry()) return twice_;
        begin_entry(token);
      } else {
        write(lexer_.text(token));
      }
    } while (!open_.empty());
    return std::nullopt;
  }

 private:
  /// A name is a key unless it is the value of the key before it.
  bool is_key() const { return open_.back().key_expected || !open_.back().value.empty(); }

  void begin_entry(const Token& token) {
    const std::size_t end = lexer_.position();
    lexer_.seek(token.begin);
    const std::optional<Object> name = lexer_.object();
    lexer_.seek(end);
    Open& dictionary = open_.back();
    const auto* value = name ? name->as<Name>() : nullptr;
    dictionary.key = value == nullptr ? std::string() : value->value;
    dictionary.key_expected = false;
    dictionary.value.clear();
  }

  /// False when the entry that ends here was there before with another value.
  bool end_entry() {
    Open& dictionary = open_.back();
    if (!dictionary.is_dictionary || dictionary.key_expected) return true;
    const auto [entry, fresh] = dictionary.values.try_emplace(dictionary.key, dictionary.value);
    // Some honest programs name a type twice; readers go by where an object stands.
    if (!fresh && entry->second != dictionary.value && dictionary.key != "Type") {
      twice_ = dictionary.key;
      return false;
    }
    return true;
  }

  void write(std::string_view text) {
    if (open_.empty()) return;
    std::string& value = open_.back().value;
    value += text;
    value += ' ';
  }

  Lexer lexer_;
  std::vector<Open> open_;
  std::optional<std::string> twice_;
};

}  // namespace

std::optional<std::string> key_given_twice(ByteView bytes, std::size_t begin) {
  return Keys(bytes, begin).run();
}

}  // namespace chancery::pdf
