#include "app/trust.h"

#include <algorithm>

#include "app/files.h"
#include "app/modules.h"
#include "pki/revocation.h"
#include "pki/trusted_list.h"
#include "signing/services.h"
#include "signing/signing.h"

namespace chancery::app {
namespace {

namespace fs = std::filesystem;
namespace v = verification;

/// The files of a folder that can hold anchors, in the order of their names; or the file itself.
std::vector<fs::path> files_of(const fs::path& path) {
  std::error_code error;
  if (!fs::is_directory(path, error)) return {path};
  std::vector<fs::path> files;
  for (const fs::directory_entry& file : fs::directory_iterator(path)) {
    const std::string ending = file.path().extension().string();
    if (ending == ".pem" || ending == ".crt" || ending == ".cer" || ending == ".der" ||
        ending == ".xml") {
      files.push_back(file.path());
    }
  }
  if (files.empty()) {
    throw Failure(FailureKind::kInput, "no-certificate", path.string() + " holds no certificates",
                  "put the certificates that you trust there, as .pem, .crt, .cer or .der files");
  }
  std::ranges::sort(files);
  return files;
}

std::vector<pki::Certificate> certificates_in(const fs::path& file, const Bytes& bytes) {
  std::vector<pki::Certificate> found = pki::Certificate::from_pem(text_of(bytes));
  if (found.empty()) {
    if (auto der = pki::Certificate::from_der(bytes)) found.push_back(std::move(*der));
  }
  if (found.empty()) {
    throw Failure(FailureKind::kInput, "no-certificate", file.string() + " holds no certificate",
                  "give certificates in PEM or DER");
  }
  return found;
}

void append_all(std::vector<pki::Certificate>& to, std::vector<pki::Certificate> more) {
  std::ranges::move(more, std::back_inserter(to));
}

void check_policy(const std::string& policy) {
  if (signing::is_object_identifier(policy)) return;
  throw Failure(FailureKind::kUsage, "bad-policy", "'" + policy + "' is no object identifier",
                "write numbers with dots between them, as 1.3.6.1.4.1.99999.1");
}

bool is_xml(const Bytes& bytes) {
  std::string_view text = text_of(bytes);
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  const std::size_t begin = text.find_first_not_of(" \t\r\n");
  return begin != std::string_view::npos && text[begin] == '<';
}

/// Its services become anchors, each for its purpose and its times; and the report says that nobody
/// checked the list's own signature.
void add_trusted_list(const fs::path& file, const Bytes& bytes, pki::UnixTime at, v::Trust& trust) {
  static auto* const kRead = reinterpret_cast<pki::TrustedListModuleFunction*>(
      load_module("chancery_trusted_list.so", pki::kTrustedListModuleSymbol, "libxml2"));
  pki::ListedText text;
  kRead(bytes, text);
  pki::TrustedList list = pki::trusted_list(text);
  if (text.problem.empty() && list.services.empty()) {
    text.problem = "no service in it issues qualified certificates or time-stamps";
  }
  if (!text.problem.empty()) {
    throw Failure(FailureKind::kInput, "bad-trusted-list",
                  file.string() + " is no trusted list that can be used: " + text.problem,
                  "name a trusted list in XML (ETSI TS 119 612), or certificates in PEM or DER");
  }
  const std::string who = file.string() + " of " +
                          (list.operator_name.empty() ? "nobody named" : list.operator_name) +
                          (list.territory.empty() ? "" : " (" + list.territory + ")");
  // A list that names nobody is told by its file.
  std::string named = list.operator_name;
  if (!list.territory.empty()) named += (named.empty() ? "" : ", ") + list.territory;
  const std::string shown = file.string() + (named.empty() ? "" : " (" + named + ")");
  trust.remarks.push_back(
      {"trusted-list-unverified",
       "the trusted list " + who + " is believed as it stands: its own signature was NOT checked" +
           (text.has_signature ? "" : ", and it has none"),
       "TS 119 612, 5.7.1",
       Detail{text.has_signature ? "trusted-list-unverified" : "trusted-list-unsigned",
              {{"list", shown}}}});
  if (list.next_update && *list.next_update < at) {
    trust.remarks.push_back(
        {"trusted-list-out-of-date",
         "the trusted list " + who + " should have been replaced by " +
             pki::format_utc(*list.next_update),
         "TS 119 612, 5.3.15",
         Detail{"trusted-list-out-of-date",
                {{"list", shown}, {"time", pki::format_utc(*list.next_update)}}}});
  }
  for (pki::TrustedListService& service : list.services) {
    v::TrustedService trusted{std::move(service.certificate), service.purpose, {}};
    for (const auto& status : service.history) {
      trusted.history.push_back({status.since, status.granted});
    }
    trust.services.push_back(std::move(trusted));
  }
}

}  // namespace

bool TrustFiles::has_trusted_list() const {
  return std::ranges::any_of(anchors, is_xml, &File::bytes);
}

TrustFiles read_trust_files(const TrustOptions& options) {
  TrustFiles files;
  const auto read = [](const fs::path& path, std::vector<TrustFiles::File>& to) {
    to.push_back({path, read_file(path)});
  };
  for (const fs::path& path : options.anchors) {
    for (const fs::path& file : files_of(path)) read(file, files.anchors);
  }
  for (const fs::path& path : options.certificates) read(path, files.certificates);
  for (const fs::path& path : options.revocation_lists) read(path, files.revocation_lists);
  for (const fs::path& path : options.ocsp_responses) read(path, files.ocsp_responses);
  return files;
}

v::Trust trust_of(const TrustFiles& files, const TrustOptions& options, pki::UnixTime at) {
  v::Trust trust;
  for (const auto& [path, bytes] : files.anchors) {
    if (is_xml(bytes)) {
      add_trusted_list(path, bytes, at, trust);
    } else {
      append_all(trust.anchors, certificates_in(path, bytes));
    }
  }
  for (const auto& [path, bytes] : files.certificates) {
    append_all(trust.intermediates, certificates_in(path, bytes));
  }
  for (const auto& [path, bytes] : files.revocation_lists) {
    std::vector<Bytes> found = pki::crls_of(bytes);
    if (found.empty()) {
      throw Failure(FailureKind::kInput, "no-revocation-list",
                    path.string() + " holds no revocation list",
                    "name a file of lists in PEM or DER");
    }
    std::ranges::move(found, std::back_inserter(trust.crls));
  }
  for (const auto& [path, bytes] : files.ocsp_responses) {
    if (!pki::ocsp_time(bytes)) {
      throw Failure(FailureKind::kInput, "no-ocsp-response",
                    path.string() + " holds no OCSP response",
                    "name a file with one response in DER, as 'openssl ocsp -respout' writes it");
    }
    trust.ocsp_responses.push_back(bytes);
  }
  std::ranges::for_each(options.policies, check_policy);
  trust.certificate_policies = options.policies;
  trust.revocation_required = options.require_revocation;
  return trust;
}

v::DivisionPolicy read_division_policy(const RequiredDivisions& options) {
  v::DivisionPolicy policy;
  policy.every_place = options.every_place;
  policy.required = options.divisions;
  if (!options.list) return policy;
  const Bytes bytes = read_file(*options.list);
  signing::ReadDivisions read =
      signing::read_divisions(text_of(bytes), options.list->string(), signing::ListFor::kVerifying);
  if (!read.divisions) throw Failure(FailureKind::kInput, std::move(read.diagnostics));
  for (signing::Division& division : *read.divisions) {
    policy.divisions.push_back({std::move(division.name), std::move(division.organisation),
                                std::move(division.organisational_unit),
                                std::move(division.fingerprint_sha256),
                                std::move(division.certificate_policy)});
  }
  for (const std::string& name : policy.required) {
    if (std::ranges::find(policy.divisions, name, &v::ExpectedDivision::name) !=
        policy.divisions.end()) {
      continue;
    }
    throw Failure(FailureKind::kUsage, "no-such-division",
                  "'" + name + "' is not in " + options.list->string(),
                  "write the name of a division as the list has it");
  }
  const auto& required = read.policy.require;
  policy.required.insert(policy.required.end(), required.begin(), required.end());
  policy.signatures = read.policy.signatures;
  policy.every_place = policy.every_place || read.policy.says_all;
  policy.order = read.policy.order;
  return policy;
}

}  // namespace chancery::app
