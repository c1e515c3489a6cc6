#include "app/keys.h"

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

std::vector<signing::Division> open_divisions(const fs::path& file) {
  const Bytes yaml = read_file(file);
  signing::ReadDivisions read = signing::read_divisions(text_of(yaml), file.string());
  if (!read.divisions) throw Failure(FailureKind::kInput, read.diagnostics);
  return std::move(*read.divisions);
}

fs::path key_file(const signing::Division& division, const fs::path& folder) {
  // read_divisions takes no key without its kind.
  return folder / division.key.substr(division.key.find(':') + 1);
}

pki::Credential open_key(const signing::Division& division, const fs::path& folder,
                         SecretSource passphrase) {
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
