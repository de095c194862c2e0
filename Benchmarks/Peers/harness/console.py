"""Progress for a person, on standard error: standard output is the table's alone."""

import sys


def say(text):
  print(text, file=sys.stderr, flush=True)


class Progress:
  """One line that is written over on a terminal, and a line per step elsewhere."""

  def __init__(self, total):
    self.total = total
    self.done = 0

  def step(self, text):
    self.done += 1
    line = f"[{self.done}/{self.total}] {text}"
    if sys.stderr.isatty():
      end = "\n" if self.done == self.total else ""
      print(f"\r\x1b[2K{line}", end=end, file=sys.stderr, flush=True)
    else:
      say(line)
