// The command line: which command, with which options. What each does is in its own file.
#include <malloc.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <exception>
#include <new>
#include <string>
#include <string_view>
#include <vector>

#include "app/commands.h"
#include "app/console.h"
#include "app/options.h"

namespace {

namespace app = chancery::app;

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
  // Options take a part of every start: commands that have many get theirs when they are asked for.
  const auto is_asked = [&](std::string_view command) { return argc > 1 && command == argv[1]; };

  app::TypesetOptions typeset;
  auto* typeset_command = program.add_subcommand("typeset", "set a letter as a PDF");
  typeset_command->add_option("LETTER", typeset.letter, "letter.md or letter.json")->required();
  typeset_command->add_option("-o,--output", typeset.output,
                              "the PDF (default: LETTER's name, .pdf)");
  typeset_command->add_option("--letterheads", typeset.letterheads, "folder of letterheads");
  std::vector<CLI::Option*> print_options;
  if (is_asked("typeset")) {
    print_options = app::add_profile(*typeset_command, typeset);
    app::add_signing(*typeset_command, typeset.sign);
  }
  typeset_command->add_flag("--attach-artwork", typeset.attach_artwork,
                            "the letterhead's files inside the PDF too");
  app::add_format(*typeset_command, typeset.format, asked);
  typeset_command->callback([&] {
    app::check_profile(typeset, print_options);
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
  app::add_format(*check_command, check.format, asked);
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
  app::add_format(*inspect_command, inspect.format, asked);
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
  app::add_format(*draft_command, draft.format, asked);
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
  app::add_format(*preview_command, preview.format, asked);
  preview_command->callback([&] { exit = app::preview(preview); });

  app::SignOptions sign;
  auto* sign_command = program.add_subcommand("sign", "sign PDFs for a division");
  sign_command->add_option("PDF", sign.inputs, "letters to sign, or any PDFs");
  sign_command->add_option("--division", sign.rules.division, "who signs");
  sign_command->add_option("-o,--output", sign.output,
                           "the signed PDF, or the folder for several (default: NAME.signed.pdf)");
  sign_command->add_option("--letterheads", sign.rules.letterheads, "folder of letterheads");
  if (is_asked("sign")) {
    app::add_rules(*sign_command, sign.rules);
    app::add_place(*sign_command, sign.rules.where);
    app::add_external(*sign_command, sign.external);
  }
  app::add_format(*sign_command, sign.format, asked);
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
  if (is_asked("renew")) app::add_services(*renew_command, renew.services);
  renew_command->callback([&] { exit = app::renew(renew); });

  app::VerifyOptions verify;
  auto* verify_command = program.add_subcommand(
      "verify", "say who signed a PDF, what they signed, what changed since");
  verify_command->add_option("PDF", verify.files, "files to verify")->required();
  verify_command->add_option("--at", verify.at,
                             "validation time, as 2026-11-24T10:00:00Z (default: now)");
  if (is_asked("verify")) {
    app::add_trust(*verify_command, verify.trust);
    app::add_divisions(*verify_command, verify.divisions);
    app::add_report_options(*verify_command, verify, asked);
  }
  verify_command->add_flag("--online", verify.online,
                           "ask the addresses that certificates name whether they are revoked");
  verify_command->add_option("--pictures", verify.pictures,
                             "folder for pictures of the pages as signed and as they are now");
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
  app::add_format(*letterheads_command, letterheads.format, asked);
  letterheads_command->callback([&] { exit = app::letterheads(letterheads); });

  app::DivisionsOptions divisions;
  auto* divisions_command =
      program.add_subcommand("divisions", "list the divisions and their certificates");
  divisions_command->add_option("--divisions", divisions.divisions,
                                "the list of divisions (default: certs/divisions.yaml)");
  divisions_command->add_option("--keys", divisions.keys,
                                "folder of the keys (default: beside the list)");
  app::add_format(*divisions_command, divisions.format, asked);
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
  app::add_format(*divisions_check, divisions.format, asked);
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
