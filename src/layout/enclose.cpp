#include "layout/enclose.h"

#include <set>
#include <string>
#include <utility>

#include "layout/layout.h"
#include "layout/punctuated.h"
#include "layout/setting.h"
#include "layout/words.h"

namespace chancery::layout {
namespace {

using letter::Enclosure;
using letter::Letter;
using letterhead::Letterhead;

std::string without_folders(const std::string& file) {
  const std::size_t slash = file.find_last_of('/');
  return slash == std::string::npos ? file : file.substr(slash + 1);
}

class Encloser {
 public:
  Encloser(const Letterhead& letterhead, Document& document)
      : letterhead_(letterhead), document_(document), pages_(document.pages.size()) {}

  /// The letter, or one of its versions.
  void add(const Letter& letter) {
    for (const Enclosure& enclosure : letter.enclosures) {
      if (enclosure.file.empty() || !known_.emplace(enclosure.file, enclosure.as).second) continue;
      const bool is_appended = enclosure.as == Enclosure::As::kAppended;
      if (!enclosure.bytes || (is_appended && enclosure.pages == 0)) {
        throw input_failure(enclosure.file_where, "missing-enclosure",
                            "the enclosure " + enclosure.file + " is not there",
                            "put the file into the letter's folder, or correct its name");
      }
      const std::string title = plain_line(enclosure.title, letter.language,
                                           letter.punctuation.value_or(letterhead_.punctuation));
      if (is_appended) {
        append(enclosure, title, letter.language);
      } else {
        document_.attached.push_back({without_folders(enclosure.file), title, enclosure.bytes});
      }
    }
  }

 private:
  void append(const Enclosure& enclosure, const std::string& title, const std::string& language) {
    pages_ += enclosure.pages;
    if (pages_ > kMostPages) {
      throw input_failure(
          enclosure.file_where, "too-many-pages",
          "the letter with its enclosures has more than " + std::to_string(kMostPages) + " pages",
          "attach the enclosure instead: 'as: attached'");
    }
    AppendedFile file{
        enclosure.file, enclosure.bytes, {}, enclosure.file_where, enclosure.may_flatten};
    const std::size_t section = element("Sect", Structure::kRoot, language);
    document_.structure[section].title = title;
    for (std::size_t page = 1; page <= enclosure.pages; ++page) {
      const std::size_t figure = element("Figure", section, language);
      std::string alternate = title;
      if (enclosure.pages > 1) {
        alternate.append(" (")
            .append(page_of(letterhead_, language, static_cast<int>(page),
                            static_cast<int>(enclosure.pages)))
            .append(")");
      }
      document_.structure[figure].alternate_text = std::move(alternate);
      file.figures.push_back(figure);
    }
    document_.appended.push_back(std::move(file));
  }

  /// The language is written down where it is another than the document's.
  std::size_t element(const char* type, std::size_t parent, const std::string& language) {
    const bool is_foreign =
        parent == Structure::kRoot && language != document_.structure.front().language;
    document_.structure.push_back({type, parent, is_foreign ? language : std::string(), {}, {}});
    return document_.structure.size() - 1;
  }

  const Letterhead& letterhead_;
  Document& document_;
  std::size_t pages_;
  std::set<std::pair<std::string, Enclosure::As>> known_;
};

}  // namespace

void enclose(const Letter& letter, const Letterhead& letterhead, Document& document) {
  Encloser encloser(letterhead, document);
  encloser.add(letter);
  for (const Letter& version : letter.versions) encloser.add(version);
}

}  // namespace chancery::layout
