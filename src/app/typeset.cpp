#include <utility>

#include "app/commands.h"
#include "app/files.h"
#include "app/inputs.h"
#include "app/set_letter.h"
#include "app/signing_desk.h"
#include "pdf/write/write.h"
#include "pdf/write/write_for_signing.h"

namespace chancery::app {
namespace {

namespace fs = std::filesystem;

/// Signed when that is asked for. Empty when the diagnostics have become errors.
Bytes write_copy(const TypesetOptions& options, const TypeShop& shop, SetLetter& set) {
  if (options.profile != Profile::kPrint) {
    attach_travelling_files(set, shop,
                            options.attach_artwork ? AttachArtwork::kYes : AttachArtwork::kNo);
    if (options.sign.division.empty()) {
      return pdf::Writer().write(*set.document, pdf::Hands::kTwo);
    }
    const pdf::WrittenFile written = pdf::write_for_signing(*set.document, pdf::Hands::kTwo);
    return SigningDesk(options.sign).sign(pdf::open_written(written));
  }
  PrintCopy copy = make_print_copy(std::move(*set.document), options.print);
  set.diagnostics.insert(set.diagnostics.end(), copy.diagnostics.begin(), copy.diagnostics.end());
  return std::move(copy.pdf);
}

}  // namespace

Exit typeset(const TypesetOptions& options) {
  const ShopOfThisRun run;
  HowToSet how;
  how.profile = options.profile;
  how.with_source = options.profile != pdf::Profile::kPrint;
  SetLetter set = set_letter(options.letter, options.letterheads, run.shop(), how);
  Bytes pdf;
  if (set.document && !has_errors(set.diagnostics)) {
    pdf = write_copy(options, *run.shop().operator->(), set);
  }
  if (pdf.empty()) {
    show(set.diagnostics, options.format);
    return Exit::kBad;
  }
  fs::path output = options.letter;
  output.replace_extension(".pdf");
  write_file(options.output ? *options.output : output, pdf);
  if (!set.diagnostics.empty() || options.format == Format::kJson) {
    show(set.diagnostics, options.format);
  }
  return Exit::kDone;
}

Exit check(const CheckOptions& options) {
  const ShopOfThisRun run;
  HowToSet how;
  how.look = Look::kWhole;
  if (options.typography) how.examine = layout::Examine::kTypography;
  Diagnostics all;
  for (const fs::path& letter : options.letters) {
    const SetLetter set = set_letter(letter, options.letterheads, run.shop(), how);
    all.insert(all.end(), set.diagnostics.begin(), set.diagnostics.end());
  }
  show(all, options.format);
  return has_errors(all) ? Exit::kBad : Exit::kDone;
}

}  // namespace chancery::app
