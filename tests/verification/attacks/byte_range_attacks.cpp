// Universal signature forgery by /ByteRange (ISO 32000-1, 12.8.1): every form that a lax reader
// could take for "nothing to check".
#include "rich_letter.h"

namespace chancery::tests {
namespace {

using namespace rich;

struct Numbers {
  std::size_t begin, end, size;  ///< of the value's token, and of the file
};

Numbers numbers_of(const Bytes& file) {
  const auto place = last_contents(file);
  return {place.begin, place.end, file.size()};
}

std::string range(std::initializer_list<std::size_t> numbers) {
  std::string text = "[";
  for (const std::size_t number : numbers) text += std::to_string(number) + ' ';
  text.back() = ']';
  return text;
}

std::pair<std::size_t, std::size_t> range_place(const Bytes& file) {
  const std::size_t begin = text_of(file).find('[', text_of(file).rfind("/ByteRange"));
  return {begin, text_of(file).find(']', begin) + 1};
}

/// The file says something else, and its range is another.
Bytes forged(Random& random, const std::function<std::string(const Numbers&)>& value) {
  Bytes file = overwritten(signed_letter(random), "(Pay 100 to Ada) Tj", "(Pay 900 to Eve) Tj");
  const auto [begin, end] = range_place(file);
  const std::string text = value(numbers_of(file));
  if (text.size() > end - begin) throw std::invalid_argument("the range is too long");
  write_over(file, begin, begin + text.size(), text, ' ');
  std::fill(file.begin() + static_cast<std::ptrdiff_t>(begin + text.size()),
            file.begin() + static_cast<std::ptrdiff_t>(end), std::uint8_t{' '});
  return file;
}

Attack forgery(std::string name, std::string told,
               std::function<std::string(const Numbers&)> value) {
  return {"ByteRange" + std::move(name), std::move(told),
          [value = std::move(value)](Random& random) { return forged(random, value); }};
}

/// Truly signed over the ranges that stand there, as a signer in league would.
Bytes signed_over(
    Random& random, const std::function<std::string(const Numbers&)>& value,
    const std::function<std::vector<std::pair<std::size_t, std::size_t>>(const Numbers&)>& pieces) {
  Bytes file = signed_letter(random);
  const auto [begin, end] = range_place(file);
  const Numbers numbers = numbers_of(file);
  write_over(file, begin, end, value(numbers), ' ');
  std::vector<ByteView> views;
  for (const auto& [from, to] : pieces(numbers)) {
    views.push_back(ByteView(file).subspan(from, to - from));
  }
  const Bytes signature = cms_over(views);
  write_over(file, numbers.begin, numbers.end, hex_token(pki::hex(signature)), '0');
  return file;
}

Attacks with_true_signatures() {
  using Pieces = std::vector<std::pair<std::size_t, std::size_t>>;
  const auto make = [](std::string name, std::string told, auto value, auto pieces) {
    return Attack{"ByteRange" + std::move(name), std::move(told),
                  [value, pieces](Random& random) { return signed_over(random, value, pieces); }};
  };
  return {
      make(
          "GapBeginsTooEarly", "byte-range-gap",
          [](const Numbers& n) {
            return range({0, n.begin - 20, n.end, n.size - n.end});
          },
          [](const Numbers& n) {
            return Pieces{{0, n.begin - 20}, {n.end, n.size}};
          }),
      make(
          "GapEndsTooLate", "byte-range-gap",
          [](const Numbers& n) {
            return range({0, n.begin, n.end + 20, n.size - n.end - 20});
          },
          [](const Numbers& n) {
            return Pieces{{0, n.begin}, {n.end + 20, n.size}};
          }),
      make(
          "GapLeavesTheBracketsSigned", "byte-range-gap",
          [](const Numbers& n) {
            return range({0, n.begin + 1, n.end - 1, n.size - n.end + 1});
          },
          [](const Numbers& n) {
            return Pieces{{0, n.begin + 1}, {n.end - 1, n.size}};
          }),
      make(
          "BeginsBehindTheHeader", "byte-range-start",
          [](const Numbers& n) {
            return range({9, n.begin - 9, n.end, n.size - n.end});
          },
          [](const Numbers& n) {
            return Pieces{{9, n.begin}, {n.end, n.size}};
          }),
      make(
          "EndsBeforeTheRevision", "byte-range-end",
          [](const Numbers& n) {
            return range({0, n.begin, n.end, n.size - n.end - 40});
          },
          [](const Numbers& n) {
            return Pieces{{0, n.begin}, {n.end, n.size - 40}};
          }),
      make(
          "EndsInsideEof", "byte-range-end",
          [](const Numbers& n) {
            return range({0, n.begin, n.end, n.size - n.end - 3});
          },
          [](const Numbers& n) {
            return Pieces{{0, n.begin}, {n.end, n.size - 3}};
          }),
      make(
          "IsOnePiece", "byte-range-malformed",
          [](const Numbers& n) {
            return range({0, n.begin});
          },
          [](const Numbers& n) {
            return Pieces{{0, n.begin}};
          }),
      make(
          "HasAnEmptySecondPiece", "byte-range-end",
          [](const Numbers& n) {
            return range({0, n.begin, n.end, 0});
          },
          [](const Numbers& n) {
            return Pieces{{0, n.begin}};
          }),
      make(
          "HasThreePieces", "byte-range-malformed",
          [](const Numbers& n) {
            return range({0, n.begin, n.end, 10, n.end + 30, n.size - n.end - 30});
          },
          [](const Numbers& n) {
            return Pieces{{0, n.begin}, {n.end, n.end + 10}, {n.end + 30, n.size}};
          }),
      make(
          "IsOfReals", "byte-range-malformed",
          [](const Numbers& n) {
            return "[0. " + std::to_string(n.begin) + ". " + std::to_string(n.end) + ". " +
                   std::to_string(n.size - n.end) + ".]";
          },
          [](const Numbers& n) {
            return Pieces{{0, n.begin}, {n.end, n.size}};
          }),
  };
}

/// A reference instead of the array, or in it, to what the attacker may change any time.
Bytes indirect(Random& random, bool whole) {
  Bytes file = signed_letter(random);
  const Numbers n = numbers_of(file);
  file = edited(file, [&](const pdf::Document& document, pdf::Revision& revision) {
    const Reference range = revision.allocate();
    const Array numbers{0, n.begin, n.end, n.size - n.end};
    revision.set(range, whole ? Object(numbers) : numbers.back());
    Array partly = numbers;
    partly.back() = range;
    Dictionary signature = dictionary_at(document, kFree);
    signature.set("ByteRange", whole ? Object(range) : Object(partly));
    revision.set({kFree, 0}, signature);
  });
  return file;
}

Bytes twice(Random& random) {
  Bytes file =
      signed_file(letter(random), {.more = {{"Reason", pdf::text_string(std::string(40, 'x'))}}});
  return overwritten_last(file, "/Reason (" + std::string(40, 'x') + ")",
                          "/ByteRange [0 10 20 30]");
}

}  // namespace

Attacks byte_range_attacks() {
  Attacks attacks{
      {"ByteRangeMissing", "byte-range-malformed",
       [](Random& random) {
         return overwritten_last(signed_letter(random), "/ByteRange", "/ByteRanje");
       }},
      forgery("Null", "byte-range-malformed", [](const Numbers&) { return "null"; }),
      forgery("Empty", "byte-range-malformed", [](const Numbers&) { return "[]"; }),
      forgery("False", "byte-range-malformed", [](const Numbers&) { return "false"; }),
      forgery("ANumber", "byte-range-malformed", [](const Numbers&) { return "0"; }),
      forgery("AString", "byte-range-malformed", [](const Numbers&) { return "(0 1 2 3)"; }),
      forgery("ADictionary", "byte-range-malformed", [](const Numbers&) { return "<</0 0>>"; }),
      forgery("Nested", "byte-range-malformed",
              [](const Numbers& n) {
                return "[" + range({0, n.begin, n.end, 9}) + "]";
              }),
      forgery("OfNames", "byte-range-malformed", [](const Numbers&) { return "[/0 /1 /2 /3]"; }),
      forgery("OfStrings", "byte-range-malformed",
              [](const Numbers&) { return "[(0) (1) (2) (3)]"; }),
      forgery("OfNulls", "byte-range-malformed",
              [](const Numbers&) { return "[null null null null]"; }),
      forgery("OfTwo", "byte-range-malformed",
              [](const Numbers& n) {
                return range({0, n.size});
              }),
      forgery("OfThree", "byte-range-malformed",
              [](const Numbers& n) {
                return range({0, n.begin, n.end});
              }),
      forgery("OfFive", "byte-range-malformed",
              [](const Numbers& n) {
                return range({0, n.begin, n.end, n.size - n.end, 0});
              }),
      forgery("OfZeros", "byte-range-gap", [](const Numbers&) { return "[0 0 0 0]"; }),
      forgery("NegativeStart", "byte-range-malformed",
              [](const Numbers& n) {
                return "[-1 " + std::to_string(n.begin) + " " + std::to_string(n.end) + " 1]";
              }),
      forgery("NegativeLength", "byte-range-malformed",
              [](const Numbers& n) { return "[0 -1 " + std::to_string(n.end) + " 9]"; }),
      forgery("NegativeSecondLength", "byte-range-malformed",
              [](const Numbers& n) {
                return "[0 " + std::to_string(n.begin) + " " + std::to_string(n.end) + " -9]";
              }),
      forgery("BeyondTheFile", "byte-range-malformed",
              [](const Numbers& n) {
                return range({0, n.begin, n.end, n.size});
              }),
      forgery("Overflowing", "byte-range-malformed",
              [](const Numbers&) { return "[0 1 9223372036854775807 1]"; }),
      forgery("LargerThanAnyNumber", "object 60 cannot be read",
              [](const Numbers&) { return "[0 1 99999999999999999999 1]"; }),
      forgery("Overlapping", "byte-range-malformed",
              [](const Numbers& n) {
                return range({0, n.end, n.begin, n.size - n.begin});
              }),
      forgery("Descending", "byte-range-malformed",
              [](const Numbers& n) {
                return range({n.end, n.size - n.end, 0, n.begin});
              }),
      forgery("TheWholeFileWithTheValue", "byte-range-gap",
              [](const Numbers& n) {
                return range({0, n.size, n.size, 0});
              }),
      forgery("WithAnEmptyFirstPiece", "byte-range-gap",
              [](const Numbers& n) {
                return range({0, 0, n.end, n.size - n.end});
              }),
      {"ByteRangeIndirect", "byte-range-gap",
       [](Random& random) { return indirect(random, true); }},
      {"ByteRangePartlyIndirect", "byte-range-malformed",
       [](Random& random) { return indirect(random, false); }},
      {"ByteRangeTwice", "byte-range", twice},
  };
  for (Attack& attack : with_true_signatures()) attacks.push_back(std::move(attack));
  return attacks;
}

}  // namespace chancery::tests
