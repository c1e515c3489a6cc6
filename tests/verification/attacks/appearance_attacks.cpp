// What a signed field, or an empty one, looks like; and overlays by annotations.
#include "rich_letter.h"

namespace chancery::tests {
namespace {

using namespace rich;

/// Signed, with an appearance that is an object of its own: the first that this revision makes.
constexpr int kLook = kFree;

Bytes with_look(Random& random) {
  const Bytes file =
      with_object(letter(random), kFirst, "AP", Object(Dictionary{{"N", Reference{kPicture, 0}}}));
  return signed_file(file, {}, [](const auto& document, auto& revision) {
    const Reference appearance = revision.allocate();
    revision.set(appearance, look("BT (Ada Quist) Tj ET"));
    change(document, revision, kLook, {{"N", appearance}});
  });
}

Attack after(std::string name, std::string told, std::function<Bytes(const Bytes&)> change) {
  return {"Appearance" + std::move(name), std::move(told),
          [change = std::move(change)](Random& random) { return change(with_look(random)); }};
}

Attack overlay(std::string name, const std::string& subtype, const Dictionary& more = {}) {
  return {"Overlay" + std::move(name), "(" + subtype + ")", [=](Random& random) {
            Dictionary note{{"Type", Name{"Annot"}},
                            {"Subtype", Name{subtype}},
                            {"Rect", Array{0, 0, 596, 842}}};
            for (const auto& [key, value] : more.entries()) note.set(key, value);
            return with_annotation(signed_letter(random), note);
          }};
}

int stream_of_look(const Bytes& file) {
  return dictionary_at(open(file), kLook).find("N")->as<Reference>()->number;
}

}  // namespace

Attacks appearance_attacks() {
  return {
      after("OfTheSignatureReplaced", "signature-1",
            [](const Bytes& file) {
              return with_object(file, kFirst, "AP", Object(Dictionary{{"N", Reference{kYes, 0}}}));
            }),
      after("StreamOfTheSignatureReplaced", "signature-1",
            [](const Bytes& file) {
              return replaced(file, stream_of_look(file), look("BT (Mallory) Tj ET"));
            }),
      after("StreamOfTheSignatureLeadsElsewhere", "signature-1",
            [](const Bytes& file) {
              return changed(file, kLook, {{"N", Reference{kYes, 0}}});
            }),
      after("OfTheSignatureWithStates", "signature-1",
            [](const Bytes& file) {
              return changed(file, kLook, {{"N", Dictionary{{"On", Reference{kYes, 0}}}}});
            }),
      after("OfTheSignatureForTheMouse", "signature-1",
            [](const Bytes& file) {
              return changed(file, kLook, {{"D", Reference{kYes, 0}}, {"R", Reference{kYes, 0}}});
            }),
      after("OfTheSignatureTakenAway", "signature-1",
            [](const Bytes& file) {
              return changed(file, kFirst, {{"AP", Object()}});
            }),
      after("StateOfTheSignature", "signature-1",
            [](const Bytes& file) {
              return changed(file, kFirst, {{"AS", Name{"Off"}}});
            }),
      after("OfTheSignatureHidden", "signature-1",
            [](const Bytes& file) {
              return changed(file, kFirst, {{"F", 2}});
            }),
      after("OfTheSignatureMoved", "signature-1",
            [](const Bytes& file) {
              return changed(file, kFirst, {{"Rect", Array{72, 690, 300, 760}}});
            }),
      after("BoxOfTheSignature", "signature-1",
            [](const Bytes& file) {
              return changed(file, kFirst, {{"MK", Dictionary{{"BG", Array{1, 1, 1}}}}});
            }),
      after("OfTheSignatureTakenOffThePage", "removed",
            [](const Bytes& file) {
              return changed(file, kPage, {{"Annots", Array{Reference{kSecond, 0}}}});
            }),
      after(
          "OfAnEmptyField", "signature-2",
          [](const Bytes& file) {
            return with_object(file, kSecond, "AP", Object(Dictionary{{"N", Reference{kYes, 0}}}));
          }),
      after("OfALinkAdded", "13 0",
            [](const Bytes& file) {
              return with_object(file, kLink, "AP", Object(Dictionary{{"N", Reference{kYes, 0}}}));
            }),
      after("OfAnAnnotationHidden", "42 0",
            [](const Bytes& file) {
              return changed(file, kNote, {{"F", 2}});
            }),
      after("StateOfAnAnnotation", "42 0",
            [](const Bytes& file) {
              return changed(file, kNote, {{"AS", Name{"On"}}});
            }),
      after("OrderOfAnnotations", "order",
            [](const Bytes& file) {
              Array annotations = *dictionary_at(open(file), kPage).find("Annots")->as<Array>();
              std::reverse(annotations.begin(), annotations.end());
              return changed(file, kPage, {{"Annots", annotations}});
            }),
      after("OfAnAnnotationShownTwice", "annotation",
            [](const Bytes& file) {
              Array annotations = *dictionary_at(open(file), kPage).find("Annots")->as<Array>();
              annotations.push_back(annotations.back());
              return changed(file, kPage, {{"Annots", annotations}});
            }),
      after("OfTheSignatureOnAnotherPage", "page 2",
            [](const Bytes& file) {
              return changed(file, kSecondPage, {{"Annots", Array{Reference{kFirst, 0}}}});
            }),
      overlay("ByFreeText", "FreeText", {{"Contents", pdf::text_string("Pay 900")}}),
      overlay("ByAStamp", "Stamp"),
      overlay("ByASquare", "Square", {{"IC", Array{1, 1, 1}}}),
      overlay("ByANote", "Text"),
      overlay("ByAPopup", "Popup"),
      overlay("ByALink", "Link", {{"A", Dictionary{{"S", Name{"URI"}}}}}),
      overlay("ByARedaction", "Redact"),
      overlay("ByAWatermark", "Watermark"),
      overlay("ByAWidgetOfNoField", "Widget"),
      overlay("ByAWidgetOfTheSignature", "Widget", {{"Parent", Reference{kFirst, 0}}}),
      {"OverlayByAnAnnotationWithoutAType", "no type",
       [](Random& random) {
         return with_annotation(signed_letter(random), {{"Rect", Array{0, 0, 596, 842}}});
       }},
  };
}

}  // namespace chancery::tests
