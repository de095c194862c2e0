#!/usr/bin/env bash
# Runs tests under the thread sanitizer, which finds two threads that meet in memory unordered.
#
#   Scripts/check-threads.sh            all tests
#   Scripts/check-threads.sh NAME …     the tests that these names or patterns stand for
#
# Optimized, because the suite takes several times as long otherwise.
set -euo pipefail
# shellcheck source=Scripts/prepare.sh
source "$(dirname "${BASH_SOURCE[0]}")/prepare.sh"
cd "$root"

filters=()
for name; do
  [[ $name != -* ]] || fail "unknown option $name; usage: Scripts/check-threads.sh [name …]"
  filters+=(--filter "$name")
done

sanitized=(-c release --sanitize=thread --scratch-path .build-thread -Xswiftc -enable-testing)
export TSAN_OPTIONS="suppressions=$root/Scripts/known-races.txt:print_suppressions=0"
say "building with the thread sanitizer …"
build "${sanitized[@]}" --build-tests
# Left out: under the limit on the size of files that this test sets, the sanitizer itself crashes.
exec swift test --quiet "${sanitized[@]}" --skip-build --disable-xctest \
  --skip 'a full disk loses no run that was kept' \
  ${filters[@]+"${filters[@]}"}
