#!/usr/bin/env bash
# How long the commands take as whole processes, how much memory they need, how large what they
# write is. A Markdown table on standard output.
set -euo pipefail

usage() {
  cat <<'TEXT'
usage: tests/benchmark/process.sh [--runs N] [--shared DIR] [--docs] [--help]

Measures build/release/chancery on examples/open-letter and examples/many-languages,
and on the open letter of the acceptance test when DIR/data/open-letter.txt is there:
wall-clock time (median and least of N runs, 20 by default), processor time, peak
resident memory, and the size of the file that is written. Keys and results go to a
temporary folder. Needs what scripts/setup.sh --bench installs.

  --shared DIR  the folder of public test inputs (default: ../shared)
  --docs        also put the table into docs/performance.md
TEXT
}

cd "$(dirname "$0")/../.."
runs=20
shared=../shared
docs=no
while [ $# -gt 0 ]; do
  case "$1" in
    --runs) runs=${2:?--runs needs a number}; shift 2 ;;
    --shared) shared=${2:?--shared needs a folder}; shift 2 ;;
    --docs) docs=yes; shift ;;
    --help | -h) usage; exit 0 ;;
    *) usage >&2; exit 3 ;;
  esac
done

chancery=$PWD/build/release/chancery
for needed in "$chancery" hyperfine /usr/bin/time; do
  command -v "$needed" >/dev/null || {
    echo "$needed is missing: run scripts/setup.sh --bench and scripts/build.sh" >&2
    exit 4
  }
done
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# The text of a letter as a web page gives it, one paragraph a line, becomes a letter file: after
# the page's first line title, addressees, salutation and body; two empty lines end the body; then
# each signatory's name, title and division, and the footer.
letter_of_text() {
  awk -v quote="'" '
    function quoted(text) { gsub(quote, quote quote, text); return quote text quote }
    /^$/ { empty++; next }
    { n++ }
    n > 4 && empty > 1 { signing = 1 }
    { empty = 0 }
    n == 1 { next }
    n == 2 { title = $0; next }
    n == 3 { to = $0; next }
    n == 4 { salutation = $0; next }
    !signing { body = body $0 "\n\n"; next }
    { end[++ends] = $0 }
    END {
      print "---\nletterhead: division-letters\nlanguage: en"
      print "title: " quoted(title) "\nto:\n  - " quoted(to)
      print "salutation: " quoted(salutation) "\nsignatories:"
      for (i = 1; i + 2 <= ends; i += 3) {
        print "  - name: " quoted(end[i])
        print "    title: " quoted(end[i + 1])
        print "    division: " quoted(end[i + 2])
      }
      print "footer: " quoted(end[ends]) "\n---\n" body
    }' "$1"
}

# row WHAT OUTPUT COMMAND…: one line of the table. `prepare` is run before each run, untimed.
prepare=true
row() {
  local what=$1 output=$2
  shift 2
  local csv=$work/times.csv memory=$work/memory size=–
  hyperfine --shell=none --warmup 3 --runs "$runs" --prepare "$prepare" --style none \
    --export-csv "$csv" "$(printf '%q ' "$@")" >/dev/null 2>"$work/errors" ||
    { cat "$work/errors" >&2; exit 1; }
  /usr/bin/time -v -o "$memory" "$@" >/dev/null 2>&1
  [ -z "$output" ] || size=$(stat -c %s "$output")
  awk -F, -v what="$what" -v size="$size" -v memory="$(awk '/Maximum resident/ { print $NF }' "$memory")" '
    NR == 2 {
      if (size ~ /^[0-9]+$/) size = sprintf("%.1f", size / 1000)
      n = NF  # the command itself may hold commas: count from the end
      printf "| %s | %.1f | %.1f | %.1f | %.1f | %s |\n", what, $(n - 4) * 1000, $(n - 1) * 1000,
        ($(n - 3) + $(n - 2)) * 1000, memory / 1024, size
    }' "$csv"
}

scripts/make-demo-pki.sh "$work/pki" >/dev/null
names=(open-letter many-languages)
letters=(examples/open-letter/letter.md examples/many-languages/letter.md)
if [ -f "$shared/data/open-letter.txt" ]; then
  letter_of_text "$shared/data/open-letter.txt" >"$work/acceptance.md"
  names+=(acceptance)
  letters+=("$work/acceptance.md")
fi

exec 3>&1 >"$work/table.md"
cat <<'TEXT'
| command | median ms | least ms | processor ms | peak MB | writes kB |
| --- | ---: | ---: | ---: | ---: | ---: |
TEXT
row "\`chancery --version\`" "" "$chancery" --version
for i in "${!names[@]}"; do
  name=${names[$i]}
  pdf=$work/$name.pdf
  asia=$work/$name.asia.pdf
  both=$work/$name.both.pdf
  row "typeset $name" "$pdf" "$chancery" typeset "${letters[$i]}" -o "$pdf"
  row "sign $name (RSA 3072)" "$asia" "$chancery" sign "$pdf" --division "Asia Division" \
    --keys "$work/pki" -o "$asia"
  row "sign $name again (P-256)" "$both" "$chancery" sign "$asia" \
    --division "Europe and Central Asia Division" --keys "$work/pki" -o "$both"
  row "verify $name (2 signatures)" "" "$chancery" verify "$both" --trust "$work/pki/trust"
done
# Many letters in one command.
mkdir "$work/many"
for i in $(seq 100); do cp "$work/open-letter.pdf" "$work/many/$i.pdf"; done
row "sign 100 × open-letter in one command (P-256)" "" "$chancery" sign "$work"/many/*.pdf \
  --division "Europe and Central Asia Division" --keys "$work/pki" -o "$work/many-signed"
row "typeset and sign open-letter at once (P-256)" "$work/at-once.pdf" "$chancery" typeset \
  examples/open-letter/letter.md --sign "Europe and Central Asia Division" --keys "$work/pki" \
  -o "$work/at-once.pdf"
# The first letter ever on a machine also converts the letterhead's artwork.
export XDG_CACHE_HOME=$work/cache
prepare="rm -rf $XDG_CACHE_HOME"
row "typeset open-letter, artwork not in the cache" "$work/open-letter.pdf" \
  "$chancery" typeset examples/open-letter/letter.md -o "$work/open-letter.pdf"
exec >&3
cat "$work/table.md"
[ "$docs" = no ] || tests/benchmark/put_section.sh docs/performance.md process "$work/table.md"
