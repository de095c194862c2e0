"""Whole programs as processes: how long each takes, and the most memory it has resident."""

import os
import statistics
import subprocess
import sys
import time

from .engine import EngineError, environment, preparing


def run(title, command, threads, core):
  """Seconds from start to end, the peak of memory and the accuracy that the program prints last."""
  start = time.perf_counter()
  process = subprocess.Popen(
    command, env=environment(threads), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
    stderr=subprocess.DEVNULL, text=True, preexec_fn=preparing(core))
  with process.stdout as lines:
    output = lines.read()
  _, status, usage = os.wait4(process.pid, 0)
  seconds = time.perf_counter() - start
  process.returncode = os.waitstatus_to_exitcode(status)
  if process.returncode != 0 or not output.strip():
    raise EngineError(f"the program of {title} ended with {process.returncode}")
  # Linux counts in KiB, macOS in bytes.
  peak = usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024)
  return {"seconds": seconds, "peak bytes": peak, "accuracy": float(output.split()[-1])}


def measure(commands, rounds, threads, core):
  """The medians of each program over rounds in which all take turns; those that fail are left out
  with their reasons."""
  runs, faults = {title: [] for title in commands}, {}
  for _ in range(rounds):
    for title in [title for title in commands if title not in faults]:
      try:
        runs[title].append(run(title, commands[title], threads, core))
      except EngineError as error:
        faults[title] = str(error)
  medians = {
    title: {key: statistics.median(each[key] for each in done) for key in done[0]}
    for title, done in runs.items() if title not in faults}
  return medians, faults
