#include "app/beside.h"
#include "app/commands.h"
#include "app/files.h"
#include "app/stationery.h"
#include "layout/layout.h"
#include "letter/letter.h"
#include "pdf/write/write.h"

namespace chancery::app {
namespace {

namespace fs = std::filesystem;

/// A letter laid out, with everything found on the way.
struct Set {
  std::optional<layout::Document> document;
  Diagnostics diagnostics;
};

/// Positions in a letter's own diagnostics; failures of later stages that know no place get the
/// letter's name.
void add(Diagnostics& to, const Diagnostics& from, const std::string& file) {
  for (Diagnostic diagnostic : from) {
    if (diagnostic.where.file.empty()) diagnostic.where.file = file;
    to.push_back(std::move(diagnostic));
  }
}

Set set_letter(const fs::path& path, const std::optional<fs::path>& letterheads, LaterShop& shop,
               layout::Examine examine) {
  const std::string file = path.string();
  const Bytes bytes = read_file(path);
  letter::ReadLetter read = letter::read_letter(text_of(bytes), file, beside(path));
  Set set;
  add(set.diagnostics, read.diagnostics, file);
  if (!read.letter) return set;
  shop.expect(read.letter->language);
  try {
    const letterhead::Letterhead letterhead =
        open_letterhead(read.letter->letterhead, letterheads, letter::languages_of(*read.letter));
    layout::LaidOut laid_out =
        layout::lay_out(*read.letter, letterhead, shop->typesetter(), examine, layout::Hands::kTwo);
    add(set.diagnostics, laid_out.warnings, file);
    set.document = std::move(laid_out.document);
  } catch (const Failure& failure) {
    if (failure.kind() != FailureKind::kInput) throw;
    add(set.diagnostics, failure.diagnostics(), file);
  }
  return set;
}

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
  const Set set =
      set_letter(options.letter, options.letterheads, run.shop(), layout::Examine::kFaults);
  if (!set.document || has_errors(set.diagnostics)) {
    show(set.diagnostics, options.format);
    return Exit::kBad;
  }
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
    const Set set = set_letter(letter, options.letterheads, run.shop(), examine);
    all.insert(all.end(), set.diagnostics.begin(), set.diagnostics.end());
  }
  show(all, options.format);
  return has_errors(all) ? Exit::kBad : Exit::kDone;
}

}  // namespace chancery::app
