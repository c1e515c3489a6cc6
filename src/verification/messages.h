// The words of reports for people, in one language: reports/<language>.yaml, which translators
// edit.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "data/data.h"

namespace chancery::verification {

/// How a language tells numbers apart (CLDR plural rules for whole numbers).
enum class Plurals {
  kNone,        ///< other: Chinese
  kOne,         ///< one for 1, other: English
  kZeroOrOne,   ///< one for 0 and 1, other: French
  kEastSlavic,  ///< one for 1, 21 …, few for 2 to 4, 22 to 24 …, many: Russian
};

/// The categories that messages of such a language need.
std::vector<std::string_view> plural_categories(Plurals plurals);
std::string_view plural_category(Plurals plurals, std::size_t count);

class Messages {
 public:
  /// What stands for {name} in a message.
  using Values = std::vector<std::pair<std::string_view, std::string>>;

  const std::string& language() const { return language_; }    ///< BCP 47
  const std::string& direction() const { return direction_; }  ///< "ltr" or "rtl"
  Plurals plurals() const { return plurals_; }

  /// "section.key", with nothing filled in; null when the language has no such message.
  const std::string* unfilled(std::string_view key) const;
  /// "section.key"; nothing when the language has no such message.
  std::optional<std::string> find(std::string_view key, const Values& values = {}) const;
  /// As find; nothing, too, when the message names what is not among the values.
  std::optional<std::string> find_whole(std::string_view key, const Values& values) const;
  /// As find; the key itself when there is no such message.
  std::string text(std::string_view key, const Values& values = {}) const;
  /// A message with plural forms. {count} is the number.
  std::string counted(std::string_view key, std::size_t count, Values values = {}) const;
  /// What this language has no message for is told as the other one has it.
  void fall_back_to(const Messages& other) {
    texts_.insert(other.texts_.begin(), other.texts_.end());
  }
  /// All of them, plural forms as "section.key.few".
  const std::map<std::string, std::string, std::less<>>& all() const { return texts_; }

 private:
  friend struct MessagesReader;
  std::string language_, direction_ = "ltr";
  Plurals plurals_ = Plurals::kOne;
  std::map<std::string, std::string, std::less<>> texts_;
};

/// The message with each {name} replaced by its value, by nothing when there is none. What is
/// filled in is not read again.
std::string filled(std::string_view message, const Messages::Values& values);

struct ReadMessages {
  std::optional<Messages> messages;  ///< nothing when a diagnostic is an error
  Diagnostics diagnostics;
};
/// Never throws for bad input: what is no message is told with its place.
ReadMessages read_messages(std::string_view yaml, const std::string& file,
                           const std::string& language,
                           const data::ParseYaml& parse = data::parse_yaml);

}  // namespace chancery::verification
