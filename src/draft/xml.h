// libxml2's trees, read without network, entities or recursion without end.
#pragma once

#include <libxml/parser.h>
#include <libxml/tree.h>

#include <memory>
#include <string>
#include <string_view>

#include "base/bytes.h"

namespace chancery::draft {

struct FreeDocument {
  void operator()(xmlDoc* document) const { xmlFreeDoc(document); }
};
using Document = std::unique_ptr<xmlDoc, FreeDocument>;

/// Elements nest at most so deep.
inline constexpr int kDeepestElements = 256;

/// A part of a Word document. `name` is told when it is damaged. Throws Failure(kInput):
/// "docx-damaged"; "xml-entities" for a document type, which no such part has; "too-deep".
Document parse_xml(const Bytes& bytes, const std::string& name);

/// Throws Failure(kInput, "too-deep").
void check_depth(const xmlNode* root);

/// The name without its prefix; empty for what is no element.
std::string_view name_of(const xmlNode* node);
/// The attribute of that name in any namespace; empty when there is none.
std::string attribute(const xmlNode* node, const char* name);
/// The first child of that name; null when there is none.
const xmlNode* child(const xmlNode* node, std::string_view name);

}  // namespace chancery::draft
