// English in reports of other languages.
#pragma once

#include <algorithm>
#include <fstream>
#include <iterator>
#include <map>
#include <regex>
#include <string>
#include <vector>

#include "verification/node_values.h"
#include "verification/reports.h"
#include "verification/verification.h"

namespace chancery::verification {

inline const Messages& report_messages(const std::string& language) {
  static std::map<std::string, Messages> known;
  const auto found = known.find(language);
  if (found != known.end()) return found->second;
  const std::string name = std::string(CHANCERY_SOURCE_DIR) + "/reports/" + language + ".yaml";
  std::ifstream file(name, std::ios::binary);
  const std::string yaml{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  return known.emplace(language, read_messages(yaml, name, language).messages.value())
      .first->second;
}

inline void add_values(const Detail& detail, std::vector<std::string>& values) {
  for (const auto& [name, value] : detail.values) values.push_back(value);
  for (const Detail& reason : detail.because) add_values(reason, values);
}

/// Every three words that follow one another in an English sentence, without those of its values.
inline std::vector<std::string> runs_of_words(std::string sentence, const Detail& detail) {
  std::vector<std::string> values, runs;
  add_values(detail, values);
  std::ranges::sort(values, std::ranges::greater(), &std::string::size);
  for (const std::string& value : values) {
    if (value.empty()) continue;
    for (std::size_t at = 0; (at = sentence.find(value, at)) != std::string::npos; ++at) {
      sentence.replace(at, value.size(), "|");
    }
  }
  static const std::regex kRun("[a-z]+ [a-z]+ [a-z]+");
  for (std::size_t at = 0; at < sentence.size();) {
    std::smatch match;
    const std::string rest = sentence.substr(at);
    if (!std::regex_search(rest, match, kRun)) break;
    runs.push_back(match.str());
    at = std::min(sentence.size(), sentence.find(' ', at + match.position()) + 1);
  }
  return runs;
}

/// English words that are left in the report in another language than English.
inline std::vector<std::string> english_left(const Report& report) {
  std::vector<std::string> runs;
  const auto add = [&](const std::string& text, const Detail& detail) {
    const std::vector<std::string> more = runs_of_words(text, detail);
    runs.insert(runs.end(), more.begin(), more.end());
  };
  const auto add_all = [&](const auto& list) {
    for (const auto& one : list) add(one.text, one.detail);
  };
  add(report.unreadable_reason, report.unreadable_detail);
  add_all(report.findings);
  add_all(report.policy_failures);
  for (const SignatureReport& signature : report.signatures) {
    add_all(signature.findings);
    add_all(signature.later_changes);
  }
  std::vector<std::string> left;
  const data::Node node = to_node(report, "letter.pdf");
  for (const char* language : {"fr", "ru", "zh"}) {
    const std::string text = to_text(node, report_messages(language));
    for (const std::string& run : runs) {
      if (text.find(run) != std::string::npos) left.push_back(language + (": " + run));
    }
  }
  return left;
}

}  // namespace chancery::verification
