#include <algorithm>
#include <array>

#include "verification/detail_node.h"
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

std::string_view name(Answer answer) {
  constexpr std::array<std::string_view, 6> kNames = {"genuine",    "undecided", "not-genuine",
                                                      "not-signed", "refused",   "not-as-asked"};
  return kNames.at(static_cast<std::size_t>(answer));
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
    set_detail(node, "detail", finding.detail);
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
    if (change.revision != 0) {
      node.set("revision", Node(static_cast<std::int64_t>(change.revision)));
    }
    if (!change.object.empty()) node.set("object", Node(change.object));
    if (!change.page.empty()) node.set("page", Node(change.page));
    node.set("text", Node(change.text));
    set_detail(node, "detail", change.detail);
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

std::string base64(ByteView bytes) {
  constexpr std::string_view kDigits =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string text;
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    const std::size_t left = std::min<std::size_t>(bytes.size() - i, 3);
    std::uint32_t group = 0;
    for (std::size_t j = 0; j < 3; ++j) group = group << 8U | (j < left ? bytes[i + j] : 0U);
    for (std::size_t j = 0; j < 4; ++j) {
      text += j <= left ? kDigits[group >> (18U - 6U * j) & 0x3FU] : '=';
    }
  }
  return text;
}

Node node_of(const pki::Certificate& certificate) {
  Node node(Mapping{});
  node.set("subject", Node(certificate.subject()));
  node.set("issuer", Node(certificate.issuer()));
  node.set("serial", Node(certificate.serial_hex()));
  node.set("not-before", Node(pki::format_utc(certificate.not_before())));
  node.set("not-after", Node(pki::format_utc(certificate.not_after())));
  node.set("key", Node(certificate.key_description()));
  node.set("sha256", Node(certificate.fingerprint_sha256()));
  node.set("der", Node(base64(certificate.der())));
  return node;
}

Node node_of(const SignatureReport& signature) {
  Node node(Mapping{});
  node.set("field", Node(signature.field));
  node.set("division", Node(signature.division));
  node.set("signer", Node(signature.signer));
  node.set("signer-name", Node(signature.signer_name));
  node.set("organisation", Node(signature.organisation));
  node.set("organisational-unit", Node(signature.organisational_unit));
  node.set("certificate", signature.certificate ? node_of(*signature.certificate) : Node());
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

}  // namespace

Node to_node(const Report& report, const std::string& file, const Made& made) {
  Node node(Mapping{});
  node.set("file", Node(file));
  node.set("answer", text_node(name(answer_of(report))));
  node.set("status", text_node(name(report.status)));
  node.set("readable", report.readable ? Node("yes") : Node(report.unreadable_reason));
  if (!report.readable) set_detail(node, "unreadable", report.unreadable_detail);
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
  node.set("validation-time", made.at ? Node(pki::format_utc(*made.at)) : Node());
  node.set("program", Node(made.program));
  return node;
}

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

}  // namespace chancery::verification
