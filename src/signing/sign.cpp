// One appended revision with a PAdES baseline signature (EN 319 142-1, 6.3; ISO 32000-1, 12.8.1).
#include <algorithm>
#include <array>
#include <stdexcept>

#include "pdf/update/update.h"
#include "signing/adopt.h"
#include "signing/entries.h"
#include "signing/signing.h"

namespace chancery::signing {
namespace {

using pdf::Array;
using pdf::Dictionary;
using pdf::Document;
using pdf::Literal;
using pdf::Name;
using pdf::Object;
using pdf::Reference;
using pdf::WrittenAt;

/// As wide as any byte range of a file whose offsets fit a cross-reference table.
constexpr std::string_view kByteRangePlaceholder = "[0 0000000000 0000000000 0000000000]";
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

Dictionary signature_dictionary(const FieldPlace& place, const SignRequest& request) {
  const std::string room(2 * pki::largest_cms_bytes(*request.credential), '0');
  Dictionary signature{{"Type", Name{"Sig"}},
                       {"Filter", Name{"Adobe.PPKLite"}},
                       {"SubFilter", Name{"ETSI.CAdES.detached"}},
                       {"ByteRange", Literal{std::string(kByteRangePlaceholder)}},
                       {"Contents", Literal{"<" + room + ">"}},
                       {"M", pdf_date(request.time)}};
  const auto add = [&](std::string key, const std::string& text) {
    if (!text.empty()) signature.set(std::move(key), pdf::text_string(text));
  };
  add("Name", place.signatory_name);
  add("Reason", request.reason);
  add("Location", request.location);
  return signature;
}

/// The form says that it holds signatures, and that only appending keeps them.
void set_flags(const Document& document, pdf::Revision& revision) {
  Dictionary root = catalog(document);
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

void fill_field(const Document& document, const FieldPlace& place, Reference signature,
                const pdf::FormObjects* appearance, pdf::Revision& revision) {
  const Object object = document.get(place.field);
  if (object.as<Dictionary>() == nullptr) damaged_pdf("a signature field is no dictionary");
  Dictionary field = *object.as<Dictionary>();
  field.set("V", signature);
  if (appearance != nullptr) {
    field.set("AP", Dictionary{{"N", adopt(appearance->objects, revision)}});
    field.erase("AS");
  }
  revision.set(place.field, std::move(field));
}

/// Writes over a placeholder; what is left of it becomes spaces before its last byte.
void patch(Bytes& file, const WrittenAt& at, std::string_view text, char fill) {
  const std::size_t size = at.end - at.begin;
  if (text.size() < 2 || text.size() > size) throw std::logic_error("placeholder too small");
  std::fill(file.begin() + static_cast<std::ptrdiff_t>(at.begin),
            file.begin() + static_cast<std::ptrdiff_t>(at.end), static_cast<std::uint8_t>(fill));
  std::copy(text.begin(), text.end() - 1, file.begin() + static_cast<std::ptrdiff_t>(at.begin));
  file[at.end - 1] = static_cast<std::uint8_t>(text.back());
}

std::array<ByteView, 2> around(ByteView file, const WrittenAt& token) {
  return {file.first(token.begin), file.subspan(token.end)};
}

[[noreturn]] void self_check_failed(const std::string& what) {
  throw Failure(FailureKind::kSystem, "self-check-failed",
                "the finished signature does not stand its own check: " + what,
                "nothing was written; try again, and check the key when it fails again");
}

/// The result must be the input and more, be readable, and be signed as a verifier will see it.
void check(const Document& document, ByteView file, Reference signature) {
  const ByteView source = document.bytes();
  if (file.size() <= source.size() || !std::ranges::equal(file.first(source.size()), source)) {
    self_check_failed("the earlier bytes were changed");
  }
  const pdf::Opened opened = pdf::open_document(file);
  if (!opened.document) self_check_failed(opened.problem->detail);
  const Object object = opened.document->get(signature);
  const auto token = opened.document->place_of_value(signature, "Contents");
  const auto* dictionary = object.as<Dictionary>();
  const Object* range = dictionary == nullptr ? nullptr : dictionary->find("ByteRange");
  const Object* contents = dictionary == nullptr ? nullptr : dictionary->find("Contents");
  if (range == nullptr || range->as<Array>() == nullptr || contents == nullptr ||
      contents->as<pdf::String>() == nullptr || !token || token->begin >= token->end ||
      token->end > file.size()) {
    self_check_failed("its signature dictionary cannot be read");
  }
  const std::array<std::size_t, 4> expected{0, token->begin, token->end, file.size() - token->end};
  const auto same = [](const Object& written, std::size_t number) {
    const auto* integer = written.as<std::int64_t>();
    return integer != nullptr && *integer >= 0 && static_cast<std::size_t>(*integer) == number;
  };
  if (!std::ranges::equal(*range->as<Array>(), expected, same)) {
    self_check_failed("the byte range does not leave out exactly the signature");
  }
  const pki::CmsCheck found = pki::check_cms(bytes_of(contents->as<pdf::String>()->bytes),
                                             around(file, {token->begin, token->end}));
  if (!found.findings.empty() || !found.digest_matches || !found.signature_verifies) {
    self_check_failed("the signature does not verify");
  }
}

Bytes sign_checked(const Document& document, const FieldPlace& place, const SignRequest& request) {
  pdf::Revision revision(document);
  const Reference signature = revision.allocate();
  fill_field(document, place, signature, request.appearance, revision);
  set_flags(document, revision);
  revision.set(signature, signature_dictionary(place, request));
  pdf::Revision::Result result = revision.append();

  Bytes& file = result.bytes;
  const WrittenAt token = result.contents.at(signature);
  std::string range = "[0";
  for (const std::size_t number : {token.begin, token.end, file.size() - token.end}) {
    range += ' ';
    range += std::to_string(number);
  }
  range += ']';
  patch(file, result.byte_range.at(signature), range, ' ');

  pki::Digest digest(request.credential->signer->hash());
  for (const ByteView piece : around(file, token)) digest.add(piece);
  const Bytes cms = pki::sign_cms(*request.credential, digest.finish());
  std::string contents = "<";
  contents += pki::hex(cms);
  contents += '>';
  patch(file, token, contents, '0');
  check(document, file, signature);
  return std::move(file);
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
