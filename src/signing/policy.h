// What an organisation asks of a letter's signatures: whose, in which order, how many, at which
// level, and what the first one permits (docs/divisions.md).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.h"
#include "signing/levels.h"

namespace chancery::data {
struct Node;
}

namespace chancery::signing {

struct Policy {
  std::optional<int> signatures;     ///< how many make the letter complete; all of them without
  bool says_all = false;             ///< all of them, in so many words
  std::vector<std::string> order;    ///< these sign first, in this order, where the letter has them
  std::vector<std::string> require;  ///< who verifies wants valid signatures of these
  std::optional<Level> level;        ///< the least
  std::string certifier;             ///< the division whose signature, the first, certifies
  int permits = 2;                   ///< DocMDP's P of the certification
  bool visible = true;               ///< whether a signature is seen at its place
  Position where;
};

/// Of the mapping `policy`; `divisions` are the names in the list.
Policy read_policy(const data::Node& node, const std::vector<std::string>& divisions,
                   Diagnostics& diagnostics);

/// One place of a letter.
struct PlaceState {
  std::string division;
  bool is_signed = false;
};

struct Standing {
  int signatures = 0, wanted = 0;
  std::vector<std::string> missing;  ///< places without signature
  bool complete() const { return signatures >= wanted; }
};
Standing standing(const Policy& policy, const std::vector<PlaceState>& places);

/// Why the division may not sign now: "out-of-order", "not-certified-yet", "certifies-too-late",
/// "certification-forbids". Nothing when it may. `certify` is the level asked for, 0 for none.
std::optional<Diagnostic> refusal(const Policy& policy, const std::string& division,
                                  const std::vector<PlaceState>& places, int certify);

}  // namespace chancery::signing
