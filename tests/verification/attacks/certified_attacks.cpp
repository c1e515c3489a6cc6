// Evil annotations and sneaky signatures: what a certifying signature allows is used to cover or
// replace what it certified (ISO 32000-1, 12.8.2.2).
#include "raw_update.h"

namespace chancery::tests {
namespace {

using namespace rich;

const Array kWholePage{0, 0, 596, 842};

Dictionary annotation(const std::string& subtype, const Dictionary& more = {}) {
  Dictionary dictionary{{"Type", Name{"Annot"}},
                        {"Subtype", Name{subtype}},
                        {"Rect", Array{72, 690, 300, 712}},
                        {"F", 4}};
  for (const auto& [key, value] : more.entries()) dictionary.set(key, value);
  return dictionary;
}

Attack added(int level, const std::string& name, const std::string& subtype,
             const Dictionary& more = {}) {
  return {"CertifiedP" + std::to_string(level) + name, "(" + subtype + ")", [=](Random& random) {
            return with_annotation(certified_letter(random, level), annotation(subtype, more));
          }};
}

/// An annotation whose appearance is drawn by `data`.
Attack drawn(const std::string& name, const std::string& subtype, const std::string& data,
             const Dictionary& resources) {
  return {"CertifiedP3" + name, "(" + subtype + ")", [=](Random& random) {
            return edited(certified_letter(random, 3), [&](const auto& document, auto& revision) {
              const Reference appearance = revision.allocate(), note = revision.allocate();
              revision.set(appearance, look(data, resources));
              revision.set(note, annotation(subtype, {{"AP", Dictionary{{"N", appearance}}}}));
              Array annotations =
                  *dictionary_at(document, kPage).find("Annots")->template as<Array>();
              annotations.emplace_back(note);
              change(document, revision, kPage, {{"Annots", annotations}});
            });
          }};
}

Attack after(int level, const std::string& name, const std::string& told,
             const std::function<Bytes(const Bytes&)>& change, const Options& options = {}) {
  return {"CertifiedP" + std::to_string(level) + name, told,
          [=](Random& random) { return change(certified_letter(random, level, options)); }};
}

const Dictionary kFonts{{"Font", Dictionary{{"F1", Reference{kFont, 0}}}}};

Attacks evil_annotations() {
  Attacks attacks{
      added(1, "TextNote", "Text"),
      added(1, "FreeText", "FreeText"),
      added(2, "TextNote", "Text"),
      added(2, "FreeText", "FreeText", {{"Contents", pdf::text_string("Pay 900 to Mallory")}}),
      added(2, "Stamp", "Stamp"),
      added(2, "Link", "Link", {{"A", Dictionary{{"S", Name{"URI"}}}}}),
      drawn("TextThatShowsText", "Text", kPayload, kFonts),
      drawn("HighlightThatShowsText", "Highlight", kPayload, kFonts),
      drawn("UnderlineThatShowsAPicture", "Underline", "/X2 Do",
            {{"XObject", Dictionary{{"X2", Reference{kImage, 0}}}}}),
      drawn("HighlightWithAPattern", "Highlight", "/Pattern cs /P0 scn 0 0 500 500 re f",
            {{"Pattern", Dictionary{{"P0", Dictionary{{"PatternType", 2}}}}}}),
      added(3, "TextAsLargeAsThePage", "Text", {{"Rect", kWholePage}}),
  };
  for (const char* subtype :
       {"FreeText", "Redact",    "Stamp",   "Square",         "Circle", "Polygon", "Line",
        "Ink",      "Watermark", "Screen",  "FileAttachment", "Widget", "Link",    "Movie",
        "3D",       "RichMedia", "TrapNet", "PrinterMark",    "Caret",  "Unheard"}) {
    attacks.push_back(added(3, subtype, subtype));
  }
  attacks.push_back(
      added(3, "TextWithAnAction", "Text", {{"A", Dictionary{{"S", Name{"JavaScript"}}}}}));
  attacks.push_back(after(3, "AnAnnotationThatIsAStream", "annotation", [](const Bytes& file) {
    const Object note(pdf::Stream{annotation("FreeText"), {}});
    return edited(file, [&](const auto& document, auto& revision) {
      const Reference reference = revision.allocate();
      revision.set(reference, note);
      Array annotations = *dictionary_at(document, kPage).find("Annots")->template as<Array>();
      annotations.emplace_back(reference);
      change(document, revision, kPage, {{"Annots", annotations}});
    });
  }));
  attacks.push_back(after(3, "ATextTakenAway", "removed", [](const Bytes& file) {
    Array annotations = *dictionary_at(open(file), kPage).find("Annots")->as<Array>();
    annotations.pop_back();
    return changed(file, kPage, {{"Annots", annotations}});
  }));
  attacks.push_back(after(3, "ALinkMadeAnotherKind", "13 0", [](const Bytes& file) {
    return changed(file, kLink, {{"Subtype", Name{"FreeText"}}});
  }));
  attacks.push_back(after(3, "ALinkThatLeadsElsewhere", "13 0", [](const Bytes& file) {
    return changed(
        file, kLink,
        {{"A", Dictionary{{"S", Name{"URI"}}, {"URI", pdf::text_string("https://evil/")}}}});
  }));
  attacks.push_back(after(3, "ATextOfAnAnnotationChanged", "42 0", [](const Bytes& file) {
    return changed(file, kNote, {{"Contents", pdf::text_string("not paid")}});
  }));
  attacks.push_back(after(2, "AnAnnotationMoved", "42 0", [](const Bytes& file) {
    return changed(file, kNote, {{"Rect", kWholePage}});
  }));
  attacks.push_back(after(2, "AnnotationsTakenAway", "removed", [](const Bytes& file) {
    return changed(file, kPage, {{"Annots", Array{Reference{kFirst, 0}}}});
  }));
  return attacks;
}

Attacks sneaky_signatures() {
  return {
      after(1, "ASecondSignature", "signature-2",
            [](const Bytes& file) { return signed_file(file, {.field = kSecond}); }),
      after(1, "AFormFieldFilledIn", "sum",
            [](const Bytes& file) {
              return changed(file, kSum, {{"V", pdf::text_string("900")}});
            }),
      after(1, "AnEmptyRevisionThatAddsAnEmptyField", "third",
            [](const Bytes& file) {
              return with_field(file, {{"FT", Name{"Sig"}},
                                       {"T", pdf::text_string("third")},
                                       {"Subtype", Name{"Widget"}},
                                       {"Rect", Array{0, 0, 100, 100}}});
            }),
      after(2, "ANewSignatureThatCovers", "third",
            [](const Bytes& file) { return with_signature(file, kWholePage); }),
      after(3, "ANewSignatureThatCovers", "third",
            [](const Bytes& file) { return with_signature(file, kWholePage); }),
      after(2, "ANewSignatureWithARectangleOfFive", "third",
            [](const Bytes& file) {
              return with_signature(file, Array{0, 0, 596, 842, 0});
            }),
      after(2, "ANewSignatureWithAReversedRectangle", "third",
            [](const Bytes& file) {
              return with_signature(file, Array{596, 842, 0, 0});
            }),
      after(2, "ANewSignatureWithAnOddRectangle", "third",
            [](const Bytes& file) {
              return with_signature(file, Array{0, 0, Name{"596"}, pdf::text_string("842")});
            }),
      after(2, "ANewSignatureWithWidgetsBelow", "third",
            [](const Bytes& file) {
              const Bytes with_widget = edited(file, [](const auto&, auto& revision) {
                revision.set(revision.allocate(), Dictionary{{"Type", Name{"Annot"}},
                                                             {"Subtype", Name{"Widget"}},
                                                             {"Rect", Array{0, 0, 596, 842}}});
              });
              return with_signature(with_widget, Array{0, 0, 0, 0},
                                    {{"Kids", Array{Reference{newest(with_widget), 0}}}});
            }),
      after(2, "ANewSignatureWithADirectWidget", "third",
            [](const Bytes& file) {
              return with_signature(file, Array{0, 0, 0, 0},
                                    {{"Kids", Array{Dictionary{{"Subtype", Name{"Widget"}},
                                                               {"Rect", Array{0, 0, 596, 842}}}}}});
            }),
      after(2, "ANewSignatureWithActions", "third",
            [](const Bytes& file) {
              return with_signature(file, Array{0, 0, 0, 0},
                                    {{"AA", Dictionary{{"E", Dictionary{}}}}});
            }),
      after(2, "ANewFieldWithAnAppearance", "third",
            [](const Bytes& file) {
              return with_field(file, {{"FT", Name{"Sig"}},
                                       {"T", pdf::text_string("third")},
                                       {"Subtype", Name{"Widget"}},
                                       {"Rect", Array{0, 0, 0, 0}},
                                       {"AP", Dictionary{{"N", Reference{kPicture, 0}}}}});
            }),
      after(
          2, "AnEmptyFieldMadeLarge", "signature-2",
          [](const Bytes& file) {
            return signed_file(changed(file, kSecond, {{"Rect", kWholePage}}), {.field = kSecond});
          }),
      after(2, "AnEmptyFieldMadeLargeWhileItIsSigned", "signature-2",
            [](const Bytes& file) {
              return signed_file(file, {.field = kSecond},
                                 [](const auto& document, auto& revision) {
                                   change(document, revision, kPage, {{"Rotate", 90}});
                                 });
            }),
  };
}

Attacks loosened() {
  return {
      after(1, "PermissionsTakenAway", "Perms",
            [](const Bytes& file) {
              return changed(file, kCatalog, {{"Perms", Object()}});
            }),
      after(1, "PermissionsOfUsageRights", "Perms",
            [](const Bytes& file) {
              return changed(file, kCatalog, {{"Perms", Dictionary{{"UR3", Reference{kFree, 0}}}}});
            }),
      after(1, "PermissionsLoosened", "byte-range-gap",
            [](const Bytes& file) {
              return changed(changed(file, kFree, certification(3)), kSum,
                             {{"V", pdf::text_string("900")}});
            }),
      after(1, "PermissionsLoosenedByASecondCertification", "",
            [](const Bytes& file) {
              return changed(signed_file(file, {.field = kSecond, .more = certification(3)}), kSum,
                             {{"V", pdf::text_string("900")}});
            }),
      after(1, "ReferenceTakenAway", "byte-range-gap",
            [](const Bytes& file) {
              return changed(changed(file, kFree, {{"Reference", Object()}}), kSum,
                             {{"V", pdf::text_string("900")}});
            }),
      after(2, "LockOfTheFieldTakenAway", "",
            [](const Bytes& file) {
              return changed(changed(file, kFirst, {{"Lock", Object()}}), kSum,
                             {{"V", pdf::text_string("900")}});
            },
            {.more_in_first_field = "/Lock <</Type /SigFieldLock /Action /All>>"}),
  };
}

}  // namespace

Attacks certified_attacks() {
  Attacks attacks = evil_annotations();
  for (Attack& attack : sneaky_signatures()) attacks.push_back(std::move(attack));
  for (Attack& attack : loosened()) attacks.push_back(std::move(attack));
  return attacks;
}

}  // namespace chancery::tests
