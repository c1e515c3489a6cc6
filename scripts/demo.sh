#!/usr/bin/env bash
# From a fresh machine to a signed and verified letter.
set -euo pipefail

usage() {
  cat <<'TEXT'
usage: scripts/demo.sh [--out DIR] [--help]

Installs what is missing, builds Chancery, makes a demonstration PKI, typesets
examples/open-letter/letter.md and examples/many-languages/letter.md, lets both
divisions sign them, verifies them, changes one byte and shows that it is found.

  --out DIR  where the results go (default: out)
  --help     print this
TEXT
}

cd "$(dirname "$0")/.."
out=out
while [ $# -gt 0 ]; do
  case "$1" in
    --out) out=${2:?--out needs a folder}; shift 2 ;;
    --help | -h) usage; exit 0 ;;
    *) usage >&2; exit 3 ;;
  esac
done

echo "== 1 of 5: packages"
scripts/setup.sh
echo "== 2 of 5: build"
scripts/build.sh release --without-tests
chancery=build/release/chancery

echo "== 3 of 5: a demonstration PKI"
mkdir -p "$out"
scripts/make-demo-pki.sh "$out/pki"

echo "== 4 of 5: typeset and sign"
for letter in open-letter many-languages; do
  pdf=$out/$letter.pdf
  "$chancery" typeset "examples/$letter/letter.md" -o "$pdf"
  "$chancery" sign "$pdf" --division "Asia Division" --keys "$out/pki" -o "$out/$letter.signed.pdf"
  "$chancery" sign "$out/$letter.signed.pdf" --division "Europe and Central Asia Division" \
    --keys "$out/pki" -o "$out/$letter.signed.pdf"
done

echo "== 5 of 5: verify"
"$chancery" verify "$out/open-letter.signed.pdf" "$out/many-languages.signed.pdf" \
  --trust "$out/pki/trust" | tee "$out/report.txt"

# One byte in the middle of the first page's content is enough.
forged=$out/forged.pdf
cp "$out/open-letter.signed.pdf" "$forged"
at=$(grep -abo 'stream' "$forged" | head -n 1 | cut -d: -f1)
printf 'X' | dd of="$forged" bs=1 seek=$((at + 100)) conv=notrunc status=none
if "$chancery" verify "$forged" --trust "$out/pki/trust" >"$out/forged.txt"; then
  echo "A changed byte was not found." >&2
  exit 1
fi

cat <<TEXT

The letter:              $out/open-letter.signed.pdf
In many languages:       $out/many-languages.signed.pdf
What verify says:        $out/report.txt
With one byte changed:   $out/forged.pdf — $(sed -n 2p "$out/forged.txt")
TEXT
