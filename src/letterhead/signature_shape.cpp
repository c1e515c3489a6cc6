#include "letterhead/signature_shape.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "letterhead/code_reader.h"
#include "letterhead/values.h"

namespace chancery::letterhead {
namespace {

/// A field lower than this has no room for a name; wider than this it is no field.
constexpr LengthRange kFieldWidth{Points(72), Points(720), "from 72 pt to 720 pt"};
constexpr LengthRange kFieldHeight{Points(18), Points(360), "from 18 pt to 360 pt"};
constexpr LengthRange kFieldGap{Points(0), Points(360), "from 0 pt to 360 pt"};
constexpr LengthRange kImageWidth{Points(9), Points(720), "from 9 pt to 720 pt"};
/// What rounding of millimetres may add up to.
constexpr Points kTolerance(0.01);

constexpr std::array<std::pair<std::string_view, SignatureItem>, 7> kItems = {
    {{"heading", SignatureItem::kHeading},
     {"name", SignatureItem::kName},
     {"title", SignatureItem::kTitle},
     {"division", SignatureItem::kDivision},
     {"place", SignatureItem::kPlace},
     {"date", SignatureItem::kDate},
     {"reason", SignatureItem::kReason}}};

class ShapeReader {
 public:
  ShapeReader(const data::Node& node, const Colours& colours, ArtworkShelf& artwork,
              Diagnostics& diagnostics)
      : colours_(colours),
        artwork_(artwork),
        diagnostics_(diagnostics),
        reader_(node, "'signature'", diagnostics) {}

  SignatureShape read() {
    if (!reader_.ok()) return shape_;
    take("width", kFieldWidth, shape_.width);
    take("height", kFieldHeight, shape_.height);
    take("gap", kFieldGap, shape_.gap);
    take("image-width", kImageWidth, shape_.image_width);
    read_shows();
    read_seal();
    if (const data::Node* code = reader_.mapping("code")) {
      shape_.code =
          CodeReader(*code, "the code of 'signature'", kSignatureCodeFields, colours_, diagnostics_)
              .read_for_signature();
    }
    reader_.finish();
    return std::move(shape_);
  }

 private:
  void take(std::string_view key, const LengthRange& range, Points& to) {
    to = length(reader_, key, range, diagnostics_).value_or(to);
  }

  void read_shows() {
    const data::Sequence* shows = reader_.sequence("shows");
    if (shows == nullptr) return;
    shape_.shows.clear();
    for (const data::Node& item : *shows) read_item(item);
    if (!shows->empty()) return;
    report(diagnostics_, reader_.any("shows")->where, "unknown-signature-item",
           "'shows' is empty: a signature that says nothing is not seen",
           "write what it says, 'name' for instance; 'chancery sign --invisible' shows nothing");
  }

  void read_item(const data::Node& item) {
    const auto known = std::find_if(kItems.begin(), kItems.end(),
                                    [&](const auto& one) { return one.first == item.text; });
    if (known == kItems.end()) {
      std::vector<std::string_view> names;
      names.reserve(kItems.size());
      for (const auto& one : kItems) names.push_back(one.first);
      report(diagnostics_, item.where, "unknown-signature-item",
             "a signature has no " + quoted(item.text) + " to show", suggest(item.text, names));
      return;
    }
    if (std::find(shape_.shows.begin(), shape_.shows.end(), known->second) != shape_.shows.end()) {
      report(diagnostics_, item.where, "unknown-signature-item",
             quoted(item.text) + " stands in 'shows' twice", "keep one of them");
      return;
    }
    shape_.shows.push_back(known->second);
  }

  void read_seal() {
    const auto file = reader_.string("seal");
    if (!file) return;
    const Bytes* bytes = artwork_.take(*file, reader_.any("seal")->where);
    if (bytes != nullptr) shape_.seal = Artwork{*file, *bytes, {}};
  }

  const Colours& colours_;
  ArtworkShelf& artwork_;
  Diagnostics& diagnostics_;
  data::MappingReader reader_;
  SignatureShape shape_;
};

}  // namespace

SignatureShape read_signature(const data::Node& node, const Colours& colours, ArtworkShelf& artwork,
                              Diagnostics& diagnostics) {
  return ShapeReader(node, colours, artwork, diagnostics).read();
}

void check_signature(const Letterhead& letterhead, const data::Node& root,
                     Diagnostics& diagnostics) {
  const data::Node* node = root.find("signature");
  const Position& where = node == nullptr ? root.where : node->where;
  const SignatureShape& shape = letterhead.signature;
  if (shape.code && shape.code->size > shape.height + kTolerance) {
    report(diagnostics, shape.code->where, "signature-code-too-large",
           "the code is higher than the signature's place",
           "make its 'size' smaller, or 'height' under 'signature' larger");
  }
  for (const auto& [paper, design] : letterhead.papers) {
    for (const PageDesign* page : {&design.first, &design.following}) {
      const Points width = design.width - page->margins.left - page->margins.right;
      if (shape.width <= width + kTolerance) continue;
      report(diagnostics, where, "signature-too-wide",
             "the signature's place is wider than the text area of " +
                 std::string(paper == letter::Paper::kA4 ? "A4" : "US Letter"),
             "make 'width' under 'signature' smaller");
      return;
    }
  }
}

}  // namespace chancery::letterhead
