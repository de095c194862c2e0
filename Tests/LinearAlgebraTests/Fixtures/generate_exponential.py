#!/usr/bin/env python3
"""Writes exponential.json: matrix exponentials by mpmath, or for orders above 7 by SciPy.

    python3 -m pip install -r requirements.txt
    python3 generate_exponential.py

As for qr.json, the matrices are made from their seeds on both sides; here they are multiplied by a
power of two, which is exact. A nilpotent one is a random one without what lies on and below the
diagonal. mpmath sums the Taylor series with 60 digits; its exponents reach farther than the doubles'.
"""

import json
import pathlib

import mpmath
import numpy
import scipy

from generate_qr import flat, matrix

assert (numpy.__version__, scipy.__version__, mpmath.__version__) == ("2.3.5", "1.16.3", "1.3.0"), (
    "see requirements.txt")

# Kinds, sizes and exponents of the powers of two.
CASES = [
    ("random", (1, 2, 3, 7), (-8, -4, -1, 0, 1, 2, 4)),
    ("random", (0, 31), (-4, 0, 1)),
    ("random", (2, 3, 7), (-60, -20, 5)),
    ("nilpotent", (1, 2, 3, 7, 31), (-4, 0, 4)),
    ("graded", (2, 3, 7, 31), (-1, 0, 2)),
    ("scaled", (2, 3, 7), (-1, 0, 2)),
    ("hilbert", (2, 3, 7, 31), (-2, 0, 2)),
    ("deficient", (2, 3, 7), (-9, -6, -4)),
    ("nearly", (2, 3, 7, 31), (-1, 0, 1)),
]


def argument(kind, size, exponent, seed, is_complex):
    a = matrix("random" if kind == "nilpotent" else kind, size, size, seed, is_complex)
    return 2.0**exponent * (numpy.triu(a, 1) if kind == "nilpotent" else a)


def exponential(a):
    if not 0 < len(a) <= 7:
        return scipy.linalg.expm(a)
    with mpmath.workdps(60):
        result = mpmath.expm(mpmath.matrix(a.tolist()), method="taylor")
        result = numpy.array(result.tolist(), dtype=complex).reshape(a.shape)
    return result if numpy.iscomplexobj(a) else result.real


def condition(a):
    """How much more a change of A moves e^A than it does a number's."""
    if len(a) <= 1 or not a.any():
        return float(1 + abs(a).sum())
    if len(a) <= 7:
        return float(scipy.linalg.expm_cond(a))
    # By the power method, where the matrix of the derivative would have n⁴ elements.
    direction = numpy.ones_like(a)
    for _ in range(10):
        direction = direction / numpy.linalg.norm(direction)
        image = scipy.linalg.expm_frechet(a, direction, compute_expm=False)
        direction = scipy.linalg.expm_frechet(a.conj().T, image, compute_expm=False)
    ratio = numpy.linalg.norm(a) / numpy.linalg.norm(scipy.linalg.expm(a))
    return float(numpy.linalg.norm(image) * ratio)


def main():
    records = []
    for is_complex in (False, True):
        for kind, sizes, exponents in CASES:
            for size in sizes:
                for exponent in exponents:
                    seed = 100 + size
                    a = argument(kind, size, exponent, seed, is_complex)
                    result = exponential(a)
                    records.append({
                        "kind": kind, "size": size, "exponent": exponent, "seed": seed,
                        "isComplex": is_complex, "firstRow": flat(result[:1].ravel()),
                        "norm": float(numpy.linalg.norm(a, 1)) if size else 0.0,
                        "frobenius": float(numpy.linalg.norm(result)), "condition": condition(a)})
    text = json.dumps(records, allow_nan=False).replace("}, {", "},\n{") + "\n"
    (pathlib.Path(__file__).parent / "exponential.json").write_text(text)
    print(len(records))


if __name__ == "__main__":
    main()
