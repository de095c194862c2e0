#!/usr/bin/env bash
# Exchanges files of every format with NumPy, pandas, safetensors, PyTorch and Keras, and prints a table.
#
#   Scripts/check-interchange.sh              with what is installed; the rest is skipped, and named
#   Scripts/check-interchange.sh --install    installs the pinned versions first, in .build/interchange
#   Scripts/check-interchange.sh --install-small    of these the ones that take seconds, NumPy, pandas and
#                                             safetensors, and only where one of them is missing
#
# Where installing the small ones fails, as it does without a network, they are skipped too.
#
# The Python is $PYTHON, if it is set, or the one in .build/interchange, if it is there, or python3. A
# $PYTHON is taken as it is, and nothing is installed for it by --install-small; --install makes
# .build/interchange of it, and uses that.
set -euo pipefail
# shellcheck source=Scripts/prepare.sh
source "$(dirname "${BASH_SOURCE[0]}")/prepare.sh"
cd "$root"

fixtures=Tests/NeuralNetworksTests/Fixtures/Interchange
environment=.build/interchange
small='^(numpy|pandas|safetensors)=='
# Who names a Python means that one.
named=${PYTHON:-}
case ${1:-} in
--install)
  "${PYTHON:-python3}" -m venv "$environment"
  "$environment/bin/python" -m pip install --quiet --requirement "$fixtures/requirements.txt"
  named=
  ;;
"" | --install-small) ;;
*) fail "unknown option $1; usage: Scripts/check-interchange.sh [--install | --install-small]" ;;
esac
if [[ -z $named && -x $environment/bin/python ]]; then PYTHON=$root/$environment/bin/python; fi
export PYTHON=${PYTHON:-python3}

# A Python that has them stays the one, with whatever else it has.
if [[ ${1:-} == --install-small && -z $named ]] &&
  ! "$PYTHON" -c 'import numpy, pandas, safetensors' 2>/dev/null; then
  wasThere=$([[ -d $environment ]] && echo yes || true)
  # The packages are words on purpose.
  # shellcheck disable=SC2046
  if "$PYTHON" -m venv "$environment" &&
    "$environment/bin/python" -m pip install --quiet --retries 1 --timeout 15 \
      $(grep -E "$small" "$fixtures/requirements.txt"); then
    PYTHON=$root/$environment/bin/python
  else
    # An environment without them would stand in the way of a Python that has some.
    [[ -n $wasThere ]] || rm -rf "$environment"
    say "NumPy, pandas and safetensors cannot be installed; what is missing is skipped"
  fi
fi

workshop=$(mktemp -d)
trap 'rm -rf "$workshop"' EXIT
export INTERCHANGE_TABLE=$workshop/results
build --build-tests
status=0
swift test --quiet --skip-build --disable-xctest --filter InterchangeTests || status=$?
"$PYTHON" "$fixtures/exchange.py" table "$INTERCHANGE_TABLE"
exit "$status"
