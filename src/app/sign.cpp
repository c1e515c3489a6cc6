#include <algorithm>
#include <ctime>

#include "app/clock.h"
#include "app/commands.h"
#include "app/files.h"
#include "app/keys.h"
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

[[noreturn]] void unreadable(const pdf::ReadProblem& problem, const fs::path& file) {
  const std::string detail = problem.detail.empty() ? "" : ": " + problem.detail;
  switch (problem.reason) {
    case pdf::Unreadable::kNotAPdf:
      throw Failure(FailureKind::kInput, "not-a-pdf", file.string() + " is not a PDF file",
                    "give the PDF that typeset wrote");
    case pdf::Unreadable::kEncrypted:
      throw Failure(FailureKind::kInput, "encrypted-pdf", file.string() + " is encrypted",
                    "remove the encryption first; an encrypted letter cannot be signed here");
    case pdf::Unreadable::kTooLarge:
      throw Failure(FailureKind::kInput, "too-large", file.string() + " exceeds a limit" + detail,
                    "give a smaller file");
    case pdf::Unreadable::kNoStartxref:
    case pdf::Unreadable::kDamaged:
      break;
  }
  throw Failure(FailureKind::kInput, "damaged-pdf", file.string() + " is damaged" + detail,
                "get the file again; repairing it would change what is signed");
}

/// letter.pdf becomes letter.signed.pdf; a second signature replaces that, and keeps the first
/// revision inside.
fs::path default_output(const fs::path& input) {
  const fs::path stem = input.stem();
  if (stem.extension() == ".signed") return input;
  fs::path output = input;
  return output.replace_extension(".signed.pdf");
}

void check_policy(const signing::Policy& policy, const signing::Division& division,
                  const pdf::Document& document) {
  if (const auto refused =
          signing::refusal(policy, division.name, signing::letter_places(document), 0)) {
    throw Failure(FailureKind::kInput, Diagnostics{*refused});
  }
  if (policy.level && *policy.level > signing::Level::kB) {
    throw Failure(FailureKind::kInput, "level-not-reached",
                  "the policy asks for level " + signing::level_name(*policy.level) +
                      ", and this signature would have B-B",
                  "sign with a time-stamping service, or mend 'level' in the policy");
  }
}

}  // namespace

Exit sign(const SignOptions& options) {
  const fs::path list = division_list(options.divisions);
  const DivisionList known = open_divisions(list);
  const signing::Division& division = find_division(known.divisions, options.division, list);

  const Bytes input = read_file(options.input);
  const pdf::Opened opened = pdf::open_document(input);
  if (!opened.document) unreadable(*opened.problem, options.input);
  const signing::FieldPlace place = signing::find_field(*opened.document, division.name);
  check_policy(known.policy, division, *opened.document);

  const pki::UnixTime time = now();
  pki::Tokens tokens;
  const pki::Credential credential =
      open_key(division, options.keys ? *options.keys : list.parent_path(),
               {options.passphrase_file, options.passphrase_variable}, tokens);
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
  const Bytes output = signing::sign(*opened.document, place, request);
  const fs::path target = options.output ? *options.output : default_output(options.input);
  write_file(target, output);
  return Exit::kDone;
}

}  // namespace chancery::app
