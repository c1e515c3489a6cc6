// Signatures of every level, made with real services and judged by other programs.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <regex>
#include <set>

#include "judges.h"
#include "program.h"
#include "services.h"

namespace chancery::tests {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
namespace fs = std::filesystem;

class Levels : public ::testing::Test {
 protected:
  Levels() {
    const Ran set = chancery({"typeset", example("open-letter"), "-o", letter().string()});
    if (set.status != 0) throw std::runtime_error(set.err);
  }

  Services services;
  TemporaryFolder folder;
  std::string cache = (folder / "cache").string();

  fs::path letter() const { return folder / "letter.pdf"; }
  RunOptions here() const { return {{{"XDG_CACHE_HOME", cache}}, folder.path()}; }

  Ran sign(const fs::path& input, const std::string& division, const std::string& level,
           const fs::path& output, const std::vector<std::string>& more = {}) const {
    std::vector<std::string> command{"sign",   input.string(),          "--division", division,
                                     "--keys", services.pki().string(), "--level",    level,
                                     "-o",     output.string(),         "--timeout",  "5"};
    if (more.empty() || more[0] != "--tsa") {
      command.insert(command.end(), {"--tsa", services.tsa()});
    }
    command.insert(command.end(), more.begin(), more.end());
    return chancery(command, here());
  }

  Ran renew(const fs::path& file,
            const std::vector<std::pair<std::string, std::string>>& more = {}) {
    RunOptions options = here();
    options.environment.insert(options.environment.end(), more.begin(), more.end());
    return chancery(
        {"renew", file.string(), "--keys", services.pki().string(), "--tsa", services.tsa()},
        options);
  }

  Ran judged(const fs::path& file) const {
    return chancery({"verify", file.string(), "--trust", services.trust()}, here());
  }

  /// Everything that other programs and our own verification can say of it.
  void expect_valid(const fs::path& file, std::size_t signatures, std::size_t stamps) const {
    const Ran verified = judged(file);
    EXPECT_EQ(verified.status, 0) << verified.out;
    EXPECT_THAT(verified.out, HasSubstr("GENUINE: "));
    EXPECT_THAT(verified.out, Not(HasSubstr("not permitted")));
    const Ran checked = run({"qpdf", "--check", file.string()});
    EXPECT_EQ(checked.status, 0) << checked.out << checked.err;
    const Ran pages =
        run({"mutool", "draw", "-q", "-o", (folder / "page.png").string(), file.string(), "1"});
    EXPECT_EQ(pages.status, 0);
    EXPECT_THAT(pages.err, Not(HasSubstr("error")));
    EXPECT_EQ(valid_by_pdfsig(file), signatures);
    const std::vector<CutSignature> cut = signatures_of(read_text(file));
    EXPECT_EQ(cut.size(), signatures + stamps);
    for (const CutSignature& one : cut) expect_openssl_agrees(one);
  }

  void expect_openssl_agrees(const CutSignature& cut) const {
    write_text(folder / "content", cut.content);
    write_text(folder / "value", cut.value);
    const std::string root = services.trust() + "/root.pem";
    const std::string issuing = (services.pki() / "authority/issuing.pem").string();
    if (cut.is_time_stamp) {
      const Ran ran = run({"openssl", "ts", "-verify", "-in", "value", "-token_in", "-data",
                           "content", "-CAfile", root, "-untrusted", issuing},
                          {{}, folder.path()});
      EXPECT_THAT(ran.out + ran.err, HasSubstr("Verification: OK"));
      return;
    }
    const Ran ran = judged_by_openssl(cut, root);
    EXPECT_EQ(ran.status, 0) << ran.err;
    const CutTimeStamp stamp = time_stamp_of(cut.value);
    if (stamp.token.empty()) return;
    ASSERT_NE(stamp.signature_value, "");
    write_text(folder / "value", stamp.token);
    write_text(folder / "content", stamp.signature_value);
    const Ran verified = run({"openssl", "ts", "-verify", "-in", "value", "-token_in", "-data",
                              "content", "-CAfile", root, "-untrusted", issuing},
                             {{}, folder.path()});
    EXPECT_THAT(verified.out + verified.err, HasSubstr("Verification: OK"));
  }
};

/// RSA for one division, a curve for the other: each alone, then both.
TEST_F(Levels, EveryOneIsValidForOtherProgramsToo) {
  for (const std::string level : {"B", "T", "LT", "LTA"}) {
    SCOPED_TRACE(level);
    const std::size_t stamps = level == "LTA" ? 1 : 0;
    const Ran europe = sign(letter(), kEurope, level, folder / "europe.pdf");
    ASSERT_EQ(europe.status, 0) << europe.err;
    expect_valid(folder / "europe.pdf", 1, stamps);
    const Ran asia = sign(letter(), kAsia, level, folder / "asia.pdf");
    ASSERT_EQ(asia.status, 0) << asia.err;
    expect_valid(folder / "asia.pdf", 1, stamps);
    const Ran both = sign(folder / "asia.pdf", kEurope, level, folder / "both.pdf");
    ASSERT_EQ(both.status, 0) << both.err;
    expect_valid(folder / "both.pdf", 2, 2 * stamps);
    // What was PDF/A and PDF/UA stays so.
    const Ran conforms = run({"/usr/bin/python3", (kSource / "tests/conformance/check.py").string(),
                              (folder / "both.pdf").string()});
    EXPECT_EQ(conforms.status, 0) << conforms.out << conforms.err;
    EXPECT_TRUE(read_text(folder / "both.pdf").starts_with(read_text(folder / "asia.pdf")));
    const auto cut = signatures_of(read_text(folder / "both.pdf"));
    for (const CutSignature& one : cut) {
      if (one.is_time_stamp) continue;
      EXPECT_EQ(time_stamp_of(one.value).token.empty(), level == "B");
      // Room enough, and not more than a certificate's worth of it left over.
      EXPECT_LE(one.padding, 256U);
    }
  }
}

/// A division that adds a signature of another level changes nothing of those before.
TEST_F(Levels, SignaturesOfSeveralLevelsStandInOneFile) {
  ASSERT_EQ(sign(letter(), kAsia, "LTA", folder / "a.pdf").status, 0);
  ASSERT_EQ(sign(folder / "a.pdf", kEurope, "B", folder / "b.pdf").status, 0);
  expect_valid(folder / "b.pdf", 2, 1);
  // What the second lacks comes with the renewal.
  ASSERT_EQ(renew(folder / "b.pdf").status, 0);
  expect_valid(folder / "b.pdf", 2, 2);
}

/// Object 4 of "<< /Certs [ 4 0 R …": the streams of the lists in the last DSS, as qpdf gives them.
std::set<std::string> streams(const fs::path& file, const std::string& key) {
  const std::string pdf = read_text(file);
  const std::size_t store = pdf.rfind("/Type /DSS");
  EXPECT_NE(store, std::string::npos);
  const std::size_t begin = pdf.rfind(" obj", store);
  const std::string dictionary = pdf.substr(begin, pdf.find("endobj", store) - begin);
  std::set<std::string> found;
  const std::size_t list = dictionary.find("/" + key + " [");
  if (list == std::string::npos) return found;
  const std::string numbers = dictionary.substr(list, dictionary.find(']', list) - list);
  static const std::regex kReference("([0-9]+) 0 R");
  for (auto it = std::sregex_iterator(numbers.begin(), numbers.end(), kReference);
       it != std::sregex_iterator(); ++it) {
    found.insert(
        run({"qpdf", "--show-object=" + (*it)[1].str(), "--filtered-stream-data", file.string()})
            .out);
  }
  return found;
}

/// EN 319 142-1, 5.4.2: each chain to its root, each certificate below it with an answer.
TEST_F(Levels, TheStoreHoldsEveryChainAndWhatWasAnswered) {
  ASSERT_EQ(sign(letter(), kAsia, "LT", folder / "a.pdf").status, 0);
  std::set<std::string> expected;
  for (const char* name : {"asia-division", "issuing", "root", "time-stamping", "ocsp-responder"}) {
    run({"openssl", "x509", "-in",
         (services.pki() / "authority" / (std::string(name) + ".pem")).string(), "-outform", "DER",
         "-out", (folder / "der").string()});
    expected.insert(read_text(folder / "der"));
  }
  EXPECT_EQ(streams(folder / "a.pdf", "Certs"), expected);
  // By OCSP for the two signers, by the root's list for the authority between.
  const std::set<std::string> responses = streams(folder / "a.pdf", "OCSPs");
  EXPECT_EQ(responses.size(), 2U);
  for (const std::string& response : responses) {
    write_text(folder / "der", response);
    const Ran shown = run({"openssl", "ocsp", "-respin", (folder / "der").string(), "-text",
                           "-CAfile", services.trust() + "/root.pem", "-verify_other",
                           (services.pki() / "authority/issuing.pem").string()});
    EXPECT_THAT(shown.out + shown.err, HasSubstr("Response verify OK"));
    EXPECT_THAT(shown.out, HasSubstr("Cert Status: good"));
  }
  const std::set<std::string> lists = streams(folder / "a.pdf", "CRLs");
  ASSERT_EQ(lists.size(), 1U);
  write_text(folder / "der", *lists.begin());
  EXPECT_THAT(run({"openssl", "crl", "-inform", "DER", "-in", (folder / "der").string(), "-noout",
                   "-issuer"})
                  .out,
              HasSubstr("Root"));
  // VRI: SHA-1 of /Contents with its padding, in capitals (ISO 32000-2, 12.8.4.4), without /TU.
  const std::string pdf = read_text(folder / "a.pdf");
  const CutSignature cut = signatures_of(pdf).at(0);
  write_text(folder / "contents", cut.value + std::string(cut.padding, '\0'));
  std::string digest = run({"openssl", "sha1", "-r", (folder / "contents").string()}).out;
  digest.resize(40);
  for (char& c : digest) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  const std::string store = pdf.substr(pdf.rfind("/Type /DSS"));
  EXPECT_THAT(store, HasSubstr("/VRI <</" + digest + " <<"));
  EXPECT_THAT(store, Not(HasSubstr("/TU")));
}

TEST_F(Levels, OfManyLettersAreAskedForInOneRun) {
  fs::copy(letter(), folder / "b.pdf");
  fs::create_directory(folder / "out");
  const Ran ran = sign(letter(), kAsia, "LTA", folder / "out", {(folder / "b.pdf").string()});
  EXPECT_EQ(ran.status, 0) << ran.err;
  EXPECT_EQ(ran.out, "2 of 2 PDFs signed\n");
  // A trial, and for each letter a stamp of the signature and one of the document.
  EXPECT_EQ(services.requests("tsa"), 1 + 2 * 2);
  EXPECT_EQ(services.requests("ocsp"), 2);
  expect_valid(folder / "out/letter.signed.pdf", 1, 1);
  expect_valid(folder / "out/b.signed.pdf", 1, 1);
}

TEST_F(Levels, AnswersAreKeptUntilTheyAreOutOfDate) {
  ASSERT_EQ(sign(letter(), kAsia, "LT", folder / "a.pdf").status, 0);
  EXPECT_EQ(services.requests("ocsp"), 2);
  EXPECT_EQ(services.requests("tsa"), 2);  // a trial, to know the room
  services.recover();
  ASSERT_EQ(sign(letter(), kAsia, "LT", folder / "b.pdf").status, 0);
  EXPECT_EQ(services.requests("ocsp") + services.requests("crl") + services.requests("cer"), 0);
  EXPECT_EQ(services.requests("tsa"), 1);
  expect_valid(folder / "b.pdf", 1, 0);
}

TEST_F(Levels, RenewalAddsWhatIsOutOfDateAndATimeStamp) {
  services.order("ocsp", "short");
  ASSERT_EQ(sign(letter(), kAsia, "LTA", folder / "a.pdf").status, 0);
  const std::string before = read_text(folder / "a.pdf");
  services.recover();
  // Ten minutes later the responses of before are out of date.
  const Ran renewed =
      renew(folder / "a.pdf", {{"SOURCE_DATE_EPOCH", std::to_string(::time(nullptr) + 600)}});
  ASSERT_EQ(renewed.status, 0) << renewed.err;
  EXPECT_EQ(services.requests("ocsp"), 2);
  EXPECT_TRUE(read_text(folder / "a.pdf").starts_with(before));
  EXPECT_EQ(streams(folder / "a.pdf", "OCSPs").size(), 4U);
  expect_valid(folder / "a.pdf", 1, 2);
  // Once more at once: only the time-stamp is new.
  const std::size_t stores = count(read_text(folder / "a.pdf"), "/Type /DSS");
  ASSERT_EQ(renew(folder / "a.pdf").status, 0);
  expect_valid(folder / "a.pdf", 1, 3);
  EXPECT_LE(count(read_text(folder / "a.pdf"), "/Type /DSS"), stores + 1);
  const Ran unsigned_letter = renew(letter());
  EXPECT_EQ(unsigned_letter.status, 1);
  EXPECT_THAT(unsigned_letter.err, HasSubstr("not-signed"));
}

/// A PKI whose certificates name no address: files stand in for the services.
TEST_F(Levels, FilesStandInForServices) {
  const Ran lists =
      run({"bash", "-c", "cat issuing.crl root.crl > all.crl"}, {{}, services.pki() / "authority"});
  ASSERT_EQ(lists.status, 0);
  services.order("ocsp", "error-404");
  services.order("crl", "error-404");
  services.order("cer", "error-404");
  const std::vector<std::string> files{"--certificates", services.trust() + "/root.pem",
                                       "--revocation-lists",
                                       (services.pki() / "authority/all.crl").string()};
  const Ran ran = sign(letter(), kAsia, "LTA", folder / "a.pdf", files);
  ASSERT_EQ(ran.status, 0) << ran.err;
  EXPECT_EQ(services.requests("ocsp") + services.requests("crl") + services.requests("cer"), 0);
  expect_valid(folder / "a.pdf", 1, 1);
  const Ran without = sign(letter(), kAsia, "LTA", folder / "b.pdf", {files[2], files[3]});
  EXPECT_EQ(without.status, 1);
  EXPECT_THAT(without.err, HasSubstr("chain-incomplete"));
  EXPECT_FALSE(fs::exists(folder / "b.pdf"));
}

TEST_F(Levels, TheListOfDivisionsNamesServices) {
  write_text(folder / "divisions.yaml", read_text(kSource / "certs/divisions.yaml") +
                                            "\nservices:\n  level: B-LTA\n  time-stamping:\n"
                                            "    - url: http://127.0.0.1:1/nobody\n"
                                            "    - url: " +
                                            services.tsa() +
                                            "\n      policy: 1.3.6.1.4.1.99999.1.2\n  tries: 1\n");
  const Ran ran = chancery(
      {"sign", letter().string(), "--division", kAsia, "--keys", services.pki().string(),
       "--divisions", (folder / "divisions.yaml").string(), "-o", (folder / "a.pdf").string()},
      here());
  ASSERT_EQ(ran.status, 0) << ran.err;
  expect_valid(folder / "a.pdf", 1, 1);
  write_text(folder / "value", signatures_of(read_text(folder / "a.pdf")).back().value);
  EXPECT_THAT(run({"openssl", "ts", "-reply", "-in", "value", "-token_in", "-token_out", "-text"},
                  {{}, folder.path()})
                  .out,
              HasSubstr("Policy OID: 1.3.6.1.4.1.99999.1.2"));
  const Ran none =
      chancery({"sign", letter().string(), "--division", kAsia, "--keys", services.pki().string(),
                "--level", "T", "-o", (folder / "b.pdf").string()},
               here());
  EXPECT_EQ(none.status, 3);
  EXPECT_THAT(none.err, HasSubstr("no-time-stamping"));
}

}  // namespace
}  // namespace chancery::tests
