"""The text of how cost grows: a table for each question."""

from .growth_rows import median
from .table import OURS, microseconds, ratio
from .training_peers import FLOOR

TITLES = {
  "width": ("784-W-10, batch 32: µs a step", "W"),
  "depth": ("784, so many hidden layers of 128, 10, batch 32: µs a step", "layers"),
  "batch": ("784-64-10: µs a step", "batch"),
  "threads": ("one network on more and more threads: µs a step", "threads"),
  "update": ("the update alone: ns a parameter", "parameters"),
}


def network(operation):
  """`784-64-10` of `train-784x64x10`."""
  return operation.partition("-")[2].replace("x", "-")


def chosen(results, question):
  return [row for row in results["rows"] if row["question"] == question]


def groups(rows):
  """What each table is about: the threads, or for the question of threads the network, and for
  updates the rule with the threads; in the order of the rows."""
  found = {}
  for row in rows:
    found.setdefault(group_name(row), []).append(row)
  return found


def group_name(row):
  threads = f"{row['threads']} thread{'s' if row['threads'] > 1 else ''}"
  if row["question"] == "threads":
    return f"{network(row['operation'])}, batch {row['size']}"
  if row["question"] == "update":
    return f"{network(row['operation'])}, {threads}"
  return threads


def lines(results):
  yield (
    f"{results['processor']}; load {results['load before'][0]:.1f}; medians; × is the time over the "
    "floor's")
  for question, (title, x_title) in TITLES.items():
    rows = chosen(results, question)
    if not rows:
      continue
    found = groups(rows)
    yield ""
    yield title
    for names in portions(list(found), 3):
      yield f"{'':11}" + "".join(f"{name:>26}" for name in names)
      yield f"{x_title:>11}" + f"{OURS:>10}{FLOOR:>9}{'×':>7}" * len(names)
      for x in sorted({row["x"] for name in names for row in found[name]}):
        yield f"{x:>11,}" + "".join(cells(found[name], x) for name in names)


def portions(items, count):
  for start in range(0, len(items), count):
    yield items[start:start + count]


def cells(rows, x):
  row = next((row for row in rows if row["x"] == x), None)
  if row is None:
    return f"{'-':>10}{'-':>9}{'-':>7}"
  # Nanoseconds for each parameter: microseconds for each thousand of them.
  share = 1000 / row["size"] if row["question"] == "update" else 1
  ours, floor = (microseconds(share * median(row, title)) for title in (OURS, FLOOR))
  return f"{ours:>10}{floor:>9}{ratio(median(row, OURS), median(row, FLOOR)):>7}"
