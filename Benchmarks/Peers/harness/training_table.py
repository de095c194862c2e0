"""The table of training: a line per engine below each network."""

from .table import OURS, microseconds, ratio

NETWORKS = {
  "A": "784-64-10", "B": "784-512-512-10", "C": "1024-4096-4096-1024", "D": "784-10"}


def lines(row):
  """The lines of one network and batch size, ours first."""
  yield f"{row['operation']}: {NETWORKS[row['operation']]}, batch {row['size']:,}"
  yield f"  {'':15}{'µs/step':>10}{'samples/s':>12}{'×':>7}{'peak MB':>9}{'accuracy':>10}"
  ours = row["seconds"][OURS]["median"]
  for title, spread in row["seconds"].items():
    seconds = spread["median"]
    peak, accuracy = row["peak bytes"].get(title), row["accuracy"].get(title)
    yield (
      f"  {title:15}{microseconds(seconds):>10}{row['size'] / seconds:>12,.0f}"
      f"{ratio(seconds, ours):>7}{'-' if peak is None else f'{peak / 1e6:,.0f}':>9}"
      f"{'-' if accuracy is None else f'{accuracy:.4f}':>10}")


def program_lines(runs):
  """The lines of the whole programs, of which `runs` has the medians by title."""
  yield "G: the whole program, 784-64-10, batch 32, ten epochs"
  yield f"  {'':15}{'s':>10}{'×':>19}{'peak MB':>9}{'accuracy':>10}"
  ours = runs[OURS]["seconds"]
  for title, run in runs.items():
    yield (
      f"  {title:15}{run['seconds']:>10.2f}{ratio(run['seconds'], ours):>19}"
      f"{run['peak bytes'] / 1e6:>9,.0f}{run['accuracy']:>10.4f}")
