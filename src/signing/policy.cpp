#include "signing/policy.h"

#include <algorithm>

#include "data/data.h"

namespace chancery::signing {
namespace {

/// More places than any letter has.
constexpr std::int64_t kMostSignatures = 100;

Diagnostic refuse(const Policy& policy, std::string code, std::string what, std::string mend) {
  return {Severity::kError, policy.where, std::move(code), std::move(what), std::move(mend)};
}

void check_known(data::MappingReader& reader, const Position& where, const std::string& name,
                 const std::vector<std::string>& divisions) {
  if (std::ranges::find(divisions, name) != divisions.end()) return;
  const std::vector<std::string_view> names(divisions.begin(), divisions.end());
  const std::string_view near = nearest(name, names);
  reader.error(where, "no-such-division",
               data::in_quotes(name) + " is not in the list of divisions",
               near.empty() ? "write the name of one that is"
                            : "did you mean " + data::in_quotes(near) + "?");
}

void read_signatures(data::MappingReader& reader, const data::Node& node, Policy& policy) {
  const auto text = reader.string("signatures");
  policy.says_all = text == "all";
  if (!text || policy.says_all) return;
  const bool digits = !text->empty() && text->size() <= 3 &&
                      std::ranges::all_of(*text, [](char c) { return c >= '0' && c <= '9'; });
  const int count = digits ? std::stoi(*text) : 0;
  if (count >= 1 && count <= kMostSignatures) {
    policy.signatures = count;
    return;
  }
  reader.error(data::place_of(node, "signatures"), "bad-signatures",
               data::in_quotes(*text) + " does not say how many signatures a letter needs",
               "write 'all' or a number from 1");
}

/// A list of divisions, each once. `key` must be a literal.
std::vector<std::string> read_names(data::MappingReader& reader, std::string_view key,
                                    const std::vector<std::string>& divisions) {
  std::vector<std::string> names;
  const data::Sequence* list = reader.sequence(key);
  if (list == nullptr) return names;
  for (const data::Node& item : *list) {
    check_known(reader, item.where, item.text, divisions);
    if (std::ranges::find(names, item.text) != names.end()) {
      reader.error(item.where, "duplicate-division",
                   data::in_quotes(item.text) + " stands in the list twice", "keep one of them");
    }
    names.push_back(item.text);
  }
  return names;
}

const PlaceState* place_named(const std::vector<PlaceState>& places, const std::string& division) {
  const auto found = std::ranges::find(places, division, &PlaceState::division);
  return found == places.end() ? nullptr : &*found;
}

}  // namespace

Policy read_policy(const data::Node& node, const std::vector<std::string>& divisions,
                   Diagnostics& diagnostics) {
  data::MappingReader reader(node, "the policy", diagnostics);
  Policy policy;
  policy.where = reader.where();
  read_signatures(reader, node, policy);
  policy.order = read_names(reader, "order", divisions);
  policy.require = read_names(reader, "require", divisions);
  if (const auto level = reader.string("level")) {
    policy.level = level_named(*level);
    if (!policy.level) {
      reader.error(data::place_of(node, "level"), "bad-level",
                   data::in_quotes(*level) + " is no baseline level",
                   "write B-B, B-T, B-LT or B-LTA");
    }
  }
  if (const auto certifier = reader.string("certifies")) {
    check_known(reader, data::place_of(node, "certifies"), *certifier, divisions);
    policy.certifier = *certifier;
  }
  if (const auto permits = reader.integer("permits")) {
    if (*permits < 1 || *permits > 3 || policy.certifier.empty()) {
      reader.error(data::place_of(node, "permits"), "bad-permits",
                   policy.certifier.empty() ? "nobody is named who certifies"
                                            : "a certification permits 1, 2 or 3",
                   "write 'certifies:' with a division, and 'permits:' 1 (nothing), 2 (filling in "
                   "and signing) or 3 (annotations too)");
    } else {
      policy.permits = static_cast<int>(*permits);
    }
  }
  policy.visible = reader.boolean("visible").value_or(policy.visible);
  if (!policy.certifier.empty() && !policy.order.empty() &&
      policy.order.front() != policy.certifier) {
    reader.error(data::place_of(node, "certifies"), "certifies-too-late",
                 "only the first signature can certify, and " +
                     data::in_quotes(policy.order.front()) + " is to sign first",
                 "put the division that certifies first in 'order'");
  }
  reader.finish();
  return policy;
}

Standing standing(const Policy& policy, const std::vector<PlaceState>& places) {
  Standing standing;
  const int all = static_cast<int>(places.size());
  standing.wanted = policy.signatures ? std::min(*policy.signatures, all) : all;
  for (const PlaceState& place : places) {
    if (place.is_signed) {
      ++standing.signatures;
    } else {
      standing.missing.push_back(place.division);
    }
  }
  return standing;
}

std::optional<Diagnostic> refusal(const Policy& policy, const std::string& division,
                                  const std::vector<PlaceState>& places, int certify) {
  const bool any_signed = std::ranges::any_of(places, &PlaceState::is_signed);
  if (certify != 0 && any_signed) {
    return refuse(policy, "certifies-too-late",
                  "only the first signature can certify a letter, and this one is signed already",
                  "sign without certifying, or certify the unsigned letter");
  }
  if (!policy.certifier.empty() && !any_signed && division != policy.certifier &&
      place_named(places, policy.certifier) != nullptr) {
    return refuse(policy, "not-certified-yet",
                  data::in_quotes(policy.certifier) + " certifies, and has to sign first",
                  "let it sign, then sign its letter");
  }
  for (const std::string& before : policy.order) {
    if (before == division) break;
    const PlaceState* place = place_named(places, before);
    if (place == nullptr || place->is_signed) continue;
    return refuse(policy, "out-of-order",
                  data::in_quotes(before) + " signs before " + data::in_quotes(division),
                  "let it sign, then sign its letter");
  }
  if (certify == 1 && standing(policy, places).wanted > 1) {
    return refuse(
        policy, "certification-forbids",
        "a certification that permits nothing would keep the other divisions from signing",
        "certify with 2, which permits signing");
  }
  return std::nullopt;
}

}  // namespace chancery::signing
