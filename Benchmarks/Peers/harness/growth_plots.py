"""The plots of how cost grows, from what was measured."""

from .growth_rows import ARRAYS, median
from .growth_table import chosen, groups, network
from .plot import Plot, Series
from .table import OURS
from .training_peers import FLOOR

# Some kernels of OpenBLAS multiply so few numbers without packing them first, and all leave so few
# to the calling thread: BLASConfiguration.swift.
KERNELS_WITHOUT_PACKING = ("SkylakeX", "Cooperlake", "SapphireRapids")
SMALL_PRODUCT = 1_000_000
# ProductTiles.swift: rows at this distance and more are packed.
LONG_ROW = 4096
# BatchPartition.swift: the fewest rows of a thread, the fewest multiplications of a batch that
# threads share and the most parameters with which they do, and the samples of 784-64-10 that stay in
# the cache together.
LEAST_ROWS, LEAST_SHARED, MOST_SHARED, PIECE = 8, 400_000, 1 << 18, 64
# UpdateThreads.swift: from so many parameters on threads that are awake share an update, and from so
# many they are woken; from the last number on they sleep afterwards.
AWAKE_COUNT, WOKEN_COUNT, SLEEPING_COUNT = 1 << 14, 1 << 18, 1 << 22
BYTES = 4


def plots(results):
  """A plot for each question that was asked, and two for updates if there were several threads."""
  makers = {"width": width, "depth": depth, "batch": batch, "threads": threads}
  found = [make(results, chosen(results, name)) for name, make in makers.items()
    if chosen(results, name)]
  rows = chosen(results, "update")
  return found + [
    update(results, [row for row in rows if row["threads"] == threads], threads)
    for threads in sorted({row["threads"] for row in rows})]


def pairs(rows):
  """For each group of rows a line of ours and one of the floor, in one color."""
  lines = []
  for color, (name, found) in enumerate(groups(rows).items()):
    for title, is_floor in ((OURS, False), (FLOOR, True)):
      points = [(row["x"], median(row, title)) for row in found]
      lines.append(Series(f"{title}, {name}", color, points, is_floor))
  return lines


def packs_only_large(results):
  return results["engine"]["core"] in KERNELS_WITHOUT_PACKING


def width(results, rows):
  # Up to which width the first layer's product stays below the limit.
  marks = [
    (SMALL_PRODUCT / 784 / 32, "floor packs"), (LONG_ROW / BYTES, "Descent packs"),
  ] if packs_only_large(results) else []
  return Plot(
    "width", "Time per step against width", "W, the width of the hidden layer", "time per step",
    pairs(rows), "Descent over the floor", [8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096],
    marks=marks)


def depth(results, rows):
  return Plot(
    "depth", "Time per step against depth", "hidden layers of 128", "time per step",
    pairs(rows), "Descent over the floor", sorted({row["x"] for row in rows}))


def batch(results, rows):
  limit = SMALL_PRODUCT // (784 * 64)
  marks = [
    (limit, "floor packs"), (2 * PIECE, f"pieces of {PIECE}"),
  ] if packs_only_large(results) else []
  return Plot(
    "batch", "Time per step against batch", "samples in a batch", "time per step", pairs(rows),
    "Descent over the floor", [2 ** n for n in range(0, 13)], marks=marks)


def threads(results, rows):
  return Plot(
    "threads", "Time per step against threads", "threads", "time per step", pairs(rows),
    "Descent over the floor", sorted({row["x"] for row in rows}))


def update(results, rows, threads):
  found = {}
  for row in rows:
    found.setdefault(network(row["operation"]), []).append(row)
  names = {"sgd": "SGD", "rmsprop": "RMSprop", "adam": "Adam"}
  lines = []
  for color, (rule, its) in enumerate(found.items()):
    for title, is_floor in ((names[rule], False), (f"loop, {names[rule]}", True)):
      key = FLOOR if is_floor else OURS
      points = [(row["x"], median(row, key) / row["size"]) for row in its]
      lines.append(Series(title, color, points, is_floor))
  most, least = (BYTES * pick(ARRAYS[rule] for rule in found) for pick in (max, min))
  # A band from where the arrays of the rule with most moments fill a cache to where all others do.
  bands = [(size / most, size / least, name) for name, size in results["caches"]]
  marks = [
    (AWAKE_COUNT, "awake threads share"), (WOKEN_COUNT, "threads are woken"),
  ] if threads > 1 else []
  return Plot(
    f"update-{threads}", f"The update per parameter against their number, {threads} thread"
    + ("s" if threads > 1 else ""),
    "parameters (32 bits each)", "time per parameter", lines, "update over the loop",
    bands=bands, marks=marks)
