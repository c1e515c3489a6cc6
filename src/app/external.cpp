// Signing with a key that is elsewhere: the bytes to be signed go out, what comes back goes in.
#include "pki/external.h"

#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

#include "app/clock.h"
#include "app/commands.h"
#include "app/files.h"
#include "app/folder_lock.h"
#include "app/keys.h"
#include "app/open_pdf.h"
#include "app/services.h"
#include "app/sign_tasks.h"
#include "app/signing_desk.h"
#include "base/sha256.h"
#include "data/data.h"
#include "signing/external.h"
#include "signing/session.h"

namespace chancery::app {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kEnding = ".session.json";
/// Larger ones are no answer to what was asked.
constexpr std::uintmax_t kLargestAnswerBytes = std::uintmax_t{16} << 20U;

/// letter.signed.pdf has letter.signed.session.json.
fs::path default_session(const fs::path& output) {
  fs::path session = output;
  return session.replace_extension(kEnding);
}

/// What lies beside a session: the same name without .json, and another ending.
fs::path beside(const fs::path& session, const std::string& ending) {
  fs::path file = session;
  if (file.extension() == ".json") file.replace_extension();
  return file += ending;
}

/// As a session in `folder` names it, so that all of them can be moved together.
std::string name_from(const fs::path& folder, const fs::path& file) {
  const fs::path here = fs::weakly_canonical(fs::absolute(folder));
  return fs::weakly_canonical(fs::absolute(file)).lexically_proximate(here).string();
}

fs::path folder_of(const fs::path& session) {
  return session.has_parent_path() ? session.parent_path() : fs::path(".");
}

std::string digest_if_there(const fs::path& file) {
  const std::optional<Bytes> bytes = read_file_if_there(file);
  return bytes ? sha256_hex(*bytes) : std::string();
}

void check_not_there(const fs::path& session) {
  std::error_code error;
  if (!fs::exists(session, error)) return;
  throw Failure(FailureKind::kUsage, "session-exists",
                session.string() + " is there already, and may be waiting for its signature",
                "complete it, delete it, or name another file with --session");
}

signing::Session session_of(SigningDesk& desk, const PreparedFile& prepared) {
  const pki::Credential& credential = desk.credential(prepared.time);
  signing::Session session;
  session.program = CHANCERY_VERSION;
  session.made = prepared.time;
  session.division = desk.division().name;
  session.signature = prepared.signature.signature;
  session.contents = prepared.signature.contents;
  session.choice = {credential.signer->hash(), desk.division().choice.pss};
  session.scheme = pki::signature_scheme(credential);
  session.document_digest = prepared.signature.document_digest;
  session.attributes = prepared.signature.attributes;
  session.certificates = {credential.certificate};
  session.certificates.insert(session.certificates.end(), credential.chain.begin(),
                              credential.chain.end());
  session.level = desk.level();
  session.certify = prepared.certify;
  return session;
}

void tell(const pki::Credential& credential, const signing::Session& session,
          const fs::path& file) {
  const std::string attributes = beside(file, ".bytes").string();
  say("to be signed: " + attributes + ", " + session.scheme +
      (pki::signs_a_digest(credential) ? " with " + pki::hash_name_of(credential) : ""));
  if (pki::signs_a_digest(credential)) {
    say("its digest: " + pki::hex(pki::digest(credential.signer->hash(), session.attributes)));
  }
  say("then: chancery sign --complete " + file.string() + " --signature FILE");
}

/// The session is written last: what lies there without one is only left over.
void write_prepared(const pki::Credential& credential, const signing::PreparedSignature& prepared,
                    const signing::Session& session, const fs::path& file) {
  write_file(beside(file, ".pdf"), prepared.file);
  write_file(beside(file, ".bytes"), prepared.attributes);
  if (pki::signs_a_digest(credential)) {
    const Bytes digest = pki::digest(credential.signer->hash(), prepared.attributes);
    write_file(beside(file, ".digest"), bytes_of(pki::hex(digest) + "\n"));
  }
  write_file(file, bytes_of(signing::write_session(session)));
}

/// A file of the session as it must still be.
Bytes unchanged(const fs::path& folder, const signing::KnownFile& known, const std::string& code,
                const std::string& what) {
  const fs::path file = folder / known.name;
  std::optional<Bytes> bytes = read_file_if_there(file);
  if (bytes && sha256_hex(*bytes) == known.sha256) return std::move(*bytes);
  throw Failure(FailureKind::kInput, code,
                what + " " + file.string() +
                    (bytes ? " was changed since it was prepared" : " is not there any more"),
                "prepare the signature again, on the file as it is now");
}

void check_output(const fs::path& output, const std::string& sha256) {
  if (digest_if_there(output) == sha256) return;
  throw Failure(FailureKind::kInput, "output-changed",
                "the output " + output.string() +
                    (sha256.empty() ? " was not there when the signature was prepared"
                                    : " was changed since the signature was prepared"),
                "it may hold another signature already: prepare the signature again on it, or name "
                "another output with -o");
}

/// The list of divisions may have become stricter meanwhile.
void check_allowed(const signing::ReadDivisions& listed, const signing::Division& division,
                   const signing::Session& session, pki::UnixTime time) {
  if (const auto refused = signing::refusal(division, session.certificates.front(), time)) {
    throw Failure(FailureKind::kInput, Diagnostics{*refused});
  }
  if (session.level >= listed.policy.level.value_or(signing::Level::kB)) return;
  throw Failure(FailureKind::kInput, "level-not-reached",
                "the policy of the list of divisions asks for a higher level than the session's",
                "prepare the signature again");
}

/// The prepared file as the session tells of it; that it is what the input became is checked.
signing::PreparedSignature prepared_of(const signing::Session& session, Bytes file, ByteView input,
                                       const pki::Credential& credential) {
  signing::PreparedSignature prepared;
  prepared.file = std::move(file);
  prepared.signature = session.signature;
  prepared.contents = session.contents;
  prepared.document_digest = session.document_digest;
  prepared.attributes = session.attributes;
  const auto& [begin, end] = session.contents;
  const bool fits = begin >= input.size() && begin < end && end <= prepared.file.size() &&
                    prepared.file.size() > input.size() &&
                    std::ranges::equal(ByteView(prepared.file).first(input.size()), input);
  Bytes digest;
  if (fits) {
    pki::Digest running(credential.signer->hash());
    for (const ByteView piece : signing::signed_bytes(prepared)) running.add(piece);
    digest = running.finish();
  }
  if (!fits || digest != session.document_digest ||
      pki::to_be_signed(credential, digest) != session.attributes) {
    throw Failure(FailureKind::kInput, "session-changed",
                  "the session does not belong to the prepared file",
                  "prepare the signature again");
  }
  return prepared;
}

Bytes answer(const fs::path& file) {
  std::error_code error;
  const std::uintmax_t size = fs::file_size(file, error);
  if (!error && size > kLargestAnswerBytes) {
    throw Failure(FailureKind::kInput, "too-large", file.string() + " is larger than any signature",
                  "give the file with the signature");
  }
  return read_file(file);
}

Bytes cms_of(const ExternalOptions& options, const pki::Credential& credential,
             const signing::PreparedSignature& prepared) {
  if (options.signature) {
    return pki::cms_with_value(credential, prepared.document_digest, answer(*options.signature));
  }
  return pki::cms_as_returned(credential, answer(*options.cms), signing::signed_bytes(prepared));
}

/// The session's file.
fs::path prepare_one(SigningDesk& desk, const SignTask& task, const SignOptions& options) {
  fs::path file = options.external.session.value_or(default_session(task.output));
  check_not_there(file);
  const Bytes input = read_file(task.input);
  const PreparedFile prepared =
      desk.prepare(input, task.input, static_cast<std::size_t>(options.external.room));
  const fs::path folder = folder_of(file);
  signing::Session session = session_of(desk, prepared);
  session.divisions = name_from(folder, desk.list());
  session.keys = name_from(folder, desk.keys());
  session.input = {name_from(folder, task.input), sha256_hex(input)};
  session.prepared = {name_from(folder, beside(file, ".pdf")), sha256_hex(prepared.signature.file)};
  session.output = {name_from(folder, task.output), digest_if_there(task.output)};
  const pki::Credential& credential = desk.credential(prepared.time);
  make_folder(task);
  write_prepared(credential, prepared.signature, session, file);
  if (options.format == Format::kText) tell(credential, session, file);
  return file;
}

}  // namespace

Exit prepare_signature(const SignOptions& options) {
  const std::vector<SignTask> tasks = sign_tasks(options);
  SigningDesk desk(options.rules, options.external.certificate);
  const auto take = [&](const SignTask& task) { return prepare_one(desk, task, options); };
  return take_each(tasks, options, desk, {"prepared", "session", take});
}

Exit complete_signature(const SignOptions& options) {
  const fs::path& file = *options.external.complete;
  const signing::Session session = signing::read_session(text_of(read_file(file)), file.string());
  const fs::path folder = folder_of(file);
  const fs::path list =
      options.rules.divisions ? *options.rules.divisions : folder / session.divisions;
  const signing::ReadDivisions listed = open_division_list(list);
  const signing::Division& division = find_division(*listed.divisions, session.division, list);
  const pki::Credential credential =
      pki::credential_elsewhere(session.certificates, session.choice, file.string());
  const pki::UnixTime time = now();
  check_allowed(listed, division, session, time);

  const Bytes input = unchanged(folder, session.input, "input-changed", "the input");
  Bytes with_place = unchanged(folder, session.prepared, "prepared-changed", "the prepared file");
  const fs::path output = options.output ? *options.output : folder / session.output.name;
  // Another output than was said is written as 'sign' writes one.
  const bool as_prepared =
      !options.output || name_from(folder, *options.output) == session.output.name;
  if (as_prepared) check_output(output, session.output.sha256);

  const pdf::Opened opened = open_pdf(input, folder / session.input.name);
  signing::PreparedSignature prepared =
      prepared_of(session, std::move(with_place), input, credential);
  signing::Completion completion;
  completion.cms = cms_of(options.external, credential, prepared);
  completion.credential = &credential;
  std::optional<ServiceDesk> desk;
  std::optional<signing::TimeStamping> time_stamping;
  if (session.level > signing::Level::kB) {
    const fs::path keys = options.rules.keys ? *options.rules.keys : folder / session.keys;
    desk.emplace(listed.services, options.rules.services, keys, time);
    time_stamping = desk->time_stamping();
    completion.time_stamping = &*time_stamping;
  }
  Bytes signed_file =
      signing::complete_signature(*opened.document, std::move(prepared), completion);
  // Nothing is written before everything has been asked and answered.
  if (desk) signed_file = desk->raise(std::move(signed_file), session.level);
  // Services take their time, and another session may be completed meanwhile.
  const FolderLock lock(output);
  if (as_prepared) check_output(output, session.output.sha256);
  write_file(output, signed_file);
  return Exit::kDone;
}

}  // namespace chancery::app
