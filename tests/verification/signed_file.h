// Small signed files, and what may happen to them afterwards, made by the tests themselves.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "pdf/sample_pdf.h"
#include "pdf/update/update.h"
#include "pki/der.h"
#include "pki/openssl_keys.h"
#include "pki/time_stamping.h"
#include "signing/letter_pdf.h"
#include "told_report.h"
#include "verification/verification.h"

namespace chancery::tests {

using pdf::Array;
using pdf::Dictionary;
using pdf::Literal;
using pdf::Name;
using pdf::Object;
using pdf::Reference;

/// One PKI for all tests of this binary.
inline const Keys& keys() {
  static const Keys kKeys;
  return kKeys;
}
inline const pki::Credential& credential() {
  static const pki::Credential kCredential = keys().new_credential("asia", {});
  return kCredential;
}
inline const TimeStamping& time_stamping() {
  static const TimeStamping kUnit(keys());
  return kUnit;
}

inline Bytes joined(std::span<const ByteView> pieces) {
  Bytes whole;
  for (const ByteView piece : pieces) append(whole, piece);
  return whole;
}

/// The usual signature value.
inline Bytes cms_over(std::span<const ByteView> pieces) {
  return pki::sign_cms(credential(), pki::digest(credential().signer->hash(), joined(pieces)));
}
inline Bytes time_stamp_over(std::span<const ByteView> pieces) {
  return time_stamping().stamp(joined(pieces));
}

/// How a field is signed. What a test does not say is done as PAdES asks.
struct Signing {
  int field = 7;
  std::string sub_filter = "ETSI.CAdES.detached";
  std::string type = "Sig";
  Dictionary more = {};  ///< entries of the signature dictionary
  std::function<Bytes(std::span<const ByteView>)> value = cms_over;
  std::size_t room = 6000;  ///< bytes for the value
  bool direct = false;      ///< the signature dictionary stands in the field
};

using Edit = std::function<void(const pdf::Document&, pdf::Revision&)>;

inline pdf::Document open(const Bytes& file) {
  pdf::Opened opened = pdf::open_document(file);
  if (!opened.document) throw std::runtime_error(opened.problem->detail);
  return std::move(*opened.document);
}

/// The file with one more revision.
inline Bytes edited(const Bytes& file, const Edit& edit) {
  const pdf::Document document = open(file);
  pdf::Revision revision(document);
  edit(document, revision);
  return revision.append().bytes;
}

inline Dictionary dictionary_at(const pdf::Document& document, int number) {
  const Object object = document.get({number, 0});
  const auto* dictionary = object.as<Dictionary>();
  if (dictionary == nullptr) throw std::runtime_error("no dictionary there");
  return *dictionary;
}

/// Sets entries of a dictionary; null removes one.
inline void change(const pdf::Document& document, pdf::Revision& revision, int number,
                   const Dictionary& entries) {
  Dictionary dictionary = dictionary_at(document, number);
  for (const auto& [key, value] : entries.entries()) {
    if (value.is_null()) {
      dictionary.erase(key);
    } else {
      dictionary.set(key, value);
    }
  }
  revision.set({number, 0}, std::move(dictionary));
}

inline Bytes changed(const Bytes& file, int number, const Dictionary& entries) {
  return edited(file, [&](const pdf::Document& document, pdf::Revision& revision) {
    change(document, revision, number, entries);
  });
}

/// In two steps: GCC 12 warns of what a sum of such strings is not.
inline std::string hex_token(std::string digits) {
  digits.insert(digits.begin(), '<');
  digits.push_back('>');
  return digits;
}

inline void write_over(Bytes& file, std::size_t begin, std::size_t end, std::string_view text,
                       char fill) {
  std::fill(file.begin() + static_cast<std::ptrdiff_t>(begin),
            file.begin() + static_cast<std::ptrdiff_t>(end), static_cast<std::uint8_t>(fill));
  std::copy(text.begin(), text.end() - 1, file.begin() + static_cast<std::ptrdiff_t>(begin));
  file[end - 1] = static_cast<std::uint8_t>(text.back());
}

/// Fills in the two placeholders of a signature dictionary, wherever they stand.
inline void fill_in(Bytes& file, const Signing& signing) {
  const std::string_view text = text_of(file);
  const std::size_t begin = text.rfind("<0000000000");
  const std::size_t end = text.find('>', begin) + 1;
  const std::size_t range = text.rfind("[0 1111111111");
  const std::string numbers = "[0 " + std::to_string(begin) + " " + std::to_string(end) + " " +
                              std::to_string(file.size() - end) + "]";
  write_over(file, range, text.find(']', range) + 1, numbers, ' ');
  const std::array<ByteView, 2> pieces{ByteView(file).first(begin), ByteView(file).subspan(end)};
  write_over(file, begin, end, hex_token(pki::hex(signing.value(pieces))), '0');
}

inline Dictionary signature_dictionary(const Signing& signing) {
  Dictionary signature{{"Filter", Name{"Adobe.PPKLite"}},
                       {"SubFilter", Name{signing.sub_filter}},
                       {"ByteRange", Literal{"[0 1111111111 1111111111 1111111111]"}},
                       {"Contents", Literal{hex_token(std::string(2 * signing.room, '0'))}}};
  if (!signing.type.empty()) signature.set("Type", Name{signing.type});
  for (const auto& [key, value] : signing.more.entries()) signature.set(key, value);
  return signature;
}

/// The file with a field signed in one more revision, and with what `also` does in it.
inline Bytes signed_file(const Bytes& file, const Signing& signing = {}, const Edit& also = {}) {
  Bytes result = edited(file, [&](const pdf::Document& document, pdf::Revision& revision) {
    const Dictionary signature = signature_dictionary(signing);
    Object value(signature);
    if (!signing.direct) {
      const Reference reference = revision.allocate();
      revision.set(reference, signature);
      value = Object(reference);
    }
    if (also) also(document, revision);
    change(document, revision, signing.field, {{"V", value}});
  });
  fill_in(result, signing);
  return result;
}

/// A document time-stamp in a new field that nobody sees.
inline Bytes time_stamped(
    const Bytes& file,
    const std::function<Bytes(std::span<const ByteView>)>& value = time_stamp_over) {
  const Signing signing{.sub_filter = "ETSI.RFC3161", .type = "DocTimeStamp", .value = value};
  Bytes result = edited(file, [&](const pdf::Document& document, pdf::Revision& revision) {
    const Reference signature = revision.allocate();
    const Reference field = revision.allocate();
    revision.set(signature, signature_dictionary(signing));
    revision.set(field, Dictionary{{"FT", Name{"Sig"}},
                                   {"T", pdf::text_string("stamp " + std::to_string(field.number))},
                                   {"Type", Name{"Annot"}},
                                   {"Subtype", Name{"Widget"}},
                                   {"Rect", Array{0, 0, 0, 0}},
                                   {"P", Reference{3, 0}},
                                   {"V", signature}});
    Array fields = *dictionary_at(document, 6).find("Fields")->as<Array>();
    fields.emplace_back(field);
    change(document, revision, 6, {{"Fields", fields}});
  });
  fill_in(result, signing);
  return result;
}

/// Text as it stands, for what no writer would write; `%X` in it becomes the offset of `xref`.
inline Bytes with_text(const Bytes& file, std::string text) {
  Bytes result = file;
  const std::size_t at = text.find("%X");
  if (at != std::string::npos) {
    text.replace(at, 2, std::to_string(file.size() + text.find("xref\n")));
  }
  append(result, std::string_view(text));
  return result;
}

inline verification::Report verified(const Bytes& file) {
  return verification::verify(file, {}, 1795514400);  // 2026-11-24T10:00:00Z
}

/// Unreadable, or some signature is not intact, does not cover a revision, or was followed by
/// changes that are not permitted.
inline bool altered(const verification::Report& report) {
  using namespace verification;
  return !report.readable ||
         std::any_of(report.signatures.begin(), report.signatures.end(), [](const auto& signature) {
           return signature.integrity != Integrity::kIntact ||
                  signature.coverage == Coverage::kOther ||
                  signature.changes == Changes::kNotPermitted;
         });
}
inline bool altered(const Bytes& file) {
  return altered(verified(file));
}

/// Every code found about the file and its signatures.
inline std::vector<std::string> codes(const verification::Report& report) {
  std::vector<std::string> all;
  for (const auto& finding : report.findings) all.push_back(finding.code);
  for (const auto& signature : report.signatures) {
    for (const auto& finding : signature.findings) all.push_back(finding.code);
  }
  return all;
}

/// For messages.
inline std::string told(const Bytes& file) {
  return verification::to_text(verified(file), "file");
}

}  // namespace chancery::tests
