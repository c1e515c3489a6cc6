// Reads the font catalogue: families with their faces, and for each role the rules that choose a
// family by script and language.
#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <string>
#include <utility>

#include "data/data.h"
#include "text/fonts.h"

namespace chancery::text {
namespace {

struct FaceKey {
  std::string_view key;
  Weight weight;
  Slant slant;
};

constexpr std::array<FaceKey, 4> kFaces = {{
    {"regular", Weight::kRegular, Slant::kUpright},
    {"bold", Weight::kBold, Slant::kUpright},
    {"italic", Weight::kRegular, Slant::kItalic},
    {"bold-italic", Weight::kBold, Slant::kItalic},
}};

/// A family set more than twice or less than half as large as its neighbours is a slip of the pen.
constexpr double kLeastScale = 0.5;
constexpr double kMostScale = 2.0;
constexpr std::size_t kSha256HexDigits = 64;

bool is_lower_hex(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

/// ISO 15924: four letters, the first a capital.
bool is_script_code(std::string_view text) {
  const auto lower = [](char c) { return c >= 'a' && c <= 'z'; };
  return text.size() == 4 && text[0] >= 'A' && text[0] <= 'Z' && lower(text[1]) && lower(text[2]) &&
         lower(text[3]);
}

/// A path that stays below the font directory it is joined to.
bool stays_below(std::string_view path) {
  if (path.empty() || path.front() == '/' || path.find('\0') != std::string_view::npos) {
    return false;
  }
  for (std::size_t begin = 0; begin <= path.size();) {
    const std::size_t end = std::min(path.find('/', begin), path.size());
    if (path.substr(begin, end - begin) == "..") return false;
    begin = end + 1;
  }
  return true;
}

class CatalogueReader {
 public:
  explicit CatalogueReader(Diagnostics& diagnostics) : diagnostics_(diagnostics) {}

  Catalogue read(const data::Node& root) {
    data::MappingReader reader(root, "the font catalogue", diagnostics_);
    const data::Node* families = reader.required("families");
    const data::Node* roles = reader.required("roles");
    reader.finish();
    if (families != nullptr) read_families(*families, reader);
    if (roles != nullptr) read_roles(*roles, reader);
    return std::move(catalogue_);
  }

 private:
  void read_families(const data::Node& node, data::MappingReader& outer) {
    if (node.mapping() == nullptr) {
      outer.error(node.where, "wrong-type", "'families' is no mapping",
                  "write one key for each family, with its faces below");
      return;
    }
    for (const data::Entry& entry : *node.mapping()) {
      catalogue_.families.emplace(entry.key, read_family(entry));
    }
  }

  FamilyRecord read_family(const data::Entry& entry) {
    FamilyRecord family;
    family.name = entry.key;
    data::MappingReader reader(entry.node, "the family '" + entry.key + "'", diagnostics_);
    const std::string package = reader.required_string("package").value_or("");
    for (const FaceKey& face : kFaces) {
      const data::Node* node = reader.any(face.key);
      const std::optional<std::string> words = reader.string(face.key);
      if (!words) continue;
      family.faces[{face.weight, face.slant}] = read_face(*words, node->where, package);
    }
    reader.finish();
    if (reader.ok() && !family.faces.contains({Weight::kRegular, Slant::kUpright})) {
      reader.error(entry.key_where, "no-regular-face",
                   "the family '" + entry.key + "' has no regular face", "add 'regular'");
    }
    return family;
  }

  /// "file digest" or "file#index digest".
  FaceRecord read_face(std::string_view words, const Position& where, const std::string& package) {
    FaceRecord face;
    face.package = package;
    const std::size_t space = words.rfind(' ');
    std::string_view file = words.substr(0, space);
    const std::string_view digest =
        space == std::string_view::npos ? std::string_view() : words.substr(space + 1);
    const std::size_t hash = file.rfind('#');
    if (hash != std::string_view::npos) {
      const std::string_view index = file.substr(hash + 1);
      const auto [end, problem] =
          std::from_chars(index.data(), index.data() + index.size(), face.index);
      if (problem != std::errc() || end != index.data() + index.size() || face.index < 0) {
        error(where, "bad-index", data::in_quotes(index) + " is no face of a collection",
              "count the faces of the collection from 0");
        face.index = 0;
      }
      file = file.substr(0, hash);
    }
    face.file = file;
    face.sha256 = digest;
    if (!stays_below(file)) {
      error(where, "bad-path",
            "the path " + data::in_quotes(file) + " leads out of the font directory",
            "write it from the font directory down, as in 'truetype/noto/…'");
    }
    if (digest.size() != kSha256HexDigits || !is_lower_hex(digest)) {
      error(where, "bad-digest", "the file is not followed by its SHA-256 digest",
            "add the 64 digits that 'sha256sum' prints");
    }
    return face;
  }

  void error(const Position& where, const char* code, std::string what, const char* mend) {
    Diagnostic told;
    told.where = where;
    told.code = code;
    told.what = std::move(what);
    told.mend = mend;
    diagnostics_.push_back(std::move(told));
  }

  void read_roles(const data::Node& node, data::MappingReader& outer) {
    if (node.mapping() == nullptr) {
      outer.error(node.where, "wrong-type", "'roles' is no mapping",
                  "write one key for each role, with a list of rules below");
      return;
    }
    for (const data::Entry& entry : *node.mapping()) {
      const data::Sequence* rules = entry.node.sequence();
      if (rules == nullptr) {
        outer.error(entry.node.where, "wrong-type", "the role '" + entry.key + "' is no list",
                    "write a list of rules: scripts, family");
        continue;
      }
      std::vector<ScriptRule>& role = catalogue_.roles[entry.key];
      for (const data::Node& rule : *rules) read_rule(rule, role);
      // A longer language range is the more specific one; equal ones keep the order of the file.
      std::stable_sort(role.begin(), role.end(), [](const ScriptRule& a, const ScriptRule& b) {
        return a.language.size() > b.language.size();
      });
    }
    if (!catalogue_.roles.contains("text")) {
      outer.error(node.where, "no-text-role", "there is no role 'text'",
                  "add it: other roles fall back to it");
    }
  }

  void read_rule(const data::Node& node, std::vector<ScriptRule>& role) {
    data::MappingReader reader(node, "a rule", diagnostics_);
    const data::Sequence* scripts = reader.sequence("scripts");
    const data::Sequence* languages = reader.sequence("languages");
    const std::string family = reader.required_string("family").value_or("");
    const double scale = reader.number("scale").value_or(1);
    reader.finish();
    if (!reader.ok()) return;
    if (scripts == nullptr || scripts->empty()) {
      reader.error(node.where, "missing-key", "a rule names no scripts",
                   "add 'scripts', as in [Latn, Cyrl]");
      return;
    }
    if (!family.empty() && !catalogue_.families.contains(family)) unknown_family(node, family);
    if (!std::isfinite(scale) || scale < kLeastScale || scale > kMostScale) {
      reader.error(node.where, "bad-scale", "a scale must be between 0.5 and 2",
                   "1 is the family's own size");
    }
    for (const data::Node& script : *scripts) {
      if (!is_script_code(script.text)) {
        reader.error(script.where, "bad-script",
                     data::in_quotes(script.text) + " is no script code",
                     "write the four letters of ISO 15924, as in Latn or Arab");
        continue;
      }
      if (languages == nullptr) role.push_back({script.text, "", family, scale});
      if (languages == nullptr) continue;
      for (const data::Node& language : *languages) {
        role.push_back({script.text, language.text, family, scale});
      }
    }
  }

  void unknown_family(const data::Node& rule, const std::string& family) {
    std::vector<std::string_view> names;
    for (const auto& [name, record] : catalogue_.families) names.push_back(name);
    const std::string_view near = nearest(family, names);
    diagnostics_.push_back(
        {Severity::kError, rule.where, "unknown-family",
         "there is no family " + data::in_quotes(family),
         near.empty() ? "add it to 'families'" : "did you mean '" + std::string(near) + "'?"});
  }

  Catalogue catalogue_;
  Diagnostics& diagnostics_;
};

}  // namespace

ReadCatalogue read_catalogue(std::string_view yaml, const std::string& file,
                             const data::ParseYaml& parse) {
  ReadCatalogue read;
  data::Parsed parsed = parse(yaml, file);
  read.diagnostics = std::move(parsed.diagnostics);
  if (!parsed.root) return read;
  Catalogue catalogue = CatalogueReader(read.diagnostics).read(*parsed.root);
  if (!has_errors(read.diagnostics)) read.catalogue = std::move(catalogue);
  return read;
}

}  // namespace chancery::text
