// What the recognisers of the parts of a letter work on: blocks that are taken one after another.
#pragma once

#include <string>
#include <vector>

#include "draft/formulas.h"
#include "draft/recognise.h"

namespace chancery::draft {

/// A label at the beginning of a line and what follows it.
struct Labelled {
  bool found = false;
  std::string rest;
};

/// The letter being read. `language` is the one that its formulas are looked for in first.
struct Reading {
  const Formulas& formulas;
  const Language* language = nullptr;
  Found& found;
  Parts& parts;

  /// Any language's phrases, that of the letter first.
  bool begins(const std::string& line, Formula formula) const;
  bool has(const std::string& line, Formula formula) const;
  bool is_only(const std::string& line, Formula formula) const;
  Labelled label(const Line& line, Formula formula) const;
  std::vector<std::string> words_for_and() const;

  void unsure(std::string key, int position, std::string code, std::string what, std::string mend);
};

/// The line without its first code points; the spans keep their manner.
Line from(const Line& line, std::size_t code_points);
Line plain_line(std::string text, int position);
/// Blocks that follow one another without an empty line become one.
std::vector<Block> grouped(const std::vector<Block>& blocks);

/// Index of the block that begins with the salutation (it is split off), or of the first of the
/// body when there is none; `is_there` says which.
std::size_t find_salutation(Reading& reading, bool& is_there);
/// Everything above the salutation.
void read_opening(Reading& reading, const std::vector<Block>& blocks);
/// Everything from the closing on is taken away from the end of `blocks`.
void read_ending(Reading& reading, std::vector<Block>& blocks);
/// Signatories of the blocks that hold nothing else. Blocks that are none stay in `rest`.
void read_signatories(Reading& reading, const std::vector<Block>& blocks, std::vector<Block>& rest);
/// Whether the block could be a name with title and division below it.
bool looks_like_signatory(const Reading& reading, const Block& block);
/// Lines become paragraphs, lists are recognised in plain text.
std::vector<Block> body_blocks(Reading& reading, std::vector<Block> blocks);

}  // namespace chancery::draft
