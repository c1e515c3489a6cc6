#!/usr/bin/env bash
# Builds one preset. Shared by demo.sh and test.sh.
set -euo pipefail

usage() {
  cat <<'TEXT'
usage: scripts/build.sh [PRESET] [--help]

Configures and builds a preset of CMakePresets.json (default: release) into
build/PRESET.
TEXT
}

preset=release
case "${1:-}" in
  --help | -h) usage; exit 0 ;;
  '') ;;
  *) preset=$1 ;;
esac

cd "$(dirname "$0")/.."
cmake --preset "$preset" >/dev/null
cmake --build --preset "$preset"
