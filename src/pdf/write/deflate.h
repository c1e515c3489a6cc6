// Compresses stream data (ISO 32000-1, 7.4.4).
#pragma once

#include <cstddef>
#include <memory>
#include <vector>

#include "base/bytes.h"
#include "pdf/graph.h"
#include "pdf/object.h"
#include "pdf/write/write.h"

namespace chancery::pdf {

class WriteCache;

/// How hard it is tried to make streams small.
enum class Effort {
  kQuick,     ///< in a third of the time, larger by a hundredth
  kThorough,  ///< as small as they get
};

/// The stream with /Filter /FlateDecode, or as it is when that would not make it smaller.
Stream compress(Dictionary dictionary, ByteView data, Effort effort = Effort::kQuick);

/// Whether the stream's data, compressed or not, are exactly these; false for other filters.
bool holds(const Stream& stream, ByteView data);

/// The streams of one document. With two hands another thread compresses them while the document is
/// being built. Not to be used from two threads at once.
class Deflater {
 public:
  /// `cache` remembers what many documents have alike; it may be null, and is for quick ones.
  explicit Deflater(WriteCache* cache = nullptr, Hands hands = Hands::kOne,
                    Effort effort = Effort::kQuick);
  ~Deflater();
  Deflater(const Deflater&) = delete;
  Deflater& operator=(const Deflater&) = delete;

  /// A stream of the graph that is there after finish().
  Reference add(Graph& graph, Dictionary dictionary, ByteView data);
  /// The same, for data that other documents are likely to have too: fonts and their maps.
  Reference add_shared(Graph& graph, Dictionary dictionary, ByteView data);
  void finish(Graph& graph);

 private:
  struct Job;
  class SecondHand;

  Reference add_job(Graph& graph, Dictionary dictionary, ByteView data, bool is_shared);

  WriteCache* cache_;
  Effort effort_;
  std::vector<std::unique_ptr<Job>> jobs_;
  std::unique_ptr<SecondHand> second_;
};

}  // namespace chancery::pdf
