// What typesetting needs besides the letter: fonts from the catalogue, and a letterhead.
#pragma once

#include <filesystem>
#include <future>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/diagnostic.h"
#include "base/side_thread.h"
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

/// A type shop that opens in the background while letter and letterhead are read.
class LaterShop {
 public:
  LaterShop();
  ~LaterShop() { rest(); }
  LaterShop(const LaterShop&) = delete;
  LaterShop& operator=(const LaterShop&) = delete;

  /// The language of the first letter: faces for it are opened in the background too. What is said
  /// later does not count.
  void expect(const std::string& language);
  /// Waits until nothing is going on in the background.
  void rest();
  /// Waits for it at the first use. Throws what TypeShop's constructor throws.
  const TypeShop* operator->() const { return opened_.get().get(); }

 private:
  std::promise<std::string> language_;
  bool is_expecting_ = false;
  std::promise<std::unique_ptr<const TypeShop>> opening_;
  std::shared_future<std::unique_ptr<const TypeShop>> opened_;
  SideThread work_;
};

/// The type shop of this run. It is not taken down: when the process ends the system takes all of
/// its memory back at once.
class ShopOfThisRun {
 public:
  ShopOfThisRun() = default;
  ~ShopOfThisRun() { shop().rest(); }
  ShopOfThisRun(const ShopOfThisRun&) = delete;
  ShopOfThisRun& operator=(const ShopOfThisRun&) = delete;

  LaterShop& shop() const {
    static auto* const kShop = new LaterShop;
    return *kShop;
  }
};

/// The letterheads in `folder` (default: the program's letterhead/), in the order of their names.
/// Throws Failure(kInput, "cannot-read") when the folder cannot be read.
std::vector<std::string> letterhead_names(const std::optional<std::filesystem::path>& folder);

/// The folder of one, whether or not it is there.
std::filesystem::path letterhead_folder(const std::string& name,
                                        const std::optional<std::filesystem::path>& folder);

/// The files that every letterhead draws on besides its own folder: the fixed words.
std::filesystem::path words_file();

/// The font catalogue.
std::filesystem::path catalogue_file();

/// A file that a letterhead was read from.
struct FileRead {
  std::string name;  ///< as the letterhead names it: below its folder
  Bytes bytes;
};

/// Reads one with everything there is to say about it. Throws Failure "no-such-letterhead", which
/// names those there are. Fixed words are read in these languages, in all when there are none.
/// `read` gets the files of its folder that it is made of, letterhead.yaml first.
letterhead::ReadLetterhead read_letterhead(const std::string& name,
                                           const std::optional<std::filesystem::path>& folder,
                                           const std::set<std::string>& languages = {},
                                           std::vector<FileRead>* read = nullptr);

/// The same for use: throws Failure with every diagnostic when it has errors.
letterhead::Letterhead open_letterhead(const std::string& name,
                                       const std::optional<std::filesystem::path>& folder,
                                       const std::set<std::string>& languages = {},
                                       std::vector<FileRead>* read = nullptr);

}  // namespace chancery::app
