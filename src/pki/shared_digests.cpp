#include "pki/shared_digests.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <utility>

namespace chancery::pki {
namespace {

/// A shorter beginning is digested anew: keeping its state costs as much.
constexpr std::size_t kShared = std::size_t{64} << 10U;
/// States that are kept for one hash: more than any letter has signatures.
constexpr std::size_t kMostStates = 1000;

}  // namespace

struct SharedDigests::Inside {
  ByteView whole;
  std::vector<std::size_t> ends;  ///< ascending
  std::map<Hash, std::map<std::size_t, Digest>> states;
  std::size_t digested = 0;
  Inside* outer = nullptr;

  static Inside*& innermost() {
    static thread_local Inside* now = nullptr;
    return now;
  }

  bool shares(ByteView piece) const {
    return piece.data() == whole.data() && piece.size() >= kShared && piece.size() <= whole.size();
  }

  /// A digest that has taken in the first `end` bytes.
  Digest up_to(Hash hash, std::size_t end) {
    std::map<std::size_t, Digest>& kept = states[hash];
    const auto above = kept.upper_bound(end);
    std::size_t at = 0;
    Digest running(hash);
    if (above != kept.begin()) {
      at = std::prev(above)->first;
      running = std::prev(above)->second.copy();
    }
    // It stops wherever another range will end, whichever comes first.
    for (auto stop = std::upper_bound(ends.begin(), ends.end(), at);
         stop != ends.end() && *stop <= end; ++stop) {
      running.add(whole.subspan(at, *stop - at));
      digested += *stop - at;
      at = *stop;
      if (kept.size() < kMostStates) kept.emplace(at, running.copy());
    }
    running.add(whole.subspan(at, end - at));
    digested += end - at;
    return running;
  }
};

SharedDigests::SharedDigests(ByteView whole, std::vector<std::size_t> ends)
    : inside_(std::make_unique<Inside>()) {
  std::sort(ends.begin(), ends.end());
  ends.erase(std::unique(ends.begin(), ends.end()), ends.end());
  std::erase_if(ends, [&](std::size_t end) { return end < kShared || end > whole.size(); });
  inside_->whole = whole;
  inside_->ends = std::move(ends);
  inside_->outer = std::exchange(Inside::innermost(), inside_.get());
}

SharedDigests::~SharedDigests() {
  Inside::innermost() = inside_->outer;
}

std::size_t SharedDigests::digested_bytes() const {
  return inside_->digested;
}

Bytes SharedDigests::digest(Hash hash, std::span<const ByteView> pieces) {
  Inside* const shared = Inside::innermost();
  const bool shares = shared != nullptr && !pieces.empty() && shared->shares(pieces.front());
  Digest running = shares ? shared->up_to(hash, pieces.front().size()) : Digest(hash);
  for (const ByteView piece : pieces.subspan(shares ? 1 : 0)) {
    running.add(piece);
    if (shared != nullptr) shared->digested += piece.size();
  }
  return running.finish();
}

}  // namespace chancery::pki
