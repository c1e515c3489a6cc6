#include "pdf/write/attachments.h"

#include <openssl/evp.h>

#include <algorithm>
#include <array>
#include <map>
#include <new>
#include <set>
#include <string>
#include <utility>

namespace chancery::pdf {
namespace {

/// The checksum that table 46 asks for; it tells damage, it proves nothing.
String md5(ByteView bytes) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned int size = 0;
  if (EVP_Digest(bytes.data(), bytes.size(), digest.data(), &size, EVP_md5(), nullptr) != 1) {
    throw std::bad_alloc();
  }
  return {std::string(digest.begin(), digest.begin() + size), true};
}

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

std::size_t ending_of(std::string_view name) {
  const std::size_t dot = name.find_last_of('.');
  return dot == 0 || dot == std::string_view::npos ? name.size() : dot;
}

/// "map (2).pdf" for the second map.pdf. Systems that do not tell cases apart must not lose one.
std::string unlike_the_others(const std::string& name, std::set<std::string>& taken) {
  for (int count = 1;; ++count) {
    std::string candidate = name;
    if (count > 1) {
      std::string number = std::to_string(count);
      number.insert(0, " (").append(")");
      candidate.insert(ending_of(name), number);
    }
    std::string key = candidate;
    std::transform(key.begin(), key.end(), key.begin(), lower);
    if (taken.insert(key).second) return candidate;
  }
}

/// What comes with every letter has no checksum: OpenSSL's first digest takes a tenth of the time
/// that a letter takes.
Dictionary parameters(const layout::AttachedFile& file) {
  Dictionary result{{"Size", Object(file.bytes->size())}};
  if (file.role == layout::AttachedFile::Role::kEnclosure) {
    result.set("CheckSum", md5(ByteView(*file.bytes)));
  }
  return result;
}

const char* relationship(layout::AttachedFile::Role role) {
  return role == layout::AttachedFile::Role::kSource ? "Source" : "Supplement";
}

Reference add_file(const layout::AttachedFile& file, const std::string& name, Deflater& deflater,
                   Graph& graph) {
  const ByteView bytes(*file.bytes);
  Dictionary dictionary{{"Type", Name{"EmbeddedFile"}},
                        {"Subtype", Name{std::string(media_type(name))}},
                        {"Params", parameters(file)}};
  const Reference embedded = deflater.add(graph, std::move(dictionary), bytes);
  Dictionary specification{{"Type", Name{"Filespec"}},
                           {"F", text_string(name)},
                           {"UF", text_string(name)},
                           {"EF", Dictionary{{"F", embedded}, {"UF", embedded}}},
                           {"AFRelationship", Name{relationship(file.role)}}};
  if (!file.description.empty()) specification.set("Desc", text_string(file.description));
  return graph.add(std::move(specification));
}

}  // namespace

std::string_view media_type(std::string_view name) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 25> kTypes = {{
      {".pdf", "application/pdf"},
      {".txt", "text/plain"},
      {".csv", "text/csv"},
      {".html", "text/html"},
      {".md", "text/markdown"},
      {".ics", "text/calendar"},
      {".xml", "application/xml"},
      {".json", "application/json"},
      {".png", "image/png"},
      {".jpg", "image/jpeg"},
      {".jpeg", "image/jpeg"},
      {".svg", "image/svg+xml"},
      {".tif", "image/tiff"},
      {".tiff", "image/tiff"},
      {".zip", "application/zip"},
      {".docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"},
      {".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
      {".pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation"},
      {".doc", "application/msword"},
      {".xls", "application/vnd.ms-excel"},
      {".odt", "application/vnd.oasis.opendocument.text"},
      {".ods", "application/vnd.oasis.opendocument.spreadsheet"},
      {".odp", "application/vnd.oasis.opendocument.presentation"},
      {".rtf", "application/rtf"},
      {".mp4", "video/mp4"},
  }};
  std::string ending(name.substr(ending_of(name)));
  std::transform(ending.begin(), ending.end(), ending.begin(), lower);
  for (const auto& [known, type] : kTypes) {
    if (known == ending) return type;
  }
  return "application/octet-stream";
}

Dictionary add_attachments(const std::vector<layout::AttachedFile>& files, Deflater& deflater,
                           Graph& graph) {
  if (files.empty()) return {};
  std::set<std::string> taken;
  // In a name tree keys stand in the order of their bytes (7.9.6).
  std::map<std::string, std::pair<String, Reference>> named;
  Array associated;
  for (const layout::AttachedFile& file : files) {
    const std::string name = unlike_the_others(file.name, taken);
    const Reference specification = add_file(file, name, deflater, graph);
    String key = text_string(name);
    named.emplace(key.bytes, std::pair(key, specification));
    associated.push_back(specification);
  }
  Array names;
  for (auto& [order, entry] : named) {
    names.push_back(std::move(entry.first));
    names.push_back(entry.second);
  }
  return {{"Names", Dictionary{{"EmbeddedFiles", Dictionary{{"Names", std::move(names)}}}}},
          {"AF", std::move(associated)}};
}

}  // namespace chancery::pdf
