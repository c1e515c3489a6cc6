// Public signed PDFs with what a good verifier says of them, trust aside.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "base/helper.h"
#include "data/data.h"
#include "pki/evidence.h"
#include "pki/revocation.h"
#include "told_report.h"
#include "verification/fields.h"
#include "verification/security_store.h"
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
    Helper helper;
    const Report beside = verify(bytes_of(bytes), {}, 1800000000, {}, &helper);
    EXPECT_EQ(data::write_json(to_node(report, file)), data::write_json(to_node(beside, file)))
        << file << " with a helper";
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

/// The roots that a file brings with it: nobody should trust them for that, but a test may.
Trust roots_inside(ByteView bytes) {
  Trust trust;
  const pdf::Opened opened = pdf::open_document(bytes, pdf::IfEncrypted::kOpen);
  if (!opened.document) return trust;
  const auto add = [&](const std::optional<pki::Certificate>& certificate) {
    if (certificate && pki::is_self_signed(*certificate)) trust.anchors.push_back(*certificate);
  };
  for (const Bytes& one : security_store(*opened.document).certificates) {
    add(pki::Certificate::from_der(one));
  }
  for (const Field& field : form_of(*opened.document).fields) {
    const pdf::Object value = entry(*opened.document, field.dictionary, "V");
    const auto* signature = value.as<pdf::Dictionary>();
    if (signature == nullptr) continue;
    const pdf::Object contents = entry(*opened.document, *signature, "Contents");
    const auto* string = contents.as<pdf::String>();
    if (string == nullptr) continue;
    for (const auto& one : pki::signers_of(bytes_of(string->bytes)).carried) add(one);
  }
  return trust;
}

constexpr pki::UnixTime kNow = 1795514400;  // 2026-11-24T10:00:00Z

/// Whom one trusts, and at what time one asks, never makes a file altered.
TEST(PublicFiles, TrustDoesNotMakeThemAltered) {
  const fs::path corpus = fs::path(CHANCERY_SHARED_DIR) / "corpus";
  if (!fs::exists(corpus)) GTEST_SKIP() << "no public files at " << corpus;
  for (const fs::directory_entry& entry : fs::directory_iterator(corpus)) {
    if (entry.path().extension() != ".pdf") continue;
    const std::string bytes = read(entry.path());
    const bool expected = altered(verify(bytes_of(bytes), {}, kNow));
    Trust trust = roots_inside(bytes_of(bytes));
    for (const pki::UnixTime at : {pki::UnixTime{1420070400}, kNow, pki::UnixTime{2051222400}}) {
      EXPECT_EQ(altered(verify(bytes_of(bytes), trust, at)), expected) << entry.path();
    }
    trust.revocation_required = true;
    EXPECT_EQ(altered(verify(bytes_of(bytes), trust, kNow)), expected) << entry.path();
  }
}

/// Files of other tools at levels B-LT and B-LTA, whose certificates have ended since.
TEST(PublicFiles, EvidenceInsideOutlivesCertificates) {
  const fs::path corpus = fs::path(CHANCERY_SHARED_DIR) / "corpus";
  if (!fs::exists(corpus)) GTEST_SKIP() << "no public files at " << corpus;
  for (const char* name :
       {"37247bb9-Signature-P-HU_POL-7.pdf", "30fe330d-pades-lta-dss-indirect-arrs-test.pdf"}) {
    const std::string bytes = read(corpus / name);
    const Report report = verify(bytes_of(bytes), roots_inside(bytes_of(bytes)), kNow);
    EXPECT_EQ(report.status, Status::kTotalPassed) << to_text(report, name);
    ASSERT_FALSE(report.signatures.empty());
    EXPECT_TRUE(report.signatures[0].proven_time);
  }
}

}  // namespace
}  // namespace chancery::verification
