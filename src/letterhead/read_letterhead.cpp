#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "letterhead/letterhead.h"
#include "letterhead/papers.h"
#include "letterhead/signature_shape.h"
#include "letterhead/styles.h"
#include "letterhead/values.h"
#include "letterhead/words.h"

namespace chancery::letterhead {
namespace {

/// More lines below the text area would be a text area of their own.
constexpr std::int64_t kMostExtraLines = 3;

void read_tighten(data::MappingReader& reader, Tighten& tighten, Diagnostics& diagnostics) {
  const data::Node* node = reader.mapping("tighten");
  if (node == nullptr) return;
  data::MappingReader fields(*node, "'tighten'", diagnostics);
  tighten.paragraphs = fields.boolean("paragraphs").value_or(tighten.paragraphs);
  tighten.spaces = fields.boolean("spaces").value_or(tighten.spaces);
  if (const auto lines = fields.integer("extra-lines")) {
    if (*lines >= 0 && *lines <= kMostExtraLines) {
      tighten.extra_lines = static_cast<int>(*lines);
    } else {
      const Position& where = fields.any("extra-lines")->where;
      report(diagnostics, where, "extra-lines-out-of-range",
             "'extra-lines' is " + std::to_string(*lines), "write 0, 1, 2 or 3");
    }
  }
  fields.finish();
}

void read_default_paper(data::MappingReader& reader, Letterhead& letterhead,
                        Diagnostics& diagnostics) {
  const auto name = reader.string("default-paper");
  if (!name) {
    if (!letterhead.papers.empty()) letterhead.default_paper = letterhead.papers.begin()->first;
    return;
  }
  const Position& where = reader.any("default-paper")->where;
  const auto paper = paper_named(*name);
  if (!paper) {
    report(diagnostics, where, "unknown-paper", "there is no paper " + quoted(*name),
           suggest(*name, {"A4", "US Letter"}));
  } else if (!letterhead.papers.empty() && !letterhead.papers.contains(*paper)) {
    report(diagnostics, where, "unknown-paper",
           "'papers' does not describe the default paper " + quoted(*name),
           "describe it there, or name the other one");
  } else {
    letterhead.default_paper = *paper;
  }
}

void read_punctuation(data::MappingReader& reader, Letterhead& letterhead,
                      Diagnostics& diagnostics) {
  const auto name = reader.string("punctuation");
  if (!name || *name == "smart") return;
  if (*name == "as-written") {
    letterhead.punctuation = letter::Punctuation::kAsWritten;
  } else {
    report(diagnostics, reader.any("punctuation")->where, "unknown-punctuation",
           "'punctuation' is " + quoted(*name), suggest(*name, {"smart", "as-written"}));
  }
}

void read_direction(data::MappingReader& reader, Letterhead& letterhead, Diagnostics& diagnostics) {
  const auto name = reader.string("direction");
  if (!name || *name == "left-to-right") return;
  if (*name == "right-to-left") {
    letterhead.right_to_left = true;
  } else {
    report(diagnostics, reader.any("direction")->where, "unknown-direction",
           "'direction' is " + quoted(*name), suggest(*name, {"left-to-right", "right-to-left"}));
  }
}

/// The printing condition that CMYK artwork is made for: one of those whose profile is there.
void read_cmyk(data::MappingReader& reader, Letterhead& letterhead, Diagnostics& diagnostics) {
  const auto name = reader.string("cmyk");
  if (!name) return;
  if (*name == "fogra39" || *name == "gracol2006") {
    letterhead.cmyk = *name;
  } else {
    report(diagnostics, reader.any("cmyk")->where, "unknown-output-condition",
           "there is no output condition " + quoted(*name),
           suggest(*name, {"fogra39", "gracol2006"}));
  }
}

/// Everything but the shared words.
void read_root(const data::Node& root, Letterhead& letterhead, const ArtworkReader& artwork,
               const SvgConverter& convert, Diagnostics& diagnostics) {
  data::MappingReader reader(root, "the letterhead", diagnostics);
  if (!reader.ok()) return;
  letterhead.name = reader.required_string("name").value_or("");
  letterhead.organisation = reader.required_string("organisation").value_or("");
  Colours colours;
  if (const data::Node* node = reader.mapping("colours")) {
    colours = read_colours(*node, letterhead.inks, diagnostics);
  }
  reader.required("styles");
  const data::Node* styles = reader.mapping("styles");
  if (styles != nullptr) letterhead.styles = read_styles(*styles, colours, diagnostics);
  read_tighten(reader, letterhead.tighten, diagnostics);
  if (const data::Node* footer = reader.any("footer")) {
    letterhead.footer_by_language = read_texts(*footer, "footer", diagnostics);
  }
  if (const data::Node* address = reader.any("return-address")) {
    letterhead.return_address_by_language = read_texts(*address, "return-address", diagnostics);
  }
  read_direction(reader, letterhead, diagnostics);
  if (const data::Node* words = reader.mapping("words")) {
    read_words(*words, letterhead, diagnostics);
  }
  std::set<std::string> used_styles;
  ArtworkShelf shelf(artwork, convert, diagnostics);
  if (const data::Node* node = reader.mapping("signature")) {
    letterhead.signature = read_signature(*node, colours, shelf, diagnostics);
  }
  if (const data::Node* papers = reader.required("papers")) {
    letterhead.papers = read_papers(
        *papers, {letterhead.styles, colours, !letterhead.return_address_by_language.empty(), shelf,
                  used_styles, diagnostics});
  }
  read_default_paper(reader, letterhead, diagnostics);
  read_punctuation(reader, letterhead, diagnostics);
  read_cmyk(reader, letterhead, diagnostics);
  reader.finish();
  if (styles != nullptr) warn_of_unused_styles(*styles, used_styles, diagnostics);
  if (!has_errors(diagnostics)) check_signature(letterhead, root, diagnostics);
}

}  // namespace

ReadLetterhead read_letterhead(std::string_view yaml, const std::string& file,
                               std::string_view words_yaml, const std::string& words_file,
                               const ArtworkReader& artwork, const SvgConverter& convert,
                               const data::ParseYaml& parse) {
  ReadLetterhead read;
  Letterhead letterhead;
  data::Parsed words = parse(words_yaml, words_file);
  read.diagnostics = std::move(words.diagnostics);
  if (words.root) {
    read_words(*words.root, letterhead, read.diagnostics);
    check_english(letterhead, {words_file, 1, 1}, read.diagnostics);
  }
  data::Parsed parsed = parse(yaml, file);
  read.diagnostics.insert(read.diagnostics.end(), parsed.diagnostics.begin(),
                          parsed.diagnostics.end());
  if (parsed.root) read_root(*parsed.root, letterhead, artwork, convert, read.diagnostics);
  if (!has_errors(read.diagnostics)) read.letterhead = std::move(letterhead);
  return read;
}

}  // namespace chancery::letterhead
