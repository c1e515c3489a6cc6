#!/usr/bin/env bash
# Builds the fuzzers and runs each of them for a while.
set -euo pipefail

usage() {
  cat <<'TEXT'
usage: scripts/fuzz.sh [SECONDS] [READER…]

Builds the libFuzzer targets (preset "fuzz": clang, AddressSanitizer and
UndefinedBehaviorSanitizer) and runs each for SECONDS (300), from the seeds in
tests/fuzz/seeds and what earlier runs found in build/fuzz/corpus. Readers are
markdown, yaml and json for letters; plain, revisions, byte_range, cms, time_stamp
and verify for received files; trusted_list for what recipients trust; all of them
when none is named. Stops with status 1 at the first finding, whose input stays in
build/fuzz/found.
TEXT
}

case "${1:-}" in
  --help | -h) usage; exit 0 ;;
esac
seconds=${1:-300}
shift || true
readers=("$@")
[ ${#readers[@]} -gt 0 ] ||
  readers=(markdown yaml json plain revisions byte_range cms time_stamp trusted_list verify)
[[ $seconds =~ ^[0-9]+$ ]] || { usage >&2; exit 3; }

cd "$(dirname "$0")/.."
cmake --preset fuzz -DCHANCERY_TESTS=OFF >/dev/null
cmake --build --preset fuzz --target fuzzers
mkdir -p build/fuzz/found
for reader in "${readers[@]}"; do
  corpus=build/fuzz/corpus/$reader
  mkdir -p "$corpus"
  nice "build/fuzz/tests/fuzz/fuzz_$reader" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 \
    -max_len=8192 -print_final_stats=1 -artifact_prefix="build/fuzz/found/$reader-" \
    "$corpus" "tests/fuzz/seeds/$reader" 2>&1 | tail -n 12
done
