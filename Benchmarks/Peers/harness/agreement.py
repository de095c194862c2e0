"""Whether two engines gave the same answer, up to the rounding that the work allows."""

import math

EPSILON = {"float64": 2.0**-52, "float32": 2.0**-23}

# Element by element IEEE 754 leaves no choice.
EXACT = ("add", "multiply", "copy", "max")


def tolerances(operation, scalar, size, answer):
  """How far each number of an answer may be off.

  Dense linear algebra: every routine is backward stable, so that an answer is that of a matrix off by
  p(n)*eps in norm, and the inputs have condition numbers below 3. p(n) = 16*n is well above what is
  seen and well below any mistake. Sums: n*eps times the sum of moduli bounds any order of addition.
  """
  epsilon = EPSILON[scalar]
  greatest = max((abs(x) for x in answer), default=0.0)
  if operation == "max":
    return [0.0]
  if operation == "norm":
    # Half of the relative error of the sum of squares, and a rounding.
    return [(size / 2 + 2) * epsilon * greatest]
  if operation in ("row-sums", "column-sums", "norm-inf"):
    # So many moduli in [0, 1) go into each sum.
    side = math.isqrt(size)
    return [side * epsilon * side] * len(answer)
  if operation == "sum":
    # The moduli are uniform in [0, 1).
    return [size * epsilon * size]
  if operation in EXACT or operation in ("exp", "axpy"):
    # An exponential within 2 ulp of the exact one, here as there; a product fused or not.
    each = 0.0 if operation in EXACT else 4 * epsilon
    # No result is above e in modulus.
    return [each * max(1.0, abs(x)) for x in answer[:-1]] + [size * epsilon * size * 2.72]
  return [16 * size * epsilon * greatest] * len(answer)


def disagreement(operation, scalar, size, ours, theirs):
  """What is wrong with a peer's answer, or None; a NaN agrees with nothing."""
  if len(ours) != len(theirs):
    return f"{len(theirs)} numbers instead of {len(ours)}"
  for index, bound in enumerate(tolerances(operation, scalar, size, ours)):
    difference = abs(ours[index] - theirs[index])
    if not difference <= bound:
      return (
        f"number {index} is {theirs[index]!r} instead of {ours[index]!r}: off by {difference:.2e}, "
        f"where {bound:.2e} is allowed")
  return None
