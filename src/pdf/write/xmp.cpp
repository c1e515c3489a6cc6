#include "pdf/write/xmp.h"

#include "base/bytes.h"
#include "base/utf8.h"

namespace chancery::pdf {
namespace {

/// Text of an XML element: escaped, and without the control characters that XML 1.0 has no way to
/// write.
std::string xml(std::string_view text) {
  std::string escaped;
  for (const char c : text) {
    switch (c) {
      case '&':
        escaped += "&amp;";
        break;
      case '<':
        escaped += "&lt;";
        break;
      case '>':
        escaped += "&gt;";
        break;
      default: {
        const auto byte = static_cast<unsigned char>(c);
        if (byte >= 0x20 || c == '\t' || c == '\n') escaped += c;
      }
    }
  }
  return escaped;
}

std::string element(const std::string& name, std::string_view text) {
  return "<" + name + ">" + xml(text) + "</" + name + ">\n";
}

/// An array property with one item.
std::string array(const std::string& name, const std::string& kind, std::string_view item) {
  const std::string language = kind == "Alt" ? " xml:lang=\"x-default\"" : "";
  return "<" + name + "><rdf:" + kind + "><rdf:li" + language + ">" + xml(item) +
         "</rdf:li></rdf:" + kind + "></" + name + ">\n";
}

/// Which standards the file keeps to (ISO 19005-3, 6.6.4; ISO 14289-1, clause 5), and, because XMP
/// itself does not know the second one's properties, what they are (ISO 19005-3, 6.6.2.3).
constexpr std::string_view kStandards =
    "<rdf:Description rdf:about=\"\" xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\" "
    "xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\" "
    "xmlns:pdfaExtension=\"http://www.aiim.org/pdfa/ns/extension/\" "
    "xmlns:pdfaSchema=\"http://www.aiim.org/pdfa/ns/schema#\" "
    "xmlns:pdfaProperty=\"http://www.aiim.org/pdfa/ns/property#\">\n"
    "<pdfaid:part>3</pdfaid:part>\n"
    "<pdfaid:conformance>A</pdfaid:conformance>\n"
    "<pdfuaid:part>1</pdfuaid:part>\n"
    "<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType=\"Resource\">\n"
    "<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>\n"
    "<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>\n"
    "<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>\n"
    "<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType=\"Resource\">\n"
    "<pdfaProperty:name>part</pdfaProperty:name>\n"
    "<pdfaProperty:valueType>Integer</pdfaProperty:valueType>\n"
    "<pdfaProperty:category>internal</pdfaProperty:category>\n"
    "<pdfaProperty:description>the part of ISO 14289 that the file keeps to"
    "</pdfaProperty:description>\n"
    "</rdf:li></rdf:Seq></pdfaSchema:property>\n"
    "</rdf:li></rdf:Bag></pdfaExtension:schemas>\n"
    "</rdf:Description>\n";

std::string without_controls(std::string_view text) {
  std::string result;
  for (const char c : text) {
    if (static_cast<unsigned char>(c) >= 0x20 || c == '\t' || c == '\n') result += c;
  }
  return result;
}

}  // namespace

Stream metadata_stream(const layout::Document& document, const std::optional<Date>& date) {
  std::string packet =
      "<?xpacket begin=\"\xEF\xBB\xBF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
      "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n"
      "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n"
      "<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" "
      "xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\">\n";
  packet += element("dc:format", "application/pdf");
  if (!document.title.empty()) packet += array("dc:title", "Alt", document.title);
  if (!document.author.empty()) packet += array("dc:creator", "Seq", document.author);
  if (!document.subject.empty()) packet += array("dc:description", "Alt", document.subject);
  if (!document.language.empty()) packet += array("dc:language", "Bag", document.language);
  if (date) {
    for (const char* name : {"xmp:CreateDate", "xmp:ModifyDate", "xmp:MetadataDate"}) {
      packet += element(name, date->xmp);
    }
  }
  packet += element("xmp:CreatorTool", kCreator);
  packet += element("pdf:Producer", kProducer);
  packet += "</rdf:Description>\n";
  packet += kStandards;
  packet += "</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"r\"?>";

  Stream stream;
  stream.dictionary = {{"Type", Name{"Metadata"}}, {"Subtype", Name{"XML"}}};
  append(stream.data, std::string_view(packet));
  return stream;
}

Dictionary information_dictionary(const layout::Document& document,
                                  const std::optional<Date>& date) {
  Dictionary information;
  const auto set = [&](const char* key, std::string_view text) {
    if (!text.empty()) information.set(key, text_string(without_controls(text)));
  };
  set("Title", document.title);
  set("Author", document.author);
  set("Subject", document.subject);
  set("Creator", kCreator);
  set("Producer", kProducer);
  if (date) {
    information.set("CreationDate", String{date->pdf});
    information.set("ModDate", String{date->pdf});
  }
  return information;
}

}  // namespace chancery::pdf
