// Objects of a foreign file become objects of a graph.
#pragma once

#include <cstddef>
#include <deque>
#include <map>
#include <optional>
#include <stdexcept>
#include <string_view>

#include "pdf/graph.h"
#include "pdf/profile/left_out.h"
#include "pdf/read/read.h"

namespace chancery::pdf {

/// Why a page cannot be taken over; what it is called to the user says whoever catches it.
class BadPage : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// Copies objects into the graph, each once, whatever the way that leads to it. References in
/// circles and damaged ones are met without harm. Left behind: structure and marks, metadata,
/// files, whatever refers back to pages, and what no profile allows (pdf/profile/left_out.h). What
/// is compressed with LZW is compressed anew, and what only PostScript printers draw draws nothing.
class Copier {
 public:
  /// `most_objects`: throws BadPage when more are needed.
  Copier(const Document& document, Graph& graph, std::size_t most_objects)
      : document_(document), graph_(graph), most_objects_(most_objects) {}

  /// The object with its references turned into the graph's; what they mean is copied by `finish`.
  /// Recursive: the reader keeps direct objects from nesting deeply.
  Object copy(const Object& object, Keys keys = Keys::kOfStandard);
  void finish();

  bool has_filter(const Stream& stream, std::string_view name) const;
  /// What an object of the file has become, if it was copied.
  std::optional<Reference> copy_of(Reference source) const;

 private:
  struct Open {
    Reference source, target;
    Keys keys = Keys::kOfStandard;
  };

  Dictionary copy_dictionary(const Dictionary& dictionary, Keys keys);
  Stream copy_stream(Reference source, const Stream& stream);
  Reference copied(Reference source, Keys keys);

  const Document& document_;
  Graph& graph_;
  std::size_t most_objects_;
  std::map<Reference, Reference> copies_;
  std::deque<Open> open_;
};

}  // namespace chancery::pdf
