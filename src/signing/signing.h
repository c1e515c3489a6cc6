// A division signs at its place: one appended revision with a PAdES baseline signature.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/diagnostic.h"
#include "base/units.h"
#include "pdf/read/read.h"
#include "pdf/write/write.h"
#include "pki/pki.h"
#include "signing/levels.h"
#include "signing/policy.h"
#include "signing/services.h"

namespace chancery::signing {

/// One division as certs/divisions.yaml lists it.
struct Division {
  std::string name;
  /// The certificate must carry these in its subject (empty: not asked).
  std::string organisation;
  std::string organisational_unit;
  std::string fingerprint_sha256;  ///< hex, optional
  std::string certificate_policy;  ///< an OID among its certificate policies, optional
  std::string
      key;  ///< "pkcs12:asia.p12", "pem:asia.pem" (paths beside the list), or a "pkcs11:" URI
  std::string certificate;      ///< PEM file beside a token's key, path beside the list
  std::string passphrase_file;  ///< optional, path beside the list
  std::string image;            ///< drawn in visible signatures; optional, path beside the list
  pki::SigningChoice choice;    ///< hash and padding, when the list asks for them
  Position where;
};

struct ReadDivisions {
  std::optional<std::vector<Division>> divisions;
  Policy policy;
  Services services;
  Diagnostics diagnostics;
};
/// Whoever only verifies has no keys: `key` may be left out of the list then.
enum class ListFor { kSigning, kVerifying };
ReadDivisions read_divisions(std::string_view yaml, const std::string& file,
                             ListFor use = ListFor::kSigning);

/// Why a certificate may not sign for a division at a time; nothing when it may.
std::optional<Diagnostic> refusal(const Division& division, const pki::Certificate& certificate,
                                  pki::UnixTime now);

/// A warning, "certificate-expires-soon", when the division's certificate, or else one above it,
/// does within so many days.
std::optional<Diagnostic> expiry_warning(const Division& division,
                                         const pki::Credential& credential, pki::UnixTime now,
                                         int days);

/// Makes a signature of nothing in particular and verifies it: "trial-failed" when that does not
/// work. Throws what the signer throws.
std::optional<Diagnostic> trial(const Division& division, const pki::Credential& credential);

/// A signature field that is not there yet.
struct NewField {
  pdf::Reference page;
  /// Left, bottom, right, top in the page's user space; all zero for a field that nobody sees.
  std::array<double, 4> corners{};
  bool visible = false;
  std::string tooltip = {};  ///< what is read aloud: "Signature of Sidney Jones, Asia Division"
};

/// Where a signature goes: the field of a division in a letter, found by what typeset wrote down,
/// or a place in any other PDF (signing/foreign_place.h).
struct FieldPlace {
  pdf::Reference field;  ///< the merged field and widget
  /// The field when its widget stands apart from it.
  std::optional<pdf::Reference> value_holder;
  std::optional<NewField> fresh;  ///< and `field` is nothing
  std::string field_name;
  Points width, height;  ///< as the page is shown
  /// By how many quarters the appearance turns to the left, so that it stands upright on a page
  /// that is shown turned to the right.
  int quarter_turns = 0;
  std::string signatory_name, title, division;
  std::string letterhead;  ///< name, for the appearance's type
  std::string language;
};

/// Throws Failure(kInput): "no-such-field" (names the divisions there are), "already-signed",
/// "changes-forbidden" (by a certifying signature), "field-locked" (by another signature),
/// "encrypted-pdf", "damaged-pdf".
FieldPlace find_field(const pdf::Document& document, std::string_view division);

/// The places for divisions, and which are signed. Throws Failure(kInput, "damaged-pdf").
std::vector<PlaceState> letter_places(const pdf::Document& document);

struct SignRequest {
  const pki::Credential* credential = nullptr;
  pki::UnixTime time = 0;        ///< goes into /M
  std::string reason, location;  ///< optional
  const pdf::FormObjects* appearance = nullptr;
  /// DocMDP's P, 1 to 3, of a signature that certifies; 0 for one that does not.
  int certify = 0;
  /// Of level B-T and above: the signature's value is stamped before anything is given out.
  const TimeStamping* time_stamping = nullptr;
};

/// The signed file: the input's bytes and one more revision. Signs before it returns; checks its
/// own work as a verifier would (prefix, ByteRange, digest, signature value) and throws
/// Failure(kSystem, "self-check-failed") rather than give out a bad file.
Bytes sign(const pdf::Document& document, const FieldPlace& place, const SignRequest& request);

}  // namespace chancery::signing
