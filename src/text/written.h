// What the author wrote, character by character, with the language each character is in: what
// punctuation and the rules for line ends look at.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace chancery::text {

/// UTF-8 text whose parts may be in other languages than the whole. Offsets are bytes.
struct WrittenText {
  struct Part {
    std::size_t begin = 0;
    std::size_t end = 0;
    std::string_view language;  ///< BCP 47; of `verbatim` parts not looked at
  };
  std::string_view text;
  std::string_view language;   ///< BCP 47, of what no part holds
  std::vector<Part> parts;     ///< they nest; an inner one comes after the outer one
  std::vector<Part> verbatim;  ///< code and the like: never changed
};

/// How a character looks to the punctuation beside it.
enum class Side {
  kSpace,    ///< white space, or the text's beginning or end
  kOpening,  ///< an opening bracket, an inverted question mark
  kClosing,  ///< a closing bracket, a stop
  kWord,     ///< a letter, a mark on a letter, a digit
  kSign,     ///< a dash, a symbol
  kQuote,    ///< a quotation mark, straight or not: which side it takes must be found out
};

struct WrittenCharacter {
  char32_t c = 0;
  std::uint32_t begin = 0;  ///< byte
  std::uint32_t part = 0;   ///< the innermost part's index plus one; 0: the whole text
  bool verbatim = false;    ///< code, or in an address (a URI or an e-mail address)
};

class WrittenCharacters {
 public:
  static constexpr std::size_t kNone = static_cast<std::size_t>(-1);

  /// Throws std::invalid_argument when the text is not UTF-8. `text` must outlive the result.
  explicit WrittenCharacters(const WrittenText& text);

  std::size_t size() const { return characters_.size(); }
  const WrittenCharacter& operator[](std::size_t i) const { return characters_[i]; }
  /// 0 outside the text.
  char32_t at(std::size_t i) const { return i < size() ? characters_[i].c : 0; }
  bool is_verbatim(std::size_t i) const { return i < size() && characters_[i].verbatim; }
  /// The byte after the character.
  std::size_t end_byte(std::size_t i) const;

  std::string_view language(std::size_t i) const;
  /// Of what stands around the part that the character is in.
  std::string_view language_around(std::size_t i) const;
  bool begins_part(std::size_t i) const;
  bool ends_part(std::size_t i) const;

  /// The nearest neighbour that is to be seen; kNone at the ends of the text.
  std::size_t before(std::size_t i) const;
  std::size_t after(std::size_t i) const;

 private:
  void find_parts();
  void find_verbatim();
  void find_address(std::size_t begin, std::size_t end);

  const WrittenText& text_;
  std::vector<WrittenCharacter> characters_;
  std::vector<std::uint32_t> around_;  ///< for each part, the part it stands in
};

Side side_of(char32_t c);
bool is_space(char32_t c);
bool is_letter(char32_t c);
bool is_digit(char32_t c);  ///< of any script
bool is_ascii_digit(char32_t c);
/// Of scripts that write no spaces between words: Han, kana, Thai, Lao, Khmer, Myanmar, Tibetan.
bool is_unspaced(char32_t c);

/// Whether a BCP 47 tag is `range` or begins with it and a hyphen (RFC 4647, 3.3.1).
bool is_in_range(std::string_view language, std::string_view range);

}  // namespace chancery::text
