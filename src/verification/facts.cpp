#include "verification/facts.h"

#include "verification/node_values.h"
#include "verification/shown.h"

namespace chancery::verification {
namespace {

using data::Node;

Tone tone_of(std::string_view status) {
  if (status == "TOTAL-PASSED") return Tone::kGood;
  return status == "TOTAL-FAILED" ? Tone::kBad : Tone::kOpen;
}

std::string who(const Node& signature, const Messages& messages) {
  const std::string name = text_at(signature, "signer-name");
  const std::string unit = text_at(signature, "organisational-unit");
  const std::string organisation = text_at(signature, "organisation");
  std::string text = name.empty() ? text_at(signature, "signer") : name;
  if (text.empty()) return messages.text("title.unknown-signer");
  if (!unit.empty() && unit != name) text += ", " + unit;
  if (!organisation.empty()) text += ", " + organisation;
  return text;
}

/// Reasons of reasons that anything gives; more are a hostile child's.
constexpr int kDeepestReasons = 8;

/// A detail in the reader's language, its reasons behind it; nothing when the language, or the
/// detail, lacks something of it.
std::optional<std::string> sentence_of(const Node& detail, const Messages& messages,
                                       int depth = 0) {
  Messages::Values values;
  const Node* found = detail.find("values");
  if (const data::Mapping* mapping = found == nullptr ? nullptr : found->mapping()) {
    for (const data::Entry& entry : *mapping) {
      const auto* text = std::get_if<std::string>(&entry.node.value);
      if (text != nullptr) values.emplace_back(entry.key, *text);
    }
  }
  auto sentence = messages.find_whole("detail." + text_at(detail, "code"), values);
  std::string reasons;
  for (const Node& reason : list_at(detail, "because")) {
    const auto one =
        depth == kDeepestReasons ? std::nullopt : sentence_of(reason, messages, depth + 1);
    if (!one) return std::nullopt;
    reasons =
        reasons.empty() ? *one : messages.text("join.list", {{"list", reasons}, {"next", *one}});
  }
  if (!sentence || reasons.empty()) return sentence;
  return messages.text("join.because", {{"sentence", *sentence}, {"because", reasons}});
}

std::optional<std::string> sentence_at(const Node& node, std::string_view key,
                                       const Messages& messages) {
  const Node* detail = node.find(key);
  return detail == nullptr ? std::nullopt : sentence_of(*detail, messages);
}

/// In the reader's language where there is a message for the detail, or for the code; the finding's
/// own words else, which every finding has in English.
std::string words_of(const Node& finding, const Messages& messages) {
  if (auto sentence = sentence_at(finding, "detail", messages)) return std::move(*sentence);
  const std::string own = text_at(finding, "text");
  const auto known = messages.find("finding." + text_at(finding, "code"), {{"detail", own}});
  return known ? *known : own;
}

/// How reports name a page.
constexpr std::string_view kPage = "page ";

class Facts {
 public:
  Facts(const Node& signature, std::int64_t revisions, const Messages& messages)
      : signature_(signature), messages_(messages) {
    verdict();
    place_and_time();
    what_is_signed(revisions);
    for (const Node& change : list_at(signature, "later-changes")) add_change(change);
    for (const Node& one : list_at(signature, "text-differences")) add_text_difference(one);
    for (const Node& finding : list_at(signature, "findings")) add_finding(finding);
  }

  std::vector<Fact> take() { return std::move(facts_); }

 private:
  void add(std::string_view label, std::string_view value, Tone tone = Tone::kPlain) {
    facts_.push_back({messages_.text("label." + std::string(label)), harmless(value), tone});
  }

  void verdict() {
    const std::string status = text_at(signature_, "status");
    const std::string indication = text_at(signature_, "sub-indication");
    const auto plain = messages_.find("status." + status);
    std::string text = status + (indication.empty() ? "" : " / " + indication);
    if (plain) text = messages_.text("join.verdict", {{"status", text}, {"meaning", *plain}});
    add("verdict", text, tone_of(status));
    if (indication.empty()) return;
    if (const auto meaning = messages_.find("indication." + indication)) add("meaning", *meaning);
  }

  void place_and_time() {
    if (const std::string place = text_at(signature_, "division"); !place.empty()) {
      add("place-of", place);
    }
    if (const std::string field = text_at(signature_, "field"); !field.empty()) {
      add("field", field);
    }
    if (const std::string time = text_at(signature_, "claimed-time"); !time.empty()) {
      const bool stamp = text_at(signature_, "kind") == "document-time-stamp";
      add("time", messages_.text(stamp ? "stamp.document" : "stamp.claimed", {{"time", time}}));
    }
    if (const std::string time = text_at(signature_, "proven-time"); !time.empty()) {
      add("proven", messages_.text("stamp.proven", {{"time", time}}));
    }
    for (const Node& stamp : list_at(signature_, "time-stamps")) add("stamped", stamped(stamp));
  }

  std::string stamped(const Node& stamp) const {
    const std::string time = text_at(stamp, "time");
    const std::string authority = text_at(stamp, "authority");
    std::string status = text_at(stamp, "status");
    const std::string indication = text_at(stamp, "sub-indication");
    if (!indication.empty()) status += " / " + indication;
    const Messages::Values values{{"time", time}, {"authority", authority}, {"status", status}};
    if (time.empty()) return messages_.text("stamp.none");
    if (!flag_at(stamp, "stamps-the-signature")) {
      return messages_.text("stamp.other-signature", values);
    }
    if (!status.empty()) {
      return messages_.text(authority.empty() ? "stamp.judged" : "stamp.judged-by", values);
    }
    return messages_.text(authority.empty() ? "stamp.trust-unchecked" : "stamp.by-authority",
                          values);
  }

  void what_is_signed(std::int64_t revisions) {
    const std::string integrity = text_at(signature_, "integrity");
    const std::string coverage = text_at(signature_, "coverage");
    const std::string changes = text_at(signature_, "changes");
    add("integrity", messages_.text("integrity." + integrity),
        integrity == "intact" ? Tone::kPlain : Tone::kBad);
    add("covers",
        messages_.text("coverage." + coverage,
                       {{"revision", std::to_string(number_at(signature_, "revision"))},
                        {"revisions", std::to_string(revisions)}}),
        coverage == "other" ? Tone::kBad : Tone::kPlain);
    add("changes", messages_.text("changes." + changes),
        changes == "not-permitted" ? Tone::kBad : Tone::kPlain);
  }

  std::string place_of(const Node& change) const {
    std::string place;
    const std::string page = text_at(change, "page");
    if (page.starts_with(kPage)) {
      place += messages_.text("place.page", {{"page", page.substr(kPage.size())}});
    } else if (!page.empty()) {
      place += ", " + page;
    }
    const std::string object = text_at(change, "object");
    if (!object.empty()) place += messages_.text("place.object", {{"object", object}});
    return place;
  }

  void add_change(const Node& change) {
    const bool permitted = flag_at(change, "permitted");
    add(permitted ? "then" : "but-then",
        messages_.text("change.text", {{"kind", messages_.text("kind." + text_at(change, "kind"))},
                                       {"place", place_of(change)},
                                       {"detail", sentence_at(change, "detail", messages_)
                                                      .value_or(text_at(change, "text"))}}),
        permitted ? Tone::kPlain : Tone::kBad);
  }

  /// What a page said when it was signed, and what it says now, line by line.
  void add_text_difference(const Node& difference) {
    const std::string name = text_at(difference, "page");
    const std::string_view page =
        std::string_view(name).substr(name.starts_with(kPage) ? kPage.size() : 0);
    const auto lines = [&](std::string_view key, std::string_view label) {
      for (const Node& line : list_at(difference, key)) {
        const auto* text = std::get_if<std::string>(&line.value);
        if (text == nullptr) continue;
        add(label, messages_.text("place.line", {{"page", std::string(page)}, {"text", *text}}));
      }
    };
    lines("before", "signed");
    lines("after", "now");
  }

  void add_finding(const Node& finding) {
    const std::string clause = text_at(finding, "clause");
    // Of one that is valid nothing has to be explained.
    const bool is_valid = text_at(signature_, "status") == "TOTAL-PASSED";
    std::string words = words_of(finding, messages_);
    if (!clause.empty()) {
      words = messages_.text("join.clause", {{"sentence", words}, {"clause", clause}});
    }
    add(is_valid ? "remark" : "because", words);
  }

  const Node& signature_;
  const Messages& messages_;
  std::vector<Fact> facts_;
};

Tone tone_of_answer(std::string_view answer) {
  if (answer == "genuine") return Tone::kGood;
  const bool is_bad = answer == "not-genuine" || answer == "not-as-asked" || answer == "refused";
  return is_bad ? Tone::kBad : Tone::kOpen;
}

std::vector<Fact> reproduction_of(const Node& report, const Messages& messages) {
  const Node* found = report.find("reproduction");
  if (found == nullptr || found->mapping() == nullptr) return {};
  const std::string result = text_at(*found, "result");
  const Tone tone = result == "different"                             ? Tone::kBad
                    : result == "identical" || result == "same-pages" ? Tone::kGood
                                                                      : Tone::kOpen;
  std::vector<Fact> facts;
  facts.push_back({messages.text("label.reproduced"),
                   harmless(messages.text("reproduction." + result,
                                          {{"reason", sentence_at(*found, "reason-detail", messages)
                                                          .value_or(text_at(*found, "reason"))}})),
                   tone});
  for (const Node& difference : list_at(*found, "differences")) {
    const std::string object = text_at(difference, "object");
    std::string text =
        sentence_at(difference, "detail", messages).value_or(text_at(difference, "text"));
    if (const std::int64_t page = number_at(difference, "page"); page > 0) {
      text += messages.text("place.page", {{"page", std::to_string(page)}});
    }
    if (!object.empty()) text += messages.text("place.object", {{"object", object}});
    facts.push_back({messages.text("label.difference"), harmless(text), Tone::kPlain});
  }
  return facts;
}

}  // namespace

ReportFacts facts_of(const Node& report, const Messages& messages) {
  ReportFacts facts;
  facts.file = harmless(text_at(report, "file"));
  const std::string answer = text_at(report, "answer");
  const data::Sequence& signatures = list_at(report, "signatures");
  facts.signature_count = signatures.size();
  facts.answer = messages.text("answer." + answer);
  facts.sentence =
      harmless(answer == "genuine"
                   ? messages.counted("sentence.genuine", signatures.size())
                   : messages.text("sentence." + answer,
                                   {{"reason", sentence_at(report, "unreadable", messages)
                                                   .value_or(text_at(report, "readable"))}}));
  facts.advice = messages.text("advice." + answer);
  facts.tone = tone_of_answer(answer);
  for (const Node& failure : list_at(report, "policy-failures")) {
    facts.policy.push_back(harmless(words_of(failure, messages)));
  }
  for (std::size_t i = 0; i < signatures.size(); ++i) {
    const Node& signature = signatures[i];
    const bool stamp = text_at(signature, "kind") == "document-time-stamp";
    SignatureFacts& one = facts.signatures.emplace_back();
    one.title = harmless(
        messages.text(stamp ? "title.time-stamp" : "title.signature",
                      {{"number", std::to_string(i + 1)}, {"who", who(signature, messages)}}));
    one.tone = tone_of(text_at(signature, "status"));
    one.facts = Facts(signature, number_at(report, "revisions"), messages).take();
  }
  facts.reproduction = reproduction_of(report, messages);
  for (const Node& field : list_at(report, "unsigned-fields")) {
    const auto* name = std::get_if<std::string>(&field.value);
    if (name == nullptr) continue;
    facts.about_file.push_back({messages.text("label.not-signed"), harmless(*name), Tone::kPlain});
  }
  for (const Node& finding : list_at(report, "findings")) {
    facts.about_file.push_back(
        {messages.text("label.about-file"), harmless(words_of(finding, messages)), Tone::kPlain});
  }
  return facts;
}

}  // namespace chancery::verification
