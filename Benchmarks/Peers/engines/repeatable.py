"""The numbers of RepeatableNumbers.swift, in NumPy: every engine works on the same ones."""

import numpy


def uniform(seed, count):
  """The first `count` numbers of a seed, uniform in [-1, 1)."""
  with numpy.errstate(over="ignore"):
    bits = numpy.arange(1, count + 1, dtype=numpy.uint64)
    bits += numpy.uint64(seed << 32)
    bits *= numpy.uint64(0x9E3779B97F4A7C15)
    bits = (bits ^ (bits >> numpy.uint64(30))) * numpy.uint64(0xBF58476D1CE4E5B9)
    bits = (bits ^ (bits >> numpy.uint64(27))) * numpy.uint64(0x94D049BB133111EB)
    bits ^= bits >> numpy.uint64(31)
  return (bits >> numpy.uint64(11)).astype(numpy.float64) * 2.0**-52 - 1.0
