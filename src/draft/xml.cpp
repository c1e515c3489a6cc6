#include "draft/xml.h"

#include <climits>
#include <cstring>

#include "base/diagnostic.h"

namespace chancery::draft {

void check_depth(const xmlNode* root) {
  int depth = 0;
  for (const xmlNode* node = root; node != nullptr;) {
    if (node->type == XML_ELEMENT_NODE && node->children != nullptr) {
      if (++depth > kDeepestElements) {
        throw Failure(FailureKind::kInput, "too-deep",
                      "elements nest more than " + std::to_string(kDeepestElements) + " deep",
                      "save the text of the letter as a file of its own");
      }
      node = node->children;
      continue;
    }
    while (node != nullptr && node != root && node->next == nullptr) {
      node = node->parent;
      --depth;
    }
    node = node == nullptr || node == root ? nullptr : node->next;
  }
}

namespace {

[[noreturn]] void has_document_type(const std::string& name) {
  throw Failure(FailureKind::kInput, "xml-entities",
                name + " declares a document type, which no Word document has",
                "open the document in a word processor and save it again");
}

}  // namespace

Document parse_xml(const Bytes& bytes, const std::string& name) {
  if (text_of(bytes).find("<!DOCTYPE") != std::string_view::npos) has_document_type(name);
  // Neither NOENT nor DTDLOAD: an entity stays a reference.
  constexpr int kOptions = XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING |
                           XML_PARSE_NOCDATA | XML_PARSE_COMPACT;
  Document document;
  if (!bytes.empty() && bytes.size() < INT_MAX) {
    document.reset(xmlReadMemory(reinterpret_cast<const char*>(bytes.data()),
                                 static_cast<int>(bytes.size()), name.c_str(), nullptr, kOptions));
  }
  if (!document || xmlDocGetRootElement(document.get()) == nullptr) {
    throw Failure(FailureKind::kInput, "docx-damaged", name + " cannot be read",
                  "open the document in a word processor and save it again");
  }
  // In another encoding.
  if (document->intSubset != nullptr || document->extSubset != nullptr) has_document_type(name);
  check_depth(xmlDocGetRootElement(document.get()));
  return document;
}

std::string_view name_of(const xmlNode* node) {
  if (node == nullptr || node->type != XML_ELEMENT_NODE) return {};
  return reinterpret_cast<const char*>(node->name);
}

std::string attribute(const xmlNode* node, const char* name) {
  for (const xmlAttr* each = node->properties; each != nullptr; each = each->next) {
    if (std::strcmp(reinterpret_cast<const char*>(each->name), name) != 0) continue;
    std::string value;
    for (const xmlNode* part = each->children; part != nullptr; part = part->next) {
      if (part->content != nullptr) value += reinterpret_cast<const char*>(part->content);
    }
    return value;
  }
  return {};
}

const xmlNode* child(const xmlNode* node, std::string_view name) {
  if (node == nullptr) return nullptr;
  for (const xmlNode* each = node->children; each != nullptr; each = each->next) {
    if (name_of(each) == name) return each;
  }
  return nullptr;
}

}  // namespace chancery::draft
