#!/usr/bin/env bash
# clang-tidy over every source file, as .clang-tidy says, both cores at work. With --deep only: the
# path-sensitive checks (clang-analyzer), which take as long as all the others together, and those
# that take long for what the compilers' own warnings mostly find too.
set -euo pipefail
cd "$(dirname "$0")/.."
checks=-clang-analyzer-*
for slow in assert-side-effect multiple-statement-macro reserved-identifier stringview-nullptr \
  suspicious-semicolon suspicious-string-compare undelegated-constructor; do
  checks+=,-bugprone-$slow
done
checks+=,-misc-definitions-in-headers,-readability-redundant-declaration
[ "${1:-}" != --deep ] || checks=

echo "== tidy"
cmake --preset tidy -DCHANCERY_TESTS=OFF >/dev/null
git ls-files -z 'src/*.cpp' |
  xargs -0 -n 4 -P "$(nproc)" clang-tidy-14 -p build/tidy --quiet --warnings-as-errors='*' \
    --checks="$checks" \
    2> >(grep -v 'warnings generated' >&2 || true)
echo "clang-tidy has nothing to say."
