"""Whether two engines trained alike."""

# What the losses after the compared steps may differ by: they are rounded differently on the way.
LOSS_TOLERANCE = 1e-3
# A parameter is below 1 in modulus and has been moved three times by some thousandths.
PARAMETER_TOLERANCE = 2e-6


def disagreement(operation, ours, theirs):
  """What is wrong with a peer's answer, or None; a NaN agrees with nothing.

  A loss that is None is that of a rule which the peer does not have; it has at least one.
  """
  trains = operation.startswith("train-")
  pairs = [(i, a, b) for i, (a, b) in enumerate(zip(ours, theirs)) if b is not None]
  if not pairs or len(theirs) > len(ours) or not trains and len(theirs) != len(ours):
    return f"{len(theirs)} numbers instead of {len(ours)}"
  bound = LOSS_TOLERANCE if trains else PARAMETER_TOLERANCE
  for index, ours_then, theirs_then in pairs:
    difference = abs(ours_then - theirs_then)
    if not difference <= bound:
      return (
        f"{'loss' if trains else 'parameter'} {index} is {theirs_then!r} instead of {ours_then!r}: "
        f"off by {difference:.2e}, where {bound:.0e} is allowed")
  return None
