// Letterheads and divisions as a user asks for them.
#include <gmock/gmock.h>
#include <sys/stat.h>

#include "data/data.h"
#include "end_to_end/program.h"

namespace chancery::tests {
namespace {

namespace fs = std::filesystem;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

data::Node json(const Ran& ran) {
  data::Parsed parsed = data::parse_json(ran.out, "said");
  if (!parsed.root) throw std::runtime_error("not JSON: " + ran.out + ran.err);
  return *parsed.root;
}

std::string text(const data::Node& node, std::string_view key) {
  const data::Node* found = node.find(key);
  return found == nullptr ? "absent" : found->text;
}

/// Codes of the diagnostics of an entry.
std::vector<std::string> codes(const data::Node& entry) {
  std::vector<std::string> all;
  for (const data::Node& diagnostic : *entry.find("diagnostics")->sequence()) {
    all.push_back(text(diagnostic, "code"));
  }
  return all;
}

/// A folder of letterheads: one of the program's own, one that is broken, one with a slip.
class Letterheads : public ::testing::Test {
 protected:
  void SetUp() override {
    fs::create_directory(folder / "all");
    fs::copy(kSource / "letterhead/division-letters", folder / "all/division-letters");
    copy("broken", "margins:", "margin:");
    copy("slip", "title: {", "title: { font: txet,");
    fs::create_directory(folder / "all/empty");
  }

  void copy(const std::string& name, const std::string& what, const std::string& with) {
    const fs::path home = folder / "all" / name;
    fs::copy(kSource / "letterhead/division-letters", home);
    std::string yaml = read_text(home / "letterhead.yaml");
    yaml.replace(yaml.find(what), what.size(), with);
    write_text(home / "letterhead.yaml", yaml);
  }

  Ran list(const std::string& format) {
    return chancery(
        {"letterheads", "--letterheads", (folder / "all").string(), "--format", format});
  }

  TemporaryFolder folder;
};

TEST_F(Letterheads, AreListedWithTheirPapers) {
  const Ran ran = chancery({"letterheads"});
  EXPECT_EQ(ran.status, 0) << ran.err;
  EXPECT_EQ(ran.err, "");
  EXPECT_THAT(ran.out,
              AllOf(HasSubstr("division-letters\n"), HasSubstr("Lakes Correspondence Office\n"),
                    HasSubstr("A4 (default), US Letter\n")));
}

TEST_F(Letterheads, ThatAreBrokenDoNotHideTheOthers) {
  const Ran ran = list("text");
  EXPECT_EQ(ran.status, 1);
  EXPECT_THAT(ran.out,
              AllOf(HasSubstr("broken\n  cannot be used\ndivision-letters\n  organisation"),
                    Not(HasSubstr("empty"))));
  EXPECT_THAT(ran.err,
              AllOf(HasSubstr("/broken/letterhead.yaml:"), HasSubstr("did you mean 'margins'?"),
                    HasSubstr("slip: warning[unknown-font]: the style 'title' names the "
                              "font 'txet'")));
}

TEST_F(Letterheads, AreListedInJson) {
  const Ran ran = list("json");
  EXPECT_EQ(ran.status, 1);
  EXPECT_EQ(ran.err, "");
  const data::Node list = json(ran);
  ASSERT_EQ(list.sequence()->size(), 3U);
  const data::Node& broken = list.sequence()->at(0);
  EXPECT_EQ(text(broken, "name"), "broken");
  EXPECT_THAT(codes(broken), ::testing::Contains("unknown-key"));
  EXPECT_EQ(broken.find("papers"), nullptr);
  const data::Node& own = list.sequence()->at(1);
  EXPECT_EQ(text(own, "name"), "division-letters");
  EXPECT_EQ(text(own, "organisation"), "Lakes Correspondence Office");
  EXPECT_EQ(own.find("papers")->sequence()->at(1).text, "US Letter");
  EXPECT_EQ(text(own, "default-paper"), "A4");
  EXPECT_THAT(codes(own), ::testing::IsEmpty());
  EXPECT_THAT(codes(list.sequence()->at(2)), ::testing::ElementsAre("unknown-font"));
}

TEST_F(Letterheads, OfAFolderThatIsNotThereAreAnError) {
  const Ran ran = chancery({"letterheads", "--letterheads", "/nowhere", "--format", "json"});
  EXPECT_EQ(ran.status, 1);
  EXPECT_EQ(text(json(ran).sequence()->at(0), "code"), "cannot-read");
}

TEST_F(Letterheads, ArtworkOutsideOfTheFolderIsNotThere) {
  fs::copy(kSource / "letterhead/division-letters/first.svg", folder / "outside.svg");
  fs::create_symlink("../../outside.svg", folder / "all/division-letters/link.svg");
  fs::create_symlink("following.svg", folder / "all/division-letters/inside.svg");
  const std::string yaml = read_text(folder / "all/division-letters/letterhead.yaml");
  const auto with = [&](const std::string& file) {
    std::string changed = yaml;
    for (std::size_t at = changed.find("first.svg"); at != std::string::npos;
         at = changed.find("first.svg", at + file.size())) {
      changed.replace(at, 9, file);
    }
    write_text(folder / "all/division-letters/letterhead.yaml", changed);
    return codes(json(list("json")).sequence()->at(1));
  };
  for (const std::string& file :
       {std::string("../../outside.svg"), std::string("link.svg"), std::string("sub/../../x.svg"),
        (folder / "outside.svg").string()}) {
    EXPECT_THAT(with(file), ::testing::ElementsAre("missing-artwork")) << file;
  }
  EXPECT_THAT(with("inside.svg"), ::testing::IsEmpty());
  EXPECT_THAT(with("./following.svg"), ::testing::IsEmpty());
}

Ran divisions(const std::vector<std::string>& more) {
  std::vector<std::string> command{"divisions", "--keys", pki().string()};
  command.insert(command.end(), more.begin(), more.end());
  return chancery(command);
}

/// openssl's word on a certificate of the demonstration PKI.
std::string openssl(const std::string& name, const std::vector<std::string>& what) {
  std::vector<std::string> command{"openssl", "x509", "-noout", "-in",
                                   (pki() / "authority" / (name + ".pem")).string()};
  command.insert(command.end(), what.begin(), what.end());
  const std::string said = run(command).out;
  const std::size_t begin = said.find('=') + 1;
  return said.substr(begin, said.find('\n', begin) - begin);
}

TEST(Divisions, AreListedWithTheirCertificates) {
  const Ran ran = divisions({"--format", "json"});
  EXPECT_EQ(ran.status, 0) << ran.out << ran.err;
  const data::Node list = json(ran);
  ASSERT_EQ(list.sequence()->size(), 2U);
  const data::Node& asia = list.sequence()->at(0);
  EXPECT_EQ(text(asia, "name"), kAsia);
  EXPECT_THAT(codes(asia), ::testing::IsEmpty());
  const data::Node& certificate = *asia.find("certificate");
  EXPECT_EQ(text(certificate, "subject"),
            openssl("asia-division", {"-subject", "-nameopt", "RFC2253"}));
  EXPECT_EQ(text(certificate, "issuer"),
            openssl("asia-division", {"-issuer", "-nameopt", "RFC2253"}));
  EXPECT_EQ(text(certificate, "not-after").substr(0, 10),
            openssl("asia-division", {"-enddate", "-dateopt", "iso_8601"}).substr(0, 10));
  EXPECT_EQ(text(*list.sequence()->at(1).find("certificate"), "key"), "EC P-256");

  const Ran plain = divisions({});
  EXPECT_EQ(plain.status, 0);
  EXPECT_THAT(plain.out, AllOf(HasSubstr("Asia Division\n  certificate  CN=Asia Division,"),
                               HasSubstr("\n  valid until  20"), HasSubstr("RSA 3072, ")));
}

TEST(Divisions, WhoseKeysLieElsewhereAreNoFault) {
  const Ran ran = chancery({"divisions", "--format", "json"});
  EXPECT_EQ(ran.status, 0) << ran.err;
  EXPECT_THAT(codes(json(ran).sequence()->at(0)), ::testing::ElementsAre("no-key"));
}

/// A list with one division and a key of the demonstration PKI.
Ran with_key(const std::string& name, const std::string& more) {
  const TemporaryFolder folder;
  write_text(folder / "divisions.yaml",
             "divisions:\n  - name: Asia Division\n    organisational-unit: Asia Division\n"
             "    key: \"pkcs12:" +
                 name + ".p12\"\n" + more);
  return divisions({"--divisions", (folder / "divisions.yaml").string(), "--format", "json"});
}

TEST(Divisions, WithoutAPassphraseAreNotAskedForOne) {
  const Ran ran = with_key("asia-division", "");
  EXPECT_EQ(ran.status, 0) << ran.err;
  EXPECT_THAT(codes(json(ran).sequence()->at(0)), ::testing::ElementsAre("no-passphrase"));
}

TEST(Divisions, ThatCannotSignAreAFault) {
  const Ran expired = with_key("expired", "    passphrase-file: expired.pass\n");
  EXPECT_EQ(expired.status, 1);
  const data::Node entry = json(expired).sequence()->at(0);
  EXPECT_THAT(codes(entry), ::testing::ElementsAre("certificate-expired"));
  EXPECT_NE(entry.find("certificate"), nullptr);

  const Ran wrong = with_key("asia-division", "    passphrase-file: expired.pass\n");
  EXPECT_EQ(wrong.status, 1);
  EXPECT_THAT(codes(json(wrong).sequence()->at(0)), ::testing::ElementsAre("wrong-passphrase"));
}

TEST(Divisions, OfAListThatIsWrongAreAnError) {
  const TemporaryFolder folder;
  write_text(folder / "divisions.yaml", "divisions: []\n");
  const Ran ran = divisions({"--divisions", (folder / "divisions.yaml").string()});
  EXPECT_EQ(ran.status, 1);
  EXPECT_THAT(ran.err, HasSubstr("divisions.yaml:1:12: error[no-divisions]"));
}

}  // namespace
}  // namespace chancery::tests
