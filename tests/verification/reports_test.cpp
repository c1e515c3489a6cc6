// Reports in all their forms: JSON held against its published schema by valijson, HTML and XML by
// xmllint, and what comes out of a file steers none of them.
#include "verification/reports.h"

#include <gmock/gmock.h>

#include <ctime>
#include <fstream>
#include <iterator>
#include <regex>

#include "data/schema_judge.h"
#include "english_left.h"
#include "run_program.h"
#include "signed_file.h"
#include "verification/shown.h"

namespace chancery::tests {
namespace {

namespace v = verification;
using ::testing::HasSubstr;
using ::testing::Not;

std::string source_text(const std::string& name) {
  std::ifstream file(std::string(CHANCERY_SOURCE_DIR) + "/" + name, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

v::Messages messages_in(const std::string& language) {
  const std::string name = "reports/" + language + ".yaml";
  return v::read_messages(source_text(name), name, language).messages.value();
}

const SchemaJudge& schema() {
  static const SchemaJudge kJudge(
      nlohmann::json::parse(source_text("reports/verification.schema.json")));
  return kJudge;
}

constexpr pki::UnixTime kAt = 1795600000;  // 2026-11-25

data::Node node_of(const v::Report& report, const std::string& file = "letter.pdf") {
  return v::to_node(report, file, {"chancery test", kAt});
}

/// By who trusts the root that the signer is under.
v::Report trusted(const Bytes& file) {
  constexpr pki::UnixTime kLater = 60;  // certificates are valid from now on
  return v::verify(file, {{keys().certificate("root")}, {keys().certificate("issuing")}},
                   static_cast<pki::UnixTime>(std::time(nullptr)) + kLater);
}

/// Everything in a report that comes out of a file, each able to do harm.
v::Report hostile_report(const std::string& text) {
  v::SignatureReport signature;
  signature.field = signature.division = signature.signer = text;
  signature.signer_name = signature.organisation = signature.organisational_unit = text;
  signature.status = v::Status::kTotalFailed;
  signature.sub_indication = "FORMAT_FAILURE";
  signature.timestamps.push_back({kAt, text, true, v::Status::kIndeterminate, "NO_POE"});
  signature.findings.push_back(
      {"reader-complaint", text, text,
       Detail{"reader-complaint", {}, {Detail{"quoted", {{"words", text}}}}}});
  signature.later_changes.push_back(
      {v::Change::Kind::kOther, false, 2, text, "page " + text, text,
       Detail{"field-changed", {{"field", text}, {"entries", "{field}"}}}});
  v::Report report;
  report.readable = true;
  report.revisions = 2;
  report.status = v::Status::kTotalFailed;
  report.signatures.push_back(signature);
  report.unsigned_fields.push_back(text);
  report.findings.push_back({"damaged-object", text, ""});
  return report;
}

const std::string kHostile =
    "</bdi><script>alert('x')</script>&amp;\"' \x1b[2J\x07\x9b \u202Egnp.exe\u2066 \xC2\x9B \xFF "
    "]]> {detail}";

/// One of each kind that verification gives.
std::vector<std::pair<std::string, v::Report>> every_kind() {
  const Bytes letter = letter_pdf();
  const Bytes once = signed_file(letter);
  Bytes broken = once;
  broken[broken.size() / 3] ^= 1U;
  Bytes junk = pdf::sample::bytes("this is no PDF");
  return {{"not signed", verified(letter)},
          {"genuine", trusted(once)},
          {"without trust", v::verify(once, {}, kAt)},
          {"two signatures", trusted(signed_file(once, {.field = 8}))},
          {"changed", verified(changed(once, 3, {{"Rotate", 90}}))},
          {"broken", verified(broken)},
          {"time-stamp", verified(signed_file(letter, {.sub_filter = "ETSI.RFC3161",
                                                       .type = "DocTimeStamp",
                                                       .value = time_stamp_over}))},
          {"no CMS", verified(signed_file(letter, {.value = [](auto) { return Bytes(100, 7); }}))},
          {"no PDF", verified(junk)},
          {"hostile", hostile_report(kHostile)}};
}

TEST(Reports, JsonOfEveryKindKeepsTheSchema) {
  nlohmann::json all = nlohmann::json::array();
  for (const auto& [kind, report] : every_kind()) {
    const data::Node node = node_of(report);
    const auto json = nlohmann::json::parse(v::to_json(std::array{node}, false));
    EXPECT_TRUE(schema().accepts(json)) << kind << json.dump(2);
    all.push_back(json);
  }
  EXPECT_TRUE(schema().accepts(all));
  EXPECT_EQ(all[1]["answer"], "genuine");
  EXPECT_EQ(all[4]["answer"], "not-genuine");
  EXPECT_EQ(all[8]["answer"], "refused");
}

TEST(Reports, TheSchemaRefusesWhatIsNoReport) {
  const auto json =
      nlohmann::json::parse(v::to_json(std::array{node_of(every_kind()[1].second)}, false));
  const auto without = [&](const char* key) {
    nlohmann::json changed = json;
    changed.erase(key);
    return changed;
  };
  for (const char* key : {"file", "status", "readable", "signatures", "answer"}) {
    EXPECT_FALSE(schema().accepts(without(key))) << key;
  }
  for (const char* key : {"field", "integrity", "coverage", "changes"}) {
    nlohmann::json changed = json;
    changed["signatures"][0].erase(key);
    EXPECT_FALSE(schema().accepts(changed)) << key;
    changed["signatures"][0][key] = 7;
    EXPECT_FALSE(schema().accepts(changed)) << key;
  }
  nlohmann::json more = json;
  more["unheard-of"] = true;
  EXPECT_FALSE(schema().accepts(more));
}

TEST(Reports, TextGivesTheAnswerFirst) {
  const std::string text =
      v::to_text(node_of(trusted(signed_file(letter_pdf()))), messages_in("en"));
  EXPECT_TRUE(text.starts_with("letter.pdf\nGENUINE: the signature is valid.\n")) << text;
  EXPECT_THAT(text, HasSubstr("TOTAL-PASSED (valid)"));
}

TEST(Reports, TextSaysInPlainWordsWhyNot) {
  const Bytes once = signed_file(letter_pdf());
  const std::string unknown = v::to_text(node_of(v::verify(once, {}, kAt)), messages_in("en"));
  EXPECT_THAT(unknown, HasSubstr("NO_CERTIFICATE_CHAIN_FOUND (cannot be decided)"));
  EXPECT_THAT(unknown, HasSubstr("name it with --trust."));
  const std::string changed_page =
      v::to_text(node_of(verified(changed(once, 3, {{"Rotate", 90}}))), messages_in("en"));
  EXPECT_THAT(changed_page, HasSubstr("NOT GENUINE"));
  EXPECT_THAT(changed_page, HasSubstr("BUT then"));
  EXPECT_THAT(changed_page, HasSubstr("page 1 (object 3 0)"));
}

TEST(Reports, EachLanguageHasItsOwnWords) {
  const data::Node node = node_of(v::verify(signed_file(letter_pdf()), {}, kAt));
  EXPECT_THAT(v::to_text(node, messages_in("ru")), HasSubstr("НЕ РЕШЕНО: нельзя"));
  EXPECT_THAT(v::to_text(node, messages_in("fr")), HasSubstr("INDÉCIS\u00A0: on ne"));
  EXPECT_THAT(v::to_text(node, messages_in("zh")), HasSubstr("无法判定：无法"));
  // A finding, too, with what the library said in brackets.
  EXPECT_THAT(v::to_text(node, messages_in("ru")), HasSubstr("нет пути к якорю доверия"));
}

TEST(Reports, ValuesInTranslatedSentencesAreShownAsTheyAre) {
  v::Report report = hostile_report("a {detail} {entries} <b> \x1b[2J\u202E");
  const data::Node node = node_of(report);
  EXPECT_THAT(
      v::to_text(node, messages_in("fr")),
      HasSubstr("le champ «\u00A0a {detail} {entries} <b> \uFFFD[2J\uFFFD\u00A0» a été modifié en "
                "ce qui doit rester tel quel ({field})\n"));
  EXPECT_THAT(v::to_text(node, messages_in("zh")),
              HasSubstr("严格读取器指出：“a {detail} {entries} <b> \uFFFD[2J\uFFFD”"));
  EXPECT_THAT(v::to_html(std::array{node}, messages_in("ru")),
              HasSubstr("в поле «a {detail} {entries} &lt;b&gt; \uFFFD[2J\uFFFD» изменено то"));
}

TEST(Reports, ADetailThatALanguageCannotTellIsToldInEnglish) {
  const auto told_in_french = [](Detail detail) {
    v::Report report = hostile_report("a field");
    report.findings = {{"no-anchor", "no path leads to an anchor", "", std::move(detail)}};
    return v::to_text(node_of(report), messages_in("fr"));
  };
  v::Report untold = hostile_report("a field");
  untold.findings = {{"no-anchor", "no path leads to an anchor", "", Detail{"unheard-of"}}};
  EXPECT_FALSE(v::english_left(untold).empty());
  const auto fallen_back = HasSubstr("ancre de confiance (no path leads to an anchor)\n");
  EXPECT_THAT(told_in_french(Detail{"no-anchor"}), Not(fallen_back));
  EXPECT_THAT(told_in_french(Detail{"unheard-of"}), fallen_back);
  EXPECT_THAT(told_in_french(Detail{"certificate-expired", {{"subject", "CN=A"}}}), fallen_back);
  EXPECT_THAT(told_in_french(Detail{"no-anchor", {}, {Detail{"unheard-of"}}}), fallen_back);
  Detail deep{"no-anchor"};
  for (int i = 0; i < 1000; ++i) deep = Detail{"no-anchor", {}, {deep}};
  EXPECT_THAT(told_in_french(deep), fallen_back);
}

TEST(Reports, WhyAFileIsRefusedIsToldInEveryLanguage) {
  const data::Node node = node_of(verified(pdf::sample::bytes("this is no PDF")));
  EXPECT_THAT(v::to_text(node, messages_in("fr")),
              HasSubstr("REFUSÉ\u00A0: le fichier ne peut être lu\u00A0: ce n’est pas un fichier "
                        "PDF\u00A0: aucun en-tête %PDF-"));
  EXPECT_THAT(v::to_text(node, messages_in("ru")), HasSubstr("файл не читается: это не файл PDF"));
  EXPECT_THAT(v::to_html(std::array{node}, messages_in("zh")),
              HasSubstr("拒绝：<bdi>文件无法读取：这不是 PDF 文件"));
}

TEST(Reports, WhatAFileSaysSteersNoTerminal) {
  const data::Node node = node_of(hostile_report(kHostile), kHostile);
  const v::Summary summary = v::summary_of(node);
  for (const std::string& shown :
       {v::to_text(node, messages_in("en")), v::to_text(node, messages_in("fr")),
        v::to_text(node, messages_in("ru")), v::to_text(node, messages_in("zh")),
        v::to_json(std::array{node}, false), v::to_table(std::array{summary}, messages_in("en"))}) {
    EXPECT_FALSE(shown.empty());
    for (const char c : shown) {
      EXPECT_TRUE(c == '\n' || (static_cast<unsigned char>(c) >= 0x20 && c != 0x7F)) << shown;
    }
    EXPECT_THAT(shown, Not(HasSubstr("\u202E")));
    EXPECT_THAT(shown, Not(HasSubstr("\u2066")));
    EXPECT_THAT(shown, Not(HasSubstr("\xC2\x9B")));
  }
}

TEST(Reports, TellWhatAPolicyMissesWhatIsProvenAndWhatALineSaysNow) {
  const auto list = [](std::initializer_list<const char*> texts) {
    data::Sequence all;
    for (const char* text : texts) all.emplace_back(text);
    return data::Node(std::move(all));
  };
  v::Report report = hostile_report("a field");
  report.findings.push_back({"division-missing", "nobody signed for the Asia Division", ""});
  data::Node node = node_of(report);
  node.set("answer", data::Node("not-as-asked"));
  node.set("policy-failures",
           data::Node(data::Sequence{node.find("findings")->sequence()->back()}));
  data::Node difference(data::Mapping{});
  difference.set("page", data::Node("page 2"));
  difference.set("before", list({"pay 100"}));
  difference.set("after", list({"pay 900\u202E"}));
  data::Node signature = node.find("signatures")->sequence()->front();
  signature.set("proven-time", data::Node("2026-11-24T10:00:00Z"));
  signature.set("text-differences", data::Node(data::Sequence{difference}));
  data::Node stamp = signature.find("time-stamps")->sequence()->front();
  stamp.set("status", data::Node("INDETERMINATE"));
  stamp.set("sub-indication", data::Node("NO_CERTIFICATE_CHAIN_FOUND"));
  signature.set("time-stamps", data::Node(data::Sequence{stamp}));
  node.set("signatures", data::Node(data::Sequence{signature}));

  EXPECT_TRUE(schema().accepts(nlohmann::json::parse(v::to_json(std::array{node}, false))));
  const std::string text = v::to_text(node, messages_in("en"));
  EXPECT_THAT(text, HasSubstr("NOT AS ASKED: the letter is not validly signed by everyone"));
  EXPECT_THAT(text, HasSubstr("\n  nobody signed for the Asia Division\n"));
  EXPECT_THAT(text, HasSubstr("2026-11-24T10:00:00Z (by a time-stamp that is valid)"));
  EXPECT_THAT(text, HasSubstr("(INDETERMINATE / NO_CERTIFICATE_CHAIN_FOUND)"));
  EXPECT_THAT(text, HasSubstr("page 2: pay 100\n"));
  EXPECT_THAT(text, HasSubstr("page 2: pay 900\uFFFD\n"));
  EXPECT_THAT(v::to_html(std::array{node}, messages_in("ru")),
              HasSubstr("<li><bdi>нет действительной подписи требуемого подразделения"));
}

TEST(Reports, JsonKeepsWhatAFileSays) {
  const std::string text = "\u202Egnp.exe";
  const auto json =
      nlohmann::json::parse(v::to_json(std::array{node_of(hostile_report(text))}, false));
  EXPECT_EQ(json["signatures"][0]["field"], text);
}

TEST(Reports, HtmlNeedsNothingAndRunsNothing) {
  const std::vector<data::Node> nodes{node_of(hostile_report(kHostile), kHostile),
                                      node_of(trusted(signed_file(letter_pdf())))};
  for (const char* language : {"en", "ru", "zh", "fr"}) {
    const std::string html = v::to_html(nodes, messages_in(language));
    EXPECT_THAT(html, HasSubstr("<html lang=\"" + std::string(language) + "\" dir=\"ltr\">"));
    EXPECT_THAT(html, HasSubstr("default-src 'none'"));
    EXPECT_THAT(html, Not(HasSubstr("<script")));
    EXPECT_THAT(html, HasSubstr("&lt;script&gt;"));
    EXPECT_THAT(html, Not(HasSubstr("src=")));
    EXPECT_THAT(html, Not(HasSubstr("http:")));
    EXPECT_THAT(html, Not(HasSubstr("https:")));
    EXPECT_THAT(html, Not(HasSubstr("url(")));
    EXPECT_THAT(html, Not(HasSubstr("\u202E")));
    EXPECT_EQ(html.find('\x1b'), std::string::npos);
  }
}

TEST(Reports, HtmlIsBuiltForReadersOfAllKinds) {
  const std::vector<data::Node> nodes{node_of(verified(letter_pdf()), "a.pdf"),
                                      node_of(trusted(signed_file(letter_pdf())), "b.pdf")};
  const std::string html = v::to_html(nodes, messages_in("en"));
  const TemporaryFolder folder;
  write_text(folder / "report.html", html);
  // The parser of HTML 4 knows no bdi, main, section, article, footer; of what else it complains is
  // wrong.
  const Ran ran = run({"xmllint", "--html", "--noout", (folder / "report.html").string()});
  static const std::regex kNewElement("Tag (bdi|main|section|article|footer) invalid");
  std::istringstream errors(ran.err);
  for (std::string line; std::getline(errors, line);) {
    if (line.find("error :") == std::string::npos) continue;
    EXPECT_TRUE(std::regex_search(line, kNewElement)) << line;
  }
  const auto xpath = [&](const std::string& path) {
    return run({"xmllint", "--html", "--xpath", path, (folder / "report.html").string()}).out;
  };
  EXPECT_EQ(xpath("count(//main)"), "1\n");
  EXPECT_EQ(xpath("count(//h1)"), "1\n");
  EXPECT_EQ(xpath("count(//article/h2)"), "2\n");
  EXPECT_EQ(xpath("count(//th[@scope='col'])"), "3\n");
  EXPECT_EQ(xpath("count(//table/caption)"), "1\n");
  EXPECT_EQ(xpath("count(//dl/dt)"), xpath("count(//dl/dd)"));
  EXPECT_EQ(xpath("string(//tbody/tr[2]/td[2])"), "1\n");
  // Every answer carries words, not only a colour.
  EXPECT_THAT(xpath("string(//article[2]/div/strong)"), HasSubstr("GENUINE"));
}

/// The document's elements by their local names, as xmllint reads them.
class ValidationReport : public ::testing::Test {
 protected:
  void make(const std::vector<data::Node>& nodes) {
    write_text(folder_ / "report.xml", v::to_xml(nodes));
    const Ran ran = run({"xmllint", "--noout", (folder_ / "report.xml").string()});
    EXPECT_EQ(ran.status, 0) << ran.err;
  }
  std::string value(const std::string& path) {
    // Names without prefixes stand in the namespace of TS 119 102-2.
    static const std::regex kStep("(^|/|\\[|\\()([A-Z][A-Za-z]+)");
    const std::string qualified = std::regex_replace(
        path, kStep,
        "$1*[local-name()='$2' and namespace-uri()='http://uri.etsi.org/19102/v1.2.1#']");
    std::string out = run({"xmllint", "--xpath", qualified, (folder_ / "report.xml").string()}).out;
    out.erase(out.find_last_not_of('\n') + 1);
    return out;
  }

 private:
  TemporaryFolder folder_;
};

TEST_F(ValidationReport, HasOnePartASignature) {
  const Bytes once = signed_file(letter_pdf());
  make({node_of(trusted(signed_file(once, {.field = 8}))), node_of(verified(letter_pdf()))});
  EXPECT_EQ(value("count(/ValidationReport)"), "1");
  EXPECT_EQ(value("count(/ValidationReport/SignatureValidationReport)"), "3");
  const std::string first = "/ValidationReport/SignatureValidationReport[1]";
  EXPECT_EQ(value("string(" + first + "/SignatureValidationStatus/MainIndication)"),
            "urn:etsi:019102:mainindication:total-passed");
  EXPECT_EQ(value("string(" + first + "/ValidationTimeInfo/ValidationTime)"),
            "2026-11-25T09:46:40Z");
  EXPECT_EQ(value("count(" + first + "/SignatureValidationStatus/SubIndication)"), "0");
  EXPECT_EQ(value("string(/ValidationReport/SignatureValidationReport[3]/"
                  "SignatureValidationStatus/MainIndication)"),
            "urn:etsi:019102:mainindication:indeterminate");
}

TEST_F(ValidationReport, ItsPartsStandInTheOrderOfTheSchema) {
  make({node_of(trusted(signed_file(letter_pdf()))),
        node_of(v::verify(signed_file(letter_pdf()), {}, kAt))});
  // The sequence of SignatureValidationReportType in the schema of TS 119 102-2.
  const std::vector<std::string> order = {
      "SignatureIdentifier", "ValidationTimeInfo",         "SignatureAttributes",
      "SignerInformation",   "SignatureValidationProcess", "SignatureValidationStatus"};
  for (std::size_t i = 0; i + 1 < order.size(); ++i) {
    const std::string later = "count(/ValidationReport/SignatureValidationReport[2]/" + order[i] +
                              "/preceding-sibling::*[local-name()='" + order[i + 1] + "'])";
    EXPECT_EQ(value(later), "0") << order[i];
  }
  EXPECT_EQ(value("string(/ValidationReport/SignatureValidationReport[2]/"
                  "SignatureValidationStatus/SubIndication)"),
            "urn:etsi:019102:subindication:NO_CERTIFICATE_CHAIN_FOUND");
  EXPECT_EQ(value("count(/ValidationReport/SignatureValidationObjects/"
                  "preceding-sibling::*[local-name()='SignatureValidationReport'])"),
            "2");
}

TEST_F(ValidationReport, PointsToTheCertificateThatSigned) {
  make({node_of(trusted(signed_file(letter_pdf())))});
  const std::string id = value(
      "string(/ValidationReport/SignatureValidationReport/SignerInformation/SignerCertificate/"
      "@VOReference)");
  EXPECT_FALSE(id.empty());
  EXPECT_EQ(value("string(/ValidationReport/SignatureValidationObjects/ValidationObject[@id='" +
                  id + "']/ObjectType)"),
            "urn:etsi:019102:validationObject:certificate");
  const std::string base64 = value("string(//*[local-name()='base64'])");
  const auto certificates = pki::Certificate::from_pem("-----BEGIN CERTIFICATE-----\n" + base64 +
                                                       "\n-----END CERTIFICATE-----\n");
  ASSERT_EQ(certificates.size(), 1U);
  EXPECT_EQ(certificates[0], *verified(signed_file(letter_pdf())).signatures[0].certificate);
}

TEST_F(ValidationReport, WhatAFileSaysStaysText) {
  make({node_of(hostile_report(kHostile), kHostile)});
  EXPECT_EQ(value("count(//*[local-name()='script'])"), "0");
  EXPECT_EQ(value("string(/ValidationReport/SignatureValidationReport/SignatureValidationStatus/"
                  "MainIndication)"),
            "urn:etsi:019102:mainindication:total-failed");
}

TEST(Shown, TextIsAsWideAsATerminalShowsIt) {
  EXPECT_EQ(v::columns("abc"), 3U);
  EXPECT_EQ(v::columns("签名"), 4U);
  EXPECT_EQ(v::columns("подпись"), 7U);
}

}  // namespace
}  // namespace chancery::tests
