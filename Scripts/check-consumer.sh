#!/usr/bin/env bash
# Builds and runs Tests/Consumer, somebody else's package, against what is committed here.
#
# It depends on Descent by address and version, as others will, and shows that the public API does
# what it says from outside the package.
set -euo pipefail
# shellcheck source=Scripts/prepare.sh
source "$(dirname "${BASH_SOURCE[0]}")/prepare.sh"

# Somebody else does not ask for it, and it is made of flags that the next line forbids.
unset DESCENT_PLAIN_TESTS

# SwiftPM before 6.2 refused a dependency with flags of this kind; now it is left to the author.
[[ $(swift package --package-path "$root" dump-package) != *unsafeFlags* ]] ||
  fail "Package.swift asks for unsafeFlags"

workshop=$(mktemp -d)
trap 'rm -rf "$workshop"' EXIT

# A repository of its own, because the tag must be nowhere else.
repository=$workshop/Descent
mkdir "$repository"
git -C "$root" archive HEAD | tar -x -C "$repository"
git -C "$repository" init --quiet
git -C "$repository" add --all --force
git -C "$repository" -c user.name=Check -c user.email=check@localhost \
  commit --quiet --message "Release 1.0.0"
git -C "$repository" tag 1.0.0

# Away from the package in whose folder it lies; caches of its own, because the same version has
# other content in every run.
cp -R "$root/Tests/Consumer" "$workshop/Consumer"
export DESCENT_URL=file://$repository
build --package-path "$workshop/Consumer" \
  --cache-path "$workshop/cache" --security-path "$workshop/security"
built=$workshop/Consumer/.build/debug

{ "$built/UsesDescent" && "$built/UsesOptimizers" && "$built/LongFormulas"; } |
  diff "$workshop/Consumer/ExpectedOutput.txt" - || fail "the consumer printed something else"

# A mistake must be told in optimized code as well, where the standard library is mute.
stops() {
  local said
  said=$(SWIFT_BACKTRACE=enable=no "$built/Stops" "$1" 2>&1) && fail "Stops $1 does not stop"
  [[ $said == *"$2"* ]] || fail "Stops $1 does not say '$2' but '$said'"
}
stops read 'element (2, 0) is outside a matrix of 2×2'
stops write 'element (0, 2) is outside a matrix of 2×2'
stops buffer 'index 2 is outside 0..<2'
stops zip 'a matrix of 2×2 meets one of 2×3'
stops tolerance 'tolerances cannot be -1.0 absolute'
stops product 'A is 2×3, B is 2×3'

# The update rules alone must link without OpenBLAS.
libraries() { if [[ $(uname) == Darwin ]]; then otool -L "$1"; else ldd "$1"; fi; }
[[ $(libraries "$built/UsesDescent") == *blas* ]] || fail "UsesDescent does not link OpenBLAS"
[[ $(libraries "$built/UsesOptimizers") != *blas* ]] || fail "UsesOptimizers links OpenBLAS"
say "a package that depends on version 1.0.0 builds, and its programs print what they should"
