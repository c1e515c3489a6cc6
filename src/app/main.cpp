// The command line: which command, with which options. What each does is in its own file.
#include <malloc.h>

#include <CLI/CLI.hpp>
#include <array>
#include <cstdio>
#include <exception>
#include <memory>
#include <new>
#include <string>
#include <string_view>
#include <vector>

#include "app/command_table.h"
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
    return app::commands().complete_signature(sign);
  }
  if (sign.inputs.empty()) throw CLI::RequiredError("PDF");
  if (sign.rules.division.empty()) throw CLI::RequiredError("--division");
  if (sign.inputs.size() > 1 && sign.external.session) {
    throw CLI::ExcludesError("--session", "several PDFs");
  }
  return sign.external.prepare ? app::commands().prepare_signature(sign)
                               : app::commands().sign(sign);
}

int status(app::Exit exit) {
  return static_cast<int>(exit);
}

/// What a command's options are put into, and what becomes of it. `asked` is what the user wants to
/// hear anything in, a failure too.
struct Running {
  app::Format asked = app::Format::kText;
  app::Exit exit = app::Exit::kDone;
};

// Options live as long as the callback that holds them.

void add_typeset(CLI::App& command, Running& running) {
  const auto typeset = std::make_shared<app::TypesetOptions>();
  command.add_option("LETTER", typeset->letter, "letter.md or letter.json")->required();
  command.add_option("-o,--output", typeset->output, "the PDF (default: LETTER's name, .pdf)");
  command.add_option("--letterheads", typeset->letterheads, "folder of letterheads");
  const std::vector<CLI::Option*> print_options = app::add_profile(command, *typeset);
  app::add_signing(command, typeset->sign);
  command.add_flag("--attach-artwork", typeset->attach_artwork,
                   "the letterhead's files inside the PDF too");
  app::add_format(command, typeset->format, running.asked);
  command.callback([typeset, print_options, &running] {
    app::check_profile(*typeset, print_options);
    typeset->sign.letterheads = typeset->letterheads;
    running.exit = app::commands().typeset(*typeset);
  });
}

void add_check(CLI::App& command, Running& running) {
  const auto check = std::make_shared<app::CheckOptions>();
  command.add_option("LETTER", check->letters, "letters to check")->required();
  command.add_flag("--typography", check->typography,
                   "also rivers, stacked hyphens, loose and tight lines, runts");
  command.add_option("--letterheads", check->letterheads, "folder of letterheads");
  app::add_format(command, check->format, running.asked);
  command.callback([check, &running] { running.exit = app::commands().check(*check); });
}

void add_inspect(CLI::App& command, Running& running) {
  using What = app::InspectOptions::What;
  const auto inspect = std::make_shared<app::InspectOptions>();
  auto* form = command.add_option_group("form");
  const auto add_form = [&](const char* name, What what, const char* help) {
    return form->add_flag_callback(
        name, [inspect, what] { inspect->what = what; }, help);
  };
  auto* canonical = add_form("--canonical", What::kCanonical, "as canonical JSON");
  auto* markdown = add_form("--markdown", What::kMarkdown, "as Markdown");
  auto* schema =
      add_form("--schema", What::kSchema, "the JSON Schema of letters, instead of a letter");
  auto* inputs = add_form("--inputs", What::kInputs,
                          "digests of everything that its PDF is made from, as JSON");
  form->require_option(1);
  auto* letter = command.add_option("LETTER", inspect->letter, "letter.md or letter.json");
  canonical->needs(letter);
  markdown->needs(letter);
  inputs->needs(letter);
  schema->excludes(letter);
  command.add_option("--letterheads", inspect->letterheads, "folder of letterheads");
  command.add_flag("--without-bcc", inspect->without_bcc, "leave the blind copies out");
  app::add_format(command, inspect->format, running.asked);
  command.callback([inspect, &running] { running.exit = app::commands().inspect(*inspect); });
}

void add_extract(CLI::App& command, Running& running) {
  const auto extract = std::make_shared<app::ExtractOptions>();
  command.add_option("PDF", extract->input, "the file")->required();
  command.add_option("-o,--output", extract->output,
                     "folder to save them in (default: PDF's name, .files)");
  command.add_flag("--force", extract->force, "write over files that are there");
  command.callback([extract, &running] { running.exit = app::commands().extract(*extract); });
}

void add_draft(CLI::App& command, Running& running) {
  const auto draft = std::make_shared<app::DraftOptions>();
  command.add_option("FILE", draft->input, "letter.txt, letter.html or letter.docx")->required();
  command.add_option("-o,--output", draft->output, "the letter file (default: FILE's name, .md)");
  command.add_option("--letterhead", draft->letterhead,
                     "its letterhead (default: division-letters)");
  command.add_option("--language", draft->language,
                     "its language, as en or pt-BR (default: as its text tells)");
  command.add_flag("--force", draft->force, "write over a file that is there");
  app::add_format(command, draft->format, running.asked);
  command.callback([draft, &running] { running.exit = app::commands().draft(*draft); });
}

void add_preview(CLI::App& command, Running& running) {
  const auto preview = std::make_shared<app::PreviewOptions>();
  command.add_option("LETTER", preview->letter, "letter.md or letter.json")->required();
  command.add_option("-o,--output", preview->output,
                     "folder of the pages (default: LETTER's name, .preview)");
  command.add_option("--dpi", preview->dpi, "dots per inch (default: 110)")
      ->check(CLI::Range(10, 1200));
  command.add_flag("--watch", preview->watch,
                   "set the letter again whenever it or its letterhead is saved");
  command.add_option("--letterheads", preview->letterheads, "folder of letterheads");
  app::add_format(command, preview->format, running.asked);
  command.callback([preview, &running] { running.exit = app::commands().preview(*preview); });
}

void add_sign(CLI::App& command, Running& running) {
  const auto sign = std::make_shared<app::SignOptions>();
  command.add_option("PDF", sign->inputs, "letters to sign, or any PDFs");
  command.add_option("--division", sign->rules.division, "who signs");
  command.add_option("-o,--output", sign->output,
                     "the signed PDF, or the folder for several (default: NAME.signed.pdf)");
  command.add_option("--letterheads", sign->rules.letterheads, "folder of letterheads");
  app::add_rules(command, sign->rules);
  app::add_place(command, sign->rules.where);
  app::add_external(command, sign->external);
  app::add_format(command, sign->format, running.asked);
  command.callback([sign, &command, &running] { running.exit = sign_or_throw(command, *sign); });
}

void add_renew(CLI::App& command, Running& running) {
  const auto renew = std::make_shared<app::RenewOptions>();
  command.add_option("PDF", renew->input, "the signed PDF")->required();
  command.add_option("-o,--output", renew->output, "the renewed PDF (default: in place)");
  command.add_option("--divisions", renew->divisions,
                     "the list of divisions (default: certs/divisions.yaml)");
  command.add_option("--keys", renew->keys,
                     "folder of the files that the list names (default: beside the list)");
  app::add_services(command, renew->services);
  command.callback([renew, &running] { running.exit = app::commands().renew(*renew); });
}

void add_verify(CLI::App& command, Running& running) {
  const auto verify = std::make_shared<app::VerifyOptions>();
  command.add_option("PDF", verify->files, "files to verify")->required();
  command.add_option("--at", verify->at, "validation time, as 2026-11-24T10:00:00Z (default: now)");
  app::add_trust(command, verify->trust);
  app::add_divisions(command, verify->divisions);
  app::add_report_options(command, *verify, running.asked);
  command.add_flag("--online", verify->online,
                   "ask the addresses that certificates name whether they are revoked");
  command.add_option("--pictures", verify->pictures,
                     "folder for pictures of the pages as signed and as they are now");
  command.callback([verify, &running] { running.exit = app::verify(*verify); });
}

void add_fonts(CLI::App& command, Running& running) {
  const auto fonts = std::make_shared<app::FontsOptions>();
  command.add_flag("--check", fonts->check_digests,
                   "compare the installed files with the recorded digests");
  command.callback([fonts, &running] { running.exit = app::commands().fonts(*fonts); });
}

void add_letterheads(CLI::App& command, Running& running) {
  const auto letterheads = std::make_shared<app::LetterheadsOptions>();
  command.add_option("--letterheads", letterheads->letterheads, "folder of letterheads");
  app::add_format(command, letterheads->format, running.asked);
  command.callback(
      [letterheads, &running] { running.exit = app::commands().letterheads(*letterheads); });
}

void add_divisions_check(CLI::App& command, app::DivisionsOptions& divisions, Running& running) {
  command.add_option("--divisions", divisions.divisions,
                     "the list of divisions (default: certs/divisions.yaml)");
  command.add_option("--keys", divisions.keys, "folder of the keys (default: beside the list)");
  command.add_option("--days", divisions.days, "how soon is soon (default: 30)")
      ->check(CLI::Range(0, 36500));
  command.add_option("--passphrase-file", divisions.passphrase_file,
                     "file whose first line is the keys' passphrase or PIN");
  command.add_option("--passphrase-env", divisions.passphrase_variable,
                     "environment variable that holds it");
  app::add_format(command, divisions.format, running.asked);
  command.callback([&divisions] { divisions.check = true; });
}

void add_divisions(CLI::App& command, Running& running) {
  const auto divisions = std::make_shared<app::DivisionsOptions>();
  command.add_option("--divisions", divisions->divisions,
                     "the list of divisions (default: certs/divisions.yaml)");
  command.add_option("--keys", divisions->keys, "folder of the keys (default: beside the list)");
  app::add_format(command, divisions->format, running.asked);
  add_divisions_check(
      *command.add_subcommand(
          "check", "try every key with a signature, and tell which certificates expire soon"),
      *divisions, running);
  command.callback([divisions, &running] { running.exit = app::commands().divisions(*divisions); });
}

struct Command {
  const char* name;
  const char* help;
  void (*add_options)(CLI::App& command, Running& running);
};
constexpr std::array kCommands = {
    Command{"typeset", "set a letter as a PDF", add_typeset},
    Command{"check", "say everything that is wrong with letters", add_check},
    Command{"inspect", "show a letter in another form", add_inspect},
    Command{"extract", "save the files inside a PDF: the letter's source", add_extract},
    Command{"draft", "make a letter file of a letter as it was found", add_draft},
    Command{"preview", "write a letter's pages as pictures", add_preview},
    Command{"sign", "sign PDFs for a division", add_sign},
    Command{"renew", "keep signatures good: add missing evidence and a document time-stamp",
            add_renew},
    Command{"verify", "say who signed a PDF, what they signed, what changed since", add_verify},
    Command{"fonts", "list the font catalogue", add_fonts},
    Command{"letterheads", "list the letterheads and what is wrong with them", add_letterheads},
    Command{"divisions", "list the divisions and their certificates", add_divisions},
};

int run(int argc, char** argv, Running& running) {
  CLI::App program{
      "Typesets letters on an organisation's letterhead, lets divisions sign them, and "
      "verifies signed PDFs.",
      "chancery"};
  program.set_version_flag("--version", "chancery " CHANCERY_VERSION);
  program.require_subcommand(1);
  program.failure_message(CLI::FailureMessage::help);
  for (const Command& command : kCommands) {
    CLI::App* added = program.add_subcommand(command.name, command.help);
    // Options take a part of every start: only the command that is asked for gets its own.
    if (argc > 1 && std::string_view(argv[1]) == command.name) {
      command.add_options(*added, running);
    }
  }
  try {
    program.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return program.exit(error) == 0 ? status(app::Exit::kDone) : status(app::Exit::kUsage);
  }
  return status(running.exit);
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
  Running running;
  try {
    const int result = run(argc, argv, running);
    if (std::fflush(stdout) != 0) {
      running.asked = app::Format::kText;  // on stderr
      throw chancery::Failure(chancery::FailureKind::kSystem, "cannot-write",
                              "the answer could not be written to standard output",
                              "check the disk or the program that reads it");
    }
    return result;
  } catch (const chancery::Failure& failure) {
    app::show(failure.diagnostics(), running.asked);
    return status(app::exit_of(failure.kind()));
  } catch (const std::bad_alloc&) {
    std::fputs("error[out-of-memory]: memory ran out — close other programs and try again\n",
               stderr);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "error[internal]: %s — please report this with the input\n", error.what());
  }
  return status(app::Exit::kSystem);
}
