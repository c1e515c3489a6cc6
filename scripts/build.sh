#!/usr/bin/env bash
# Builds one preset. Shared by demo.sh and test.sh.
set -euo pipefail

usage() {
  cat <<'TEXT'
usage: scripts/build.sh [PRESET] [--without-tests] [--help]

Configures and builds a preset of CMakePresets.json (default: release) into
build/PRESET.

  --without-tests  build the program alone; its tests need more packages
TEXT
}

preset=release
tests=ON
for argument in "$@"; do
  case "$argument" in
    --help | -h) usage; exit 0 ;;
    --without-tests) tests=OFF ;;
    -*) usage >&2; exit 3 ;;
    *) preset=$argument ;;
  esac
done

cd "$(dirname "$0")/.."
cmake --preset "$preset" -DCHANCERY_TESTS="$tests" >/dev/null
cmake --build --preset "$preset"
