#!/bin/sh
# Writes every fixture of this folder again, each from the versions that its requirements pin:
#
#     sh generate_all.sh [folder]
#
# The folder keeps the three environments for the next time; without one they are thrown away.
# Afterwards `git diff` tells what changed: nothing, unless an engine, a case or the processor did.
set -eu
cd "$(dirname "$0")"

if [ $# -gt 0 ]; then
  mkdir -p "$1"
  environments=$(cd "$1" && pwd)
else
  environments=$(mktemp -d)
  trap 'rm -rf "$environments"' EXIT
fi
export PYTHONDONTWRITEBYTECODE=1

# environment NAME REQUIREMENTS [REQUIREMENTS-WITHOUT-DEPENDENCIES]
environment() {
  if [ ! -e "$environments/$1/bin/python" ]; then
    python3 -m venv "$environments/$1"
    "$environments/$1/bin/python" -m pip install -q -r "$2"
    [ $# -lt 3 ] || "$environments/$1/bin/python" -m pip install -q --no-deps -r "$3"
  fi
}

# run NAME SCRIPT [ARGUMENT]
run() {
  name=$1
  shift
  echo "$1"
  "$environments/$name/bin/python" "$@"
}

environment two requirements.txt
environment optax requirements-optax.txt
environment seven requirements-rmsprop.txt requirements-rmsprop-no-deps.txt

for script in generate.py generate_peers.py generate_schedules.py generate_plans.py; do
  run two "$script"
done
run optax generate_optax.py
run seven generate_rmsprop.py
run seven generate_rules.py

swift build --package-path ../../.. --product compare-optimizers
run seven generate_translation.py \
  "$(swift build --package-path ../../.. --show-bin-path)/compare-optimizers"
