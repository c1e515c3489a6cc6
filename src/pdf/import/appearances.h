// Annotations drawn as they are printed (ISO 32000-1, 12.5.5).
#pragma once

#include <string>
#include <vector>

#include "pdf/import/copier.h"
#include "pdf/object.h"
#include "pdf/read/read.h"

namespace chancery::pdf {

/// The forms that the printed annotations of the page are drawn with. Throws BadPage.
std::vector<Reference> printed_appearances(const Document& document, const Dictionary& page);

/// Adds the appearance of each printed annotation of the page to `forms`, and to `operators` what
/// draws it where it stands.
void add_appearances(const Document& document, const Dictionary& page, Copier& copier,
                     Dictionary& forms, std::string& operators);

}  // namespace chancery::pdf
