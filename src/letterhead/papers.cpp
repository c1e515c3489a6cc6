#include "letterhead/papers.h"

#include <array>
#include <optional>
#include <utility>
#include <vector>

#include "letterhead/forms.h"
#include "letterhead/pages.h"
#include "letterhead/values.h"
#include "letterhead/zones.h"

namespace chancery::letterhead {
namespace {

struct KnownPaper {
  std::string_view name;
  letter::Paper paper;
  Points width, height;
};
/// ISO 216 and ANSI/ASME Y14.1.
constexpr std::array<KnownPaper, 2> kPapers = {
    {{"A4", letter::Paper::kA4, millimetres(210), millimetres(297)},
     {"US Letter", letter::Paper::kUsLetter, Points(612), Points(792)}}};

/// Long enough to be found, short enough to be no ornament; the hole's is longer, so that the eye
/// finds it between the folds.
constexpr Points kFoldMark = millimetres(5);
constexpr Points kHoleMark = millimetres(8);

/// One paper: its form, its pages, its marks.
class PaperReader {
 public:
  PaperReader(const data::Node& node, const KnownPaper& known, const PageContext& context)
      : node_(node),
        known_(known),
        name_(known.name),
        page_{Points(), Points(), known.width, known.height},
        context_(context),
        reader_(node, "the paper '" + name_ + "'", context.diagnostics) {}

  PaperDesign read() {
    PaperDesign design{known_.width, known_.height, {}, {}};
    if (!reader_.ok()) return design;
    read_form();
    const data::Node nothing{data::Mapping{}};
    Zones first("the first page of " + name_, page_);
    Zones following("the following pages of " + name_, page_);
    design.first = page("first", true, first, nothing);
    design.following = page("following", false, following, nothing);
    if (const data::Node* node = reader_.mapping("last")) {
      Zones last("the last page of " + name_, page_);
      design.last = read_side(*node, context_, last);
      last.check_on(first, context_.diagnostics);
      last.check_on(following, context_.diagnostics);
    }
    read_marks(design);
    reader_.finish();
    return design;
  }

 private:
  PageDesign page(std::string_view key, bool is_first, Zones& zones, const data::Node& nothing) {
    const data::Node* node = form_ == nullptr ? reader_.required(key) : reader_.any(key);
    if (node == nullptr && form_ == nullptr) return {};
    if (node != nullptr)
      return read_page(*node, {zones.what(), page_, form_, is_first}, context_, zones);
    data::Node empty = nothing;
    empty.where = node_.where;
    return read_page(empty, {zones.what(), page_, form_, is_first}, context_, zones);
  }

  void read_form() {
    const auto name = reader_.string("form");
    if (!name) return;
    const Position& where = reader_.any("form")->where;
    form_ = form_named(*name);
    if (form_ == nullptr) {
      report(context_.diagnostics, where, "unknown-form", "there is no form " + quoted(*name),
             suggest(*name, form_names()));
    } else if (form_->paper != known_.paper) {
      report(context_.diagnostics, where, "unknown-form",
             "the form " + quoted(*name) + " is not for " + name_,
             "put it under the paper that it is for, or take another form");
      form_ = nullptr;
    }
  }

  void read_marks(PaperDesign& design) {
    const data::Node* node = reader_.mapping("marks");
    if (node == nullptr) return;
    data::MappingReader marks(*node, "the marks of " + name_, context_.diagnostics);
    if (const data::Node* fold = marks.any("fold")) read_folds(*fold, design);
    if (const data::Node* hole = marks.any("hole")) read_hole(*hole, design);
    design.mark_colour =
        named_colour(marks, "colour", context_.colours, context_.diagnostics).value_or(Colour());
    marks.finish();
  }

  void read_folds(const data::Node& node, PaperDesign& design) {
    if (const data::Sequence* lengths = node.sequence()) {
      for (const data::Node& length : *lengths) add_mark(length, "fold", kFoldMark, design);
    } else if (const bool* wanted = std::get_if<bool>(&node.value)) {
      if (!*wanted) return;
      if (form_ == nullptr) return only_with_form(node, "fold");
      for (const Points y : form_->folds) design.marks.push_back({y, kFoldMark});
    } else {
      add_mark(node, "fold", kFoldMark, design);
    }
  }

  void read_hole(const data::Node& node, PaperDesign& design) {
    const bool* wanted = std::get_if<bool>(&node.value);
    if (wanted == nullptr) {
      add_mark(node, "hole", kHoleMark, design);
    } else if (*wanted) {
      if (form_ == nullptr || !form_->hole) return only_with_form(node, "hole");
      design.marks.push_back({*form_->hole, kHoleMark});
    }
  }

  void add_mark(const data::Node& node, std::string_view name, Points mark, PaperDesign& design) {
    const LengthRange on_page{Points(0), known_.height, "from the page's top to its foot"};
    if (const auto y = read_length(node, name, on_page, context_.diagnostics)) {
      design.marks.push_back({*y, mark});
    }
  }

  void only_with_form(const data::Node& node, const std::string& key) {
    report(context_.diagnostics, node.where, "unknown-form",
           form_ == nullptr
               ? "without a form nobody knows where " + quoted(key) + " is"
               : "the form " + quoted(form_->name) + " has no place for " + quoted(key),
           "write how far from the top it is, such as '105 mm'");
  }

  const data::Node& node_;
  const KnownPaper& known_;
  std::string name_;
  Rect page_;
  const PageContext& context_;
  data::MappingReader reader_;
  const Form* form_ = nullptr;
};

}  // namespace

std::optional<letter::Paper> paper_named(std::string_view name) {
  for (const KnownPaper& known : kPapers) {
    if (known.name == name) return known.paper;
  }
  return std::nullopt;
}

Papers read_papers(const data::Node& node, const PageContext& context) {
  Papers papers;
  data::MappingReader reader(node, "'papers'", context.diagnostics);
  if (!reader.ok()) return papers;
  for (const KnownPaper& known : kPapers) {
    const data::Node* paper = reader.mapping(known.name);
    if (paper != nullptr) papers.emplace(known.paper, PaperReader(*paper, known, context).read());
  }
  reader.finish();
  if (papers.empty()) {
    report(context.diagnostics, node.where, "missing-key", "'papers' has no paper",
           "describe 'A4', 'US Letter' or both");
  }
  return papers;
}

}  // namespace chancery::letterhead
