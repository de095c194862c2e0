#!/usr/bin/env bash
# Runs the tests of faults again and again: kills, full disks, lost folders, flipped bits, NaN, and commands
# that are interrupted. What depends on the moment shows only then.
#
#   Scripts/check-faults.sh            ten times
#   Scripts/check-faults.sh TIMES      as often as said
#
# Each time 20 processes are killed while they write checkpoints, or $DESCENT_KILLS: 200 in ten turns.
set -euo pipefail
# shellcheck source=Scripts/prepare.sh
source "$(dirname "${BASH_SOURCE[0]}")/prepare.sh"
cd "$root"

times=${1:-10}
[[ $times =~ ^[1-9][0-9]*$ && $# -le 1 ]] ||
  fail "how often? usage: Scripts/check-faults.sh [times]"

build -c release --build-tests -Xswiftc -enable-testing
for ((turn = 1; turn <= times; turn++)); do
  start=$SECONDS
  output=$(swift test --quiet -c release --skip-build --disable-xctest \
    --filter 'Checkpoint|BorneFailure|LoneBest|BestOnDisk|LastingRun|MappedTraining|HostileWeights' \
    --filter 'NonFinite|FiniteMoments|SkippedStep|AtomicFile|FlushTests|FileFault|CSVFault|IDXFault' \
    --filter 'ZipEnd|Journal|InterruptedCommand|CommandFile|CrashedRun|ContinuedComparison' \
    --filter 'LostFolder|FolderInUse|ReportLeftovers|ReportOnDisk|ReportFolder|StandardStreams|HostileResults|JSONFault' \
    2>&1) || fail "$output"$'\n'"turn $turn of $times failed"
  say "turn $turn of $times passed ($((SECONDS - start)) s)"
done
