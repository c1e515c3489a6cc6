// What signatures look like at their places.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "app/stationery.h"
#include "layout/layout.h"
#include "letter/letter.h"
#include "pdf/write/write.h"
#include "pki/pki.h"
#include "signing/signing.h"

namespace chancery::app {

/// Where a signature is seen. In PDFs of others it is fitted to the page (signing::fitted); PDF/A-1
/// asks for more of fonts and takes nothing transparent.
enum class SeenIn { kLetter, kForeign, kForeignPdfA1 };

/// One signature, for what it shows.
struct ShownSignature {
  pki::UnixTime time = 0;
  std::string reason, place;
  ByteView file;  ///< that is signed
  SeenIn in = SeenIn::kLetter;
};

/// Sets the appearances of a run. Type and letterheads are opened once, and what looks alike is set
/// once.
class Appearances {
 public:
  /// `image` is drawn instead of the letterhead's seal; null for none. Type is opened in the
  /// background from here on.
  Appearances(std::optional<std::filesystem::path> letterheads,
              std::shared_ptr<const letter::Picture> image);

  /// The language of the first signature, for the background.
  void expect(const std::string& language) { shop_.shop().expect(language); }

  /// Names a new field, in the words of its letterhead. Throws Failure as open_letterhead does.
  void name_field(signing::FieldPlace& place);

  /// Throws Failure as open_letterhead and layout::lay_out_appearance do.
  std::shared_ptr<const pdf::FormObjects> of(const signing::FieldPlace& place,
                                             const ShownSignature& shown);

 private:
  struct Stationery {
    letterhead::Letterhead letterhead;
    std::shared_ptr<const letter::Picture> image;
    /// What was set last, and for what: many letters of one day look alike.
    std::string last_key;
    std::shared_ptr<const pdf::FormObjects> last;
  };
  Stationery& stationery(const signing::FieldPlace& place);

  std::optional<std::filesystem::path> letterheads_;
  std::shared_ptr<const letter::Picture> image_;
  ShopOfThisRun shop_;
  std::map<std::pair<std::string, std::string>, Stationery> opened_;  // by name and language
};

}  // namespace chancery::app
