// The list of divisions, and the keys it names.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "app/secrets.h"
#include "pki/pki.h"
#include "pki/tokens.h"
#include "signing/signing.h"

namespace chancery::app {

/// The list that was named, else the program's certs/divisions.yaml.
std::filesystem::path division_list(const std::optional<std::filesystem::path>& named);

/// Throws Failure(kInput) with every diagnostic.
std::vector<signing::Division> open_divisions(const std::filesystem::path& file);

/// With the services and the policy that it names.
signing::ReadDivisions open_division_list(const std::filesystem::path& file);

/// `file` is the list's. Throws Failure(kInput, "no-such-division").
const signing::Division& find_division(const std::vector<signing::Division>& divisions,
                                       const std::string& name, const std::filesystem::path& file);

/// Where the division's key lies, `folder` being that of the keys: a file, or a token's URI without
/// its query.
std::string key_place(const signing::Division& division, const std::filesystem::path& folder);

/// Opens the division's key. A passphrase or PIN that `passphrase` does not give comes from the
/// file that the token's URI or the list names. Throws Failure: "no-key", "no-passphrase", and what
/// pki::load_pkcs12 and pki::Tokens::open throw.
pki::Credential open_key(const signing::Division& division, const std::filesystem::path& folder,
                         SecretSource passphrase, pki::Tokens& tokens);

}  // namespace chancery::app
