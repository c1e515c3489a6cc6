#include "pdf/print/print_graph.h"

#include <cstddef>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "pdf/file_identifier.h"
#include "pdf/print/inks.h"
#include "pdf/print/marks.h"
#include "pdf/print/sheets.h"
#include "pdf/profile/fitting.h"
#include "pdf/write/appended.h"
#include "pdf/write/artwork.h"
#include "pdf/write/dates.h"
#include "pdf/write/deflate.h"
#include "pdf/write/font_objects.h"
#include "pdf/write/operators.h"
#include "pdf/write/page_content.h"
#include "pdf/write/srgb_profile.h"
#include "pdf/write/structure.h"
#include "pdf/write/xmp.h"

namespace chancery::pdf {
namespace {

constexpr int kLengthDecimals = 3;

/// A UUID of a digest (RFC 9562, version 8): the same for the same content.
std::string uuid(ByteView content) {
  static constexpr std::string_view kDigits = "0123456789abcdef";
  std::array<std::uint8_t, 16> digest = content_digest(content);
  digest[6] = static_cast<std::uint8_t>((digest[6] & 0x0FU) | 0x80U);
  digest[8] = static_cast<std::uint8_t>((digest[8] & 0x3FU) | 0x80U);
  std::string text = "uuid:";
  for (std::size_t i = 0; i < digest.size(); ++i) {
    if (i == 4 || i == 6 || i == 8 || i == 10) text += '-';
    text += kDigits[digest.at(i) >> 4U];
    text += kDigits[digest.at(i) & 0xFU];
  }
  return text;
}

/// What ISO 15930-7 asks for besides the descriptions that every file has.
std::string print_metadata(const std::string& document_id) {
  return "<rdf:Description rdf:about=\"\" xmlns:pdfxid=\"http://www.npes.org/pdfx/ns/id/\" "
         "xmlns:xmpMM=\"http://ns.adobe.com/xap/1.0/mm/\" "
         "xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\">\n"
         "<pdfxid:GTS_PDFXVersion>PDF/X-4</pdfxid:GTS_PDFXVersion>\n"
         "<xmpMM:DocumentID>" +
         document_id + "</xmpMM:DocumentID>\n<xmpMM:InstanceID>" + document_id +
         "</xmpMM:InstanceID>\n<xmpMM:VersionID>1</xmpMM:VersionID>\n"
         "<xmpMM:RenditionClass>default</xmpMM:RenditionClass>\n"
         "<pdf:Trapped>False</pdf:Trapped>\n</rdf:Description>\n";
}

std::string operand(double value) {
  std::string text;
  put_operand(text, value, kLengthDecimals);
  return text;
}

/// A page's content without the page around it.
struct Printed {
  std::string operators;
  Dictionary resources;
};

class PrintBuilder {
 public:
  PrintBuilder(const layout::Document& document, const text::Subset& subset,
               const PrintSettings& settings, WriteCache* cache, Hands hands)
      : document_(document),
        subset_(subset),
        settings_(settings),
        cache_(cache),
        colours_(printed_colours(document, settings.separate)),
        sides_(impose(document.pages, settings)),
        date_(read_date(document.date)),
        structure_(document.structure, document.pages.size(), document.language),
        deflater_(cache, hands, Effort::kThorough) {}

  DocumentGraph build() {
    const Reference catalog = graph_.reserve();
    page_tree_ = graph_.reserve();
    for (std::size_t i = 0; i < sides_.size(); ++i) pages_.push_back(graph_.reserve());
    fonts_ = add_fonts(subset_, deflater_, graph_);
    paint_ = paint_for(colours_, graph_);
    add_all_artwork();
    std::vector<Printed> printed = print_pages();
    for (std::size_t i = 0; i < sides_.size(); ++i) set_page(i, printed);
    graph_.set(page_tree_, Dictionary{{"Type", Name{"Pages"}},
                                      {"Kids", Array(pages_.begin(), pages_.end())},
                                      {"Count", Object(pages_.size())}});
    graph_.set(catalog, catalog_dictionary(printed));
    Dictionary information = information_dictionary(document_, date_);
    information.set("Trapped", Name{"False"});
    const Reference information_reference = graph_.add(std::move(information));
    deflater_.finish(graph_);
    return {std::move(graph_), catalog, information_reference};
  }

 private:
  double bleed() const { return settings_.bleed.value; }

  void add_all_artwork() {
    if (document_.artwork.empty() && document_.appended.empty()) return;
    const Reference profile = deflater_.add_shared(graph_, {{"N", 3}}, srgb_profile());
    const Reference rgb = graph_.add(Array{Name{"ICCBased"}, profile});
    const std::size_t first = graph_.objects().size();
    artwork_ = add_artwork(document_.artwork, graph_, cache_);
    for (const layout::AppendedFile& file : document_.appended) {
      for (Sheet& sheet : sheets_of(file, graph_, layers_)) {
        artwork_.push_back(as_artwork(std::move(sheet), graph_));
      }
    }
    Fitting fitting{Profile::kPrint, rgb, {}, settings_.condition.profile};
    for (const PrintedColour& spot : spots_of(colours_)) {
      fitting.inks.emplace(spot.spot, separation(spot.spot, spot.cmyk));
    }
    is_transparent_ = fit_objects(graph_, first, fitting);
    // Pictures are painted by the page itself.
    paint_.name("ColorSpace", "DefaultRGB", rgb);
  }

  std::vector<Printed> print_pages() {
    std::vector<Printed> printed;
    std::span<const std::vector<text::ShownRun>> shown(subset_.runs);
    for (std::size_t i = 0; i < document_.pages.size(); ++i) {
      const std::size_t runs = document_.pages[i].runs.size();
      if (runs > shown.size()) throw std::invalid_argument("runs not all shown");
      printed.push_back(print_page(i, shown.first(runs)));
      shown = shown.subspan(runs);
    }
    return printed;
  }

  Printed print_page(std::size_t index, std::span<const std::vector<text::ShownRun>> shown) {
    const layout::Page& page = document_.pages[index];
    PageContent content = write_content(page, index, subset_, shown, artwork_, &structure_, paint_);
    std::vector<Reference> word_ends;
    for (const WordEnd& each : content.word_ends) {
      word_ends.push_back(deflater_.add(graph_,
                                        form_of(each, page_bleed(page).array(), fonts_, paint_),
                                        bytes_of(each.operators)));
    }
    Dictionary resources = resources_of(content, fonts_, artwork_, word_ends, paint_);
    return {std::move(content.operators), std::move(resources)};
  }

  /// Of the page alone.
  Box page_bleed(const layout::Page& page) const {
    return Box{0, 0, page.width.value, page.height.value}.grown(bleed());
  }

  void set_page(std::size_t index, const std::vector<Printed>& printed) {
    const SheetSide& side = sides_[index];
    const Box bleed_box = side.trim.grown(bleed());
    const Box media = settings_.marks ? bleed_box.grown(kMarkRoom.value) : bleed_box;
    Printed content = settings_.two_up ? two_up(side, printed) : printed.at(side.pages[0].page);
    if (settings_.marks) add_marks(side, content);
    Dictionary page{{"Type", Name{"Page"}},
                    {"Parent", page_tree_},
                    {"MediaBox", media.array()},
                    {"BleedBox", bleed_box.array()},
                    {"TrimBox", side.trim.array()},
                    {"Resources", std::move(content.resources)},
                    {"Contents", deflater_.add(graph_, {}, bytes_of(content.operators))}};
    // Where transparent things are mixed (ISO 15930-7, 6.3): in the press's own inks.
    if (is_transparent_) {
      page.set("Group", Dictionary{{"S", Name{"Transparency"}}, {"CS", Name{"DeviceCMYK"}}});
    }
    graph_.set(pages_[index], std::move(page));
  }

  /// Each page is a form that ends at its bleed.
  Printed two_up(const SheetSide& side, const std::vector<Printed>& printed) {
    Printed sheet;
    Dictionary forms;
    for (std::size_t i = 0; i < side.pages.size(); ++i) {
      const Imposed& imposed = side.pages[i];
      const Printed& page = printed.at(imposed.page);
      Dictionary form{{"Type", Name{"XObject"}},
                      {"Subtype", Name{"Form"}},
                      {"BBox", page_bleed(document_.pages[imposed.page]).array()},
                      {"Resources", page.resources}};
      std::string name = std::to_string(i);
      name.insert(name.begin(), 'P');
      forms.set(name, deflater_.add(graph_, std::move(form), bytes_of(page.operators)));
      sheet.operators += "q 1 0 0 1 " + operand(imposed.trim.left) + operand(imposed.trim.bottom) +
                         "cm/" + name + " Do Q\n";
    }
    sheet.resources.set("XObject", std::move(forms));
    return sheet;
  }

  /// Around what is cut off at the bleed.
  void add_marks(const SheetSide& side, Printed& content) {
    std::vector<Box> trims;
    for (const Imposed& each : side.pages) trims.push_back(each.trim);
    const Box box = side.trim.grown(bleed());
    Marks marks = make_marks(side.trim, trims, bleed(), spots_of(colours_));
    Dictionary form{{"Type", Name{"XObject"}},
                    {"Subtype", Name{"Form"}},
                    {"BBox", box.grown(kMarkRoom.value).array()},
                    {"Resources", std::move(marks.resources)}};
    const Reference reference = deflater_.add(graph_, std::move(form), bytes_of(marks.operators));
    Dictionary named;
    if (const Object* known = content.resources.find("XObject")) named = *known->as<Dictionary>();
    named.set("M", reference);
    content.resources.set("XObject", std::move(named));
    content.operators = "q " + operand(box.left) + operand(box.bottom) +
                        operand(box.right - box.left) + operand(box.top - box.bottom) + "re W n\n" +
                        content.operators + "Q\n/Artifact<</Type/Page>>BDC\n/M Do\nEMC\n";
  }

  Dictionary catalog_dictionary(const std::vector<Printed>& printed) {
    std::string content = document_.title + '\n' + document_.date + '\n';
    for (const Printed& page : printed) content += page.operators;
    const std::string metadata = print_metadata(uuid(bytes_of(content)));
    Dictionary catalog{{"Type", Name{"Catalog"}},
                       {"Pages", page_tree_},
                       {"Metadata", graph_.add(metadata_stream(document_, date_, metadata))},
                       {"OutputIntents", Array{output_intent()}},
                       {"ViewerPreferences", Dictionary{{"DisplayDocTitle", true}}}};
    if (!document_.language.empty()) catalog.set("Lang", text_string(document_.language));
    if (auto layers = layers_.properties()) catalog.set("OCProperties", std::move(*layers));
    return catalog;
  }

  Dictionary output_intent() {
    const OutputCondition& condition = settings_.condition;
    Dictionary intent{
        {"Type", Name{"OutputIntent"}},
        {"S", Name{"GTS_PDFX"}},
        {"OutputConditionIdentifier", text_string(condition.identifier)},
        {"Info", text_string(condition.description)},
        {"DestOutputProfile", deflater_.add_shared(graph_, {{"N", 4}}, condition.profile)}};
    if (!condition.registry.empty()) intent.set("RegistryName", text_string(condition.registry));
    return intent;
  }

  const layout::Document& document_;
  const text::Subset& subset_;
  const PrintSettings& settings_;
  WriteCache* cache_;
  std::vector<PrintedColour> colours_;
  std::vector<SheetSide> sides_;
  std::optional<Date> date_;
  /// Marks sequences as the other copy has them, for copying depends on them; the tree itself, for
  /// reading aloud, is no press's business.
  StructureTree structure_;
  Deflater deflater_;
  Graph graph_;
  Layers layers_;
  Paint paint_;
  Reference page_tree_;
  std::vector<Reference> pages_, fonts_;
  std::vector<ImportedPage> artwork_;
  bool is_transparent_ = false;
};

}  // namespace

DocumentGraph build_print_document(const layout::Document& document, const text::Subset& subset,
                                   const PrintSettings& settings, WriteCache* cache, Hands hands) {
  if (document.pages.empty()) throw std::invalid_argument("document without pages");
  return PrintBuilder(document, subset, settings, cache, hands).build();
}

}  // namespace chancery::pdf
