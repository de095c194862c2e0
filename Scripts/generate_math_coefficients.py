#!/usr/bin/env python3
"""Prints Sources/CElementwise/math_coefficients.h: the constants of the vectorized mathematics.

    python3 -m pip install mpmath==1.3.0
    python3 Scripts/generate_math_coefficients.py > Sources/CElementwise/math_coefficients.h

Every set of coefficients is a weighted minimax fit (Remez exchange) in 300-bit arithmetic. The
lowest coefficients are rounded to the working type one after another, from the constant term up,
and those still free are fitted again after each rounding. The errors in the comments are those of
the constants as printed, in exact arithmetic. Rounding in the evaluation comes on top of them.
Deterministic: no random numbers, the same text on every run.
"""

import mpmath
from mpmath import mp, mpf

assert mpmath.__version__ == "1.3.0", "the printed constants are pinned to mpmath 1.3.0"
mp.prec = 300

PRECISION = {"float": 24, "double": 53}
REFITTED = 4  # how many of the lowest coefficients are rounded one by one; above them it is noise


# MARK: Rounding and printing


def rounded(value, bits):
    """`value` rounded to `bits` significant bits, ties to even."""
    with mp.workprec(bits):
        return +mpf(value)


def literal(value, scalar):
    """The C hex-float literal of a value that is already representable in `scalar`."""
    text = float(value).hex()  # exact: both scalars fit a Python float
    digits, exponent = text.split("p")
    if "." in digits:
        digits = digits.rstrip("0").rstrip(".")
    return f"{digits}p{exponent}" + ("f" if scalar == "float" else "")


def print_array(name, scalar, coefficients, *comment):
    for line in comment:
        print(f"// {line}")
    print(f"static const {scalar} {name}_coefficients_{scalar}[] = {{")
    for coefficient in coefficients:
        print(f"  {literal(coefficient, scalar)},")
    print("};\n")


def log2_text(error):
    return f"2^−{mpmath.nstr(-mpmath.log(error, 2), 3)}"


# MARK: Remez exchange


def extrema(error, low, high, count):
    """The points of largest |error| between sign changes, in order; at least `count` expected."""
    steps = 48 * count
    nodes = [
        (low + high) / 2 - (high - low) / 2 * mpmath.cos(mpmath.pi * (i + mpf(1) / 7) / steps)
        for i in range(steps)
    ]
    nodes = [low] + nodes + [high]
    values = [error(x) for x in nodes]
    runs = []
    for index, value in enumerate(values):
        if runs and (value > 0) == (values[runs[-1]] > 0):
            if abs(value) > abs(values[runs[-1]]):
                runs[-1] = index
        else:
            runs.append(index)
    points = []
    for index in runs:
        x = nodes[index]
        if 0 < index < len(nodes) - 1:  # refine by the vertex of the parabola through three nodes
            x0, x2 = nodes[index - 1], nodes[index + 1]
            y0, y1, y2 = values[index - 1], values[index], values[index + 1]
            slope01, slope12 = (y1 - y0) / (x - x0), (y2 - y1) / (x2 - x)
            curvature = (slope12 - slope01) / (x2 - x0)
            if curvature != 0:
                vertex = (x0 + x) / 2 - slope01 / (2 * curvature)
                if x0 < vertex < x2 and abs(error(vertex)) > abs(y1):
                    x = vertex
        points.append(x)
    while len(points) > count:  # too many: drop the weaker end
        points.pop(0 if abs(error(points[0])) < abs(error(points[-1])) else -1)
    return points


def polynomial_fit(function, weight, powers, low, high):
    """Minimizes max |weight·(function − Σ c·x^power)|; returns ([c], max error)."""
    count = len(powers) + 1
    points = [
        (low + high) / 2 - (high - low) / 2 * mpmath.cos(mpmath.pi * (i + mpf(1) / 2) / count)
        for i in range(count)
    ]
    best, best_error = None, mpmath.inf
    for _ in range(25):
        system = mpmath.matrix(count, count)
        right = mpmath.matrix(count, 1)
        for i, x in enumerate(points):
            for j, power in enumerate(powers):
                system[i, j] = x**power
            system[i, count - 1] = (-1) ** i / weight(x)
            right[i] = function(x)
        solution = mpmath.lu_solve(system, right)
        coefficients = [solution[j] for j in range(count - 1)]

        def error(x):
            return weight(x) * (
                function(x) - mpmath.fsum(c * x**p for c, p in zip(coefficients, powers))
            )

        candidates = extrema(error, low, high, count)
        worst = max(abs(error(x)) for x in candidates)
        if worst < best_error:
            best, best_error = coefficients, worst
        if len(candidates) < count or worst < abs(solution[count - 1]) * mpf("1.001"):
            break
        points = candidates
    return best, best_error


def rounded_polynomial_fit(function, weight, count, low, high, scalar):
    """A polynomial of `count` coefficients in `scalar`, and its error after rounding."""
    fixed = []

    def remainder(x):
        return function(x) - mpmath.polyval(fixed[::-1], x) if fixed else function(x)

    for index in range(min(REFITTED, count)):
        coefficients, _ = polynomial_fit(remainder, weight, list(range(index, count)), low, high)
        fixed.append(rounded(coefficients[0], PRECISION[scalar]))
    fixed += [rounded(c, PRECISION[scalar]) for c in coefficients[1:]]
    points = [low + (high - low) * i / mpf(4096) for i in range(4097)]
    return fixed, max(abs(weight(x) * remainder(x)) for x in points)


# MARK: e^r


def exponential(scalar, count):
    bound = mpmath.log(2) / 2 * mpf("1.001")  # the rounding of x·log₂e may miss the nearest k

    def function(r):
        r = r if abs(r) > mpf(2) ** -60 else mpf(2) ** -60
        return (mpmath.expm1(r) - r) / r**2

    def weight(r):
        r = r if abs(r) > mpf(2) ** -60 else mpf(2) ** -60
        return r**2 / mpmath.exp(r)

    coefficients, worst = rounded_polynomial_fit(function, weight, count, -bound, bound, scalar)
    print_array(
        "exponential", scalar, coefficients,
        "(e^r − 1 − r) / r² as a polynomial in r, |r| ≤ ½ ln 2.",
        f"Error of e^r: {log2_text(worst)}, relative.")


def logarithm_of_two(scalar, high_bits):
    high = rounded(mpmath.log(2), high_bits)
    low = rounded(mpmath.log(2) - high, PRECISION[scalar])
    print(f"// ln 2 = high + low, where high has {high_bits} bits: k·high is exact for every k needed.")
    print(f"static const {scalar} logarithm_of_two_high_{scalar} = {literal(high, scalar)};")
    print(f"static const {scalar} logarithm_of_two_low_{scalar} = {literal(low, scalar)};")
    inverse = rounded(1 / mpmath.log(2), PRECISION[scalar])
    print(f"static const {scalar} inverse_logarithm_of_two_{scalar} = {literal(inverse, scalar)};\n")


# MARK: ln(1 + f)


def logarithm(scalar, count):
    high = mpf("0.04")  # s = f/(2 + f) with −0.293 ≤ f ≤ 0.5

    def function(z):
        if z < mpf(2) ** -80:
            return mpf(2) / 3
        s = mpmath.sqrt(z)
        return (mpmath.log1p(s) - mpmath.log1p(-s) - 2 * s) / (s * z)

    def weight(z):  # relative to ln(1 + f) = 2·artanh(s)
        return z / 2

    coefficients, worst = rounded_polynomial_fit(function, weight, count, mpf(0), high, scalar)
    print_array(
        "logarithm", scalar, coefficients,
        "(2·artanh(s) − 2s) / s³ as a polynomial in z = s², 0 ≤ z ≤ 0.04.",
        f"Error of ln((1 + s)/(1 − s)): {log2_text(worst)}, relative.")


# MARK: The normal distribution's tail


def normal_tail(scalar, degree, high):
    """P and Q of e^(a²/2)·Φ(−a) = P(a)/Q(a): a rational Remez fit of the relative error.

    P has degree − 1 and Q has `degree`; P(0) = ½ and Q(0) = 1 are kept. All coefficients come out
    positive, so that evaluating them cancels nothing.
    """

    def function(a):
        return mpmath.exp(a * a / 2) * mpmath.erfc(a / mpmath.sqrt(2)) / 2

    def position(t):  # the nodes crowd towards 0, as a/(2 + a)
        return 2 * t / (1 - t)

    count = 2 * degree
    first, last = mpf(2) ** -30, high / (2 + high)  # at 0 itself the error vanishes
    points = [
        (last + first) / 2 - (last - first) / 2 * mpmath.cos(mpmath.pi * (i + mpf(1) / 2) / count)
        for i in range(count)
    ]
    denominator = [mpmath.binomial(degree, i) for i in range(degree + 1)]  # a first guess
    for _ in range(25):
        # P − f·Q = ±E·f·Q is linear in P and Q once E·Q is taken from the previous round.
        for _ in range(6):
            system, right = mpmath.matrix(count, count), mpmath.matrix(count, 1)
            for i, a in enumerate(map(position, points)):
                value = function(a)
                for power in range(1, degree):
                    system[i, power - 1] = a**power / value
                for power in range(1, degree + 1):
                    system[i, degree - 2 + power] = -(a**power)
                system[i, count - 1] = (-1) ** i * mpmath.polyval(denominator[::-1], a)
                right[i] = 1 - 1 / (2 * value)
            solution = mpmath.lu_solve(system, right)
            numerator = [mpf(1) / 2] + [solution[i] for i in range(degree - 1)]
            denominator = [mpf(1)] + [solution[i] for i in range(degree - 1, count - 1)]

        def error(t):
            a = position(t)
            quotient = mpmath.polyval(numerator[::-1], a) / mpmath.polyval(denominator[::-1], a)
            return quotient / function(a) - 1

        candidates = extrema(error, first, last, count)
        assert len(candidates) == count
        if max(abs(error(t)) for t in candidates) < abs(solution[count - 1]) * mpf("1.01"):
            break
        points = candidates

    numerator = [rounded(c, PRECISION[scalar]) for c in numerator]
    denominator = [rounded(c, PRECISION[scalar]) for c in denominator]
    assert min(numerator + denominator) > 0
    nodes = [first + (last - first) * i / mpf(2048) for i in range(2049)]
    worst = max(abs(error(t)) for t in nodes)  # now of the rounded coefficients
    print_array(
        "normal_tail_numerator", scalar, numerator,
        f"P of e^(a²/2)·Φ(−a) = P(a)/Q(a), 0 ≤ a ≤ {mpmath.nstr(high, 4)}.",
        f"Error: {log2_text(worst)}, relative.")
    print_array("normal_tail_denominator", scalar, denominator, "Q of the same.")


print("""// Written by Scripts/generate_math_coefficients.py; do not edit.
//
// Coefficients run from the constant term up. The errors are theoretical: of the constants as
// they stand, in exact arithmetic.

#ifndef MATH_COEFFICIENTS_H
#define MATH_COEFFICIENTS_H
""")
for scalar, high_bits, exponential_count, logarithm_count, degree, high in [
    ("float", 15, 5, 3, 5, mpf(15)),
    ("double", 40, 10, 7, 10, mpf(39)),
]:
    logarithm_of_two(scalar, high_bits)
    exponential(scalar, exponential_count)
    logarithm(scalar, logarithm_count)
    normal_tail(scalar, degree, high)
print("#endif")
