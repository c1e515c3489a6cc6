// What a confined child is left with (seccomp, Landlock, resource limits).
#pragma once

#include "app/child.h"

namespace chancery::app {

/// Of this process, for good. False when the system does not do it.
bool confine(const ChildLimits& limits);

}  // namespace chancery::app
