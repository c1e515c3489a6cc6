#include <algorithm>
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

/// What a listing passes over: keys may lie elsewhere, or be locked.
bool is_elsewhere(const Diagnostic& problem) {
  return problem.code == "no-key" || problem.code == "no-token" || problem.code == "no-passphrase";
}

void look(const signing::Division& division, const fs::path& keys, const DivisionsOptions& options,
          pki::Tokens& tokens, Found& found) {
  SecretSource passphrase{options.passphrase_file, options.passphrase_variable};
  passphrase.may_ask = options.check;
  const pki::Credential credential = open_key(division, keys, passphrase, tokens);
  found.certificate = credential.certificate;
  const pki::UnixTime time = now();
  auto problem = signing::refusal(division, credential.certificate, time);
  if (!problem && options.check) problem = signing::trial(division, credential);
  if (!problem && options.check) {
    problem = signing::expiry_warning(division, credential, time, options.days);
  }
  if (!problem) return;
  found.problems.push_back(std::move(*problem));
  found.is_fault = true;
}

Found look(const signing::Division& division, const fs::path& keys, const DivisionsOptions& options,
           pki::Tokens& tokens) {
  Found found;
  try {
    look(division, keys, options, tokens, found);
  } catch (const Failure& failure) {
    // A check goes on to the other keys when a device fails.
    if (failure.kind() != FailureKind::kInput && !options.check) throw;
    found.problems = failure.diagnostics();
    found.is_fault = options.check || !std::ranges::all_of(found.problems, is_elsewhere);
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

void say_division(const signing::Division& division, const fs::path& keys, const Found& found,
                  bool tried) {
  say(division.name);
  if (found.certificate) {
    const pki::Certificate& certificate = *found.certificate;
    say("  certificate  " + certificate.subject());
    say("  issued by    " + certificate.issuer());
    say("  valid until  " + pki::format_utc(certificate.not_after()));
    say("  key          " + certificate.key_description() + ", " + key_place(division, keys));
  }
  const auto is_error = [](const Diagnostic& problem) {
    return problem.severity == Severity::kError;
  };
  if (tried && std::ranges::none_of(found.problems, is_error)) say("  tried        it signs");
  for (const Diagnostic& problem : found.problems) {
    say((problem.severity == Severity::kError ? "  cannot sign  " : "  warning      ") +
        problem.what + " — " + problem.mend);
  }
}

}  // namespace

Exit divisions(const DivisionsOptions& options) {
  const fs::path list = division_list(options.divisions);
  const fs::path keys = options.keys ? *options.keys : list.parent_path();
  pki::Tokens tokens;
  data::Sequence nodes;
  Exit exit = Exit::kDone;
  for (const signing::Division& division : open_divisions(list)) {
    const Found found = look(division, keys, options, tokens);
    if (found.is_fault) exit = Exit::kBad;
    if (options.format == Format::kJson) {
      nodes.push_back(node_of(division, keys, found));
    } else {
      say_division(division, keys, found, options.check);
    }
  }
  if (options.format == Format::kJson) show_json(data::Node(std::move(nodes)));
  return exit;
}

}  // namespace chancery::app
