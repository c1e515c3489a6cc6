// Which part of a letter each block is.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "draft/draft.h"
#include "draft/formulas.h"
#include "draft/found.h"

namespace chancery::draft {

struct Signatory {
  std::string name, title, division;
};

/// The sender's lines, told apart.
struct Sender {
  std::string division, telephone, email, web;
  std::vector<Line> address;

  bool empty() const { return division.empty() && address.empty(); }
};

/// The parts of a letter, as they were found.
struct Parts {
  std::string language;
  std::string reference, date, place;
  std::optional<Line> title;
  std::vector<std::vector<Line>>
      addressees;  ///< an item of several parts is one line of the letter
  std::vector<Line> salutation, closing;
  std::vector<Block> body;
  std::vector<Signatory> signatories;
  std::vector<Line> copies, enclosures;
  std::vector<Line> footer;
  std::vector<Footnote> footnotes;
  Sender sender;
  std::vector<Line> postscript;
  std::vector<Line> delivery;
  std::string your_reference;
  std::vector<Unsure> unsure;
};

Parts recognise(Found found, const Formulas& formulas, const Options& options);

}  // namespace chancery::draft
