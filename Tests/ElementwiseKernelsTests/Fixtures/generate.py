#!/usr/bin/env python3
"""Writes math.json: correctly rounded values of the elementwise mathematics.

    python3 -m pip install mpmath==1.3.0
    python3 generate.py

For each function and scalar type, pairs [input, result] as hexadecimal bit patterns. Results are
computed in 400-bit arithmetic and rounded once, to nearest with ties to even, subnormals included.
"""

import json
import pathlib
import random
import struct

import mpmath
from mpmath import mp, mpf

assert mpmath.__version__ == "1.3.0", "the fixture is pinned to mpmath 1.3.0"
mp.prec = 400

SEED = 20261120
RANDOM_INPUTS = 120


class Format:
    """An IEEE 754 binary format, its numbers as Python floats and bit patterns."""

    def __init__(self, name, precision, largest_exponent, code, unsigned):
        self.name, self.precision = name, precision
        self.least_exponent, self.largest_exponent = 1 - largest_exponent, largest_exponent
        self.code, self.unsigned = code, unsigned
        self.digits = 2 * struct.calcsize(code)
        self.infinity = self.bits(float("inf"))
        self.smallest = self.number(1)
        self.smallest_normal = 2.0**self.least_exponent
        self.largest_subnormal = self.number(self.bits(self.smallest_normal) - 1)
        self.largest = self.number(self.infinity - 1)
        self.epsilon = 2.0 ** (1 - precision)

    def bits(self, number):
        return struct.unpack(self.unsigned, struct.pack(self.code, number))[0]

    def number(self, bits):
        return struct.unpack(self.code, struct.pack(self.unsigned, bits))[0]

    def hexadecimal(self, number):
        return f"{self.bits(number):0{self.digits}x}"

    def rounded(self, value):
        """The number nearest to `value`, an mpf; ties to even."""
        if mpmath.isnan(value):
            return float("nan")
        if mpmath.isinf(value) or value == 0:
            return float(value)
        exponent = max(mpmath.frexp(value)[1] - 1, self.least_exponent)
        unit = mpf(2) ** (exponent - self.precision + 1)
        nearest = mpmath.nint(value / unit) * unit  # nint breaks ties to even
        if abs(nearest) >= mpf(2) ** (self.largest_exponent + 1):
            return float("inf") if nearest > 0 else float("-inf")
        return float(nearest)

    def around(self, value):
        """The numbers nearest to `value` and just below and above it."""
        bits = self.bits(self.rounded(mpf(value)))
        return [self.number(b) for b in (bits - 1, bits, bits + 1)]


FORMATS = [Format("float", 24, 127, "<f", "<I"), Format("double", 53, 1023, "<d", "<Q")]


# MARK: The functions, on every input but NaN


def exponential(x):
    return mpmath.exp(max(min(x, mpf(10) ** 4), mpf(-(10**4))))


def natural_logarithm(x):
    return mpf("nan") if x < 0 else mpf("-inf") if x == 0 else mpmath.log(x)


def softplus(x):
    return mpmath.log1p(exponential(x)) if x < 0 else x + mpmath.log1p(exponential(-x))


def sigmoid(x):
    return 1 / (1 + exponential(-x))


def hyperbolic_tangent(x):
    return mpmath.tanh(max(min(x, mpf(100)), mpf(-100)))


def normal_distribution(x):
    return mpmath.erfc(-max(min(x, mpf(100)), mpf(-100)) / mpmath.sqrt(2)) / 2


def gelu(x):
    return mpf(0) if x == mpf("-inf") else x * normal_distribution(x)


def gelu_derivative(x):
    bounded = max(min(x, mpf(100)), mpf(-100))
    density = mpmath.exp(-bounded * bounded / 2) / mpmath.sqrt(2 * mpmath.pi)
    return normal_distribution(x) + bounded * density


# MARK: The inputs


def both_signs(numbers):
    return [sign * x for x in numbers for sign in (1.0, -1.0)]


def special(format):
    return both_signs([
        0.0, format.smallest, format.largest_subnormal, format.smallest_normal, format.epsilon,
        format.epsilon**0.5, 0.25, 0.5, 1.0, 2.0, 10.0, 1000.0, format.largest, float("inf"),
    ]) + [float("nan")]


def thresholds(name, format):
    """Where a result over- or underflows, saturates, or an argument reduction changes."""
    log2 = mpmath.log(2)
    overflow = format.largest_exponent + 1
    underflow = format.least_exponent - format.precision
    reductions = [(k + mpf(1) / 2) * log2 for k in (-2, -1, 0, 1)]
    if name == "exponential":
        return reductions + [
            overflow * log2, format.least_exponent * log2, underflow * log2, (underflow + 1) * log2]
    if name == "sigmoid":
        return reductions + [
            format.least_exponent * log2, underflow * log2, format.precision * log2]
    if name == "hyperbolic_tangent":
        return [r / 2 for r in reductions] + [(format.precision + 1) * log2 / 2, mpf("0.06")]
    if name == "natural_logarithm":
        return [mpf(1), mpmath.sqrt(mpf(1) / 2), mpmath.sqrt(2), mpf(2), mpmath.e]
    if name == "softplus":
        return reductions + [
            format.least_exponent * log2, underflow * log2, format.precision * log2]
    minimum = mpf("-0.751791524693564457457904947")  # of GELU, where its derivative is 0
    return [minimum, 5, -5, -9, -14] if format.name == "float" else [minimum, 8, -8, -20, -37.5]


RANGES = {  # of the random inputs, per format
    "exponential": {"float": (-103, 88.7), "double": (-745, 709.7)},
    "natural_logarithm": {"float": (0, 4), "double": (0, 4)},
    "softplus": {"float": (-90, 20), "double": (-720, 40)},
    "sigmoid": {"float": (-90, 20), "double": (-720, 40)},
    "hyperbolic_tangent": {"float": (-10, 10), "double": (-20, 20)},
    "gelu": {"float": (-14, 6), "double": (-38, 9)},
    "gelu_derivative": {"float": (-14, 6), "double": (-38, 9)},
}
FUNCTIONS = {f.__name__: f for f in (
    exponential, natural_logarithm, softplus, sigmoid, hyperbolic_tangent, gelu,
    gelu_derivative)}


def inputs(name, format, generator):
    low, high = RANGES[name][format.name]
    numbers = special(format)
    for value in thresholds(name, format):
        numbers += format.around(value)
    for index in range(RANDOM_INPUTS):
        if index % 3 == 0:  # across the range
            x = generator.uniform(low, high)
        elif index % 3 == 1:  # near 0, or near 1 for the logarithm
            x = generator.uniform(max(low, -1.5), 1.5)
        else:  # across the magnitudes
            x = 2.0 ** generator.uniform(format.least_exponent / 2, 3)
            x *= generator.choice((-1, 1))
        numbers.append(format.rounded(mpf(x)))
    if name == "natural_logarithm":
        numbers += [2.0**k for k in range(format.least_exponent - format.precision + 1,
                                          format.largest_exponent + 1,
                                          format.largest_exponent // 10)]
        numbers = [x for x in numbers if not -1 < x < 0] + [-format.smallest]
    if name == "softplus":  # a binary cross-entropy, and that of an infinite logit is NaN
        numbers = [x for x in numbers if x not in (float("inf"), float("-inf"))]
    return sorted({format.bits(x) for x in numbers})


def lines():
    generator = random.Random(SEED)
    yield "{"
    for name, function in FUNCTIONS.items():
        yield f'  "{name}": {{'
        for format in FORMATS:
            yield f'    "{format.name}": ['
            pairs = []
            for bits in inputs(name, format, generator):
                x = format.number(bits)
                result = x if x != x else format.rounded(function(mpf(x)))
                if x == 0 and result == 0:
                    result = x  # every function here that is 0 at 0 is odd to first order
                pairs.append(f'      ["{format.hexadecimal(x)}", "{format.hexadecimal(result)}"]')
            yield ",\n".join(pairs)
            yield "    ]" + ("," if format is not FORMATS[-1] else "")
        yield "  }" + ("," if name != list(FUNCTIONS)[-1] else "")
    yield "}"


text = "\n".join(lines()) + "\n"
json.loads(text)
(pathlib.Path(__file__).parent / "math.json").write_text(text)
