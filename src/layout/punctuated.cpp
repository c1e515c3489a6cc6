#include "layout/punctuated.h"

#include "text/no_breaks.h"
#include "text/punctuation.h"

namespace chancery::layout {
namespace {

using letter::Mark;

text::WrittenText written(const letter::RichText& rich, std::string_view language) {
  text::WrittenText text;
  text.text = rich.text;
  text.language = language;
  for (const Mark& mark : rich.marks) {
    if (mark.kind == Mark::Kind::kLanguage)
      text.parts.push_back({mark.begin, mark.end, mark.value});
    if (mark.kind == Mark::Kind::kCode) text.verbatim.push_back({mark.begin, mark.end, {}});
  }
  return text;
}

letter::RichText with(const letter::RichText& rich,
                      const std::vector<text::Replacement>& replacements) {
  letter::RichText result = rich;
  result.text = text::replaced(rich.text, replacements);
  const text::MovedOffsets moved(replacements);
  for (Mark& mark : result.marks) {
    mark.begin = moved(mark.begin);
    mark.end = moved(mark.end);
  }
  return result;
}

}  // namespace

Punctuated punctuated(const letter::RichText& rich, std::string_view language,
                      letter::Punctuation how) {
  Punctuated result;
  result.text = how == letter::Punctuation::kSmart
                    ? with(rich, text::punctuate(written(rich, language)))
                    : rich;
  result.no_breaks = text::no_breaks(written(result.text, language));
  return result;
}

std::string plain_line(const letter::RichText& rich, std::string_view language,
                       letter::Punctuation how) {
  constexpr std::string_view kLineSeparator = "\u2028";
  const std::string set = punctuated(rich, language, how).text.text;
  const std::string_view text = set;
  std::string result;
  for (std::size_t at = 0; at < text.size();) {
    if (text.substr(at).starts_with(kLineSeparator)) {
      result += ' ';
      at += kLineSeparator.size();
    } else {
      result += text[at++];
    }
  }
  return result;
}

}  // namespace chancery::layout
