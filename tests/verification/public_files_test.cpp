// Public signed PDFs with what a good verifier says of them, trust aside.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "data/data.h"
#include "verification/verification.h"

namespace chancery::verification {
namespace {

namespace fs = std::filesystem;

std::string text(const data::Node& node, std::string_view key) {
  const data::Node* found = node.find(key);
  const auto* string = found == nullptr ? nullptr : std::get_if<std::string>(&found->value);
  return string == nullptr ? "" : *string;
}

std::string read(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

bool altered(const Report& report) {
  if (!report.readable) return true;
  for (const SignatureReport& signature : report.signatures) {
    if (signature.integrity != Integrity::kIntact || signature.coverage == Coverage::kOther ||
        signature.changes == Changes::kNotPermitted) {
      return true;
    }
  }
  return false;
}

TEST(PublicFiles, AlteredOnesAreFoundAndCleanOnesPass) {
  const fs::path corpus = fs::path(CHANCERY_SHARED_DIR) / "corpus";
  if (!fs::exists(corpus / "manifest.json")) {
    GTEST_SKIP() << "no public files at " << corpus;
  }
  const data::Parsed manifest = data::parse_json(read(corpus / "manifest.json"), "manifest.json");
  ASSERT_TRUE(manifest.root && manifest.root->sequence());
  std::size_t looked_at = 0;
  for (const data::Node& entry : *manifest.root->sequence()) {
    const std::string file = text(entry, "file");
    const std::string expected = text(entry, "expect");
    const std::string bytes = read(corpus / file);
    ASSERT_FALSE(bytes.empty()) << file;
    const Report report = verify(bytes_of(bytes), {}, 1800000000);
    ++looked_at;
    if (expected == "altered") {
      EXPECT_TRUE(altered(report)) << file << "\n" << to_text(report, file);
    }
    if (expected == "clean") {
      EXPECT_FALSE(altered(report)) << file << "\n" << to_text(report, file);
    }
    if (expected == "unsigned") {
      EXPECT_TRUE(report.readable) << file << report.unreadable_reason;
      EXPECT_TRUE(report.signatures.empty()) << file;
    }
  }
  EXPECT_GT(looked_at, 10U);
}

}  // namespace
}  // namespace chancery::verification
