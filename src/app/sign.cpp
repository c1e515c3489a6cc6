#include <algorithm>
#include <ctime>

#include "app/clock.h"
#include "app/commands.h"
#include "app/files.h"
#include "app/keys.h"
#include "app/open_pdf.h"
#include "app/services.h"
#include "app/stationery.h"
#include "layout/layout.h"
#include "pdf/write/write.h"
#include "signing/signing.h"

namespace chancery::app {
namespace {

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

layout::Page appearance(const signing::FieldPlace& place, pki::UnixTime time,
                        const std::optional<fs::path>& letterheads, const TypeShop& shop) {
  const letterhead::Letterhead letterhead = open_letterhead(place.letterhead, letterheads);
  const std::time_t seconds = time;
  std::tm parts{};
  ::gmtime_r(&seconds, &parts);
  const letter::Date date{parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday};
  layout::AppearanceText text;
  text.heading = letterhead.word(place.language, "signed-by");
  text.name = place.signatory_name;
  text.division = place.division;
  text.date = letterhead.date(place.language, date);
  text.language = place.language;
  return layout::lay_out_appearance(text, place.width, place.height, letterhead, shop.typesetter());
}

/// letter.pdf becomes letter.signed.pdf; a second signature replaces that, and keeps the first
/// revision inside.
fs::path default_output(const fs::path& input) {
  const fs::path stem = input.stem();
  if (stem.extension() == ".signed") return input;
  fs::path output = input;
  return output.replace_extension(".signed.pdf");
}

/// The certification that the signature makes, 0 for none. Throws why the division may not sign
/// now.
int check_policy(const signing::Policy& policy, const signing::Division& division,
                 const pdf::Document& document, int asked) {
  const std::vector<signing::PlaceState> places = signing::letter_places(document);
  const bool first =
      std::none_of(places.begin(), places.end(), [](const auto& place) { return place.is_signed; });
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

}  // namespace

Exit sign(const SignOptions& options) {
  const fs::path list = division_list(options.divisions);
  const signing::ReadDivisions listed = open_division_list(list);
  const signing::Division& division = find_division(*listed.divisions, options.division, list);

  const Bytes input = read_file(options.input);
  const pdf::Opened opened = open_pdf(input, options.input);
  const signing::FieldPlace place = signing::find_field(*opened.document, division.name);
  const int certify = check_policy(listed.policy, division, *opened.document, options.certify);

  const pki::UnixTime time = now();
  const fs::path keys = options.keys ? *options.keys : list.parent_path();
  const signing::Level level = level_of(options, listed);
  std::optional<ServiceDesk> desk;
  std::optional<signing::TimeStamping> time_stamping;
  if (level > signing::Level::kB) {
    desk.emplace(listed.services, options.services, keys, time);
    time_stamping = desk->time_stamping();
  }
  pki::Tokens tokens;
  const pki::Credential credential =
      open_key(division, keys, {options.passphrase_file, options.passphrase_variable}, tokens);
  if (const auto refused = signing::refusal(division, credential.certificate, time)) {
    throw Failure(FailureKind::kInput, Diagnostics{*refused});
  }

  const TypeShop shop;
  const pdf::FormObjects form = pdf::make_form(appearance(place, time, options.letterheads, shop));
  signing::SignRequest request;
  request.credential = &credential;
  request.time = time;
  request.reason = options.reason;
  request.location = options.place;
  request.appearance = &form;
  request.certify = certify;
  request.time_stamping = time_stamping ? &*time_stamping : nullptr;
  Bytes output = signing::sign(*opened.document, place, request);
  // Nothing is written before everything has been asked and answered.
  if (desk) output = desk->raise(std::move(output), level);
  const fs::path target = options.output ? *options.output : default_output(options.input);
  write_file(target, output);
  return Exit::kDone;
}

}  // namespace chancery::app
