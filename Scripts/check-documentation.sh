#!/usr/bin/env bash
# Checks the links in articles and doc comments, of every library that has a DocC catalog.
#
# It reads the modules of the debug build, which it brings up to date: after ./test nothing is left
# to compile.
set -euo pipefail
# shellcheck source=Scripts/prepare.sh
source "$(dirname "${BASH_SOURCE[0]}")/prepare.sh"
cd "$root"

built=.build/debug
tools=$(dirname "$(readlink -f "$(command -v swift)")")
[[ -x $tools/docc ]] || fail "this toolchain has no docc beside swift"
build --configuration debug

# What the compiler has to find to read the modules again: the C ones, and the headers behind them.
search=(-I "$built/Modules")
for map in Sources/*/module.modulemap .build/checkouts/*/Sources/*/include/module.modulemap; do
  search+=(-I "$(dirname "$map")")
done
for map in "$built"/*.build/module.modulemap; do search+=(-Xcc "-fmodule-map-file=$map"); done
if command -v pkg-config >/dev/null; then
  for flag in $(pkg-config --cflags-only-I openblas zlib 2>/dev/null || true); do
    search+=(-Xcc "$flag")
  done
fi
target=$("$tools/swiftc" -print-target-info | sed -n 's/.*"triple": "\(.*\)",/\1/p')

workshop=$(mktemp -d)
trap 'rm -rf "$workshop"' EXIT
broken=0
for catalog in Sources/*/*.docc; do
  module=$(basename "$catalog" .docc)
  mkdir "$workshop/$module"
  "$tools/swift-symbolgraph-extract" -module-name "$module" -target "$target" "${search[@]}" \
    -minimum-access-level public -skip-synthesized-members -output-dir "$workshop/$module"
  "$tools/docc" convert "$catalog" --additional-symbol-graph-dir "$workshop/$module" \
    --output-path "$workshop/$module.doccarchive" --fallback-bundle-identifier "descent.$module" \
    --ide-console-output --warnings-as-errors >&2 || broken=$((broken + 1))
done
((broken == 0)) || fail "links are broken in the documentation of $broken modules"
say "all links in the documentation of $(find Sources -name '*.docc' | wc -l) modules resolve"
