#!/usr/bin/env python3
"""Writes matrix.json: element-wise work and reductions as NumPy does them.

    python3 -m pip install -r requirements.txt
    python3 generate_matrix.py

For every scalar type and several shapes two random matrices over wide magnitudes, and what NumPy
makes of them. Numbers are hexadecimal bit patterns, complex ones two of them.
"""

import json
import pathlib

import numpy as np

assert np.__version__ == "2.3.5", "the fixtures are pinned"

HERE = pathlib.Path(__file__).parent
SEED = 20261121
SHAPES = [(0, 3), (3, 0), (1, 1), (2, 3), (7, 5), (31, 2)]
SPECIAL = [0.0, 1.0, -0.0, np.inf, -np.inf, np.nan, 1e300, 1e-300, 5e-324]


def bits(values):
    """The parts of all elements in row-major order as hexadecimal bit patterns."""
    values = np.ascontiguousarray(values)
    if np.iscomplexobj(values):
        values = values.view(values.real.dtype)
    unsigned = {4: np.uint32, 8: np.uint64}[values.dtype.itemsize]
    return [format(int(x), "x") for x in values.ravel().view(unsigned)]


def random_matrix(random, shape, scalar, decades):
    def part():
        return random.standard_normal(shape) * 10.0 ** random.uniform(-decades, decades, shape)

    values = part() + 1j * part() if np.dtype(scalar).kind == "c" else part()
    return values.astype(scalar)


def case(random, shape, scalar):
    a, b = random_matrix(random, shape, scalar, 3), random_matrix(random, shape, scalar, 3)
    # Means far from zero: the one-pass formula of the variance would lose most digits.
    offset = (random_matrix(random, shape, scalar, 0) + 1000).astype(scalar)
    rows, columns = shape
    return {
        "scalar": np.dtype(scalar).name, "rows": rows, "columns": columns,
        "a": bits(a), "b": bits(b), "offset": bits(offset),
        "product": bits(a * b), "quotient": bits(a / b), "moduli": bits(np.abs(a)),
        "cumulativeRowSums": bits(np.cumsum(a, axis=1)),
        "cumulativeColumnSums": bits(np.cumsum(a, axis=0)),
        "rowVariances": bits(np.var(offset, axis=1)) if columns > 0 else [],
        "columnVariances": bits(np.var(offset, axis=0, ddof=1)) if rows > 1 else [],
    }


def special_case():
    """Every pair of special parts: quotients by each of the others, and moduli."""
    values = np.array([complex(x, y) for x in SPECIAL for y in SPECIAL[:4] + [1e300, 1e-300]])
    divisors = np.array([3 + 4j, 0, -0.0 + 0j, 1e300 + 1e300j, 1e-300 - 1e-300j, 5e-324j, 2])
    with np.errstate(all="ignore"):
        quotients = values[:, None] / divisors[None, :]
    return {
        "values": bits(values), "divisors": bits(divisors), "quotients": bits(quotients),
        "moduli": bits(np.abs(values)),
    }


def main():
    random = np.random.default_rng(SEED)
    scalars = [np.float32, np.float64, np.complex64, np.complex128]
    with np.errstate(all="ignore"):
        cases = [case(random, shape, scalar) for scalar in scalars for shape in SHAPES]
    fixture = {"cases": cases, "special": special_case()}
    (HERE / "matrix.json").write_text(json.dumps(fixture, indent=0) + "\n")


if __name__ == "__main__":
    main()
