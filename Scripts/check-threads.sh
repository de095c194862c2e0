#!/usr/bin/env bash
# Runs tests under the thread sanitizer, which finds two threads that meet in memory unordered.
#
#   Scripts/check-threads.sh            all tests
#   Scripts/check-threads.sh NAME …     the tests that these names or patterns stand for
#
# What is tested is optimized, because the suite takes several times as long otherwise; most of the tests are
# not, as Package.swift says.
set -euo pipefail
# shellcheck source=Scripts/prepare.sh
source "$(dirname "${BASH_SOURCE[0]}")/prepare.sh"
cd "$root"

filters=()
for name; do
  case $name in
  -*) fail "unknown option $name; usage: Scripts/check-threads.sh [name …]" ;;
  *) filters+=(--filter "$name") ;;
  esac
done

folder=$root/.build-thread
if [[ $(uname) == Linux ]]; then
  # What waits for a Mutex is told to the sanitizer by functions that stand for Swift's own, by their names.
  source=$root/Tests/ThreadSanitizer/mutex-waits.c
  tools=$(dirname "$(readlink -f "$(command -v swift)")")
  library=$tools/../lib/swift/linux/libswiftSynchronization.so
  [[ -x $tools/clang ]] || fail "this toolchain has no clang beside swift"
  [[ -f $library ]] || fail "$library is not there: is Swift linked without libraries of its own?"
  names=$(sed -n 's/^#define \(UN\)\{0,1\}LOCK "\(.*\)"$/\2/p' "$source")
  [[ -n $names ]] || fail "$source names no functions of Swift"
  for name in $names; do
    # Names end with a zero byte in the library.
    LC_ALL=C grep -qzxF -e "$name" "$library" ||
      fail "Swift's Synchronization has no $name any more, which $source stands for"
  done
  preloaded=$folder/mutex-waits.so
  [[ $preloaded != *[[:space:]:]* ]] ||
    fail "$root has a space or a colon in its path, at which LD_PRELOAD is taken apart"
fi
sanitized=(-c release --sanitize=thread --scratch-path "$folder" -Xswiftc -enable-testing)
export DESCENT_PLAIN_TESTS=calling
say "building with the thread sanitizer …"
build "${sanitized[@]}" --build-tests

export TSAN_OPTIONS="suppressions=$root/Scripts/known-races.txt:print_suppressions=0"
if [[ -n ${preloaded:-} ]]; then
  "$tools/clang" -O1 -Wall -Wextra -Werror -shared -fPIC "$source" -o "$preloaded"
fi
# At its start the sanitizer writes a file in this folder, if it is there, and crashes where a test limits the
# size of files. What it is for, constants of C++, is not needed.
export TEST_TMPDIR=/nowhere
exec env ${preloaded:+LD_PRELOAD="$preloaded"} \
  swift test --quiet "${sanitized[@]}" --skip-build --disable-xctest ${filters[@]+"${filters[@]}"}
