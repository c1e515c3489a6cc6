#!/usr/bin/env bash
# What a process that keeps fonts, dictionaries and caches needs for a letter, a paragraph, a
# signature. A Markdown table on standard output.
set -euo pipefail

usage() {
  cat <<'TEXT'
usage: tests/benchmark/warm.sh [--repetitions N] [--filter REGEX] [--docs] [--help]

Builds build/release/chancery_benchmarks (CMake option CHANCERY_BENCHMARKS) and runs
it; the median processor time of N repetitions (5 by default) of each benchmark.
Needs what scripts/setup.sh --tests --bench installs.

  --docs  also put the table into docs/performance.md
TEXT
}

cd "$(dirname "$0")/../.."
repetitions=5
filter=.
docs=no
while [ $# -gt 0 ]; do
  case "$1" in
    --repetitions) repetitions=${2:?--repetitions needs a number}; shift 2 ;;
    --filter) filter=${2:?--filter needs a pattern}; shift 2 ;;
    --docs) docs=yes; shift ;;
    --help | -h) usage; exit 0 ;;
    *) usage >&2; exit 3 ;;
  esac
done

cmake --preset release -DCHANCERY_BENCHMARKS=ON >/dev/null
cmake --build --preset release --target chancery_benchmarks >/dev/null
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
build/release/chancery_benchmarks --benchmark_repetitions="$repetitions" \
  --benchmark_report_aggregates_only=true --benchmark_min_time=0.1 --benchmark_filter="$filter" \
  --benchmark_out_format=json --benchmark_out="$work/result.json" >/dev/null 2>"$work/errors" ||
  { cat "$work/errors" >&2; exit 1; }

# One key a line is how the library writes its JSON.
awk '
  function value(line) { sub(/^[^:]*: */, "", line); gsub(/[",]/, "", line); return line }
  BEGIN { print "| benchmark | processor ms | |"; print "| --- | ---: | --- |" }
  /^ *"run_name":/ { name = value($0) }
  /^ *"aggregate_name":/ { aggregate = value($0) }
  /^ *"cpu_time":/ { time = value($0) }
  /^ *"time_unit":/ { unit = value($0) }
  /^ *"pages":/ { pages = value($0) }
  /^ *"pdf_bytes":/ { note = sprintf("%.1f kB", value($0) / 1000) }
  /^ *"font_bytes":/ { note = sprintf("%.1f kB of fonts", value($0) / 1000) }
  /^ *"added_bytes":/ { note = sprintf("adds %.1f kB", value($0) / 1000) }
  /^ *}/ {
    if (aggregate == "median") {
      milliseconds = unit == "us" ? time / 1000 : time
      if (pages) note = sprintf("%d pages, %.2f ms each, %s", pages, milliseconds / pages, note)
      gsub("_", " ", name)
      sub("/", ": ", name)
      printf "| %s | %.3f | %s |\n", name, milliseconds, note
    }
    name = aggregate = note = pages = ""
  }' "$work/result.json" >"$work/table.md"
cat "$work/table.md"
[ "$docs" = no ] || tests/benchmark/put_section.sh docs/performance.md warm "$work/table.md"
