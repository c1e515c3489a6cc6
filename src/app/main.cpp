// The command line: which command, with which options. What each does is in its own file.
#include <malloc.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <exception>
#include <map>
#include <new>
#include <string>
#include <vector>

#include "app/commands.h"
#include "app/console.h"

namespace {

namespace app = chancery::app;

/// `asked` is what the user wants to hear anything in, a failure too.
void add_format(CLI::App& command, app::Format& format, app::Format& asked) {
  command
      .add_option_function<std::string>(
          "--format",
          [&format, &asked](const std::string& name) {
            format = name == "json" ? app::Format::kJson : app::Format::kText;
            asked = format;
          },
          "how to report: text or json")
      ->check(CLI::IsMember({"text", "json"}));
}

void add_report_options(CLI::App& command, app::VerifyOptions& verify, app::Format& asked) {
  const std::map<std::string, app::ReportFormat> formats{{"text", app::ReportFormat::kText},
                                                         {"json", app::ReportFormat::kJson},
                                                         {"html", app::ReportFormat::kHtml},
                                                         {"xml", app::ReportFormat::kXml}};
  command
      .add_option_function<std::string>(
          "--format",
          [&verify, &asked, formats](const std::string& name) {
            verify.format = formats.at(name);
            asked = name == "json" ? app::Format::kJson : app::Format::kText;
          },
          "how to report: text, json, html, or xml (ETSI TS 119 102-2)")
      ->check(CLI::IsMember({"text", "json", "html", "xml"}));
  command.add_option("--language", verify.language,
                     "of text and html: en (default), fr, ru, zh, or another in reports/");
  command.add_flag("--reproduce", verify.reproduce,
                   "typeset the letter again from the source inside it, and compare");
  command.add_option("--letterheads", verify.letterheads, "folder of letterheads, to reproduce");
  command.add_option("-o,--output", verify.output, "file for the report (default: the terminal)");
}

void add_services(CLI::App& command, app::ServiceOptions& services) {
  constexpr int kLongestTimeoutSeconds = 600;
  constexpr int kMostTries = 10;
  // PDFs may follow: each of these options takes one value at a time.
  command
      .add_option("--tsa", services.time_stamping,
                  "address of a time-stamping service; of several, the next is asked when one "
                  "fails (default: those of the list)")
      ->allow_extra_args(false);
  command.add_option("--tsa-policy", services.policy, "policy that its time-stamps must be under");
  command.add_option("--tsa-user", services.user, "name that the service asks for");
  command.add_option("--tsa-password-file", services.password_file,
                     "file whose first line is the password");
  command.add_option("--tsa-password-env", services.password_variable,
                     "environment variable that holds the password");
  command.add_option("--tsa-certificate", services.client_certificate,
                     "PEM certificate to be known by (TLS)");
  command.add_option("--tsa-key", services.client_key, "its key");
  command.add_option("--tsa-authorities", services.authorities,
                     "PEM certificates to know the service by (default: the system's)");
  command
      .add_option("--certificates", services.certificates, "a file with certificates of issuers")
      ->allow_extra_args(false);
  command
      .add_option("--revocation-lists", services.revocation_lists, "a file with revocation lists")
      ->allow_extra_args(false);
  command.add_option("--proxy", services.proxy,
                     "address of the proxy, or none (default: http_proxy, https_proxy, no_proxy)");
  command
      .add_option("--timeout", services.timeout_seconds,
                  "seconds that a service may take (default: 30)")
      ->check(CLI::Range(1, kLongestTimeoutSeconds));
  command.add_option("--tries", services.tries, "how often a service is asked (default: 3)")
      ->check(CLI::Range(1, kMostTries));
}

/// Each may be given several times, with one value.
void add_trust(CLI::App& command, app::TrustOptions& trust) {
  command.add_option("--trust", trust.anchors,
                     "folder of certificates that you trust, a file of them (PEM, DER), or a "
                     "trusted list (XML)");
  const auto add = [&](const char* name, auto& values, const char* text) {
    command.add_option(name, values, text)->allow_extra_args(false);
  };
  add("--certs", trust.certificates, "file of certificates of authorities between (PEM, DER)");
  add("--crl", trust.revocation_lists, "file of revocation lists (PEM, DER)");
  add("--ocsp", trust.ocsp_responses, "file with an OCSP response (DER)");
  add("--certificate-policy", trust.policies,
      "policy of which signers' certificates must have one, as 1.3.6.1.4.1.99999.1");
  command.add_flag("--require-revocation", trust.require_revocation,
                   "undecided unless it is known that no certificate was revoked");
}

void add_divisions(CLI::App& command, app::RequiredDivisions& divisions) {
  command.add_option("--divisions", divisions.list,
                     "your list of divisions, with the policy for letters");
  command.add_option("--require", divisions.divisions, "a division that must have signed")
      ->allow_extra_args(false);
  command.add_flag("--complete", divisions.every_place,
                   "every place that the letter has for a signature must be signed");
}

/// How PDFs are signed.
void add_rules(CLI::App& command, app::SignRules& rules) {
  command.add_option("--divisions", rules.divisions,
                     "the list of divisions (default: certs/divisions.yaml)");
  command.add_option("--keys", rules.keys, "folder of the keys (default: beside the list)");
  command.add_option("--passphrase-file", rules.passphrase_file,
                     "file whose first line is the key's passphrase");
  command.add_option("--passphrase-env", rules.passphrase_variable,
                     "environment variable that holds the passphrase");
  command.add_option("--reason", rules.reason, "why it is signed");
  command.add_option("--place", rules.place, "where it is signed");
  command.add_option("--image", rules.image,
                     "hand-written signature or seal to show: SVG, PDF, PNG or JPEG");
  command.add_flag("--invisible", rules.invisible,
                   "show nothing: in a letter at its place, in another PDF in a field that nobody "
                   "sees");
  command
      .add_option("--certify", rules.certify,
                  "certify, as the first to sign: 1 permits nothing after, 2 signing, 3 notes too")
      ->check(CLI::Range(1, 3));
  command.add_option("--level", rules.level,
                     "B, T (time-stamped), LT (with evidence) or LTA (that stamped too)");
  add_services(command, rules.services);
}

/// The same for a command that need not sign.
void add_signing(CLI::App& command, app::SignRules& rules) {
  auto* division = command.add_option("--sign", rules.division,
                                      "sign it for this division before it is written");
  const std::size_t before = command.get_options().size();
  add_rules(command, rules);
  const std::vector<CLI::Option*> options = command.get_options();
  for (std::size_t i = before; i < options.size(); ++i) options[i]->needs(division);
}

/// Gives the options that only the print copy has.
std::vector<CLI::Option*> add_profile(CLI::App& command, app::TypesetOptions& typeset) {
  command
      .add_option_function<std::string>(
          "--profile",
          [&typeset](const std::string& name) {
            typeset.profile = name == "print" ? app::Profile::kPrint : app::Profile::kArchive;
          },
          "what the PDF is for: archive (default), or print, PDF/X-4 for a press")
      ->check(CLI::IsMember({"archive", "print"}));
  constexpr int kLeastInk = 100;
  constexpr int kMostInk = 400;
  app::PrintOptions& print = typeset.print;
  return {command.add_option("--output-condition", print.output_condition,
                             "press and paper: fogra39, gracol2006, or an ICC profile's file"),
          command.add_option("--bleed", print.bleed, "beyond the trim edge (default: 3mm)"),
          command.add_flag("--marks", print.marks, "crop and registration marks, colour bar"),
          command.add_flag("--duplex", print.duplex,
                           "both sides of a sheet, the letterhead's reverse sides too"),
          command.add_flag("--blank-reverse", print.blank_reverse, "a sheet for every page"),
          command.add_option("--imposition", print.imposition, "2up: two pages on a sheet")
              ->check(CLI::IsMember({"2up"})),
          command
              .add_option("--ink-limit", print.ink_limit,
                          "of a colour's inks together, in per cent (default: 300)")
              ->check(CLI::Range(kLeastInk, kMostInk))};
}

/// Throws CLI::RequiresError for an option that would do nothing.
void check_profile(const app::TypesetOptions& typeset, const std::vector<CLI::Option*>& print) {
  if (typeset.profile == app::Profile::kPrint) {
    if (!typeset.sign.division.empty()) throw CLI::ExcludesError("--sign", "--profile print");
    return;
  }
  for (const CLI::Option* option : print) {
    if (option->count() > 0) throw CLI::RequiresError(option->get_name(), "--profile print");
  }
}

void add_place(CLI::App& command, app::PlaceOptions& place) {
  constexpr int kMostPages = 100000;
  command.add_option("--field", place.field, "an empty signature field of the PDF to sign in");
  command.add_option("--page", place.page, "page of --rect or --anchor, from 1")
      ->check(CLI::Range(1, kMostPages));
  command.add_option("--rect", place.rectangle,
                     "where on the page, from its lower left corner: left,bottom,right,top in "
                     "points, or with units as 20mm");
  command.add_option("--anchor", place.anchor, "text of the PDF to sign beside");
  command.add_option("--size", place.size, "width,height beside an anchor (default: 180,54)");
  command.add_option("--offset", place.offset, "how far from there: right,up (default: 0,0)");
  command.add_option("--letterhead", place.letterhead,
                     "whose type a signature is set in that is not in a letter (default: "
                     "division-letters)");
  command.add_option("--language", place.language,
                     "of its words, as en or pt-BR (default: the PDF's)");
}

void add_external(CLI::App& command, app::ExternalOptions& external) {
  constexpr int kMostRoomBytes = 1 << 20;
  auto* prepare = command.add_flag("--prepare", external.prepare,
                                   "write what is to be signed elsewhere, and a session");
  command
      .add_option("--certificate", external.certificate,
                  "of the key elsewhere, with those above it: PEM or DER")
      ->needs(prepare);
  prepare->needs("--certificate");
  command
      .add_option("--session", external.session,
                  "the session's file (default: the signed PDF's name, .session.json)")
      ->needs(prepare);
  command
      .add_option("--room", external.room,
                  "bytes that a whole CMS may be larger than what is made here")
      ->check(CLI::Range(0, kMostRoomBytes))
      ->needs(prepare);
  auto* complete = command.add_option("--complete", external.complete,
                                      "the session whose signature has come back");
  complete->excludes(prepare);
  auto* signature =
      command.add_option("--signature", external.signature, "the signature value that came back");
  auto* cms = command.add_option("--cms", external.cms, "the whole CMS that came back, DER or PEM");
  signature->needs(complete)->excludes(cms);
  cms->needs(complete);
}

app::Exit sign_or_throw(const CLI::App& command, const app::SignOptions& sign) {
  const bool completes = sign.external.complete.has_value();
  if (completes) {
    if (!sign.external.signature && !sign.external.cms) {
      throw CLI::RequiredError("--signature or --cms");
    }
    // Everything else was said when it was prepared.
    for (const char* other :
         {"PDF", "--division", "--certify", "--level", "--field", "--page", "--rect", "--anchor",
          "--invisible", "--image", "--reason", "--place"}) {
      if (command.count(other) > 0) throw CLI::ExcludesError("--complete", other);
    }
    return app::complete_signature(sign);
  }
  if (sign.inputs.empty()) throw CLI::RequiredError("PDF");
  if (sign.rules.division.empty()) throw CLI::RequiredError("--division");
  if (sign.inputs.size() > 1 && sign.external.session) {
    throw CLI::ExcludesError("--session", "several PDFs");
  }
  return sign.external.prepare ? app::prepare_signature(sign) : app::sign(sign);
}

int status(app::Exit exit) {
  return static_cast<int>(exit);
}

int run(int argc, char** argv, app::Format& asked) {
  CLI::App program{
      "Typesets letters on an organisation's letterhead, lets divisions sign them, and "
      "verifies signed PDFs.",
      "chancery"};
  program.set_version_flag("--version", "chancery " CHANCERY_VERSION);
  program.require_subcommand(1);
  program.failure_message(CLI::FailureMessage::help);

  app::Exit exit = app::Exit::kDone;

  app::TypesetOptions typeset;
  auto* typeset_command = program.add_subcommand("typeset", "set a letter as a PDF");
  typeset_command->add_option("LETTER", typeset.letter, "letter.md or letter.json")->required();
  typeset_command->add_option("-o,--output", typeset.output,
                              "the PDF (default: LETTER's name, .pdf)");
  typeset_command->add_option("--letterheads", typeset.letterheads, "folder of letterheads");
  const std::vector<CLI::Option*> print_options = add_profile(*typeset_command, typeset);
  add_signing(*typeset_command, typeset.sign);
  typeset_command->add_flag("--attach-artwork", typeset.attach_artwork,
                            "the letterhead's files inside the PDF too");
  add_format(*typeset_command, typeset.format, asked);
  typeset_command->callback([&] {
    check_profile(typeset, print_options);
    typeset.sign.letterheads = typeset.letterheads;
    exit = app::typeset(typeset);
  });

  app::CheckOptions check;
  auto* check_command =
      program.add_subcommand("check", "say everything that is wrong with letters");
  check_command->add_option("LETTER", check.letters, "letters to check")->required();
  check_command->add_flag("--typography", check.typography,
                          "also rivers, stacked hyphens, loose and tight lines, runts");
  check_command->add_option("--letterheads", check.letterheads, "folder of letterheads");
  add_format(*check_command, check.format, asked);
  check_command->callback([&] { exit = app::check(check); });

  app::InspectOptions inspect;
  auto* inspect_command = program.add_subcommand("inspect", "show a letter in another form");
  auto* inspect_what = inspect_command->add_option_group("form");
  const auto add_form = [&](const char* name, app::InspectOptions::What what, const char* help) {
    return inspect_what->add_flag_callback(
        name, [&inspect, what] { inspect.what = what; }, help);
  };
  auto* canonical =
      add_form("--canonical", app::InspectOptions::What::kCanonical, "as canonical JSON");
  auto* markdown = add_form("--markdown", app::InspectOptions::What::kMarkdown, "as Markdown");
  auto* schema = add_form("--schema", app::InspectOptions::What::kSchema,
                          "the JSON Schema of letters, instead of a letter");
  auto* inputs = add_form("--inputs", app::InspectOptions::What::kInputs,
                          "digests of everything that its PDF is made from, as JSON");
  inspect_what->require_option(1);
  auto* inspected =
      inspect_command->add_option("LETTER", inspect.letter, "letter.md or letter.json");
  canonical->needs(inspected);
  markdown->needs(inspected);
  inputs->needs(inspected);
  schema->excludes(inspected);
  inspect_command->add_option("--letterheads", inspect.letterheads, "folder of letterheads");
  inspect_command->add_flag("--without-bcc", inspect.without_bcc, "leave the blind copies out");
  add_format(*inspect_command, inspect.format, asked);
  inspect_command->callback([&] { exit = app::inspect(inspect); });

  app::ExtractOptions extract;
  auto* extract_command =
      program.add_subcommand("extract", "save the files inside a PDF: the letter's source");
  extract_command->add_option("PDF", extract.input, "the file")->required();
  extract_command->add_option("-o,--output", extract.output,
                              "folder to save them in (default: PDF's name, .files)");
  extract_command->add_flag("--force", extract.force, "write over files that are there");
  extract_command->callback([&] { exit = app::extract(extract); });

  app::DraftOptions draft;
  auto* draft_command =
      program.add_subcommand("draft", "make a letter file of a letter as it was found");
  draft_command->add_option("FILE", draft.input, "letter.txt, letter.html or letter.docx")
      ->required();
  draft_command->add_option("-o,--output", draft.output,
                            "the letter file (default: FILE's name, .md)");
  draft_command->add_option("--letterhead", draft.letterhead,
                            "its letterhead (default: division-letters)");
  draft_command->add_option("--language", draft.language,
                            "its language, as en or pt-BR (default: as its text tells)");
  draft_command->add_flag("--force", draft.force, "write over a file that is there");
  add_format(*draft_command, draft.format, asked);
  draft_command->callback([&] { exit = app::draft(draft); });

  app::PreviewOptions preview;
  auto* preview_command = program.add_subcommand("preview", "write a letter's pages as pictures");
  preview_command->add_option("LETTER", preview.letter, "letter.md or letter.json")->required();
  preview_command->add_option("-o,--output", preview.output,
                              "folder of the pages (default: LETTER's name, .preview)");
  preview_command->add_option("--dpi", preview.dpi, "dots per inch (default: 110)")
      ->check(CLI::Range(10, 1200));
  preview_command->add_flag("--watch", preview.watch,
                            "set the letter again whenever it or its letterhead is saved");
  preview_command->add_option("--letterheads", preview.letterheads, "folder of letterheads");
  add_format(*preview_command, preview.format, asked);
  preview_command->callback([&] { exit = app::preview(preview); });

  app::SignOptions sign;
  auto* sign_command = program.add_subcommand("sign", "sign PDFs for a division");
  sign_command->add_option("PDF", sign.inputs, "letters to sign, or any PDFs");
  sign_command->add_option("--division", sign.rules.division, "who signs");
  sign_command->add_option("-o,--output", sign.output,
                           "the signed PDF, or the folder for several (default: NAME.signed.pdf)");
  sign_command->add_option("--letterheads", sign.rules.letterheads, "folder of letterheads");
  add_rules(*sign_command, sign.rules);
  add_place(*sign_command, sign.rules.where);
  add_external(*sign_command, sign.external);
  add_format(*sign_command, sign.format, asked);
  sign_command->callback([&] { exit = sign_or_throw(*sign_command, sign); });

  app::RenewOptions renew;
  auto* renew_command = program.add_subcommand(
      "renew", "keep signatures good: add missing evidence and a document time-stamp");
  renew_command->add_option("PDF", renew.input, "the signed PDF")->required();
  renew_command->add_option("-o,--output", renew.output, "the renewed PDF (default: in place)");
  renew_command->add_option("--divisions", renew.divisions,
                            "the list of divisions (default: certs/divisions.yaml)");
  renew_command->add_option("--keys", renew.keys,
                            "folder of the files that the list names (default: beside the list)");
  add_services(*renew_command, renew.services);
  renew_command->callback([&] { exit = app::renew(renew); });

  app::VerifyOptions verify;
  auto* verify_command = program.add_subcommand(
      "verify", "say who signed a PDF, what they signed, what changed since");
  verify_command->add_option("PDF", verify.files, "files to verify")->required();
  verify_command->add_option("--at", verify.at,
                             "validation time, as 2026-11-24T10:00:00Z (default: now)");
  add_trust(*verify_command, verify.trust);
  verify_command->add_flag("--online", verify.online,
                           "ask the addresses that certificates name whether they are revoked");
  add_divisions(*verify_command, verify.divisions);
  verify_command->add_option("--pictures", verify.pictures,
                             "folder for pictures of the pages as signed and as they are now");
  add_report_options(*verify_command, verify, asked);
  verify_command->callback([&] { exit = app::verify(verify); });

  app::FontsOptions fonts;
  auto* fonts_command = program.add_subcommand("fonts", "list the font catalogue");
  fonts_command->add_flag("--check", fonts.check_digests,
                          "compare the installed files with the recorded digests");
  fonts_command->callback([&] { exit = app::fonts(fonts); });

  app::LetterheadsOptions letterheads;
  auto* letterheads_command =
      program.add_subcommand("letterheads", "list the letterheads and what is wrong with them");
  letterheads_command->add_option("--letterheads", letterheads.letterheads,
                                  "folder of letterheads");
  add_format(*letterheads_command, letterheads.format, asked);
  letterheads_command->callback([&] { exit = app::letterheads(letterheads); });

  app::DivisionsOptions divisions;
  auto* divisions_command =
      program.add_subcommand("divisions", "list the divisions and their certificates");
  divisions_command->add_option("--divisions", divisions.divisions,
                                "the list of divisions (default: certs/divisions.yaml)");
  divisions_command->add_option("--keys", divisions.keys,
                                "folder of the keys (default: beside the list)");
  add_format(*divisions_command, divisions.format, asked);
  auto* divisions_check = divisions_command->add_subcommand(
      "check", "try every key with a signature, and tell which certificates expire soon");
  divisions_check->add_option("--divisions", divisions.divisions,
                              "the list of divisions (default: certs/divisions.yaml)");
  divisions_check->add_option("--keys", divisions.keys,
                              "folder of the keys (default: beside the list)");
  divisions_check->add_option("--days", divisions.days, "how soon is soon (default: 30)")
      ->check(CLI::Range(0, 36500));
  divisions_check->add_option("--passphrase-file", divisions.passphrase_file,
                              "file whose first line is the keys' passphrase or PIN");
  divisions_check->add_option("--passphrase-env", divisions.passphrase_variable,
                              "environment variable that holds it");
  add_format(*divisions_check, divisions.format, asked);
  divisions_check->callback([&] { divisions.check = true; });
  divisions_command->callback([&] { exit = app::divisions(divisions); });

  try {
    program.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return program.exit(error) == 0 ? status(app::Exit::kDone) : status(app::Exit::kUsage);
  }
  return status(exit);
}

/// The heap of a thread else grows page by page, each a call of the system that holds up the
/// others.
void take_memory_in_large_steps() {
  constexpr int kStep = 1 << 21;
  // Setting one of these stops the library from adapting the others, so all are set.
  ::mallopt(M_TOP_PAD, kStep);
  ::mallopt(M_TRIM_THRESHOLD, 8 * kStep);
  ::mallopt(M_MMAP_THRESHOLD, 2 * kStep);
}

}  // namespace

int main(int argc, char** argv) {
  take_memory_in_large_steps();
  app::Format asked = app::Format::kText;
  try {
    const int result = run(argc, argv, asked);
    if (std::fflush(stdout) != 0) {
      asked = app::Format::kText;  // on stderr
      throw chancery::Failure(chancery::FailureKind::kSystem, "cannot-write",
                              "the answer could not be written to standard output",
                              "check the disk or the program that reads it");
    }
    return result;
  } catch (const chancery::Failure& failure) {
    app::show(failure.diagnostics(), asked);
    return status(app::exit_of(failure.kind()));
  } catch (const std::bad_alloc&) {
    std::fputs("error[out-of-memory]: memory ran out — close other programs and try again\n",
               stderr);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "error[internal]: %s — please report this with the input\n", error.what());
  }
  return status(app::Exit::kSystem);
}
