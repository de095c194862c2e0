"""How cost grows: what is measured, and the measuring."""

from . import machine, rounds, training_rows
from .console import say
from .training_peers import FLOOR

WIDTHS = (
  8, 12, 16, 24, 32, 40, 48, 64, 96, 128, 160, 192, 256, 384, 512, 768, 1024, 1536, 2048, 3072, 4096)
DEPTHS = (1, 2, 3, 4, 5, 6, 7, 8)
BATCHES = (1, 2, 4, 8, 16, 32, 48, 64, 96, 128, 192, 256, 512, 1024, 2048, 4096)
# Networks that more and more threads train, with their batches.
SHARED = (("784x64x10", 32), ("784x512x512x10", 128), ("784x2048x2048x10", 256))
RULES = ("sgd", "rmsprop", "adam")
# Parameters, gradient and moments: what a rule goes through, in arrays.
ARRAYS = {"sgd": 2, "rmsprop": 3, "adam": 4}
COUNTS = tuple(lead * 10 ** e for e in range(3, 8) for lead in (1, 2, 5)) + (10 ** 8,)
QUESTIONS = ("width", "depth", "batch", "threads", "update")


class Case:
  """One point: the work by its name in `timing`, its size, and its place on the plot."""

  def __init__(self, question, operation, size, x):
    self.question, self.operation, self.size, self.x = question, operation, size, x


def cases(question, is_quick=False):
  """The points of a question with one number of threads; few where they only show that all runs."""
  def some(values, kept):
    return kept if is_quick else values

  if question == "width":
    return [Case(question, f"train-784x{w}x10", 32, w) for w in some(WIDTHS, (8, 64, 512))]
  if question == "depth":
    return [
      Case(question, "train-784x" + "128x" * d + "10", 32, d) for d in some(DEPTHS, (1, 2, 4))]
  if question == "batch":
    return [Case(question, "train-784x64x10", b, b) for b in some(BATCHES, (1, 32, 256))]
  if question == "threads":
    return [Case(question, "train-" + w, b, None) for w, b in some(SHARED, SHARED[:1])]
  return [
    Case(question, "update-" + rule, n, n)
    for rule in RULES for n in some(COUNTS, (1_000, 50_000, 1_000_000))]


def thread_counts(every):
  """1, 2, 3, 4, 6, 8, 12, 16 … and all: what the question of threads is asked for."""
  counts = {1, every}
  power = 1
  while power <= every:
    counts |= {n for n in (power, power * 3 // 2) if 1 <= n <= every}
    power *= 2
  return sorted(counts)


def fits(case):
  """Whether memory suffices for an update and its floor, which has arrays for three moments."""
  if case.question != "update":
    return True
  needed = 4 * case.size * (ARRAYS[case.operation.partition("-")[2]] + 5) + (1 << 28)
  available = machine.available_bytes()
  if available is not None and available < needed:
    say(f"no {case.operation} {case.size:,}: it takes {needed >> 20} MiB, {available >> 20} are there")
    return False
  return True


def measure(field, case, effort, threads):
  """A row: what Descent and the floor take, in the same turns."""
  able = training_rows.prepared(field.engines, case.operation, case.size)
  spreads, count = rounds.measure(able, effort)
  # The last work goes when the next comes; two of a hundred million parameters need not meet.
  for engine in field.engines:
    training_rows.prepare(engine, "update-nothing", 1)
  return {
    "question": case.question, "operation": case.operation, "size": case.size,
    "x": threads if case.x is None else case.x, "threads": threads, "rounds": count,
    "seconds": {engine.title: spreads[engine] for engine in able}}


def median(row, title):
  return row["seconds"][title]["median"]


def over_floor(row, ours):
  """What a step or an update takes, over its floor."""
  return median(row, ours) / median(row, FLOOR)
