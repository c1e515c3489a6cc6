// The key `signature`: the shape of a signature's place, and what is seen there.
#pragma once

#include "base/diagnostic.h"
#include "data/data.h"
#include "letterhead/letterhead.h"
#include "letterhead/papers.h"
#include "letterhead/styles.h"

namespace chancery::letterhead {

SignatureShape read_signature(const data::Node& node, const Colours& colours, ArtworkShelf& artwork,
                              Diagnostics& diagnostics);

/// The place must fit between the margins of every page, and what is drawn into the place.
void check_signature(const Letterhead& letterhead, const data::Node& root,
                     Diagnostics& diagnostics);

}  // namespace chancery::letterhead
