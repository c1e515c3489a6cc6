// What typesetting needs besides the letter: fonts from the catalogue, and a letterhead.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "base/diagnostic.h"
#include "letterhead/letterhead.h"
#include "text/paragraph.h"

namespace chancery::app {

/// The fonts of the catalogue and a typesetter over them.
class TypeShop {
 public:
  /// Throws Failure when the catalogue cannot be read.
  TypeShop();
  const text::Typesetter& typesetter() const { return *typesetter_; }
  const text::FontLibrary& fonts() const { return *fonts_; }

 private:
  std::unique_ptr<text::FontLibrary> fonts_;
  std::unique_ptr<text::Typesetter> typesetter_;
};

/// Reads the letterhead called `name` from `folder` (default: the program's letterhead/).
/// Throws Failure with every diagnostic; "no-such-letterhead" names those there are.
letterhead::Letterhead open_letterhead(const std::string& name,
                                       const std::optional<std::filesystem::path>& folder);

}  // namespace chancery::app
