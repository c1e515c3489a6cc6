#!/usr/bin/env bash
# What verification costs: one letter from a cold start beside pdfsig, many files, one very large
# file beside hashing it. A Markdown table on standard output.
set -euo pipefail

usage() {
  cat <<'TEXT'
usage: tests/benchmark/verify.sh [--runs N] [--files N] [--megabytes N] [--docs] [--help]

Measures build/release/chancery verify: the open letter with two signatures beside pdfsig in the
same run (N runs, 40 by default); N copies of it at once (1000 by default); and a letter with ten
signatures and enclosures of N megabytes in all (500 by default), beside sha256 of OpenSSL over
the same file. Keys and files go to a temporary folder. Needs what scripts/setup.sh --bench
installs.

  --docs        also put the table into docs/performance.md
TEXT
}

cd "$(dirname "$0")/../.."
runs=40 files=1000 megabytes=500 docs=no
while [ $# -gt 0 ]; do
  case "$1" in
    --runs) runs=${2:?--runs needs a number}; shift 2 ;;
    --files) files=${2:?--files needs a number}; shift 2 ;;
    --megabytes) megabytes=${2:?--megabytes needs a number}; shift 2 ;;
    --docs) docs=yes; shift ;;
    --help | -h) usage; exit 0 ;;
    *) usage >&2; exit 3 ;;
  esac
done

chancery=$PWD/build/release/chancery
for needed in "$chancery" hyperfine pdfsig openssl; do
  command -v "$needed" >/dev/null || {
    echo "$needed is missing: run scripts/setup.sh --bench and scripts/build.sh" >&2
    exit 4
  }
done
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
scripts/make-demo-pki.sh "$work/pki" >/dev/null
divisions=("Asia Division" "Europe and Central Asia Division")

# timed N COMMAND…: "median least processor", in milliseconds.
timed() {
  local count=$1
  shift
  hyperfine --shell=none --warmup 1 --runs "$count" --style none --ignore-failure \
    --export-csv "$work/times.csv" "$(printf '%q ' "$@")" >/dev/null 2>"$work/errors" ||
    { cat "$work/errors" >&2; exit 1; }
  awk -F, 'NR == 2 { n = NF
    printf "%.1f %.1f %.1f", $(n - 4) * 1000, $(n - 1) * 1000, ($(n - 3) + $(n - 2)) * 1000
  }' "$work/times.csv"
}
# row WHAT COUNT NOTE COMMAND…
row() {
  local what=$1 count=$2 note=$3 median least processor
  shift 3
  read -r median least processor <<<"$(timed "$count" "$@")"
  echo "| $what | $median | $least | $processor | $note |"
}

# Ten divisions, which share two keys.
ten_divisions() {
  local i unit
  echo "divisions:"
  for i in 1 2 3 4 5 6 7 8 9 10; do
    unit=${divisions[$((i % 2))]}
    key=$(tr 'A-Z ' 'a-z-' <<<"$unit")
    echo "  - name: Division $i"
    echo "    organisation: Lakes Correspondence Office"
    echo "    organisational-unit: $unit"
    echo "    key: pkcs12:$key.p12"
    echo "    passphrase-file: $key.pass"
  done
}

# A letter with ten places to sign, and enclosures of noise, which nothing makes smaller.
large_letter() {
  local folder=$1 left=$megabytes i=0
  mkdir -p "$folder"
  {
    echo "---"
    echo "letterhead: division-letters"
    echo "language: en"
    echo "date: 2026-11-24"
    echo "title: A large letter"
    echo "to: [The Archive]"
    echo "salutation: 'Dear Archivist:'"
    echo "signatories:"
    for i in 1 2 3 4 5 6 7 8 9 10; do
      echo "  - { name: Signatory $i, title: Director, division: Division $i }"
    done
    echo "enclosures:"
    for ((i = 1; left > 0; i++)); do
      local size=$((left < 60 ? left : 60))
      head -c "${size}M" /dev/urandom >"$folder/noise-$i.bin"
      echo "  - { title: Noise $i, file: noise-$i.bin, as: attached }"
      left=$((left - size))
    done
    echo "---"
    echo "What is enclosed is large."
  } >"$folder/letter.md"
}

"$chancery" typeset examples/open-letter/letter.md -o "$work/0.pdf"
for i in 0 1; do
  "$chancery" sign "$work/$i.pdf" --division "${divisions[$i]}" --keys "$work/pki" \
    -o "$work/$((i + 1)).pdf"
done
letter=$work/2.pdf
mkdir "$work/many"
for ((i = 0; i < files; i++)); do cp "$letter" "$work/many/$i.pdf"; done
large_letter "$work/large"
ten_divisions >"$work/large/divisions.yaml"
"$chancery" typeset "$work/large/letter.md" -o "$work/large/0.pdf"
for i in 0 1 2 3 4 5 6 7 8 9; do
  "$chancery" sign "$work/large/$i.pdf" --division "Division $((i + 1))" \
    --divisions "$work/large/divisions.yaml" --keys "$work/pki" -o "$work/large/$((i + 1)).pdf"
  rm "$work/large/$i.pdf"
done
large=$work/large/10.pdf

exec 3>&1 >"$work/table.md"
kilobytes=$(($(stat -c %s "$letter") / 1000))
echo "| command | median ms | least ms | processor ms | |"
echo "| --- | ---: | ---: | ---: | --- |"
row "\`chancery verify\`" "$runs" "2 signatures, $kilobytes kB" \
  "$chancery" verify "$letter" --trust "$work/pki/trust"
row "\`pdfsig\`" "$runs" "the same file" pdfsig "$letter"
row "\`chancery verify --reproduce\`" "$runs" "the same file" \
  "$chancery" verify "$letter" --trust "$work/pki/trust" --reproduce
row "\`chancery verify\`, $files files" 3 "2 signatures each" \
  "$chancery" verify --trust "$work/pki/trust" --format json "$work"/many/*.pdf
row "\`chancery verify --isolate\`, $files files" 3 "2 signatures each" \
  "$chancery" verify --isolate --trust "$work/pki/trust" --format json "$work"/many/*.pdf
row "\`chancery verify\`, $megabytes MB" 5 "10 signatures" \
  "$chancery" verify "$large" --trust "$work/pki/trust"
row "\`openssl dgst -sha256\`" 5 "the same file" openssl dgst -sha256 "$large"
exec >&3
cat "$work/table.md"
[ "$docs" = no ] || tests/benchmark/put_section.sh docs/performance.md verify "$work/table.md"
