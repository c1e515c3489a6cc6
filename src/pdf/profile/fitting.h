// Imported objects made fit for a profile, where that changes nothing that is seen.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>

#include "base/bytes.h"
#include "pdf/graph.h"
#include "pdf/object.h"
#include "pdf/profile/profile.h"

namespace chancery::pdf {

/// What the profile of a file has for colours of no profile, and what is known of its inks.
struct Fitting {
  Profile profile = Profile::kArchive;
  /// A reference to [/ICCBased …]: sRGB beside a CMYK output intent, a printing condition beside
  /// sRGB. Nothing: such colours are not there.
  std::optional<Reference> space;
  /// By name, the separations that stand in the file: all of one name have to be alike
  /// (ISO 19005-3, 6.2.4.4).
  std::map<std::string, Array> inks;
  /// The ICC profile of the output intent: CMYK with this very profile is the intent's own, and
  /// ISO 15930-7 wants it said so. Empty: none is looked for.
  ByteView destination{};
};

/// The objects of the graph from `first` on are imported. Colours without a profile that the output
/// intent does not define get that of `space` through /DefaultRGB or /DefaultCMYK in every resource
/// dictionary (ISO 32000-1, 8.6.5.6): shadings, patterns and pictures are meant by it as well as
/// operators, and the streams stay as their author made them. Separations of one name become alike,
/// and CMYK with a profile does not overprint in mode 1 (ISO 19005-3, 6.2.4.2). For print, groups
/// that have no transparency in them are dissolved. Whether anything is transparent, for print.
bool fit_objects(Graph& graph, std::size_t first, Fitting& fitting);

/// The same of entries of an imported page itself.
Dictionary fit_attributes(const Dictionary& attributes, const Fitting& fitting);

}  // namespace chancery::pdf
