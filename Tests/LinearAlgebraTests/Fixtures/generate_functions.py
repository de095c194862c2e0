#!/usr/bin/env python3
"""Writes functions.json: roots, logarithms and polar factors of matrices, by mpmath and SciPy.

    python3 -m pip install -r requirements.txt
    python3 generate_functions.py

Up to order 7 they are computed with 50 digits more than the condition takes away, for greater
orders in double precision by SciPy. The matrices are recipes, as for spectral.json;
FunctionMatrix.swift follows them. A function is stored as its product with (1, 2, 3, 1, 2, 3, ...),
on which every element has a say, and its Frobenius norm.
"""

import json
import math
import pathlib

import mpmath
import numpy as np
import scipy
import scipy.linalg as sl

from generate_spectral import matrix as spectral_matrix
from generate_spectral import numbers, whole_matrix

assert (np.__version__, scipy.__version__, mpmath.__version__) == ("2.3.5", "1.16.3", "1.3.0"), (
    "see requirements.txt")

SIZES = [1, 2, 3, 7, 31, 64]
POLAR_SHAPES = [(1, 1), (2, 2), (3, 3), (7, 7), (64, 64), (1, 5), (5, 1), (7, 3), (3, 7), (31, 7),
                (31, 64)]
FAMILIES = ["shifted", "graded", "hilbert", "rotatedJordan", "triangular", "permutation", "definite"]


def matrix(family, n, is_complex):
    if family == "shifted":
        # The symmetric part is positive definite, so no eigenvalue is negative.
        return whole_matrix(n, n, is_complex) + math.ceil(8 * math.sqrt(n)) * np.eye(n)
    if family == "graded":
        rows = np.array([2.0 ** -(20 * i // n) for i in range(n)])
        return matrix("shifted", n, is_complex) * rows[:, None]
    if family == "triangular":
        # Eigenvalues that nearly agree, far from normal.
        above = np.triu(whole_matrix(n, n, is_complex), 1) / 16
        return above + np.diag([1 + (i % 3) * 2.0**-20 for i in range(n)])
    return spectral_matrix(family, n, n, is_complex)


def has_principal_values(family, n):
    """Whether no eigenvalue is negative or so near zero that its logarithm is noise."""
    if family == "hilbert":
        return n <= 7
    if family == "permutation":
        return n % 2 == 1
    return True


def function(name, a):
    if name == "squareRoot":
        return sl.sqrtm(a)
    return sl.logm(a)


def precise_function(name, a):
    """The function with 50 digits after those that the condition takes away."""
    with mpmath.workdps(100):
        wide = mpmath.matrix(a.tolist())
        result = mpmath.sqrtm(wide) if name == "squareRoot" else mpmath.logm(wide)
        return np.array(result.tolist(), dtype=complex).reshape(a.shape)


def derivative(name, a, direction):
    n = len(a)
    block = np.block([[a, direction], [np.zeros_like(a), a]])
    return function(name, block)[:n, n:]


def derivative_norm(name, a):
    """How many times as large as a small change of A that of f(A) can be, by the power method."""
    # Whole numbers without a symmetry that the matrices have.
    direction = whole_matrix(len(a), len(a), np.iscomplexobj(a), 9)
    for _ in range(12):
        direction = direction / np.linalg.norm(direction)
        image = derivative(name, a, direction)
        direction = derivative(name, a.conj().T, image)
    return float(np.linalg.norm(image))


def record(name, family, n, is_complex):
    a = matrix(family, n, is_complex)
    result = precise_function(name, a) if n <= 7 else function(name, a)
    assert is_complex or np.abs(np.imag(result)).max() < 1e-12
    result = result if is_complex else np.real(result)
    return {
        "function": name, "family": family, "size": n, "isComplex": is_complex,
        "weighted": weighted(result), "frobenius": float(np.linalg.norm(result)),
        "derivative": derivative_norm(name, a)}


def weighted(result):
    return numbers(result @ np.array([1 + i % 3 for i in range(result.shape[1])], dtype=float))


def polar_record(rows, columns, is_complex, side):
    a = whole_matrix(rows, columns, is_complex)
    unitary, positive = sl.polar(a, side=side)
    return {
        "rows": rows, "columns": columns, "isComplex": is_complex, "side": side,
        "unitary": weighted(unitary), "positive": weighted(positive),
        # How far a small change of A moves U: at most by its twofold over this.
        "least": float(np.linalg.svd(a, compute_uv=False).min())}


def main():
    functions = [
        record(name, family, n, is_complex)
        for name in ("squareRoot", "logarithm")
        for family in FAMILIES
        for n in SIZES
        if has_principal_values(family, n)
        for is_complex in (False, True)
    ]
    polar = [
        polar_record(m, n, is_complex, side)
        for m, n in POLAR_SHAPES
        for is_complex in (False, True)
        for side in ("left", "right")
    ]
    records = {"functions": functions, "polar": polar}
    text = json.dumps(records, allow_nan=False).replace("}, {", "},\n{") + "\n"
    (pathlib.Path(__file__).parent / "functions.json").write_text(text)


if __name__ == "__main__":
    main()
