// A profile as a list of clauses: what each asks for, and whether the writer keeps it whatever the
// letter says, import mends it, or it is found in the letter and told. docs/archive.md and
// docs/print.md show the same list; a test holds them, and the independent checker's rules, to this
// one.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "pdf/profile/fault.h"
#include "pdf/profile/profile.h"

namespace chancery::pdf {

enum class Standard {
  kPdfA3,   ///< ISO 19005-3, level A
  kPdfUa1,  ///< ISO 14289-1
  kPdfX4,   ///< ISO 15930-7
};

struct Clause {
  Standard standard;
  std::string_view number;    ///< "6.2.11.4.1"
  std::string_view kept;      ///< how, for the table: a sentence without its full stop
  std::string_view messages;  ///< codes of what is told when a letter breaks it, by ", "; or empty
};

/// In the order of the standards and their clauses.
std::span<const Clause> clauses();

/// "ISO 19005-3".
std::string_view name_of(Standard standard);

/// What a fault breaks: "ISO 19005-3, 6.2.11.4.1".
std::string clause_of(Fault fault, Profile profile);

}  // namespace chancery::pdf
