#include "app/verify_changes.h"

#include <charconv>
#include <map>
#include <string>
#include <string_view>

#include "app/child.h"
#include "app/files.h"
#include "app/page_pictures.h"
#include "app/picture_difference.h"
#include "base/diagnostic.h"
#include "pdf/read/read.h"
#include "verification/verification.h"

namespace chancery::app {
namespace {

namespace fs = std::filesystem;
namespace v = verification;

/// Enough to read small print, and quickly drawn.
constexpr int kDotsPerInch = 100;
/// Of more signed revisions nobody looks at the pictures.
constexpr std::size_t kMostRevisions = 20;
constexpr const char* kMend = "choose another folder with --pictures";

/// Signed revisions that something follows, by number, with where they end: found out by a confined
/// child, as text that the parent checks.
Bytes list_revisions(ByteView bytes) {
  const v::Report report = v::verify(bytes, {}, 0);
  const pdf::Revisions revisions = pdf::walk_revisions(bytes);
  std::map<std::size_t, std::size_t> ends;
  for (const v::SignatureReport& signature : report.signatures) {
    const std::size_t number = signature.revision;
    if (number == 0 || number > revisions.spans.size() || signature.later_changes.empty()) continue;
    ends[number] = revisions.spans[number - 1].end;
  }
  std::string text;
  for (const auto& [number, end] : ends) {
    text += std::to_string(number) + ' ' + std::to_string(end) + '\n';
  }
  const ByteView view = bytes_of(text);
  return {view.begin(), view.end()};
}

std::map<std::size_t, std::size_t> changed_revisions(ByteView bytes) {
  const ChildAnswer answer = run_confined([&] { return list_revisions(bytes); });
  std::map<std::size_t, std::size_t> ends;
  if (answer.end != ChildEnd::kAnswered) return ends;
  const std::string_view text = text_of(answer.bytes);
  const char* at = text.data();
  const char* const last = text.data() + text.size();
  while (at < last && ends.size() < kMostRevisions) {
    std::size_t number = 0, end = 0;
    const auto first = std::from_chars(at, last, number);
    if (first.ec != std::errc() || first.ptr == last || *first.ptr != ' ') break;
    const auto second = std::from_chars(first.ptr + 1, last, end);
    if (second.ec != std::errc() || second.ptr == last || end > bytes.size()) break;
    ends[number] = end;
    at = second.ptr + 1;
  }
  return ends;
}

std::vector<fs::path> drawn(const fs::path& pdf, const fs::path& folder) {
  make_folder(folder, kMend);
  PagePictures pictures;
  try {
    pictures.start(pdf, folder, kDotsPerInch);
  } catch (const Failure& failure) {
    if (failure.diagnostics().front().code != "no-pdftoppm") throw;
    throw Failure(FailureKind::kSystem, "no-pdftoppm",
                  "the pages cannot be drawn: pdftoppm is not installed",
                  "install the package poppler-utils, or verify without --pictures");
  }
  pictures.is_done(true);
  return pictures.pictures();
}

/// The page as it is now with the difference marked; or, when it is gone, as it was.
void add_difference(const std::vector<fs::path>& before, const std::vector<fs::path>& after,
                    std::size_t page, const fs::path& folder, std::vector<fs::path>& differences) {
  const bool gone = page >= after.size(), added = page >= before.size();
  const pdf::RgbPicture now = pdf::read_rgb(read_file(gone ? before[page] : after[page]));
  const pdf::RgbPicture then =
      gone || added ? pdf::RgbPicture() : pdf::read_rgb(read_file(before[page]));
  const auto marked = marked_difference(then, now);
  fs::path picture = folder / ("page-" + std::to_string(page + 1) + "-changed.png");
  if (!marked) {
    std::error_code error;
    fs::remove(picture, error);  // of an earlier run
    return;
  }
  write_passing_file(picture, pdf::write_png(*marked));
  differences.push_back(std::move(picture));
}

}  // namespace

std::vector<fs::path> draw_changes(const fs::path& file, const fs::path& folder) {
  const Bytes bytes = read_file(file);
  const std::map<std::size_t, std::size_t> revisions = changed_revisions(bytes);
  std::vector<fs::path> differences;
  if (revisions.empty()) return differences;
  const std::vector<fs::path> after = drawn(file, folder / "now");
  for (const auto& [number, end] : revisions) {
    const std::string name = "revision-" + std::to_string(number);
    make_folder(folder / name, kMend);
    const fs::path as_signed = folder / (name + ".pdf");
    write_passing_file(as_signed, ByteView(bytes).first(end));
    const std::vector<fs::path> before = drawn(as_signed, folder / name);
    for (std::size_t page = 0; page < std::max(before.size(), after.size()); ++page) {
      add_difference(before, after, page, folder / name, differences);
    }
  }
  return differences;
}

}  // namespace chancery::app
