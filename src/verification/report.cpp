#include <array>

#include "verification/text_differences.h"
#include "verification/verification.h"

namespace chancery::verification {
namespace {

using data::Mapping;
using data::Node;
using data::Sequence;

std::string_view name(Integrity integrity) {
  constexpr std::array<std::string_view, 3> kNames = {"intact", "broken", "unreadable"};
  return kNames.at(static_cast<std::size_t>(integrity));
}

std::string_view name(Coverage coverage) {
  constexpr std::array<std::string_view, 3> kNames = {"whole-file", "whole-revision", "other"};
  return kNames.at(static_cast<std::size_t>(coverage));
}

std::string_view name(Changes changes) {
  constexpr std::array<std::string_view, 3> kNames = {"none", "permitted", "not-permitted"};
  return kNames.at(static_cast<std::size_t>(changes));
}

std::string_view name(Status status) {
  constexpr std::array<std::string_view, 3> kNames = {"TOTAL-PASSED", "INDETERMINATE",
                                                      "TOTAL-FAILED"};
  return kNames.at(static_cast<std::size_t>(status));
}

std::string_view name(Change::Kind kind) {
  constexpr std::array<std::string_view, 9> kNames = {"signature",  "long-term-data", "form-fill",
                                                      "annotation", "page-content",   "structure",
                                                      "metadata",   "other",          "time-stamp"};
  return kNames.at(static_cast<std::size_t>(kind));
}

Node text_node(std::string_view text) {
  return Node(std::string(text));
}

Node node_of(const std::vector<Finding>& findings) {
  Sequence list;
  for (const Finding& finding : findings) {
    Node node(Mapping{});
    node.set("code", Node(finding.code));
    node.set("text", Node(finding.text));
    node.set("clause", Node(finding.clause));
    list.push_back(std::move(node));
  }
  return Node(std::move(list));
}

Node node_of(const std::vector<Change>& changes) {
  Sequence list;
  for (const Change& change : changes) {
    Node node(Mapping{});
    node.set("kind", text_node(name(change.kind)));
    node.set("permitted", Node(change.permitted));
    if (!change.object.empty()) node.set("object", Node(change.object));
    if (!change.page.empty()) node.set("page", Node(change.page));
    node.set("text", Node(change.text));
    list.push_back(std::move(node));
  }
  return Node(std::move(list));
}

Node node_of(const std::vector<TimeStampReport>& timestamps) {
  Sequence list;
  for (const TimeStampReport& timestamp : timestamps) {
    Node node(Mapping{});
    node.set("time", timestamp.time ? Node(pki::format_utc(*timestamp.time)) : Node());
    node.set("authority", Node(timestamp.authority));
    node.set("stamps-the-signature", Node(timestamp.stamps_the_signature));
    node.set("status", text_node(name(timestamp.status)));
    node.set("sub-indication", Node(timestamp.sub_indication));
    list.push_back(std::move(node));
  }
  return Node(std::move(list));
}

Node node_of(const SignatureReport& signature) {
  Node node(Mapping{});
  node.set("field", Node(signature.field));
  node.set("division", Node(signature.division));
  node.set("signer", Node(signature.signer));
  node.set("signer-name", Node(signature.signer_name));
  node.set("organisation", Node(signature.organisation));
  node.set("organisational-unit", Node(signature.organisational_unit));
  node.set("kind", text_node(signature.is_timestamp ? "document-time-stamp" : "signature"));
  node.set("claimed-time", signature.time ? Node(pki::format_utc(*signature.time)) : Node());
  node.set("proven-time",
           signature.proven_time ? Node(pki::format_utc(*signature.proven_time)) : Node());
  node.set("time-stamps", node_of(signature.timestamps));
  node.set("integrity", text_node(name(signature.integrity)));
  node.set("coverage", text_node(name(signature.coverage)));
  node.set("changes", text_node(name(signature.changes)));
  node.set("status", text_node(name(signature.status)));
  node.set("sub-indication", Node(signature.sub_indication));
  node.set("revision", Node(static_cast<std::int64_t>(signature.revision)));
  node.set("findings", node_of(signature.findings));
  node.set("later-changes", node_of(signature.later_changes));
  node.set("text-differences", node_of(signature.text_differences));
  return node;
}

/// Text out of a stranger's file must not steer the terminal: control characters and bidi controls
/// are shown as U+FFFD.
std::string harmless(std::string_view text) {
  std::string shown;
  for (std::size_t i = 0; i < text.size();) {
    const auto byte = static_cast<unsigned char>(text[i]);
    const std::string_view rest = text.substr(i);
    const bool c1 = byte == 0xC2 && rest.size() > 1 && static_cast<unsigned char>(rest[1]) < 0xA0;
    const bool bidi =
        rest.starts_with("\u202A") || rest.starts_with("\u202B") || rest.starts_with("\u202C") ||
        rest.starts_with("\u202D") || rest.starts_with("\u202E") || rest.starts_with("\u2066") ||
        rest.starts_with("\u2067") || rest.starts_with("\u2068") || rest.starts_with("\u2069");
    if (byte < 0x20 || byte == 0x7F) {
      shown += "\uFFFD";
      i += 1;
    } else if (c1 || bidi) {
      shown += "\uFFFD";
      i += c1 ? 2 : 3;
    } else {
      shown += text[i];
      i += 1;
    }
  }
  return shown;
}

std::string who(const SignatureReport& signature) {
  std::string text = signature.signer_name.empty() ? signature.signer : signature.signer_name;
  if (text.empty()) return "an unknown signer";
  const bool unit_is_name = signature.organisational_unit == signature.signer_name;
  if (!signature.organisational_unit.empty() && !unit_is_name)
    text += ", " + signature.organisational_unit;
  if (!signature.organisation.empty()) text += ", " + signature.organisation;
  return text;
}

std::string answer(const Report& report) {
  const std::string count = std::to_string(report.signatures.size());
  switch (answer_of(report)) {
    case Answer::kRefused:
      return "REFUSED: the file cannot be read. " + report.unreadable_reason + ".";
    case Answer::kNotSigned:
      return "NOT SIGNED: nobody signed this file.";
    case Answer::kGenuine:
      return report.signatures.size() == 1 ? "GENUINE: the signature is valid."
                                           : "GENUINE: all " + count + " signatures are valid.";
    case Answer::kUndecided:
      return "UNDECIDED: it cannot be said whether the signatures are valid.";
    case Answer::kNotAsAsked:
      return "NOT AS ASKED: the letter is not validly signed by everyone who must have signed it.";
    case Answer::kNotGenuine:
      return "NOT GENUINE: this is not what was signed, or not as it was signed.";
  }
  return {};
}

std::string verdict(const SignatureReport& signature) {
  std::string text(name(signature.status));
  if (!signature.sub_indication.empty()) text += " / " + signature.sub_indication;
  return text;
}

std::string stamped(const TimeStampReport& timestamp) {
  if (!timestamp.time) return "by something that is no time-stamp";
  std::string text = pki::format_utc(*timestamp.time) +
                     (timestamp.authority.empty() ? "" : " by " + timestamp.authority);
  if (!timestamp.stamps_the_signature) return text + ", but NOT this signature";
  text += std::string(" (") + std::string(name(timestamp.status));
  if (!timestamp.sub_indication.empty()) text += " / " + timestamp.sub_indication;
  return text + ")";
}

std::string covered(const SignatureReport& signature, std::size_t revisions) {
  switch (signature.coverage) {
    case Coverage::kWholeFile:
      return "the whole file";
    case Coverage::kWholeRevision:
      return "all of revision " + std::to_string(signature.revision) + " of " +
             std::to_string(revisions);
    case Coverage::kOther:
      break;
  }
  return "something else than a whole revision";
}

}  // namespace

Node to_node(const Report& report, const std::string& file) {
  Node node(Mapping{});
  node.set("file", Node(file));
  node.set("status", text_node(name(report.status)));
  node.set("readable", report.readable ? Node("yes") : Node(report.unreadable_reason));
  node.set("revisions", Node(static_cast<std::int64_t>(report.revisions)));
  Sequence signatures;
  for (const SignatureReport& signature : report.signatures) {
    signatures.push_back(node_of(signature));
  }
  node.set("signatures", Node(std::move(signatures)));
  Sequence unsigned_fields;
  for (const std::string& field : report.unsigned_fields) unsigned_fields.emplace_back(field);
  node.set("unsigned-fields", Node(std::move(unsigned_fields)));
  node.set("policy-failures", node_of(report.policy_failures));
  node.set("findings", node_of(report.findings));
  return node;
}

std::string to_text(const Report& report, const std::string& file) {
  std::string text = file + "\n" + harmless(answer(report)) + "\n";
  const auto line = [&](std::string_view label, std::string_view value) {
    constexpr std::size_t kLabelWidth = 12;
    text += "    " + std::string(label) + std::string(kLabelWidth - label.size(), ' ') +
            harmless(value) + "\n";
  };
  for (const Finding& failure : report.policy_failures) {
    text += "  " + harmless(failure.text) + "\n";
  }
  for (std::size_t i = 0; i < report.signatures.size(); ++i) {
    const SignatureReport& signature = report.signatures[i];
    text += (signature.is_timestamp ? "\n  Time-stamp " : "\n  Signature ") +
            std::to_string(i + 1) + ": " + harmless(who(signature)) + "\n";
    line("verdict", verdict(signature));
    if (!signature.division.empty()) line("place of", signature.division);
    if (!signature.field.empty()) line("field", signature.field);
    if (signature.time) {
      line("time",
           pki::format_utc(*signature.time) +
               (signature.is_timestamp ? " (document time-stamp)" : " (as the signer claims)"));
    }
    for (const TimeStampReport& timestamp : signature.timestamps) {
      line("stamped", stamped(timestamp));
    }
    if (signature.proven_time) {
      line("proven", pki::format_utc(*signature.proven_time) + " (by a time-stamp that is valid)");
    }
    line("integrity", name(signature.integrity));
    line("covers", covered(signature, report.revisions));
    line("changes", signature.changes == Changes::kNone        ? "none since"
                    : signature.changes == Changes::kPermitted ? "permitted ones since"
                                                               : "NOT PERMITTED ones since");
    for (const Change& change : signature.later_changes) {
      line(change.permitted ? "  then" : "  BUT then",
           change.text + (change.page.empty() ? "" : ", " + change.page) +
               (change.object.empty() ? "" : " (object " + change.object + ")"));
    }
    for (const TextDifference& difference : signature.text_differences) {
      for (const std::string& said : difference.before)
        line("  signed", difference.page + ": " + said);
      for (const std::string& says : difference.after) line("  now", difference.page + ": " + says);
    }
    for (const Finding& finding : signature.findings) {
      line("because", finding.text + (finding.clause.empty() ? "" : " [" + finding.clause + "]"));
    }
  }
  for (const std::string& field : report.unsigned_fields) {
    text += "\n  Not signed: " + harmless(field) + "\n";
  }
  for (const Finding& finding : report.findings) {
    text += "\n  About the file: " + harmless(finding.text) + "\n";
  }
  return text;
}

}  // namespace chancery::verification
