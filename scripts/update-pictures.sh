#!/usr/bin/env bash
# Makes the reference pictures anew. Look at every one before you commit it.
set -euo pipefail

if [ "${1:-}" = --help ] || [ "${1:-}" = -h ]; then
  cat <<'TEXT'
usage: scripts/update-pictures.sh

Typesets the examples with build/release/chancery and writes their pages to
tests/pictures as small grey PNGs, and the first page of the open letter, signed,
to docs/open-letter.png for the README.
TEXT
  exit 0
fi

cd "$(dirname "$0")/.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
for name in open-letter many-languages scripts din-business us-office rtl-office side-by-side; do
  mkdir -p tests/pictures
  build/release/chancery typeset "examples/$name/letter.md" -o "$work/$name.pdf"
  pages=$(pdfinfo "$work/$name.pdf" | awk '/^Pages:/ { print $2 }')
  for page in $(seq "$pages"); do
    pdftoppm -r 50 -gray -f "$page" -l "$page" -singlefile "$work/$name.pdf" "$work/page"
    pnmtopng -quiet -compression 9 "$work/page.pgm" >"tests/pictures/$name-$page.png"
  done
done

scripts/make-demo-pki.sh "$work/pki" >/dev/null
signed=$work/signed.pdf
cp "$work/open-letter.pdf" "$signed"
for division in "Asia Division" "Europe and Central Asia Division"; do
  build/release/chancery sign "$signed" --division "$division" --keys "$work/pki" -o "$signed"
done
pdftoppm -r 80 -png "$signed" "$work/page"
pnmcat -lr -white <(pngtopnm "$work/page-1.png") <(pngtopnm "$work/page-2.png") 2>/dev/null |
  pnmtopng -quiet -compression 9 >docs/open-letter.png
ls -l tests/pictures docs/open-letter.png
