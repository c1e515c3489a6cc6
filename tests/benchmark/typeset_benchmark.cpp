// Whole letters in a warm process: from text to PDF, stage by stage, and how it grows with length.
#include <benchmark/benchmark.h>

#include "pdf/write/write.h"
#include "warm_office.h"

namespace chancery::benchmarks {
namespace {

void count_letters(benchmark::State& state, std::size_t pdf_bytes) {
  state.SetItemsProcessed(state.iterations());
  state.counters["pdf_bytes"] = static_cast<double>(pdf_bytes);
}

void typeset(benchmark::State& state, const std::string& name) {
  const std::string letter = example(name);
  std::size_t size = office().typeset(letter).size();
  for (auto _ : state) size = office().typeset(letter).size();
  count_letters(state, size);
}
BENCHMARK_CAPTURE(typeset, english, "open-letter")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(typeset, many_languages, "many-languages")->Unit(benchmark::kMillisecond);

/// A name that no letter before had, as in mail to many: the other paragraphs are remembered.
void typeset_next_recipient(benchmark::State& state) {
  const std::string letter = example("open-letter");
  const std::string marked = "Ministers of Transport";
  const std::size_t at = letter.find("  - " + marked) + 4;
  static int recipient = 0;  // the library calls this function many times
  std::size_t size = 0;
  for (auto _ : state) {
    std::string next = letter;
    next.replace(at, marked.size(), "Harbour Master no. " + std::to_string(++recipient));
    size = office().typeset(next).size();
  }
  count_letters(state, size);
}
BENCHMARK(typeset_next_recipient)->Unit(benchmark::kMillisecond);

void read_only(benchmark::State& state, const std::string& name) {
  const std::string letter = example(name);
  for (auto _ : state) benchmark::DoNotOptimize(read(letter));
}
BENCHMARK_CAPTURE(read_only, english, "open-letter")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(read_only, many_languages, "many-languages")->Unit(benchmark::kMillisecond);

void lay_out_only(benchmark::State& state, const std::string& name) {
  const letter::Letter letter = read(example(name));
  benchmark::DoNotOptimize(office().lay_out(letter));
  for (auto _ : state) benchmark::DoNotOptimize(office().lay_out(letter));
}
BENCHMARK_CAPTURE(lay_out_only, english, "open-letter")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(lay_out_only, many_languages, "many-languages")->Unit(benchmark::kMillisecond);

void write_only(benchmark::State& state, const std::string& name) {
  const layout::LaidOut laid_out = office().lay_out(read(example(name)));
  for (auto _ : state) benchmark::DoNotOptimize(office().writer().write(laid_out.document));
}
BENCHMARK_CAPTURE(write_only, english, "open-letter")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(write_only, many_languages, "many-languages")->Unit(benchmark::kMillisecond);

/// Each run in an office of its own, so that nothing has been shaped before.
void long_letters(benchmark::State& state) {
  const letter::Letter letter = long_letter(static_cast<int>(state.range(0)));
  std::size_t pages = 0;
  std::size_t size = 0;
  for (auto _ : state) {
    state.PauseTiming();
    const WarmOffice fresh;
    state.ResumeTiming();
    const layout::LaidOut laid_out = fresh.lay_out(letter);
    pages = laid_out.document.pages.size();
    size = fresh.writer().write(laid_out.document).size();
  }
  state.SetComplexityN(static_cast<std::int64_t>(pages));
  state.counters["pages"] = static_cast<double>(pages);
  state.counters["pages_per_second"] =
      benchmark::Counter(static_cast<double>(pages), benchmark::Counter::kIsIterationInvariantRate);
  state.counters["pdf_bytes"] = static_cast<double>(size);
}
BENCHMARK(long_letters)
    ->Arg(1)
    ->Arg(3)
    ->Arg(10)
    ->Arg(30)
    ->Arg(100)
    ->Arg(300)
    ->Arg(1000)
    ->Unit(benchmark::kMillisecond)
    ->Complexity(benchmark::oN);

}  // namespace
}  // namespace chancery::benchmarks
