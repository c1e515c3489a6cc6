#!/usr/bin/env bash
# Installs the Debian packages that Chancery needs and that are missing. Debian 12.
set -euo pipefail

usage() {
  cat <<'TEXT'
usage: scripts/setup.sh [--tests] [--bench] [--peers] [--list] [--help]

Installs what is missing of the Debian packages that Chancery is built from and
runs with: compiler, libraries, fonts and hyphenation patterns. Asks for root
rights (sudo) only when something has to be installed.

  --tests  also the programs that the tests and checks compare with, and two
           libraries that read PDF, from npm
  --bench  also what measures time and memory (docs/performance.md)
  --peers  also the typesetting programs that Chancery is compared with, a large
           download (docs/comparison.md)
  --list   print the packages, install nothing
  --help   print this
TEXT
}

build=(
  g++ cmake ninja-build ccache pkg-config
  libqpdf-dev libjpeg62-turbo-dev zlib1g-dev libharfbuzz-dev libfreetype-dev libicu-dev libhyphen-dev
  libssl-dev libcmark-gfm-dev libcmark-gfm-extensions-dev libyaml-dev
  nlohmann-json3-dev librsvg2-dev libcairo2-dev libpng-dev libqrencode-dev libdmtx-dev
  libdeflate-dev libseccomp-dev libcli11-dev libxml2-dev libzip-dev libp11-kit-dev
  libcurl4-openssl-dev liblcms2-dev
)
run=(
  openssl poppler-utils
  fonts-sil-gentiumplus fonts-noto-core fonts-noto-cjk
  hyphen-en-us hyphen-en-gb hyphen-ru hyphen-mn hyphen-de hyphen-fr hyphen-es
  hyphen-hi hyphen-bn hyphen-gu hyphen-kn hyphen-ml hyphen-pa hyphen-ta hyphen-te
)
# What readers of PDF copy is tried in node (tests/fidelity).
tests=(
  nodejs
  libgtest-dev libgmock-dev libvalijson-dev libbenchmark-dev libharfbuzz-bin qpdf mupdf-tools
  netpbm ghostscript zbar-tools dmtx-utils unicode-data fonts-goudybookletter locales-all
  python3 python3-pikepdf python3-fonttools python3-lxml softhsm2 opensc
  libxml2-utils
  clang-14 libclang-rt-14-dev clang-format-14 clang-tidy-14
)

bench=(libbenchmark-dev hyperfine time)
peers=(
  texlive-luatex texlive-latex-recommended texlive-lang-english texlive-lang-cyrillic
  texlive-lang-other weasyprint libreoffice-writer-nogui nodejs mupdf-tools netpbm
)
# Some builds of nodejs bring npm along, and conflict with the package of that name.
command -v npm >/dev/null || { tests+=(npm); peers+=(npm); }

chosen=()
with_tests=no
list=no
for argument in "$@"; do
  case "$argument" in
    --tests) with_tests=yes; chosen+=("${tests[@]}") ;;
    --bench) chosen+=("${bench[@]}") ;;
    --peers) chosen+=("${peers[@]}") ;;
    --list) list=yes ;;
    --help | -h) usage; exit 0 ;;
    *) usage >&2; exit 3 ;;
  esac
done

packages=("${build[@]}" "${run[@]}" "${chosen[@]}")

if [ "$list" = yes ]; then
  printf '%s\n' "${packages[@]}"
  exit 0
fi

missing=()
for package in "${packages[@]}"; do
  dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'install ok installed' ||
    missing+=("$package")
done
if [ "${#missing[@]}" -eq 0 ]; then
  echo "All ${#packages[@]} packages are installed."
else
  echo "Installing ${#missing[@]} packages: ${missing[*]}"
  as_root=()
  [ "$(id -u)" -eq 0 ] || as_root=(sudo)
  "${as_root[@]}" apt-get update -qq
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
    apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
  echo "Installed."
fi

# What npm installed is as new as the lock file, or is installed anew.
readers=$(dirname "$0")/../tests/fidelity
if [ "$with_tests" = yes ] && [ ! "$readers/node_modules/.package-lock.json" -nt "$readers/package-lock.json" ]; then
  echo "Installing the readers of tests/fidelity."
  (cd "$readers" && npm ci --silent) ||
    echo "npm ci failed in tests/fidelity: the tests with PDFium and pdf.js will be skipped." >&2
fi
