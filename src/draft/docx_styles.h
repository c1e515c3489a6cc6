// What the other parts of a Word document say about its text: styles, lists, links.
#pragma once

#include <libxml/tree.h>

#include <map>
#include <string>

#include "draft/archive.h"

namespace chancery::draft {

/// A paragraph or character style, with what it inherits.
struct DocxStyle {
  std::string name;  ///< small letters: "heading 1", "title"
  bool bold = false, italic = false;
  std::string list;  ///< of its numbering
  int level = 0;
};

struct DocxList {
  std::map<int, std::string> formats;  ///< by level: "bullet", "decimal", …
  std::map<int, int> starts;
};

struct DocxParts {
  std::map<std::string, DocxStyle> styles;   ///< by their identifiers
  std::map<std::string, DocxList> lists;     ///< by numId
  std::map<std::string, std::string> links;  ///< targets of relationships, by their identifiers
  std::string language;                      ///< of the default style
};

DocxParts read_docx_parts(Archive& archive);

/// Whether a property such as w:b is on: there, and not switched off (17.17.4).
bool is_on(const xmlNode* properties, const char* name);

}  // namespace chancery::draft
