"""NumPy or SciPy as an engine of the comparison of linear algebra.

    python3 python_engine.py numpy|scipy

Every piece of work is a statement for `timeit`, which compiles it into its own loop: no call and no
look-up of a module comes on top.
"""

import math
import sys
import timeit

import numpy

import libraries
from protocol import Refused, serve
from repeatable import uniform


class Inputs:
  """The matrices of TimedInputs.swift, with the same numbers in the same places."""

  def __init__(self, scalar, size):
    self.scalar = numpy.dtype(scalar)
    self.size = size
    self.weight = 4 * numpy.sqrt(self.scalar.type(size))

  def matrix(self, rows, columns, seed):
    return self.vector(rows * columns, seed).reshape(rows, columns)

  def vector(self, count, seed):
    return uniform(seed, count).astype(self.scalar)

  def square(self):
    """The greatest square matrix that has no more elements than a row of the size."""
    side = math.isqrt(self.size)
    return self.vector(self.size, 1)[: side * side].reshape(side, side)

  def general(self):
    matrix = self.matrix(self.size, self.size, 1)
    rows = numpy.arange(self.size)
    matrix[rows, self.size - 1 - rows] += self.weight
    return matrix

  def positive_definite(self):
    matrix = numpy.tril(self.matrix(self.size, self.size, 1))
    matrix += numpy.tril(matrix, -1).T
    matrix[numpy.diag_indices(self.size)] += self.weight
    return matrix

  def tall(self):
    matrix = self.matrix(2 * self.size, self.size, 1)
    matrix[numpy.diag_indices(self.size)] += self.weight
    return matrix


def numpy_work(inputs):
  """Operation -> (statement, its names, how the answer is read off the result)."""
  from numpy.linalg import cholesky, eigh, lstsq, norm, qr, solve, svd

  n = inputs.size
  return {
    "gemm": ("a @ b", lambda: dict(a=inputs.matrix(n, n, 1), b=inputs.matrix(n, n, 2))),
    "solve": ("solve(a, b)", lambda: dict(solve=solve, a=inputs.general(), b=inputs.vector(n, 3))),
    "cholesky": ("cholesky(a)", lambda: dict(cholesky=cholesky, a=inputs.positive_definite())),
    "qr": ("qr(a)", lambda: dict(qr=qr, a=inputs.general())),
    "svd": ("svd(a, full_matrices=False)", lambda: dict(svd=svd, a=inputs.general())),
    "eigh": ("eigh(a)", lambda: dict(eigh=eigh, a=inputs.positive_definite())),
    "lstsq": (
      "lstsq(a, b, rcond=None)",
      lambda: dict(lstsq=lstsq, a=inputs.tall(), b=inputs.vector(2 * n, 3)),
    ),
    "add": ("a + b", lambda: dict(a=inputs.vector(n, 1), b=inputs.vector(n, 2))),
    "multiply": ("a * b", lambda: dict(a=inputs.vector(n, 1), b=inputs.vector(n, 2))),
    "exp": ("exp(a)", lambda: dict(exp=numpy.exp, a=inputs.vector(n, 1))),
    "copy": ("a.copy()", lambda: dict(a=inputs.vector(n, 1))),
    # There is no fused form in NumPy; this one at least allocates nothing.
    "axpy": (
      "multiply(x, alpha, t); add(y, t, y)",
      lambda: dict(
        multiply=numpy.multiply, add=numpy.add, alpha=inputs.scalar.type(2.0**-20),
        x=inputs.vector(n, 1), y=inputs.vector(n, 2), t=numpy.empty(n, inputs.scalar)),
    ),
    "sum": ("a.sum()", lambda: dict(a=inputs.vector(n, 1))),
    "max": ("a.max()", lambda: dict(a=inputs.vector(n, 1))),
    "norm": ("norm(a)", lambda: dict(norm=norm, a=inputs.vector(n, 1))),
    "row-sums": ("a.sum(axis=1)", lambda: dict(a=inputs.square())),
    "column-sums": ("a.sum(axis=0)", lambda: dict(a=inputs.square())),
    "norm-inf": (
      "norm(a, inf)", lambda: dict(norm=norm, inf=numpy.inf, a=inputs.square())),
  }


def scipy_work(inputs):
  """As numpy_work. Matrices lie in LAPACK's column-major order, so that none is transposed."""
  from scipy.linalg import blas, cholesky, eigh, lstsq, norm, qr, solve, svd

  n = inputs.size
  column_major = numpy.asfortranarray
  prefix = "s" if inputs.scalar == numpy.float32 else "d"
  return {
    "gemm": (
      "gemm(1.0, a, b)",
      lambda: dict(
        gemm=getattr(blas, prefix + "gemm"), a=column_major(inputs.matrix(n, n, 1)),
        b=column_major(inputs.matrix(n, n, 2))),
    ),
    "solve": (
      "solve(a, b, check_finite=False, assume_a='gen')",
      lambda: dict(solve=solve, a=column_major(inputs.general()), b=inputs.vector(n, 3)),
    ),
    "cholesky": (
      "cholesky(a, lower=True, check_finite=False)",
      lambda: dict(cholesky=cholesky, a=column_major(inputs.positive_definite())),
    ),
    "qr": (
      "qr(a, mode='economic', check_finite=False)",
      lambda: dict(qr=qr, a=column_major(inputs.general())),
    ),
    "svd": (
      "svd(a, full_matrices=False, check_finite=False)",
      lambda: dict(svd=svd, a=column_major(inputs.general())),
    ),
    # The routine that NumPy runs; SciPy's own choice, `evr`, is slower when all vectors are wanted.
    "eigh": (
      "eigh(a, driver='evd', check_finite=False)",
      lambda: dict(eigh=eigh, a=column_major(inputs.positive_definite())),
    ),
    "lstsq": (
      "lstsq(a, b, check_finite=False)",
      lambda: dict(lstsq=lstsq, a=column_major(inputs.tall()), b=inputs.vector(2 * n, 3)),
    ),
    "lstsq-gelsy": (
      "lstsq(a, b, check_finite=False, lapack_driver='gelsy')",
      lambda: dict(lstsq=lstsq, a=column_major(inputs.tall()), b=inputs.vector(2 * n, 3)),
    ),
    "axpy": (
      "axpy(x, y, a=alpha)",
      lambda: dict(
        axpy=getattr(blas, prefix + "axpy"), alpha=2.0**-20, x=inputs.vector(n, 1),
        y=inputs.vector(n, 2)),
    ),
    "norm": (
      "norm(a, check_finite=False)", lambda: dict(norm=norm, a=inputs.vector(n, 1))),
    "norm-inf": (
      "norm(a, inf, check_finite=False)",
      lambda: dict(norm=norm, inf=numpy.inf, a=column_major(inputs.square()))),
  }


def answer(operation, result, inputs):
  """What identifies a result, as the Swift side reads it off its own."""
  n = inputs.size
  w = inputs.vector(n, 4) if operation in ("gemm", "cholesky", "qr", "svd", "eigh") else None
  if operation in ("gemm", "cholesky"):
    parts = [result @ w]
  elif operation == "qr":
    q, r = result
    parts = [abs(numpy.diag(r)), q @ (r @ w), q.T @ (q @ w)]
  elif operation == "svd":
    u, s, vt = result
    parts = [s, u @ (s * (vt @ w)), u.T @ (u @ w)]
  elif operation == "eigh":
    values, v = result
    parts = [values, v @ (values * (v.T @ w)), v.T @ (v @ w)]
  elif operation in ("lstsq", "lstsq-gelsy"):
    parts = [result[0]]
  elif operation in ("add", "multiply", "exp", "copy", "axpy"):
    parts = [result[:: max(1, n // 997)], [result.sum()]]
  else:
    parts = [numpy.atleast_1d(result)]
  return [float(x) for x in numpy.concatenate(parts)]


class Engine:
  """The state behind the lines: one piece of work at a time."""

  def __init__(self, library):
    self.work = {"numpy": numpy_work, "scipy": scipy_work}[library]
    if library == "scipy":
      # SciPy first: described() lists in the order of appearance, and its BLAS is meant.
      import scipy
      import scipy.linalg

      self.name = "SciPy " + scipy.__version__
    else:
      self.name = "NumPy " + numpy.__version__
    self.timer = None

  def reply(self, words):
    if words == ["describe"]:
      return {
        "name": self.name, "python": sys.version.split()[0], "libraries": libraries.described()}
    if len(words) == 4 and words[0] == "prepare":
      return self.prepare(words[1], words[2], int(words[3]))
    if len(words) == 2 and words[0] == "time" and self.timer:
      return {"seconds": self.timer.timeit(int(words[1]))}
    raise Refused("not understood: " + " ".join(words))

  def prepare(self, operation, scalar, size):
    self.timer = None
    inputs = Inputs(scalar, size)
    statement, names = self.work(inputs).get(operation, (None, None))
    if statement is None:
      return {"missing": True}
    names = names()
    # The answer is the value of the statement's last part.
    scope = dict(names)
    *before, last = statement.split(";")
    for part in before:
      exec(part.strip(), scope)
    result = eval(last.strip(), scope)
    reply = {"answer": answer(operation, result, inputs)}
    del scope, result
    self.timer = timeit.Timer(statement, globals=names)
    return reply


if __name__ == "__main__":
  serve(Engine(sys.argv[1]))
