#!/usr/bin/env bash
# Puts measured figures into a document, between its comments "NAME begins" and "NAME ends".
set -euo pipefail

if [ $# -ne 3 ] || [ "$1" = --help ]; then
  echo 'usage: tests/benchmark/put_section.sh DOCUMENT NAME FILE' >&2
  exit 3
fi
document=$1 name=$2 file=$3
for mark in begins ends; do
  grep -qx "<!-- $name $mark -->" "$document" || {
    echo "$document has no line '<!-- $name $mark -->'" >&2
    exit 1
  }
done
made=$(mktemp)
trap 'rm -f "$made"' EXIT
awk -v begins="<!-- $name begins -->" -v ends="<!-- $name ends -->" -v file="$file" '
  $0 == ends { inside = 0 }
  !inside { print }
  $0 == begins { inside = 1; while ((getline line < file) > 0) print line }
' "$document" >"$made"
cp "$made" "$document"
