#include "app/keys.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "app/console.h"
#include "app/files.h"
#include "app/places.h"

namespace chancery::app {

namespace fs = std::filesystem;

fs::path division_list(const std::optional<fs::path>& named) {
  return named ? *named : data_folder() / "certs" / "divisions.yaml";
}

signing::ReadDivisions open_division_list(const fs::path& file) {
  const Bytes yaml = read_file(file);
  signing::ReadDivisions read = signing::read_divisions(text_of(yaml), file.string());
  if (!read.divisions) throw Failure(FailureKind::kInput, read.diagnostics);
  return read;
}

std::vector<signing::Division> open_divisions(const fs::path& file) {
  return std::move(*open_division_list(file).divisions);
}

const signing::Division& find_division(const std::vector<signing::Division>& divisions,
                                       const std::string& name, const fs::path& file) {
  const auto found = std::ranges::find(divisions, name, &signing::Division::name);
  if (found != divisions.end()) return *found;
  std::string names;
  std::vector<std::string_view> views;
  for (const signing::Division& division : divisions) {
    views.push_back(division.name);
    names += (names.empty() ? "" : ", ") + division.name;
  }
  const std::string_view near = nearest(name, views);
  throw Failure(FailureKind::kInput, "no-such-division",
                file.string() + " has no division '" + name + "'",
                near.empty() ? "it has: " + names : "did you mean '" + std::string(near) + "'?");
}

namespace {

bool in_token(const signing::Division& division) {
  return division.key.starts_with("pkcs11:");
}

fs::path key_file(const signing::Division& division, const fs::path& folder) {
  // read_divisions takes no key without its kind.
  return folder / division.key.substr(division.key.find(':') + 1);
}

std::vector<pki::Certificate> certificates_beside(const signing::Division& division,
                                                  const fs::path& folder) {
  if (division.certificate.empty()) return {};
  const fs::path file = folder / division.certificate;
  std::vector<pki::Certificate> found = pki::Certificate::from_pem(text_of(read_file(file)));
  if (!found.empty()) return found;
  throw Failure(FailureKind::kInput, "no-certificate", file.string() + " holds no certificate",
                "write the division's certificate there as PEM, and those above it");
}

/// The file that a URI's pin-source names (RFC 7512, 2.4): a file URI, or its path alone.
fs::path pin_file(const std::string& source, const fs::path& folder) {
  if (source.starts_with("|")) {
    throw Failure(FailureKind::kInput, "bad-pin-source",
                  "a program is to tell the PIN, and none is started here",
                  "name a file: 'pin-source=file:NAME'");
  }
  constexpr std::string_view kScheme = "file:";
  std::string path = source.starts_with(kScheme) ? source.substr(kScheme.size()) : source;
  if (path.starts_with("///")) path.erase(0, 2);
  return folder / path;
}

pki::Credential open_token_key(const signing::Division& division, const fs::path& folder,
                               SecretSource secret, pki::Tokens& tokens) {
  const pki::TokenUri uri = pki::read_token_uri(division.key);
  const bool given = secret.file || !secret.environment_variable.empty();
  if (!given && !uri.pin_source.empty()) {
    secret.file = pin_file(uri.pin_source, folder);
  } else if (!given && !division.passphrase_file.empty()) {
    secret.file = folder / division.passphrase_file;
  }
  const pki::PinSource pin = [secret](const std::string& token) {
    SecretSource source = secret;
    source.kind = "PIN";
    source.what = "the token '" + token + "'";
    return std::string(read_secret(source).text());
  };
  return tokens.open(division.key, pin, certificates_beside(division, folder), division.choice);
}

}  // namespace

std::string key_place(const signing::Division& division, const fs::path& folder) {
  if (in_token(division)) return division.key.substr(0, division.key.find('?'));
  return key_file(division, folder).string();
}

pki::Credential open_key(const signing::Division& division, const fs::path& folder,
                         SecretSource passphrase, pki::Tokens& tokens) {
  if (in_token(division)) return open_token_key(division, folder, std::move(passphrase), tokens);
  const bool is_pem = division.key.starts_with("pem:");
  const fs::path file = key_file(division, folder);
  const std::optional<Bytes> bytes = read_file_if_there(file);
  if (!bytes) {
    throw Failure(
        FailureKind::kInput, "no-key",
        "the key of " + division.name + " is not at " + file.string(),
        "name the folder of the keys with --keys, or mend 'key' in the list of divisions");
  }
  if (is_pem && text_of(*bytes).find("ENCRYPTED") == std::string_view::npos) {
    return pki::load_pem(*bytes, "", file.string(), division.choice);
  }
  passphrase.what = "the key of " + division.name;
  const bool given = passphrase.file || !passphrase.environment_variable.empty();
  if (!given && !division.passphrase_file.empty()) {
    passphrase.file = folder / division.passphrase_file;
  }
  const Secret secret = read_secret(passphrase);
  return is_pem ? pki::load_pem(*bytes, secret.text(), file.string(), division.choice)
                : pki::load_pkcs12(*bytes, secret.text(), file.string(), division.choice);
}

}  // namespace chancery::app
