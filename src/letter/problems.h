// What is wrong with the letter that is being read.
#pragma once

#include <algorithm>
#include <string>
#include <tuple>
#include <utility>

#include "base/diagnostic.h"

namespace chancery::letter {

/// Nobody mends more at once; what comes after is left out.
inline constexpr std::size_t kMostProblems = 200;

class Problems {
 public:
  void error(const Position& where, std::string code, std::string what, std::string mend) {
    add({Severity::kError, where, std::move(code), std::move(what), std::move(mend)});
  }
  void warning(const Position& where, std::string code, std::string what, std::string mend) {
    add({Severity::kWarning, where, std::move(code), std::move(what), std::move(mend)});
  }
  void add(Diagnostic diagnostic) {
    if (list_.size() < kMostProblems) list_.push_back(std::move(diagnostic));
  }

  bool has_errors() const { return chancery::has_errors(list_); }
  /// For readers that write into a list of their own.
  Diagnostics& list() { return list_; }

  /// In the order of the files and of their text.
  Diagnostics take() {
    std::stable_sort(list_.begin(), list_.end(), [](const Diagnostic& a, const Diagnostic& b) {
      const int files = a.where.file.text().compare(b.where.file.text());
      if (files != 0) return files < 0;
      return std::tie(a.where.line, a.where.column) < std::tie(b.where.line, b.where.column);
    });
    return std::move(list_);
  }

 private:
  Diagnostics list_;
};

}  // namespace chancery::letter
