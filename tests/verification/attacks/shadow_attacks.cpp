// Shadow attacks: who prepares the document puts two contents into it before anybody signs, and
// afterwards changes only which of them is seen.
#include "raw_update.h"

namespace chancery::tests {
namespace {

using namespace rich;

Attack after_signing(std::string name, std::string told,
                     std::function<Bytes(const Bytes&)> change) {
  return {"Shadow" + std::move(name), std::move(told),
          [change = std::move(change)](Random& random) { return change(signed_letter(random)); }};
}

Attack by_entries(std::string name, std::string told, int number, Dictionary entries) {
  return after_signing(std::move(name), std::move(told),
                       [number, entries = std::move(entries)](const Bytes& file) {
                         return changed(file, number, entries);
                       });
}

/// Both contents are signed, under one number; the signed table knows the first.
Bytes with_two_of_one_number(Random& random, bool in_a_table) {
  RawUpdate base(letter(random));
  const std::size_t second = base.text.size();
  base.hidden(kContent, RawUpdate::stream(kPayload));
  base.object(70, "(nothing)");
  base.table();
  RawUpdate raw(signed_file(base.bytes()));
  if (in_a_table) {
    raw.entries.push_back({kContent, 0, second});
    raw.table();
  } else {
    raw.stream_section({{kContent, 1, second, 0}});
  }
  return raw.bytes();
}

/// A second, signed section that only a new startxref leads to.
Bytes with_two_sections(Random& random) {
  RawUpdate base(letter(random));
  const std::size_t first = base.previous;
  base.object(kContent, RawUpdate::stream(kPayload));
  const std::size_t evil_section = base.table();
  // What is signed ends in a section that goes on from the first, past the other one.
  RawUpdate honest(base.bytes());
  honest.previous = first;
  honest.object(70, "(nothing)");
  honest.table();
  RawUpdate raw(signed_file(honest.bytes()));
  raw.ending(evil_section);
  return raw.bytes();
}

}  // namespace

Attacks shadow_attacks() {
  return {
      // Hide.
      by_entries("HideByAnOverlayThatIsTakenAway", "page 1", kResources,
                 {{"XObject", Dictionary{{"X0", Reference{kPicture, 0}}}}}),
      after_signing("HideByFreeingTheOverlay", "page 1",
                    [](const Bytes& file) {
                      RawUpdate raw(file);
                      raw.entries.push_back({kOverlay, 1, 0, 'f'});
                      raw.table();
                      return raw.bytes();
                    }),
      after_signing("HideByEmptyingAPicture", "page 1",
                    [](const Bytes& file) { return replaced(file, kPicture, look("")); }),
      after_signing(
          "HideByAnOverlayThatIsFilledIn", "page 1",
          [](const Bytes& file) { return replaced(file, kOverlay, look("1 g 0 0 600 850 re f")); }),
      by_entries("HideByALayer", "OCProperties", kLayers,
                 {{"D", Dictionary{{"OFF", Array{Reference{kLayer, 0}}}}}}),
      after_signing("HideByABoxOfNoSize", "page 1",
                    [](const Bytes& file) {
                      return replaced(file, kPicture,
                                      stream("0 0 50 50 re f", {{"Type", Name{"XObject"}},
                                                                {"Subtype", Name{"Form"}},
                                                                {"BBox", Array{0, 0, 0, 0}}}));
                    }),
      // Replace.
      after_signing(
          "ReplaceByAFont", "page 1",
          [](const Bytes& file) { return replaced(file, kFontFile, stream("other glyphs")); }),
      by_entries("ReplaceByAnEncoding", "page 1", kEncoding,
                 {{"Differences", Array{33, Name{"nine"}}}}),
      after_signing("ReplaceByAFieldThatCovers", "sum",
                    [](const Bytes& file) {
                      return changed(file, kSum, {{"Rect", Array{0, 0, 600, 850}}});
                    }),
      by_entries("ReplaceByAContentThatWasSpare", "page 1", kPage,
                 {{"Contents", Reference{kSpare, 0}}}),
      by_entries("ReplaceByAddingTheSpareContent", "page 1", kPage,
                 {{"Contents", Array{Reference{kContent, 0}, Reference{kSpare, 0}}}}),
      by_entries("ReplaceByTheOtherPagesContent", "page 1", kPage,
                 {{"Contents", Reference{kSecondContent, 0}}}),
      // Hide and replace.
      by_entries("HideAndReplaceByOtherPages", "number of pages", kCatalog,
                 {{"Pages", Reference{kSparePages, 0}}}),
      after_signing("HideAndReplaceByAnotherRoot", "",
                    [](const Bytes& file) {
                      RawUpdate raw(file);
                      const std::size_t place = raw.text.size();
                      raw.text +=
                          "xref\n0 1\n0000000000 65535 f \ntrailer\n<</Size 100 /Root 43 0 "
                          "R /Prev " +
                          std::to_string(raw.previous) + ">>\n";
                      raw.ending(place);
                      return raw.bytes();
                    }),
      {"ShadowHideAndReplaceByTwoObjectsOfOneNumber", "page 1",
       [](Random& random) { return with_two_of_one_number(random, true); }},
      {"ShadowHideAndReplaceByTwoObjectsOfOneNumberInAStream", "page 1",
       [](Random& random) { return with_two_of_one_number(random, false); }},
      {"ShadowHideAndReplaceByTwoSections", "", with_two_sections},
      by_entries(
          "HideAndReplaceByNames", "Names", kNames,
          {{"Dests", Dictionary{{"Names", Array{pdf::text_string("terms"),
                                                Array{Reference{kPage, 0}, Name{"Fit"}}}}}}}),
  };
}

}  // namespace chancery::tests
