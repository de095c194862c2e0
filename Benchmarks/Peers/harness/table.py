"""The table: a row per operation and size, a column per engine, the ratio to ours beside each."""

OURS = "Descent"


def microseconds(seconds):
  """Three significant digits, without an exponent."""
  value = seconds * 1e6
  if value >= 100:
    return f"{value:,.0f}"
  return f"{value:.3g}" if value >= 10 else f"{value:.2f}" if value >= 1 else f"{value:.3f}"


def ratio(peer, ours):
  value = peer / ours
  return f"{value:.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def lines(rows, titles):
  """The table of one number of threads.

  `rows` hold `seconds`, a spread per title, and where peers were timed one at a time `beside`, ours
  in the turns with each: a ratio is of numbers of the same minutes.
  """
  peers = [title for title in titles if title != OURS]
  yield f"{'':24}{OURS:>11}" + "".join(f"{title:>16}" for title in peers)
  yield f"{'operation':<14}{'n':>10}{'µs':>11}" + "".join(f"{'µs':>10}{'×':>6}" for _ in peers)
  for row in rows:
    ours = row["seconds"][OURS]["median"]
    line = f"{row['operation']:<14}{row['size']:>10,}{microseconds(ours):>11}"
    for title in peers:
      peer = row["seconds"].get(title)
      if peer is None:
        line += f"{'-':>10}{'':6}"
      else:
        beside = row.get("beside", {}).get(title, row["seconds"][OURS])["median"]
        line += f"{microseconds(peer['median']):>10}{ratio(peer['median'], beside):>6}"
    yield line.rstrip()
