// A text while its punctuation changes: for each character what it becomes.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "text/habits.h"
#include "text/written.h"

namespace chancery::text {

class Draft {
 public:
  explicit Draft(const WrittenCharacters& text) : text_(text), becomes_(text.size()) {}

  const WrittenCharacters& text() const { return text_; }
  std::size_t size() const { return becomes_.size(); }

  /// What a character is to become; the first to say so is heard.
  void set(std::size_t i, std::u32string_view to) {
    if (!becomes_[i]) becomes_[i].emplace(to);
  }
  void become(std::size_t i, std::u32string to) { becomes_[i] = std::move(to); }
  void put_before(std::size_t i, char32_t c) {
    std::u32string both = now(i);
    both.insert(both.begin(), c);
    becomes_[i] = std::move(both);
  }
  void put_after(std::size_t i, char32_t c) {
    std::u32string both = now(i);
    both.push_back(c);
    becomes_[i] = std::move(both);
  }

  bool is_changed(std::size_t i) const { return becomes_[i].has_value(); }
  const std::optional<std::u32string>& change(std::size_t i) const { return becomes_[i]; }
  /// The character as it stands now; more than one, or none, when it was changed.
  std::u32string now(std::size_t i) const {
    return becomes_[i] ? *becomes_[i] : std::u32string(1, text_.at(i));
  }

 private:
  const WrittenCharacters& text_;
  std::vector<std::optional<std::u32string>> becomes_;
};

/// Hyphens: between numbers, alone between spaces, and in runs of two or three.
void set_dashes(Draft& draft, const std::vector<const Habits*>& habits);

/// Spaces before high punctuation and within guillemets.
void set_french_spaces(Draft& draft, const std::vector<const Habits*>& habits);

}  // namespace chancery::text
