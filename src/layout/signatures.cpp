// Signature blocks side by side, as the letterhead shapes them.
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

#include "layout/compose.h"
#include "layout/words.h"

namespace chancery::layout {
namespace {

using letter::Signatory;

constexpr std::size_t kMostInARow = 3;
/// White space between two rows: one line.
constexpr Steps kRowSpace = Grid::kStepsPerLine;

/// As many as fit, up to three, in rows as even as may be.
std::size_t blocks_in_a_row(std::size_t count, Points width, Points gap, Points available) {
  const double fitting = std::floor((available + gap) / (width + gap) + 1e-6);
  const auto most =
      static_cast<std::size_t>(std::clamp(fitting, 1.0, static_cast<double>(kMostInARow)));
  const std::size_t rows = (count + most - 1) / most;
  return (count + rows - 1) / rows;
}

/// Where the division signs.
void add_place(Setting& setting, const Signatory& signatory, std::size_t number,
               const Column& column, Box& row) {
  const std::string& language = setting.letter.language;
  SignaturePlace place;
  place.place = {column.x, Points(0), column.width, setting.letterhead.signature.height};
  place.field_name = "signature-" + std::to_string(number);
  place.tooltip = signature_of(setting.letterhead, language, signatory);
  place.name = signatory.name;
  place.title = signatory.title;
  place.division = signatory.division;
  place.structure = setting.structure.add("Form", Structure::kRoot, language);
  setting.structure[place.structure].alternate_text = place.tooltip;
  row.signatures.push_back(std::move(place));
}

/// In a version of the letter "(Signed)" stands where the letter itself is signed.
void set_block(Setting& setting, const Signatory& signatory, std::size_t number,
               const Column& column, Box& row) {
  const std::string& language = setting.letter.language;
  const Points height = setting.letterhead.signature.height;

  const bool is_signed_here = !setting.letter.is_version;
  if (is_signed_here) add_place(setting, signatory, number, column, row);

  const letterhead::TypeStyle& style =
      style_of(setting.letterhead, {"signatory-title", "signature"});
  TextPlace text;
  text.column = column;
  text.style = &style_of(setting.letterhead, {"signatory-name", "signature"});
  text.grid = &setting.grid;
  text.language = language;
  text.meaning = setting.structure.add("P", Structure::kRoot, language);

  Steps top = is_signed_here ? setting.grid.covering(height) : 0;
  const auto add = [&](const std::string& line) {
    const std::size_t before = row.runs.size();
    top += stack(set_plain(setting, line, text, signatory.where), setting.grid, top, row);
    if (row.runs.size() > before) text.continues = true;
  };
  const letterhead::TypeStyle& name_style = *text.style;
  const auto use = [&text](const letterhead::TypeStyle& other, bool bold) {
    text.style = &other;
    text.align = ragged(other);
    text.bold = bold;
  };
  if (!is_signed_here) {
    use(style, false);
    add(std::string(setting.letterhead.word(language, "signed")));
  }
  use(name_style, &name_style == &style);
  add(signatory.name);
  use(style, false);
  add(signatory.title);
  add(signatory.division);
  const auto add_on_behalf = [&](std::string_view key, const std::string& whom) {
    if (!whom.empty()) add(on_behalf(setting.letterhead, language, key, whom));
  };
  add_on_behalf("for", signatory.signs_for);
  add_on_behalf("by-authority-of", signatory.authority_of);
  row.height = std::max(row.height, top);
}

}  // namespace

std::vector<Box> set_signatures(Setting& setting, const Column& column) {
  const std::vector<Signatory>& signatories = setting.letter.signatories;
  if (signatories.empty()) return {};
  const letterhead::SignatureShape& shape = setting.letterhead.signature;
  Points width = std::min(shape.width, column.width);
  std::size_t in_a_row = blocks_in_a_row(signatories.size(), width, shape.gap, column.width);
  if (setting.letter.signatories_in_a_row) {
    in_a_row = static_cast<std::size_t>(*setting.letter.signatories_in_a_row);
    const auto blocks = static_cast<double>(in_a_row);
    width = std::min(width, (column.width - shape.gap * (blocks - 1)) / blocks);
  }

  std::vector<Box> rows;
  for (std::size_t i = 0; i < signatories.size(); ++i) {
    if (i % in_a_row == 0) {
      rows.emplace_back();
      rows.back().is_text = false;
      rows.back().space_before = kRowSpace;
    }
    const Points offset = (width + shape.gap) * static_cast<double>(i % in_a_row);
    const Points x = setting.right_to_left ? column.right() - width - offset : column.x + offset;
    set_block(setting, signatories[i], i + 1, {x, width}, rows.back());
  }
  return rows;
}

}  // namespace chancery::layout
