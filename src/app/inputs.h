// What a letter's PDF is made from: its source, and the digests of everything else.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "app/set_letter.h"
#include "data/data.h"
#include "layout/page.h"

namespace chancery::app {

/// The letterhead's artwork inside the PDF, or only its digest.
enum class AttachArtwork { kNo, kYes };

/// The canonical letter without those who get a blind copy, as JSON. Setting it gives the same
/// pages and attachments again. Here and below: a letter that was laid out.
std::string source_of(const SetLetter& set, const std::filesystem::path& path);

/// The digests (SHA-256) of the letter's canonical source, the letterhead's files, the fixed words
/// and the fonts that it uses (as the catalogue records them), and the program's version.
data::Node inputs_of(const SetLetter& set, const std::string& source, const TypeShop& shop);

/// Gives the document the files that travel inside an archive copy, before those that the letter
/// itself attaches: letter.json, inputs.json, and the letterhead's own files when they are to come.
void attach_travelling_files(SetLetter& set, const std::filesystem::path& path,
                             const TypeShop& shop, AttachArtwork artwork = AttachArtwork::kNo);

}  // namespace chancery::app
