"""Arrays of every type, and how the fixtures write them down."""

import base64

import numpy

SEED = 20261121

TYPES = [
    "bool", "uint8", "int8", "uint16", "int16", "uint32", "int32", "uint64", "int64",
    "float16", "float32", "float64", "complex64", "complex128",
]
SHAPES = [[], [1], [7], [3, 4], [2, 3, 4], [0], [2, 0, 3], [1, 1, 5, 1]]


def text(data):
    return base64.b64encode(data).decode("ascii")


def array(generator, dtype, shape):
    """Random bits of a type: every number, both zeros, infinities and NaN may come."""
    dtype = numpy.dtype(dtype)
    count = int(numpy.prod(shape, dtype=int))
    if dtype == bool:
        return generator.integers(0, 2, shape).astype(bool)
    data = generator.bytes(count * dtype.itemsize)
    return numpy.frombuffer(data, dtype=dtype).reshape(shape).copy()


def description(values):
    """An array as the tests compare it: row by row, the least significant byte first."""
    values = numpy.asarray(values)
    little = values.astype(values.dtype.newbyteorder("<"), copy=False)
    return {
        "type": values.dtype.newbyteorder("=").name,
        "shape": list(values.shape),
        "bytes": text(little.tobytes(order="C")),
    }
