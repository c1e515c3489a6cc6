// What may be done to a signed letter (ISO 32000-1, 12.8.2; EN 319 142-1, 5.4), as programs do it.
#include "raw_update.h"

namespace chancery::tests {
namespace {

using namespace rich;

using Step = std::function<Bytes(const Bytes&)>;

Honest after(std::string name, Step step, std::size_t signatures = 1, Options options = {}) {
  return {"Permitted" + std::move(name),
          [step = std::move(step), options = std::move(options)](Random& random) {
            return step(signed_letter(random, {}, options));
          },
          signatures};
}

Honest certified(int level, std::string name, Step step, std::size_t signatures = 1) {
  return {"CertifiedP" + std::to_string(level) + std::move(name),
          [level, step = std::move(step)](Random& random) {
            return step(certified_letter(random, level));
          },
          signatures};
}

Honest locked(std::string name, Dictionary lock, Step step) {
  return {"Locked" + std::move(name),
          [lock = std::move(lock), step = std::move(step)](Random& random) {
            return step(signed_letter(random, {.more = lock}));
          }};
}

const pdf::String kOther = pdf::text_string("Boria");

Bytes filled(const Bytes& file) {
  return edited(file, [](const auto& document, auto& revision) {
    const Reference appearance = revision.allocate();
    revision.set(appearance, look("BT /F1 12 Tf (Boria) Tj ET",
                                  {{"Font", Dictionary{{"F1", Reference{kFont, 0}}}}}));
    change(document, revision, kCity,
           {{"V", kOther}, {"AP", Dictionary{{"N", appearance}}}, {"F", 4}});
  });
}

Bytes signed_second(const Bytes& file) {
  return signed_file(file, {.field = kSecond});
}

Bytes with_dss(const Bytes& file) {
  return edited(file, [](const auto& document, auto& revision) {
    const Reference certificate = revision.allocate(), vri = revision.allocate();
    revision.set(certificate, stream("DER"));
    revision.set(vri, Dictionary{{"Cert", Array{certificate}},
                                 {"TU", pdf::text_string("D:20261124000000Z")}});
    change(document, revision, kCatalog,
           {{"DSS", Dictionary{{"Certs", Array{certificate}},
                               {"VRI", Dictionary{{"ab12", vri}, {"AB13", vri}}}}},
            {"Extensions",
             Dictionary{{"ADBE", Dictionary{{"BaseVersion", Name{"1.7"}}, {"ExtensionLevel", 8}}},
                        {"ESIC", Dictionary{{"BaseVersion", Name{"1.7"}}}}}}});
  });
}

Dictionary comment(const std::string& kind, const Dictionary& more = {}) {
  Dictionary note{{"Type", Name{"Annot"}},
                  {"Subtype", Name{kind}},
                  {"Rect", Array{300, 700, 320, 720}},
                  {"Contents", pdf::text_string("seen")}};
  for (const auto& [key, value] : more.entries()) note.set(key, value);
  return note;
}

Bytes highlighted(const Bytes& file) {
  return edited(file, [](const auto& document, auto& revision) {
    const Reference state = revision.allocate(), appearance = revision.allocate(),
                    note = revision.allocate();
    revision.set(state, Dictionary{{"Type", Name{"ExtGState"}}, {"BM", Name{"Multiply"}}});
    revision.set(appearance,
                 look("/R0 gs 1 1 0 rg 0 0 99 9 re f", {{"ExtGState", Dictionary{{"R0", state}}}}));
    revision.set(note, comment("Highlight", {{"AP", Dictionary{{"N", appearance}}},
                                             {"Rect", Array{72, 690, 172, 712}}}));
    Array annotations = *dictionary_at(document, kPage).find("Annots")->template as<Array>();
    annotations.emplace_back(note);
    change(document, revision, kPage, {{"Annots", annotations}});
  });
}

/// A new field, an element of the structure for it, and its place in the parent tree.
Bytes with_tagged_signature(const Bytes& file) {
  const Bytes prepared = edited(file, [](const auto& document, auto& revision) {
    const Reference field = revision.allocate(), element = revision.allocate();
    revision.set(field, Dictionary{{"FT", Name{"Sig"}},
                                   {"T", pdf::text_string("third")},
                                   {"Type", Name{"Annot"}},
                                   {"Subtype", Name{"Widget"}},
                                   {"StructParent", 1},
                                   {"Rect", Array{0, 0, 0, 0}},
                                   {"P", Reference{kPage, 0}}});
    revision.set(element, Dictionary{{"Type", Name{"StructElem"}},
                                     {"S", Name{"Form"}},
                                     {"P", Reference{kDocumentElement, 0}},
                                     {"Alt", pdf::text_string("signature")},
                                     {"K", Dictionary{{"Type", Name{"OBJR"}}, {"Obj", field}}}});
    change(document, revision, kDocumentElement, {{"K", Array{Reference{kParagraph, 0}, element}}});
    change(document, revision, kParentTree,
           {{"Nums", Array{0, Array{Reference{kParagraph, 0}}, 1, element}}});
    change(document, revision, kStructure, {{"ParentTreeNextKey", 2}});
    Array fields = *dictionary_at(document, kForm).find("Fields")->template as<Array>();
    fields.emplace_back(field);
    change(document, revision, kForm, {{"Fields", fields}});
    Array annotations = *dictionary_at(document, kPage).find("Annots")->template as<Array>();
    annotations.emplace_back(field);
    change(document, revision, kPage, {{"Annots", annotations}});
  });
  return signed_file(prepared, {.field = newest(prepared) - 1});
}

HonestFiles fillings() {
  const auto set = [](int number, Dictionary entries) -> Step {
    return [number, entries = std::move(entries)](const Bytes& file) {
      return changed(file, number, entries);
    };
  };
  return {
      after("FieldInAGroupFilledIn", filled),
      after("FieldFilledInTwice",
            [](const Bytes& file) {
              return changed(filled(file), kCity, {{"V", pdf::text_string("Cestria")}});
            }),
      after("FieldFilledInWithItsOldAppearance", set(kSum, {{"V", kOther}})),
      after("FieldFilledInInItsOldAppearanceStream",
            [](const Bytes& file) {
              return changed(replaced(file, kSumLook, look("BT (Boria) Tj ET")), kSum,
                             {{"V", kOther}});
            }),
      after("CheckBoxSet", set(kAgree, {{"V", Name{"Yes"}}, {"AS", Name{"Yes"}}})),
      after("FieldEmptied", set(kSum, {{"V", Object()}})),
      after("FieldWithRichText", set(kSum, {{"V", kOther}, {"RV", kOther}})),
      after("FieldMadeReadOnly", set(kSum, {{"V", kOther}, {"Ff", 1}})),
      certified(2, "FieldFilledIn", filled),
      certified(3, "FieldFilledIn", filled),
      locked("OtherFieldFilledIn", field_lock("Include", {pdf::text_string("sum")}), filled),
      locked("ExceptedFieldFilledIn", field_lock("Exclude", {pdf::text_string("details.city")}),
             filled),
      locked("ExceptedGroupFilledIn", field_lock("Exclude", {pdf::text_string("details")}), filled),
      locked("NothingByALongerName", field_lock("Include", {pdf::text_string("detail")}), filled),
      locked("AllThenTimeStamped", field_lock("All", {}), [](const Bytes& file) { return file; }),
  };
}

HonestFiles signatures() {
  const auto old_look = [](const Dictionary& appearance) {
    return [appearance](Random& random) {
      return signed_file(changed(letter(random), kSecond, {{"AP", appearance}}));
    };
  };
  const Dictionary direct{{"N", Reference{kSumLook, 0}}};
  return {
      after("SecondSignature", signed_second, 2),
      after(
          "SecondSignatureInANewField",
          [](const Bytes& file) {
            return with_signature(file, Array{300, 20, 400, 60});
          },
          2),
      after(
          "SecondSignatureThatNobodySees",
          [](const Bytes& file) {
            return with_signature(file, Array{0, 0, 0, 0});
          },
          2),
      after(
          "ThreeSignatures",
          [](const Bytes& file) {
            return with_signature(signed_second(file), Array{300, 20, 400, 60});
          },
          3),
      after("SignatureOfATaggedLetter", with_tagged_signature, 2),
      certified(2, "SecondSignature", signed_second, 2),
      certified(3, "SecondSignature", signed_second, 2),
      certified(
          2, "NewSignatureThatNobodySees",
          [](const Bytes& file) {
            return with_signature(file, Array{0, 0, 0, 0});
          },
          2),
      certified(
          1, "TimeStamp", [](const Bytes& file) { return time_stamped(file); }, 2),
      certified(
          1, "TimeStampsAndEvidence",
          [](const Bytes& file) { return time_stamped(with_dss(time_stamped(with_dss(file)))); },
          3),
      {"PermittedTimeStampWithoutAType",
       [](Random& random) {
         return signed_file(certified_letter(random, 2), {.field = kSecond,
                                                          .sub_filter = "ETSI.RFC3161",
                                                          .type = "",
                                                          .value = time_stamp_over});
       },
       2},
      {"PermittedTimeStampOfAnotherType",
       [](Random& random) {
         return signed_file(signed_letter(random), {.field = kSecond,
                                                    .sub_filter = "ETSI.RFC3161",
                                                    .type = "Sig",
                                                    .value = time_stamp_over});
       },
       2},
      {"PermittedAppearanceOfAnEmptyFieldOverwritten",
       [old_look, direct](Random& random) {
         const Bytes file = old_look(direct)(random);
         return signed_file(file, {.field = kSecond}, [](const auto& document, auto& revision) {
           const Reference fresh = revision.allocate();
           revision.set(fresh, look("BT (signed) Tj ET"));
           change(document, revision, kSecond, {{"AP", Dictionary{{"N", fresh}}}});
         });
       },
       2},
      {"PermittedAppearanceOfAnEmptyFieldOfTheWrongType",
       [](Random& random) {
         const Bytes file = signed_file(changed(letter(random), kSecond, {{"AP", Array{}}}));
         return signed_file(changed(file, kSecond, {{"AP", Dictionary{{"N", Reference{kYes, 0}}}}}),
                            {.field = kSecond});
       },
       2},
      {"PermittedOneValueInTwoFields",
       [](Random& random) {
         const Edit both = [](const auto& document, auto& revision) {
           change(document, revision, kSecond, {{"V", Reference{kFree, 0}}});
         };
         return signed_file(letter(random), {}, both);
       },
       2},
      {"PermittedSignatureThatFillsAFieldToo",
       [](Random& random) {
         return signed_file(signed_letter(random), {.field = kSecond},
                            [](const auto& document, auto& revision) {
                              change(document, revision, kSum, {{"V", kOther}});
                            });
       },
       2},
  };
}

HonestFiles savings() {
  const auto set = [](int number, Dictionary entries) -> Step {
    return [number, entries = std::move(entries)](const Bytes& file) {
      return changed(file, number, entries);
    };
  };
  return {
      after("Nothing", [](const Bytes& file) { return file; }),
      after("SavedAgain",
            [](const Bytes& file) {
              return edited(file, [](const auto& document, auto& revision) {
                for (const int number : {kPage, kCatalog, kContent, kFont, kSum}) {
                  revision.set({number, 0}, document.get({number, 0}));
                }
              });
            }),
      after("ObjectThatNobodyUses",
            [](const Bytes& file) {
              return edited(file, [](const auto&, auto& revision) {
                revision.set(revision.allocate(), kOther);
              });
            }),
      after("LineEndsBehindTheEnd",
            [](const Bytes& file) {
              Bytes result = file;
              append(result, std::string_view("\r\n\n \n"));
              return result;
            }),
      after("RevisionByACrossReferenceStream",
            [](const Bytes& file) {
              RawUpdate raw(file);
              const std::size_t place = raw.text.size();
              raw.hidden(kInfo, "<</Title (Letter) /Author (Asia Division) /ModDate (D:2026)>>");
              raw.stream_section({{kInfo, 1, place, 0}});
              return raw.bytes();
            }),
      after("RevisionWithObjectsInAStream",
            [](const Bytes& file) {
              RawUpdate raw(file);
              const std::size_t place = raw.text.size();
              raw.hidden(80, RawUpdate::stream("5 0 70 20 <</Title (Letter)>> (x)   ",
                                               "/Type /ObjStm /N 2 /First 10 "));
              raw.stream_section({{kInfo, 2, 80, 0}, {70, 2, 80, 1}, {80, 1, place, 0}});
              return raw.bytes();
            }),
      after("HybridRevision",
            [](const Bytes& file) {
              RawUpdate raw(file);
              const std::size_t place = raw.text.size();
              raw.hidden(90, RawUpdate::stream(std::string("\x01\0\0\0\x10\0", 6),
                                               "/Type /XRef /W [1 4 1] /Size 100 /Index [91 1] "));
              raw.object(kInfo, "<</Title (Letter)>>");
              raw.table("/XRefStm " + std::to_string(place));
              return raw.bytes();
            }),
      after("ObjectWrittenTwice",
            [](const Bytes& file) {
              RawUpdate raw(file);
              raw.hidden(kInfo, "<</Title (Draft)>>");
              raw.object(kInfo, "<</Title (Letter)>>");
              raw.table();
              return raw.bytes();
            }),
      after("EntriesThatAreOffByAWhiteSpace",
            [](const Bytes& file) {
              RawUpdate raw(file);
              raw.object(kInfo, "<</Title (Letter)>>");
              raw.text += "\n";
              raw.object(kMetadata, RawUpdate::stream("<x/>", "/Type /Metadata "));
              for (RawUpdate::Entry& entry : raw.entries) --entry.offset;
              raw.table();
              return raw.bytes();
            }),
      after("RevisionOfAWordProcessor",
            [](const Bytes& file) {
              // An empty table, and everything in the stream beside it.
              RawUpdate raw(file);
              const std::size_t object = raw.text.size();
              raw.hidden(kInfo, "<</Title (Letter)>>");
              const std::size_t place = raw.text.size();
              std::string data = "\x01";
              for (const unsigned shift : {24U, 16U, 8U, 0U}) {
                data += static_cast<char>(object >> shift & 0xFFU);
              }
              data += '\0';
              raw.hidden(90,
                         RawUpdate::stream(data, "/Type /XRef /W [1 4 1] /Size 100 /Index [5 1] "));
              const std::size_t section = raw.text.size();
              raw.text += "xref\n0 0\n";
              raw.trailer(
                  "/XRefStm " + std::to_string(place) + " /Prev " + std::to_string(raw.previous),
                  section);
              return raw.bytes();
            }),
      after("EntryThatIsWrittenTwiceTheSame",
            [](const Bytes& file) {
              RawUpdate raw(file);
              raw.object(kInfo, "<</Title (Letter) /Author [1  2]/Title (Letter)/Author [ 1 2 ]>>");
              raw.table();
              return raw.bytes();
            }),
      after("CommentsBetweenRevisions",
            [](const Bytes& file) {
              RawUpdate raw(file);
              raw.text += "% saved by a careful program\r\n";
              raw.object(kInfo, "<</Title (Letter)>>");
              raw.table();
              return raw.bytes();
            }),
      after("MetadataWrittenAnew",
            [](const Bytes& file) {
              return replaced(file, kMetadata,
                              stream("<x:xmpmeta>saved</x:xmpmeta>",
                                     {{"Type", Name{"Metadata"}}, {"Subtype", Name{"XML"}}}));
            }),
      after("InformationWrittenAnew", set(kInfo, {{"ModDate", kOther}, {"Producer", kOther}})),
      after("LaterVersion", set(kCatalog, {{"Version", Name{"2.0"}}})),
      after("Evidence", with_dss),
      after("EvidenceTwice", [](const Bytes& file) { return with_dss(with_dss(file)); }),
      after("EvidenceThatIsLess",
            [](const Bytes& file) {
              return changed(with_dss(file), kCatalog, {{"DSS", Dictionary{{"Certs", Array{}}}}});
            }),
      after("FontsAddedToTheForm",
            set(kForm,
                {{"DR", Dictionary{{"Font", Dictionary{{"F1", Reference{kFont, 0}},
                                                       {"Helv", Dictionary{}}}},
                                   {"Encoding", Dictionary{{"PDFDocEncoding", Dictionary{}}}}}}})),
      after("FormDefaults",
            set(kForm, {{"DA", kOther}, {"NeedAppearances", true}, {"SigFlags", 3}})),
      after("FieldsInAnArrayOfTheirOwn",
            [](const Bytes& file) {
              return with_object(file, kForm, "Fields",
                                 *dictionary_at(open(file), kForm).find("Fields"));
            }),
      after("AnnotationsInAnArrayOfTheirOwn",
            [](const Bytes& file) {
              return with_object(file, kPage, "Annots",
                                 *dictionary_at(open(file), kPage).find("Annots"));
            }),
      after("FormInTheCatalog",
            [](const Bytes& file) {
              return changed(file, kCatalog, {{"AcroForm", dictionary_at(open(file), kForm)}});
            }),
      after("EntriesThatAreNull", set(kPage, {{"Rotate", Literal{"null"}}})),
      after("WholeNumbersAsReals", set(kPages, {{"Count", Literal{"2.0"}}})),
      after("FlagsOfTheSignedField", set(kFirst, {{"Ff", 1}})),
      after("ManyRevisions",
            [](const Bytes& file) {
              Bytes result = file;
              for (int i = 0; i < 30; ++i) {
                result = changed(result, kInfo, {{"ModDate", pdf::text_string(std::to_string(i))}});
              }
              return result;
            }),
      certified(1, "InformationAndMetadata",
                [](const Bytes& file) {
                  return replaced(changed(file, kInfo, {{"ModDate", kOther}}), kMetadata,
                                  stream("<x:xmpmeta/>"));
                }),
      certified(3, "Note",
                [](const Bytes& file) { return with_annotation(file, comment("Text")); }),
      certified(3, "NoteWithItsWindow",
                [](const Bytes& file) {
                  const Bytes noted = with_annotation(file, comment("Text"));
                  return with_annotation(
                      noted, comment("Popup", {{"Parent", Reference{newest(noted), 0}}}));
                }),
      certified(
          3, "NoteTakenAwayAgain",
          [](const Bytes& file) {
            const Object before = *dictionary_at(open(file), kPage).find("Annots");
            return changed(with_annotation(file, comment("Text")), kPage, {{"Annots", before}});
          }),
      certified(3, "Highlight", highlighted),
      certified(3, "Underline",
                [](const Bytes& file) { return with_annotation(file, comment("Underline")); }),
  };
}

}  // namespace

HonestFiles permitted_files() {
  HonestFiles files = fillings();
  for (auto* more : {&signatures, &savings}) {
    for (Honest& file : (*more)()) files.push_back(std::move(file));
  }
  return files;
}

}  // namespace chancery::tests
