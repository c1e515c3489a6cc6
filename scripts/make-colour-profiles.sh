#!/usr/bin/env bash
# The ICC profiles of letterhead/colour/, made from public measurements of printed sheets.
set -euo pipefail

usage() {
  cat <<'TEXT'
usage: scripts/make-colour-profiles.sh DIR [--help]

Makes FOGRA39L_coated.icc and GRACoL2006_coated.icc in DIR, in some minutes, with
Argyll's colprof (Debian: argyll) from the measurements of icc-profiles-free, and
scripts/compact-icc.py. Both packages and python3 must be installed.
TEXT
}

folder=
for argument in "$@"; do
  case "$argument" in
    --help | -h) usage; exit 0 ;;
    -*) usage >&2; exit 3 ;;
    *) folder=$argument ;;
  esac
done
[ -n "$folder" ] || { usage >&2; exit 3; }
mkdir -p "$folder"

measurements=/usr/share/color/icc
scripts=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Low quality grids are ample for spot checks of a few colours, and keep letters small; 300 % of ink in
# all, 95 % of black, as coated sheets take.
make() {
  cp "$measurements/$1.ti3" "$work/$2.ti3"
  colprof -nc -ql -bl -l300 -L95 -kr -D "$3" -C "Made from public characterization data" "$work/$2"
  "$scripts/compact-icc.py" "$work/$2.icc" "$folder/$2.icc"
}

make FOGRA39L FOGRA39L_coated "Coated FOGRA39L (ISO 12647-2:2004)"
make TR006 GRACoL2006_coated "GRACoL2006_Coated1 (CGATS TR 006)"
