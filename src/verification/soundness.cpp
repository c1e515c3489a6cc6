#include "verification/soundness.h"

#include <algorithm>
#include <array>
#include <set>
#include <span>

#include "verification/findings.h"

namespace chancery::verification {
namespace {

using pdf::Array;
using pdf::Dictionary;
using pdf::Document;
using pdf::Object;
using pdf::Reference;

constexpr std::size_t kMostFindings = 20;

/// What is damaged of all that `start` leads to. With `keys`, only these lead on.
std::vector<pdf::Remark> damaged(const Document& document, const Object& start,
                                 std::span<const std::string_view> keys = {}) {
  std::vector<pdf::Remark> found;
  std::set<Reference> seen;
  std::vector<Object> open{start};
  while (!open.empty() && found.size() < kMostFindings) {
    const Object current = std::move(open.back());
    open.pop_back();
    if (const auto* reference = current.as<Reference>()) {
      if (!seen.insert(*reference).second) continue;
      try {
        open.push_back(document.get_outline(*reference));
        if (!open.back().is_null()) continue;
        open.pop_back();
        if (auto damage = document.damage(*reference)) found.push_back(std::move(*damage));
      } catch (const pdf::ReadFailure& failure) {
        found.push_back(
            {"object " + std::to_string(reference->number) + ": " + failure.problem().detail,
             Detail{"object-over-a-limit",
                    {{"number", std::to_string(reference->number)}},
                    detail_of(failure.problem()).because}});
      }
      continue;
    }
    if (const auto* array = current.as<Array>()) {
      open.insert(open.end(), array->begin(), array->end());
      continue;
    }
    const auto* dictionary = current.as<Dictionary>();
    if (const pdf::Stream* stream = current.stream()) dictionary = &stream->dictionary;
    if (dictionary == nullptr) continue;
    for (const auto& [key, value] : dictionary->entries()) {
      if (keys.empty() || std::find(keys.begin(), keys.end(), key) != keys.end()) {
        open.push_back(value);
      }
    }
  }
  return found;
}

/// Where the byte range of a signature dictionary stands.
std::optional<Document::Place> place_of_range(const Document& document, const Object* value,
                                              Reference field) {
  if (value == nullptr) return std::nullopt;
  if (const auto* reference = value->as<Reference>()) {
    return document.place_of_value(*reference, "ByteRange");
  }
  return field.number == 0 ? std::nullopt : document.place_of_value(field, "V", "ByteRange");
}

/// Signatures that are reached: by fields, or as usage rights from the catalog (12.8.2.3).
std::set<std::size_t> reached(const Document& document) {
  std::set<std::size_t> begins;
  const auto enter = [&](const Object* value, Reference field) {
    if (const auto place = place_of_range(document, value, field)) begins.insert(place->begin);
  };
  const Form form = form_of(document);
  for (const auto* list : {&form.fields, &form.groups}) {
    for (const Field& field : *list) enter(field.dictionary.find("V"), field.reference);
  }
  const Object permissions = entry(document, catalog(document), "Perms");
  if (const auto* dictionary = permissions.as<Dictionary>()) {
    for (const auto& [key, value] : dictionary->entries()) enter(&value, {});
  }
  return begins;
}

}  // namespace

std::optional<pdf::Remark> damage_on_the_way(const Document& document) {
  constexpr std::array<std::string_view, 4> kKeys = {"AcroForm", "Fields", "Kids", "V"};
  const std::vector<pdf::Remark> found = damaged(document, Object(document.root()), kKeys);
  if (!found.empty()) return found.front();
  const Dictionary root = catalog(document);
  // 7.7.2, table 28: what has no pages is no catalog.
  if (root.find("Pages") != nullptr) return std::nullopt;
  return pdf::Remark{"what the trailer's /Root leads to is no catalog", Detail{"no-catalog"}};
}

std::vector<Finding> damage_elsewhere(const Document& document) {
  std::vector<Finding> findings;
  for (pdf::Remark& damage : damaged(document, Object(document.trailer()))) {
    findings.push_back({"damaged-object", std::move(damage.text), "ISO 32000-1, 7.3.10",
                        std::move(damage.detail)});
  }
  return findings;
}

std::vector<std::size_t> signatures_without_field(const Document& document) {
  std::vector<std::size_t> places = document.places_of_key("ByteRange");
  if (places.empty()) return places;
  const std::set<std::size_t> known = reached(document);
  std::erase_if(places, [&](std::size_t place) { return known.contains(place); });
  return places;
}

std::vector<SignatureReport> lost_signatures(const File& file, std::span<const std::size_t> places,
                                             const std::vector<Candidate>& candidates) {
  std::vector<SignatureReport> reports;
  const auto covered = [&](std::size_t place) {
    return std::any_of(candidates.begin(), candidates.end(), [&](const Candidate& candidate) {
      return candidate.report.integrity == Integrity::kIntact &&
             candidate.report.coverage != Coverage::kOther &&
             place < file.revisions[candidate.revision].end;
    });
  };
  for (const std::size_t place : places) {
    if (covered(place) || reports.size() == kMostFindings) continue;
    SignatureReport report;
    report.findings.push_back(
        {"signature-without-field",
         "a signature stands in the file at offset " + std::to_string(place) +
             ", but no field has it for its value",
         "ISO 32000-1, 12.7.4.5",
         Detail{"signature-without-field", {{"offset", std::to_string(place)}}}});
    report.changes = Changes::kNotPermitted;
    set_status(report, Status::kTotalFailed, "FORMAT_FAILURE");
    reports.push_back(std::move(report));
  }
  return reports;
}

}  // namespace chancery::verification
