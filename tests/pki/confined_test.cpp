// A process that may open no files checks signatures and paths.
#include <gtest/gtest.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstddef>
#include <cstdio>

#include "openssl_keys.h"
#include "pki/revocation.h"

namespace chancery::tests {
namespace {

/// From now on, opening a file or asking about the machine ends the process.
bool forbid_opening_files() {
  std::array<sock_filter, 5> program{{
      BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, nr)),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, __NR_openat, 1, 0),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, __NR_sysinfo, 0, 1),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
  }};
  const sock_fprog filter{static_cast<unsigned short>(program.size()), program.data()};
  return ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
         ::prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter) == 0;
}

/// The child's exit status, or minus the signal that ended it.
template <class Action>
int in_child_without_files(Action action) {
  const pid_t child = ::fork();
  if (child == 0) ::_exit(forbid_opening_files() ? action() : 100);
  int status = 0;
  ::waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

TEST(Confined, ChecksOpenNoFiles) {
  const Keys keys;
  const pki::Credential credential = keys.new_credential("leaf", {});
  const Bytes content = to_bytes("content");
  const Bytes cms = pki::sign_cms(credential, pki::digest(pki::Hash::kSha256, content));
  const std::vector<pki::Certificate> anchors{keys.certificate("root")};
  pki::prepare();
  const int status = in_child_without_files([&] {
    const std::array<ByteView, 1> pieces{content};
    const pki::CmsCheck check = pki::check_cms(cms, pieces);
    const pki::PathCheck path = pki::check_path(*check.signer, check.certificates, anchors,
                                                credential.certificate.not_before() + 86400);
    return check.findings.empty() && path.status == pki::PathStatus::kValid ? 0 : 1;
  });
  EXPECT_EQ(status, 0);
}

/// The list is sorted to look a certificate up.
TEST(Confined, LongRevocationListsAreReadToo) {
  const Keys keys;
  keys.make("leaf", "issuing", {});
  std::string index;
  for (int serial = 4096; serial < 8192; ++serial) {
    std::array<char, 16> number{};
    std::snprintf(number.data(), number.size(), "%X", static_cast<unsigned>(serial));
    index += std::string("R\t400101000000Z\t250101000000Z\t") + number.data() +
             "\tunknown\t/CN=Another\n";
  }
  write_text(keys.path("index.txt"), index);
  write_text(keys.path("ca.cnf"),
             "[ca]\ndefault_ca=a\n[a]\ndatabase=index.txt\ncertificate=issuing.pem\n"
             "private_key=issuing.key\ndefault_md=sha256\ndefault_crl_days=30\n");
  keys.must({"ca", "-config", "ca.cnf", "-gencrl", "-out", "long.crl"});
  const std::vector<Bytes> lists = pki::crls_of(to_bytes(keys.text("long.crl")));
  ASSERT_EQ(lists.size(), 1U);
  const pki::Certificate leaf = keys.certificate("leaf"), issuing = keys.certificate("issuing");
  pki::prepare();
  const int status = in_child_without_files([&] {
    return pki::crl_status(lists[0], leaf, issuing).says == pki::RevocationStatus::Says::kGood ? 0
                                                                                               : 1;
  });
  EXPECT_EQ(status, 0);
}

}  // namespace
}  // namespace chancery::tests
