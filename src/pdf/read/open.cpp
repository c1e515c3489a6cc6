
#include "pdf/read/convert.h"
#include "pdf/read/decryption.h"
#include "pdf/read/inside.h"
#include "pdf/read/safety.h"

namespace chancery::pdf {
namespace {

Opened refuse(ReadProblem problem) {
  Opened opened;
  opened.problem = std::move(problem);
  return opened;
}

bool encrypted(const Dictionary& trailer) {
  const Object* entry = trailer.find("Encrypt");
  return entry != nullptr && !entry->is_null();
}

std::shared_ptr<QPDF> strict_reader() {
  use_openssl_for_decryption();
  auto qpdf = QPDF::create();
  const auto logger = QPDFLogger::create();
  logger->setInfo(logger->discard());
  logger->setWarn(logger->discard());
  logger->setError(logger->discard());
  qpdf->setLogger(logger);
  qpdf->setSuppressWarnings(true);
  qpdf->setAttemptRecovery(false);
  return qpdf;
}

/// What libqpdf holds to be in use, we must hold to be in the same place. Where an older generation
/// of a number is still in its table, ours (the newest entry of a number, 7.5.6) decides.
std::optional<Remark> disagreement(const std::map<QPDFObjGen, QPDFXRefEntry>& theirs,
                                   const std::map<int, XrefEntry>& ours) {
  for (const auto& [id, entry] : theirs) {
    const auto found = ours.find(id.getObj());
    const std::string number = std::to_string(id.getObj());
    if (found == ours.end()) {
      return Remark{"object " + number + " is in no section",
                    Detail{"object-in-no-section", {{"number", number}}}};
    }
    const XrefEntry& mine = found->second;
    if (mine.kind == XrefEntry::Kind::kFree || mine.generation != id.getGen()) continue;
    const bool same = entry.getType() == 2
                          ? mine.kind == XrefEntry::Kind::kCompressed &&
                                mine.container == entry.getObjStreamNumber()
                          : mine.kind == XrefEntry::Kind::kUncompressed &&
                                mine.offset == static_cast<std::uint64_t>(entry.getOffset());
    if (!same) {
      return Remark{"the place of object " + number + " can be read in two ways",
                    Detail{"object-place-in-two-ways", {{"number", number}}}};
    }
  }
  return std::nullopt;
}

/// The file as if it were not encrypted: the name /Encrypt in its trailers becomes another.
Bytes without_encryption(ByteView seen, const std::vector<XrefSection>& sections) {
  constexpr std::string_view kKey = "/Encrypt";
  Bytes bytes(seen.begin(), seen.end());
  for (const XrefSection& section : sections) {
    std::string_view text = text_of(seen).substr(section.begin, section.end - section.begin);
    if (section.style == XrefStyle::kStream) text = text.substr(0, text.find("stream"));
    for (std::size_t at = text.find(kKey); at != std::string_view::npos;
         at = text.find(kKey, at + 1)) {
      bytes[section.begin + at + 1] = '-';
    }
  }
  return bytes;
}

/// Lets libqpdf read the file, and takes over its trailer.
void load(Document::Inside& inside, ByteView seen) {
  inside.qpdf = strict_reader();
  const std::string_view text = text_of(seen);
  inside.qpdf->processMemoryFile("file", text.data(), text.size());
  inside.take_warnings();
  QPDFObjectHandle trailer = inside.qpdf->getTrailer();
  const Object converted = convert(trailer);
  if (const Stream* stream = converted.stream()) {
    inside.trailer = stream->dictionary;
  } else if (const auto* dictionary = converted.as<Dictionary>()) {
    inside.trailer = *dictionary;
  }
}

/// With the empty password, or else without any key.
void load_encrypted(Document::Inside& inside, ByteView seen,
                    const std::vector<XrefSection>& sections) {
  inside.encryption = Encryption::kOpen;
  const std::vector<Remark> complaints = inside.complaints;
  try {
    return load(inside, seen);
  } catch (const QPDFExc&) {
    // A wrong password, or a security handler that libqpdf does not know.
    inside.complaints = complaints;
  }
  inside.encryption = Encryption::kClosed;
  inside.unlocked = without_encryption(seen, sections);
  load(inside, inside.unlocked);
  // In an encrypted object stream the catalog cannot be read either.
  if (!inside.qpdf->getTrailer().getKey("/Root").isDictionary()) {
    throw ReadFailure({Unreadable::kEncrypted, "it needs a password", Detail{"needs-a-password"}});
  }
}

}  // namespace

QPDF& Document::Inside::reader() {
  if (!qpdf) {
    const Dictionary known = trailer;
    load(*this, bytes);
    trailer = known;
  }
  return *qpdf;
}

Opened open_document(ByteView bytes, IfEncrypted if_encrypted) {
  SectionChain chain = read_sections(bytes);
  if (chain.problem) return refuse(std::move(*chain.problem));
  const bool locked = encrypted(chain.sections.front().trailer);
  if (locked && if_encrypted == IfEncrypted::kRefuse) {
    return refuse({Unreadable::kEncrypted, "it would have to be decrypted first",
                   Detail{"needs-decryption"}});
  }
  // Cut to what our own walk saw, so that libqpdf finds the same header and the same startxref.
  const ByteView body = bytes.subspan(chain.header_offset);
  const ByteView seen = body.first(chain.ending.end);
  auto inside = std::make_unique<Document::Inside>();
  inside->bytes = bytes;
  if (!locked) inside->seen = seen;
  inside->header_offset = chain.header_offset;
  inside->startxref = chain.sections.front().begin;
  inside->style = chain.sections.front().style;
  inside->entries = merge(chain.sections);
  inside->complaints = std::move(chain.complaints);
  SafetyCheck safety = check_safety(seen, chain.sections, inside->entries);
  if (safety.problem) return refuse(std::move(*safety.problem));
  inside->misplaced = std::move(safety.misplaced);
  for (const int number : inside->misplaced) {
    inside->complain(
        "object " + std::to_string(number) + " is not where its cross-reference entry says",
        Detail{"object-misplaced", {{"number", std::to_string(number)}}});
  }
  try {
    if (locked) {
      load_encrypted(*inside, seen, chain.sections);
    } else {
      load(*inside, seen);
    }
    if (const auto difference = disagreement(inside->qpdf->getXRefTable(), inside->entries)) {
      return refuse({Unreadable::kDamaged, difference->text, difference->detail});
    }
  } catch (const ReadFailure& failure) {
    return refuse(failure.problem());
  } catch (const QPDFExc& failure) {
    const bool password = failure.getErrorCode() == qpdf_e_password;
    return refuse({password ? Unreadable::kEncrypted : Unreadable::kDamaged,
                   printable(failure.getMessageDetail())});
  } catch (const std::bad_alloc&) {
    throw;
  } catch (const std::exception& failure) {
    return refuse({Unreadable::kDamaged, printable(failure.what())});
  }
  const Object* root = inside->trailer.find("Root");
  const auto* reference = root == nullptr ? nullptr : root->as<Reference>();
  if (reference == nullptr) {
    return refuse({Unreadable::kDamaged, "the trailer's /Root is not a reference",
                   Detail{"root-no-reference"}});
  }
  inside->root = *reference;
  Opened opened;
  opened.document.emplace(std::move(inside));
  return opened;
}

Opened open_revision(ByteView bytes, const RevisionSpan& span, IfEncrypted if_encrypted) {
  if (span.end > bytes.size()) {
    return refuse({Unreadable::kDamaged, "the revision ends beyond the file",
                   Detail{"revision-beyond-file"}});
  }
  return open_document(bytes.first(span.end), if_encrypted);
}

}  // namespace chancery::pdf
