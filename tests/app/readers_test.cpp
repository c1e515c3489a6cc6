// Many files through few children: every file has its own report, whatever becomes of a child.
#include "app/readers.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <thread>

#include "base/diagnostic.h"
#include "verification/node_values.h"

namespace chancery::app {
namespace {

namespace fs = std::filesystem;
namespace v = verification;

class ReadersOfMany : public ::testing::Test {
 protected:
  ReadersOfMany() {
    std::string name = (fs::temp_directory_path() / "readers-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("no folder");
    folder = name;
  }
  ~ReadersOfMany() override { fs::remove_all(folder); }

  void add(const std::string& content) {
    options.files.push_back(folder / (std::to_string(options.files.size()) + ".pdf"));
    if (content != "missing") std::ofstream(options.files.back()) << content;
  }

  /// The answers and reasons in order, by work that does what a file's content says.
  std::vector<std::string> read() {
    Measure measure{options, {}, v::Trust{}, {}, 0};
    Readers readers(measure, [&measure](ByteView bytes, const fs::path& file) {
      const std::string_view content = text_of(bytes);
      if (content == "crash") std::abort();
      if (content == "forbidden") ::getppid();
      if (content == "liar") return Bytes{1, 2, 3};
      v::Report report;
      report.unreadable_reason = content;
      return packed(report, file, measure);
    });
    std::vector<std::string> reasons;
    for (const fs::path& file : options.files) {
      const Readers::Read read = readers.next();
      EXPECT_EQ(v::text_at(read.report, "file"), file.string());
      EXPECT_EQ(v::text_at(read.report, "answer"), "refused");
      EXPECT_EQ(read.file != nullptr, fs::exists(file));
      reasons.push_back(v::text_at(read.report, "readable"));
    }
    return reasons;
  }

  fs::path folder;
  VerifyOptions options;
};

TEST_F(ReadersOfMany, EachHasItsOwnReportInOrder) {
  for (int i = 0; i < 100; ++i) add("file " + std::to_string(i));
  const std::vector<std::string> reasons = read();
  ASSERT_EQ(reasons.size(), 100U);
  for (int i = 0; i < 100; ++i)
    EXPECT_EQ(reasons[static_cast<std::size_t>(i)], "file " + std::to_string(i));
}

TEST_F(ReadersOfMany, OneThatEndsItsReaderIsToldAndTheOthersAreRead) {
  for (int i = 0; i < 40; ++i) {
    add(i % 7 == 3 ? "crash" : i % 11 == 5 ? "forbidden" : i == 20 ? "liar" : "good");
  }
  const std::vector<std::string> reasons = read();
  for (int i = 0; i < 40; ++i) {
    const std::string& reason = reasons[static_cast<std::size_t>(i)];
    if (i % 7 == 3) {
      EXPECT_NE(reason.find("ended early: reading it needs more memory"), std::string::npos)
          << reason;
    } else if (i % 11 == 5) {
#if !defined(__SANITIZE_ADDRESS__)
      EXPECT_NE(reason.find("attempted what a reader may not do"), std::string::npos) << reason;
#endif
    } else if (i == 20) {
      EXPECT_NE(reason.find("ended early"), std::string::npos) << reason;
    } else {
      EXPECT_EQ(reason, "good") << i;
    }
  }
}

TEST_F(ReadersOfMany, OneThatCannotBeReadIsToldAndTheOthersAreRead) {
  for (int i = 0; i < 12; ++i) add(i % 3 == 0 ? "missing" : "good");
  const std::vector<std::string> reasons = read();
  for (int i = 0; i < 12; ++i) {
    const std::string& reason = reasons[static_cast<std::size_t>(i)];
    if (i % 3 == 0) {
      EXPECT_NE(reason.find("No such file"), std::string::npos) << reason;
    } else {
      EXPECT_EQ(reason, "good");
    }
  }
}

TEST_F(ReadersOfMany, NoneCanBeRead) {
  for (int i = 0; i < 5; ++i) add("missing");
  for (const std::string& reason : read()) {
    EXPECT_NE(reason.find("No such file"), std::string::npos) << reason;
  }
}

/// The process that looked at each file.
std::vector<std::string> processes(const VerifyOptions& options) {
  Measure measure{options, {}, v::Trust{}, {}, 0};
  Readers readers(measure, [&measure](ByteView, const fs::path& file) {
    v::Report report;
    report.unreadable_reason = std::to_string(::getpid());
    return packed(report, file, measure);
  });
  std::vector<std::string> found;
  for (std::size_t i = 0; i < options.files.size(); ++i) {
    found.push_back(v::text_at(readers.next().report, "readable"));
  }
  return found;
}

TEST_F(ReadersOfMany, AreOnlyIsolatedWhenThatIsAskedFor) {
  // More than one for each half of what each processor gets.
  const unsigned count = 8 * std::max(1U, std::thread::hardware_concurrency());
  for (unsigned i = 0; i < count; ++i) add("good");
  std::vector<std::string> found = processes(options);
  EXPECT_EQ(found[0], found[1]);
  EXPECT_NE(found.front(), found.back());
  options.isolate = true;
  found = processes(options);
  std::ranges::sort(found);
  EXPECT_EQ(std::ranges::adjacent_find(found), found.end());
}

TEST_F(ReadersOfMany, ASingleFileThatCannotBeReadStopsTheCommand) {
  add("missing");
  Measure measure{options, {}, v::Trust{}, {}, 0};
  EXPECT_THROW(Readers readers(measure), Failure);
}

}  // namespace
}  // namespace chancery::app
