#!/usr/bin/env bash
# Renews the table of docs/text-fidelity.md: what readers copy from letters in every script.
set -euo pipefail

usage() {
  cat <<'TEXT'
usage: scripts/fidelity-table.sh [--help]

Sets the letters of tests/fidelity with the built program (scripts/build.sh), has
poppler, PDFium, pdf.js and MuPDF give their text, compares it with the author's
paragraph by paragraph, and puts the table into docs/text-fidelity.md. Needs the
packages of scripts/setup.sh --tests.
TEXT
}

case "${1:-}" in
  --help | -h) usage; exit 0 ;;
  '') ;;
  *) usage >&2; exit 3 ;;
esac

cd "$(dirname "$0")/.."
tests=build/release/tests/chancery_fidelity_tests
[ -x "$tests" ] || {
  echo "$tests is not built: scripts/build.sh" >&2
  exit 1
}
table=$(mktemp)
trap 'rm -f "$table"' EXIT
CHANCERY_FIDELITY_TABLE=$table "$tests" --gtest_filter='*EveryParagraphIsCopiedAsWritten*' \
  --gtest_brief=1
tests/benchmark/put_section.sh docs/text-fidelity.md measured "$table"
