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

}  // namespace

Exit typeset(const TypesetOptions& options) {
  const ShopOfThisRun run;
  SetLetter set =
      set_letter(options.letter, options.letterheads, run.shop(), layout::Examine::kFaults);
  if (!set.document || has_errors(set.diagnostics)) {
    show(set.diagnostics, options.format);
    return Exit::kBad;
  }
  attach_travelling_files(set, options.letter, *run.shop().operator->(),
                          options.attach_artwork ? AttachArtwork::kYes : AttachArtwork::kNo);
  const Bytes pdf = pdf::Writer().write(*set.document, pdf::Hands::kTwo);
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
  const layout::Examine examine =
      options.typography ? layout::Examine::kTypography : layout::Examine::kFaults;
  Diagnostics all;
  for (const fs::path& letter : options.letters) {
    const SetLetter set = set_letter(letter, options.letterheads, run.shop(), examine);
    all.insert(all.end(), set.diagnostics.begin(), set.diagnostics.end());
  }
  show(all, options.format);
  return has_errors(all) ? Exit::kBad : Exit::kDone;
}

}  // namespace chancery::app
