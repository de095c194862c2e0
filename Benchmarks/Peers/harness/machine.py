"""What the comparison runs on, and where its results go."""

import datetime
import json
import os
import platform

from .console import say


def processor():
  try:
    with open("/proc/cpuinfo") as file:
      return next(l.split(":")[1].strip() for l in file if l.startswith("model name"))
  except (OSError, StopIteration):
    return platform.processor() or platform.machine()


def facts():
  """When and where, as the results begin."""
  return {
    "date": datetime.datetime.now(datetime.timezone.utc).isoformat(timespec="seconds"),
    "processor": processor(), "cores": os.cpu_count() or 1, "system": platform.platform()}


def available_bytes():
  """Memory that programs may still take, or None where the system does not say."""
  return kibibytes("/proc/meminfo", "MemAvailable")


def forget_peak(pid):
  """Lets a process's peak of memory begin anew, where the system can."""
  try:
    with open(f"/proc/{pid}/clear_refs", "w") as file:
      file.write("5")
  except OSError:
    pass


def kibibytes(path, field):
  """A number out of a file of /proc, in bytes; None where it is not there."""
  try:
    with open(path) as file:
      return next(1024 * int(line.split()[1]) for line in file if line.startswith(field + ":"))
  except (OSError, StopIteration):
    return None


def peak_bytes(pid):
  """The most memory that a process has had resident since, or None.

  Without the pages that it has freed and that stay only until somebody wants them.
  """
  peak = kibibytes(f"/proc/{pid}/status", "VmHWM")
  return peak and peak - (kibibytes(f"/proc/{pid}/smaps_rollup", "LazyFree") or 0)


def keep(results, path):
  """Writes results as JSON."""
  os.makedirs(os.path.dirname(os.path.abspath(path)), exist_ok=True)
  with open(path, "w") as file:
    json.dump(results, file, indent=1)
    file.write("\n")
  say(f"results: {path}")
