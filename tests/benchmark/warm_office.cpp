#include "warm_office.h"

#include <cstddef>
#include <filesystem>
#include <vector>

#include "app/files.h"
#include "pdf/write/write.h"

namespace chancery::benchmarks {
namespace {

/// Of the open letter's paragraphs, as division-letters sets them; a long letter need only be about
/// as long as asked, its true length is counted.
constexpr double kParagraphsPerPage = 6.5;

std::vector<letter::Block> plain_paragraphs(const letter::Letter& letter) {
  std::vector<letter::Block> found;
  for (const letter::Block& block : letter.body) {
    if (block.kind == letter::Block::Kind::kParagraph && block.text.marks.empty()) {
      found.push_back(block);
    }
  }
  return found;
}

}  // namespace

WarmOffice::WarmOffice() : letterhead_(app::open_letterhead("division-letters", std::nullopt)) {}

Bytes WarmOffice::typeset(std::string_view letter) const {
  return writer_.write(lay_out(read(letter)).document);
}

layout::LaidOut WarmOffice::lay_out(const letter::Letter& letter) const {
  return layout::lay_out(letter, letterhead_, typesetter());
}

text::SetParagraph WarmOffice::set(const std::string& words, const std::string& language) const {
  const letterhead::TypeStyle& type = letterhead_.style("text");
  text::SpanStyle style;
  style.size = type.size;
  style.language = language;
  text::ParagraphStyle paragraph;
  paragraph.leading = type.leading;
  const letterhead::PaperDesign& paper = letterhead_.papers.at(letterhead_.default_paper);
  const letterhead::Margins& margins = paper.first.margins;
  return typesetter().set(text::StyledText::of(words, style), paragraph,
                          paper.width - margins.left - margins.right);
}

const WarmOffice& office() {
  static const WarmOffice kOffice;
  return kOffice;
}

std::string example(const std::string& name) {
  const Bytes bytes =
      app::read_file(std::filesystem::path(CHANCERY_SOURCE_DIR) / "examples" / name / "letter.md");
  return std::string(text_of(bytes));
}

letter::Letter read(std::string_view text) {
  letter::ReadLetter read = letter::read_letter(text, "letter.md");
  if (!read.letter) throw Failure(FailureKind::kInput, read.diagnostics);
  return std::move(*read.letter);
}

letter::Letter long_letter(int pages) {
  letter::Letter letter = read(example("open-letter"));
  const std::vector<letter::Block> paragraphs = plain_paragraphs(letter);
  letter.body.clear();
  letter.footnotes.clear();
  const auto count = static_cast<std::size_t>(pages * kParagraphsPerPage);
  for (std::size_t i = 0; i < count; ++i) {
    letter::Block block = paragraphs[i % paragraphs.size()];
    block.text.text = "To item " + std::to_string(i + 1) + ": " + block.text.text;
    letter.body.push_back(std::move(block));
  }
  return letter;
}

}  // namespace chancery::benchmarks
