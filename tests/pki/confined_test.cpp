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

#include "openssl_keys.h"

namespace chancery::tests {
namespace {

/// From now on, opening a file ends the process.
bool forbid_opening_files() {
  std::array<sock_filter, 4> program{{
      BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, nr)),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, __NR_openat, 0, 1),
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

}  // namespace
}  // namespace chancery::tests
