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

}  // namespace chancery::layout
