// What a letter's PDF is made from: its source, and the digests of everything else.
#pragma once

#include "app/set_letter.h"
#include "data/data.h"

namespace chancery::app {

/// The letterhead's artwork inside the PDF, or only its digest.
enum class AttachArtwork { kNo, kYes };

/// Throws Failure when a file cannot be read.
Source make_source(const LetterAsRead& read);

/// The digests (SHA-256) of the letter's canonical source, the letterhead's files, the fixed words,
/// images and enclosures, and the fonts that it uses (as the catalogue records them), and the
/// program's version. Of a letter that was laid out with its source.
data::Node inputs_of(const SetLetter& set, const TypeShop& shop);

/// Gives the document the files that travel inside an archive copy: letter.json, inputs.json, and
/// the letterhead's own files when they are to come, before those that the letter itself attaches;
/// behind them the other files that it names, so that it can be set again from what is in the PDF.
void attach_travelling_files(SetLetter& set, const TypeShop& shop,
                             AttachArtwork artwork = AttachArtwork::kNo);

}  // namespace chancery::app
