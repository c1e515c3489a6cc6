// What a ByteRange covers: whatever it says, a covered revision leaves out the value alone.
#include <fuzzer/FuzzedDataProvider.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <vector>

#include "verification/coverage.h"

namespace {

using chancery::Bytes;
using chancery::ByteView;
namespace pdf = chancery::pdf;
namespace v = chancery::verification;

void check(const v::CoverageCheck& found, ByteView file, const pdf::Document::Place& contents) {
  if (found.coverage == v::Coverage::kOther) return;
  if (!found.usable || found.signed_bytes.size() != 2) std::abort();
  const ByteView before = found.signed_bytes[0], after = found.signed_bytes[1];
  if (before.data() != file.data() || before.size() != contents.begin) std::abort();
  if (after.data() != file.data() + contents.end) std::abort();
  if (contents.end + after.size() != found.end || found.end > file.size()) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  FuzzedDataProvider input(bytes, size);
  pdf::Array range;
  const std::size_t count = input.ConsumeIntegralInRange<std::size_t>(0, 6);
  for (std::size_t i = 0; i < count; ++i) {
    if (input.ConsumeBool()) {
      range.emplace_back(input.ConsumeIntegral<std::int64_t>());
    } else {
      range.emplace_back(std::int64_t{input.ConsumeIntegral<std::uint8_t>()});
    }
  }
  std::vector<pdf::RevisionSpan> revisions;
  std::size_t begin = 0;
  for (std::size_t i = input.ConsumeIntegralInRange<std::size_t>(0, 3); i > 0; --i) {
    pdf::RevisionSpan span;
    span.begin = begin;
    span.end = begin + input.ConsumeIntegral<std::uint8_t>() + 1;
    span.xref_offset = span.begin + input.ConsumeIntegralInRange<std::size_t>(0, span.end - begin);
    begin = span.end;
    revisions.push_back(span);
  }
  pdf::Document::Place contents;
  contents.begin = input.ConsumeIntegral<std::uint8_t>();
  contents.end = contents.begin + input.ConsumeIntegral<std::uint8_t>();
  Bytes file = input.ConsumeRemainingBytes<std::uint8_t>();
  // Revisions and the value are inside the file: the reader found them there.
  file.resize(std::max({file.size(), begin, contents.end}));
  check(v::check_coverage(file, pdf::Object(range), contents, revisions), file, contents);
  v::check_coverage(file, pdf::Object(range), std::nullopt, revisions);
  return 0;
}
