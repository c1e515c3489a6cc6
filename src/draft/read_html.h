// A web page: its text without what the page has around it.
#pragma once

#include <string>

#include "draft/found.h"

namespace chancery::draft {

/// `text` is UTF-8, whatever the page says. Throws Failure(kInput): "too-deep".
Found read_html(const std::string& text);

}  // namespace chancery::draft
