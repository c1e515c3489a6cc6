#include "draft/docx_styles.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "draft/shape.h"
#include "draft/xml.h"

namespace chancery::draft {
namespace {

/// Styles inherit over so many steps; a circle ends there.
constexpr int kMostAncestors = 20;

std::string value_of(const xmlNode* parent, const char* name) {
  const xmlNode* node = child(parent, name);
  return node == nullptr ? std::string() : attribute(node, "val");
}

std::string small(std::string text) {
  for (char& c : text) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return text;
}

template <typename Visit>
void each_child(const xmlNode* parent, std::string_view name, Visit visit) {
  if (parent == nullptr) return;
  for (const xmlNode* node = parent->children; node != nullptr; node = node->next) {
    if (name_of(node) == name) visit(node);
  }
}

void read_styles(Archive& archive, DocxParts& parts) {
  const std::string name = "word/styles.xml";
  const auto bytes = archive.read(name);
  if (!bytes) return;
  const Document document = parse_xml(*bytes, name);
  const xmlNode* root = xmlDocGetRootElement(document.get());
  const xmlNode* defaults = child(child(child(root, "docDefaults"), "rPrDefault"), "rPr");
  parts.language = value_of(defaults, "lang");
  std::map<std::string, std::string> parents;
  each_child(root, "style", [&](const xmlNode* node) {
    DocxStyle style;
    style.name = small(value_of(node, "name"));
    const xmlNode* run = child(node, "rPr");
    style.bold = is_on(run, "b");
    style.italic = is_on(run, "i");
    const xmlNode* numbering = child(child(node, "pPr"), "numPr");
    style.list = value_of(numbering, "numId");
    style.level = whole_number(value_of(numbering, "ilvl"));
    const std::string id = attribute(node, "styleId");
    parents[id] = value_of(node, "basedOn");
    parts.styles[id] = std::move(style);
  });
  for (auto& [id, style] : parts.styles) {
    std::string parent = parents[id];
    for (int i = 0; i < kMostAncestors && !parent.empty(); ++i) {
      const auto found = parts.styles.find(parent);
      if (found == parts.styles.end()) break;
      if (style.list.empty()) {
        style.list = found->second.list;
        style.level = found->second.level;
      }
      parent = parents[parent];
    }
  }
}

void read_lists(Archive& archive, DocxParts& parts) {
  const std::string name = "word/numbering.xml";
  const auto bytes = archive.read(name);
  if (!bytes) return;
  const Document document = parse_xml(*bytes, name);
  const xmlNode* root = xmlDocGetRootElement(document.get());
  std::map<std::string, DocxList> shapes;
  each_child(root, "abstractNum", [&](const xmlNode* node) {
    DocxList& list = shapes[attribute(node, "abstractNumId")];
    each_child(node, "lvl", [&](const xmlNode* level) {
      const int number = whole_number(attribute(level, "ilvl"));
      list.formats[number] = value_of(level, "numFmt");
      const std::string start = value_of(level, "start");
      list.starts[number] = start.empty() ? 1 : std::clamp(whole_number(start), 0, 999999);
    });
  });
  each_child(root, "num", [&](const xmlNode* node) {
    parts.lists[attribute(node, "numId")] = shapes[value_of(node, "abstractNumId")];
  });
}

void read_links(Archive& archive, DocxParts& parts) {
  const std::string name = "word/_rels/document.xml.rels";
  const auto bytes = archive.read(name);
  if (!bytes) return;
  const Document document = parse_xml(*bytes, name);
  each_child(xmlDocGetRootElement(document.get()), "Relationship", [&](const xmlNode* node) {
    parts.links[attribute(node, "Id")] = attribute(node, "Target");
  });
}

}  // namespace

bool is_on(const xmlNode* properties, const char* name) {
  const xmlNode* node = child(properties, name);
  if (node == nullptr) return false;
  const std::string value = attribute(node, "val");
  return value != "0" && value != "false" && value != "off";
}

DocxParts read_docx_parts(Archive& archive) {
  DocxParts parts;
  read_styles(archive, parts);
  read_lists(archive, parts);
  read_links(archive, parts);
  return parts;
}

}  // namespace chancery::draft
