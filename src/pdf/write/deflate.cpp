#include "pdf/write/deflate.h"

#include <libdeflate.h>

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <exception>
#include <mutex>
#include <new>
#include <utility>

#include "base/side_thread.h"
#include "pdf/write/write_cache.h"

namespace chancery::pdf {
namespace {

/// Of 12. Above that of quick ones files get smaller by a hundredth at most, and a page takes half
/// as long again to write.
int level_of(Effort effort) {
  constexpr int kQuick = 5;
  constexpr int kSmallest = 12;
  return effort == Effort::kQuick ? kQuick : kSmallest;
}

/// One for a thread: it holds working memory, which is not asked for before it is needed.
class Compressor {
 public:
  explicit Compressor(Effort effort) : level_(level_of(effort)) {}

  /// Empty when that would not be smaller.
  Bytes operator()(ByteView data) {
    if (!compressor_) compressor_.reset(libdeflate_alloc_compressor(level_));
    if (!compressor_) throw std::bad_alloc();
    Bytes bytes(data.size());
    bytes.resize(libdeflate_zlib_compress(compressor_.get(), data.data(), data.size(), bytes.data(),
                                          bytes.size()));
    return bytes;
  }

 private:
  struct Free {
    void operator()(libdeflate_compressor* compressor) const {
      libdeflate_free_compressor(compressor);
    }
  };
  int level_;
  std::unique_ptr<libdeflate_compressor, Free> compressor_;
};

Stream stream_of(Dictionary dictionary, ByteView data, const Bytes& compressed) {
  if (compressed.empty()) return {std::move(dictionary), Bytes(data.begin(), data.end())};
  dictionary.set("Filter", Name{"FlateDecode"});
  return {std::move(dictionary), compressed};
}

}  // namespace

Stream compress(Dictionary dictionary, ByteView data, Effort effort) {
  return stream_of(std::move(dictionary), data, Compressor(effort)(data));
}

bool holds(const Stream& stream, ByteView data) {
  const Object* filter = stream.dictionary.find("Filter");
  if (filter == nullptr)
    return std::equal(stream.data.begin(), stream.data.end(), data.begin(), data.end());
  const auto* name = filter->as<Name>();
  if (name == nullptr || name->value != "FlateDecode" || stream.dictionary.find("DecodeParms")) {
    return false;
  }
  struct Free {
    void operator()(libdeflate_decompressor* decompressor) const {
      libdeflate_free_decompressor(decompressor);
    }
  };
  const std::unique_ptr<libdeflate_decompressor, Free> decompressor(
      libdeflate_alloc_decompressor());
  if (!decompressor) throw std::bad_alloc();
  // Without a place for the size, it succeeds only when the size is this.
  Bytes inside(data.size());
  return libdeflate_zlib_decompress(decompressor.get(), stream.data.data(), stream.data.size(),
                                    inside.data(), inside.size(), nullptr) == LIBDEFLATE_SUCCESS &&
         std::equal(inside.begin(), inside.end(), data.begin(), data.end());
}

struct Deflater::Job {
  Reference reference;
  Dictionary dictionary;
  Bytes data;
  bool is_shared = false;
  std::shared_ptr<const Bytes> compressed;

  void run(Compressor& compressor, WriteCache* cache) {
    WriteCache* shared = is_shared ? cache : nullptr;
    if (shared != nullptr) compressed = shared->find_stream(data);
    if (compressed) return;
    compressed = std::make_shared<const Bytes>(compressor(data));
    if (shared != nullptr) shared->keep_stream(data, compressed);
  }
};

/// A thread that runs jobs in the order in which they come.
class Deflater::SecondHand {
 public:
  SecondHand(WriteCache* cache, Effort effort)
      : cache_(cache), effort_(effort), thread_([this] { work(); }) {}
  ~SecondHand() { end(); }
  SecondHand(const SecondHand&) = delete;
  SecondHand& operator=(const SecondHand&) = delete;

  void give(Job& job) {
    {
      const std::lock_guard lock(mutex_);
      waiting_.push_back(&job);
    }
    something_.notify_one();
  }

  /// Helps with what is left, and waits for the rest.
  void finish() {
    Compressor compressor(effort_);
    while (Job* job = take()) job->run(compressor, cache_);
    end();
    if (failure_) std::rethrow_exception(failure_);
  }

 private:
  Job* take() {
    const std::lock_guard lock(mutex_);
    return take_first();
  }
  Job* take_first() {
    if (waiting_.empty()) return nullptr;
    Job* job = waiting_.front();
    waiting_.pop_front();
    return job;
  }

  void work() {
    Compressor compressor(effort_);
    try {
      while (true) {
        std::unique_lock lock(mutex_);
        something_.wait(lock, [this] { return ended_ || !waiting_.empty(); });
        Job* job = take_first();
        if (job == nullptr) return;
        lock.unlock();
        job->run(compressor, cache_);
      }
    } catch (...) {
      failure_ = std::current_exception();
    }
  }

  void end() {
    {
      const std::lock_guard lock(mutex_);
      ended_ = true;
    }
    something_.notify_one();
    thread_.join();
  }

  WriteCache* cache_;
  Effort effort_;
  std::mutex mutex_;
  std::condition_variable something_;
  std::deque<Job*> waiting_;
  bool ended_ = false;
  std::exception_ptr failure_;  ///< read after the thread has ended
  SideThread thread_;           ///< last: the others are there when it begins
};

Deflater::Deflater(WriteCache* cache, Hands hands, Effort effort)
    : cache_(effort == Effort::kQuick ? cache : nullptr),
      effort_(effort),
      second_(hands == Hands::kTwo ? std::make_unique<SecondHand>(cache_, effort) : nullptr) {}

Deflater::~Deflater() = default;

Reference Deflater::add_job(Graph& graph, Dictionary dictionary, ByteView data, bool is_shared) {
  const Reference reference = graph.reserve();
  jobs_.push_back(std::make_unique<Job>(
      Job{reference, std::move(dictionary), Bytes(data.begin(), data.end()), is_shared, nullptr}));
  if (second_) second_->give(*jobs_.back());
  return reference;
}

Reference Deflater::add(Graph& graph, Dictionary dictionary, ByteView data) {
  return add_job(graph, std::move(dictionary), data, false);
}

Reference Deflater::add_shared(Graph& graph, Dictionary dictionary, ByteView data) {
  return add_job(graph, std::move(dictionary), data, true);
}

void Deflater::finish(Graph& graph) {
  if (second_) {
    second_->finish();
  } else {
    Compressor compressor(effort_);
    for (const auto& job : jobs_) job->run(compressor, cache_);
  }
  for (const auto& job : jobs_) {
    graph.set(job->reference, stream_of(std::move(job->dictionary), job->data, *job->compressed));
  }
  jobs_.clear();
}

}  // namespace chancery::pdf
