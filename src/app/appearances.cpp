#include "app/appearances.h"

#include <ctime>
#include <string_view>

#include "app/pictures.h"
#include "app/svg.h"
#include "layout/words.h"
#include "signing/foreign_appearance.h"

namespace chancery::app {
namespace {

namespace fs = std::filesystem;

letter::Date day_of(pki::UnixTime time) {
  const std::time_t seconds = time;
  std::tm parts{};
  ::gmtime_r(&seconds, &parts);
  return {parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday};
}

bool asks_for_digest(const letterhead::Letterhead& letterhead) {
  const auto& code = letterhead.signature.code;
  return code && code->content.find("{digest}") != std::string::npos;
}

layout::AppearanceText text_of(const signing::FieldPlace& place, const ShownSignature& shown,
                               const letterhead::Letterhead& letterhead) {
  layout::AppearanceText text;
  text.heading = letterhead.word(place.language, "signed-by");
  text.name = place.signatory_name;
  text.title = place.title;
  text.division = place.division;
  text.place = shown.place;
  text.reason = shown.reason;
  text.date =
      letterhead.date(place.language, day_of(shown.time), letter::usual_calendar(place.language));
  text.language = place.language;
  constexpr std::size_t kIsoDay = 10;  // 2026-11-24
  text.iso_date = pki::format_utc(shown.time).substr(0, kIsoDay);
  if (asks_for_digest(letterhead)) {
    text.digest = pki::hex(pki::digest(pki::Hash::kSha256, shown.file));
  }
  return text;
}

/// Of everything that tells two appearances on one letterhead and in one language apart.
std::string key_of(const layout::AppearanceText& text, const signing::FieldPlace& place,
                   SeenIn in) {
  std::string key = std::to_string(place.width.value) + ' ' + std::to_string(place.height.value) +
                    ' ' + std::to_string(place.quarter_turns) + ' ' +
                    std::to_string(static_cast<int>(in));
  for (const std::string* part : {&text.name, &text.title, &text.division, &text.place,
                                  &text.reason, &text.date, &text.iso_date, &text.digest}) {
    key += '\0';
    key += *part;
  }
  return key;
}

}  // namespace

Appearances::Appearances(std::optional<fs::path> letterheads,
                         std::shared_ptr<const letter::Picture> image)
    : letterheads_(std::move(letterheads)), image_(std::move(image)) {
  shop_.shop();
}

Appearances::Stationery& Appearances::stationery(const signing::FieldPlace& place) {
  const std::pair key{place.letterhead, place.language};
  const auto found = opened_.find(key);
  if (found != opened_.end()) return found->second;
  Stationery fresh{
      open_letterhead(place.letterhead, letterheads_, {place.language}), image_, {}, {}};
  const auto& seal = fresh.letterhead.signature.seal;
  if (!fresh.image && seal) fresh.image = picture_of(seal->file, seal->bytes, svg_converter());
  return opened_.emplace(key, std::move(fresh)).first->second;
}

void Appearances::name_field(signing::FieldPlace& place) {
  if (!place.fresh) return;
  letter::Signatory signatory;
  signatory.name = place.signatory_name;
  signatory.division = place.division;
  place.fresh->tooltip =
      layout::signature_of(stationery(place).letterhead, place.language, signatory);
}

std::shared_ptr<const pdf::FormObjects> Appearances::of(const signing::FieldPlace& place,
                                                        const ShownSignature& shown) {
  Stationery& here = stationery(place);
  const layout::AppearanceText text = text_of(place, shown, here.letterhead);
  std::string key = key_of(text, place, shown.in);
  if (here.last && here.last_key == key) return here.last;
  const layout::Appearance set =
      layout::lay_out_appearance(text, here.image.get(), place.width, place.height, here.letterhead,
                                 shop_.shop()->typesetter());
  const bool is_pdf_a_1 = shown.in == SeenIn::kForeignPdfA1;
  pdf::FormObjects form =
      pdf::make_form(set.page, set.artwork, is_pdf_a_1 ? pdf::CidSets::kYes : pdf::CidSets::kNo);
  if (is_pdf_a_1) form = signing::opaque(std::move(form));
  if (shown.in != SeenIn::kLetter) form = signing::fitted(std::move(form), place);
  here.last = std::make_shared<const pdf::FormObjects>(std::move(form));
  here.last_key = std::move(key);
  return here.last;
}

}  // namespace chancery::app
