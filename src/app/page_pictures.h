// Pages as pictures: poppler's pdftoppm draws them, in a process of its own.
#pragma once

#include <sys/types.h>

#include <filesystem>
#include <string>
#include <vector>

namespace chancery::app {

/// One run of pdftoppm. What is being drawn when this goes is given up.
class PagePictures {
 public:
  PagePictures() = default;
  ~PagePictures() { stop(); }
  PagePictures(const PagePictures&) = delete;
  PagePictures& operator=(const PagePictures&) = delete;

  /// Starts to draw the pages of `pdf` for `folder`. What was being drawn is given up.
  /// Throws Failure(kSystem): "no-pdftoppm", which names the package to install; "cannot-write".
  void start(const std::filesystem::path& pdf, const std::filesystem::path& folder, int dpi);
  bool is_drawing() const { return child_ > 0; }
  /// Ends it, and leaves the pictures that were there before.
  void stop();

  /// Whether the pages are drawn; then they are page-1.png, page-2.png, … in the folder, and
  /// pictures of pages that there are no more are gone. `wait`: until they are.
  /// Throws Failure(kSystem, "pdftoppm-failed").
  bool is_done(bool wait);
  /// The pictures of the last run, in order.
  const std::vector<std::filesystem::path>& pictures() const { return pictures_; }

 private:
  void take_over();

  pid_t child_ = 0;
  std::filesystem::path folder_;
  std::filesystem::path scratch_;
  std::vector<std::filesystem::path> pictures_;
};

}  // namespace chancery::app
