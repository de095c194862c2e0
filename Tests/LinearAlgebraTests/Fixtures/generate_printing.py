#!/usr/bin/env python3
"""Writes printing.json: small matrices of every size of number, and how NumPy prints them.

    python3 -m pip install -r requirements.txt
    python3 generate_printing.py

Numbers are hexadecimal bit patterns. Of NumPy's text only the numbers are kept, and a point that
nothing follows, which we do not print, is left out. Whole numbers, which we print as such, are turned
into integers first.
"""

import json
import pathlib

import numpy as np

assert np.__version__ == "2.3.5", "the fixtures are pinned"

HERE = pathlib.Path(__file__).parent
KINDS = {"float32": (np.float32, np.uint32), "float64": (np.float64, np.uint64)}


def tokens(matrix):
    finite = matrix[np.isfinite(matrix)]
    limit = 2 / np.finfo(matrix.dtype).eps
    if np.all((finite == np.round(finite)) & (np.abs(finite) < limit)):
        return [str(int(x)) if np.isfinite(x) else str(x) for x in matrix.ravel()]
    text = np.array2string(matrix, separator=",", max_line_width=10_000)
    texts = (x.strip() for x in text.replace("[", "").replace("]", "").split(","))
    return [x.replace(".e", "e").removesuffix(".") for x in texts]


def matrices(rng):
    shape = (2, 3)
    for _ in range(40):
        yield rng.uniform(-1, 1, shape)
        yield rng.normal(0, 10.0 ** rng.integers(-6, 9), shape)
        yield np.exp(rng.normal(0, rng.choice([1, 3, 20]), shape))
        yield 10.0 ** rng.integers(-300, 300, shape)
        # Ties: nine digits after the point, or ten in all, the last one a five.
        yield rng.integers(0, 10**8, shape) / 1e8 + 5e-9
        yield np.round(rng.integers(0, 100, shape) + rng.integers(0, 10**8, shape) / 1e8 + 5e-9, 9)
        exponents = rng.integers(-40, 40, shape)
        yield np.array(
            [float(f"{rng.integers(10**8, 10**9)}5e{x}") for x in exponents.ravel()]
        ).reshape(shape)
        yield rng.integers(-5000, 5000, shape) / rng.choice([1, 2, 8, 1000])
        yield rng.integers(1, 1 << 62, shape).astype(np.uint64).view(np.float64)
    # Of 5e-324, NumPy prints digits that it has not: 4.94065646e-324.
    special = [0.0, -0.0, np.nan, np.inf, -np.inf, 0.5, 2.5e-310, 2.5e-5, 99999999.5, 1e8, 1234567890.5,
               0.1, 1e-4, 0.99999999999, 9.999999999e9, 1e16, 2.0**53, 16777216.0, 100.1, 0.1001]
    for _ in range(120):
        yield rng.choice(special, shape)
    for x in special:
        yield np.array([[x, 0.25], [1.0, x]])


def main():
    rng = np.random.default_rng(2026)
    cases = []
    for matrix in matrices(rng):
        for name, (kind, bits) in KINDS.items():
            with np.errstate(over="ignore", under="ignore"):
                values = matrix.astype(kind)
            parts = [format(int(x), "x") for x in values.ravel().view(bits)]
            cases.append([name, values.shape[1], " ".join(parts), " ".join(tokens(values))])
    text = ",\n".join(json.dumps(case) for case in cases)
    (HERE / "printing.json").write_text(f"[\n{text}\n]\n")


if __name__ == "__main__":
    main()
