// The objects that a page of another's file is drawn with, whatever draws them.
#pragma once

#include <set>
#include <string>
#include <utility>
#include <vector>

#include "pdf/object.h"
#include "pdf/profile/fault.h"
#include "pdf/profile/left_out.h"
#include "pdf/read/read.h"

namespace chancery::pdf {

/// Walks from object to object, each once; what import leaves behind is passed over. Looks at
/// values and their limits, streams, pictures and colour spaces (ISO 19005-3, 6.1.6
/// to 6.1.13, 6.2.4, 6.2.8).
class ObjectInspector {
 public:
  explicit ObjectInspector(const Document& document) : document_(document) {}

  void inspect(const Object& object, Keys keys = Keys::kOfStandard);
  const std::set<Found>& found() const { return found_; }
  /// Whether CMYK of no profile is spoken of.
  bool has_cmyk() const { return has_cmyk_; }

 private:
  void look_at(const Object& object, Keys keys);
  void look_at_dictionary(const Dictionary& dictionary, Keys keys);
  void look_at_stream(const Stream& stream);
  void look_at_picture(const Stream& stream);
  void look_at_array(const Array& array);
  void look_at_profile(const Array& space);
  void look_at_colorants(const Array& space);
  void look_at_name(const std::string& name);
  Object entry(const Dictionary& dictionary, std::string_view key) const;
  void report(Fault fault, const char* what) { found_.insert({fault, what}); }

  const Document& document_;
  std::set<Reference> seen_;
  std::vector<std::pair<Reference, Keys>> open_;
  std::set<Found> found_;
  bool has_cmyk_ = false;
};

}  // namespace chancery::pdf
