// What stands in a letter from files of others, made fit for the profile that the copy keeps.
#pragma once

#include "base/diagnostic.h"
#include "layout/page.h"
#include "pdf/profile/profile.h"

namespace chancery::app {

/// Looks at artwork, images and appended pages before anything is written. What the profile does
/// not allow is an error that names file, page and what it is ("unfit-font", "unfit-text", …), or
/// becomes a picture where author or designer wrote 'flatten' ("flattened", a warning). For the
/// archive copy CMYK of no profile is given one: that of the letterhead's 'cmyk', or the usual one
/// of the paper, with a warning ("cmyk-assumed"). Throws what draw_page throws for the system.
void fit_to_profile(layout::Document& document, pdf::Profile profile, Diagnostics& diagnostics);

/// The errors that an artwork of the letterhead would have in an archive copy.
Diagnostics unfit_artwork(const layout::ArtworkFile& artwork, pdf::Profile profile);

}  // namespace chancery::app
