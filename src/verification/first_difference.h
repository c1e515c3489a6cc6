// Where two graphs of objects differ first.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "pdf/read/read.h"

namespace chancery::verification {

/// Compares objects of two documents with all that they refer to, whatever the numbers of the
/// indirect objects in between. /Parent and /P lead back and count for nothing; streams are the
/// same when their decoded data are.
class FirstDifference {
 public:
  struct Where {
    pdf::Reference object;          ///< the innermost indirect object of the first document
    std::vector<std::string> keys;  ///< of the dictionaries on the way

    bool under(std::string_view key) const;
    std::string key() const { return keys.empty() ? std::string() : keys.back(); }
  };

  FirstDifference(const pdf::Document& one, const pdf::Document& other)
      : one_(one), other_(other) {}

  /// `holder` is the indirect object that the first one stands in.
  std::optional<Where> find(const pdf::Object& one, const pdf::Object& other,
                            pdf::Reference holder);

 private:
  struct Pair {
    pdf::Object one, other;
    Where where;
  };

  bool has_children_alike(const Pair& pair, std::vector<Pair>& open);
  bool same_stream(const Pair& pair) const;

  const pdf::Document& one_;
  const pdf::Document& other_;
  std::set<std::pair<pdf::Reference, pdf::Reference>> equal_;
};

}  // namespace chancery::verification
