// Passphrases come from a file, a variable or the terminal, and leave no trace.
#include "app/secrets.h"

#include <gmock/gmock.h>
#include <pty.h>
#include <sys/stat.h>
#include <termios.h>

#include <cstring>

#include "base/diagnostic.h"
#include "environment.h"
#include "run_program.h"

namespace chancery::app {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using tests::Environment;
using tests::TemporaryFolder;
using tests::write_text;

SecretSource from_file(const std::filesystem::path& file) {
  SecretSource source;
  source.file = file;
  return source;
}

std::string code_of(const SecretSource& source) {
  try {
    (void)read_secret(source);
  } catch (const Failure& failure) {
    EXPECT_EQ(failure.kind(), FailureKind::kInput);
    return failure.diagnostics().front().code;
  }
  return "";
}

TEST(Secret, OfAFileIsItsFirstLine) {
  const TemporaryFolder folder;
  const auto file = folder / "pass";
  const auto secret_in = [&](const std::string& text) {
    write_text(file, text);
    EXPECT_EQ(::chmod(file.c_str(), 0600), 0);
    return read_secret(from_file(file)).text();
  };
  EXPECT_EQ(secret_in("tide and ice"), "tide and ice");
  EXPECT_EQ(secret_in("tide and ice\n"), "tide and ice");
  EXPECT_EQ(secret_in("tide and ice\r\nsecond\r\n"), "tide and ice");
  EXPECT_EQ(secret_in("  spaces are part of it \nsecond"), "  spaces are part of it ");
  EXPECT_EQ(secret_in("Grüße \xF0\x9F\x94\x91\n"), "Grüße \xF0\x9F\x94\x91");
  EXPECT_EQ(secret_in(""), "");
  EXPECT_EQ(secret_in("\nsecond"), "");
  EXPECT_EQ(secret_in(std::string(100'000, 'x') + "\n"), std::string(100'000, 'x'));
}

TEST(Secret, OfAFileThatIsNotThereIsAnError) {
  const TemporaryFolder folder;
  EXPECT_EQ(code_of(from_file(folder / "pass")), "cannot-read");
  EXPECT_EQ(code_of(from_file(folder.path())), "cannot-read");
}

TEST(Secret, AFileThatEveryoneMayReadIsWarnedOf) {
  const TemporaryFolder folder;
  const auto file = folder / "pass";
  write_text(file, "tide and ice\n");
  for (const mode_t mode : {0604U, 0644U}) {
    ASSERT_EQ(::chmod(file.c_str(), mode), 0);
    testing::internal::CaptureStderr();
    EXPECT_EQ(read_secret(from_file(file)).text(), "tide and ice");
    const std::string said = testing::internal::GetCapturedStderr();
    EXPECT_THAT(said, HasSubstr(file.string() + ": warning[passphrase-exposed]"));
    EXPECT_THAT(said, Not(HasSubstr("tide")));
  }
  for (const mode_t mode : {0600U, 0400U, 0640U}) {
    ASSERT_EQ(::chmod(file.c_str(), mode), 0);
    testing::internal::CaptureStderr();
    EXPECT_EQ(read_secret(from_file(file)).text(), "tide and ice");
    EXPECT_EQ(testing::internal::GetCapturedStderr(), "");
  }
}

TEST(Secret, OfAVariable) {
  SecretSource source;
  source.environment_variable = "CHANCERY_TEST_SECRET";
  {
    const Environment variable("CHANCERY_TEST_SECRET", "tide and ice");
    EXPECT_EQ(read_secret(source).text(), "tide and ice");
  }
  const Environment variable("CHANCERY_TEST_SECRET", std::nullopt);
  EXPECT_EQ(code_of(source), "no-passphrase");
}

TEST(Secret, AFileCountsBeforeAVariable) {
  const TemporaryFolder folder;
  write_text(folder / "pass", "of the file");
  ASSERT_EQ(::chmod((folder / "pass").c_str(), 0600), 0);
  const Environment variable("CHANCERY_TEST_SECRET", "of the variable");
  SecretSource source = from_file(folder / "pass");
  source.environment_variable = "CHANCERY_TEST_SECRET";
  EXPECT_EQ(read_secret(source).text(), "of the file");
}

TEST(Secret, IsNotAskedForWhenItMayNot) {
  SecretSource source;
  source.may_ask = false;
  EXPECT_EQ(code_of(source), "no-passphrase");
}

TEST(Secret, LeavesNothingWhereItMovedFrom) {
  Secret first("tide+ice");  // short enough to stand inside the string itself
  const char* const inside = first.text().data();
  const Secret second(std::move(first));
  EXPECT_EQ(second.text(), "tide+ice");
  for (std::size_t i = 0; i < 8; ++i) EXPECT_EQ(inside[i], '\0') << i;
}

/// A child with a terminal of its own asks there; gives what the terminal showed, and whether the
/// child got `expected`.
struct Asked {
  std::string shown;
  int status = -1;
  bool echo_is_back = false;
};

Asked ask_at_terminal(const std::string& typed, const std::string& expected) {
  int terminal = -1;
  const pid_t child = ::forkpty(&terminal, nullptr, nullptr, nullptr);
  if (child == 0) {
    SecretSource source;
    source.what = "the key of Asia Division";
    const Secret secret = read_secret(source);
    ::_exit(secret.text() == expected ? 0 : 1);
  }
  Asked asked;
  const auto read_some = [&] {
    std::array<char, 256> buffer{};
    const ssize_t got = ::read(terminal, buffer.data(), buffer.size());
    if (got > 0) asked.shown.append(buffer.data(), static_cast<std::size_t>(got));
    return got > 0;
  };
  while (asked.shown.find(": ") == std::string::npos && read_some()) {
  }
  // The echo is off before the prompt stands there: nothing that is typed after it is lost.
  termios while_asking{};
  EXPECT_EQ(::tcgetattr(terminal, &while_asking), 0);
  EXPECT_EQ(while_asking.c_lflag & tcflag_t{ECHO}, 0U);
  EXPECT_EQ(::write(terminal, typed.data(), typed.size()), static_cast<ssize_t>(typed.size()));
  // The line feed after the answer comes once the echo is back.
  const std::size_t before = asked.shown.size();
  while (asked.shown.find('\n', before) == std::string::npos && read_some()) {
  }
  termios settings{};
  asked.echo_is_back =
      ::tcgetattr(terminal, &settings) == 0 && (settings.c_lflag & tcflag_t{ECHO}) != 0;
  while (read_some()) {
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  ::close(terminal);
  asked.status = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  return asked;
}

TEST(Secret, IsAskedForAtTheTerminalAndNotShown) {
  const Asked asked = ask_at_terminal("tide and ice\n", "tide and ice");
  EXPECT_EQ(asked.status, 0) << asked.shown;
  EXPECT_THAT(asked.shown, HasSubstr("Passphrase for the key of Asia Division: "));
  EXPECT_THAT(asked.shown, Not(HasSubstr("tide")));
  EXPECT_TRUE(asked.echo_is_back);
}

}  // namespace
}  // namespace chancery::app
