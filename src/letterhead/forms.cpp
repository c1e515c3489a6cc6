#include "letterhead/forms.h"

namespace chancery::letterhead {
namespace {

constexpr Points mm(double value) {
  return millimetres(value);
}
constexpr Points inches(double value) {
  return Points(72 * value);
}
constexpr Rect rect_mm(double x, double y, double width, double height) {
  return {mm(x), mm(y), mm(width), mm(height)};
}
constexpr Rect rect_in(double x, double y, double width, double height) {
  return {inches(x), inches(y), inches(width), inches(height)};
}
constexpr Margins margins_mm(double top, double right, double bottom, double left) {
  return {mm(top), mm(right), mm(bottom), mm(left)};
}

// What the standards leave free is the same on all forms: 30 mm below the text, footers 12 mm high
// that end 10 mm above the edge, following pages that begin 27 mm from the top.

/// DIN 5008:2020, 19.3 and annexes: an address field of 85 by 45 mm, 20 mm from the left; it begins
/// 27 mm (A) or 45 mm (B) from the top. Text stands 5 mm inside it, in line with the left margin of
/// 25 mm; the right one is 20 mm. Of its height 5 mm are the return address, 12.7 mm remarks, and
/// the lower 27.3 mm the address, six lines. The information block begins 125 mm from the left and
/// 5 mm below the field's top and ends 10 mm from the right. The subject's line is 8.46 mm below
/// the field. Folds at 87 and 192 mm (A), 105 and 210 mm (B), hole mark at 148.5 mm.
constexpr Form din_5008(std::string_view name, double field, double fold) {
  return {name,
          letter::Paper::kA4,
          margins_mm(field + 45 + 8.46, 20, 30, 25),
          margins_mm(27, 20, 30, 25),
          rect_mm(25, 275, 165, 12),
          rect_mm(20, field, 85, 45),
          rect_mm(25, field + 17.7, 80, 27.3),
          rect_mm(25, field, 80, 5),
          rect_mm(25, field + 5, 80, 12.7),
          rect_mm(125, field + 5, 75, 40),
          {mm(fold), mm(fold + 105)},
          mm(148.5)};
}

/// The #10 envelope is 9 1/2 by 4 1/8 in, its usual window 4 1/2 by 1 1/8 in, 7/8 in from the left
/// and 1/2 in from the bottom. USPS, DMM 601.6.3, wants the whole address to show with 1/8 in to
/// spare on all sides wherever the insert slides. Folded in thirds a sheet has 0.46 in to slide in
/// and hardly two lines always show; with the first fold at 4 in it has 1/8 in, and what always
/// shows is 2.5 to 3.5 in from the sheet's top and, with 1 in to slide sideways, 0.875 to 4.375 in
/// from its left.
constexpr Form kUsLetter10 = {"us-letter-10",
                              letter::Paper::kUsLetter,
                              {inches(3.875), inches(1), inches(1.125), inches(1)},
                              {inches(1), inches(1), inches(1.125), inches(1)},
                              rect_in(1, 10.125, 6.5, 0.5),
                              rect_in(0.875, 2.5, 3.5, 1),
                              rect_in(1, 2.625, 3.25, 0.75),
                              {},
                              {},
                              rect_in(4.75, 2.625, 2.75, 0.75),
                              {inches(4), inches(7.5)},
                              std::nullopt};

/// NF Z 11-001: margins of 20 mm, folded in thirds (99 and 198 mm); the address on the right, its
/// field 100 by 45 mm, 35 mm from the top and 10 mm from the right for the window of 100 by 45 mm
/// of the DL envelope (110 by 220 mm), 20 mm from its right and bottom. Sliding 11 mm up and 10 mm
/// sideways, 45 to 79 mm from the top and 100 to 190 mm from the left always show. AFNOR lets the
/// address begin 110 mm from the left and have six lines at most.
constexpr Form kNf = {"nf",
                      letter::Paper::kA4,
                      margins_mm(105, 20, 30, 20),
                      margins_mm(27, 20, 30, 20),
                      rect_mm(20, 275, 170, 12),
                      rect_mm(100, 45, 90, 34),
                      rect_mm(110, 51, 80, 28),
                      rect_mm(110, 45.5, 80, 5),
                      {},
                      rect_mm(20, 51, 80, 28),
                      {mm(99), mm(198)},
                      std::nullopt};

/// BS 4264 has the DL envelope (110 by 220 mm); its window in the trade is 90 by 35 mm, 20 mm from
/// the left and 18 mm from the bottom, the least that Royal Mail reads through (15 mm from the
/// sides, 18 mm from the bottom, 2 mm clear around what is read). Folded at 105 and 210 mm, a sheet
/// slides 5 mm up and 10 mm sideways: 57 to 87 mm from the top and 20 to 100 mm from the left
/// always show.
constexpr Form kUk = {"uk",
                      letter::Paper::kA4,
                      margins_mm(100, 22, 30, 22),
                      margins_mm(27, 22, 30, 22),
                      rect_mm(22, 275, 166, 12),
                      rect_mm(20, 57, 80, 30),
                      rect_mm(22, 59, 76, 26),
                      {},
                      {},
                      rect_mm(118, 59, 70, 26),
                      {mm(105), mm(210)},
                      mm(148.5)};

/// SN 010130: the envelope C5/6 (229 by 114 mm) with a window of 100 by 45 mm, 12 mm from the right
/// and 21 mm from the bottom. Folded at 105 and 210 mm, a sheet slides 9 mm up and 19 mm sideways:
/// 48 to 84 mm from the top and 117 to 198 mm from the left always show. Text begins 98.5 mm from
/// the top.
constexpr Form kSwissRight = {"swiss-right",
                              letter::Paper::kA4,
                              margins_mm(98.5, 20, 30, 25),
                              margins_mm(27, 20, 30, 25),
                              rect_mm(25, 275, 165, 12),
                              rect_mm(117, 48, 81, 36),
                              rect_mm(119, 55, 77, 27),
                              rect_mm(119, 49.5, 77, 5),
                              {},
                              rect_mm(25, 55, 85, 27),
                              {mm(105), mm(210)},
                              mm(148.5)};

constexpr std::array<Form, 6> kForms = {din_5008("din-5008-a", 27, 87),
                                        din_5008("din-5008-b", 45, 105),
                                        kUsLetter10,
                                        kNf,
                                        kUk,
                                        kSwissRight};

}  // namespace

const Form* form_named(std::string_view name) {
  for (const Form& form : kForms) {
    if (form.name == name) return &form;
  }
  return nullptr;
}

std::vector<std::string_view> form_names() {
  std::vector<std::string_view> names;
  names.reserve(kForms.size());
  for (const Form& form : kForms) names.push_back(form.name);
  return names;
}

}  // namespace chancery::letterhead
