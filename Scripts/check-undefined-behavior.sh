#!/usr/bin/env bash
# Compiles what is written in C with the sanitizers of undefined behaviour and of addresses, and calls
# every loop of it on every instruction set that this processor has (Tests/UndefinedBehavior).
set -euo pipefail
# shellcheck source=Scripts/prepare.sh
source "$(dirname "${BASH_SOURCE[0]}")/prepare.sh"
cd "$root"

clang=$(dirname "$(readlink -f "$(command -v swift)")")/clang
[[ -x $clang ]] || fail "this toolchain has no clang beside swift"
workshop=$(mktemp -d)
trap 'rm -rf "$workshop"' EXIT

# Loops that vectorize in use do not where each operation is checked, which is no mistake here.
flags=(-O1 -g -Wall -Wextra -Werror -Wno-pass-failed -fno-omit-frame-pointer
  -fsanitize=undefined,address,float-cast-overflow -fno-sanitize-recover=all)
sources=(Sources/CElementwise/*.c Sources/CThreadTeam/*.c Sources/CSignals/*.c
  Tests/UndefinedBehavior/*.c)
running=()
for source in "${sources[@]}"; do
  "$clang" "${flags[@]}" -c "$source" -o "$workshop/$(basename "$source" .c).o" &
  running+=($!)
done
compiles=true
for process in "${running[@]}"; do wait "$process" || compiles=false; done
$compiles || fail "what is written in C does not compile with the sanitizers"
# Some linkers warn of what the sanitizers bring along.
output=$("$clang" "${flags[@]}" "$workshop"/*.o -o "$workshop/driver" -lm -lpthread 2>&1) ||
  fail "$output"
UBSAN_OPTIONS=print_stacktrace=1 "$workshop/driver" ||
  fail "undefined behaviour, or a byte that nobody gave: see above"
