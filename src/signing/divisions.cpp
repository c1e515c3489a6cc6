// Reads the list of divisions (docs/divisions.md).
#include <algorithm>
#include <array>
#include <span>
#include <string_view>
#include <variant>

#include "data/data.h"
#include "signing/signing.h"

namespace chancery::signing {
namespace {

constexpr std::size_t kFingerprintDigits = 64;

/// Lower-case digits without colons; nothing when they are not 64.
std::optional<std::string> read_fingerprint(std::string_view text) {
  std::string digits;
  for (const char c : text) {
    if (c == ':') continue;
    const bool upper = c >= 'A' && c <= 'F';
    if (!upper && !(c >= 'a' && c <= 'f') && !(c >= '0' && c <= '9')) return std::nullopt;
    digits += upper ? static_cast<char>(c - 'A' + 'a') : c;
  }
  if (digits.size() != kFingerprintDigits) return std::nullopt;
  return digits;
}

/// What a certificate is known by; one of them a division must say.
constexpr std::array<std::string_view, 4> kAsked = {"organisation", "organisational-unit",
                                                    "certificate-policy", "fingerprint-sha256"};

/// Whether the key has a value: nothing, and an empty text, would let any certificate pass.
bool says(const data::Node& node, std::string_view key) {
  const data::Node* found = node.find(key);
  if (found == nullptr || found->is_null()) return false;
  const auto* text = std::get_if<std::string>(&found->value);
  return text == nullptr || !text->empty();
}

void read_choice(data::MappingReader& reader, const data::Node& node, pki::SigningChoice& choice) {
  if (const auto hash = reader.string("hash")) {
    choice.hash = pki::hash_named(*hash);
    if (choice.hash != pki::Hash::kSha256 && choice.hash != pki::Hash::kSha384 &&
        choice.hash != pki::Hash::kSha512) {
      reader.error(data::place_of(node, "hash"), choice.hash ? "hash-too-weak" : "bad-hash",
                   data::in_quotes(*hash) + (choice.hash ? " is not believed in signatures"
                                                         : " is not the name of a hash"),
                   "write SHA-256, SHA-384 or SHA-512, or nothing for the one that fits the key");
    }
  }
  if (const auto padding = reader.string("padding")) {
    choice.pss = *padding == "pss";
    if (!choice.pss && *padding != "pkcs1") {
      reader.error(data::place_of(node, "padding"), "bad-padding",
                   data::in_quotes(*padding) + " is no padding of RSA signatures",
                   "write 'pkcs1' or 'pss'");
    }
  }
}

std::string required_text(data::MappingReader& reader, const data::Node& node,
                          std::string_view key) {
  const auto text = reader.required_string(key);
  if (text && text->empty()) {
    reader.error(data::place_of(node, key), "empty-value", data::in_quotes(key) + " is empty",
                 "write its text");
  }
  return text.value_or("");
}

Division read_division(const data::Node& node, ListFor use, Diagnostics& diagnostics) {
  data::MappingReader reader(node, "a division", diagnostics);
  Division division;
  division.where = reader.where();
  division.name = required_text(reader, node, "name");
  division.organisation = reader.string("organisation").value_or("");
  division.organisational_unit = reader.string("organisational-unit").value_or("");
  division.passphrase_file = reader.string("passphrase-file").value_or("");
  division.certificate = reader.string("certificate").value_or("");
  division.image = reader.string("image").value_or("");
  read_choice(reader, node, division.choice);
  if (const auto oid = reader.string("certificate-policy")) {
    division.certificate_policy = *oid;
    if (!is_object_identifier(*oid)) {
      reader.error(data::place_of(node, "certificate-policy"), "bad-policy-identifier",
                   data::in_quotes(*oid) + " is no object identifier",
                   "write it with numbers and dots, as 1.3.6.1.4.1.99999.1");
    }
  }
  if (const auto fingerprint = reader.string("fingerprint-sha256")) {
    if (auto digits = read_fingerprint(*fingerprint)) {
      division.fingerprint_sha256 = std::move(*digits);
    } else {
      reader.error(data::place_of(node, "fingerprint-sha256"), "bad-fingerprint",
                   data::in_quotes(*fingerprint) + " is not a SHA-256 fingerprint",
                   "write its 64 hexadecimal digits, as 'openssl x509 -fingerprint -sha256' does");
    }
  }
  if (const auto key =
          use == ListFor::kSigning ? reader.required_string("key") : reader.string("key")) {
    const bool known =
        key->starts_with("pkcs12:") || key->starts_with("pem:") || key->starts_with("pkcs11:");
    if (!known || key->ends_with(":")) {
      reader.error(data::place_of(node, "key"), "bad-key",
                   data::in_quotes(*key) + " does not say where the key lies",
                   "write 'pkcs12:' or 'pem:' and the name of the file, or a token's URI, "
                   "'pkcs11:token=NAME;object=KEY'");
    }
    division.key = *key;
  }
  const bool asks =
      std::ranges::any_of(kAsked, [&node](std::string_view key) { return says(node, key); });
  if (reader.ok() && !asks) {
    reader.error(division.where, "any-certificate",
                 "this division does not say which certificate is its own",
                 "add 'organisational-unit:', 'organisation:', 'certificate-policy:' or "
                 "'fingerprint-sha256:'");
  }
  if (!division.certificate.empty() && !division.key.starts_with("pkcs11:")) {
    reader.error(data::place_of(node, "certificate"), "certificate-beside-file",
                 "a key file holds its own certificate",
                 "put the certificate into the key file and take 'certificate' out");
  }
  reader.finish();
  return division;
}

/// The last one against those before it.
void check_name_is_new(std::span<const Division> divisions, data::MappingReader& reader) {
  const Division& last = divisions.back();
  const auto before = divisions.first(divisions.size() - 1);
  const auto same = std::ranges::find(before, last.name, &Division::name);
  if (last.name.empty() || same == before.end()) return;
  reader.error(last.where, "duplicate-division",
               data::in_quotes(last.name) + " stands in the list twice, first in line " +
                   std::to_string(same->where.line),
               "keep one of them; a division signs with one key");
}

}  // namespace

ReadDivisions read_divisions(std::string_view yaml, const std::string& file, ListFor use) {
  ReadDivisions read;
  data::Parsed parsed = data::parse_yaml(yaml, file);
  read.diagnostics = std::move(parsed.diagnostics);
  if (!parsed.root || has_errors(read.diagnostics)) return read;

  data::MappingReader reader(*parsed.root, "the list of divisions", read.diagnostics);
  std::vector<Division> divisions;
  const data::Node* list = reader.required("divisions");
  const data::Sequence* items = reader.sequence("divisions");
  if (items != nullptr) {
    for (const data::Node& item : *items) {
      divisions.push_back(read_division(item, use, read.diagnostics));
      check_name_is_new(divisions, reader);
    }
    if (items->empty()) {
      reader.error(list->where, "no-divisions", "the list of divisions is empty",
                   "add a division with its name and key");
    }
  }
  if (const data::Node* policy = reader.mapping("policy")) {
    std::vector<std::string> names;
    names.reserve(divisions.size());
    for (const Division& division : divisions) names.push_back(division.name);
    read.policy = read_policy(*policy, names, read.diagnostics);
  }
  if (const data::Node* services = reader.mapping("services")) {
    read.services = read_services(*services, read.diagnostics);
  }
  reader.finish();
  if (!has_errors(read.diagnostics)) read.divisions = std::move(divisions);
  return read;
}

}  // namespace chancery::signing
