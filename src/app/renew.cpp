// Signatures outlive their certificates as long as evidence and time-stamps are added in time
// (EN 319 142-1, 5.4.3 and 6.3, B-LTA).
#include "app/clock.h"
#include "app/commands.h"
#include "app/files.h"
#include "app/keys.h"
#include "app/open_pdf.h"
#include "app/services.h"
#include "pki/pki.h"
#include "signing/levels.h"

namespace chancery::app {

Exit renew(const RenewOptions& options) {
  const std::filesystem::path list = division_list(options.divisions);
  const signing::Services services = open_division_list(list).services;
  Bytes input = read_file(options.input);
  const pdf::Opened opened = open_pdf(input, options.input);
  if (signing::signatures_in(*opened.document).empty()) {
    throw Failure(FailureKind::kInput, "not-signed", options.input.string() + " is not signed",
                  "sign it first; what nobody signed needs no evidence");
  }
  const ServiceDesk desk(services, options.services,
                         options.keys ? *options.keys : list.parent_path(), now());
  const Bytes output = desk.raise(input, signing::Level::kLta);
  write_file(options.output ? *options.output : options.input, output);
  return Exit::kDone;
}

}  // namespace chancery::app
