#include <algorithm>
#include <ctime>

#include "app/clock.h"
#include "app/commands.h"
#include "app/files.h"
#include "app/folder_lock.h"
#include "app/keys.h"
#include "app/open_pdf.h"
#include "app/services.h"
#include "app/sign_job.h"
#include "app/sign_place.h"
#include "app/stationery.h"
#include "layout/layout.h"
#include "layout/words.h"
#include "pdf/write/write.h"
#include "signing/foreign_place.h"
#include "signing/seed_value.h"
#include "signing/signing.h"

namespace chancery::app {
namespace fs = std::filesystem;

const signing::Division& find_division(const std::vector<signing::Division>& divisions,
                                       const std::string& name, const fs::path& file) {
  const auto found = std::find_if(divisions.begin(), divisions.end(),
                                  [&](const auto& division) { return division.name == name; });
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

/// Names a new field too, in the words of the letterhead.
layout::Page appearance(signing::FieldPlace& place, pki::UnixTime time,
                        const std::optional<fs::path>& letterheads, const TypeShop& shop) {
  const letterhead::Letterhead letterhead = open_letterhead(place.letterhead, letterheads);
  const std::time_t seconds = time;
  std::tm parts{};
  ::gmtime_r(&seconds, &parts);
  const letter::Date date{parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday};
  if (place.fresh) {
    letter::Signatory signatory;
    signatory.name = place.signatory_name;
    signatory.division = place.division;
    place.fresh->tooltip = layout::signature_of(letterhead, place.language, signatory);
  }
  layout::AppearanceText text;
  text.heading = letterhead.word(place.language, "signed-by");
  text.name = place.signatory_name;
  text.division = place.division;
  text.date = letterhead.date(place.language, date);
  text.language = place.language;
  return layout::lay_out_appearance(text, place.width, place.height, letterhead, shop.typesetter());
}

}  // namespace

fs::path default_output(const fs::path& input) {
  const fs::path stem = input.stem();
  if (stem.extension() == ".signed") return input;
  fs::path output = input;
  return output.replace_extension(".signed.pdf");
}

namespace {

/// The certification that the signature makes, 0 for none. Throws why the division may not sign
/// now.
int check_policy(const signing::Policy& policy, const signing::Division& division,
                 const pdf::Document& document, int asked) {
  const std::vector<signing::PlaceState> places = signing::letter_places(document);
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
signing::Level level_of(const SignOptions& options, const signing::ReadDivisions& listed) {
  const signing::Level least = listed.policy.level.value_or(signing::Level::kB);
  if (options.level.empty()) return std::max(listed.services.level, least);
  const auto level = signing::level_named(options.level);
  if (level && *level < least) {
    throw Failure(
        FailureKind::kInput, "level-not-reached",
        "the policy of the list of divisions asks for a higher level than " + options.level,
        "leave '--level' out, or mend 'level' in the policy");
  }
  if (level) return *level;
  throw Failure(FailureKind::kUsage, "bad-level", "'" + options.level + "' is no level",
                "write B, T, LT or LTA");
}

/// Somebody may have signed the file in place meanwhile: that signature must not be lost.
void check_in_place(const fs::path& input, const fs::path& target, ByteView before) {
  std::error_code error;
  if (!fs::equivalent(input, target, error) || error) return;
  const std::optional<Bytes> now_there = read_file_if_there(target);
  if (now_there && std::ranges::equal(*now_there, before)) return;
  throw Failure(FailureKind::kInput, "input-changed",
                target.string() + " was changed while it was being signed",
                "sign it again, as it is now");
}

}  // namespace

SignJob::SignJob(const SignOptions& asked)
    : options(asked),
      list(division_list(asked.divisions)),
      listed(open_division_list(list)),
      division(find_division(*listed.divisions, asked.division, list)),
      input(read_file(asked.input)),
      opened(open_pdf(input, asked.input)),
      place(chosen_place(*opened.document, input, asked.where, division)),
      certify(check_policy(listed.policy, division, *opened.document, asked.certify)),
      time(now()),
      keys(asked.keys ? *asked.keys : list.parent_path()),
      level(level_of(asked, listed)) {
  if (level == signing::Level::kB) return;
  desk.emplace(listed.services, asked.services, keys, time);
  time_stamping = desk->time_stamping();
}

void SignJob::check(const pki::Credential& credential) const {
  if (const auto refused = signing::refusal(division, credential.certificate, time)) {
    throw Failure(FailureKind::kInput, Diagnostics{*refused});
  }
}

std::optional<pdf::FormObjects> SignJob::set_appearance(const pki::Credential& credential) {
  const bool is_letter = !options.where.any();
  if (!is_letter && place.signatory_name.empty()) {
    place.signatory_name = credential.certificate.common_name();
  }
  // A field without width or height shows nothing (ISO 32000-1, 12.7.4.5).
  if (!(place.width > Points(0)) || !(place.height > Points(0))) return std::nullopt;
  const TypeShop shop;
  const bool is_pdf_a_1 = !is_letter && signing::is_pdf_a_1(*opened.document);
  pdf::FormObjects form = pdf::make_form(appearance(place, time, options.letterheads, shop),
                                         is_pdf_a_1 ? pdf::CidSets::kYes : pdf::CidSets::kNo);
  return is_letter ? std::move(form) : signing::fitted(std::move(form), place);
}

signing::SignRequest SignJob::request(const pki::Credential& credential,
                                      const std::optional<pdf::FormObjects>& form) const {
  signing::SignRequest request;
  request.credential = &credential;
  request.time = time;
  request.reason = options.reason;
  request.location = options.place;
  request.appearance = form ? &*form : nullptr;
  request.certify = certify;
  request.time_stamping = time_stamping ? &*time_stamping : nullptr;
  signing::check_seed_value(*opened.document, place, request);
  return request;
}

Exit sign(const SignOptions& options) {
  SignJob job(options);
  pki::Tokens tokens;
  const pki::Credential credential = open_key(
      job.division, job.keys, {options.passphrase_file, options.passphrase_variable}, tokens);
  job.check(credential);
  const std::optional<pdf::FormObjects> form = job.set_appearance(credential);
  Bytes output = signing::sign(*job.opened.document, job.place, job.request(credential, form));
  // Nothing is written before everything has been asked and answered.
  if (job.desk) output = job.desk->raise(std::move(output), job.level);
  const fs::path target = options.output ? *options.output : default_output(options.input);
  const FolderLock lock(target);
  check_in_place(options.input, target, job.input);
  write_file(target, output);
  return Exit::kDone;
}

}  // namespace chancery::app
