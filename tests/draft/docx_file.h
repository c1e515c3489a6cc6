// A Word document made for a test, by a real ZIP writer.
#pragma once

#include <zip.h>

#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "run_program.h"

namespace chancery::draft {

/// An archive of these files, deflated.
inline std::string zipped(const std::vector<std::pair<std::string, std::string>>& files) {
  const tests::TemporaryFolder folder;
  const std::string path = (folder / "a.zip").string();
  int error = 0;
  zip_t* archive = zip_open(path.c_str(), ZIP_CREATE, &error);
  if (archive == nullptr) throw std::runtime_error("zip_open");
  for (const auto& [name, content] : files) {
    zip_source_t* source = zip_source_buffer(archive, content.data(), content.size(), 0);
    if (zip_file_add(archive, name.c_str(), source, 0) < 0)
      throw std::runtime_error("zip_file_add");
  }
  if (zip_close(archive) != 0) throw std::runtime_error("zip_close");
  return tests::read_text(path);
}

inline const std::string kNamespaces =
    R"( xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main")"
    R"( xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships")"
    R"( xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006")"
    R"( xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape")";

inline std::string document(const std::string& body) {
  return R"(<?xml version="1.0" encoding="UTF-8"?><w:document)" + kNamespaces + "><w:body>" + body +
         "</w:body></w:document>";
}

/// A paragraph of one run; `properties` are those of the paragraph.
inline std::string p(const std::string& text, const std::string& properties = "") {
  return "<w:p><w:pPr>" + properties + "</w:pPr><w:r><w:t xml:space=\"preserve\">" + text +
         "</w:t></w:r></w:p>";
}

inline std::string style(const std::string& id) {
  return "<w:pStyle w:val=\"" + id + "\"/>";
}

inline std::string item(const std::string& list, int level) {
  return "<w:numPr><w:ilvl w:val=\"" + std::to_string(level) + "\"/><w:numId w:val=\"" + list +
         "\"/></w:numPr>";
}

inline const std::string kStyles =
    "<w:styles" + kNamespaces +
    R"(><w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val="en-GB"/></w:rPr></w:rPrDefault></w:docDefaults>)"
    R"(<w:style w:styleId="Title"><w:name w:val="Title"/></w:style>)"
    R"(<w:style w:styleId="H2"><w:name w:val="heading 2"/></w:style>)"
    R"(<w:style w:styleId="L"><w:name w:val="List"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>)"
    R"(<w:style w:styleId="Strong"><w:name w:val="Strong"/><w:rPr><w:b/></w:rPr></w:style></w:styles>)";

inline const std::string kNumbering =
    "<w:numbering" + kNamespaces +
    R"(><w:abstractNum w:abstractNumId="7"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/></w:lvl>)"
    R"(<w:lvl w:ilvl="1"><w:numFmt w:val="bullet"/></w:lvl></w:abstractNum>)"
    R"(<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num></w:numbering>)";

inline const std::string kLinks =
    R"(<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">)"
    R"(<Relationship Id="rId9" Target="https://buoys.example/report"/>)"
    R"(<Relationship Id="rId8" Target="javascript:x"/></Relationships>)";

}  // namespace chancery::draft
