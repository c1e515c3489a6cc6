#include "app/services.h"

#include <array>
#include <charconv>

#include "app/files.h"
#include "app/modules.h"
#include "app/places.h"
#include "pki/evidence.h"
#include "pki/revocation.h"
#include "pki/timestamp.h"

namespace chancery::app {
namespace {

namespace fs = std::filesystem;

/// The services as the options have them.
signing::Services chosen(const signing::Services& listed, const ServiceOptions& options) {
  signing::Services services = listed;
  if (!options.time_stamping.empty()) {
    services.time_stamping.clear();
    for (const std::string& url : options.time_stamping) {
      signing::TimeStampService service;
      service.url = url;
      services.time_stamping.push_back(std::move(service));
    }
  }
  if (!options.policy.empty() && !signing::is_object_identifier(options.policy)) {
    throw Failure(FailureKind::kUsage, "bad-policy",
                  "'" + options.policy + "' is no object identifier",
                  "write numbers with dots between them, as 1.3.6.1.4.1.99999.1");
  }
  const auto replace = [](std::string& text, const std::string& by) {
    if (!by.empty()) text = by;
  };
  const auto replace_file = [](std::string& text, const std::optional<fs::path>& by) {
    if (by) text = fs::absolute(*by).string();
  };
  for (signing::TimeStampService& service : services.time_stamping) {
    replace(service.policy, options.policy);
    replace(service.user, options.user);
    replace(service.password_variable, options.password_variable);
    replace_file(service.password_file, options.password_file);
    replace_file(service.certificate, options.client_certificate);
    replace_file(service.key, options.client_key);
    replace_file(service.authorities, options.authorities);
  }
  replace(services.proxy, options.proxy);
  if (options.timeout_seconds > 0) services.timeout_seconds = options.timeout_seconds;
  if (options.tries > 0) services.tries = options.tries;
  for (const fs::path& file : options.certificates) {
    services.certificates.push_back(fs::absolute(file).string());
  }
  for (const fs::path& file : options.revocation_lists) {
    services.revocation_lists.push_back(fs::absolute(file).string());
  }
  return services;
}

Failure no_time_stamping() {
  return {
      FailureKind::kUsage, "no-time-stamping",
      "this level needs a time-stamp, and no service that gives one is named",
      "name its address with --tsa, or under services: time-stamping: in the list of divisions"};
}

}  // namespace

pki::HttpAnswer carry(const pki::HttpRequest& request) {
  static auto* const kFunction = reinterpret_cast<pki::HttpModuleFunction*>(
      load_module("chancery_http.so", pki::kHttpModuleSymbol, "libcurl4"));
  pki::HttpAnswer answer;
  kFunction(request, answer);
  return answer;
}

ServiceDesk::ServiceDesk(const signing::Services& listed, const ServiceOptions& options,
                         const fs::path& folder, pki::UnixTime now)
    : services_(chosen(listed, options)), folder_(folder), cache_(cache_folder()), now_(now) {
  for (const std::string& file : services_.certificates) {
    const std::vector<pki::Certificate> found = pki::certificates_of(read_file(folder_ / file));
    if (found.empty()) {
      throw Failure(FailureKind::kInput, "no-certificate", file + " holds no certificate",
                    "name a file of certificates in PEM or DER");
    }
    certificates_.insert(certificates_.end(), found.begin(), found.end());
  }
  for (const std::string& file : services_.revocation_lists) {
    const std::vector<Bytes> found = pki::crls_of(read_file(folder_ / file));
    if (found.empty()) {
      throw Failure(FailureKind::kInput, "no-revocation-list", file + " holds no revocation list",
                    "name a file of lists in PEM or DER");
    }
    revocation_lists_.insert(revocation_lists_.end(), found.begin(), found.end());
  }
  access_.proxy = services_.proxy;
  access_.timeout = std::chrono::seconds(services_.timeout_seconds);
  access_.connect_timeout = std::min(access_.connect_timeout, access_.timeout);
  retries_.tries = services_.tries;
}

pki::HttpAnswer ServiceDesk::ask(pki::HttpRequest request, const pki::HttpAccess& access) const {
  request.access = access;
  return pki::ask(carry, request, retries_);
}

Bytes ServiceDesk::stamp_by(const signing::TimeStampService& service, pki::Hash hash,
                            std::span<const ByteView> message) const {
  const pki::TimeStampQuery query = pki::query_for(hash, message, service.policy);
  pki::HttpRequest request;
  request.url = service.url;
  request.content_type = "application/timestamp-query";
  request.body = pki::request_der(query);
  request.largest_answer = pki::kLargestTokenBytes;
  pki::HttpAccess access = access_;
  access.user = service.user;
  if (!service.user.empty() || !service.password_file.empty() ||
      !service.password_variable.empty()) {
    SecretSource source;
    if (!service.password_file.empty()) source.file = folder_ / service.password_file;
    source.environment_variable = service.password_variable;
    source.what = "the time-stamping service";
    access.password = read_secret(source).text();
  }
  const auto beside = [&](const std::string& file) {
    return file.empty() ? std::string() : (folder_ / file).string();
  };
  access.certificate = beside(service.certificate);
  access.key = beside(service.key);
  access.authorities = beside(service.authorities);
  const pki::HttpAnswer answer = ask(std::move(request), access);
  if (!answer.good()) {
    throw Failure(FailureKind::kSystem, "no-time-stamp", pki::words_for(answer),
                  "try again later, or name another service");
  }
  return pki::token_of(answer.body, query, message, now_);
}

Bytes ServiceDesk::stamp(pki::Hash hash, std::span<const ByteView> message) const {
  Diagnostics why;
  for (const signing::TimeStampService& service : services_.time_stamping) {
    try {
      return stamp_by(service, hash, message);
    } catch (const Failure& failure) {
      if (failure.kind() != FailureKind::kSystem) throw;
      for (Diagnostic one : failure.diagnostics()) {
        one.what = service.url + ": " + one.what;
        why.push_back(std::move(one));
      }
    }
  }
  throw Failure(FailureKind::kSystem, std::move(why));
}

signing::TimeStamping ServiceDesk::time_stamping() const {
  if (services_.time_stamping.empty()) throw no_time_stamping();
  // How large the tokens of these services are is known from the last one.
  std::string names;
  for (const auto& service : services_.time_stamping) names += service.url + "\n" + service.policy;
  const std::string name = Cache::name_for(bytes_of(names)) + ".token-size";
  signing::TimeStamping time_stamping;
  if (const std::optional<Bytes> kept = cache_.take(name)) {
    const std::string_view text = text_of(*kept);
    std::from_chars(text.data(), text.data() + text.size(), time_stamping.token_bytes);
    if (time_stamping.token_bytes > pki::kLargestTokenBytes) time_stamping.token_bytes = 0;
  }
  const std::size_t known = time_stamping.token_bytes;
  time_stamping.stamp = [this, name, known](pki::Hash hash, std::span<const ByteView> message) {
    Bytes token = stamp(hash, message);
    // The largest counts: several services may take turns.
    if (token.size() > known) cache_.keep(name, bytes_of(std::to_string(token.size())));
    return token;
  };
  return time_stamping;
}

Bytes ServiceDesk::with_evidence(Bytes file) const {
  const pdf::Opened opened = pdf::open_document(file);
  if (!opened.document) throw std::logic_error("the signed file cannot be read");
  const pdf::Document& document = *opened.document;
  const pki::Evidence there = signing::evidence_in(document);

  pki::EvidenceSources sources;
  sources.ocsp_responses = there.ocsp_responses;
  sources.crls = revocation_lists_;
  sources.crls.insert(sources.crls.end(), there.crls.begin(), there.crls.end());
  sources.now = now_;
  sources.ask = [&](const pki::HttpRequest& request) { return ask(request, access_); };
  const auto name_of = [](const std::string& question) {
    return Cache::name_for(bytes_of(question)) + ".evidence";
  };
  sources.take = [&](const std::string& question) { return cache_.take(name_of(question)); };
  sources.keep = [&](const std::string& question, ByteView answer) {
    cache_.keep(name_of(question), answer);
  };

  std::vector<signing::SignatureEvidence> evidence;
  for (const signing::SignatureContents& signature : signing::signatures_in(document)) {
    const pki::SignersOf signers = pki::signers_of(signature.contents);
    sources.certificates = signers.carried;
    for (const auto* more : {&certificates_, &there.certificates}) {
      sources.certificates.insert(sources.certificates.end(), more->begin(), more->end());
    }
    pki::Evidence found = pki::gather_evidence(signers.signers, sources);
    // One answer may speak for several signatures.
    for (const Bytes& one : found.ocsp_responses) sources.ocsp_responses.push_back(one);
    for (const Bytes& one : found.crls) sources.crls.push_back(one);
    evidence.push_back({signature.contents, std::move(found)});
  }
  std::optional<Bytes> extended = signing::add_evidence(document, evidence);
  return extended ? std::move(*extended) : std::move(file);
}

Bytes ServiceDesk::raise(Bytes file, signing::Level level) const {
  if (level < signing::Level::kLt) return file;
  Bytes extended = with_evidence(std::move(file));
  if (level < signing::Level::kLta) return extended;
  const pdf::Opened opened = pdf::open_document(extended);
  if (!opened.document) throw std::logic_error("the extended file cannot be read");
  return signing::add_document_time_stamp(*opened.document, time_stamping());
}

}  // namespace chancery::app
