// Converted artwork is kept, and what was kept is used only when it is whole.
#include <gmock/gmock.h>
#include <sys/stat.h>

#include <algorithm>
#include <thread>

#include "app/places.h"
#include "app/svg.h"
#include "base/diagnostic.h"
#include "environment.h"
#include "run_program.h"

namespace chancery::app {
namespace {

namespace fs = std::filesystem;
using tests::Environment;
using tests::read_text;
using tests::TemporaryFolder;
using tests::write_text;

const std::string kPdf = "%PDF-1.4 as converted %%EOF\n";

/// A cache over a converter that counts how often it is needed.
class SvgCache : public ::testing::Test {
 protected:
  Bytes convert(const std::string& svg) { return convert_in(folder / "cache", svg); }

  Bytes convert_in(const fs::path& place, const std::string& svg) {
    const auto converter = kept_in(Cache(place), [&](ByteView bytes, const std::string&) {
      ++conversions;
      Bytes pdf;
      append(pdf, std::string_view(kPdf));
      append(pdf, bytes);
      return pdf;
    });
    return converter(bytes_of(svg), "first.svg");
  }

  /// The one file in the cache.
  fs::path entry() {
    const auto files = fs::directory_iterator(folder / "cache");
    return files->path();
  }

  /// A second conversion of the same SVG gives the same bytes, and needed the converter (or not).
  void expect_again(int needed) {
    conversions = 0;
    EXPECT_EQ(text_of(convert("<svg/>")), kPdf + "<svg/>");
    EXPECT_EQ(conversions, needed);
  }

  TemporaryFolder folder;
  int conversions = 0;
};

TEST_F(SvgCache, ASecondTimeNeedsNoConversion) {
  expect_again(1);
  expect_again(0);
  EXPECT_EQ(text_of(convert("<svg a=''/>")), kPdf + "<svg a=''/>");
  EXPECT_EQ(conversions, 1);
}

TEST_F(SvgCache, AKeptFileIsAPdfOfItsOwn) {
  expect_again(1);
  const std::string kept = read_text(entry());
  EXPECT_THAT(kept, ::testing::StartsWith(kPdf + "<svg/>\n%chancery-cache "));
  EXPECT_EQ(entry().extension(), ".pdf");
}

TEST_F(SvgCache, EveryChangedByteIsFound) {
  expect_again(1);
  const std::string kept = read_text(entry());
  for (std::size_t at = 0; at < kept.size(); ++at) {
    std::string changed = kept;
    changed[at] = static_cast<char>(changed[at] ^ 1);
    write_text(entry(), changed);
    expect_again(1);
    ASSERT_TRUE(read_text(entry()) == kept) << "the damaged file was not replaced";
  }
}

TEST_F(SvgCache, EveryCutFileIsFound) {
  expect_again(1);
  const std::string kept = read_text(entry());
  for (std::size_t size = 0; size < kept.size(); ++size) {
    write_text(entry(), kept.substr(0, size));
    expect_again(1);
  }
  write_text(entry(), kept + "\n");
  expect_again(1);
  expect_again(0);
}

TEST_F(SvgCache, AnotherArtworksFileIsNotTaken) {
  expect_again(1);
  const fs::path right = entry();
  const std::string kept = read_text(right);
  fs::remove(right);
  (void)convert("<svg>another</svg>");
  fs::rename(entry(), right);
  expect_again(1);
  EXPECT_TRUE(read_text(right) == kept);
}

TEST_F(SvgCache, WhatIsNoFileIsDoneWithout) {
  expect_again(1);
  const fs::path name = entry();
  fs::remove(name);
  fs::create_directory(name);
  expect_again(1);
  EXPECT_TRUE(fs::is_directory(name));
  fs::remove(name);
  ASSERT_EQ(::mkfifo(name.c_str(), 0600), 0);  // would never answer
  expect_again(1);
}

TEST_F(SvgCache, APlaceThatCannotBeWrittenIsDoneWithout) {
  write_text(folder / "file", "x");
  for (const fs::path& place : {folder / "file", folder / "file/below", fs::path("/proc/none")}) {
    EXPECT_EQ(text_of(convert_in(place, "<svg/>")), kPdf + "<svg/>") << place;
  }
  EXPECT_EQ(conversions, 3);
  EXPECT_EQ(read_text(folder / "file"), "x");
}

TEST_F(SvgCache, WithoutAPlaceNothingIsKept) {
  (void)convert_in({}, "<svg/>");
  EXPECT_EQ(text_of(convert_in({}, "<svg/>")), kPdf + "<svg/>");
  EXPECT_EQ(conversions, 2);
  EXPECT_TRUE(fs::is_empty(folder.path()));
}

TEST_F(SvgCache, AFailureIsNotKept) {
  const auto failing = kept_in(Cache(folder / "cache"), [](ByteView, const std::string&) -> Bytes {
    throw Failure(FailureKind::kInput, "svg-text", "text", "paths");
  });
  EXPECT_THROW(failing(bytes_of("<svg/>"), "a.svg"), Failure);
  EXPECT_FALSE(fs::exists(folder / "cache"));
  expect_again(1);
}

TEST_F(SvgCache, ManyThreadsGetTheSame) {
  std::vector<std::thread> threads;
  std::vector<int> wrong(8);
  threads.reserve(wrong.size());
  for (int& count : wrong) {
    threads.emplace_back([&] {
      const auto converter = kept_in(Cache(folder / "cache"), [](ByteView, const std::string&) {
        const auto view = bytes_of(kPdf);
        return Bytes(view.begin(), view.end());
      });
      for (int i = 0; i < 50; ++i) {
        const std::string svg = "<svg" + std::to_string(i % 10) + "/>";
        if (text_of(converter(bytes_of(svg), "a.svg")) != kPdf) ++count;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_THAT(wrong, ::testing::Each(0));
  EXPECT_EQ(std::distance(fs::directory_iterator(folder / "cache"), fs::directory_iterator{}), 10);
}

TEST(CacheFolder, IsTheUsersOwn) {
  const Environment home("HOME", "/home/ada");
  {
    const Environment cache("XDG_CACHE_HOME", "/var/ada");
    EXPECT_EQ(cache_folder(), "/var/ada/chancery");
  }
  for (const auto& value : {std::optional<std::string>(), std::optional<std::string>(""),
                            std::optional<std::string>("relative")}) {
    const Environment cache("XDG_CACHE_HOME", value);
    EXPECT_EQ(cache_folder(), "/home/ada/.cache/chancery");
  }
  const Environment cache("XDG_CACHE_HOME", std::nullopt);
  const Environment no_home("HOME", std::nullopt);
  EXPECT_EQ(cache_folder(), "");
}

}  // namespace
}  // namespace chancery::app
