#include "pdf/read/embedded_files.h"

#include <array>
#include <set>
#include <string_view>
#include <utility>

namespace chancery::pdf {
namespace {

constexpr std::size_t kMostFiles = 1000;
constexpr std::size_t kMostBytes = std::size_t{256} * 1024 * 1024;
constexpr std::size_t kMostNodes = 10000;

Object entry(const Document& document, const Object& object, std::string_view key) {
  const Object resolved = document.resolve(object);
  const auto* dictionary = resolved.as<Dictionary>();
  const Object* found = dictionary == nullptr ? nullptr : dictionary->find(key);
  return found == nullptr ? Object() : *found;
}

std::string text(const Document& document, const Object& object) {
  const Object resolved = document.resolve(object);
  const auto* string = resolved.as<String>();
  return string == nullptr ? std::string() : text_of_string(*string);
}

class Walk {
 public:
  explicit Walk(const Document& document) : document_(document) {}

  EmbeddedFiles run() {
    Object root = document_.root();
    for (const std::string_view key : {"Names", "EmbeddedFiles"}) {
      root = entry(document_, root, key);
    }
    open_.push_back(std::move(root));
    for (std::size_t nodes = 0; !open_.empty() && !result_.problem; ++nodes) {
      if (nodes == kMostNodes) {
        result_.problem = EmbeddedProblem::kTooMany;
        break;
      }
      const Object node = std::move(open_.back());
      open_.pop_back();
      if (const auto* reference = node.as<Reference>()) {
        if (!seen_.insert(*reference).second) continue;
      }
      add_names(entry(document_, node, "Names"));
      const Object kids = document_.resolve(entry(document_, node, "Kids"));
      if (const auto* array = kids.as<Array>()) {
        open_.insert(open_.end(), array->rbegin(), array->rend());
      }
    }
    return std::move(result_);
  }

 private:
  void add_names(const Object& names) {
    const Object resolved = document_.resolve(names);
    const auto* array = resolved.as<Array>();
    if (array == nullptr) return;
    for (std::size_t i = 0; i + 1 < array->size() && !result_.problem; i += 2) {
      add_file((*array)[i], (*array)[i + 1]);
    }
  }

  void add_file(const Object& key, const Object& specification) {
    if (result_.files.size() == kMostFiles) {
      result_.problem = EmbeddedProblem::kTooMany;
      return;
    }
    EmbeddedFile file;
    for (const std::string_view name : {"UF", "F"}) {
      if (file.name.empty()) file.name = text(document_, entry(document_, specification, name));
    }
    if (file.name.empty()) file.name = text(document_, key);
    const Object streams = entry(document_, specification, "EF");
    for (const std::string_view name : {"UF", "F"}) {
      const Object stream = entry(document_, streams, name);
      const auto* reference = stream.as<Reference>();
      if (reference == nullptr) continue;
      auto bytes = document_.decoded(*reference, kMostBytes - bytes_);
      if (!bytes) break;
      bytes_ += bytes->size();
      file.bytes = std::move(*bytes);
      result_.files.push_back(std::move(file));
      return;
    }
    result_.problem = EmbeddedProblem::kDamaged;
  }

  const Document& document_;
  EmbeddedFiles result_;
  std::vector<Object> open_;
  std::set<Reference> seen_;
  std::size_t bytes_ = 0;
};

}  // namespace

EmbeddedFiles embedded_files(const Document& document) {
  return Walk(document).run();
}

}  // namespace chancery::pdf
