#!/usr/bin/env python3
"""Writes exponential.json: matrix exponentials by SciPy.

    python3 -m pip install -r requirements.txt
    python3 generate_exponential.py

As for qr.json, the matrices are made from their seeds on both sides; here they are multiplied by a
power of two, which is exact.
"""

import json
import pathlib

import numpy
import scipy

from generate_qr import flat, matrix

assert (numpy.__version__, scipy.__version__) == ("2.3.5", "1.16.3"), "see requirements.txt"

records = []
for is_complex in (False, True):
    for size in (1, 2, 3, 7):
        for exponent in (-8, -4, -1, 0, 1, 2, 4):
            seed = 100 + size
            a = 2.0**exponent * matrix("random", size, size, seed, is_complex)
            result = scipy.linalg.expm(a)
            records.append({
                "size": size, "exponent": exponent, "seed": seed, "isComplex": is_complex,
                "norm": float(numpy.linalg.norm(a, 1)), "firstRow": flat(result[0]),
                "frobenius": float(numpy.linalg.norm(result)),
                # How much more a change of A moves e^A than it does a number's.
                "condition": float(scipy.linalg.expm_cond(a)) if size > 1 else 1 + abs(a[0, 0])})

text = json.dumps(records, allow_nan=False).replace("}, {", "},\n{") + "\n"
(pathlib.Path(__file__).parent / "exponential.json").write_text(text)
