// Hand-made PDF files, and other programs to ask about them.
#pragma once

#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstddef>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"

namespace chancery::pdf::sample {

/// Writes a file object by object and keeps its offsets, without any code of the program itself.
class File {
 public:
  explicit File(std::string start = "%PDF-1.7\n%\xE2\xE3\xCF\xD3\n") : text(std::move(start)) {}

  void object(int number, std::string_view body, int generation = 0) {
    offsets[number] = text.size();
    generations[number] = generation;
    text += std::to_string(number) + " " + std::to_string(generation) + " obj\n" +
            std::string(body) + "\nendobj\n";
  }
  void stream(int number, const std::string& entries, std::string_view data) {
    object(number, "<<" + entries + " /Length " + std::to_string(data.size()) + ">>\nstream\n" +
                       std::string(data) + "\nendstream");
  }
  /// A table with the objects since the last section, and the ending. The place of the table.
  std::size_t table(const std::string& trailer_entries, int size) {
    const std::size_t place = text.size();
    text += "xref\n0 1\n0000000000 65535 f \n";
    for (const auto& [number, offset] : offsets) {
      std::array<char, 32> line{};
      std::snprintf(line.data(), line.size(), "%d 1\n%010zu %05d n \n", number, offset,
                    generations[number]);
      text += line.data();
    }
    text += "trailer\n<</Size " + std::to_string(size) + " " + trailer_entries + ">>\n";
    ending(place);
    offsets.clear();
    return place;
  }
  void ending(std::size_t place) { text += "startxref\n" + std::to_string(place) + "\n%%EOF\n"; }

  std::string text;
  std::map<int, std::size_t> offsets;
  std::map<int, int> generations;
};

/// Catalog 1, page tree 2, page 3, content 4, information 5, a dictionary like a signature's 6.
inline void add_letter(File& file) {
  file.object(1, "<</Type /Catalog /Pages 2 0 R>>");
  file.object(2, "<</Type /Pages /Kids [3 0 R] /Count 1>>");
  file.object(3,
              "<</Type /Page /Parent 2 0 R /MediaBox [0 0 595.276 841.89] /Resources <<>> "
              "/Contents 4 0 R>>");
  file.stream(4, "", "0 0 10 10 re f");
  file.object(5, "<</Title (First)>>");
  file.object(6,
              "<</Type /Sig /Filter /Adobe.PPKLite /Contents <00AB12> /ByteRange [0 10 20 30] "
              "/Reason (a \\(b\\)) /M 5 0 R>>");
}

inline constexpr std::string_view kTrailer =
    "/Root 1 0 R /Info 5 0 R /ID [<00112233445566778899AABBCCDDEEFF> "
    "<00112233445566778899AABBCCDDEEFF>]";

inline std::string one_revision() {
  File file;
  add_letter(file);
  file.table(std::string(kTrailer), 7);
  return file.text;
}

/// As one_revision, and then twice a new title; where each revision ends.
inline std::string three_revisions(std::vector<std::size_t>* ends = nullptr) {
  File file;
  add_letter(file);
  std::size_t previous = file.table(std::string(kTrailer), 7);
  if (ends != nullptr) ends->push_back(file.text.size());
  for (const std::string_view title : {"Second", "Third"}) {
    file.object(5, "<</Title (" + std::string(title) + ")>>");
    previous = file.table(std::string(kTrailer) + " /Prev " + std::to_string(previous), 7);
    if (ends != nullptr) ends->push_back(file.text.size());
  }
  return file.text;
}

/// A hybrid-reference file (ISO 32000-1, 7.5.8.4): readers that do not know cross-reference streams
/// see objects 1 to 4; object 5 stands in object stream 7, which only the stream 8 tells of.
inline std::string hybrid() {
  File file;
  file.object(1, "<</Type /Catalog /Pages 2 0 R>>");
  file.object(2, "<</Type /Pages /Kids [3 0 R] /Count 1>>");
  file.object(3, "<</Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] /Resources <<>>>>");
  file.stream(7, "/Type /ObjStm /N 1 /First 4", "5 0 <</Title (Hidden)>>");
  const std::size_t object_stream = file.offsets.at(7);
  file.offsets.erase(7);
  const std::size_t xref_stream = file.text.size();
  std::string entries;
  const auto entry = [&](int type, std::size_t second, int third) {
    entries += static_cast<char>(type);
    entries += static_cast<char>(second >> 8U);
    entries += static_cast<char>(second & 0xFFU);
    entries += static_cast<char>(third);
  };
  entry(2, 7, 0);
  entry(1, object_stream, 0);
  entry(1, xref_stream, 0);
  file.stream(8, "/Type /XRef /W [1 2 1] /Index [5 1 7 2] /Size 9", entries);
  file.offsets.erase(8);
  file.table(std::string(kTrailer) + " /XRefStm " + std::to_string(xref_stream), 9);
  return file.text;
}

inline Bytes bytes(std::string_view text) {
  return {text.begin(), text.end()};
}

inline Bytes read_file(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

/// A file that is removed with its owner.
class TemporaryFile {
 public:
  explicit TemporaryFile(ByteView content = {}) {
    std::string name = (std::filesystem::temp_directory_path() / "chancery-XXXXXX").string();
    const int descriptor = ::mkstemp(name.data());
    if (descriptor >= 0) ::close(descriptor);
    path_ = name;
    std::ofstream out(path_, std::ios::binary);
    out.write(reinterpret_cast<const char*>(content.data()),
              static_cast<std::streamsize>(content.size()));
  }
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;
  ~TemporaryFile() {
    std::error_code ignored;
    std::filesystem::remove(path_, ignored);
  }
  std::string path() const { return path_.string(); }

 private:
  std::filesystem::path path_;
};

struct Run {
  int status = -1;
  std::string output;  ///< with what it said on stderr
};

inline Run run(const std::string& command) {
  Run result;
  FILE* pipe = ::popen((command + " 2>&1").c_str(), "r");
  if (pipe == nullptr) return result;
  std::array<char, 4096> buffer{};
  for (std::size_t count = 0; (count = std::fread(buffer.data(), 1, buffer.size(), pipe)) > 0;) {
    result.output.append(buffer.data(), count);
  }
  const int status = ::pclose(pipe);
  result.status = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  return result;
}

inline Run qpdf_check(ByteView file) {
  const TemporaryFile temporary(file);
  return run("qpdf --check " + temporary.path());
}

/// `file` as qpdf rewrites it with `options`, in a form that does not change from run to run.
inline Bytes rewritten(ByteView file, const std::string& options) {
  const TemporaryFile in(file), out;
  run("qpdf --static-id " + options + " " + in.path() + " " + out.path());
  return read_file(out.path());
}

}  // namespace chancery::pdf::sample
