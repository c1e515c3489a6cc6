#!/usr/bin/env bash
# How long `chancery preview --watch` takes from a save to the new PDF.
# A Markdown table on standard output.
set -euo pipefail

usage() {
  cat <<'TEXT'
usage: tests/benchmark/watch.sh [--saves N] [--docs] [--help]

Starts build/release/chancery preview --watch on examples/open-letter and
examples/many-languages and saves each N times (50 by default), by turns in
place and by renaming a new file. Measures from the start of the save (starting
cat or mv is in it) until the new PDF has its name, and what the program itself
reports for setting and writing.

  --docs  also put the table into docs/performance.md
TEXT
}

cd "$(dirname "$0")/../.."
saves=50
docs=no
while [ $# -gt 0 ]; do
  case "$1" in
    --saves) saves=${2:?--saves needs a number}; shift 2 ;;
    --docs) docs=yes; shift ;;
    --help | -h) usage; exit 0 ;;
    *) usage >&2; exit 3 ;;
  esac
done
chancery=$PWD/build/release/chancery
[ -x "$chancery" ] || { echo "$chancery is missing: run scripts/build.sh" >&2; exit 4; }
work=$(mktemp -d)
watcher=
trap '[ -z "$watcher" ] || kill "$watcher" 2>/dev/null || true; rm -rf "$work"' EXIT

# Until FILE is there and is another than the one that is kept as OLD; without starting programs.
wait_for_other() {
  local file=$1 old=$2 end=$((SECONDS + 20))
  until [ -e "$file" ] && ! [ "$file" -ef "$old" ]; do
    [ "$SECONDS" -lt "$end" ] || { echo "no new PDF came" >&2; exit 1; }
  done
}

# Of the numbers on standard input: median, 95th of 100, largest.
three() {
  sort -n | awk '{ v[NR] = $1 }
    END { printf "%.1f | %.1f | %.1f", v[int((NR + 1) / 2)], v[int(0.95 * NR + 0.5)], v[NR] }'
}

measure() {
  local name=$1 letter=$work/$1.md pdf=$work/$1.preview/$1.pdf old=$work/$1.old
  cp "examples/$name/letter.md" "$letter"
  "$chancery" preview "$letter" --watch >"$work/$name.out" &
  watcher=$!
  wait_for_other "$pdf" "$old"
  sleep 0.5
  for i in $(seq "$saves"); do
    ln -f "$pdf" "$old"
    sed "s/^reference: .*/reference: SAVE $i/" "examples/$name/letter.md" >"$work/new"
    start=$EPOCHREALTIME
    if [ $((i % 2)) = 0 ]; then cat "$work/new" >"$letter"; else mv "$work/new" "$letter"; fi
    wait_for_other "$pdf" "$old"
    echo "$start $EPOCHREALTIME"
    sleep 0.05
  done >"$work/$name.times"
  kill "$watcher"
  wait "$watcher"
  watcher=
  local all own
  all=$(awk '{ print ($2 - $1) * 1000 }' "$work/$name.times" | three)
  own=$(awk '/ ms$/ && n++ { print $(NF - 1) }' "$work/$name.out" | three)
  printf '| %s | save to new PDF | %s |\n| %s | of it, setting and writing | %s |\n' \
    "$name" "$all" "$name" "$own"
}

{
  printf '| letter | what | median ms | 95 of 100 ms | most ms |\n| --- | --- | ---: | ---: | ---: |\n'
  measure open-letter
  measure many-languages
} >"$work/table.md"
cat "$work/table.md"
[ "$docs" = no ] || tests/benchmark/put_section.sh docs/performance.md watch "$work/table.md"
