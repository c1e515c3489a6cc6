// What pages are drawn with: fonts, colours, states, pictures, layers and content, with the page
// objects themselves untouched.
#include "rich_letter.h"

namespace chancery::tests {
namespace {

using namespace rich;

Attack set(std::string name, int number, Dictionary entries) {
  return {"Resource" + std::move(name), "page 1",
          [number, entries = std::move(entries)](Random& random) {
            return changed(signed_letter(random), number, entries);
          }};
}

Attack put(std::string name, int number, Object object) {
  return {"Resource" + std::move(name), "page 1",
          [number, object = std::move(object)](Random& random) {
            return replaced(signed_letter(random), number, object);
          }};
}

Attacks fonts() {
  return {
      put("FontFile", kFontFile, stream("glyphs of that font", {{"Length1", 20}})),
      put("FontFileWithAnotherLength", kFontFile, stream("glyphs of this font", {{"Length1", 9}})),
      put("ToUnicode", kToUnicode, stream("beginbfchar <20> <0039> endbfchar")),
      set("Encoding", kEncoding, {{"Differences", Array{33, Name{"nine"}}}}),
      set("BaseEncoding", kEncoding, {{"BaseEncoding", Name{"MacRomanEncoding"}}}),
      put("Widths", kWidths, Array{250, 0, 500}),
      set("FirstCharacter", kFont, {{"FirstChar", 33}}),
      set("BaseFont", kFont, {{"BaseFont", Name{"Helvetica"}}}),
      set("FontSubtype", kFont, {{"Subtype", Name{"Type1"}}}),
      set("FontWithoutToUnicode", kFont, {{"ToUnicode", Object()}}),
      set("FontWithAnEncodingMore", kFont,
          {{"Encoding", Dictionary{{"BaseEncoding", Name{"WinAnsiEncoding"}}}}}),
      set("FontDescriptorWithoutAFile", kDescriptor, {{"FontFile2", Object()}}),
      set("FontDescriptorWithTwoFiles", kDescriptor, {{"FontFile3", Reference{kSpare, 0}}}),
      set("FontName", kResources,
          {{"Font", Dictionary{{"F1", Dictionary{{"Type", Name{"Font"}},
                                                 {"Subtype", Name{"Type1"}},
                                                 {"BaseFont", Name{"Symbol"}}}}}}}),
      set("FontsTakenAway", kResources, {{"Font", Object()}}),
  };
}

Attacks graphics() {
  return {
      put("ColourSpace", kColourSpace,
          Array{Name{"Separation"}, Name{"None"}, Name{"DeviceRGB"}, Reference{kTint, 0}}),
      set("TintTransform", kTint, {{"C1", Array{1, 1, 1}}}),
      set("DefaultColourSpace", kResources,
          {{"ColorSpace", Dictionary{{"CS0", Reference{kColourSpace, 0}},
                                     {"DefaultGray", Reference{kColourSpace, 0}}}}}),
      set("ColourSpacesTakenAway", kResources, {{"ColorSpace", Object()}}),
      set("StateTransparent", kState, {{"ca", 0}}),
      set("StateBlendMode", kState, {{"BM", Name{"Difference"}}}),
      set("StateWithASoftMask", kState,
          {{"SMask", Dictionary{{"S", Name{"Alpha"}}, {"G", Reference{kPicture, 0}}}}}),
      set("StateWithAFont", kState, {{"Font", Array{Reference{kFont, 0}, 0}}}),
      put("Picture", kPicture, look("0 0 10 10 re f")),
      set("PictureUnderAnotherName", kResources,
          {{"XObject",
            Dictionary{{"X0", Reference{kOverlay, 0}}, {"X1", Reference{kPicture, 0}}}}}),
      put("PictureMadeAnImage", kPicture,
          stream("x", {{"Type", Name{"XObject"}}, {"Subtype", Name{"Image"}}})),
      set("Pattern", kResources, {{"Pattern", Dictionary{{"P0", Reference{kPicture, 0}}}}}),
      set("LayerMadeAMembership", kLayer, {{"Type", Name{"OCMD"}}}),
      set("LayerUsage", kLayer,
          {{"Usage", Dictionary{{"View", Dictionary{{"ViewState", Name{"OFF"}}}}}}}),
      set("LayersOfThePageTakenAway", kResources, {{"Properties", Object()}}),
      set("ProceduresOnly", kResources, {{"ProcSet", Array{Name{"PDF"}}}}),
  };
}

Attacks contents() {
  return {
      put("ContentReplaced", kContent, stream(kPayload)),
      put("ContentEmptied", kContent, stream("")),
      put("ContentWithASpaceMore", kContent, stream("BT ET ")),
      put("ContentThatIsNull", kContent, Object()),
      put("ContentThatIsADictionary", kContent, Dictionary{}),
      put("ContentThatIsAnArray", kContent, Array{Reference{kSpare, 0}}),
      set("ContentMoved", kPage, {{"Contents", Reference{kSpare, 0}}}),
      set("ContentInAnArrayWithMore", kPage,
          {{"Contents", Array{Reference{kContent, 0}, Reference{kSpare, 0}}}}),
      set("ContentTakenAway", kPage, {{"Contents", Object()}}),
      {"ResourceContentDecodedInAnotherWay", "page 1",
       [](Random& random) {
         // The same bytes behind another filter are other content.
         const Bytes file = signed_letter(random);
         const Object content = open(file).get({kContent, 0});
         pdf::Stream other{content.stream()->dictionary, content.stream()->data};
         other.dictionary.set("Filter", Name{"ASCIIHexDecode"});
         return replaced(file, kContent, other);
       }},
      {"ResourceContentFromAFile", "page 1",
       [](Random& random) {
         const Bytes file = signed_letter(random);
         const Object content = open(file).get({kContent, 0});
         pdf::Stream other{content.stream()->dictionary, content.stream()->data};
         other.dictionary.set("F", pdf::text_string("/elsewhere"));
         return replaced(file, kContent, other);
       }},
      set("OfTheNodeAbove", kPages,
          {{"Resources", Dictionary{{"Font", Dictionary{{"F2", Reference{kFont, 0}}}}}}}),
      set("OfThePageTakenAway", kPage, {{"Resources", Object()}}),
      set("OfThePageOfItsOwn", kPage, {{"Resources", Dictionary{}}}),
      set("Thumbnail", kPage, {{"Thumb", Reference{kPicture, 0}}}),
      set("Group", kPage, {{"Group", Dictionary{{"S", Name{"Transparency"}}}}}),
      set("PieceInfo", kPage, {{"PieceInfo", Dictionary{}}}),
  };
}

}  // namespace

Attacks resource_attacks() {
  Attacks attacks = fonts();
  for (auto* more : {&graphics, &contents}) {
    for (Attack& attack : (*more)()) attacks.push_back(std::move(attack));
  }
  return attacks;
}

}  // namespace chancery::tests
