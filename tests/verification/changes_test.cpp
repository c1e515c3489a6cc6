// What may be done to a document after it was signed, and what may not (ISO 32000-1, 12.8.2).
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "signed_file.h"

namespace chancery::tests {
namespace {

using ::testing::SizeIs;
using verification::Changes;
using verification::Report;

Changes changes(const Bytes& file) {
  const Report report = verified(file);
  EXPECT_TRUE(report.readable) << report.unreadable_reason;
  if (report.signatures.empty()) return Changes::kNotPermitted;
  EXPECT_EQ(report.signatures[0].integrity, verification::Integrity::kIntact);
  return report.signatures[0].changes;
}

#define EXPECT_PERMITTED(file) EXPECT_EQ(changes(file), Changes::kPermitted) << told(file)
#define EXPECT_FORBIDDEN(file) EXPECT_EQ(changes(file), Changes::kNotPermitted) << told(file)

/// A letter with a text field 10 in a group 9, both made before anybody signs.
Bytes form_letter(const Dictionary& field_more = {}) {
  return edited(letter_pdf(), [&](const pdf::Document& document, pdf::Revision& revision) {
    const Reference group = revision.allocate(), field = revision.allocate();
    revision.set(group, Dictionary{{"T", pdf::text_string("details")}, {"Kids", Array{field}}});
    Dictionary text{{"FT", Name{"Tx"}},
                    {"T", pdf::text_string("city")},
                    {"Type", Name{"Annot"}},
                    {"Subtype", Name{"Widget"}},
                    {"Rect", Array{72, 300, 172, 320}},
                    {"P", Reference{3, 0}},
                    {"Parent", group}};
    for (const auto& [key, value] : field_more.entries()) text.set(key, value);
    revision.set(field, text);
    change(document, revision, 6,
           {{"Fields", Array{Reference{7, 0}, Reference{8, 0}, group}},
            {"DR",
             Dictionary{{"Font", Dictionary{{"F1", Dictionary{{"BaseFont", Name{"Times"}}}}}}}}});
    change(document, revision, 3, {{"Annots", Array{Reference{7, 0}, Reference{8, 0}, field}}});
  });
}

Object stream(std::string_view data, const Dictionary& entries = {}) {
  return Object(pdf::Stream{entries, pdf::sample::bytes(data)});
}

/// Adds an object and sets an entry that refers to it.
Bytes with_object(const Bytes& file, int number, const std::string& key, const Object& object) {
  return edited(file, [&](const pdf::Document& document, pdf::Revision& revision) {
    const Reference reference = revision.allocate();
    revision.set(reference, object);
    change(document, revision, number, {{key, reference}});
  });
}

const pdf::String kText = pdf::text_string("other");

/// The reference dictionary of a certifying signature.
Dictionary certification(int level) {
  return {{"Reference",
           Array{Dictionary{{"Type", Name{"SigRef"}},
                            {"TransformMethod", Name{"DocMDP"}},
                            {"TransformParams", Dictionary{{"Type", Name{"TransformParams"}},
                                                           {"P", level},
                                                           {"V", Name{"1.2"}}}}}}}};
}

Dictionary field_lock(const std::string& action, const Array& fields) {
  return {{"Reference", Array{Dictionary{{"TransformMethod", Name{"FieldMDP"}},
                                         {"TransformParams", Dictionary{{"Action", Name{action}},
                                                                        {"Fields", fields}}}}}}};
}

/// A new visible signature field with a signature in it.
Bytes with_new_signature(const Bytes& file) {
  const Bytes with_field =
      edited(file, [&](const pdf::Document& document, pdf::Revision& revision) {
        const Reference field = revision.allocate();
        revision.set(field, Dictionary{{"FT", Name{"Sig"}},
                                       {"T", pdf::text_string("third")},
                                       {"Type", Name{"Annot"}},
                                       {"Subtype", Name{"Widget"}},
                                       {"Rect", Array{0, 0, 500, 500}},
                                       {"P", Reference{3, 0}}});
        Array fields = *dictionary_at(document, 6).find("Fields")->as<Array>();
        fields.emplace_back(field);
        change(document, revision, 6, {{"Fields", fields}});
        Array annotations = *dictionary_at(document, 3).find("Annots")->as<Array>();
        annotations.emplace_back(field);
        change(document, revision, 3, {{"Annots", annotations}});
      });
  return signed_file(with_field, {.field = open(with_field).objects().back().number});
}

TEST(Permitted, SavingWithoutAChange) {
  const Bytes file = signed_file(letter_pdf());
  EXPECT_EQ(changes(edited(file,
                           [](const auto& document, auto& revision) {
                             revision.set({3, 0}, document.get({3, 0}));
                           })),
            Changes::kNone);
}

TEST(Permitted, SigningTheOtherField) {
  const Bytes file = signed_file(signed_file(letter_pdf()), {.field = 8});
  EXPECT_PERMITTED(file);
  EXPECT_THAT(verified(file).signatures, SizeIs(2));
}

// Each change is told with the object, the revision that wrote it, and its kind.
TEST(Changes, AreToldWithTheirRevision) {
  const Bytes file = time_stamped(signed_file(letter_pdf()));
  const Bytes last = changed(file, 3, {{"Rotate", 90}});
  const Report report = verified(last);
  std::vector<std::string> told;
  for (const auto& change : report.signatures.at(0).later_changes) {
    told.push_back(change.object + " in " + std::to_string(change.revision));
    if (change.object == "3 0") {
      EXPECT_EQ(change.kind, verification::Change::Kind::kPageContent);
      EXPECT_EQ(change.page, "page 1");
    } else {
      EXPECT_EQ(change.kind, verification::Change::Kind::kTimeStamp);
    }
  }
  EXPECT_THAT(told,
              ::testing::UnorderedElementsAre(
                  std::to_string(open(file).objects().back().number) + " 0 in 3", "3 0 in 4"));
  // The time-stamp saw all but the last.
  EXPECT_THAT(report.signatures.at(1).later_changes, SizeIs(1));
}

TEST(Permitted, TimeStampsAndEvidence) {
  const Bytes file = time_stamped(signed_file(letter_pdf(), {.more = certification(1)}));
  EXPECT_PERMITTED(file);
  EXPECT_PERMITTED(edited(file, [](const auto& document, auto& revision) {
    const Reference certificate = revision.allocate();
    revision.set(certificate, stream("DER"));
    change(document, revision, 1,
           {{"DSS", Dictionary{{"Certs", Array{certificate}}}},
            {"Extensions", Dictionary{{"ESIC", Dictionary{{"BaseVersion", Name{"1.7"}}}}}},
            {"Version", Name{"2.0"}}});
  }));
}

TEST(Permitted, MetadataWhoeverAddsEvidenceWritesAnew) {
  const Bytes file = signed_file(letter_pdf(), {.more = certification(1)});
  EXPECT_PERMITTED(with_object(file, 1, "Metadata", stream("<x/>")));
  EXPECT_FORBIDDEN(with_object(file, 1, "Metadata", Object(Dictionary{})));
}

TEST(Permitted, FillingInWithANewAppearanceOrAChangedOne) {
  const Bytes base = with_object(form_letter(), 10, "AP", Object(Dictionary{}));
  const Bytes file = signed_file(edited(base, [](const auto& document, auto& revision) {
    const Reference look = revision.allocate();
    revision.set(look, stream("old"));
    change(document, revision, 10, {{"AP", Dictionary{{"N", look}}}});
  }));
  const Object look =
      *dictionary_at(open(file), 10).find("AP")->template as<Dictionary>()->find("N");
  EXPECT_PERMITTED(edited(file, [&](const auto& document, auto& revision) {
    const Reference fresh = revision.allocate();
    revision.set(fresh, stream("new"));
    change(document, revision, 10,
           {{"V", kText}, {"AP", Dictionary{{"N", fresh}}}, {"Ff", 1}, {"F", 4}});
  }));
  EXPECT_PERMITTED(edited(file, [&](const auto& document, auto& revision) {
    revision.set(*look.as<Reference>(), stream("new"));
    change(document, revision, 10, {{"V", kText}});
  }));
}

// Other programs write 0.0 for 0, and null for nothing (7.3.3, 7.3.7).
TEST(Permitted, WritingTheSameValuesDifferently) {
  const Bytes file = signed_file(letter_pdf());
  const std::string previous = std::to_string(open(file).startxref());
  pdf::sample::File again;
  again.text = std::string(text_of(file));
  again.object(2, "<</Type /Pages /Kids [3 0 R] /Count 1.0 /Rotate null>>");
  again.table("/Root 1 0 R /Prev " + previous, 20);
  EXPECT_EQ(changes(pdf::sample::bytes(again.text)), Changes::kNone);
}

TEST(Permitted, FlagsSetAnewInASignedField) {
  EXPECT_NE(changes(changed(signed_file(letter_pdf()), 7, {{"Ff", 1}})), Changes::kNotPermitted);
}

TEST(Permitted, ANewSignatureFieldWhereNobodyCertified) {
  EXPECT_PERMITTED(with_new_signature(signed_file(letter_pdf())));
}

// Otherwise a new signature's appearance could cover what was certified (12.8.2.2, table 254).
TEST(Forbidden, ANewVisibleSignatureFieldInACertifiedDocument) {
  EXPECT_FORBIDDEN(with_new_signature(signed_file(letter_pdf(), {.more = certification(2)})));
}

TEST(Forbidden, ChangesOfWhatIsSeen) {
  const Bytes file = signed_file(letter_pdf());
  const auto set = [&](const Object& content) {
    return edited(file, [&](const auto&, auto& revision) { revision.set({4, 0}, content); });
  };
  EXPECT_FORBIDDEN(set(stream("0 0 20 20 re f")));
  EXPECT_FORBIDDEN(with_object(file, 3, "Contents", stream("0 0 20 20 re f")));
  EXPECT_FORBIDDEN(changed(file, 3, {{"MediaBox", Array{0, 0, 100, 100}}}));
  EXPECT_FORBIDDEN(changed(file, 3, {{"Rotate", 90}}));
  EXPECT_FORBIDDEN(changed(file, 2, {{"Kids", Array{Reference{3, 0}, Reference{3, 0}}}}));
  EXPECT_FORBIDDEN(with_object(file, 1, "OpenAction", Object(Dictionary{{"S", Name{"URI"}}})));
}

TEST(Forbidden, InheritedAttributesThatChangeAPage) {
  const Bytes file = signed_file(letter_pdf());
  EXPECT_FORBIDDEN(changed(file, 2, {{"Rotate", 90}}));
}

// 7.7.3.2 wants pages to be objects of their own; some files have direct ones.
TEST(Forbidden, ChangesOfAPageThatIsNoObjectOfItsOwn) {
  const auto with_kid = [](const Bytes& file, int rotate) {
    return changed(
        file, 2,
        {{"Kids", Array{Reference{3, 0}, Dictionary{{"Type", Name{"Page"}}, {"Rotate", rotate}}}}});
  };
  EXPECT_FORBIDDEN(with_kid(signed_file(with_kid(letter_pdf(), 0)), 90));
}

TEST(Forbidden, AnotherPage) {
  EXPECT_FORBIDDEN(edited(signed_file(letter_pdf()), [](const auto& document, auto& revision) {
    const Reference page = revision.allocate();
    revision.set(page, dictionary_at(document, 3));
    change(document, revision, 2, {{"Kids", Array{Reference{3, 0}, page}}, {"Count", 2}});
  }));
}

TEST(Forbidden, AnotherCatalog) {
  const Bytes file = signed_file(letter_pdf());
  const std::string previous = std::to_string(open(file).startxref());
  const auto with_root = [&](const std::string& pages) {
    return with_text(
        file, "50 0 obj\n<</Type /Catalog /Pages " + pages +
                  " /AcroForm 6 0 R>>\nendobj\nxref\n50 1\n" +
                  [&] {
                    std::string offset = std::to_string(file.size());
                    return std::string(10 - offset.size(), '0') + offset;
                  }() +
                  " 00000 n \ntrailer\n<</Size 51 /Root 50 0 R /Prev " + previous +
                  ">>\nstartxref\n%X\n%%EOF\n");
  };
  EXPECT_FORBIDDEN(with_root("2 0 R"));  // the private data of the letter is gone
  EXPECT_FORBIDDEN(with_root("3 0 R"));
}

TEST(Forbidden, AnnotationsUnlessCertifiedForThem) {
  const auto annotate = [](const Bytes& file, const std::string& kind = "Text") {
    return edited(file, [&](const auto& document, auto& revision) {
      const Reference note = revision.allocate();
      revision.set(note, Dictionary{{"Type", Name{"Annot"}},
                                    {"Subtype", Name{kind}},
                                    {"Rect", Array{0, 0, 20, 20}}});
      change(document, revision, 3, {{"Annots", Array{Reference{7, 0}, Reference{8, 0}, note}}});
    });
  };
  EXPECT_FORBIDDEN(annotate(signed_file(letter_pdf())));
  EXPECT_FORBIDDEN(annotate(signed_file(letter_pdf(), {.more = certification(2)})));
  const Bytes open_to_comments = signed_file(letter_pdf(), {.more = certification(3)});
  EXPECT_PERMITTED(annotate(open_to_comments));
  // One that is seen as part of the page, though annotations are allowed.
  EXPECT_FORBIDDEN(annotate(open_to_comments, "FreeText"));
  EXPECT_FORBIDDEN(changed(signed_file(letter_pdf()), 3, {{"Annots", Array{Reference{7, 0}}}}));
}

TEST(Forbidden, ANewSignatureFieldWithActions) {
  const Bytes file = with_new_signature(signed_file(letter_pdf()));
  const pdf::Document document = open(file);
  const Array fields = *dictionary_at(document, 6).find("Fields")->as<Array>();
  EXPECT_FORBIDDEN(changed(file, fields.back().as<Reference>()->number,
                           {{"AA", Dictionary{{"E", Dictionary{{"S", Name{"JavaScript"}}}}}}}));
}

TEST(Forbidden, TamperingWithSignatures) {
  const Bytes file = signed_file(signed_file(letter_pdf()), {.field = 8});
  // Taking one away breaks the other, which covers it.
  EXPECT_TRUE(altered(changed(file, 7, {{"V", Object()}})));
  EXPECT_TRUE(altered(changed(file, 6, {{"Fields", Array{Reference{8, 0}}}})));
  const Bytes one = signed_file(letter_pdf());
  const int signature = dictionary_at(open(one), 7).find("V")->as<Reference>()->number;
  EXPECT_TRUE(altered(changed(one, signature, {{"Reason", kText}})));
  EXPECT_FORBIDDEN(changed(one, 7, {{"Rect", Array{0, 0, 500, 500}}}));
  EXPECT_FORBIDDEN(with_object(one, 7, "AP", Object(Dictionary{})));
}

TEST(Forbidden, AnUnsignedFieldThatLooksSigned) {
  EXPECT_FORBIDDEN(edited(signed_file(letter_pdf()), [](const auto& document, auto& revision) {
    const Reference look = revision.allocate();
    revision.set(look, stream("(signed) Tj"));
    change(document, revision, 8, {{"AP", Dictionary{{"N", look}}}});
  }));
}

TEST(Forbidden, ATimeStampThatCanBeSeenInALockedDocument) {
  const auto stamp = [](int level) {
    return signed_file(signed_file(letter_pdf(), {.more = certification(level)}),
                       {.field = 8,
                        .sub_filter = "ETSI.RFC3161",
                        .type = "DocTimeStamp",
                        .value = time_stamp_over});
  };
  EXPECT_FORBIDDEN(stamp(1));
  EXPECT_PERMITTED(stamp(2));
}

TEST(Forbidden, FormFieldsAddedOrOfAnotherKind) {
  const Bytes file = signed_file(form_letter());
  EXPECT_FORBIDDEN(changed(file, 10, {{"FT", Name{"Sig"}}}));
  EXPECT_FORBIDDEN(changed(file, 10, {{"AA", Dictionary{}}}));
  EXPECT_FORBIDDEN(edited(file, [](const auto& document, auto& revision) {
    const Reference field = revision.allocate();
    revision.set(field, Dictionary{{"FT", Name{"Tx"}}, {"T", kText}});
    change(document, revision, 9, {{"Kids", Array{Reference{10, 0}, field}}});
  }));
}

// Fields inherit from the group that they are in (12.7.3.1).
TEST(Forbidden, ChangesOfAGroup) {
  EXPECT_FORBIDDEN(changed(signed_file(form_letter()), 9, {{"AA", Dictionary{}}}));
}

// Another font under the name that a field uses shows other text (a shadow attack).
TEST(Forbidden, AnotherFontUnderAKnownName) {
  const Bytes file = signed_file(form_letter());
  const auto with_fonts = [&](const Dictionary& fonts) {
    return changed(file, 6, {{"DR", Dictionary{{"Font", fonts}}}});
  };
  const Dictionary times{{"BaseFont", Name{"Times"}}}, other{{"BaseFont", Name{"Other"}}};
  EXPECT_PERMITTED(with_fonts({{"F1", times}, {"F2", other}}));
  EXPECT_FORBIDDEN(with_fonts({{"F1", other}}));
}

TEST(Forbidden, FillingInALockedField) {
  const auto fill = [](const Dictionary& lock) {
    return changed(signed_file(form_letter(), {.more = lock}), 10, {{"V", kText}});
  };
  const Array city{pdf::text_string("details.city")}, group{pdf::text_string("details")};
  EXPECT_FORBIDDEN(fill(field_lock("All", {})));
  EXPECT_FORBIDDEN(fill(field_lock("Include", city)));
  EXPECT_FORBIDDEN(fill(field_lock("Include", group)));
  EXPECT_FORBIDDEN(fill(field_lock("Exclude", {})));
  EXPECT_PERMITTED(fill(field_lock("Exclude", group)));
  EXPECT_PERMITTED(fill(field_lock("Include", {pdf::text_string("detail")})));
  EXPECT_FORBIDDEN(fill(certification(1)));
  EXPECT_PERMITTED(fill(certification(2)));
}

// The lock of a field is in force once the field is signed (12.7.4.5, table 233).
TEST(Forbidden, FillingInWhatTheFieldsOwnLockNames) {
  const Bytes base = changed(form_letter(), 7, {{"Lock", Dictionary{{"Action", Name{"All"}}}}});
  EXPECT_FORBIDDEN(changed(signed_file(base), 10, {{"V", kText}}));
}

// Whoever could loosen a certification afterwards could do anything.
TEST(Forbidden, LooseningWhatWasPermitted) {
  const Bytes base = with_object(letter_pdf(), 1, "Spare",
                                 Object(Dictionary{{"Type", Name{"TransformParams"}}, {"P", 1}}));
  const Reference parameters = *dictionary_at(open(base), 1).find("Spare")->as<Reference>();
  const Bytes file = signed_file(
      base, {.more = {{"Reference", Array{Dictionary{{"TransformMethod", Name{"DocMDP"}},
                                                     {"TransformParams", parameters}}}}}});
  const Bytes loosened = changed(file, parameters.number, {{"P", 3}});
  EXPECT_FORBIDDEN(loosened);
  EXPECT_FORBIDDEN(signed_file(file, {.field = 8}));
}

// An object that the signed document also uses elsewhere is not one field's to change.
TEST(Forbidden, AnAppearanceThatIsAlsoUsedElsewhere) {
  const auto base = [](bool shared) {
    return edited(form_letter(), [&](const auto& document, auto& revision) {
      const Reference look = revision.allocate(), appearance = revision.allocate();
      revision.set(look, stream("old"));
      revision.set(appearance, Dictionary{{"N", look}});
      change(document, revision, 10, {{"AP", appearance}});
      if (shared) change(document, revision, 1, {{"FooBar", appearance}});
    });
  };
  for (const bool shared : {false, true}) {
    const Bytes file = signed_file(base(shared));
    const Bytes replaced = changed(file, 10, {{"AP", Dictionary{{"N", Reference{4, 0}}}}});
    const Reference appearance = *dictionary_at(open(file), 10).find("AP")->as<Reference>();
    const Bytes rewritten = changed(file, appearance.number, {{"N", Reference{4, 0}}});
    const auto expected = shared ? Changes::kNotPermitted : Changes::kPermitted;
    EXPECT_EQ(changes(replaced), expected) << told(replaced);
    EXPECT_EQ(changes(rewritten), expected) << told(rewritten);
  }
}

TEST(Forbidden, WhatOnlyTheTrailerLeadsToIsSignedToo) {
  pdf::sample::File base;
  base.text = std::string(text_of(letter_pdf()));
  const std::size_t previous = open(letter_pdf()).startxref();
  base.object(20, "<</A 1>>");
  base.table("/Root 1 0 R /FooBar 20 0 R /Prev " + std::to_string(previous), 21);
  const Bytes file = signed_file(pdf::sample::bytes(base.text));
  EXPECT_EQ(changes(file), Changes::kNone);
  EXPECT_FORBIDDEN(changed(file, 20, {{"A", 2}}));
}

/// A structure of one element, 20 below the root 21, which a field's element 22 is added to.
TEST(Permitted, AFieldTakesItsPlaceInTheStructure) {
  const Bytes base = edited(letter_pdf(), [](const auto& document, auto& revision) {
    const Reference element = revision.allocate(), root = revision.allocate();
    revision.set(element, Dictionary{{"S", Name{"Document"}}, {"P", root}, {"K", 0}});
    revision.set(root, Dictionary{{"Type", Name{"StructTreeRoot"}},
                                  {"K", element},
                                  {"ParentTree", Dictionary{{"Nums", Array{0, element}}}},
                                  {"ParentTreeNextKey", 1}});
    change(document, revision, 1, {{"StructTreeRoot", root}});
  });
  const Bytes file = signed_file(base);
  const Reference root = *dictionary_at(open(file), 1).find("StructTreeRoot")->as<Reference>();
  const Reference element = *dictionary_at(open(file), root.number).find("K")->as<Reference>();
  const auto grown = [&](const Array& kids, int next) {
    return edited(file, [&](const auto& document, auto& revision) {
      const Reference form = revision.allocate();
      revision.set(form, Dictionary{{"S", Name{"Form"}}, {"P", element}});
      Array all = kids;
      all.emplace_back(form);
      change(document, revision, element.number, {{"K", all}});
      change(document, revision, root.number,
             {{"ParentTree", Dictionary{{"Nums", Array{0, element, 1, form}}}},
              {"ParentTreeNextKey", next}});
    });
  };
  EXPECT_PERMITTED(grown({0}, 2));
  // Not another kid in the first one's place, nor a key that may be taken already.
  EXPECT_FORBIDDEN(grown({1}, 2));
  EXPECT_FORBIDDEN(grown({}, 2));
  EXPECT_FORBIDDEN(grown({0}, 0));
}

TEST(Forbidden, TakingEvidenceAway) {
  const Bytes base = with_object(letter_pdf(), 1, "DSS", Object(Dictionary{{"Certs", Array{}}}));
  EXPECT_FORBIDDEN(changed(signed_file(base), 1, {{"DSS", Object()}}));
}

}  // namespace
}  // namespace chancery::tests
