#!/usr/bin/env bash
# Feeds the parsers of files with inputs that libFuzzer makes up, under the address sanitizer.
#
#   Scripts/fuzz.sh [--inputs N] [parser …]
#
# All parsers get 20,000 inputs each unless told otherwise, and before them some files of a few hundred
# kilobytes that take as much memory for their size as a file can. It ends at the first input that traps,
# takes more than a second of the processor's time, or makes a parser hold more at once than a multiple of
# the file's size (FuzzedParser.swift says which), and says where that input lies. What never comes to its
# end is stopped after ten seconds by the clock. Inputs that reach new code are kept in .build-fuzz/corpus
# and begin the next run. Every core feeds a parser.
set -euo pipefail
# shellcheck source=Scripts/prepare.sh
source "$(dirname "${BASH_SOURCE[0]}")/prepare.sh"

inputs=20000
parsers=()
while (($#)); do
  case $1 in
  --inputs)
    [[ ${2:-} =~ ^[1-9][0-9]*$ ]] || fail "--inputs needs a number"
    inputs=$2
    shift 2
    ;;
  -*) fail "unknown option $1; usage: Scripts/fuzz.sh [--inputs N] [parser …]" ;;
  *)
    parsers+=("$1")
    shift
    ;;
  esac
done
all=(checkpoint csv csv-dataset gzip idx journal mapped npy npz results safetensors weights)
((${#parsers[@]})) || parsers=("${all[@]}")
for parser in "${parsers[@]}"; do
  [[ " ${all[*]} " == *" $parser "* ]] || fail "no parser $parser; there are ${all[*]}"
done

[[ $(uname) == Linux ]] || fail "Xcode's Swift comes without libFuzzer; fuzz on Linux"
folder=$root/.build-fuzz
say "building with libFuzzer and the address sanitizer …"
# Package.swift has the target only then: it links with nothing but libFuzzer, which has `main`.
export DESCENT_FUZZING=1
build --package-path "$root" --scratch-path "$folder" -c release --product Fuzzing \
  -Xswiftc -sanitize=fuzzer,address -Xswiftc -parse-as-library -Xswiftc -enable-testing \
  -Xcc -fsanitize=fuzzer-no-link,address

# Feeds the parser at work, with options and places for libFuzzer.
try() {
  SWIFT_BACKTRACE=enable=no DESCENT_FUZZED_PARSER=$parser "$folder/release/Fuzzing" \
    -timeout=10 -rss_limit_mb=1024 -artifact_prefix="$folder/found/$parser-" "$@" >"$log" 2>&1
}

give_up() {
  grep -E 'Fatal error|ERROR|SUMMARY|Test unit written|Running: ' "$log" >&2 || tail -n 5 "$log" >&2
  fail "$parser: an input was found that it does not survive; all that is known is in $log"
}

# All inputs of the parser at work.
feed() {
  local before large
  mkdir -p "$folder/corpus/$parser" "$folder/found" "$folder/seeds/large/$parser"
  for large in "$folder/seeds/large/$parser"/*; do
    [[ -e $large ]] || continue
    try -malloc_limit_mb=64 "$large" || give_up
  done
  # The fuzzer's own mean is of whole seconds, and 0 for what takes less than one.
  before=$(date +%s%N)
  try -runs="$inputs" -max_len=8192 -malloc_limit_mb=2 -dict="$root/Tests/Fuzzing/words.dict" \
    -print_final_stats=1 "$folder/corpus/$parser" "$folder/seeds/$parser" || give_up
  awk -v parser="$parser" -v nanoseconds=$(($(date +%s%N) - before)) '
    / cov: / { for (i = 1; i < NF; i++) if ($i == "cov:") reached = $(i + 1) }
    /number_of_executed_units/ { count = $2 }
    END {
      printf "%-12s %10d inputs, %6d a second, %5d edges reached, no fault\n",
        parser, count, count / nanoseconds * 1e9, reached
    }
  ' "$log"
}

# One core's share: parser after parser that no other core has taken. After a fault nothing is left to take.
work() {
  for parser in "${parsers[@]}"; do
    mkdir "$taken/$parser" 2>/dev/null || continue
    log=$folder/$parser.log
    (feed) || {
      (cd "$taken" && mkdir -p "${parsers[@]}")
      return 1
    }
  done
}

python3 "$root/Tests/Fuzzing/seeds.py" "$folder/seeds"
taken=$(mktemp -d)
trap 'rm -rf "$taken"' EXIT
workers=()
for ((core = 0; core < $(nproc); core++)); do
  work &
  workers+=($!)
done
status=0
for worker in "${workers[@]}"; do wait "$worker" || status=1; done
exit "$status"
