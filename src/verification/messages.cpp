#include "verification/messages.h"

#include <algorithm>
#include <array>

namespace chancery::verification {
namespace {

struct PluralName {
  std::string_view name;
  Plurals plurals;
};
constexpr std::array<PluralName, 4> kPluralNames = {{{"none", Plurals::kNone},
                                                     {"one-other", Plurals::kOne},
                                                     {"zero-or-one-other", Plurals::kZeroOrOne},
                                                     {"east-slavic", Plurals::kEastSlavic}}};

struct Filling {
  std::string text;
  bool whole = true;  ///< there was a value for every name
};

/// In one pass, so that a value with braces stays as it is.
Filling fill(std::string_view message, const Messages::Values& values) {
  Filling filling;
  while (!message.empty()) {
    const std::size_t open = message.find('{');
    const std::size_t close = message.find('}', open);
    if (close == std::string_view::npos) break;
    const std::string_view name = message.substr(open + 1, close - open - 1);
    const auto value = std::find_if(values.begin(), values.end(),
                                    [&](const auto& one) { return one.first == name; });
    filling.text += message.substr(0, open);
    if (value == values.end()) {
      filling.whole = false;
    } else {
      filling.text += value->second;
    }
    message.remove_prefix(close + 1);
  }
  filling.text += message;
  return filling;
}

}  // namespace

std::string filled(std::string_view message, const Messages::Values& values) {
  return fill(message, values).text;
}

std::vector<std::string_view> plural_categories(Plurals plurals) {
  switch (plurals) {
    case Plurals::kNone:
      return {"other"};
    case Plurals::kOne:
    case Plurals::kZeroOrOne:
      return {"one", "other"};
    case Plurals::kEastSlavic:
      return {"one", "few", "many"};
  }
  return {"other"};
}

std::string_view plural_category(Plurals plurals, std::size_t count) {
  constexpr std::size_t kTen = 10, kHundred = 100;
  switch (plurals) {
    case Plurals::kNone:
      return "other";
    case Plurals::kOne:
      return count == 1 ? "one" : "other";
    case Plurals::kZeroOrOne:
      return count < 2 ? "one" : "other";
    case Plurals::kEastSlavic:
      break;
  }
  const std::size_t last = count % kTen;
  const bool teen = count % kHundred > kTen && count % kHundred < 2 * kTen;
  if (teen || last == 0 || last > 4) return "many";
  return last == 1 ? "one" : "few";
}

const std::string* Messages::unfilled(std::string_view key) const {
  const auto found = texts_.find(key);
  return found == texts_.end() ? nullptr : &found->second;
}

std::optional<std::string> Messages::find(std::string_view key, const Values& values) const {
  const std::string* message = unfilled(key);
  if (message == nullptr) return std::nullopt;
  return filled(*message, values);
}

std::optional<std::string> Messages::find_whole(std::string_view key, const Values& values) const {
  const std::string* message = unfilled(key);
  if (message == nullptr) return std::nullopt;
  Filling filling = fill(*message, values);
  if (!filling.whole) return std::nullopt;
  return std::move(filling.text);
}

std::string Messages::text(std::string_view key, const Values& values) const {
  return find(key, values).value_or(std::string(key));
}

std::string Messages::counted(std::string_view key, std::size_t count, Values values) const {
  values.emplace_back("count", std::to_string(count));
  const std::string full = std::string(key) + '.' + std::string(plural_category(plurals_, count));
  return text(full, values);
}

/// Reads a file of messages into an object of that class.
struct MessagesReader {
  Messages messages;
  Diagnostics diagnostics;

  void error(const Position& where, std::string code, std::string what, std::string mend) {
    diagnostics.push_back(
        {Severity::kError, where, std::move(code), std::move(what), std::move(mend)});
  }

  void name(const std::string& language) { messages.language_ = language; }

  void head(const data::Entry& entry) {
    const auto* text = std::get_if<std::string>(&entry.node.value);
    const std::string value = text == nullptr ? "" : *text;
    if (entry.key == "direction") {
      if (value != "ltr" && value != "rtl") {
        error(entry.node.where, "bad-direction", "the direction is neither ltr nor rtl",
              "write ltr, or rtl for a script that runs from right to left");
      }
      messages.direction_ = value;
      return;
    }
    const auto name = std::find_if(kPluralNames.begin(), kPluralNames.end(),
                                   [&](const PluralName& one) { return one.name == value; });
    if (name == kPluralNames.end()) {
      error(entry.node.where, "bad-plurals", "these plural rules are not known",
            "write none, one-other, zero-or-one-other or east-slavic");
      return;
    }
    messages.plurals_ = name->plurals;
  }

  void message(const std::string& key, const data::Node& node) {
    if (const auto* text = std::get_if<std::string>(&node.value)) {
      messages.texts_.emplace(key, *text);
      return;
    }
    const data::Mapping* forms = node.mapping();
    if (forms == nullptr) {
      error(node.where, "wrong-type", "a message is a text, or plural forms of one",
            "put it in quotation marks");
      return;
    }
    for (const data::Entry& form : *forms) message(key + '.' + form.key, form.node);
  }

  void section(const data::Entry& entry) {
    const data::Mapping* keys = entry.node.mapping();
    if (keys == nullptr) {
      error(entry.node.where, "wrong-type", "a section is a mapping of keys to messages",
            "write its keys below it");
      return;
    }
    for (const data::Entry& one : *keys) message(entry.key + '.' + one.key, one.node);
  }
};

ReadMessages read_messages(std::string_view yaml, const std::string& file,
                           const std::string& language, const data::ParseYaml& parse) {
  ReadMessages read;
  data::Parsed parsed = parse(yaml, file);
  MessagesReader reader;
  reader.diagnostics = std::move(parsed.diagnostics);
  const data::Mapping* top = parsed.root ? parsed.root->mapping() : nullptr;
  if (top == nullptr && !has_errors(reader.diagnostics)) {
    reader.error({file, 1, 1}, "wrong-type", "the messages must be a mapping of sections",
                 "write a section such as 'answer:' and below it its messages");
  }
  if (top != nullptr) {
    for (const data::Entry& entry : *top) {
      const bool is_head = entry.key == "direction" || entry.key == "plurals";
      is_head ? reader.head(entry) : reader.section(entry);
    }
  }
  reader.name(language);
  read.diagnostics = std::move(reader.diagnostics);
  if (!has_errors(read.diagnostics)) read.messages = std::move(reader.messages);
  return read;
}

}  // namespace chancery::verification
