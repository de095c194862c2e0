#!/usr/bin/env bash
# Exchanges files of every format with NumPy, pandas, safetensors, PyTorch and Keras, and prints a table.
#
#   Scripts/check-interchange.sh              with what is installed; the rest is skipped, and named
#   Scripts/check-interchange.sh --install    installs the pinned versions first, in .build/interchange
#
# The Python is the one in .build/interchange, if it is there, or $PYTHON, or python3.
set -euo pipefail
# shellcheck source=Scripts/prepare.sh
source "$(dirname "${BASH_SOURCE[0]}")/prepare.sh"
cd "$root"

fixtures=Tests/NeuralNetworksTests/Fixtures/Interchange
environment=.build/interchange
if [[ ${1:-} == --install ]]; then
  python3 -m venv "$environment"
  "$environment/bin/python" -m pip install --quiet --requirement "$fixtures/requirements.txt"
fi
if [[ -x $environment/bin/python ]]; then PYTHON=$root/$environment/bin/python; fi
export PYTHON=${PYTHON:-python3}

workshop=$(mktemp -d)
trap 'rm -rf "$workshop"' EXIT
export INTERCHANGE_TABLE=$workshop/results
build --build-tests
status=0
swift test --quiet --skip-build --disable-xctest --filter InterchangeTests || status=$?
"$PYTHON" "$fixtures/exchange.py" table "$INTERCHANGE_TABLE"
exit "$status"
