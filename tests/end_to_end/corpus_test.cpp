// Signing on top of signatures that others made: the public files, where they are at hand.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

#include "data/data.h"
#include "end_to_end/judges.h"
#include "end_to_end/program.h"

namespace chancery::tests {
namespace {

namespace fs = std::filesystem;

std::string text(const data::Node& node, std::string_view key) {
  const data::Node* found = node.find(key);
  return found == nullptr ? "absent" : found->text;
}

/// What a report says of each signature that a later one must not change, in the file's order.
std::vector<std::string> said_of_signatures(const fs::path& file) {
  const Ran ran = chancery({"verify", file.string(), "--format", "json"});
  const data::Parsed parsed = data::parse_json(ran.out, "said");
  std::vector<std::string> said;
  if (!parsed.root) return said;
  const data::Node* report = &*parsed.root;
  if (const auto* several = report->sequence()) report = &several->at(0);
  const data::Node* list = report->find("signatures");
  if (list == nullptr || list->sequence() == nullptr) return said;
  for (const data::Node& one : *list->sequence()) {
    std::string line;
    for (const char* key : {"field", "signer", "kind", "claimed-time", "integrity", "changes",
                            "status", "sub-indication", "revision"}) {
      // Changes that are permitted are none of the earlier signature's.
      std::string value = text(one, key);
      if (std::string_view(key) == "changes" && value != "not-permitted") value = "fine";
      line += std::string(key) + "=" + value + " ";
    }
    for (const data::Node& finding : *one.find("findings")->sequence()) {
      line += text(finding, "code") + " ";
    }
    said.push_back(line);
  }
  return said;
}

std::string code_of(const std::string& err) {
  const std::size_t begin = err.find("error[");
  return begin == std::string::npos ? err : err.substr(begin + 6, err.find(']') - begin - 6);
}

TEST(Corpus, EarlierSignaturesStayAsTheyAre) {
  const fs::path corpus = kShared / "corpus";
  if (!fs::exists(corpus / "manifest.json")) GTEST_SKIP() << "no public files at " << corpus;
  const data::Parsed manifest =
      data::parse_json(read_text(corpus / "manifest.json"), "manifest.json");
  ASSERT_TRUE(manifest.root && manifest.root->sequence());
  const TemporaryFolder folder;
  const fs::path output = folder / "signed.pdf";
  std::size_t clean = 0;
  std::size_t signed_files = 0;
  std::map<std::string, int> refusals;
  for (const data::Node& entry : *manifest.root->sequence()) {
    if (text(entry, "expect") != "clean") continue;
    const fs::path file = corpus / text(entry, "file");
    SCOPED_TRACE(file.filename().string());
    ++clean;
    fs::remove(output);
    const auto sign = [&](const std::vector<std::string>& where) {
      std::vector<std::string> command{"sign",   file.string(),  "--division", kAsia,
                                       "--keys", pki().string(), "-o",         output.string()};
      command.insert(command.end(), where.begin(), where.end());
      return chancery(command);
    };
    Ran ran = sign({"--rect", "10,10,110,50"});
    if (ran.status != 0) ran = sign({"--invisible"});
    if (ran.status != 0) {
      const std::string code = code_of(ran.err);
      ++refusals[code];
      EXPECT_THAT(code, ::testing::AnyOf("changes-forbidden", "field-locked", "encrypted-pdf"))
          << ran.err;
      EXPECT_FALSE(fs::exists(output));
      continue;
    }
    ++signed_files;
    EXPECT_TRUE(read_text(output).starts_with(read_text(file)));
    std::vector<std::string> before = said_of_signatures(file);
    std::vector<std::string> after = said_of_signatures(output);
    ASSERT_EQ(after.size(), before.size() + 1);
    after.pop_back();
    EXPECT_EQ(after, before);
    EXPECT_EQ(valid_by_pdfsig(output), valid_by_pdfsig(file) + 1);
  }
  for (const auto& [code, times] : refusals) {
    std::printf("refused, %s: %d\n", code.c_str(), times);
  }
  std::printf("signed on top: %zu of %zu\n", signed_files, clean);
  EXPECT_GE(2 * signed_files, clean);
}

}  // namespace
}  // namespace chancery::tests
