#!/usr/bin/env python3
"""Writes qr.json and regression.json.

    python3 -m pip install -r requirements.txt
    python3 generate_qr.py

qr.json holds factors by SciPy and least squares by NumPy. The matrices themselves are not in it: the
tests make them from the same seeds with the same generator, in arithmetic that rounds the same way.

regression.json holds the linear regression data sets of the NIST Statistical Reference Datasets
(<https://www.itl.nist.gov/div898/strd/lls/lls.shtml>): Longley's data as statsmodels carries them,
Norris' as SciPy's tests do, Wampler's five made from their polynomials. The certified values are checked
here in exact rational arithmetic. With them, the number of correct digits that NumPy reaches: the fewest it
reaches with any of OpenBLAS's kernels, whose last roundings alone are worth up to 1.5 digits.
"""

import json
import math
import os
import pathlib
import subprocess
import sys
from fractions import Fraction

import numpy
import scipy
import statsmodels.api

assert (numpy.__version__, scipy.__version__) == ("2.3.5", "1.16.3"), "see requirements.txt"
# Vectors of eight numbers with fused multiplication, of four with and without it, of two without.
KERNELS = ["SkylakeX", "Haswell", "Sandybridge", "Nehalem", "Prescott"]
FOLDER = pathlib.Path(__file__).parent


class Noise:
    """The generator of Tests/TestSupport/NoiseGenerator.swift, bit for bit."""

    def __init__(self, seed):
        self.state = seed

    def next(self):
        self.state = (self.state * 6364136223846793005 + 1442695040888963407) % 2**64
        return self.state ^ (self.state >> 29)

    def reals(self, rows, columns):
        values = [2 * (((self.next() >> 12) + 0.5) * 2.0**-52) - 1 for _ in range(rows * columns)]
        return numpy.array(values).reshape(rows, columns)

    def whole_numbers(self, rows, columns):
        values = [float((self.next() >> 33) % 17 - 8) for _ in range(rows * columns)]
        return numpy.array(values).reshape(rows, columns)


# MARK: Matrices; QRMatrices.swift makes the same


def real_matrix(kind, rows, columns, noise):
    if kind == "hilbert":
        return numpy.array([[1 / (i + j + 1) for j in range(columns)] for i in range(rows)]
                           ).reshape(rows, columns)
    if kind == "deficient":  # of half the rank, all elements whole numbers
        rank = max(1, min(rows, columns) // 2)
        left = noise.whole_numbers(rows, rank)
        return left @ noise.whole_numbers(rank, columns)
    a = noise.reals(rows, columns)
    if kind == "graded":
        a = a * (2.0 ** -numpy.arange(rows))[:, None]
    if kind == "scaled":
        a = a * (2.0 ** (-10.0 * numpy.arange(columns)))[None, :]
    if kind == "nearly":
        a[:, -1] = a[:, 0] + 2.0**-20 * a[:, -1]
    return a


def matrix(kind, rows, columns, seed, is_complex):
    noise = Noise(seed)
    if kind == "deficient" and is_complex:
        rank = max(1, min(rows, columns) // 2)
        left = noise.whole_numbers(rows, rank) + 1j * noise.whole_numbers(rows, rank)
        return left @ (noise.whole_numbers(rank, columns) + 1j * noise.whole_numbers(rank, columns))
    real = real_matrix(kind, rows, columns, noise)
    return real + 1j * real_matrix(kind, rows, columns, noise) if is_complex else real


def flat(values):
    """Real and imaginary parts one after the other; no imaginary parts of real numbers."""
    values = numpy.asarray(values).ravel()
    if numpy.iscomplexobj(values):
        return [float(x) for value in values for x in (value.real, value.imag)]
    return [float(x) for x in values]


def condition(a):
    """The condition number of the columns that the reflections belong to, each of norm 1.

    How far rounding moves R depends on it, not on the scale of the columns.
    """
    a = a[:, :min(a.shape)]
    if a.size == 0:
        return 1.0
    return float(numpy.linalg.cond(a / numpy.linalg.norm(a, axis=0)))


def factorization(kind, rows, columns, seed, is_complex):
    a = matrix(kind, rows, columns, seed, is_complex)
    record = {"kind": kind, "rows": rows, "columns": columns, "seed": seed,
              "isComplex": is_complex}
    r = scipy.linalg.qr(a, mode="r")[0] if a.size else numpy.zeros((0, 0))
    # A = L·Q is the QR factorization of the transpose.
    l = scipy.linalg.qr(a.T, mode="r")[0].T if a.size else numpy.zeros((0, 0))
    pivoted, permutation = (scipy.linalg.qr(a, mode="r", pivoting=True) if a.size
                            else (numpy.zeros((0, 0)), numpy.arange(columns)))
    record["rDiagonal"] = flat(numpy.diag(r).real)
    record["rLastColumn"] = flat(r[:min(a.shape), -1]) if a.size else []
    record["lDiagonal"] = flat(numpy.diag(l).real)
    record["lLastRow"] = flat(l[-1, :min(a.shape)]) if a.size else []
    record["pivotedDiagonal"] = flat(numpy.diag(pivoted).real)
    record["permutation"] = [int(p) for p in permutation]
    record["condition"] = condition(a)
    record["conditionOfTranspose"] = condition(a.T)
    return record


def least_squares(kind, rows, columns, right, seed, is_complex):
    a = matrix(kind, rows, columns, seed, is_complex)
    b = matrix("random", rows, right, seed + 1000, is_complex)
    cutoff = max(rows, columns) * numpy.finfo(float).eps
    x, _, rank, singular = numpy.linalg.lstsq(a, b, rcond=cutoff)
    residuals = numpy.sum(numpy.abs(b - a @ x) ** 2, axis=0)
    significant = singular[:rank]
    return {
        "kind": kind, "rows": rows, "columns": columns, "rightHandSides": right, "seed": seed,
        "isComplex": is_complex, "rank": int(rank), "singularValues": flat(singular),
        "solutionRows": min(columns, 8), "solution": flat(x[:8]), "residuals": flat(residuals),
        "condition": float(significant[0] / significant[-1]) if rank else 1.0}


def write_factors():
    shapes = [(0, 0), (3, 0), (0, 3), (1, 1), (2, 2), (3, 3), (7, 7), (31, 31), (64, 64), (13, 5),
              (5, 13), (64, 7), (7, 64)]
    factors, solutions = [], []
    for is_complex in (False, True):
        for seed, (rows, columns) in enumerate(shapes):
            factors.append(factorization("random", rows, columns, seed, is_complex))
        for kind in ("graded", "scaled", "hilbert", "nearly"):
            factors.append(factorization(kind, 7, 5, 40, is_complex))
        for seed, (rows, columns) in enumerate(shapes):
            solutions.append(
                least_squares("random", rows, columns, seed % 3 + 1, 60 + seed, is_complex))
        for kind in ("graded", "scaled", "hilbert", "nearly"):
            solutions.append(least_squares(kind, 7, 5, 2, 80, is_complex))
        for seed, (rows, columns) in enumerate([(7, 7), (31, 13), (13, 31), (64, 64)]):
            solutions.append(least_squares("deficient", rows, columns, 2, 90 + seed, is_complex))
    write("qr.json", {"factorizations": factors, "leastSquares": solutions})


# MARK: Regression


def digits(computed, certified):
    """The least number of correct digits, 15 at most: the certified values have no more."""
    def one(value, exact):
        error = abs(float(value) - exact) / (abs(exact) if exact else 1)
        return 15.0 if error == 0 else max(0.0, min(15.0, -math.log10(error)))
    return min(one(*pair) for pair in zip(computed, certified))


def check_exactly(rows, y, certified, sum_of_squares):
    """Solves the normal equations in rational numbers: there is no rounding to lose."""
    a = [[Fraction(v) for v in row] for row in rows]
    b = [Fraction(v) for v in y]
    n = len(a[0])
    system = [[sum(r[i] * r[j] for r in a) for j in range(n)]
              + [sum(r[i] * v for r, v in zip(a, b))] for i in range(n)]
    for i in range(n):
        system[i] = [v / system[i][i] for v in system[i]]
        for k in range(n):
            if k != i:
                system[k] = [v - system[k][i] * w for v, w in zip(system[k], system[i])]
    exact = [row[-1] for row in system]
    squares = sum((v - sum(p * q for p, q in zip(r, exact))) ** 2 for r, v in zip(a, b))
    assert all(abs(float(x) - c) <= 1e-14 * abs(c) for x, c in zip(exact, certified)), exact
    assert abs(float(squares) - sum_of_squares) <= 1e-14 * sum_of_squares + 1e-25, float(squares)


def data_set(name, rows, y, certified, deviation):
    """`deviation` is the certified residual standard deviation."""
    freedom = len(y) - len(certified)
    check_exactly(rows, [Fraction(str(v)) for v in y], certified, deviation**2 * freedom)
    a, b = numpy.array(rows, float), numpy.array(y, float)
    x = numpy.linalg.lstsq(a, b)[0]
    # What a user calls: SciPy's default is gelsd, gelsy the other choice.
    others = {driver + "Digits": digits(scipy.linalg.lstsq(a, b, lapack_driver=driver)[0], certified)
              for driver in ("gelsd", "gelsy")}
    q, r = numpy.linalg.qr(a)
    others["qrDigits"] = digits(scipy.linalg.solve_triangular(r, q.T @ b), certified)
    return {"name": name, "matrix": [list(map(float, row)) for row in rows],
            "y": list(map(float, y)), "certified": certified, "residualDeviation": deviation,
            "numpyDigits": digits(x, certified), **others}


def regression():
    """The data sets, and the digits with the kernels that this process runs."""
    longley = statsmodels.api.datasets.longley.load()
    # Each value as printed, the column of ones first.
    rows = [[1] + [int(v) if v == int(v) else Fraction(str(v)) for v in row]
            for row in longley.exog.to_numpy().tolist()]
    sets = [data_set(
        "Longley", rows, [int(v) for v in longley.endog], [
            -3482258.63459582, 15.0618722713733, -0.0358191792925910, -2.02022980381683,
            -1.03322686717359, -0.0511041056535807, 1829.15146461355], 304.854073561965)]
    # "y x" in every line after the heading of that name; the certified values stand above.
    lines = (pathlib.Path(scipy.__file__).parent
             / "stats/tests/data/nist_linregress/Norris.dat").read_text().splitlines()
    start = next(i for i, line in enumerate(lines) if line.split() == ["Data:", "y", "x"])
    points = [line.split() for line in lines[start + 1:] if line.strip()]
    assert len(points) == 36
    norris = data_set(
        "Norris", [[1, Fraction(x)] for _, x in points], [float(y) for y, _ in points],
        [-0.262323073774029, 1.00211681802045], 0.884796396144373)
    fitted = numpy.polyfit(
        numpy.array([float(x) for _, x in points]), numpy.array([float(y) for y, _ in points]), 1)
    norris["polyfitDigits"] = digits(fitted[::-1], norris["certified"])
    sets.append(norris)
    x = list(range(21))
    powers = [[v**k for k in range(6)] for v in x]
    plain = [sum(row) for row in powers]
    # Orthogonal to all the powers: the same polynomial fits whatever their factor is.
    noise = [759, -2048, 2048, -2048, 2523, -2048, 2048, -2048, 1838, -2048, 2048, -2048, 1838,
             -2048, 2048, -2048, 2523, -2048, 2048, -2048, 759]
    tenths = [float(sum(Fraction(v, 10) ** k for k in range(6))) for v in x]
    wampler = [
        ("Wampler1", plain, [1.0] * 6, 0.0),
        ("Wampler2", tenths, [1.0, 0.1, 0.01, 0.001, 0.0001, 0.00001], 0.0),
        ("Wampler3", [p + d for p, d in zip(plain, noise)], [1.0] * 6, 2360.14502379268),
        ("Wampler4", [p + 100 * d for p, d in zip(plain, noise)], [1.0] * 6, 236014.502379268),
        ("Wampler5", [p + 10000 * d for p, d in zip(plain, noise)], [1.0] * 6, 23601450.2379268),
    ]
    for name, y, certified, deviation in wampler:
        record = data_set(name, powers, y, certified, deviation)
        fitted = numpy.polyfit(numpy.array(x, float), numpy.array(y, float), 5)[::-1]
        record["polyfitDigits"] = digits(fitted, certified)
        sets.append(record)
    return sets


def write_regression():
    """The kernels are chosen when OpenBLAS is loaded, so each has a process of its own."""
    runs = [json.loads(subprocess.run(
        [sys.executable, __file__, "--print-regression"], check=True, capture_output=True,
        env=os.environ | {"OPENBLAS_CORETYPE": kernel}).stdout) for kernel in KERNELS]
    sets = runs[0]
    for same in zip(*runs):
        for key in same[0]:
            if key.endswith("Digits"):
                same[0][key] = min(run[key] for run in same)
            else:
                assert all(run[key] == same[0][key] for run in same), key
    write("regression.json", sets)


def write(name, value):
    text = json.dumps(value, allow_nan=False).replace("}, {", "},\n{") + "\n"
    (FOLDER / name).write_text(text)


if __name__ == "__main__":
    if sys.argv[1:] == ["--print-regression"]:
        print(json.dumps(regression(), allow_nan=False))
    else:
        write_factors()
        write_regression()
