#include "app/options.h"

#include <map>
#include <string>

namespace chancery::app {

void add_format(CLI::App& command, Format& format, Format& asked) {
  command
      .add_option_function<std::string>(
          "--format",
          [&format, &asked](const std::string& name) {
            format = name == "json" ? Format::kJson : Format::kText;
            asked = format;
          },
          "how to report: text or json")
      ->check(CLI::IsMember({"text", "json"}));
}

void add_report_options(CLI::App& command, VerifyOptions& verify, Format& asked) {
  const std::map<std::string, ReportFormat> formats{{"text", ReportFormat::kText},
                                                    {"json", ReportFormat::kJson},
                                                    {"html", ReportFormat::kHtml},
                                                    {"xml", ReportFormat::kXml}};
  command
      .add_option_function<std::string>(
          "--format",
          [&verify, &asked, formats](const std::string& name) {
            verify.format = formats.at(name);
            asked = name == "json" ? Format::kJson : Format::kText;
          },
          "how to report: text, json, html, or xml (ETSI TS 119 102-2)")
      ->check(CLI::IsMember({"text", "json", "html", "xml"}));
  command.add_option("--language", verify.language,
                     "of text and html: en (default), fr, ru, zh, or another in reports/");
  command.add_flag("--isolate", verify.isolate,
                   "of many files read each in a confined process of its own, which takes longer");
  command.add_flag("--reproduce", verify.reproduce,
                   "typeset the letter again from the source inside it, and compare");
  command.add_option("--letterheads", verify.letterheads, "folder of letterheads, to reproduce");
  command.add_option("-o,--output", verify.output, "file for the report (default: the terminal)");
}

void add_services(CLI::App& command, ServiceOptions& services) {
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

void add_trust(CLI::App& command, TrustOptions& trust) {
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

void add_divisions(CLI::App& command, RequiredDivisions& divisions) {
  command.add_option("--divisions", divisions.list,
                     "your list of divisions, with the policy for letters");
  command.add_option("--require", divisions.divisions, "a division that must have signed")
      ->allow_extra_args(false);
  command.add_flag("--complete", divisions.every_place,
                   "every place that the letter has for a signature must be signed");
}

void add_rules(CLI::App& command, SignRules& rules) {
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

void add_signing(CLI::App& command, SignRules& rules) {
  auto* division = command.add_option("--sign", rules.division,
                                      "sign it for this division before it is written");
  const std::size_t before = command.get_options().size();
  add_rules(command, rules);
  const std::vector<CLI::Option*> options = command.get_options();
  for (std::size_t i = before; i < options.size(); ++i) options[i]->needs(division);
}

std::vector<CLI::Option*> add_profile(CLI::App& command, TypesetOptions& typeset) {
  command
      .add_option_function<std::string>(
          "--profile",
          [&typeset](const std::string& name) {
            typeset.profile = name == "print" ? Profile::kPrint : Profile::kArchive;
          },
          "what the PDF is for: archive (default), or print, PDF/X-4 for a press")
      ->check(CLI::IsMember({"archive", "print"}));
  constexpr int kLeastInk = 100;
  constexpr int kMostInk = 400;
  PrintOptions& print = typeset.print;
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

void check_profile(const TypesetOptions& typeset, const std::vector<CLI::Option*>& print) {
  if (typeset.profile == Profile::kPrint) {
    if (!typeset.sign.division.empty()) throw CLI::ExcludesError("--sign", "--profile print");
    return;
  }
  for (const CLI::Option* option : print) {
    if (option->count() > 0) throw CLI::RequiresError(option->get_name(), "--profile print");
  }
}

void add_place(CLI::App& command, PlaceOptions& place) {
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

void add_external(CLI::App& command, ExternalOptions& external) {
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

}  // namespace chancery::app
