#include "app/print.h"

#include <filesystem>
#include <optional>
#include <string_view>
#include <utility>

#include "app/conditions.h"
#include "app/files.h"
#include "app/modules.h"
#include "letterhead/values.h"
#include "pdf/colour/separation.h"
#include "pdf/print/print.h"
#include "pdf/write/write.h"

namespace chancery::app {
namespace {

namespace fs = std::filesystem;

/// Artwork may stand 6 mm beyond the page; no press asks for more than 10 mm.
constexpr Points kWidestBleed = millimetres(10);
constexpr const char* kRegistry = "http://www.color.org";

std::string lower(std::string text) {
  for (char& c : text) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return text;
}

struct OpenedCondition {
  pdf::OutputCondition condition;
  std::string file;  ///< of the profile, for messages
};

OpenedCondition open_known(const KnownCondition& known) {
  const std::string file = profile_file(known);
  return {
      {std::string(known.identifier), std::string(known.description), kRegistry, read_file(file)},
      file};
}

OpenedCondition open_condition(const std::string& asked, const layout::Document& document) {
  if (asked.empty()) return open_known(usual_condition(document));
  if (const KnownCondition* known = find_condition(asked)) return open_known(*known);
  const std::string ending = lower(fs::path(asked).extension().string());
  if (ending != ".icc" && ending != ".icm") {
    throw Failure(FailureKind::kUsage, "unknown-output-condition",
                  "there is no output condition '" + asked + "'",
                  "name fogra39 or gracol2006, or an ICC profile's file (.icc)");
  }
  // Nobody's registry knows it: the profile says what it is (ISO 32000-1, table 365).
  return {{"Custom", {}, {}, read_file(asked)}, asked};
}

Points bleed_of(const std::string& text) {
  const std::optional<Points> bleed = letterhead::parse_length(text);
  if (bleed && *bleed >= Points(0) && *bleed <= kWidestBleed) return *bleed;
  throw Failure(FailureKind::kUsage, "bad-bleed", "'" + text + "' is no bleed",
                "write a length from 0 mm to 10 mm, such as 3mm");
}

pdf::PrintSettings settings_of(const PrintOptions& options, const layout::Document& document) {
  auto* const function = reinterpret_cast<pdf::ColourModuleFunction*>(
      load_module("chancery_colour.so", pdf::kColourModuleSymbol, "liblcms2-2"));
  OpenedCondition opened = open_condition(options.output_condition, document);
  const pdf::Separated nothing = pdf::separate(function, opened.condition.profile, opened.file, {});
  pdf::PrintSettings settings;
  settings.condition = std::move(opened.condition);
  if (settings.condition.description.empty()) settings.condition.description = nothing.description;
  settings.separate = [function, profile = settings.condition.profile,
                       file = opened.file](std::span<const Colour> colours) {
    return pdf::separate(function, profile, file, colours).colours;
  };
  settings.bleed = bleed_of(options.bleed);
  settings.marks = options.marks;
  settings.duplex = options.duplex;
  settings.blank_reverse = options.blank_reverse;
  settings.two_up = !options.imposition.empty();
  settings.ink_limit = options.ink_limit / 100;
  return settings;
}

}  // namespace

PrintCopy make_print_copy(layout::Document document, const PrintOptions& options) {
  const pdf::PrintSettings settings = settings_of(options, document);
  document = pdf::arranged_for_print(std::move(document), settings);
  PrintCopy copy;
  copy.diagnostics = pdf::check_print(document, settings);
  if (has_errors(copy.diagnostics)) return copy;
  copy.pdf = pdf::Writer().write_print(document, settings, pdf::Hands::kTwo);
  return copy;
}

}  // namespace chancery::app
