#include "app/letter_files.h"

#include <algorithm>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "app/files.h"
#include "app/pictures.h"
#include "pdf/import/sheets.h"
#include "pdf/write/artwork.h"

namespace chancery::app {
namespace {

namespace fs = std::filesystem;

class Fetcher {
 public:
  Fetcher(const fs::path& folder, Look look, const letterhead::SvgConverter& convert,
          std::vector<fs::path>* used, std::vector<layout::AttachedFile>* found)
      : folder_(folder.empty() ? fs::path(".") : folder),
        look_(look),
        convert_(convert),
        used_(used),
        found_(found) {}

  void fetch(letter::Letter& letter) {
    for (letter::Block* block : letter::images_of(letter)) {
      if (!told([&] { image(*block->image); }, block->where)) stand_in(*block->image);
    }
    for (letter::Enclosure& enclosure : letter.enclosures) {
      if (enclosure.file.empty()) continue;
      if (!told([&] { enclose(enclosure); }, enclosure.file_where)) enclosure.file.clear();
    }
    for (letter::Letter& version : letter.versions) fetch(version);
  }

  Diagnostics take() { return std::move(diagnostics_); }

 private:
  /// What a file is refused for is told at its place in the letter.
  template <class Work>
  bool told(const Work& work, const Position& where) {
    try {
      work();
      return true;
    } catch (const Failure& failure) {
      if (failure.kind() != FailureKind::kInput) throw;
      for (Diagnostic diagnostic : failure.diagnostics()) {
        if (!file_.empty()) diagnostic.what = file_ + ": " + diagnostic.what;
        diagnostic.where = where;
        tell(std::move(diagnostic));
      }
      return false;
    }
  }

  /// Once: versions have what the letter says and they do not.
  void tell(Diagnostic diagnostic) {
    const bool is_known = std::any_of(
        diagnostics_.begin(), diagnostics_.end(), [&diagnostic](const Diagnostic& known) {
          return known.what == diagnostic.what && known.where.file == diagnostic.where.file &&
                 known.where.line == diagnostic.where.line &&
                 known.where.column == diagnostic.where.column;
        });
    if (!is_known) diagnostics_.push_back(std::move(diagnostic));
  }

  /// So that what else is wrong can be found too; the letter has an error and is not written.
  static void stand_in(letter::Image& image) {
    auto picture = std::make_shared<letter::Picture>();
    picture->width = picture->height = Points(72);
    image.picture = std::move(picture);
  }

  [[noreturn]] static void refuse(std::string code, std::string what, std::string mend) {
    throw Failure(FailureKind::kInput, std::move(code), std::move(what), std::move(mend));
  }

  std::shared_ptr<const Bytes> read(const std::string& file, const char* missing) {
    file_ = file;
    const auto path = path_inside(folder_, file);
    if (!path) {
      refuse("file-outside", "the file does not lie in the letter's folder",
             "copy it there, or into a folder below");
    }
    if (used_ != nullptr) used_->push_back(*path);
    const auto known = files_.find(path->string());
    if (known != files_.end()) return known->second;
    std::error_code error;
    const fs::file_status status = fs::status(*path, error);
    if (!fs::is_regular_file(status)) {
      refuse(missing, fs::exists(status) ? "this is no file" : "the file is not there",
             "put the file into the letter's folder, or correct its name");
    }
    if (fs::file_size(*path, error) > kLargestFileBytes) {
      refuse("file-too-large", "the file has more than 64 MB",
             "make it smaller: fewer dots of pictures are the usual way");
    }
    auto bytes = std::make_shared<const Bytes>(read_file(*path));
    files_.emplace(path->string(), bytes);
    note(file, bytes);
    return bytes;
  }

  /// The file travels with the letter, beside the program's own.
  void note(const std::string& file, const std::shared_ptr<const Bytes>& bytes) {
    const std::string name = fs::path(file).lexically_normal().generic_string();
    if (name == kSourceName || name == kInputsName) {
      refuse("reserved-name", "a file of this name travels with every letter",
             "give the file another name, and write that");
    }
    if (found_ == nullptr) return;
    found_->push_back(
        {name, "A file that the letter names", bytes, layout::AttachedFile::Role::kMaking});
  }

  void image(letter::Image& image) {
    if (image.file.empty()) return;
    const auto bytes = read(image.file, "missing-image");
    const auto known = std::find_if(pictures_.begin(), pictures_.end(), [&](const auto& one) {
      return one.second->may_flatten == image.may_flatten &&
             (one.first == bytes || *one.first == *bytes);
    });
    if (known != pictures_.end()) {
      image.picture = known->second;
      return;
    }
    image.picture = picture(image.file, *bytes, image.may_flatten);
    pictures_.emplace_back(bytes, image.picture);
  }

  std::shared_ptr<const letter::Picture> picture(const std::string& file, const Bytes& bytes,
                                                 bool may_flatten) {
    std::shared_ptr<letter::Picture> picture = picture_of(file, bytes, convert_);
    picture->may_flatten = may_flatten;
    if (look_ == Look::kWhole) pdf::check_artwork(picture->bytes);
    return picture;
  }

  void enclose(letter::Enclosure& enclosure) {
    const auto bytes = read(enclosure.file, "missing-enclosure");
    if (enclosure.as == letter::Enclosure::As::kAppended) {
      const pdf::SheetFile sheets = pdf::look_at_sheets(*bytes);
      if (look_ == Look::kWhole) {
        pdf::Graph graph;
        pdf::Layers layers;
        pdf::import_sheets(*bytes, graph, layers);
      }
      if (sheets.is_signed) {
        tell({Severity::kWarning, enclosure.file_where, "signed-enclosure",
              enclosure.file + ": the file is signed, and its appended pages "
                               "will not be",
              "enclose it 'as: attached': so its signatures can be verified"});
      }
      enclosure.pages = sheets.pages.size();
    }
    enclosure.bytes = bytes;
  }

  fs::path folder_;
  Look look_;
  const letterhead::SvgConverter& convert_;
  std::vector<fs::path>* used_;
  std::vector<layout::AttachedFile>* found_;
  std::string file_;  ///< that is being looked at
  std::map<std::string, std::shared_ptr<const Bytes>> files_;
  std::vector<std::pair<std::shared_ptr<const Bytes>, std::shared_ptr<const letter::Picture>>>
      pictures_;
  Diagnostics diagnostics_;
};

}  // namespace

Diagnostics fetch_files(letter::Letter& letter, const fs::path& folder, Look look,
                        const letterhead::SvgConverter& convert, std::vector<fs::path>* used,
                        std::vector<layout::AttachedFile>* read) {
  Fetcher fetcher(folder, look, convert, used, read);
  fetcher.fetch(letter);
  return fetcher.take();
}

}  // namespace chancery::app
