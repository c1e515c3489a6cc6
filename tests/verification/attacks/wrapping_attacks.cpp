// Signature wrapping: the signed pieces are all there, unchanged, but one of them stands elsewhere,
// with something between them that nobody signed.
#include "raw_update.h"

namespace chancery::tests {
namespace {

using namespace rich;

struct Pieces {
  std::string first, value, second;
  std::size_t section = 0;  ///< where startxref in the second piece points
};

Pieces pieces_of(const Bytes& file) {
  const auto place = last_contents(file);
  const std::string text(text_of(file));
  return {text.substr(0, place.begin), text.substr(place.begin, place.end - place.begin),
          text.substr(place.end), open(file).startxref()};
}

std::string range_text(const Pieces& pieces, std::size_t second_begins) {
  return "[0 " + std::to_string(pieces.first.size()) + " " + std::to_string(second_begins) + " " +
         std::to_string(pieces.second.size()) + "]";
}

/// What is put between: it ends where startxref points, with a table that leads to the payload.
std::string between(const Pieces& pieces, std::string begin, const std::string& end) {
  const std::size_t at = pieces.first.size();
  begin += ">>\nendobj\n";
  const std::size_t evil = at + begin.size();
  begin += "4 0 obj\n" + RawUpdate::stream(kPayload) + "\nendobj\n";
  if (at + begin.size() > pieces.section) throw std::invalid_argument("no room before the section");
  begin += std::string(pieces.section - at - begin.size(), '\n');
  const std::size_t previous_at = pieces.first.rfind("startxref");
  const std::string previous = pieces.first.substr(
      previous_at + 10, pieces.first.find('\n', previous_at + 10) - previous_at - 10);
  begin += "xref\n" + RawUpdate::line({kContent, 0, evil}) +
           "trailer\n<</Size 100 /Root 1 0 R /Prev " + previous + ">>\nstartxref\n" +
           std::to_string(pieces.section) + "\n%%EOF\n" + end;
  return begin;
}

/// `value` makes what stands in place of the signature's value, up to the next entry.
Bytes wrapped(Random& random,
              const std::function<std::string(const Pieces&, const std::string& range)>& value,
              const std::string& end = "") {
  // The section must lie behind what is put in: so much is signed with it.
  const Edit padding = [](const pdf::Document&, pdf::Revision& revision) {
    revision.set(revision.allocate(), stream(std::string(20000, 'x')));
  };
  const Pieces pieces = pieces_of(signed_file(letter(random), {}, padding));
  // The range's own length changes where the second piece begins: a second time is enough.
  std::string middle;
  for (int i = 0; i < 3; ++i) {
    middle = between(pieces, value(pieces, range_text(pieces, pieces.first.size() + middle.size())),
                     end);
  }
  return pdf::sample::bytes(pieces.first + middle + pieces.second);
}

Attack attack(std::string name, std::string told,
              std::function<std::string(const Pieces&, const std::string&)> value,
              std::string end = "") {
  return {"Wrapping" + std::move(name), std::move(told),
          [value = std::move(value), end = std::move(end)](Random& random) {
            return wrapped(random, value, end);
          }};
}

/// In the original's gap, whose padding the attacker may use.
Bytes in_the_gap(Random& random, const std::string& text) {
  Bytes file = signed_letter(random);
  const auto place = last_contents(file);
  const std::size_t used = place.begin + 2 * cms_over({}).size() + 400;
  std::copy(text.begin(), text.end(), file.begin() + static_cast<std::ptrdiff_t>(used));
  return file;
}

}  // namespace

Attacks wrapping_attacks() {
  return {
      attack("WithASecondByteRange", "",
             [](const Pieces& pieces, const std::string& range) {
               return pieces.value + " /ByteRange " + range;
             }),
      attack("WithoutASecondByteRange", "",
             [](const Pieces& pieces, const std::string&) { return pieces.value; }),
      attack("WithTheValueTwice", "",
             [](const Pieces& pieces, const std::string& range) {
               return pieces.value + " /ByteRange " + range + " /Contents " + pieces.value;
             }),
      attack(
          "InsideADictionaryEntry", "",
          [](const Pieces& pieces, const std::string& range) {
            return pieces.value + " /ByteRange " + range + " /Extra <<";
          },
          "<<"),
      attack(
          "ThatEndsInAComment", "",
          [](const Pieces& pieces, const std::string& range) {
            return pieces.value + " /ByteRange " + range;
          },
          "% "),
      attack(
          "ThatEndsInAString", "",
          [](const Pieces& pieces, const std::string& range) {
            return pieces.value + " /ByteRange " + range;
          },
          "("),
      attack(
          "ThatEndsInAStream", "",
          [](const Pieces& pieces, const std::string& range) {
            return pieces.value + " /ByteRange " + range;
          },
          "91 0 obj\n<</Length 100000>>\nstream\n"),
      attack("OfAShortenedValue", "",
             [](const Pieces& pieces, const std::string& range) {
               return pieces.value.substr(0, pieces.value.find_last_not_of("0>") + 2) +
                      "> /ByteRange " + range;
             }),
      attack("OfALiteralValue", "",
             [](const Pieces& pieces, const std::string& range) {
               return "(" + pieces.value.substr(1, 800) + ") /ByteRange " + range;
             }),
      {"WrappingInThePaddingOfTheValue", "",
       [](Random& random) { return in_the_gap(random, "> /ByteRange [0 9 9 9] /Reason <"); }},
      {"WrappingOfAnObjectInThePadding", "",
       [](Random& random) {
         return in_the_gap(random, "4 0 obj <</Length 4>> stream\nq Q \nendstream endobj ");
       }},
      {"WrappingOfSpacesInThePadding", "",
       [](Random& random) { return in_the_gap(random, ">                    <"); }},
      {"WrappingByACopyOfTheFileInAStream", "",
       [](Random& random) {
         const Bytes file = signed_letter(random);
         RawUpdate raw(letter(random));
         raw.object(80, RawUpdate::stream(std::string(text_of(file))));
         const Dictionary signature = dictionary_at(open(file), kFree);
         Bytes text;
         pdf::serialise(signature, text);
         raw.object(81, std::string(text_of(text)));
         raw.object(kFirst, "<</FT /Sig /T (signature-1) /V 81 0 R>>");
         raw.table();
         return raw.bytes();
       }},
  };
}

}  // namespace chancery::tests
