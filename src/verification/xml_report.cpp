// The signature validation report of ETSI TS 119 102-2 V1.2.1, by its XML schema.
#include <string_view>
#include <vector>

#include "verification/node_values.h"
#include "verification/reports.h"
#include "verification/shown.h"

namespace chancery::verification {
namespace {

using data::Node;

constexpr std::string_view kNamespaces =
    "xmlns=\"http://uri.etsi.org/19102/v1.2.1#\" xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\" "
    "xmlns:xs=\"http://www.w3.org/2001/XMLSchema\" "
    "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"";
constexpr std::string_view kIndication = "urn:etsi:019102:mainindication:";
constexpr std::string_view kSubIndication = "urn:etsi:019102:subindication:";
/// Of what this program has to say beyond the standard's own elements.
constexpr std::string_view kOwn = "urn:chancery:verification:";

/// Elements in the order they are written, indented.
class Xml {
 public:
  void open(std::string_view name, std::string_view attributes = {}) {
    indent();
    text_ += '<';
    text_ += name;
    if (!attributes.empty()) {
      text_ += ' ';
      text_ += attributes;
    }
    text_ += ">\n";
    open_.emplace_back(name);
  }
  void close() {
    const std::string name = std::move(open_.back());
    open_.pop_back();
    indent();
    text_ += joined({"</", name, ">\n"});
  }
  void element(std::string_view name, std::string_view value, std::string_view attributes = {}) {
    indent();
    text_ += joined({"<", name, attributes.empty() ? "" : " ", attributes, ">", escaped(value),
                     "</", name, ">\n"});
  }
  void empty(std::string_view name, std::string_view attributes) {
    indent();
    text_ += joined({"<", name, " ", attributes, "/>\n"});
  }
  std::string take() { return std::move(text_); }

 private:
  void indent() { text_.append(2 * open_.size(), ' '); }

  std::string text_ = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
  std::vector<std::string> open_;
};

/// A certificate among the ValidationObjects, which signatures point to.
struct Object {
  std::string id, base64;
};

std::string attribute(std::string_view name, std::string_view value) {
  return joined({name, "=\"", escaped(value), "\""});
}

std::string main_indication(std::string_view status) {
  const std::string_view name = status == "TOTAL-PASSED"   ? "total-passed"
                                : status == "TOTAL-FAILED" ? "total-failed"
                                                           : "indeterminate";
  return joined({kIndication, name});
}

void report_data(Xml& xml, std::string_view type, std::string_view value) {
  if (value.empty()) return;
  xml.open("ReportData");
  xml.element("Type", joined({kOwn, type}));
  xml.element("Value", value, "xsi:type=\"xs:string\"");
  xml.close();
}

/// The findings and changes, one ReportData each: what stands behind the indication.
void associated_data(Xml& xml, const Node& node, std::string_view certificate) {
  xml.open("AssociatedValidationReportData");
  if (!certificate.empty()) {
    xml.open("CertificateChain");
    xml.empty("SigningCertificate", attribute("VOReference", certificate));
    xml.close();
  }
  xml.open("AdditionalValidationReportData");
  for (const std::string_view key : {"integrity", "coverage", "changes", "division", "answer"}) {
    report_data(xml, key, text_at(node, key));
  }
  for (const Node& finding : list_at(node, "findings")) {
    report_data(xml, joined({"finding:", text_at(finding, "code")}), text_at(finding, "text"));
  }
  for (const Node& change : list_at(node, "later-changes")) {
    const std::string_view permitted =
        flag_at(change, "permitted") ? "permitted:" : "not-permitted:";
    report_data(xml, joined({"change:", permitted, text_at(change, "kind")}),
                text_at(change, "text"));
  }
  xml.close();
  xml.close();
}

void status_of(Xml& xml, const Node& node, std::string_view certificate,
               std::string_view sub_indication) {
  xml.open("SignatureValidationStatus");
  xml.element("MainIndication", main_indication(text_at(node, "status")));
  if (!sub_indication.empty()) {
    xml.element("SubIndication", joined({kSubIndication, sub_indication}));
  }
  associated_data(xml, node, certificate);
  xml.close();
}

void identify(Xml& xml, const std::string& id, const Node& report) {
  xml.open("SignatureIdentifier", attribute("id", id));
  xml.element("HashOnly", "false");
  xml.element("DocHashOnly", "false");
  xml.element("DAIdentifier", text_at(report, "file"));
  xml.close();
}

/// Both elements are required; without proof of existence the best time is that of validation.
void times(Xml& xml, const Node& report) {
  const std::string at = text_at(report, "validation-time");
  if (at.empty()) return;
  xml.open("ValidationTimeInfo");
  xml.element("ValidationTime", at);
  xml.open("BestSignatureTime");
  xml.element("POETime", at);
  xml.element("TypeOfProof", "urn:etsi:019102:poetype:validation");
  xml.close();
  xml.close();
}

void attributes_of(Xml& xml, const Node& signature) {
  const std::string time = text_at(signature, "claimed-time");
  const bool stamp = text_at(signature, "kind") == "document-time-stamp";
  const data::Sequence& stamps = list_at(signature, "time-stamps");
  if (time.empty() && stamps.empty()) return;
  xml.open("SignatureAttributes");
  if (!time.empty() && !stamp) {
    xml.open("SigningTime", "Signed=\"true\"");
    xml.element("Time", time);
    xml.close();
  }
  for (const Node& one : stamps) {
    if (text_at(one, "time").empty()) continue;
    xml.open("SignatureTimeStamp", "Signed=\"false\"");
    xml.element("TimeStampValue", text_at(one, "time"));
    xml.close();
  }
  if (!time.empty() && stamp) {
    xml.open("DocTimeStamp", "Signed=\"true\"");
    xml.element("TimeStampValue", time);
    xml.close();
  }
  xml.close();
}

/// The process of EN 319 102-1 that was run: that for basic signatures (5.3).
constexpr std::string_view kProcess = "urn:etsi:019102:validationprocess:Basic";

void report_on(Xml& xml, const Node& report, const Node& signature, const std::string& id,
               std::vector<Object>& objects) {
  xml.open("SignatureValidationReport");
  identify(xml, id, report);
  times(xml, report);
  attributes_of(xml, signature);
  std::string certificate;
  const Node* shown = signature.find("certificate");
  const std::string base64 = shown == nullptr ? "" : text_at(*shown, "der");
  if (!base64.empty()) {
    certificate = joined({id, "-certificate"});
    objects.push_back({certificate, base64});
    xml.open("SignerInformation");
    xml.empty("SignerCertificate", attribute("VOReference", certificate));
    xml.element("Signer", text_at(signature, "signer"));
    xml.close();
  }
  xml.open("SignatureValidationProcess");
  xml.element("SignatureValidationProcessID", kProcess);
  xml.close();
  status_of(xml, signature, certificate, text_at(signature, "sub-indication"));
  xml.close();
}

/// A file that has no signature, or cannot be read.
void report_without_signature(Xml& xml, const Node& report, const std::string& id) {
  xml.open("SignatureValidationReport");
  identify(xml, id, report);
  times(xml, report);
  const bool refused = text_at(report, "answer") == "refused";
  status_of(xml, report, "", refused ? "FORMAT_FAILURE" : "");
  xml.close();
}

void write_objects(Xml& xml, const std::vector<Object>& objects) {
  if (objects.empty()) return;
  xml.open("SignatureValidationObjects");
  for (const Object& object : objects) {
    xml.open("ValidationObject", attribute("id", object.id));
    xml.element("ObjectType", "urn:etsi:019102:validationObject:certificate");
    xml.open("ValidationObjectRepresentation");
    xml.element("base64", object.base64);
    xml.close();
    xml.close();
  }
  xml.close();
}

}  // namespace

std::string to_xml(std::span<const Node> reports) {
  Xml xml;
  std::vector<Object> objects;
  xml.open("ValidationReport", kNamespaces);
  for (std::size_t i = 0; i < reports.size(); ++i) {
    const std::string file = joined({"file-", std::to_string(i + 1)});
    const data::Sequence& signatures = list_at(reports[i], "signatures");
    for (std::size_t j = 0; j < signatures.size(); ++j) {
      report_on(xml, reports[i], signatures[j],
                joined({file, "-signature-", std::to_string(j + 1)}), objects);
    }
    if (signatures.empty()) report_without_signature(xml, reports[i], file);
  }
  write_objects(xml, objects);
  xml.close();
  return xml.take();
}

}  // namespace chancery::verification
