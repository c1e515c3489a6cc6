// Options that commands share, or have many of.
#pragma once

#include <CLI/CLI.hpp>
#include <vector>

#include "app/commands.h"
#include "app/console.h"

namespace chancery::app {

/// `asked` is what the user wants to hear anything in, a failure too.
void add_format(CLI::App& command, Format& format, Format& asked);
void add_report_options(CLI::App& command, VerifyOptions& verify, Format& asked);
void add_services(CLI::App& command, ServiceOptions& services);
/// Each may be given several times, with one value.
void add_trust(CLI::App& command, TrustOptions& trust);
void add_divisions(CLI::App& command, RequiredDivisions& divisions);
/// How PDFs are signed.
void add_rules(CLI::App& command, SignRules& rules);
/// The same for a command that need not sign.
void add_signing(CLI::App& command, SignRules& rules);
/// Gives the options that only the print copy has.
std::vector<CLI::Option*> add_profile(CLI::App& command, TypesetOptions& typeset);
/// Throws CLI::RequiresError for an option that would do nothing.
void check_profile(const TypesetOptions& typeset, const std::vector<CLI::Option*>& print);
void add_place(CLI::App& command, PlaceOptions& place);
void add_external(CLI::App& command, ExternalOptions& external);

}  // namespace chancery::app
