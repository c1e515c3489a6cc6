#include <algorithm>
#include <array>

#include "verification/verification.h"

namespace chancery::verification {
namespace {

std::string_view name(Answer answer) {
  constexpr std::array<std::string_view, 6> kNames = {"GENUINE",    "UNDECIDED", "NOT GENUINE",
                                                      "NOT SIGNED", "REFUSED",   "NOT AS ASKED"};
  return kNames.at(static_cast<std::size_t>(answer));
}

}  // namespace

Answer answer_of(const Report& report) {
  if (!report.readable) return Answer::kRefused;
  if (!report.policy_failures.empty() && report.status != Status::kTotalFailed) {
    return Answer::kNotAsAsked;
  }
  if (report.signatures.empty()) return Answer::kNotSigned;
  switch (report.status) {
    case Status::kTotalPassed:
      return Answer::kGenuine;
    case Status::kIndeterminate:
      return Answer::kUndecided;
    case Status::kTotalFailed:
      break;
  }
  return Answer::kNotGenuine;
}

std::string to_table(std::span<const Summary> summaries) {
  constexpr std::size_t kAnswerWidth = 13;
  constexpr std::string_view kSignatures = "signatures  ";
  std::string table = "ANSWER       SIGNATURES  FILE\n";
  for (const Summary& summary : summaries) {
    const std::string_view answer = name(summary.answer);
    const std::string count = std::to_string(summary.signatures);
    table += answer;
    table.append(kAnswerWidth - answer.size(), ' ');
    table += count;
    table.append(std::max(kSignatures.size(), count.size() + 2) - count.size(), ' ');
    table += summary.file;
    table += '\n';
  }
  return table;
}

}  // namespace chancery::verification
