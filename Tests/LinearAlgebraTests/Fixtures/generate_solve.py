"""Writes solve.json: what SciPy and NumPy answer to systems that the tests rebuild from a seed.

    python -m pip install -r requirements.txt
    python generate_solve.py

A case names a family of matrices, an order, a seed, and whether the elements are complex; `matrix`
and `right_hand_sides` below say how the elements follow from them, and SolveFixture.swift does the
same. All answers are float64 or complex128. A complex number is two entries, real part first. Two
runs give identical files; another processor may change last bits.
"""

import json
import pathlib
import warnings

import numpy as np
import scipy.linalg as la

MASK = (1 << 64) - 1


class Noise:
    """The generator of Tests/TestSupport/NoiseGenerator.swift."""

    def __init__(self, seed):
        self.state = seed

    def real(self):
        self.state = (self.state * 6364136223846793005 + 1442695040888963407) & MASK
        bits = self.state ^ (self.state >> 29)
        return 2 * (((bits >> 12) + 0.5) * 2.0**-52) - 1

    def matrix(self, rows, columns, is_complex):
        real = np.array([self.real() for _ in range(rows * columns)]).reshape(rows, columns)
        if not is_complex:
            return real
        other = np.array([self.real() for _ in range(rows * columns)]).reshape(rows, columns)
        return real + 1j * other


def matrix(family, n, noise, is_complex):
    a = noise.matrix(n, n, is_complex)
    i, j = np.arange(n)[:, None], np.arange(n)[None, :]
    if family == "random":
        return a
    if family == "graded":
        return a * 2.0 ** -(i + j).astype(float)
    if family == "hilbert":
        return (1.0 / (i + j + 1)).astype(a.dtype)
    if family == "nearlySingular":
        if n > 1:
            a[n - 1] = a[0]
            a[n - 1, n - 1] += 2.0**-10
        return a
    if family == "hermitian":
        return a + a.conj().T
    if family == "symmetric":
        return a + a.T
    if family == "positiveDefinite":
        return a + a.conj().T + 4 * n * np.eye(n)
    if family == "lowerTriangular":
        return np.where(i >= j, a, 0) + 2 * np.eye(n)
    if family == "upperTriangular":
        return np.where(i <= j, a, 0) + 2 * np.eye(n)
    if family == "banded":
        return np.where((i - j <= 2) & (j - i <= 1), a, 0)
    if family == "tridiagonal":
        return np.where(abs(i - j) <= 1, a, 0)
    raise ValueError(family)


def flat(values):
    values = np.asarray(values).ravel()
    if np.iscomplexobj(values):
        values = np.stack([values.real, values.imag], axis=1).ravel()
    return [float(v) for v in values]


def ends(x):
    """The first and the last row."""
    return x[[0, -1]] if len(x) else x


def case(family, n, seed, is_complex):
    noise = Noise(seed)
    a = matrix(family, n, noise, is_complex)
    b = noise.matrix(n, 2, is_complex)
    result = {"family": family, "order": n, "seed": seed, "isComplex": is_complex}
    p, lower, upper = la.lu(a, p_indices=True)
    # SciPy's indices say where a row of L·U goes, ours where it comes from.
    result["permutation"] = [int(k) for k in np.argsort(p)]
    result["upperDiagonal"] = flat(np.diag(upper))
    result["lastLowerRow"] = flat(lower[-1:])
    sign, logarithm = np.linalg.slogdet(a)
    result["sign"], result["logarithm"] = flat([sign]), float(logarithm)
    factor, _ = la.lu_factor(a)
    gecon = la.get_lapack_funcs("gecon", (a,))
    # Of order 0, SciPy passes a leading dimension that LAPACK refuses; its own answer is 1.
    condition = gecon(factor, np.abs(a).sum(axis=0).max())[0] if n else 1
    result["reciprocalCondition"] = float(condition)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", la.LinAlgWarning)
        x = la.solve(a, b)
        result["solution"] = flat(ends(x))
        result["transposed"] = flat(ends(la.solve(a.T, b)))
        result["adjoint"] = flat(ends(la.solve(a.conj().T, b)))
    result["scale"] = float(np.abs(x).max(initial=0))
    if family in ("positiveDefinite", "hilbert"):
        result["lastCholeskyRow"] = flat(la.cholesky(a, lower=True)[-1:])
    if family in ("hermitian", "symmetric", "positiveDefinite"):
        _, d, p = la.ldl(a, hermitian=family != "symmetric")
        result["blockDiagonal"] = flat(np.diag(d))
        result["ldlPermutation"] = [int(k) for k in p]
    if family in ("hermitian", "positiveDefinite"):
        values = la.eigvalsh(a)
        result["inertia"] = [int((values > 0).sum()), int((values < 0).sum())]
    return result


def main():
    cases = []
    for is_complex in (False, True):
        for family, orders in {
            "random": (1, 2, 3, 7, 31, 64),
            "graded": (3, 7),
            "hilbert": (3, 5),
            "nearlySingular": (3, 7, 31),
            "hermitian": (1, 2, 3, 7, 31, 64),
            "symmetric": (3, 7, 31),
            "positiveDefinite": (1, 2, 3, 7, 31, 64),
            "lowerTriangular": (1, 3, 7),
            "upperTriangular": (2, 3, 7),
            "banded": (2, 3, 7, 31),
            "tridiagonal": (1, 2, 7, 31),
        }.items():
            for n in orders:
                cases.append(case(family, n, 1000 + len(cases), is_complex))
    # At the end, so that the seeds of the others stay what they are.
    for is_complex in (False, True):
        for family in ("random", "hermitian", "symmetric", "positiveDefinite", "lowerTriangular",
                       "upperTriangular", "banded", "tridiagonal"):
            cases.append(case(family, 0, 1000 + len(cases), is_complex))
    text = "[\n" + ",\n".join(json.dumps(c) for c in cases) + "\n]\n"
    pathlib.Path(__file__).with_name("solve.json").write_text(text)


main()
