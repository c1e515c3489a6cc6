// A report as one HTML page. Every string from the report is escaped, and isolated where it may run
// in another direction than the page; the page's own policy forbids scripts and other files.
#include <algorithm>
#include <string_view>
#include <vector>

#include "verification/facts.h"
#include "verification/node_values.h"
#include "verification/reports.h"
#include "verification/shown.h"

namespace chancery::verification {
namespace {

constexpr std::string_view kStyle = R"css(
:root { color-scheme: light; --good: #0a5c2b; --open: #7a4b00; --bad: #a3121f; --line: #c9ccd1; }
* { box-sizing: border-box; }
body { margin: 0; font: 1rem/1.5 system-ui, "Noto Sans", "Noto Sans CJK SC", sans-serif;
  color: #1b1d21; background: #fff; }
main { max-width: 52rem; margin: 0 auto; padding: 2rem 1.25rem 3rem; }
h1 { font-size: 1.5rem; line-height: 1.25; margin: 0 0 1rem; }
h2 { font-size: 1.125rem; font-weight: 600; margin: 2.5rem 0 .75rem; overflow-wrap: anywhere; }
caption { text-align: start; color: #565b63; padding-bottom: .25rem; }
h3 { font-size: 1rem; margin: 0 0 .5rem; overflow-wrap: anywhere; }
table { border-collapse: collapse; width: 100%; margin: 0 0 1rem; }
th, td { text-align: start; padding: .4rem .75rem .4rem 0; border-bottom: 1px solid var(--line);
  vertical-align: top; overflow-wrap: anywhere; }
td.count { font-variant-numeric: tabular-nums; }
a { color: inherit; }
a:focus-visible { outline: 2px solid currentColor; outline-offset: 2px; }
.answer { border: 2px solid currentColor; border-inline-start-width: .75rem; padding: .75rem 1rem;
  margin: 0 0 1.25rem; }
.answer strong { display: block; font-size: 1.25rem; line-height: 1.3; }
.answer p { margin: .25rem 0 0; color: #1b1d21; }
.good { color: var(--good); } .open { color: var(--open); } .bad { color: var(--bad); }
section.signature { border-top: 1px solid var(--line); padding: 1rem 0 .25rem; }
dl { display: grid; grid-template-columns: minmax(7rem, max-content) 1fr; gap: .25rem 1rem;
  margin: 0 0 .75rem; }
dt { color: #565b63; } dd { margin: 0; overflow-wrap: anywhere; }
dd.good, dd.open, dd.bad { font-weight: 600; }
footer { color: #565b63; font-size: .875rem; border-top: 1px solid var(--line); margin-top: 2rem;
  padding-top: .75rem; }
@media (max-width: 34rem) { dl { grid-template-columns: 1fr; } dd { margin-bottom: .35rem; } }
@media print { main { max-width: none; padding: 0; } body { font-size: 10pt; }
  .answer, section.signature, tr { break-inside: avoid; } h2, h3 { break-after: avoid; }
  a { text-decoration: none; } @page { margin: 20mm; } }
)css";

std::string_view class_of(Tone tone) {
  switch (tone) {
    case Tone::kGood:
      return "good";
    case Tone::kOpen:
      return "open";
    case Tone::kBad:
      return "bad";
    case Tone::kPlain:
      break;
  }
  return "";
}

/// A mark beside the words, so that the answer does not hang on a colour; not read aloud.
std::string_view mark_of(Tone tone) {
  switch (tone) {
    case Tone::kGood:
      return "<span aria-hidden=\"true\">\u2713 </span>";
    case Tone::kOpen:
      return "<span aria-hidden=\"true\">? </span>";
    case Tone::kBad:
      return "<span aria-hidden=\"true\">\u2717 </span>";
    case Tone::kPlain:
      break;
  }
  return "";
}

/// Text from outside may run in any direction.
std::string isolated(std::string_view text) {
  return joined({"<bdi>", escaped(text), "</bdi>"});
}

std::string_view trimmed(std::string_view label) {
  return label.substr(std::min(label.size(), label.find_first_not_of(' ')));
}

std::string list_of(const std::vector<Fact>& facts) {
  std::string html = "<dl>\n";
  for (const Fact& fact : facts) {
    const std::string_view tone = class_of(fact.tone);
    html += joined({"<dt>", escaped(trimmed(fact.label)), "</dt><dd"});
    if (!tone.empty()) html += joined({" class=\"", tone, "\""});
    html += joined({">", isolated(fact.value), "</dd>\n"});
  }
  html += "</dl>\n";
  return html;
}

std::string policy_of(const ReportFacts& facts) {
  if (facts.policy.empty()) return {};
  std::string html = "<ul>\n";
  for (const std::string& failure : facts.policy) {
    html += joined({"<li>", isolated(failure), "</li>\n"});
  }
  html += "</ul>\n";
  return html;
}

std::string answer_of(const ReportFacts& facts, const Messages& messages) {
  const std::string* join = messages.unfilled("join.answer");
  return joined(
      {"<div class=\"answer ", class_of(facts.tone), "\"><strong>", mark_of(facts.tone),
       filled(join == nullptr ? "{answer}: {sentence}" : escaped(*join),
              {{"answer", escaped(facts.answer)}, {"sentence", isolated(facts.sentence)}}),
       "</strong>\n<p>", escaped(facts.advice), "</p>\n", policy_of(facts), "</div>\n"});
}

std::string signature_of(const SignatureFacts& signature) {
  return joined({"<section class=\"signature\"><h3><span class=\"", class_of(signature.tone), "\">",
                 mark_of(signature.tone), "</span>", isolated(signature.title), "</h3>\n",
                 list_of(signature.facts), "</section>\n"});
}

std::string part_of(const ReportFacts& facts, std::size_t number, const Messages& messages) {
  const std::string id = std::to_string(number);
  std::string html = joined({"<article aria-labelledby=\"file-", id, "\">\n<h2 id=\"file-", id,
                             "\">", isolated(facts.file), "</h2>\n", answer_of(facts, messages)});
  for (const SignatureFacts& signature : facts.signatures) html += signature_of(signature);
  if (!facts.reproduction.empty()) {
    html +=
        joined({"<section class=\"signature\">\n", list_of(facts.reproduction), "</section>\n"});
  }
  if (!facts.about_file.empty()) {
    html += joined({"<section class=\"signature\"><h3>", escaped(messages.text("title.about-file")),
                    "</h3>\n", list_of(facts.about_file), "</section>\n"});
  }
  html += "</article>\n";
  return html;
}

std::string table_of(const std::vector<ReportFacts>& all, const Messages& messages) {
  std::string html =
      joined({"<table>\n<caption>", escaped(messages.counted("counted.files", all.size())),
              "</caption>\n<thead><tr>"});
  for (const std::string_view key : {"head.answer", "head.signatures", "head.file"}) {
    html += joined({"<th scope=\"col\">", escaped(messages.text(key)), "</th>"});
  }
  html += "</tr></thead>\n<tbody>\n";
  for (std::size_t i = 0; i < all.size(); ++i) {
    html += joined({"<tr><td class=\"", class_of(all[i].tone), "\">", mark_of(all[i].tone),
                    escaped(all[i].answer), "</td><td class=\"count\">",
                    std::to_string(all[i].signature_count), "</td><td><a href=\"#file-",
                    std::to_string(i + 1), "\">", isolated(all[i].file), "</a></td></tr>\n"});
  }
  html += "</tbody></table>\n";
  return html;
}

std::string head_of(const std::vector<ReportFacts>& all, const Messages& messages) {
  // Nothing may run, and nothing be fetched.
  constexpr std::string_view kPolicy =
      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
      "'unsafe-inline'\">\n";
  const std::string title = escaped(messages.text("title.report"));
  std::string html =
      joined({"<!DOCTYPE html>\n<html lang=\"", escaped(messages.language()), "\" dir=\"",
              escaped(messages.direction()), "\">\n<head>\n<meta charset=\"utf-8\">\n", kPolicy,
              "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n",
              "<meta name=\"referrer\" content=\"no-referrer\">\n<title>"});
  if (all.size() == 1) html += joined({escaped(all.front().answer), " – "});
  html += joined({title, "</title>\n<style>", kStyle, "</style>\n</head>\n<body>\n<main>\n<h1>",
                  title, "</h1>\n"});
  return html;
}

}  // namespace

std::string to_html(std::span<const data::Node> reports, const Messages& messages) {
  std::vector<ReportFacts> all;
  all.reserve(reports.size());
  for (const data::Node& report : reports) all.push_back(facts_of(report, messages));
  std::string html = head_of(all, messages);
  if (all.size() > 1) html += table_of(all, messages);
  for (std::size_t i = 0; i < all.size(); ++i) html += part_of(all[i], i + 1, messages);
  if (!reports.empty()) {
    html += joined({"<footer>",
                    escaped(messages.text("title.made-by",
                                          {{"program", text_at(reports.front(), "program")},
                                           {"time", text_at(reports.front(), "validation-time")}})),
                    "</footer>\n"});
  }
  html += "</main>\n</body>\n</html>\n";
  return html;
}

}  // namespace chancery::verification
