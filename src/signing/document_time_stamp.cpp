// A time-stamp of the whole document (EN 319 142-1, 5.4.3).
#include <algorithm>
#include <array>

#include "signing/contents.h"
#include "signing/entries.h"
#include "signing/fields.h"
#include "signing/levels.h"

namespace chancery::signing {
namespace {

using pdf::Dictionary;
using pdf::Name;
using pdf::Object;
using pdf::Reference;

constexpr pki::Hash kHash = pki::Hash::kSha256;

[[noreturn]] void self_check_failed(const std::string& what) {
  throw Failure(FailureKind::kSystem, "self-check-failed",
                "the finished time-stamp does not stand its own check: " + what,
                "nothing was written; try again");
}

/// The file as a verifier will read it.
void check(const pdf::Document& document, ByteView file, Reference signature) {
  const ByteView source = document.bytes();
  if (file.size() <= source.size() || !std::ranges::equal(file.first(source.size()), source)) {
    self_check_failed("the earlier bytes were changed");
  }
  const pdf::Opened opened = pdf::open_document(file);
  if (!opened.document) self_check_failed(opened.problem->detail);
  const auto token = opened.document->place_of_value(signature, "Contents");
  const auto contents = token ? opened.document->hexadecimal_at(*token) : std::nullopt;
  if (!contents) self_check_failed("its dictionary cannot be read");
  const auto pieces = around(file, {token->begin, token->end});
  const pki::CmsCheck found = pki::check_timestamp(*contents, pieces);
  if (!found.findings.empty() || !found.digest_matches || !found.signature_verifies) {
    self_check_failed("it is not over these bytes");
  }
}

}  // namespace

std::size_t room_for_token(const TimeStamping& time_stamping) {
  if (time_stamping.token_bytes > 0) return time_stamping.token_bytes + kTokenSlackBytes;
  const std::array<ByteView, 1> nothing{ByteView()};
  return time_stamping.stamp(kHash, nothing).size() + kTokenSlackBytes;
}

Bytes add_document_time_stamp(const pdf::Document& document, const TimeStamping& time_stamping) {
  try {
    std::size_t room = room_for_token(time_stamping);
    const std::string name = new_field_name(document, "document-time-stamp-");
    for (int tried = 0; tried < kMostRoomTries; ++tried) {
      pdf::Revision revision(document);
      const Reference signature = revision.allocate();
      add_invisible_field(document, revision, name, signature);
      revision.set(signature, Dictionary{{"Type", Name{"DocTimeStamp"}},
                                         {"Filter", Name{"Adobe.PPKLite"}},
                                         {"SubFilter", Name{"ETSI.RFC3161"}},
                                         {"ByteRange", byte_range_placeholder()},
                                         {"Contents", contents_placeholder(room)}});
      pdf::Revision::Result result = revision.append();
      const bool fits = fill_contents(result, signature, [&](std::span<const ByteView> pieces) {
        Bytes token = time_stamping.stamp(kHash, pieces);
        room = std::max(room, token.size() + kTokenSlackBytes);
        return token;
      });
      if (!fits) continue;
      check(document, result.bytes, signature);
      return std::move(result.bytes);
    }
  } catch (const pdf::ReadFailure& failure) {
    damaged_pdf(failure.problem().detail);
  }
  self_check_failed("each token was larger than the one before");
}

}  // namespace chancery::signing
