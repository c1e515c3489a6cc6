#include "app/set_letter.h"

#include <utility>

#include "app/beside.h"
#include "app/files.h"
#include "app/fit.h"
#include "app/inputs.h"
#include "app/letter_files.h"
#include "app/svg.h"
#include "letter/letter.h"

namespace chancery::app {
namespace {

namespace fs = std::filesystem;

/// Positions in a letter's own diagnostics; failures of later stages that know no place get the
/// letter's name.
void add(Diagnostics& to, const Diagnostics& from, const std::string& file) {
  for (Diagnostic diagnostic : from) {
    if (diagnostic.where.file.empty()) diagnostic.where.file = file;
    to.push_back(std::move(diagnostic));
  }
}

void make_source_beside(SetLetter& set, LetterAsRead read) {
  std::packaged_task<Source()> task([read = std::move(read)] { return make_source(read); });
  set.source = task.get_future().share();
  set.source_maker = SideThread(std::move(task));
}

}  // namespace

SetLetter set_letter(const fs::path& path, const std::optional<fs::path>& letterheads,
                     LaterShop& shop, const HowToSet& how) {
  const std::string file = path.string();
  const Bytes bytes = read_file(path);
  SetLetter set;
  set.used = {path, words_file(), catalogue_file()};
  letter::ReadLetter read = letter::read_letter(text_of(bytes), file, beside(path, &set.used));
  add(set.diagnostics, read.diagnostics, file);
  if (!read.letter) return set;
  shop.expect(read.letter->language);
  add(set.diagnostics,
      fetch_files(*read.letter, path.parent_path(), how.look, svg_converter(), &set.used,
                  &set.beside),
      file);
  set.used.push_back(letterhead_folder(read.letter->letterhead, letterheads));
  try {
    const letterhead::Letterhead letterhead = open_letterhead(
        read.letter->letterhead, letterheads, letter::languages_of(*read.letter), &set.letterhead);
    if (how.with_source) {
      make_source_beside(set, {path, std::string(text_of(bytes)), read.letter->language,
                               read.letter->letterhead, set.letterhead});
    }
    layout::LaidOut laid_out = layout::lay_out(*read.letter, letterhead, shop->typesetter(),
                                               how.examine, layout::Hands::kTwo);
    add(set.diagnostics, laid_out.warnings, file);
    set.document = std::move(laid_out.document);
    Diagnostics unfit;
    if (set.document) fit_to_profile(*set.document, how.profile, unfit);
    add(set.diagnostics, unfit, file);
  } catch (const Failure& failure) {
    if (failure.kind() != FailureKind::kInput) throw;
    add(set.diagnostics, failure.diagnostics(), file);
  }
  return set;
}

}  // namespace chancery::app
