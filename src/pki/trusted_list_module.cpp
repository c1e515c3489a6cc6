// Reads the XML of a trusted list with libxml2: without network, entities, document types or
// nesting without end. It may have come from anywhere.
#include <libxml/parser.h>
#include <libxml/tree.h>

#include <climits>
#include <cstring>
#include <memory>
#include <string_view>

#include "pki/trusted_list.h"

namespace {

using chancery::ByteView;
using chancery::pki::ListedService;
using chancery::pki::ListedStatus;
using chancery::pki::ListedText;

constexpr std::string_view kNamespace = "http://uri.etsi.org/02231/v2#";
constexpr std::string_view kSignatureNamespace = "http://www.w3.org/2000/09/xmldsig#";
/// More services than all of Europe has.
constexpr std::size_t kMostServices = 20000;

struct FreeDocument {
  void operator()(xmlDoc* document) const { xmlFreeDoc(document); }
};

std::string_view view(const xmlChar* text) {
  return text == nullptr ? std::string_view() : reinterpret_cast<const char*>(text);
}

bool is_element(const xmlNode* node, std::string_view name,
                std::string_view name_space = kNamespace) {
  return node->type == XML_ELEMENT_NODE && view(node->name) == name && node->ns != nullptr &&
         view(node->ns->href) == name_space;
}

template <class Use>
void for_each_child(const xmlNode* parent, std::string_view name, const Use& use) {
  if (parent == nullptr) return;
  for (const xmlNode* node = parent->children; node != nullptr; node = node->next) {
    if (is_element(node, name)) use(node);
  }
}

const xmlNode* child(const xmlNode* parent, std::string_view name) {
  const xmlNode* found = nullptr;
  for_each_child(parent, name, [&](const xmlNode* node) {
    if (found == nullptr) found = node;
  });
  return found;
}

/// The element's own text, without white space around it.
std::string text_of(const xmlNode* element) {
  std::string text;
  for (const xmlNode* node = element == nullptr ? nullptr : element->children; node != nullptr;
       node = node->next) {
    if (node->type == XML_TEXT_NODE) text += view(node->content);
  }
  const std::size_t begin = text.find_first_not_of(" \t\r\n");
  if (begin == std::string::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t\r\n") - begin + 1);
}

ListedStatus status_of(const xmlNode* element) {
  return {text_of(child(element, "ServiceTypeIdentifier")),
          text_of(child(element, "ServiceStatus")), text_of(child(element, "StatusStartingTime"))};
}

void read_service(const xmlNode* element, const std::string& provider, ListedText& text) {
  const xmlNode* information = child(element, "ServiceInformation");
  if (information == nullptr || text.services.size() == kMostServices) return;
  ListedService service;
  service.provider = provider;
  service.name = text_of(child(child(information, "ServiceName"), "Name"));
  service.history.push_back(status_of(information));
  for_each_child(child(element, "ServiceHistory"), "ServiceHistoryInstance",
                 [&](const xmlNode* instance) { service.history.push_back(status_of(instance)); });
  for_each_child(child(information, "ServiceDigitalIdentity"), "DigitalId",
                 [&](const xmlNode* identity) {
                   const xmlNode* certificate = child(identity, "X509Certificate");
                   if (certificate != nullptr) {
                     service.certificates.push_back(text_of(certificate));
                   }
                 });
  text.services.push_back(std::move(service));
}

void read_list(const xmlNode* root, ListedText& text) {
  const xmlNode* scheme = child(root, "SchemeInformation");
  text.operator_name = text_of(child(child(scheme, "SchemeOperatorName"), "Name"));
  text.territory = text_of(child(scheme, "SchemeTerritory"));
  text.next_update = text_of(child(child(scheme, "NextUpdate"), "dateTime"));
  for (const xmlNode* node = root->children; node != nullptr; node = node->next) {
    if (is_element(node, "Signature", kSignatureNamespace)) text.has_signature = true;
  }
  for_each_child(child(root, "TrustServiceProviderList"), "TrustServiceProvider",
                 [&](const xmlNode* provider) {
                   const std::string name =
                       text_of(child(child(child(provider, "TSPInformation"), "TSPName"), "Name"));
                   for_each_child(
                       child(provider, "TSPServices"), "TSPService",
                       [&](const xmlNode* service) { read_service(service, name, text); });
                 });
}

void read(ByteView xml, ListedText& text) {
  if (xml.empty() || xml.size() > chancery::pki::kLargestTrustedListBytes) {
    text.problem = xml.empty() ? "it is empty" : "it is larger than any trusted list";
    return;
  }
  // Neither NOENT nor DTDLOAD: an entity stays a reference. Without HUGE, elements nest at most 256
  // deep.
  constexpr int kOptions = XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING |
                           XML_PARSE_NOCDATA | XML_PARSE_COMPACT;
  const std::unique_ptr<xmlDoc, FreeDocument> document(
      xmlReadMemory(reinterpret_cast<const char*>(xml.data()), static_cast<int>(xml.size()),
                    "trusted-list", nullptr, kOptions));
  const xmlNode* root = document ? xmlDocGetRootElement(document.get()) : nullptr;
  if (root == nullptr) {
    text.problem = "it is not well-formed XML";
  } else if (document->intSubset != nullptr || document->extSubset != nullptr) {
    text.problem = "it declares a document type, which no trusted list has";
  } else if (!is_element(root, "TrustServiceStatusList")) {
    text.problem = "it is XML, but no TrustServiceStatusList of TS 119 612";
  } else {
    read_list(root, text);
  }
}

}  // namespace

extern "C" __attribute__((visibility("default"))) void chancery_trusted_list(
    chancery::ByteView xml, chancery::pki::ListedText& text) {
  try {
    read(xml, text);
  } catch (const std::exception& error) {
    text.problem = error.what();
  }
}
