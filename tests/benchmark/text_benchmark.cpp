// Paragraphs by script, and the subsets of the fonts that set them.
#include <benchmark/benchmark.h>

#include "text/subset.h"
#include "warm_office.h"

namespace chancery::benchmarks {
namespace {

/// The paragraph of the letter in many languages in one language.
std::string paragraph(const std::string& language) {
  const letter::Letter letter = read(example("many-languages"));
  for (const letter::Block& block : letter.body) {
    if (block.language == language) return block.text.text;
  }
  return letter.body.front().text.text;  // the letter's own
}

/// What was shaped once is remembered: only breaking and justifying are left to do.
void paragraph_known(benchmark::State& state, const std::string& language) {
  const std::string words = paragraph(language);
  benchmark::DoNotOptimize(office().set(words, language));
  for (auto _ : state) benchmark::DoNotOptimize(office().set(words, language));
}

/// A paragraph that was never set before is shaped too.
void paragraph_new(benchmark::State& state, const std::string& language) {
  const std::string words = paragraph(language);
  static int number = 0;  // the library calls this function many times
  for (auto _ : state) {
    benchmark::DoNotOptimize(office().set(std::to_string(++number) + ' ' + words, language));
  }
}

void subset(benchmark::State& state, const std::string& language) {
  const text::SetParagraph set = office().set(paragraph(language), language);
  std::vector<const text::GlyphRun*> runs;
  for (const text::Line& line : set.lines) {
    for (const text::GlyphRun& run : line.runs) runs.push_back(&run);
  }
  std::size_t bytes = 0;
  for (auto _ : state) {
    const text::Subset made = text::make_subset(runs);
    bytes = 0;
    for (const text::SubsetProgram& program : made.programs) bytes += program.bytes.size();
  }
  state.counters["font_bytes"] = static_cast<double>(bytes);
}

#define CHANCERY_EVERY_SCRIPT(function)                                         \
  BENCHMARK_CAPTURE(function, english, "en-GB")->Unit(benchmark::kMicrosecond); \
  BENCHMARK_CAPTURE(function, russian, "ru")->Unit(benchmark::kMicrosecond);    \
  BENCHMARK_CAPTURE(function, chinese, "zh")->Unit(benchmark::kMicrosecond);    \
  BENCHMARK_CAPTURE(function, arabic, "ar")->Unit(benchmark::kMicrosecond);     \
  BENCHMARK_CAPTURE(function, hindi, "hi")->Unit(benchmark::kMicrosecond);      \
  BENCHMARK_CAPTURE(function, urdu_nastaliq, "ur")->Unit(benchmark::kMicrosecond)

CHANCERY_EVERY_SCRIPT(paragraph_known);
CHANCERY_EVERY_SCRIPT(paragraph_new);
CHANCERY_EVERY_SCRIPT(subset);

}  // namespace
}  // namespace chancery::benchmarks
