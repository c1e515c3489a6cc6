#include "app/reproduce.h"

#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <set>
#include <string>
#include <utility>

#include "app/child.h"
#include "app/file_names.h"
#include "app/files.h"
#include "app/inputs.h"
#include "app/modules.h"
#include "app/places.h"
#include "app/set_letter.h"
#include "base/diagnostic.h"
#include "letterhead/code_module.h"
#include "letterhead/svg_module.h"
#include "pdf/read/embedded_files.h"
#include "pdf/write/write.h"
#include "text/calendar_module.h"
#include "verification/node_values.h"
#include "verification/reproduction.h"

namespace chancery::app {
namespace {

namespace fs = std::filesystem;
namespace v = verification;
using data::Node;

constexpr std::string_view kLetterheadName = "letterhead.yaml";

Node impossible(std::string reason, Detail detail) {
  v::Reproduction reproduction;
  reproduction.reason = std::move(reason);
  reproduction.reason_detail = std::move(detail);
  return v::to_node(reproduction);
}

/// A folder of this run's own, gone with it.
class PrivateFolder {
 public:
  PrivateFolder() {
    std::string name = (fs::temp_directory_path() / "chancery-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) {
      throw Failure(FailureKind::kSystem, "cannot-write",
                    "cannot make a folder in " + fs::temp_directory_path().string() + ": " +
                        std::strerror(errno),
                    "make room there, or set TMPDIR to another folder");
    }
    path_ = name;
  }
  ~PrivateFolder() {
    std::error_code error;
    fs::remove_all(path_, error);
  }
  PrivateFolder(const PrivateFolder&) = delete;
  PrivateFolder& operator=(const PrivateFolder&) = delete;
  const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

/// In the confined reader: the files inside the first revision, as {name, bytes}; or the reason why
/// there are none.
Node files_inside(ByteView received) {
  const auto reason = [](std::string why) { return Node(std::move(why)); };
  const pdf::Revisions revisions = pdf::walk_revisions(received);
  if (revisions.problem) return reason("the file cannot be read: " + revisions.problem->detail);
  const pdf::Opened first = pdf::open_revision(received, revisions.spans.front());
  if (!first.document) return reason("its first revision cannot be read: " + first.problem->detail);
  const pdf::EmbeddedFiles found = pdf::embedded_files(*first.document);
  if (found.problem) return reason("the files inside it cannot be read");
  data::Sequence files;
  for (const pdf::EmbeddedFile& file : found.files) {
    Node one(data::Mapping{});
    one.set("name", Node(file.name));
    one.set("bytes", Node(std::string(text_of(ByteView(file.bytes)))));
    files.push_back(std::move(one));
  }
  return Node(std::move(files));
}

std::string inputs_of(const data::Sequence& files) {
  for (const Node& file : files) {
    if (v::text_at(file, "name") == kInputsName) return v::text_at(file, "bytes");
  }
  return {};
}

/// Puts them into the folder, as they lay beside the letter. Gives their places below it.
std::set<std::string> save(const data::Sequence& files, const fs::path& folder) {
  std::set<std::string> names;
  PlacesOfFiles places(inputs_of(files));
  for (const Node& file : files) {
    const std::string bytes = v::text_at(file, "bytes");
    const std::string place = places.next(v::text_at(file, "name"), bytes_of(bytes));
    const fs::path path = folder / fs::path(place);
    fs::create_directories(path.parent_path());
    write_passing_file(path, bytes_of(bytes));
    names.insert(place);
  }
  return names;
}

/// In the child that may read fonts: the letter's PDF, or what is wrong with its source.
Bytes set_again(const fs::path& source, const std::optional<fs::path>& letterheads,
                AttachArtwork artwork) {
  LaterShop shop;
  try {
    HowToSet how;
    how.with_source = true;
    SetLetter set = set_letter(source, letterheads, shop, how);
    for (const Diagnostic& diagnostic : set.diagnostics) {
      if (diagnostic.severity == Severity::kError) {
        return data::pack(Node("its source cannot be set: " + diagnostic.what));
      }
    }
    attach_travelling_files(set, *shop.operator->(), artwork);
    return pdf::Writer().write(*set.document, pdf::Hands::kTwo);
  } catch (const Failure& failure) {
    return data::pack(Node("its source cannot be set: " + failure.diagnostics().front().what));
  }
}

/// Everything that setting a letter reads, besides the letter.
std::vector<fs::path> places_of_stationery(const std::optional<fs::path>& letterheads) {
  std::vector<fs::path> places{data_folder() / "letterhead", data_folder() / "fonts",
                               cache_folder(), "/usr/share/hyphen"};
  if (letterheads) places.push_back(*letterheads);
  for (const fs::path& folder : font_folders()) places.push_back(folder);
  std::erase_if(places, [](const fs::path& place) { return place.empty(); });
  return places;
}

/// Before a child is confined, which can load no module and keep no converted artwork. A letter
/// that needs what is not there will say so.
void make_ready(const std::optional<fs::path>& letterheads) {
  const std::array<std::array<const char*, 3>, 3> modules = {
      {{"chancery_svg.so", letterhead::kSvgModuleSymbol, "librsvg2-2"},
       {"chancery_codes.so", letterhead::kCodeModuleSymbol, "libqrencode4 and libdmtx0b"},
       {"chancery_calendar.so", text::kCalendarModuleSymbol, "libicu72"}}};
  for (const auto& [file, symbol, package] : modules) {
    try {
      load_module(file, symbol, package);
    } catch (const Failure&) {
    }
  }
  for (const std::string& name : letterhead_names(letterheads)) {
    try {
      read_letterhead(name, letterheads);
    } catch (const Failure&) {
    }
  }
}

std::string why(ChildEnd end) {
  return end == ChildEnd::kTooMuchTime ? "it takes too much time"
                                       : "it needs more memory than is allowed, or fails";
}

std::vector<Detail> why_detail(ChildEnd end) {
  return {Detail{end == ChildEnd::kTooMuchTime ? "takes-too-long" : "needs-too-much"}};
}

/// The letter's PDF as its source gives it; nothing and the reason when it gives none.
Bytes typeset_again(const fs::path& folder, const std::set<std::string>& names,
                    const std::optional<fs::path>& letterheads, pdf::Remark& reason) {
  constexpr std::size_t kMemory = std::size_t{4} << 30U;  // of address space: fonts are mapped
  ChildLimits limits;
  limits.memory_bytes = kMemory;
  limits.readable = places_of_stationery(letterheads);
  limits.readable.push_back(folder);
  const AttachArtwork artwork =
      names.contains(std::string(kLetterheadName)) ? AttachArtwork::kYes : AttachArtwork::kNo;
  ChildAnswer answer = run_confined(
      [&] { return set_again(folder / fs::path(kSourceName), letterheads, artwork); }, limits);
  if (answer.end != ChildEnd::kAnswered) {
    reason = {"setting its source failed: " + why(answer.end),
              Detail{"setting-failed", {}, why_detail(answer.end)}};
    return {};
  }
  if (text_of(answer.bytes).starts_with("%PDF-")) return std::move(answer.bytes);
  const auto told = data::unpack(answer.bytes, "reason");
  const auto* text = told ? std::get_if<std::string>(&told->value) : nullptr;
  if (text == nullptr) {
    reason = {"setting its source failed", Detail{"setting-failed"}};
  } else {
    reason = {*text, Detail{"setting-failed", {}, {Detail{"quoted", {{"words", *text}}}}}};
  }
  return {};
}

}  // namespace

Node reproduce(ByteView received, const std::optional<fs::path>& letterheads) {
  ChildLimits reading;
  reading.answer_bytes = std::size_t{300} << 20U;
  const ChildAnswer inside =
      run_confined([&] { return data::pack(files_inside(received)); }, reading);
  if (inside.end != ChildEnd::kAnswered) {
    return impossible("reading it failed: " + why(inside.end),
                      Detail{"reading-failed", {}, why_detail(inside.end)});
  }
  const auto files = data::unpack(inside.bytes, "files");
  if (!files || files->sequence() == nullptr) {
    const auto* reason = files ? std::get_if<std::string>(&files->value) : nullptr;
    if (reason == nullptr) return impossible("reading it failed", Detail{"reading-failed"});
    return impossible(*reason, Detail{"quoted", {{"words", *reason}}});
  }
  const PrivateFolder folder;
  const std::set<std::string> names = save(*files->sequence(), folder.path());
  if (!names.contains(std::string(kSourceName))) {
    return impossible("it does not carry its source, letter.json", Detail{"no-source"});
  }
  make_ready(letterheads);
  pdf::Remark reason;
  const Bytes typeset = typeset_again(folder.path(), names, letterheads, reason);
  if (typeset.empty()) return impossible(reason.text, reason.detail);
  const ChildAnswer compared = run_confined(
      [&] { return data::pack(v::to_node(v::compare_with_source(received, typeset))); });
  std::optional<Node> node;
  if (compared.end == ChildEnd::kAnswered) node = data::unpack(compared.bytes, "reproduction");
  return node ? std::move(*node)
              : impossible("comparing it failed: " + why(compared.end),
                           Detail{"comparing-failed", {}, why_detail(compared.end)});
}

}  // namespace chancery::app
