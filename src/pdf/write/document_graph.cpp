#include "pdf/write/document_graph.h"

#include <cstddef>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "base/diagnostic.h"
#include "pdf/import/layers.h"
#include "pdf/profile/fitting.h"
#include "pdf/write/annotations.h"
#include "pdf/write/appended.h"
#include "pdf/write/artwork.h"
#include "pdf/write/attachments.h"
#include "pdf/write/dates.h"
#include "pdf/write/deflate.h"
#include "pdf/write/font_objects.h"
#include "pdf/write/operators.h"
#include "pdf/write/outline.h"
#include "pdf/write/output_intent.h"
#include "pdf/write/page_content.h"
#include "pdf/write/structure.h"
#include "pdf/write/xmp.h"

namespace chancery::pdf {
namespace {

constexpr int kLengthDecimals = 3;

/// Who is to sign where and in which letterhead, for the program's later self (14.5).
Dictionary piece_information(const layout::Document& document, const std::optional<Date>& date) {
  Array signatories;
  for (const layout::Page& page : document.pages) {
    for (const layout::SignaturePlace& place : page.signatures) {
      signatories.push_back(Dictionary{{"Field", text_string(place.field_name)},
                                       {"Name", text_string(place.name)},
                                       {"Title", text_string(place.title)},
                                       {"Division", text_string(place.division)}});
    }
  }
  // Required by Table 319; a letter without a date has none that would be true.
  const std::string modified = date ? date->pdf : "D:19700101000000Z";
  return Dictionary{
      {std::string(kCreator),
       Dictionary{{"LastModified", String{modified}},
                  {"Private", Dictionary{{"Letterhead", text_string(document.letterhead)},
                                         {"Language", text_string(document.language)},
                                         {"Signatories", std::move(signatories)}}}}}};
}

Array whole_page(const layout::Page& page) {
  return {0, 0, rounded(page.width.value, kLengthDecimals),
          rounded(page.height.value, kLengthDecimals)};
}

std::size_t number_of_pages(const layout::Document& document) {
  std::size_t pages = document.pages.size();
  for (const layout::AppendedFile& file : document.appended) pages += file.figures.size();
  return pages;
}

class DocumentBuilder {
 public:
  DocumentBuilder(const layout::Document& document, const text::Subset& subset, WriteCache* cache,
                  Hands hands)
      : document_(document),
        subset_(subset),
        cache_(cache),
        date_(read_date(document.date)),
        structure_(document.structure, number_of_pages(document), document.language),
        deflater_(cache, hands) {}

  DocumentGraph build() {
    const Reference catalog = graph_.reserve();
    page_tree_ = graph_.reserve();
    for (std::size_t i = 0; i < document_.pages.size(); ++i) pages_.push_back(graph_.reserve());
    fonts_ = add_fonts(subset_, deflater_, graph_);
    output_intent_ = add_srgb_output_intent(deflater_, graph_);
    attachments_ = add_attachments(document_.attached, deflater_, graph_);
    add_cmyk();
    const std::size_t first = graph_.objects().size();
    artwork_ = add_artwork(document_.artwork, graph_, cache_);
    fit_objects(graph_, first, fitting_);
    std::span<const std::vector<text::ShownRun>> shown(subset_.runs);
    for (std::size_t i = 0; i < document_.pages.size(); ++i) {
      const std::size_t runs = document_.pages[i].runs.size();
      if (runs > shown.size()) throw std::invalid_argument("runs not all shown");
      set_page(i, shown.first(runs));
      shown = shown.subspan(runs);
    }
    for (const layout::AppendedFile& file : document_.appended) append_pages(file);
    graph_.set(page_tree_, Dictionary{{"Type", Name{"Pages"}},
                                      {"Kids", Array(pages_.begin(), pages_.end())},
                                      {"Count", Object(pages_.size())}});
    graph_.set(catalog, catalog_dictionary());
    const Reference information = graph_.add(information_dictionary(document_, date_));
    deflater_.finish(graph_);
    return {std::move(graph_), catalog, information};
  }

 private:
  /// Pictures are painted by the page itself.
  void add_cmyk() {
    if (document_.cmyk_profile == nullptr) return;
    const Reference profile = deflater_.add_shared(graph_, {{"N", 4}}, *document_.cmyk_profile);
    fitting_.space = graph_.add(Array{Name{"ICCBased"}, profile});
    paint_.name("ColorSpace", "DefaultCMYK", *fitting_.space);
  }

  void set_page(std::size_t index, std::span<const std::vector<text::ShownRun>> shown) {
    const layout::Page& page = document_.pages[index];
    const PageContent content =
        write_content(page, index, subset_, shown, artwork_, &structure_, paint_);
    std::vector<Reference> word_ends;
    for (const WordEnd& each : content.word_ends) {
      word_ends.push_back(deflater_.add(graph_, form_of(each, whole_page(page), fonts_, paint_),
                                        bytes_of(each.operators)));
    }
    const std::vector<Reference> annotations =
        add_annotations(page, index, pages_[index], structure_, graph_, fields_);
    Dictionary dictionary{{"Type", Name{"Page"}},
                          {"Parent", page_tree_},
                          {"MediaBox", whole_page(page)},
                          {"Resources", resources_of(content, fonts_, artwork_, word_ends, paint_)},
                          {"Contents", deflater_.add(graph_, {}, bytes_of(content.operators))},
                          {"StructParents", Object(index)},
                          {"Tabs", Name{"S"}}};
    if (!annotations.empty()) {
      dictionary.set("Annots", Array(annotations.begin(), annotations.end()));
    }
    graph_.set(pages_[index], std::move(dictionary));
  }

  /// Pages of another file, each a figure (14.8.4.5): what its content means was said by the tree
  /// that it came from.
  void append_pages(const layout::AppendedFile& file) {
    const std::size_t first = graph_.objects().size();
    std::vector<Sheet> sheets = sheets_of(file, graph_, layers_);
    fit_objects(graph_, first, fitting_);
    for (std::size_t i = 0; i < sheets.size(); ++i) {
      Sheet& sheet = sheets[i];
      const std::size_t index = pages_.size();
      const std::size_t figure = file.figures[i];
      std::string operators = "/Figure<</MCID ";
      operators += std::to_string(structure_.mark(figure, index));
      operators += ">>BDC\n";
      operators += sheet.operators;
      operators += "EMC\n";
      structure_.set_box(figure, sheet.visible.corners());
      Dictionary page{{"Type", Name{"Page"}}, {"Parent", page_tree_}};
      const Dictionary attributes = fit_attributes(sheet.attributes, fitting_);
      for (const auto& [key, value] : attributes.entries()) page.set(key, value);
      page.set("Resources", Dictionary{{"XObject", std::move(sheet.forms)}});
      page.set("Contents", deflater_.add(graph_, {}, bytes_of(operators)));
      page.set("StructParents", Object(index));
      page.set("Tabs", Name{"S"});
      pages_.push_back(graph_.add(std::move(page)));
    }
  }

  Dictionary catalog_dictionary() {
    Dictionary catalog{{"Type", Name{"Catalog"}},
                       {"Pages", page_tree_},
                       {"Metadata", graph_.add(metadata_stream(document_, date_))},
                       {"MarkInfo", Dictionary{{"Marked", true}}},
                       {"StructTreeRoot", structure_.add_to(graph_, pages_)},
                       {"ViewerPreferences", Dictionary{{"DisplayDocTitle", true}}},
                       {"OutputIntents", Array{output_intent_}},
                       {"PieceInfo", piece_information(document_, date_)}};
    if (!document_.language.empty()) catalog.set("Lang", text_string(document_.language));
    if (const auto outline = add_outline(document_, pages_, graph_)) {
      catalog.set("Outlines", *outline);
    }
    if (!fields_.empty()) catalog.set("AcroForm", graph_.add(interactive_form(fields_)));
    if (auto layers = layers_.properties()) catalog.set("OCProperties", std::move(*layers));
    for (const auto& [key, value] : attachments_.entries()) catalog.set(key, value);
    return catalog;
  }

  const layout::Document& document_;
  const text::Subset& subset_;
  WriteCache* cache_;
  std::optional<Date> date_;
  StructureTree structure_;
  Deflater deflater_;
  Graph graph_;
  Layers layers_;
  Fitting fitting_;
  Paint paint_;
  Reference page_tree_, output_intent_;
  Dictionary attachments_;
  std::vector<Reference> pages_, fonts_, fields_;
  std::vector<ImportedPage> artwork_;
};

}  // namespace

DocumentGraph build_document(const layout::Document& document, const text::Subset& subset,
                             WriteCache* cache, Hands hands) {
  if (document.pages.empty()) throw std::invalid_argument("document without pages");
  return DocumentBuilder(document, subset, cache, hands).build();
}

Graph build_form(const layout::Page& page, const text::Subset& subset,
                 const std::vector<layout::ArtworkFile>& artwork, CidSets cid_sets) {
  Deflater deflater;
  Graph graph;
  const std::vector<Reference> fonts = add_fonts(subset, deflater, graph, cid_sets);
  const std::vector<ImportedPage> imported = add_artwork(artwork, graph);
  const PageContent content = write_content(page, 0, subset, subset.runs, imported, nullptr);
  Dictionary form{{"Type", Name{"XObject"}},
                  {"Subtype", Name{"Form"}},
                  {"BBox", whole_page(page)},
                  {"Resources", resources_of(content, fonts, imported)}};
  deflater.add(graph, std::move(form), bytes_of(content.operators));
  deflater.finish(graph);
  return graph;
}

}  // namespace chancery::pdf
