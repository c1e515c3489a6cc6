#include "plain_agreement.h"

#include <functional>

#include "pdf/read/plain.h"
#include "pdf/read/read.h"
#include "pdf/read/sections.h"

namespace chancery::pdf {
namespace {

/// Everything about an object, strings told from each other by how they would be written too.
std::string spelled(const Object& object) {
  if (const Stream* stream = object.stream()) {
    return spelled(Object(stream->dictionary)) + " stream of " +
           std::to_string(stream->data.size()) + ": " + std::string(text_of(stream->data));
  }
  Bytes bytes;
  serialise(object, bytes);
  return std::string(text_of(bytes));
}

}  // namespace

std::optional<PlainAgreement> plain_agreement(ByteView file) {
  const Opened opened = open_document(file);
  if (!opened.document) return std::nullopt;
  const SectionChain chain = read_sections(file);
  const ByteView seen = file.subspan(chain.header_offset).first(chain.ending.end);
  QPDF strict;
  strict.setSuppressWarnings(true);
  strict.setAttemptRecovery(false);
  strict.processMemoryFile("file", text_of(seen).data(), seen.size());
  const auto by_libqpdf = [&](Reference reference, StreamData data) {
    QPDFObjectHandle handle = strict.getObject(reference.number, reference.generation);
    return convert(handle, data);
  };
  PlainAgreement agreement;
  const std::map<int, XrefEntry> entries = merge(chain.sections);
  for (const Reference reference : opened.document->objects()) {
    const XrefEntry& entry = entries.at(reference.number);
    ++agreement.objects;
    const auto length_of = [&](Reference length) {
      return by_libqpdf(length, StreamData::kLeftOut);
    };
    for (const StreamData data : {StreamData::kRead, StreamData::kLeftOut}) {
      std::string theirs;
      std::optional<PlainObject> plain;
      try {
        plain = plain_object(seen, entry, data, length_of);
        if (!plain) break;
        theirs = spelled(by_libqpdf(reference, data));
      } catch (const std::exception& failure) {
        if (!plain) break;
        theirs = std::string("a failure: ") + failure.what();
      }
      if (data == StreamData::kRead) ++agreement.plain;
      const std::string ours = spelled(plain->object);
      if (ours != theirs && agreement.difference.empty()) {
        agreement.difference = "object " + std::to_string(reference.number) + ": " + ours +
                               "\nbut by libqpdf: " + theirs;
      }
    }
  }
  return agreement;
}

}  // namespace chancery::pdf
