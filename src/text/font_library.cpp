// The faces of a catalogue, opened when first asked for.
#include <map>
#include <mutex>
#include <tuple>
#include <utility>

#include "text/font_inside.h"
#include "text/script_runs.h"

namespace chancery::text {
namespace {

constexpr std::string_view kDefaultRole = "text";

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

/// Basic filtering (RFC 4647, 3.3.1): the range is the tag or a prefix of it that ends at a hyphen.
/// The empty range matches everything.
bool matches(std::string_view range, std::string_view tag) {
  if (range.empty()) return true;
  if (range.size() > tag.size()) return false;
  for (std::size_t i = 0; i < range.size(); ++i) {
    if (lower(range[i]) != lower(tag[i])) return false;
  }
  return range.size() == tag.size() || tag[range.size()] == '-';
}

const ScriptRule* first_match(const Catalogue& catalogue, std::string_view role,
                              std::string_view script, std::string_view language) {
  const auto rules = catalogue.roles.find(role);
  if (rules == catalogue.roles.end()) return nullptr;
  for (const ScriptRule& rule : rules->second) {
    if (rule.script == script && matches(rule.language, language)) return &rule;
  }
  return nullptr;
}

using FaceEntry = std::pair<const std::pair<Weight, Slant>, FaceRecord>;

/// Weight before slant: bold is emphasis that must be seen; an upright face may stand for italic.
const FaceEntry& nearest_face(const FamilyRecord& family, Weight weight, Slant slant) {
  const std::pair<Weight, Slant> wishes[] = {
      {weight, slant}, {weight, Slant::kUpright}, {Weight::kRegular, slant}};
  for (const auto& wish : wishes) {
    const auto found = family.faces.find(wish);
    if (found != family.faces.end()) return *found;
  }
  return *family.faces.find({Weight::kRegular, Slant::kUpright});
}

Diagnostic missing(const std::string& family, const FaceRecord& record) {
  Diagnostic told;
  told.code = "font-missing";
  told.what = "the font file '" + record.file + "' of the family " + family + " is not installed";
  told.mend = "install the package " + record.package;
  return told;
}

Diagnostic changed(const std::string& family, const FaceRecord& record) {
  Diagnostic told;
  told.severity = Severity::kWarning;
  told.code = "font-changed";
  told.what = "the font file '" + record.file + "' of the family " + family +
              " is not the recorded one: lines may break elsewhere";
  told.mend = "install the recorded version of the package " + record.package +
              ", or record this file's digest";
  return told;
}

}  // namespace

struct FontLibrary::Inside {
  Catalogue catalogue;
  FontOpener opener;
  mutable std::mutex mutex;
  /// Its own lock, so that one face can be had while another is being opened.
  struct Face {
    std::mutex mutex;
    std::unique_ptr<const Font> font;
  };
  /// By the record's address: the catalogue does not change once it is here.
  mutable std::map<const FaceRecord*, Face> faces;

  Face& face_of(const FaceRecord& record) const {
    const std::lock_guard lock(mutex);
    return faces[&record];
  }
};

FontLibrary::FontLibrary(Catalogue catalogue, FontOpener opener)
    : inside_(std::make_unique<Inside>()) {
  inside_->catalogue = std::move(catalogue);
  inside_->opener = std::move(opener);
}

FontLibrary::~FontLibrary() = default;

const Catalogue& FontLibrary::catalogue() const {
  return inside_->catalogue;
}

const ScriptRule* FontLibrary::rule_for(std::string_view role, std::string_view script,
                                        std::string_view language) const {
  const ScriptRule* rule = first_match(inside_->catalogue, role, script, language);
  if (rule == nullptr) rule = first_match(inside_->catalogue, kDefaultRole, script, language);
  return rule;
}

const FamilyRecord* FontLibrary::family_for(std::string_view role, std::string_view script,
                                            std::string_view language) const {
  const ScriptRule* rule = rule_for(role, script, language);
  if (rule == nullptr) return nullptr;
  const auto family = inside_->catalogue.families.find(rule->family);
  return family == inside_->catalogue.families.end() ? nullptr : &family->second;
}

const Font& FontLibrary::face(const FamilyRecord& family, Weight weight, Slant slant) const {
  const auto& [key, record] = nearest_face(family, weight, slant);
  Inside::Face& open = inside_->face_of(record);
  const std::lock_guard lock(open.mutex);
  if (open.font) return *open.font;
  std::shared_ptr<const FontFile> file = inside_->opener(record.file);
  if (!file) throw Failure(FailureKind::kSystem, {missing(family.name, record)});
  open.font = std::make_unique<const Font>(
      open_face(std::move(file), record, family.name, key.first, key.second));
  return *open.font;
}

const FaceRecord* FontLibrary::record_of(const Font& font) const {
  const std::lock_guard lock(inside_->mutex);
  for (auto& [record, face] : inside_->faces) {
    const std::lock_guard face_lock(face.mutex);
    if (face.font.get() == &font) return record;
  }
  return nullptr;
}

void FontLibrary::expect(const std::string& language) const {
  const ScriptRule* rule =
      rule_for(kDefaultRole, uscript_getShortName(script_of_language(language)), language);
  if (rule == nullptr) return;
  const FamilyRecord& family = inside_->catalogue.families.find(rule->family)->second;
  try {
    for (const auto& [weight, slant] :
         {std::pair(Weight::kRegular, Slant::kUpright), std::pair(Weight::kBold, Slant::kUpright),
          std::pair(Weight::kRegular, Slant::kItalic)}) {
      (void)face(family, weight, slant);
    }
  } catch (const Failure&) {
    return;  // whoever asks for the face is told
  }
}

Diagnostics FontLibrary::check_digests(const DigestHex& sha256) const {
  Diagnostics found;
  std::map<std::string, std::string> digest_of;  // a collection serves several families
  for (const auto& [name, family] : inside_->catalogue.families) {
    for (const auto& [key, record] : family.faces) {
      auto known = digest_of.find(record.file);
      if (known == digest_of.end()) {
        const std::shared_ptr<const FontFile> file = inside_->opener(record.file);
        known = digest_of.emplace(record.file, file ? sha256(file->bytes()) : "").first;
      }
      if (known->second.empty()) {
        found.push_back(missing(name, record));
      } else if (known->second != record.sha256) {
        found.push_back(changed(name, record));
      }
    }
  }
  return found;
}

}  // namespace chancery::text
