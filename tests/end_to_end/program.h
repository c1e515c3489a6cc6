// The built program, a PKI made once for all tests of this binary, and letters made ready.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "run_program.h"

namespace chancery::tests {

inline const std::filesystem::path kSource = CHANCERY_SOURCE_DIR;
inline const std::filesystem::path kShared = CHANCERY_SHARED_DIR;
inline const std::string kAsia = "Asia Division";
inline const std::string kEurope = "Europe and Central Asia Division";

/// A moment inside the demonstration certificates' validity, the same in every run.
inline std::string moment() {
  return std::to_string(::time(nullptr));
}

inline Ran chancery(std::vector<std::string> arguments, const RunOptions& options = {}) {
  arguments.insert(arguments.begin(), std::string(CHANCERY_BINARY_DIR) + "/chancery");
  return run(arguments, options);
}

/// Keys and certificates as scripts/make-demo-pki.sh makes them.
inline const std::filesystem::path& pki() {
  static const TemporaryFolder kFolder;
  static const std::filesystem::path kPki = [] {
    const std::filesystem::path path = kFolder / "pki";
    const Ran made = run({(kSource / "scripts/make-demo-pki.sh").string(), path.string()});
    if (made.status != 0) throw std::runtime_error("no PKI: " + made.err);
    return path;
  }();
  return kPki;
}

inline std::string trust() {
  return (pki() / "trust").string();
}

inline std::string example(const std::string& name) {
  return (kSource / "examples" / name / "letter.md").string();
}

inline Ran sign(const std::filesystem::path& input, const std::string& division,
                const std::filesystem::path& output, const RunOptions& options = {}) {
  return chancery({"sign", input.string(), "--division", division, "--keys", pki().string(), "-o",
                   output.string()},
                  options);
}

inline Ran verify(const std::filesystem::path& file) {
  return chancery({"verify", file.string(), "--trust", trust(), "--format", "json"});
}

/// A letter typeset and signed by both divisions.
inline void make_signed(const std::string& letter, const std::filesystem::path& output) {
  const TemporaryFolder folder;
  const Ran typeset = chancery({"typeset", letter, "-o", (folder / "a.pdf").string()});
  ASSERT_EQ(typeset.status, 0) << typeset.err;
  const Ran first = sign(folder / "a.pdf", kAsia, folder / "b.pdf");
  ASSERT_EQ(first.status, 0) << first.err;
  const Ran second = sign(folder / "b.pdf", kEurope, output);
  ASSERT_EQ(second.status, 0) << second.err;
}

}  // namespace chancery::tests
