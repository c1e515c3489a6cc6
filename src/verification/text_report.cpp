#include <algorithm>
#include <array>
#include <string_view>

#include "verification/facts.h"
#include "verification/node_values.h"
#include "verification/reports.h"
#include "verification/shown.h"

namespace chancery::verification {
namespace {

/// Filled up with spaces to that many columns.
std::string padded(std::string text, std::size_t width) {
  const std::size_t taken = columns(text);
  text.append(width > taken ? width - taken : 0, ' ');
  return text;
}

/// Labels stand in a column as wide as the widest that a signature can have.
std::size_t label_width(const Messages& messages) {
  constexpr std::array<std::string_view, 14> kLabels = {
      "verdict", "meaning", "place-of", "field",    "time",    "stamped", "integrity",
      "covers",  "changes", "then",     "but-then", "because", "remark",  "difference"};
  std::size_t width = 0;
  for (const std::string_view label : kLabels) {
    width = std::max(width, columns(messages.text("label." + std::string(label))));
  }
  return width + 2;
}

}  // namespace

std::string to_text(const data::Node& report, const Messages& messages) {
  const ReportFacts facts = facts_of(report, messages);
  const std::size_t width = label_width(messages);
  std::string text =
      facts.file + '\n' +
      messages.text("join.answer", {{"answer", facts.answer}, {"sentence", facts.sentence}}) +
      '\n' + facts.advice + '\n';
  for (const std::string& failure : facts.policy) text += joined({"  ", failure, "\n"});
  const auto lines = [&](const std::vector<Fact>& all, std::string_view indent) {
    for (const Fact& fact : all) {
      text += std::string(indent) + padded(fact.label, width) + fact.value + '\n';
    }
  };
  for (const SignatureFacts& signature : facts.signatures) {
    text += "\n  " + signature.title + '\n';
    lines(signature.facts, "    ");
  }
  if (!facts.reproduction.empty()) {
    text += '\n';
    lines(facts.reproduction, "  ");
  }
  for (const Fact& fact : facts.about_file) {
    text +=
        "\n  " + messages.text("join.label", {{"label", fact.label}, {"value", fact.value}}) + '\n';
  }
  return text;
}

Summary summary_of(const data::Node& report) {
  return {text_at(report, "file"), text_at(report, "answer"), list_at(report, "signatures").size()};
}

std::string to_table(std::span<const Summary> summaries, const Messages& messages) {
  std::vector<std::array<std::string, 3>> rows;
  rows.push_back(
      {messages.text("head.answer"), messages.text("head.signatures"), messages.text("head.file")});
  for (const Summary& summary : summaries) {
    rows.push_back({messages.text("answer." + summary.answer), std::to_string(summary.signatures),
                    harmless(summary.file)});
  }
  std::array<std::size_t, 2> widths{};
  for (const char* answer : {"genuine", "undecided", "not-genuine", "not-signed", "refused"}) {
    widths[0] = std::max(widths[0], columns(messages.text(std::string("answer.") + answer)) + 2);
  }
  for (const auto& row : rows) {
    for (std::size_t i = 0; i < widths.size(); ++i) {
      widths.at(i) = std::max(widths.at(i), columns(row.at(i)) + 2);
    }
  }
  std::string table;
  for (const auto& row : rows) {
    table += padded(row[0], widths[0]) + padded(row[1], widths[1]) + row[2] + '\n';
  }
  return table;
}

std::string to_json(std::span<const data::Node> reports, bool as_list) {
  if (!as_list && reports.size() == 1) return harmless_json(data::write_json(reports.front()));
  return harmless_json(
      data::write_json(data::Node(data::Sequence(reports.begin(), reports.end()))));
}

}  // namespace chancery::verification
