// What a plain YAML scalar means: the core schema (YAML 1.2.2, 10.3.2).
#pragma once

#include <string>

#include "data/data.h"

namespace chancery::data {

/// Null, boolean, integer or number where the schema says so, otherwise the string. An integer
/// beyond 64 bits becomes a number. `text` is the scalar as it stood.
Node plain_scalar(std::string text);

}  // namespace chancery::data
