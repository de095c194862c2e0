#!/usr/bin/env bash
# Runs tests under the thread sanitizer, which finds two threads that meet in memory unordered.
#
#   Scripts/check-threads.sh            all tests
#   Scripts/check-threads.sh NAME …     the tests that these names or patterns stand for
#   Scripts/check-threads.sh --build    builds them, and runs none
#
# What is tested is optimized, because the suite takes several times as long otherwise.
set -euo pipefail
# shellcheck source=Scripts/prepare.sh
source "$(dirname "${BASH_SOURCE[0]}")/prepare.sh"
cd "$root"

filters=()
only_build=
for name; do
  case $name in
  --build) only_build=yes ;;
  -*) fail "unknown option $name; usage: Scripts/check-threads.sh [--build | name …]" ;;
  *) filters+=(--filter "$name") ;;
  esac
done

folder=$root/.build-thread
sanitized=(-c release --sanitize=thread --scratch-path "$folder" -Xswiftc -enable-testing)
# Package.swift says which tests are not optimized then.
export DESCENT_SANITIZED_TESTS=1
say "building with the thread sanitizer …"
build "${sanitized[@]}" --build-tests
[[ -z $only_build ]] || exit 0

export TSAN_OPTIONS="suppressions=$root/Scripts/known-races.txt:print_suppressions=0"
if [[ $(uname) == Linux ]]; then
  clang=$(dirname "$(readlink -f "$(command -v swift)")")/clang
  [[ -x $clang ]] || fail "this toolchain has no clang beside swift"
  "$clang" -O1 -Wall -Wextra -Werror -shared -fPIC "$root/Tests/ThreadSanitizer/mutex-waits.c" \
    -o "$folder/mutex-waits.so"
  preloaded=$folder/mutex-waits.so
fi
# At its start the sanitizer writes a file in this folder, if it is there, and crashes where a test limits the
# size of files. What it is for, constants of C++, is not needed.
export TEST_TMPDIR=/nowhere
exec env ${preloaded:+LD_PRELOAD="$preloaded"} \
  swift test --quiet "${sanitized[@]}" --skip-build --disable-xctest ${filters[@]+"${filters[@]}"}
