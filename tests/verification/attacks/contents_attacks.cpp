// Universal signature forgery by /Contents, /SubFilter and the field's value.
#include "rich_letter.h"

namespace chancery::tests {
namespace {

using namespace rich;

/// The value's token is another of the same length, filled up with spaces behind it.
Bytes with_value(Random& random, const std::function<std::string(std::string_view)>& value) {
  Bytes file = signed_letter(random);
  const auto place = last_contents(file);
  const std::string old(text_of(file).substr(place.begin, place.end - place.begin));
  const std::string fresh = value(old);
  if (fresh.size() > old.size()) throw std::invalid_argument("the value is too long");
  std::fill(file.begin() + static_cast<std::ptrdiff_t>(place.begin),
            file.begin() + static_cast<std::ptrdiff_t>(place.end), std::uint8_t{' '});
  std::copy(fresh.begin(), fresh.end(), file.begin() + static_cast<std::ptrdiff_t>(place.begin));
  return file;
}

Attack value(std::string name, std::string told,
             std::function<std::string(std::string_view)> make) {
  return {"Contents" + std::move(name), std::move(told),
          [make = std::move(make)](Random& random) { return with_value(random, make); }};
}

/// As a literal string (7.3.4.2), in which anything can stand.
std::string literal(std::string_view hexadecimal, const std::string& behind) {
  std::string text = "(";
  for (std::size_t i = 1; i + 2 < hexadecimal.size(); i += 2) {
    const int byte = std::stoi(std::string(hexadecimal.substr(i, 2)), nullptr, 16);
    if (byte == '(' || byte == ')' || byte == '\\' || byte == '\r') {
      text += '\\';
      text += byte == '\r' ? 'r' : static_cast<char>(byte);
    } else {
      text += static_cast<char>(byte);
    }
    if (text.size() + behind.size() + 1 > hexadecimal.size() - 8) break;
  }
  text += behind;
  return text + std::string(hexadecimal.size() - text.size() - 1, ' ') + ")";
}

/// Another dictionary of the same certificate and more, in a later revision.
Bytes with_signature_entries(Random& random, const Dictionary& entries) {
  return changed(signed_letter(random), kFree, entries);
}

Bytes with_field_value(Random& random, const Object& value) {
  return changed(signed_letter(random), kFirst, {{"V", value}});
}

}  // namespace

Attacks contents_attacks() {
  return {
      {"ContentsMissing", "",
       [](Random& random) {
         return overwritten_last(signed_letter(random), "/Contents <", "/Contentz <");
       }},
      value("Null", "", [](std::string_view) { return "null"; }),
      value("Empty", "", [](std::string_view) { return "<>"; }),
      value("OneZero", "", [](std::string_view) { return "<00>"; }),
      value("AllZeros", "not-cms",
            [](std::string_view old) { return "<" + std::string(old.size() - 2, '0') + ">"; }),
      value("CutShort", "",
            [](std::string_view old) { return std::string(old.substr(0, 800)) + ">"; }),
      value("OnlyItsHead", "", [](std::string_view) { return "<30820100>"; }),
      value("AName", "", [](std::string_view) { return "/3082"; }),
      value("ANumber", "", [](std::string_view) { return "3082"; }),
      value("AnArray", "", [](std::string_view) { return "[<3082>]"; }),
      value("ADictionary", "", [](std::string_view) { return "<</Contents <3082>>>"; }),
      value("AReference", "", [](std::string_view) { return "5 0 R"; }),
      value("NotHexadecimal", "",
            [](std::string_view old) { return "<zz" + std::string(old.substr(3)); }),
      value(
          "Shorter", "byte-range-gap",
          [](std::string_view old) { return std::string(old.substr(0, old.size() - 100)) + ">"; }),
      value("ALiteralString", "contents-not-hexadecimal",
            [](std::string_view old) { return literal(old, ""); }),
      value("ALiteralStringThatHidesAnObject", "contents-not-hexadecimal",
            [](std::string_view old) {
              return literal(old, " 4 0 obj <</Length 0>> stream endstream endobj ");
            }),
      value("WithANestedDictionary", "",
            [](std::string_view) { return "<00> /Reference <</Contents <00>>>"; }),
      value("Twice", "",
            [](std::string_view old) {
              return std::string(old.substr(0, old.size() - 100)) + "> /Contents <00>";
            }),
      {"ContentsTwiceInALaterRevision", "contents-unplaced",
       [](Random& random) {
         return with_signature_entries(random, {{"Contents", Literal{"<00> /Contents <3082>"}}});
       }},
      {"SubFilterMissing", "byte-range-gap",
       [](Random& random) {
         return with_signature_entries(random, {{"SubFilter", Object()}});
       }},
      {"SubFilterOfATimeStamp", "",
       [](Random& random) { return signed_file(letter(random), {.sub_filter = "ETSI.RFC3161"}); }},
      {"SubFilterOfAnOlderForm", "",
       [](Random& random) {
         return signed_file(letter(random), {.sub_filter = "adbe.x509.rsa_sha1"});
       }},
      {"SubFilterThatWantsADigestInside", "",
       [](Random& random) {
         return signed_file(letter(random), {.sub_filter = "adbe.pkcs7.sha1"});
       }},
      {"ReasonReplaced", "byte-range-gap",
       [](Random& random) {
         return with_signature_entries(random, {{"Reason", pdf::text_string("I agree")}});
       }},
      {"NameOfTheSignerReplaced", "byte-range-gap",
       [](Random& random) {
         return with_signature_entries(random, {{"Name", pdf::text_string("Mallory")}});
       }},
      {"TimeOfSigningReplaced", "byte-range-gap",
       [](Random& random) {
         return with_signature_entries(random, {{"M", pdf::text_string("D:20200101000000Z")}});
       }},
      {"ValueOfTheFieldTakenAway", "signature-without-field",
       [](Random& random) { return with_field_value(random, Object()); }},
      {"ValueOfTheFieldAString", "",
       [](Random& random) { return with_field_value(random, pdf::text_string("signed")); }},
      {"ValueOfTheFieldANumber", "", [](Random& random) { return with_field_value(random, 1); }},
      {"ValueOfTheFieldAnEmptyDictionary", "byte-range-malformed",
       [](Random& random) { return with_field_value(random, Dictionary{}); }},
      {"ValueOfTheFieldAStream", "",
       [](Random& random) { return with_object(signed_letter(random), kFirst, "V", stream("x")); }},
      {"ValueOfTheFieldALookalike", "",
       [](Random& random) {
         return with_field_value(random, Dictionary{{"Type", Name{"Sig"}},
                                                    {"Filter", Name{"Adobe.PPKLite"}},
                                                    {"Name", pdf::text_string("Asia Division")}});
       }},
      {"SecondFieldThatOnlyLooksSigned", "signature-2",
       [](Random& random) {
         return changed(signed_letter(random), kSecond, {{"V", Dictionary{{"Type", Name{"Sig"}}}}});
       }},
      {"ValueCopiedToAnotherFieldWithChanges", "signature-2",
       [](Random& random) {
         const Bytes file = signed_letter(random);
         Dictionary copy = dictionary_at(open(file), kFree);
         copy.set("Name", pdf::text_string("Europe and Central Asia Division"));
         return with_object(file, kSecond, "V", copy);
       }},
  };
}

}  // namespace chancery::tests
