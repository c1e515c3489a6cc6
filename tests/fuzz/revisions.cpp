// The walk along startxref and /Prev, and every revision that it finds opened by itself.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "pdf/read/embedded_files.h"
#include "pdf/read/read.h"

namespace {

namespace pdf = chancery::pdf;

/// What holds for every walk: revisions follow each other and stay inside the file.
void check(const pdf::Revisions& revisions, std::size_t size) {
  std::size_t end = 0;
  for (const pdf::RevisionSpan& span : revisions.spans) {
    if (span.begin != end || span.end <= span.begin || span.end > size) std::abort();
    end = span.end;
  }
  if (revisions.problem && !revisions.spans.empty()) std::abort();
}

void read_all(const pdf::Document& document) {
  try {
    for (const pdf::Reference reference : document.objects()) {
      document.get(reference);
      document.damage(reference);
      document.place_of_value(reference, "Contents");
    }
    document.pages();
    document.places_of_key("ByteRange");
    pdf::embedded_files(document);
  } catch (const pdf::ReadFailure&) {
    // Over a limit: told, not suffered.
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const chancery::ByteView file(bytes, size);
  const pdf::Revisions revisions = pdf::walk_revisions(file);
  check(revisions, size);
  constexpr std::size_t kOpened = 4;
  const std::size_t count = std::min(kOpened, revisions.spans.size());
  for (std::size_t i = 0; i < count; ++i) {
    const pdf::Opened opened =
        pdf::open_revision(file, revisions.spans[i], pdf::IfEncrypted::kOpen);
    if (opened.document.has_value() == opened.problem.has_value()) std::abort();
    if (opened.document) read_all(*opened.document);
  }
  return 0;
}
