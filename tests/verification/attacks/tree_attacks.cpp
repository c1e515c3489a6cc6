// The page tree, the logical structure, and everything else that the catalog leads to.
#include "rich_letter.h"

namespace chancery::tests {
namespace {

using namespace rich;

Attack set(std::string name, std::string told, int number, Dictionary entries) {
  return {std::move(name), std::move(told), [number, entries = std::move(entries)](Random& random) {
            return changed(signed_letter(random), number, entries);
          }};
}

Attack after(std::string name, std::string told, std::function<Bytes(const Bytes&)> change,
             Options options = {}) {
  return {std::move(name), std::move(told),
          [change = std::move(change), options = std::move(options)](Random& random) {
            return change(signed_letter(random, {}, options));
          }};
}

const Reference kFirstPage{kPage, 0}, kOtherPage{kSecondPage, 0};

Attack page_set(const std::string& key, const Object& value) {
  return set("Page" + key, "page 1", kPage, {{key, value}});
}

}  // namespace

Attacks page_tree_attacks() {
  return {
      set("PagesInAnotherOrder", "page 1", kPages, {{"Kids", Array{kOtherPage, kFirstPage}}}),
      set("PagesFewer", "number of pages", kPages, {{"Kids", Array{kFirstPage}}, {"Count", 1}}),
      set("PagesFewerByTheCountOnly", "page tree", kPages, {{"Count", 1}}),
      set("PagesTwice", "page tree", kPages,
          {{"Kids", Array{kFirstPage, kOtherPage, kFirstPage}}, {"Count", 3}}),
      set("PagesWithADirectOne", "page tree", kPages,
          {{"Kids", Array{kFirstPage, kOtherPage, Dictionary{{"Type", Name{"Page"}}}}},
           {"Count", 3}}),
      set("PagesOfNothing", "number of pages", kPages, {{"Kids", Array{}}}),
      set("PagesWithoutKids", "number of pages", kPages, {{"Kids", Object()}}),
      set("PagesWithNull", "page tree", kPages,
          {{"Kids", Array{kFirstPage, kOtherPage, Object()}}}),
      after("PagesBelowAnotherNode", "page tree",
            [](const Bytes& file) {
              return edited(file, [](const auto& document, auto& revision) {
                const Reference node = revision.allocate();
                revision.set(node, Dictionary{{"Type", Name{"Pages"}},
                                              {"Parent", Reference{kPages, 0}},
                                              {"Kids", Array{kFirstPage}},
                                              {"Count", 1},
                                              {"Rotate", 180}});
                change(document, revision, kPages, {{"Kids", Array{node, kOtherPage}}});
              });
            }),
      after("PageAdded", "number of pages",
            [](const Bytes& file) {
              return edited(file, [](const auto& document, auto& revision) {
                const Reference page = revision.allocate();
                revision.set(page, dictionary_at(document, kPage));
                change(document, revision, kPages,
                       {{"Kids", Array{kFirstPage, kOtherPage, page}}, {"Count", 3}});
              });
            }),
      after("PageReplacedByACopy", "page 1",
            [](const Bytes& file) {
              return edited(file, [](const auto& document, auto& revision) {
                const Reference page = revision.allocate();
                Dictionary copy = dictionary_at(document, kPage);
                copy.set("Contents", Reference{kSpare, 0});
                revision.set(page, copy);
                change(document, revision, kPages, {{"Kids", Array{page, kOtherPage}}});
              });
            }),
      after("PageThatIsAStream", "number of pages",
            [](const Bytes& file) {
              return replaced(file, kPage, pdf::Stream{dictionary_at(open(file), kPage), {}});
            }),
      after("PageMadeATree", "",
            [](const Bytes& file) {
              return changed(file, kPage, {{"Kids", Array{kOtherPage}}, {"Type", Name{"Pages"}}});
            }),
      set("PagesRotateAll", "page", kPages, {{"Rotate", 90}}),
      set("PagesBoxOfAll", "page", kPages, {{"MediaBox", Array{0, 0, 100, 100}}}),
      set("PagesBoxTakenAway", "page", kPages, {{"MediaBox", Object()}}),
      set("PageOfAnotherParent", "page 2", kSecondPage, {{"Parent", Reference{kSparePages, 0}}}),
      page_set("MediaBox", Array{0, 0, 300, 300}),
      page_set("CropBox", Array{0, 0, 300, 300}),
      page_set("Rotate", 180),
      page_set("UserUnit", 10),
      page_set("AA", Dictionary{{"O", Dictionary{{"S", Name{"JavaScript"}}}}}),
      page_set("Trans", Dictionary{{"S", Name{"Fly"}}}),
      page_set("Type", Name{"Template"}),
      page_set("B", Array{}),
      page_set("VP", Array{Dictionary{}}),
  };
}

Attacks structure_attacks() {
  const auto structure = [](std::string name, int number, Dictionary entries) {
    return set("Structure" + std::move(name), "structure", number, std::move(entries));
  };
  return {
      structure("ActualTextReplaced", kParagraph,
                {{"ActualText", pdf::text_string("Pay 900 to Mallory")}}),
      structure("ActualTextTakenAway", kParagraph, {{"ActualText", Object()}}),
      structure("ActualTextAddedAbove", kDocumentElement,
                {{"ActualText", pdf::text_string("Pay 900 to Mallory")}}),
      structure("AlternateAdded", kParagraph, {{"Alt", pdf::text_string("Pay 900")}}),
      structure("ExpansionAdded", kParagraph, {{"E", pdf::text_string("Pay 900")}}),
      structure("LanguageReplaced", kParagraph, {{"Lang", pdf::text_string("la")}}),
      structure("AttributesAdded", kParagraph, {{"A", Dictionary{{"O", Name{"Layout"}}}}}),
      structure("TypeReplaced", kParagraph, {{"S", Name{"Artifact"}}}),
      structure("RoleReplaced", kStructure,
                {{"RoleMap", Dictionary{{"Letter", Name{"NonStruct"}}}}}),
      structure("ClassesAdded", kStructure, {{"ClassMap", Dictionary{{"c", Dictionary{}}}}}),
      structure("OfAnotherPage", kParagraph, {{"Pg", kOtherPage}}),
      structure("OfOtherContent", kParagraph, {{"K", Array{1}}}),
      structure("OfMoreContent", kParagraph, {{"K", Array{0, 1}}}),
      structure("ElementsTakenAway", kDocumentElement, {{"K", Array{}}}),
      structure("ParentTreeRedirected", kParentTree,
                {{"Nums", Array{0, Array{Reference{kDocumentElement, 0}}}}}),
      after("StructureElementAddedBefore", "structure",
            [](const Bytes& file) {
              return edited(file, [](const auto& document, auto& revision) {
                const Reference element = revision.allocate();
                revision.set(element, Dictionary{{"S", Name{"P"}},
                                                 {"P", Reference{kDocumentElement, 0}},
                                                 {"ActualText", pdf::text_string("Do not pay.")}});
                change(document, revision, kDocumentElement,
                       {{"K", Array{element, Reference{kParagraph, 0}}}});
              });
            }),
      after("StructureElementAddedWithText", "structure",
            [](const Bytes& file) {
              return edited(file, [](const auto& document, auto& revision) {
                const Reference element = revision.allocate();
                revision.set(element, Dictionary{{"S", Name{"P"}},
                                                 {"P", Reference{kDocumentElement, 0}},
                                                 {"ActualText", pdf::text_string("Do not pay.")}});
                change(document, revision, kDocumentElement,
                       {{"K", Array{Reference{kParagraph, 0}, element}}});
              });
            }),
      after("StructureElementAddedOverContent", "structure",
            [](const Bytes& file) {
              return edited(file, [](const auto& document, auto& revision) {
                const Reference element = revision.allocate();
                revision.set(element, Dictionary{{"S", Name{"P"}},
                                                 {"P", Reference{kDocumentElement, 0}},
                                                 {"Pg", kFirstPage},
                                                 {"K", Array{0}}});
                change(document, revision, kDocumentElement,
                       {{"K", Array{Reference{kParagraph, 0}, element}}});
              });
            }),
      set("StructureTakenAway", "structure", kCatalog, {{"StructTreeRoot", Object()}}),
      set("StructureReplaced", "structure", kCatalog, {{"StructTreeRoot", Dictionary{}}}),
      {"StructureMarksOfACertifiedLetter", "structure",
       [](Random& random) {
         return changed(certified_letter(random, 1), kCatalog,
                        {{"MarkInfo", Dictionary{{"Marked", false}}}});
       }},
  };
}

Attacks catalog_attacks() {
  const Dictionary script{{"S", Name{"JavaScript"}}, {"JS", pdf::text_string("app.alert(1)")}};
  const auto entry = [](const std::string& key, const Object& value) {
    return set("Catalog" + key, key, kCatalog, {{key, value}});
  };
  return {
      entry("OpenAction", script),
      entry("AA", Dictionary{{"WP", script}}),
      entry("Lang", pdf::text_string("la")),
      entry("PageLabels", Dictionary{{"Nums", Array{0, Dictionary{{"St", 9}}}}}),
      entry("PageMode", Name{"FullScreen"}),
      entry("PageLayout", Name{"TwoPageLeft"}),
      entry("Outlines", Reference{kSpare, 0}),
      entry("ViewerPreferences", Dictionary{{"HideToolbar", true}}),
      entry("URI", Dictionary{{"Base", pdf::text_string("https://evil/")}}),
      entry("AF", Array{Reference{kFileSpec, 0}}),
      entry("Collection", Dictionary{{"D", pdf::text_string("letter.json")}}),
      entry("OutputIntents", Array{Dictionary{}}),
      entry("Dests", Dictionary{{"terms", Array{kFirstPage}}}),
      entry("Threads", Array{}),
      entry("Requirements", Array{Dictionary{{"S", Name{"EnableJavaScripts"}}}}),
      entry("Legal", Dictionary{}),
      entry("NeedsRendering", true),
      entry("OCProperties", Object()),
      entry("Names", Dictionary{}),
      set("CatalogMetadataThatIsNone", "metadata", kCatalog, {{"Metadata", Dictionary{}}}),
      set("CatalogDssThatIsNone", "DSS", kCatalog, {{"DSS", pdf::text_string("x")}}),
      set("CatalogVersionThatIsNone", "version", kCatalog, {{"Version", Name{"9.9"}}}),
      {"CatalogDssTakenAway", "DSS",
       [](Random& random) {
         return changed(signed_letter(random, {}, {.more_in_catalog = "/DSS <</Certs []>>"}),
                        kCatalog, {{"DSS", Object()}});
       }},
      {"CatalogDssThatTakesAnObjectOver", "Padding",
       [](Random& random) {
         return changed(replaced(signed_letter(random), kPadding, Dictionary{{"Certs", Array{}}}),
                        kCatalog, {{"DSS", Reference{kPadding, 0}}});
       }},
      {"CatalogExtensionsThatTakeAnObjectOver", "Spare",
       [](Random& random) {
         const Bytes file =
             signed_letter(random, {}, {.more_in_catalog = "/Extensions 39 0 R /Spare 39 0 R"});
         return replaced(file, kSpare, Dictionary{{"ESIC", Dictionary{}}});
       }},
      set("LayersConfiguredAnew", "OCProperties", kLayers,
          {{"D", Dictionary{{"BaseState", Name{"OFF"}}}}}),
      set("LayersConfiguredForPrinting", "OCProperties", kLayers,
          {{"D", Dictionary{{"ON", Array{Reference{kLayer, 0}}},
                            {"AS", Array{Dictionary{{"Event", Name{"Print"}}}}}}}}),
      set("LayersWithMoreConfigurations", "OCProperties", kLayers,
          {{"Configs", Array{Dictionary{}}}}),
      set("LayersFewer", "OCProperties", kLayers, {{"OCGs", Array{}}}),
      set("LayerRenamed", "OCProperties", kLayer, {{"Name", pdf::text_string("None")}}),
      set("NamesWithAScript", "Names", kNames,
          {{"JavaScript", Dictionary{{"Names", Array{pdf::text_string("a"), script}}}}}),
      set("NamesOfFilesReplaced", "Names", kFileSpec, {{"UF", pdf::text_string("other.json")}}),
      set("NamesOfFilesTakenAway", "Names", kNames, {{"EmbeddedFiles", Object()}}),
      set("NamesOfFilesMore", "Names", kNames,
          {{"EmbeddedFiles",
            Dictionary{{"Names", Array{pdf::text_string("a"), Reference{kFileSpec, 0},
                                       pdf::text_string("b"), Reference{kFileSpec, 0}}}}}}),
      {"AttachedFileReplaced", "Names",
       [](Random& random) {
         return replaced(signed_letter(random), kFile, stream("{\"sum\": 900}"));
       }},
      set("OutlineAdded", "Outlines", kOutlines,
          {{"First", Dictionary{{"Title", pdf::text_string("Pay 900")}}}, {"Count", 1}}),
      set("NamesOfPlacesRedirected", "Names", kNames,
          {{"Dests", Dictionary{{"Names", Array{pdf::text_string("terms"),
                                                Array{kFirstPage, Name{"Fit"}}}}}}}),
      // Permitted, since whoever adds evidence writes them anew; but told, entry by entry.
      {"InformationTitleReplaced", "Title",
       [](Random& random) {
         return changed(signed_letter(random), kInfo, {{"Title", pdf::text_string("Contract")}});
       },
       Expected::kReported},
      {"MetadataReplaced", "metadata",
       [](Random& random) {
         return replaced(signed_letter(random), kMetadata, stream("<x:xmpmeta>Other</x:xmpmeta>"));
       },
       Expected::kReported},
  };
}

}  // namespace chancery::tests
