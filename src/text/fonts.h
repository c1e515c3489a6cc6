// Fonts: which family sets which script and language (the catalogue), and the faces themselves.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/diagnostic.h"
#include "base/units.h"
#include "data/data.h"

namespace chancery::text {

enum class Weight { kRegular, kBold };
enum class Slant { kUpright, kItalic };

/// One face as the catalogue records it.
struct FaceRecord {
  std::string file;     ///< path below a font directory: "truetype/noto/NotoSerif-Regular.ttf"
  int index = 0;        ///< face in a collection
  std::string sha256;   ///< of the whole file, hex
  std::string package;  ///< the Debian package that has it
};

struct FamilyRecord {
  std::string name;
  /// Not every family has every face; regular upright is always there.
  std::map<std::pair<Weight, Slant>, FaceRecord> faces;
};

/// What sets a script (ISO 15924; "Zsym" and "Zmth" name families to look for symbols in) in a
/// language: a BCP 47 language range (RFC 4647, 3.3.1: "zh-Hant" takes in "zh-Hant-HK"), or "" for
/// any.
struct ScriptRule {
  std::string script;
  std::string language;
  std::string family;
  double scale = 1;  ///< makes the family look as large as the others of the role
};

/// The catalogue: for each role ("text", "sans", …) the rules from script and language to family,
/// most specific language first, otherwise in the order of the file.
struct Catalogue {
  std::map<std::string, FamilyRecord, std::less<>> families;
  std::map<std::string, std::vector<ScriptRule>, std::less<>> roles;
};

struct ReadCatalogue {
  std::optional<Catalogue> catalogue;  ///< nothing when a diagnostic is an error
  Diagnostics diagnostics;
};
/// Never throws for bad input: unknown keys, missing faces and unknown families are diagnostics.
ReadCatalogue read_catalogue(std::string_view yaml, const std::string& file,
                             const data::ParseYaml& parse = data::parse_yaml);

/// Bytes of a font file that stay valid as long as this lives (a mapped file, say).
class FontFile {
 public:
  virtual ~FontFile() = default;
  virtual ByteView bytes() const = 0;
};

/// Opens a font file by the path recorded in the catalogue; null when it is not there.
/// Given by `app`, which knows the font directories.
using FontOpener = std::function<std::shared_ptr<const FontFile>(const std::string& file)>;

/// Digests bytes, gives lower-case hex. Given by who has a cryptographic library.
using DigestHex = std::function<std::string(ByteView)>;

/// Design metrics in units of the em (1.0 = one em), y upwards.
struct FontMetrics {
  double ascender = 0, descender = 0;  ///< descender is negative
  double x_height = 0, cap_height = 0;
  double italic_angle_degrees = 0;
  double bbox_left = 0, bbox_bottom = 0, bbox_right = 0, bbox_top = 0;
};

/// One open face. Opened once, shared by all threads, never changed after.
class Font {
 public:
  struct Inside;  // HarfBuzz objects; only this room sees them
  explicit Font(std::unique_ptr<Inside> inside);
  ~Font();
  Font(const Font&) = delete;
  Font& operator=(const Font&) = delete;

  const std::string& postscript_name() const;
  const std::string& family() const;
  unsigned units_per_em() const;
  bool is_cff() const;
  const FontMetrics& metrics() const;
  bool covers(char32_t code_point) const;
  const Inside& inside() const { return *inside_; }

 private:
  std::unique_ptr<Inside> inside_;
};

/// The faces of a catalogue, opened when first asked for. Safe to use from many threads.
class FontLibrary {
 public:
  FontLibrary(Catalogue catalogue, FontOpener opener);
  ~FontLibrary();
  FontLibrary(const FontLibrary&) = delete;
  FontLibrary& operator=(const FontLibrary&) = delete;

  const Catalogue& catalogue() const;

  /// The family of `role` for a script and language; falls back to the role's rule for the script
  /// in any language, then to the role "text". Null when no rule knows the script.
  const FamilyRecord* family_for(std::string_view role, std::string_view script,
                                 std::string_view language) const;
  /// As family_for, but the rule itself.
  const ScriptRule* rule_for(std::string_view role, std::string_view script,
                             std::string_view language) const;

  /// The face of a family nearest to weight and slant. Throws Failure(kSystem, "font-missing")
  /// naming file and package when the file is not installed, "font-damaged" when it cannot be used.
  const Font& face(const FamilyRecord& family, Weight weight, Slant slant) const;

  /// Opens what a letter in this language is likely to ask for: beside other work.
  void expect(const std::string& language) const;

  /// The record of a face that this library opened; null for any other font.
  const FaceRecord* record_of(const Font& font) const;

  /// Compares every face's file with its recorded digest; a difference is a warning that names the
  /// package, a missing file an error. `sha256` gives the SHA-256 of bytes in lower-case hex.
  Diagnostics check_digests(const DigestHex& sha256) const;

 private:
  struct Inside;
  std::unique_ptr<Inside> inside_;
};

}  // namespace chancery::text
