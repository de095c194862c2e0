#!/usr/bin/env python3
"""Writes from-numpy.json: the value of every expression in the tables of FromNumPy.md.

    python3 -m pip install -r requirements.txt
    OPENBLAS_NUM_THREADS=1 python3 generate_from_numpy.py

The article is Sources/LinearAlgebra/LinearAlgebra.docc/FromNumPy.md; `rows` holds what the
expressions of its first columns give, and `functions` the public names of numpy.linalg. Numbers are
hexadecimal bit patterns, complex ones two of them; an expression that raises LinAlgError has no shape.
"""

import json
import pathlib
import re

import numpy as np
import scipy.linalg

assert np.__version__ == "2.3.5" and scipy.__version__ == "1.16.3", "the fixtures are pinned"

HERE = pathlib.Path(__file__).parent
ARTICLE = HERE / "../../../Sources/LinearAlgebra/LinearAlgebra.docc/FromNumPy.md"

S = np.array([[2.0, 1, 0], [1, 3, -1], [0, 5, 4]])
P = np.array([[4.0, 1, 0], [1, 3, 1], [0, 1, 2]])
# What the expressions may name, beside c and rng; NumPyRows.swift has the same.
NAMES = {
    "np": np, "scipy": scipy, "range": range,
    "a": np.array([[1.0, 2, 3], [4, 5, 6]]), "b": np.array([[2.0, -1, 0.5], [3, 8, -7]]),
    "s": S, "p": P, "k": scipy.linalg.block_diag(S, P),
    "z": np.array([[1 + 2j, 3 - 1j], [-2j, 0.5]]), "w": np.array([[2 - 1j, 1j], [4, 1 + 1j]]),
    "h": np.array([[2, 1 - 1j], [1 + 1j, 3]]),
    "x": np.array([3.0, 1, 2]), "u": np.array([1.0, -2, 4]), "y": np.array([3.0, -2]),
}


def bits(values):
    """The parts of all elements in row-major order as hexadecimal bit patterns."""
    values = np.ascontiguousarray(values)
    if np.iscomplexobj(values):
        values = values.view(np.float64)
    return [format(int(x), "x") for x in values.ravel().view(np.uint64)]


def result_of(expression):
    """What an expression gives, or what a statement makes of c, which is a copy of a."""
    names = dict(NAMES, c=NAMES["a"].copy(), rng=np.random.default_rng(7))
    if re.match(r"c\b.* \S?= ", expression):
        exec(expression, names)
        return names["c"]
    return eval(expression, names)


def value(expression):
    try:
        result = np.asarray(result_of(expression))
    except np.linalg.LinAlgError:
        return {"parts": []}
    if expression.startswith("rng."):
        # Nobody else draws these numbers.
        result = np.zeros_like(result)
    kind = np.complex128 if np.iscomplexobj(result) else np.float64
    return {"shape": list(result.shape), "parts": bits(result.astype(kind))}


def main():
    rows = {}
    for line in ARTICLE.read_text().splitlines():
        row = re.fullmatch(r"\| `([^`]+)` \| `[^`]+` \|", line)
        if row:
            assert row[1] not in rows, f"{row[1]} comes twice"
            rows[row[1]] = value(row[1])
    fixture = {"functions": sorted(np.linalg.__all__), "rows": rows}
    (HERE / "from-numpy.json").write_text(json.dumps(fixture, indent=0) + "\n")


if __name__ == "__main__":
    main()
