#!/usr/bin/env bash
# Installs what is missing, builds, and runs every test.
set -euo pipefail

usage() {
  cat <<'TEXT'
usage: scripts/test.sh [PRESET] [--help]

Installs the packages that are missing (scripts/setup.sh --tests), builds a preset
(release by default; asan checks memory and undefined behaviour) and runs all its
tests. Can be run again at any time.
TEXT
}

preset=release
case "${1:-}" in
  --help | -h) usage; exit 0 ;;
  '') ;;
  *) preset=$1 ;;
esac

cd "$(dirname "$0")/.."
echo "== 1 of 3: packages"
scripts/setup.sh --tests
echo "== 2 of 3: build ($preset)"
scripts/build.sh "$preset"
echo "== 3 of 3: tests"
ctest --preset "$preset" --parallel "$(nproc)"
