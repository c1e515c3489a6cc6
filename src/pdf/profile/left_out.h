// What import leaves out of the objects of another's file, since no profile of PDF allows it and
// the page looks the same without: descriptions for others, proxies for a press, halftones.
#pragma once

#include <string_view>

#include "pdf/object.h"

namespace chancery::pdf {

/// What the keys of a dictionary are: of the standard, or names that the file's author gave.
enum class Keys {
  kOfStandard,
  kOfResources,  ///< each value is a dictionary of given names (7.8.3)
  kGiven,
};

/// What the keys of the value of that key are.
Keys keys_below(Keys keys, std::string_view key);

/// Whether the entry of a dictionary with keys of the standard (a stream's too) is left out.
bool is_left_out(const Dictionary& dictionary, std::string_view key);

}  // namespace chancery::pdf
