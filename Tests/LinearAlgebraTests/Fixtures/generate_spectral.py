"""Writes spectral.json: what NumPy and SciPy say about singular values and eigenvalues.

Run it in an environment made of requirements.txt:

    python generate_spectral.py

The matrices are not stored. They are recipes of small whole numbers, which SpectralMatrix.swift
follows to the letter, so only the answers are written down, all computed in double precision.
"""

import json
import math
import pathlib

import numpy as np
import scipy
import scipy.linalg as sl

SQUARE = [0, 1, 2, 3, 7, 31, 64]
OBLONG = [(0, 3), (3, 0), (1, 5), (5, 1), (7, 3), (3, 7), (31, 7), (31, 64), (64, 31)]
MASK = (1 << 64) - 1


def whole_numbers(seed, count):
    """NoiseGenerator.wholeNumbers of TestSupport: whole numbers in −8...8."""
    state, numbers = seed, []
    for _ in range(count):
        state = (state * 6364136223846793005 + 1442695040888963407) & MASK
        numbers.append((((state ^ (state >> 29)) >> 33) % 17) - 8)
    return numbers


def whole_matrix(rows, columns, is_complex, salt=0):
    count = rows * columns
    numbers = whole_numbers(10_000 * salt + 100 * rows + columns, 2 * count)
    parts = np.array(numbers, dtype=float).reshape(count, 2) if count else np.zeros((0, 2))
    flat = parts[:, 0] + (1j * parts[:, 1] if is_complex else 0)
    return flat.reshape(rows, columns)


def reflection(n):
    """I − 2·v·vᵀ / vᵀv with v = (1, 2, 1, 2, …)."""
    v = np.array([1 + i % 2 for i in range(n)], dtype=float)
    return np.eye(n) - 2 * np.outer(v, v) / max(1, v @ v)


def matrix(family, rows, columns, is_complex):
    unit = 1j if is_complex else 0
    n = min(rows, columns)
    if family == "random":
        return whole_matrix(rows, columns, is_complex)
    if family == "graded":
        return whole_matrix(rows, columns, is_complex) * np.array(
            [[2.0**-i] for i in range(rows)]
        ).reshape(rows, 1)
    if family == "hilbert":
        return np.array(
            [[1 / (i + j + 1) for j in range(columns)] for i in range(rows)]
        ).reshape(rows, columns) * (1 + unit)
    if family == "rankDeficient":
        rank = (n + 1) // 2
        return whole_matrix(rows, rank, is_complex, 1) @ whole_matrix(
            rank, columns, is_complex, 2
        )
    if family == "nearlySingular":
        return matrix("rankDeficient", rows, columns, is_complex) + 2.0**-12 * whole_matrix(
            rows, columns, is_complex, 3
        )
    if family == "orthogonal":
        return reflection(n) * (1j if is_complex else 1)
    if family == "permutation":
        return np.roll(np.eye(n), 1, axis=1) * (1j if is_complex else 1)
    if family == "jordan":
        return (2 + unit) * np.eye(n) + np.eye(n, k=1)
    if family == "rotatedJordan":
        return reflection(n) @ matrix("jordan", n, n, is_complex) @ reflection(n)
    # The rest is symmetric or Hermitian.
    if family == "symmetric":
        a = whole_matrix(n, n, is_complex)
        return a + a.conj().T
    if family == "gradedSymmetric":
        d = np.array([2.0**-i for i in range(n)])
        return matrix("symmetric", n, n, is_complex) * d[:, None] * d[None, :]
    if family == "semidefinite":
        x = whole_matrix(n, (n + 1) // 2, is_complex, 1)
        return x @ x.conj().T
    if family == "repeated":
        v = whole_matrix(n, 1, is_complex, 4)
        return 3 * np.eye(n) + v @ v.conj().T
    if family == "clustered":
        q = reflection(n)
        return (q * np.array([1 + k * 2.0**-20 for k in range(n)])) @ q.T
    if family == "definite":
        x = whole_matrix(n, n, is_complex, 5)
        return x @ x.conj().T + n * np.eye(n)
    raise ValueError(family)


def numbers(array):
    """Real and imaginary parts, one after the other where there are both."""
    array = np.asarray(array).ravel()
    if np.iscomplexobj(array):
        array = np.stack([array.real, array.imag], axis=1).ravel()
    return [float(x) for x in array]


def singular_case(family, m, n, is_complex):
    a = matrix(family, m, n, is_complex)
    case = {"family": family, "rows": m, "columns": n, "complex": is_complex}
    case["values"] = numbers(np.linalg.svd(a, compute_uv=False)) if min(m, n) else []
    empty = m * n == 0
    case["norms"] = [0.0] * 5 if empty else [
        float(np.linalg.norm(a, 1)), float(np.linalg.norm(a, 2)),
        float(np.linalg.norm(a, np.inf)), float(np.linalg.norm(a)), float(np.abs(a).max()),
    ]
    case["rank"] = int(np.linalg.matrix_rank(a)) if not empty else 0
    if family in ("random", "rankDeficient") and max(m, n) <= 7:
        case["pseudoInverse"] = numbers(sl.pinv(a)) if not empty else []
        b = np.arange(1, m + 1, dtype=float)
        case["solution"] = numbers(np.linalg.lstsq(a, b, rcond=None)[0].astype(a.dtype))
        case["nullity"] = int(sl.null_space(a).shape[1]) if not empty else n
    if family == "random" and m == n and 0 < n <= 7:
        case["conditions"] = [float(np.linalg.cond(a, p)) for p in (1, 2, np.inf, "fro")]
    return case


def symmetric_case(family, n, is_complex):
    a = matrix(family, n, n, is_complex)
    values, vectors = np.linalg.eigh(a)
    case = {"family": family, "rows": n, "columns": n, "complex": is_complex}
    case["values"] = numbers(values)
    if family == "symmetric" and 0 < n <= 7:
        # Moduli do not depend on the phase.
        case["moduli"] = numbers(np.abs(vectors))
    return case


def general_case(family, n, is_complex):
    a = matrix(family, n, n, is_complex)
    values, vectors = np.linalg.eig(a)
    case = {"family": family, "rows": n, "columns": n, "complex": is_complex}
    case["values"] = numbers(values.astype(complex))
    condition = float(np.linalg.cond(vectors)) if n else 1.0
    case["vectorCondition"] = condition if math.isfinite(condition) else 1e300
    if family == "random" and 0 < n <= 7:
        # By the implicit Q theorem only the phases of H are open.
        case["moduli"] = numbers(np.abs(sl.hessenberg(a)))
    return case


def generalized_case(n, is_complex):
    a, b = (matrix(name, n, n, is_complex) for name in ("symmetric", "definite"))
    case = {"family": "symmetric", "rows": n, "columns": n, "complex": is_complex}
    case["values"] = numbers(sl.eigh(a, b, eigvals_only=True)) if n else []
    case["condition"] = float(np.linalg.cond(b)) if n else 1.0
    return case


def main():
    fields = (False, True)
    shapes = [(n, n) for n in SQUARE] + OBLONG
    result = {"numpy": np.__version__, "scipy": scipy.__version__}
    result["singular"] = [
        singular_case(family, m, n, is_complex)
        for family in ("random", "graded", "hilbert", "rankDeficient", "nearlySingular")
        for m, n in shapes
        for is_complex in fields
    ] + [
        singular_case(family, n, n, is_complex)
        for family in ("orthogonal", "repeated", "clustered", "jordan")
        for n in SQUARE
        for is_complex in fields
    ]
    result["symmetric"] = [
        symmetric_case(family, n, is_complex)
        for family in ("symmetric", "gradedSymmetric", "semidefinite", "repeated", "clustered")
        for n in SQUARE
        for is_complex in fields
    ]
    result["general"] = [
        general_case(family, n, is_complex)
        for family in ("random", "graded", "permutation", "jordan", "repeated", "rotatedJordan",
                       "rankDeficient")
        for n in SQUARE
        if n <= 7 or family not in ("rotatedJordan", "rankDeficient")
        for is_complex in fields
    ]
    result["generalized"] = [
        generalized_case(n, is_complex) for n in SQUARE for is_complex in fields
    ]
    path = pathlib.Path(__file__).with_name("spectral.json")
    path.write_text(json.dumps(result, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main()
