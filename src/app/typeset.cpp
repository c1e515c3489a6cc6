#include <utility>

#include "app/commands.h"
#include "app/files.h"
#include "app/inputs.h"
#include "app/set_letter.h"
#include "pdf/write/write.h"

namespace chancery::app {
namespace {

namespace fs = std::filesystem;

/// The type shop of this run. It is not taken down: when the process ends the system takes all of
/// its memory back at once.
class ShopOfThisRun {
 public:
  ShopOfThisRun() = default;
  ~ShopOfThisRun() { shop().rest(); }
  ShopOfThisRun(const ShopOfThisRun&) = delete;
  ShopOfThisRun& operator=(const ShopOfThisRun&) = delete;

  LaterShop& shop() const {
    static auto* const kShop = new LaterShop;
    return *kShop;
  }
};

/// Empty when the diagnostics have become errors.
Bytes write_copy(const TypesetOptions& options, const TypeShop& shop, SetLetter& set) {
  if (options.profile != Profile::kPrint) {
    attach_travelling_files(set, shop,
                            options.attach_artwork ? AttachArtwork::kYes : AttachArtwork::kNo);
    return pdf::Writer().write(*set.document, pdf::Hands::kTwo);
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
