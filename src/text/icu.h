// RAII for the ICU handles that this room uses.
#pragma once

#include <unicode/ubidi.h>
#include <unicode/ubrk.h>
#include <unicode/ucnv.h>

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace chancery::text {

struct BidiCloser {
  void operator()(UBiDi* bidi) const { ubidi_close(bidi); }
};
struct BreakIteratorCloser {
  void operator()(UBreakIterator* iterator) const { ubrk_close(iterator); }
};
struct ConverterCloser {
  void operator()(UConverter* converter) const { ucnv_close(converter); }
};
using Bidi = std::unique_ptr<UBiDi, BidiCloser>;
using BreakIterator = std::unique_ptr<UBreakIterator, BreakIteratorCloser>;
using Converter = std::unique_ptr<UConverter, ConverterCloser>;

/// Break iterators kept for reuse: opening one loads its rules, which takes longer than breaking a
/// paragraph. Safe to use from many threads; an iterator is used by one at a time.
class BreakIterators {
 public:
  /// An iterator of `type` for a BCP 47 tag; goes back to the pool when this dies.
  class Lease {
   public:
    Lease(BreakIterators& pool, std::string key, BreakIterator iterator)
        : pool_(pool), key_(std::move(key)), iterator_(std::move(iterator)) {}
    ~Lease() { pool_.give_back(key_, std::move(iterator_)); }
    Lease(const Lease&) = delete;
    Lease& operator=(const Lease&) = delete;
    UBreakIterator* get() const { return iterator_.get(); }

   private:
    BreakIterators& pool_;
    std::string key_;
    BreakIterator iterator_;
  };

  /// Throws Failure(kSystem, "icu-data-missing") when ICU has no break rules.
  Lease take(UBreakIteratorType type, const std::string& language);

 private:
  void give_back(const std::string& key, BreakIterator iterator);

  std::mutex mutex_;
  std::map<std::string, std::vector<BreakIterator>> free_;
};

}  // namespace chancery::text
