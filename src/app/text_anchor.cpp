#include "app/text_anchor.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cmath>
#include <cstring>
#include <optional>
#include <utility>

#include "base/diagnostic.h"
#include "base/utf8.h"
#include "data/data.h"
#include "signing/foreign_place.h"

namespace chancery::app {
namespace {

constexpr rlim_t kMostMemory = rlim_t{1} << 30U;
constexpr rlim_t kMostSeconds = 20;
constexpr std::size_t kLargestAnswer = std::size_t{256} << 20U;
/// More places of an anchor than are told.
constexpr std::size_t kMostTold = 8;
/// Exit status of a child that could not start the program (as of a shell).
constexpr int kNotThere = 127;

[[noreturn]] void failed(const std::string& why) {
  throw Failure(FailureKind::kSystem, "pdftotext-failed",
                "the text of the PDF cannot be read: " + why,
                "say where to sign with --page and --rect");
}

/// A file without a name, which a child reads by its descriptor.
class NamelessFile {
 public:
  explicit NamelessFile(ByteView bytes) : descriptor_(::memfd_create("pdf", 0)) {
    while (descriptor_ >= 0 && !bytes.empty()) {
      const ssize_t put = ::write(descriptor_, bytes.data(), bytes.size());
      if (put < 0 && errno == EINTR) continue;
      if (put <= 0) failed(std::strerror(errno));
      bytes = bytes.subspan(static_cast<std::size_t>(put));
    }
    if (descriptor_ < 0) failed(std::strerror(errno));
  }
  ~NamelessFile() { ::close(descriptor_); }
  NamelessFile(const NamelessFile&) = delete;
  NamelessFile& operator=(const NamelessFile&) = delete;
  int descriptor() const { return descriptor_; }

 private:
  int descriptor_;
};

void limit(int resource, rlim_t most) {
  const rlimit both{most, most};
  ::setrlimit(static_cast<__rlimit_resource>(resource), &both);
}

[[noreturn]] void become(const std::vector<std::string>& command, int answer) {
  std::vector<char*> arguments;
  arguments.reserve(command.size() + 1);
  for (const std::string& word : command) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  limit(RLIMIT_AS, kMostMemory);
  limit(RLIMIT_CPU, kMostSeconds);
  limit(RLIMIT_CORE, 0);
  limit(RLIMIT_FSIZE, 0);
  const int nothing = ::open("/dev/null", O_RDWR);
  ::dup2(nothing, STDIN_FILENO);
  ::dup2(nothing, STDERR_FILENO);
  ::dup2(answer, STDOUT_FILENO);
  ::execvp(arguments[0], arguments.data());
  ::_exit(kNotThere);
}

std::string answer_of(int descriptor) {
  std::string answer;
  std::string piece(std::size_t{1} << 16U, '\0');
  while (answer.size() < kLargestAnswer) {
    const ssize_t got = ::read(descriptor, piece.data(), piece.size());
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) break;
    answer.append(piece, 0, static_cast<std::size_t>(got));
  }
  return answer;
}

/// What the program writes to standard output.
std::string said_by(const std::vector<std::string>& command) {
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) failed(std::strerror(errno));
  const pid_t child = ::fork();
  if (child == 0) become(command, ends[1]);
  ::close(ends[1]);
  std::string answer = child < 0 ? std::string() : answer_of(ends[0]);
  ::close(ends[0]);
  if (child < 0) failed(std::strerror(errno));
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  if (WIFEXITED(status) && WEXITSTATUS(status) == kNotThere) {
    throw Failure(FailureKind::kSystem, "no-pdftotext",
                  "a text can only be looked for with pdftotext, which is not installed",
                  "install the package poppler-utils, or say where to sign with --page and --rect");
  }
  if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) failed("pdftotext gave up");
  return answer;
}

std::optional<double> number(std::string_view line, std::string_view key) {
  const std::size_t at = line.find(key);
  if (at == std::string_view::npos) return std::nullopt;
  const std::string_view rest = line.substr(at + key.size());
  double value = 0;
  const auto read = std::from_chars(rest.data(), rest.data() + rest.size(), value);
  if (read.ec != std::errc() || !std::isfinite(value)) return std::nullopt;
  return value;
}

std::string without_entities(std::string_view text) {
  static constexpr std::array<std::pair<std::string_view, char>, 5> kEntities = {
      {{"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}, {"&apos;", '\''}}};
  std::string plain;
  while (!text.empty()) {
    const auto found = std::ranges::find_if(
        kEntities, [&](const auto& entity) { return text.starts_with(entity.first); });
    plain += found == kEntities.end() ? text.front() : found->second;
    text.remove_prefix(found == kEntities.end() ? 1 : found->first.size());
  }
  return plain;
}

std::optional<WordBox> read_word(std::string_view line, int page) {
  const std::size_t begin = line.find('>');
  const std::size_t end = line.rfind("</word>");
  const auto left = number(line, "xMin=\"");
  const auto top = number(line, "yMin=\"");
  const auto right = number(line, "xMax=\"");
  const auto bottom = number(line, "yMax=\"");
  if (begin == std::string_view::npos || end == std::string_view::npos || end < begin || !left ||
      !top || !right || !bottom) {
    return std::nullopt;
  }
  return WordBox{page,   *left,   *top,
                 *right, *bottom, without_entities(line.substr(begin + 1, end - begin - 1))};
}

std::string without_spaces(std::string_view text) {
  std::string plain;
  for (const char c : text) {
    if (c != ' ' && c != '\t' && c != '\n' && c != '\r') plain += c;
  }
  return plain;
}

/// Whether a word continues the line of the one before it.
bool same_line(const WordBox& before, const WordBox& word) {
  return before.page == word.page && word.top < before.bottom && word.bottom > before.top;
}

/// The first letter tells: Hebrew, Arabic and their neighbours (UAX 9, R and AL).
bool is_right_to_left(std::string_view text) {
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= 0xD6 && byte <= 0xDF) return true;  // U+0590 to U+07FF, all but the first few
    if (byte >= 0x80 || (byte >= 'A' && byte <= 'Z') || (byte >= 'a' && byte <= 'z')) return false;
  }
  return false;
}

/// How much of the word stands before its byte `at`.
double across(const WordBox& word, std::size_t at, bool right_to_left) {
  const double share =
      word.text.empty() ? 0 : static_cast<double>(at) / static_cast<double>(word.text.size());
  const double width = word.right - word.left;
  return right_to_left ? word.right - share * width : word.left + share * width;
}

/// The words of one line, and their letters without spaces.
struct Line {
  std::vector<const WordBox*> words;
  std::string letters;
  std::vector<std::size_t> begins;  ///< of each word within them
};

std::vector<Line> lines_of(const std::vector<WordBox>& words) {
  std::vector<Line> lines;
  for (const WordBox& word : words) {
    if (lines.empty() || !same_line(*lines.back().words.back(), word)) lines.emplace_back();
    Line& line = lines.back();
    line.words.push_back(&word);
    line.begins.push_back(line.letters.size());
    line.letters += word.text;
  }
  return lines;
}

AnchorText place_in(const Line& line, std::size_t begin, std::size_t end, bool right_to_left) {
  AnchorText place{line.words.front()->page, 0, 0, 0, 0, right_to_left};
  bool first = true;
  for (std::size_t i = 0; i < line.words.size(); ++i) {
    const WordBox& word = *line.words[i];
    const std::size_t from = line.begins[i];
    const std::size_t to = from + word.text.size();
    if (to <= begin || from >= end) continue;
    const double one = across(word, std::max(begin, from) - from, right_to_left);
    const double other = across(word, std::min(end, to) - from, right_to_left);
    const double left = std::min(one, other);
    const double right = std::max(one, other);
    place.left = first ? left : std::min(place.left, left);
    place.right = first ? right : std::max(place.right, right);
    place.top = first ? word.top : std::min(place.top, word.top);
    place.bottom = first ? word.bottom : std::max(place.bottom, word.bottom);
    first = false;
  }
  return place;
}

std::string told(const std::vector<AnchorText>& places) {
  std::string list;
  for (std::size_t i = 0; i < std::min(places.size(), kMostTold); ++i) {
    const AnchorText& place = places[i];
    list += (list.empty() ? "" : "; ") + ("page " + std::to_string(place.page)) + " at " +
            std::to_string(std::lround(place.left)) + "," +
            std::to_string(std::lround(place.bottom));
  }
  return list + (places.size() > kMostTold ? "; and more" : "");
}

}  // namespace

std::vector<WordBox> read_words(std::string_view html) {
  std::vector<WordBox> words;
  int page = 0;
  while (!html.empty()) {
    const std::size_t end = html.find('\n');
    const std::string_view line = html.substr(0, end);
    if (line.find("<page ") != std::string_view::npos) ++page;
    if (line.find("<word ") != std::string_view::npos) {
      if (auto word = read_word(line, page)) words.push_back(std::move(*word));
    }
    if (end == std::string_view::npos) break;
    html.remove_prefix(end + 1);
  }
  return words;
}

std::vector<AnchorText> places_of(const std::vector<WordBox>& words, std::string_view text) {
  const std::string wanted = without_spaces(text);
  std::vector<AnchorText> places;
  if (wanted.empty()) return places;
  const bool right_to_left = is_right_to_left(wanted);
  for (const Line& line : lines_of(words)) {
    for (std::size_t at = 0; (at = line.letters.find(wanted, at)) != std::string::npos;
         at += wanted.size()) {
      places.push_back(place_in(line, at, at + wanted.size(), right_to_left));
    }
  }
  return places;
}

AnchorText find_anchor(const pdf::Document& document, ByteView file, const std::string& text,
                       int page) {
  const NamelessFile pdf(file);
  std::vector<std::string> command{"pdftotext", "-q", "-bbox", "-cropbox", "-enc", "UTF-8"};
  if (page > 0) {
    signing::shown_page(document, page);  // throws when there is none
    command.insert(command.end(), {"-f", std::to_string(page), "-l", std::to_string(page)});
  }
  command.insert(command.end(), {"/proc/self/fd/" + std::to_string(pdf.descriptor()), "-"});
  std::vector<AnchorText> places = places_of(read_words(said_by(command)), text);
  for (AnchorText& place : places) {
    if (page > 0) place.page = page;
    const double height = signing::shown_page(document, place.page).height;
    place.top = height - place.top;
    place.bottom = height - place.bottom;
  }
  if (places.size() == 1) return places.front();
  if (places.empty()) {
    throw Failure(FailureKind::kInput, "anchor-not-found",
                  data::in_quotes(text) + " stands nowhere in the text of " +
                      (page > 0 ? "page " + std::to_string(page) : "the PDF"),
                  "write it as 'pdftotext' gives it, or say where with --page and --rect");
  }
  throw Failure(FailureKind::kInput, "anchor-ambiguous",
                data::in_quotes(text) + " stands " + std::to_string(places.size()) +
                    " times in the text: " + told(places),
                "name the page with --page, or a longer text that stands there once");
}

}  // namespace chancery::app
