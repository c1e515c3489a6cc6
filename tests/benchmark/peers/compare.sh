#!/usr/bin/env bash
# The same letters set by Chancery and by four other programs, looked at and measured.
set -euo pipefail

usage() {
  cat <<'TEXT'
usage: tests/benchmark/peers/compare.sh [--out DIR] [--runs N] [--docs] [--help]

Sets tests/benchmark/peers/letters/*.json with build/release/chancery, LuaLaTeX,
Typst, WeasyPrint and LibreOffice, in the same faces, sizes and column, and writes

  DIR/NAME.PROGRAM.pdf  the letters
  DIR/NAME.png          their pages side by side, at 100 dpi
  DIR/table.md          what tests/benchmark/peers/measure.mjs measures of them, and
                        the median time of N runs (5 by default)

DIR is out/peers by default. Needs what scripts/setup.sh --peers --bench installs;
Typst comes from npm, by the lock file beside this script.

  --docs  also put the table into docs/comparison.md
TEXT
}

cd "$(dirname "$0")/../../.."
root=$PWD
peers=$root/tests/benchmark/peers
out=$root/out/peers
runs=5
docs=no
while [ $# -gt 0 ]; do
  case "$1" in
    --out) out=${2:?--out needs a folder}; shift 2 ;;
    --runs) runs=${2:?--runs needs a number}; shift 2 ;;
    --docs) docs=yes; shift ;;
    --help | -h) usage; exit 0 ;;
    *) usage >&2; exit 3 ;;
  esac
done

chancery=$root/build/release/chancery
for needed in "$chancery" lualatex weasyprint soffice node npm hyperfine mutool pdftoppm pnmcat; do
  command -v "$needed" >/dev/null || {
    echo "$needed is missing: run scripts/setup.sh --tests --bench --peers and scripts/build.sh" >&2
    exit 4
  }
done
mkdir -p "$out"
out=$(cd "$out" && pwd)
[ -d "$peers/node_modules" ] || npm ci --silent --prefix "$peers"
# Caches are kept between runs, here and not in the home folder.
export TEXMFVAR=$out/cache/texmf-var TEXMFCACHE=$out/cache/texmf-var

# command PROGRAM NAME: what sets a letter, as words; it leaves $out/raw/NAME.PROGRAM.pdf or, where
# a program will not be told the name, $out/raw/PROGRAM/NAME.pdf.
command_of() {
  local input=$out/inputs/$2 raw=$out/raw
  case $1 in
    chancery)
      command=("$chancery" typeset "$input.md" --letterheads "$peers/letterhead"
        -o "$raw/chancery/$2.pdf") ;;
    lualatex)
      command=(lualatex -interaction=batchmode -halt-on-error "-output-directory=$raw/lualatex"
        "$input.tex") ;;
    typst) command=(node "$peers/typst_to_pdf.mjs" "$input.typ" "$raw/typst/$2.pdf") ;;
    weasyprint) command=(weasyprint -q "$input.html" "$raw/weasyprint/$2.pdf") ;;
    libreoffice)
      command=(soffice "-env:UserInstallation=file://$out/cache/libreoffice" --headless
        --convert-to pdf --outdir "$raw/libreoffice" "$input.fodt") ;;
  esac
}

# Both pages of each program's letter, with its name above.
sheet() {
  local name=$1 program columns=()
  for program in "${programs[@]}"; do
    local pages=$out/raw/$program/$name
    rm -f "$pages"-*.ppm
    pdftoppm -r 100 "$out/$name.$program.pdf" "$pages" 2>/dev/null
    pbmtext "$program" >"$pages-0.pbm"
    pnmcat -tb -jcenter -white "$pages-0.pbm" "$pages"-[1-9]*.ppm >"$pages.column.ppm" 2>/dev/null
    columns+=("$pages.column.ppm")
  done
  pnmcat -lr -jtop -white "${columns[@]}" 2>/dev/null | pnmtopng -quiet >"$out/$name.png"
}

programs=(chancery lualatex typst weasyprint libreoffice)
for program in "${programs[@]}"; do mkdir -p "$out/raw/$program"; done
for letter in "$peers"/letters/*.json; do
  name=$(basename "$letter" .json)
  node "$peers/make_inputs.mjs" "$letter" "$out/inputs"
  for program in "${programs[@]}"; do
    echo "$name: $program" >&2
    command_of "$program" "$name"
    hyperfine --shell=none --warmup 1 --runs "$runs" --style none \
      --export-json "$out/raw/$name.$program.time.json" "$(printf '%q ' "${command[@]}")" \
      >/dev/null 2>"$out/raw/$name.$program.log" ||
      { "${command[@]}" >&2; echo "$program failed on $name" >&2; exit 1; }
    cp "$out/raw/$program/$name.pdf" "$out/$name.$program.pdf"
    node "$peers/measure.mjs" "$letter" "$out/$name.$program.pdf" \
      >"$out/raw/$name.$program.json"
  done
  sheet "$name"
done

node "$peers/table.mjs" "$out/raw" >"$out/table.md"
cat "$out/table.md"
[ "$docs" = no ] || "$root/tests/benchmark/put_section.sh" docs/comparison.md measured "$out/table.md"
