#!/usr/bin/env bash
# Renews the tables of docs/text-fidelity.md: what readers copy from letters in every script.
set -euo pipefail

usage() {
  cat <<'TEXT'
usage: scripts/fidelity-table.sh [--peers] [--out DIR] [--help]

Sets the letters of tests/fidelity with the built program (scripts/build.sh), has
poppler, PDFium, pdf.js and MuPDF give their text, compares it with the author's
paragraph by paragraph, and puts the table into docs/text-fidelity.md. Needs the
packages of scripts/setup.sh --tests.

  --peers  instead have LuaLaTeX, Typst, WeasyPrint and LibreOffice set the same
           paragraphs in the same faces, and put the table of what is copied from
           theirs there. Needs scripts/setup.sh --peers; a program that is not
           installed has no column. Takes some minutes
  --out    the folder of what they set (out/fidelity)
TEXT
}

with_peers=no
out=out/fidelity
while [ $# -gt 0 ]; do
  case "$1" in
    --peers) with_peers=yes; shift ;;
    --out) out=${2:?--out needs a folder}; shift 2 ;;
    --help | -h) usage; exit 0 ;;
    *) usage >&2; exit 3 ;;
  esac
done

cd "$(dirname "$0")/.."
tests=build/release/tests/chancery_fidelity_tests
[ -x "$tests" ] || {
  echo "$tests is not built: scripts/build.sh" >&2
  exit 1
}

if [ "$with_peers" = no ]; then
  table=$(mktemp)
  trap 'rm -f "$table"' EXIT
  CHANCERY_FIDELITY_TABLE=$table "$tests" --gtest_filter='*EveryParagraphIsCopiedAsWritten*' \
    --gtest_brief=1
  tests/benchmark/put_section.sh docs/text-fidelity.md measured "$table"
  exit 0
fi

root=$PWD
mkdir -p "$out"
out=$(cd "$out" && pwd)
letters=(tests/fidelity/scripts.md tests/fidelity/right-to-left.md)
node tests/fidelity/peers/make_inputs.mjs "$out" "${letters[@]}"
for letter in "${letters[@]}"; do
  build/release/chancery typeset "$letter" -o "$out/$(basename "$letter" .md).pdf"
done
qpdf --empty --pages "$out/scripts.pdf" "$out/right-to-left.pdf" -- "$out/peers.chancery.pdf"

# set_with NAME PROGRAM COMMAND...: what the program made before goes first, so that no old file is measured.
set_with() {
  local name=$1 program=$2
  shift 2
  rm -f "$out/peers.$name.pdf"
  command -v "$program" >/dev/null || { echo "$program is not installed: no column" >&2; return 0; }
  echo "$name" >&2
  (cd "$out" && "$@" >"$name.log" 2>&1) || { cat "$out/$name.log" >&2; exit 1; }
}

peers=$root/tests/benchmark/peers
[ -d "$peers/node_modules" ] || npm ci --silent --prefix "$peers"
# Caches are kept between runs, here and not in the home folder.
export TEXMFVAR=$out/cache/texmf-var TEXMFCACHE=$out/cache/texmf-var
set_with typst node node "$peers/typst_to_pdf.mjs" peers.typ peers.typst.pdf
set_with weasyprint weasyprint weasyprint -q peers.html peers.weasyprint.pdf
set_with libreoffice soffice soffice "-env:UserInstallation=file://$out/cache/libreoffice" --headless \
  --convert-to pdf --outdir "$out/libreoffice" peers.fodt
if [ -f "$out/libreoffice/peers.pdf" ]; then mv "$out/libreoffice/peers.pdf" "$out/peers.libreoffice.pdf"; fi
set_with lualatex lualatex lualatex -interaction=batchmode -halt-on-error -jobname=peers.lualatex peers.tex

CHANCERY_FIDELITY_PEERS=$out "$tests" --gtest_filter='Peers.*' --gtest_brief=1
tests/benchmark/put_section.sh docs/text-fidelity.md peers "$out/table.md"
