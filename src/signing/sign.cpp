// One appended revision with a PAdES baseline signature (EN 319 142-1, 6.3; ISO 32000-1, 12.8.1).
#include <algorithm>
#include <array>
#include <stdexcept>

#include "pdf/read/appended.h"
#include "pdf/update/update.h"
#include "pki/check_own.h"
#include "signing/adopt.h"
#include "signing/contents.h"
#include "signing/entries.h"
#include "signing/new_field.h"
#include "signing/signature_revision.h"
#include "signing/signing.h"

namespace chancery::signing {
namespace {

using pdf::Array;
using pdf::Dictionary;
using pdf::Document;
using pdf::Name;
using pdf::Object;
using pdf::Reference;

/// Around a time-stamp token within a CMS: two identifiers, and longer lengths (RFC 5652, 5.3).
constexpr std::size_t kTokenAttributeBytes = 64;
/// SignaturesExist and AppendOnly (12.7.2, table 219).
constexpr std::int64_t kSignedFlags = 3;

/// D:YYYYMMDDHHmmSSZ (7.9.4).
pdf::String pdf_date(pki::UnixTime time) {
  std::string date = "D:";
  for (const char c : pki::format_utc(time)) {
    if (c >= '0' && c <= '9') date += c;
  }
  return {date + "Z", false};
}

/// What a signature lays down about changes after it (12.8.1, table 253).
Object signature_reference(const std::string& method, Dictionary parameters) {
  parameters.set("Type", Name{"TransformParams"});
  parameters.set("V", Name{"1.2"});
  Dictionary reference{{"Type", Name{"SigRef"}},
                       {"TransformMethod", Name{method}},
                       {"TransformParams", Object(std::move(parameters))}};
  return Object(std::move(reference));
}

/// A certification (12.8.2.2), and the lock that whoever made the form asks of this field
/// (12.7.4.5): signing makes it a FieldMDP (12.8.2.4).
Array signature_references(const Document& document, const FieldPlace& place, int certify) {
  Array references;
  references.reserve(2);
  if (certify != 0) {
    references.push_back(
        signature_reference("DocMDP", Dictionary{{"P", Object(std::int64_t{certify})}}));
  }
  if (place.fresh) return references;
  const Object field = document.get(place.value_holder.value_or(place.field));
  const Object lock = field.as<Dictionary>() == nullptr
                          ? Object()
                          : entry(document, *field.as<Dictionary>(), "Lock");
  if (lock.as<Dictionary>() == nullptr) return references;
  Dictionary parameters;
  for (const std::string key : {"Action", "Fields"}) {
    Object value = entry(document, *lock.as<Dictionary>(), key);
    if (!value.is_null()) parameters.set(key, std::move(value));
  }
  references.push_back(signature_reference("FieldMDP", std::move(parameters)));
  return references;
}

Dictionary signature_dictionary(const FieldPlace& place, const SignRequest& request,
                                std::size_t room) {
  Dictionary signature{{"Type", Name{"Sig"}},
                       {"Filter", Name{"Adobe.PPKLite"}},
                       {"SubFilter", Name{"ETSI.CAdES.detached"}},
                       {"ByteRange", byte_range_placeholder()},
                       {"Contents", contents_placeholder(room)},
                       {"M", pdf_date(request.time)}};
  const auto add = [&](std::string key, const std::string& text) {
    if (!text.empty()) signature.set(std::move(key), pdf::text_string(text));
  };
  add("Name", place.signatory_name);
  add("Reason", request.reason);
  add("Location", request.location);
  return signature;
}

/// The catalog names the signature that certifies (12.8.4, table 258).
void set_permissions(const Document& document, Dictionary& root, Reference signature) {
  const Object present = entry(document, root, "Perms");
  Dictionary permissions =
      present.as<Dictionary>() == nullptr ? Dictionary() : *present.as<Dictionary>();
  permissions.set("DocMDP", signature);
  root.set("Perms", Object(std::move(permissions)));
}

/// The form says that it holds signatures, and that only appending keeps them.
void set_flags(const Document& document, std::optional<Reference> certification,
               pdf::Revision& revision) {
  Dictionary root = catalog(document);
  if (certification) {
    set_permissions(document, root, *certification);
    revision.set(document.root(), Object(root));
  }
  Object* form = root.find("AcroForm");
  if (form == nullptr) damaged_pdf("it has no form");
  Object resolved = document.resolve(*form);
  auto* dictionary = resolved.as<Dictionary>();
  if (dictionary == nullptr) damaged_pdf("its form is no dictionary");
  const Object flags = entry(document, *dictionary, "SigFlags");
  const auto* present = flags.as<std::int64_t>();
  if (present != nullptr && (*present & kSignedFlags) == kSignedFlags) return;
  dictionary->set("SigFlags", Object(kSignedFlags));
  if (const auto* reference = form->as<Reference>()) {
    revision.set(*reference, std::move(resolved));
  } else {
    *form = std::move(resolved);
    revision.set(document.root(), Object(std::move(root)));
  }
}

/// What the field, and its widget where that stands apart, hold besides their value.
void show_appearance(Dictionary& widget, const pdf::FormObjects* appearance,
                     pdf::Revision& revision) {
  if (appearance == nullptr) return;
  widget.set("AP", Dictionary{{"N", adopt(appearance->objects, revision)}});
  widget.erase("AS");
}

Dictionary dictionary_of_field(const Document& document, Reference reference) {
  const Object object = document.get(reference);
  if (object.as<Dictionary>() == nullptr) damaged_pdf("a signature field is no dictionary");
  return *object.as<Dictionary>();
}

void fill_field(const Document& document, const FieldPlace& place, Reference signature,
                const pdf::FormObjects* appearance, pdf::Revision& revision) {
  Dictionary widget = dictionary_of_field(document, place.field);
  show_appearance(widget, appearance, revision);
  if (place.value_holder) {
    Dictionary field = dictionary_of_field(document, *place.value_holder);
    field.set("V", signature);
    revision.set(*place.value_holder, std::move(field));
    if (appearance == nullptr) return;
  } else {
    widget.set("V", signature);
  }
  revision.set(place.field, std::move(widget));
}

/// A field that is not there yet, with its value.
void make_field(const Document& document, const FieldPlace& place, Reference signature,
                const SignRequest& request, pdf::Revision& revision) {
  Dictionary field{{"V", signature}};
  show_appearance(field, request.appearance, revision);
  Dictionary root = catalog(document);
  bool changed = add_field(document, revision, place, std::move(field), root);
  if (request.certify != 0) {
    set_permissions(document, root, signature);
    changed = true;
  }
  if (changed) revision.set(document.root(), Object(std::move(root)));
}

[[noreturn]] void self_check_failed(const std::string& what) {
  throw Failure(FailureKind::kSystem, "self-check-failed",
                "the finished signature does not stand its own check: " + what,
                "nothing was written; try again, and check the key when it fails again");
}

}  // namespace

void check_signed(const Document& document, ByteView file, Reference signature,
                  const pki::Credential& credential) {
  const pdf::Appended appended = pdf::read_appended(document, file);
  if (appended.problem) self_check_failed(*appended.problem);
  const auto dictionary = appended.objects.find(signature);
  if (dictionary == appended.objects.end()) self_check_failed("it has no signature");
  const auto token = pdf::place_in_dictionary(file, dictionary->second, "Contents");
  const auto contents = token ? pdf::hexadecimal_at(file, *token) : std::nullopt;
  const auto range = pdf::place_in_dictionary(file, dictionary->second, "ByteRange");
  const auto numbers = range ? pdf::object_at(file, *range) : std::nullopt;
  if (!contents || !numbers || numbers->as<Array>() == nullptr) {
    self_check_failed("its signature dictionary cannot be read");
  }
  const std::array<std::size_t, 4> expected{0, token->begin, token->end, file.size() - token->end};
  const auto same = [](const Object& written, std::size_t number) {
    const auto* integer = written.as<std::int64_t>();
    return integer != nullptr && *integer >= 0 && static_cast<std::size_t>(*integer) == number;
  };
  if (!std::ranges::equal(*numbers->as<Array>(), expected, same)) {
    self_check_failed("the byte range does not leave out exactly the signature");
  }
  const pki::CmsCheck found =
      pki::check_own_cms(*contents, around(file, {token->begin, token->end}), credential);
  if (!found.findings.empty() || !found.digest_matches || !found.signature_verifies) {
    self_check_failed("the signature does not verify");
  }
}

SignatureRevision make_revision(const Document& document, const FieldPlace& place,
                                const SignRequest& request, std::size_t room) {
  pdf::Revision revision(document);
  const Reference signature = revision.allocate();
  if (place.fresh) {
    make_field(document, place, signature, request, revision);
  } else {
    fill_field(document, place, signature, request.appearance, revision);
    set_flags(document, request.certify != 0 ? std::optional(signature) : std::nullopt, revision);
  }
  Dictionary dictionary = signature_dictionary(place, request, room);
  Array references = signature_references(document, place, request.certify);
  if (!references.empty()) dictionary.set("Reference", Object(std::move(references)));
  revision.set(signature, std::move(dictionary));
  return {revision.append(), signature};
}

std::size_t room_for_cms(const pki::Credential& credential, std::size_t token_room) {
  return pki::largest_cms_bytes(credential) +
         (token_room > 0 ? token_room + kTokenAttributeBytes : 0);
}

Bytes stamped_cms(const TimeStamping& time_stamping, pki::Hash hash, ByteView cms,
                  std::size_t& token_room) {
  const Bytes value = pki::signature_value(cms);
  const std::array<ByteView, 1> stamped{value};
  // SHAKE256, which goes with Ed448, is not known to the services.
  const pki::Hash imprint = hash == pki::Hash::kShake256 ? pki::Hash::kSha512 : hash;
  const Bytes token = time_stamping.stamp(imprint, stamped);
  token_room = std::max(token_room, token.size() + kTokenSlackBytes);
  return pki::with_time_stamp(cms, token);
}

namespace {

/// The CMS, with a time-stamp when one is asked for.
Bytes make_cms(const SignRequest& request, std::span<const ByteView> pieces,
               std::size_t& token_room) {
  const pki::Hash hash = request.credential->signer->hash();
  pki::Digest digest(hash);
  for (const ByteView piece : pieces) digest.add(piece);
  Bytes cms = pki::sign_cms(*request.credential, digest.finish());
  if (request.time_stamping == nullptr) return cms;
  return stamped_cms(*request.time_stamping, hash, cms, token_room);
}

Bytes sign_checked(const Document& document, const FieldPlace& place, const SignRequest& request) {
  std::size_t token_room = request.time_stamping ? room_for_token(*request.time_stamping) : 0;
  for (int tried = 0; tried < kMostRoomTries; ++tried) {
    auto [result, signature] =
        make_revision(document, place, request, room_for_cms(*request.credential, token_room));
    const bool fits = fill_contents(result, signature, [&](std::span<const ByteView> pieces) {
      return make_cms(request, pieces, token_room);
    });
    if (!fits) continue;
    check_signed(document, result.bytes, signature, *request.credential);
    return std::move(result.bytes);
  }
  self_check_failed("it is larger than its place");
}

}  // namespace

Bytes sign(const Document& document, const FieldPlace& place, const SignRequest& request) {
  if (request.credential == nullptr || request.credential->signer == nullptr) {
    throw std::invalid_argument("signing needs a credential");
  }
  try {
    return sign_checked(document, place, request);
  } catch (const pdf::ReadFailure& failure) {
    damaged_pdf(failure.problem().detail);
  }
}

}  // namespace chancery::signing
