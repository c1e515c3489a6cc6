#include <optional>
#include <string>

#include "app/clock.h"
#include "app/commands.h"
#include "app/keys.h"
#include "data/data.h"

namespace chancery::app {
namespace {

namespace fs = std::filesystem;

/// A division as it is found here.
struct Found {
  std::optional<pki::Certificate> certificate;
  Diagnostics problems;
  bool is_fault = false;  ///< the key is there and yet cannot sign
};

Found look(const signing::Division& division, const fs::path& keys, pki::UnixTime now,
           pki::Tokens& tokens) {
  Found found;
  try {
    SecretSource passphrase;
    passphrase.may_ask = false;
    found.certificate = open_key(division, keys, passphrase, tokens).certificate;
    if (auto refused = signing::refusal(division, *found.certificate, now)) {
      found.problems.push_back(std::move(*refused));
      found.is_fault = true;
    }
  } catch (const Failure& failure) {
    if (failure.kind() != FailureKind::kInput) throw;
    found.problems = failure.diagnostics();
    for (const Diagnostic& problem : found.problems) {
      if (problem.code != "no-key" && problem.code != "no-token" && problem.code != "no-passphrase")
        found.is_fault = true;
    }
  }
  return found;
}

data::Node node_of(const pki::Certificate& certificate) {
  data::Node node(data::Mapping{});
  node.set("subject", data::Node(certificate.subject()));
  node.set("issuer", data::Node(certificate.issuer()));
  node.set("serial", data::Node(certificate.serial_hex()));
  node.set("fingerprint-sha256", data::Node(certificate.fingerprint_sha256()));
  node.set("key", data::Node(certificate.key_description()));
  node.set("not-before", data::Node(pki::format_utc(certificate.not_before())));
  node.set("not-after", data::Node(pki::format_utc(certificate.not_after())));
  return node;
}

data::Node node_of(const signing::Division& division, const fs::path& keys, const Found& found) {
  data::Node node(data::Mapping{});
  node.set("name", data::Node(division.name));
  node.set("key-file", data::Node(key_place(division, keys)));
  if (found.certificate) node.set("certificate", node_of(*found.certificate));
  data::Sequence problems;
  for (const Diagnostic& problem : found.problems) problems.push_back(to_node(problem));
  node.set("diagnostics", data::Node(std::move(problems)));
  return node;
}

void say_division(const signing::Division& division, const fs::path& keys, const Found& found) {
  say(division.name);
  if (found.certificate) {
    const pki::Certificate& certificate = *found.certificate;
    say("  certificate  " + certificate.subject());
    say("  issued by    " + certificate.issuer());
    say("  valid until  " + pki::format_utc(certificate.not_after()));
    say("  key          " + certificate.key_description() + ", " + key_place(division, keys));
  }
  for (const Diagnostic& problem : found.problems) {
    say("  cannot sign  " + problem.what + " — " + problem.mend);
  }
}

}  // namespace

Exit divisions(const DivisionsOptions& options) {
  const fs::path list = division_list(options.divisions);
  const fs::path keys = options.keys ? *options.keys : list.parent_path();
  const pki::UnixTime time = now();
  pki::Tokens tokens;
  data::Sequence nodes;
  Exit exit = Exit::kDone;
  for (const signing::Division& division : open_divisions(list)) {
    const Found found = look(division, keys, time, tokens);
    if (found.is_fault) exit = Exit::kBad;
    if (options.format == Format::kJson) {
      nodes.push_back(node_of(division, keys, found));
    } else {
      say_division(division, keys, found);
    }
  }
  if (options.format == Format::kJson) show_json(data::Node(std::move(nodes)));
  return exit;
}

}  // namespace chancery::app
