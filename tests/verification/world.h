// Authorities, units and a signer whose certificate is valid from 2020 to 2023, and what is judged
// of letters that they signed.
#pragma once

#include <string>
#include <vector>

#include "timeline.h"

namespace chancery::tests {

using verification::Report;
using verification::SignatureReport;
using verification::Status;
using verification::Trust;

inline constexpr UnixTime kDay = 86400;

/// The authorities and units of all tests. The signer's certificate is valid from 2020 to 2023.
struct World {
  Entity root = issued(
      nullptr, {.name = "Root", .from = year(2015), .to = year(2060), .extensions = authority()});
  Entity issuing = issued(
      &root, {.name = "Issuing", .from = year(2016), .to = year(2055), .extensions = authority()});
  Entity signer = issued(&issuing, {});
  Entity unit = issued(
      &issuing,
      {.name = "Unit", .from = year(2019), .to = year(2025), .extensions = time_stamping_unit()});
  Entity later_unit = issued(&issuing, {.name = "Later Unit",
                                        .from = year(2024),
                                        .to = year(2040),
                                        .extensions = time_stamping_unit()});
  /// An authority beside the signer's, and its unit.
  Entity other = issued(
      &root, {.name = "Other", .from = year(2016), .to = year(2055), .extensions = authority()});
  Entity other_unit = issued(&other, {.name = "Other Unit",
                                      .from = year(2019),
                                      .to = year(2040),
                                      .extensions = time_stamping_unit()});

  Trust trust(bool required = false) const {
    Trust trust{{root.certificate()}, {issuing.certificate(), other.certificate()}};
    trust.revocation_required = required;
    return trust;
  }
  /// Nobody is revoked.
  Bytes issuing_list(UnixTime made, UnixTime until) const { return crl(issuing, {made, until}); }
  Bytes root_list(UnixTime made, UnixTime until) const { return crl(root, {made, until}); }
  Bytes letter() const { return signed_by(letter_pdf(), {&signer}); }
  Bytes stamped_letter(UnixTime time) const {
    return signed_by(letter_pdf(), {&signer, &unit, time});
  }
};
inline const World& world() {
  static const World kWorld;
  return kWorld;
}

inline Report report(const Bytes& file, const Trust& trust, UnixTime at) {
  return verification::verify(file, trust, at);
}

inline std::string told(const SignatureReport& signature) {
  std::string text = signature.status == Status::kTotalPassed   ? "TOTAL-PASSED"
                     : signature.status == Status::kTotalFailed ? "TOTAL-FAILED"
                                                                : "INDETERMINATE";
  return signature.sub_indication.empty() ? text : text + "/" + signature.sub_indication;
}

/// The status of the file's signature number `index`, in words; it must be intact whatever it is.
inline std::string status(const Bytes& file, const Trust& trust, UnixTime at,
                          std::size_t index = 0) {
  const Report found = report(file, trust, at);
  if (found.signatures.size() <= index) return "unreadable: " + found.unreadable_reason;
  if (altered(found)) return "altered: " + verification::to_text(found, "file");
  return told(found.signatures[index]);
}

inline std::vector<std::string> codes_of(const Bytes& file, const Trust& trust, UnixTime at) {
  return codes(report(file, trust, at));
}

/// A letter whose signature carries what the test says.
inline Bytes carrying(const std::function<Carried(ByteView content)>& what) {
  return signed_file(letter_pdf(), {.sub_filter = "adbe.pkcs7.detached", .value = [&](auto pieces) {
                                      const Bytes content = joined(pieces);
                                      return cms_with(world().signer, content, what(content));
                                    }});
}

}  // namespace chancery::tests
