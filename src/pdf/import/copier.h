// Objects of a foreign file become objects of a graph.
#pragma once

#include <cstddef>
#include <deque>
#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>

#include "pdf/graph.h"
#include "pdf/read/read.h"

namespace chancery::pdf {

/// Why a page cannot be taken over; what it is called to the user says whoever catches it.
class BadPage : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// Copies objects into the graph, each once, whatever the way that leads to it. References in
/// circles and damaged ones are met without harm. Left behind: structure, metadata, files, and
/// whatever refers back to pages.
class Copier {
 public:
  /// `most_objects`: throws BadPage when more are needed.
  Copier(const Document& document, Graph& graph, std::size_t most_objects)
      : document_(document), graph_(graph), most_objects_(most_objects) {}

  /// The object with its references turned into the graph's; what they mean is copied by `finish`.
  /// Recursive: the reader keeps direct objects from nesting deeply.
  Object copy(const Object& object);
  Dictionary copy_dictionary(const Dictionary& dictionary);
  void finish();

  /// What an object of the file has become, if it was copied.
  std::optional<Reference> copy_of(Reference source) const;

 private:
  Reference copied(Reference source);

  const Document& document_;
  Graph& graph_;
  std::size_t most_objects_;
  std::map<Reference, Reference> copies_;
  std::deque<std::pair<Reference, Reference>> open_;
};

}  // namespace chancery::pdf
