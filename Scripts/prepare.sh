# shellcheck shell=bash
# Sourced by ./run, ./test and .ci/run: finds Swift, and installs the C libraries that are missing.
#
# Everything here writes to standard error, so that standard output is the program's alone, and
# does nothing where nothing is missing. It works with bash 3.2, which macOS has.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
# shellcheck disable=SC2034  # for those who source this
readonly root

say() { printf '%s\n' "$*" >&2; }
fail() {
  say "$*"
  exit 1
}

# Puts a Swift of at least 6.2 on PATH, looking there and where swiftly keeps its own.
find_swift() {
  local swift answer version found=""
  local swiftly=${SWIFTLY_BIN_DIR:-${SWIFTLY_HOME_DIR:-$HOME/.local/share/swiftly}/bin}
  while IFS= read -r swift; do
    [[ -x $swift ]] || continue
    answer=$("$swift" --version 2>&1 || true)
    version=$(sed -n 's/.*Swift version \([0-9.]*\).*/\1/p' <<<"$answer")
    case $version in
    # A program of that name that is no compiler, or one that does not start.
    "") found=${found:-"$swift, which says: $(head -n 1 <<<"$answer")"} ;;
    [0-5].* | 6.[01] | 6.[01].*) found="$swift, version $version" ;;
    *)
      PATH=$(dirname "$swift"):$PATH
      return
      ;;
    esac
  done < <(type -ap swift || true; echo "$swiftly/swift"; echo "$HOME/.swiftly/bin/swift")
  fail "Swift 6.2 or later is needed, found ${found:-none}: see https://www.swift.org/install"
}

# What must compile and link, and the Debian package that has it.
#
# A compiler that does not find its own standard libraries gets the package that pulls in the right
# versions of headers, start files and linker; without them `swift build` does not work either.
readonly probes="
-include stdio.h -lstdc++|g++
-include cblas.h -lopenblas|libopenblas-dev
-include lapacke.h -llapacke|liblapacke-dev
-include zlib.h -lz|zlib1g-dev"

# The packages whose probe fails with SwiftPM's own compiler and search, on one line.
missing_packages() {
  local clang program flags package paths=""
  clang=$(dirname "$(readlink -f "$(command -v swift)")")/clang
  [[ -x $clang ]] || clang=$(command -v clang || command -v cc) || fail "no C compiler beside swift"
  if command -v pkg-config >/dev/null; then
    paths=$(pkg-config --cflags --libs-only-L openblas zlib 2>/dev/null || true)
  fi
  program=$(mktemp)
  while IFS='|' read -r flags package; do
    # The flags are words on purpose.
    # shellcheck disable=SC2086
    [[ -z $flags ]] ||
      "$clang" -x c - $flags $paths -o "$program" 2>/dev/null <<<'int main(void) { return 0; }' ||
      printf '%s ' "$package"
  done <<<"$probes"
  rm -f "$program"
}

# Runs an installation without its output; where it fails, its complaint is put in one line.
quietly() {
  local output
  output=$("$@" 2>&1 </dev/null) && return
  output=$(grep -m 2 -E '^(E: |Error: |sudo: |W: Failed)' <<<"$output" || tail -n 1 <<<"$output")
  fail "installing failed: ${output//$'\n'/; }"
}

# Installs what is missing with apt-get, as root or through sudo.
prepare_debian() {
  local packages sudo=""
  packages=$(missing_packages)
  packages=${packages% }
  [[ -n $packages ]] || return 0
  local update="apt-get update"
  local install="env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends"
  install+=" $packages"
  if ((EUID)); then
    command -v sudo >/dev/null || fail "$packages: missing. Run as root: $update; $install"
    sudo="sudo "
  fi
  say "installing what is missing: $sudo$update; $sudo$install"
  # Not `&&`: a list that cannot be renewed, some other vendor's perhaps, need not be in the way.
  # shellcheck disable=SC2086
  update_and_install() { $sudo$update || true; $sudo$install; }
  quietly update_and_install
  packages=$(missing_packages)
  [[ -z $packages ]] || fail "${packages% }: installed, but the compiler does not find what is in it"
}

# Installs OpenBLAS with Homebrew; LAPACKE comes with it, and zlib with the system.
#
# Homebrew keeps OpenBLAS out of the compiler's search. SwiftPM finds it there by itself: for a
# system library with a brew provider it reads PREFIX/opt/NAME/lib/pkgconfig, where PREFIX is what
# `brew --prefix` prints, and needs no pkg-config for it. So `brew` only has to be on PATH.
prepare_mac() {
  PATH=$PATH:/opt/homebrew/bin:/usr/local/bin
  command -v brew >/dev/null || fail "OpenBLAS is needed, from Homebrew: see https://brew.sh"
  [[ -e $(brew --prefix)/opt/openblas/lib/pkgconfig/openblas.pc ]] && return
  say "installing what is missing: brew install openblas"
  quietly brew install openblas
}

prepare_other() {
  local packages
  packages=$(missing_packages)
  [[ -z $packages ]] ||
    fail "install OpenBLAS (cblas.h), LAPACKE (lapacke.h) and zlib (zlib.h) with their headers"
}

# Builds, and prints what the compiler said only where it fails.
build() {
  local output
  output=$(swift build --quiet "$@" 2>&1) || fail "$output"
}

find_swift
export PATH
case $(uname) in
Darwin) prepare_mac ;;
*) if command -v apt-get >/dev/null; then prepare_debian; else prepare_other; fi ;;
esac
