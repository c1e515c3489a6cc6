// Are two objects of two revisions the same, all that they refer to included?
#pragma once

#include <set>
#include <utility>

#include "pdf/read/read.h"

namespace chancery::verification {

/// Compares graphs of objects. Pages and fields are compared on their own (differences.cpp), so a
/// reference to one of these counts as equal when it is the same reference on both sides.
class Comparison {
 public:
  Comparison(const pdf::Document& before, const pdf::Document& after);

  void treat_alone(pdf::Reference reference) { alone_.insert(reference); }
  /// The same value, whatever the numbers of the indirect objects in between.
  bool equal(const pdf::Object& before, const pdf::Object& after);
  /// As equal, but dictionaries may have gained keys and arrays may have gained elements at the
  /// end.
  bool extends(const pdf::Object& before, const pdf::Object& after);

 private:
  bool compare(const pdf::Object& before, const pdf::Object& after, bool may_grow);
  bool same_data(const pdf::Object& before, const pdf::Object& after) const;

  const pdf::Document& before_;
  const pdf::Document& after_;
  std::set<pdf::Reference> alone_;
  std::set<std::pair<pdf::Reference, pdf::Reference>> found_equal_;
};

}  // namespace chancery::verification
