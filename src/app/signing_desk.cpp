#include "app/signing_desk.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "app/clock.h"
#include "app/files.h"
#include "app/keys.h"
#include "app/open_pdf.h"
#include "app/pictures.h"
#include "app/sign_place.h"
#include "app/svg.h"
#include "pki/external.h"
#include "pki/revocation.h"
#include "signing/foreign_appearance.h"
#include "signing/seed_value.h"

namespace chancery::app {
namespace {

namespace fs = std::filesystem;

/// The certification that the signature makes, 0 for none. Throws why the division may not sign
/// now.
int check_policy(const signing::Policy& policy, const signing::Division& division,
                 const pdf::Document& document, const std::vector<signing::PlaceState>& places,
                 int asked) {
  const bool first = signing::signatures_in(document).empty();
  if (asked != 0 && !first) {
    throw Failure(FailureKind::kInput, "certifies-too-late",
                  "only the first signature can certify a PDF, and this one is signed already",
                  "sign without certifying, or certify the unsigned PDF");
  }
  const bool certifies = first && division.name == policy.certifier;
  const int certify = asked == 0 && certifies ? policy.permits : asked;
  if (const auto refused = signing::refusal(policy, division.name, places, certify)) {
    throw Failure(FailureKind::kInput, Diagnostics{*refused});
  }
  return certify;
}

/// The level asked for, else the list's, and not below the policy's.
signing::Level level_of(const std::string& asked, const signing::ReadDivisions& listed) {
  const signing::Level least = listed.policy.level.value_or(signing::Level::kB);
  if (asked.empty()) return std::max(listed.services.level, least);
  const auto level = signing::level_named(asked);
  if (level && *level < least) {
    throw Failure(FailureKind::kInput, "level-not-reached",
                  "the policy of the list of divisions asks for a higher level than " + asked,
                  "leave '--level' out, or mend 'level' in the policy");
  }
  if (level) return *level;
  throw Failure(FailureKind::kUsage, "bad-level", "'" + asked + "' is no level",
                "write B, T, LT or LTA");
}

}  // namespace

SigningDesk::SigningDesk(SignRules rules, std::optional<fs::path> certificate)
    : rules_(std::move(rules)), certificate_(std::move(certificate)) {
  check_together(rules_);
  if (rules_.invisible && !rules_.image.empty()) {
    throw Failure(FailureKind::kUsage, "invisible-image", "an invisible signature shows no image",
                  "leave '--image' or '--invisible' out");
  }
  list_ = division_list(rules_.divisions);
  listed_ = open_division_list(list_);
  division_ = &find_division(*listed_.divisions, rules_.division, list_);
  keys_ = rules_.keys ? *rules_.keys : list_.parent_path();
  level_ = level_of(rules_.level, listed_);
}

/// What is drawn beside the text: asked for, or the division's own.
std::shared_ptr<const letter::Picture> SigningDesk::image() const {
  fs::path file = rules_.image;
  if (file.empty() && !division_->image.empty()) file = keys_ / division_->image;
  if (file.empty()) return nullptr;
  try {
    return picture_of(file.string(), read_file(file), svg_converter());
  } catch (const Failure& failure) {
    Diagnostics diagnostics = failure.diagnostics();
    for (Diagnostic& diagnostic : diagnostics) {
      if (diagnostic.where.file.empty()) diagnostic.where.file = file.string();
    }
    throw Failure(failure.kind(), std::move(diagnostics));
  }
}

Appearances& SigningDesk::appearances() {
  if (!appearances_) appearances_.emplace(rules_.letterheads, image());
  return *appearances_;
}

pki::Credential SigningDesk::open_credential() {
  if (!certificate_) {
    return open_key(*division_, keys_, {rules_.passphrase_file, rules_.passphrase_variable},
                    tokens_);
  }
  return pki::credential_elsewhere(pki::certificates_of(read_file(*certificate_)),
                                   division_->choice, certificate_->string());
}

const pki::Credential& SigningDesk::credential(pki::UnixTime time) {
  closed_ = true;
  if (!credential_) credential_.emplace(open_credential());
  if (const auto refused = signing::refusal(*division_, credential_->certificate, time)) {
    throw Failure(FailureKind::kInput, Diagnostics{*refused});
  }
  closed_ = false;
  return *credential_;
}

const signing::TimeStamping* SigningDesk::time_stamping(pki::UnixTime time) {
  if (level_ == signing::Level::kB) return nullptr;
  // Anew for each: what was answered before goes out of date while many are signed.
  services_.emplace(listed_.services, rules_.services, keys_, time);
  time_stamping_ = services_->time_stamping();
  return &*time_stamping_;
}

/// The policy is for letters; in other PDFs the options alone say what is seen. A field without
/// width or height shows nothing (ISO 32000-1, 12.7.4.5).
bool SigningDesk::is_seen(const signing::FieldPlace& place, bool is_letter) const {
  const bool wanted = !rules_.invisible && (listed_.policy.visible || !is_letter);
  return wanted && place.width > Points(0) && place.height > Points(0);
}

std::shared_ptr<const pdf::FormObjects> SigningDesk::form(const pdf::Document& document,
                                                          const Asked& asked, bool is_letter) {
  ShownSignature shown{asked.request.time, rules_.reason, rules_.place, document.bytes(),
                       SeenIn::kLetter};
  if (!is_letter) {
    shown.in = signing::is_pdf_a_1(document) ? SeenIn::kForeignPdfA1 : SeenIn::kForeign;
  }
  return appearances().of(asked.place, shown);
}

SigningDesk::Asked SigningDesk::ask(const pdf::Document& document) {
  const std::vector<signing::PlaceState> places = signing::letter_places(document);
  const bool is_letter = !places.empty();
  Asked asked;
  asked.place = chosen_place(document, rules_, *division_, is_letter);
  signing::SignRequest& request = asked.request;
  request.certify = check_policy(listed_.policy, *division_, document, places, rules_.certify);
  request.time = now();
  request.reason = rules_.reason;
  request.location = rules_.place;
  request.time_stamping = time_stamping(request.time);
  const bool seen = is_seen(asked.place, is_letter);
  if (seen) appearances().expect(asked.place.language);
  request.credential = &credential(request.time);
  if (!is_letter && asked.place.signatory_name.empty()) {
    asked.place.signatory_name = request.credential->certificate.common_name();
  }
  if (seen) {
    appearances().name_field(asked.place);
    asked.form = form(document, asked, is_letter);
  }
  request.appearance = asked.form.get();
  signing::check_seed_value(document, asked.place, request);
  return asked;
}

Bytes SigningDesk::sign(ByteView pdf, const fs::path& file) {
  return sign(*open_pdf(pdf, file).document);
}

Bytes SigningDesk::sign(const pdf::Document& document) {
  const Asked asked = ask(document);
  Bytes output = signing::sign(document, asked.place, asked.request);
  // Nothing is given out before everything has been asked and answered.
  if (services_) output = services_->raise(std::move(output), level_);
  return output;
}

PreparedFile SigningDesk::prepare(ByteView pdf, const fs::path& file, std::size_t room) {
  const pdf::Opened opened = open_pdf(pdf, file);
  const Asked asked = ask(*opened.document);
  return {signing::prepare_signature(*opened.document, asked.place, asked.request, room),
          asked.request.time, asked.request.certify};
}

}  // namespace chancery::app
