#include "app/inputs.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <memory>
#include <utility>

#include "app/beside.h"
#include "app/files.h"
#include "base/sha256.h"
#include "letter/canonical.h"

namespace chancery::app {
namespace {

namespace fs = std::filesystem;

using Role = layout::AttachedFile::Role;

data::Node file_node(const std::string& name, const std::string& digest) {
  data::Node node;
  node.set("file", data::Node(name));
  node.set("sha256", data::Node(digest));
  return node;
}

/// By file and face: a collection's faces have one digest.
data::Node fonts_of(const layout::Document& document, const text::FontLibrary& library) {
  std::map<const text::Font*, bool> seen;
  std::map<std::pair<std::string, int>, const text::FaceRecord*> used;
  for (const layout::Page& page : document.pages) {
    for (const layout::PlacedRun& placed : page.runs) {
      const text::Font* font = placed.run.font;
      if (font == nullptr || !seen.emplace(font, true).second) continue;
      const text::FaceRecord* record = library.record_of(*font);
      if (record != nullptr) used.emplace(std::pair(record->file, record->index), record);
    }
  }
  data::Sequence fonts;
  for (const auto& [place, record] : used) {
    data::Node font = file_node(record->file, record->sha256);
    if (record->index != 0) font.set("face", data::Node(record->index));
    font.set("package", data::Node(record->package));
    fonts.push_back(std::move(font));
  }
  return data::Node(std::move(fonts));
}

layout::AttachedFile attached(std::string name, std::string description, Bytes bytes, Role role) {
  return {std::move(name), std::move(description), std::make_shared<const Bytes>(std::move(bytes)),
          role};
}

data::Node beside_of(const std::vector<layout::AttachedFile>& files) {
  data::Sequence beside;
  for (const layout::AttachedFile& file : files) {
    beside.push_back(file_node(file.name, sha256_hex(ByteView(*file.bytes))));
  }
  return data::Node(std::move(beside));
}

/// Each file once, what the letter itself attaches too.
void add_beside(const SetLetter& set, std::vector<layout::AttachedFile>& attached) {
  for (const layout::AttachedFile& file : set.beside) {
    const auto known =
        std::find_if(attached.begin(), attached.end(), [&file](const layout::AttachedFile& one) {
          return one.bytes == file.bytes && one.role == Role::kEnclosure;
        });
    if (known != attached.end()) continue;
    attached.push_back(file);
    // Viewers save files without folders: where it lay stands in inputs.json.
    attached.back().name = fs::path(file.name).filename().string();
  }
}

Bytes copied(std::string_view text) {
  const ByteView bytes = bytes_of(text);
  return {bytes.begin(), bytes.end()};
}

/// The program, the letter, the letterhead and the fixed words.
data::Node known_inputs(const std::string& source, const std::string& letterhead_name,
                        const std::vector<FileRead>& letterhead_files) {
  data::Node inputs;
  inputs.set("program", data::Node("chancery " CHANCERY_VERSION));
  inputs.set("letter", file_node(std::string(kSourceName), sha256_hex(bytes_of(source))));
  data::Sequence files;
  for (const FileRead& file : letterhead_files) {
    files.push_back(file_node(file.name, sha256_hex(ByteView(file.bytes))));
  }
  data::Node letterhead;
  letterhead.set("name", data::Node(letterhead_name));
  letterhead.set("files", data::Node(std::move(files)));
  inputs.set("letterhead", std::move(letterhead));
  inputs.set("words", file_node("words.yaml", sha256_hex(ByteView(read_file(words_file())))));
  return inputs;
}

}  // namespace

Source make_source(const LetterAsRead& read) {
  Source source;
  source.json = data::write_json(letter::without_blind_copies(
      letter::canonical_of(read.text, read.path.string(), read.language, beside(read.path))));
  source.inputs = known_inputs(source.json, read.letterhead, read.letterhead_files);
  return source;
}

data::Node inputs_of(const SetLetter& set, const TypeShop& shop) {
  data::Node inputs = set.source.get().inputs;
  if (!set.beside.empty()) inputs.set("beside", beside_of(set.beside));
  inputs.set("fonts", fonts_of(*set.document, shop.fonts()));
  return inputs;
}

void attach_travelling_files(SetLetter& set, const TypeShop& shop, AttachArtwork artwork) {
  std::vector<layout::AttachedFile> files;
  files.push_back(attached(std::string(kSourceName), "The letter as it was written",
                           copied(set.source.get().json), Role::kSource));
  files.push_back(attached(std::string(kInputsName), "Digests of what the letter was set with",
                           copied(data::write_json(inputs_of(set, shop))), Role::kMaking));
  if (artwork == AttachArtwork::kYes) {
    for (const FileRead& file : set.letterhead) {
      files.push_back(attached(fs::path(file.name).filename().string(), "Of the letterhead",
                               file.bytes, Role::kMaking));
    }
  }
  std::vector<layout::AttachedFile>& all = set.document->attached;
  add_beside(set, all);
  all.insert(all.begin(), std::make_move_iterator(files.begin()),
             std::make_move_iterator(files.end()));
}

}  // namespace chancery::app
