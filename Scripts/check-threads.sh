#!/usr/bin/env bash
# Runs tests under the thread sanitizer, which finds two threads that meet in memory unordered.
#
#   Scripts/check-threads.sh            the team of threads, and trainings at the same time
#   Scripts/check-threads.sh --all      all tests
#   Scripts/check-threads.sh NAME …     the tests that these names or patterns stand for
set -euo pipefail
# shellcheck source=Scripts/prepare.sh
source "$(dirname "${BASH_SOURCE[0]}")/prepare.sh"
cd "$root"

# The team of threads, and trainings, products and factorizations in several threads at the same time.
tests=(ThreadTeamTests ConcurrentTrainingTests)
case ${1:-} in
--all) tests=(.) ;;
-*) fail "unknown option $1; usage: Scripts/check-threads.sh [--all | name …]" ;;
?*) tests=("$@") ;;
esac
filters=()
for name in "${tests[@]}"; do filters+=(--filter "$name"); done

sanitized=(--sanitize=thread --scratch-path .build-thread)
say "building with the thread sanitizer …"
build "${sanitized[@]}" --build-tests
exec swift test --quiet "${sanitized[@]}" --skip-build --disable-xctest "${filters[@]}"
