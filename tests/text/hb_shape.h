// HarfBuzz's own hb-shape as the oracle for shaping.
#pragma once

#include <gtest/gtest.h>

#include <sstream>
#include <string>
#include <vector>

#include "base/utf8.h"
#include "data/data.h"
#include "typesetting.h"

namespace chancery::tests {

struct Placed {
  std::uint32_t id = 0;
  std::size_t cluster = 0;                         ///< in bytes
  double advance = 0, x_offset = 0, y_offset = 0;  ///< in font units
};

struct Sample {
  std::string words, language, script, features;
};

inline double number(const data::Node& glyph, std::string_view key) {
  const data::Node* node = glyph.find(key);
  const auto* integer = node == nullptr ? nullptr : std::get_if<std::int64_t>(&node->value);
  return integer == nullptr ? 0 : static_cast<double>(*integer);
}

/// What hb-shape makes of each of the texts, shaped alone.
inline std::vector<std::vector<Placed>> shaped_by_harfbuzz(const std::vector<std::string>& texts,
                                                           const text::FaceRecord& face,
                                                           const Sample& sample, bool rtl) {
  const TemporaryFolder folder;
  std::string lines;
  for (const std::string& text : texts) lines += text + "\n";
  write_text(folder / "lines.txt", lines);
  const Ran ran =
      run({"hb-shape", "--text-file=" + (folder / "lines.txt").string(),
           "--font-file=" + (kFontFolder / face.file).string(),
           "--face-index=" + std::to_string(face.index), "--no-glyph-names", "--output-format=json",
           "--language=" + sample.language, "--script=" + sample.script,
           "--features=" + sample.features, rtl ? "--direction=rtl" : "--direction=ltr"});
  EXPECT_EQ(ran.status, 0) << ran.err;
  std::vector<std::vector<Placed>> all;
  std::istringstream out(ran.out);
  std::size_t index = 0;
  for (std::string line; std::getline(out, line); ++index) {
    std::vector<std::size_t> byte_of;  // hb-shape counts clusters in characters
    for (std::size_t at = 0; at < texts.at(index).size();
         at += decode_utf8(texts[index], at)->length) {
      byte_of.push_back(at);
    }
    const data::Parsed parsed = data::parse_json(line, "hb-shape");
    all.emplace_back();
    for (const data::Node& glyph : *parsed.root.value().sequence()) {
      all.back().push_back({static_cast<std::uint32_t>(number(glyph, "g")),
                            byte_of.at(static_cast<std::size_t>(number(glyph, "cl"))),
                            number(glyph, "ax"), number(glyph, "dx"), number(glyph, "dy")});
    }
  }
  return all;
}

inline const text::FaceRecord& face_of(const text::GlyphRun& run,
                                       text::Slant slant = text::Slant::kUpright) {
  return fonts()
      .catalogue()
      .families.at(run.font->family())
      .faces.at({text::Weight::kRegular, slant});
}

}  // namespace chancery::tests
