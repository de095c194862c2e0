"""What the comparison runs on, and where its results go."""

import datetime
import glob
import json
import os
import platform
import re
import subprocess

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


def caches(folder="/sys/devices/system/cpu/cpu0/cache"):
  """What holds data between the processor and memory: [(name, bytes)], the smallest first; of level
  3 all that one core can reach. Empty where the system does not say."""
  found = {}
  for entry in glob.glob(os.path.join(folder, "index*")):
    level, kind, size = (first_line(os.path.join(entry, name)) for name in ("level", "type", "size"))
    number = re.fullmatch(r"(\d+)([KMG]?)", size)
    if level and kind in ("Data", "Unified") and number:
      found["L" + level] = int(number[1]) << {"": 0, "K": 10, "M": 20, "G": 30}[number[2]]
  for level, name in () if found else (("L1", "l1d"), ("L2", "l2"), ("L3", "l3")):
    try:
      answer = subprocess.run(
        ["sysctl", "-n", f"hw.{name}cachesize"], capture_output=True, text=True).stdout.strip()
    except OSError:
      break
    if answer.isdigit() and int(answer):
      found[level] = int(answer)
  return sorted(found.items(), key=lambda item: item[1])


def memory(size):
  """A number of bytes with the unit that suits it."""
  for unit, bytes_each in (("GiB", 1 << 30), ("MiB", 1 << 20), ("KiB", 1 << 10)):
    if size >= bytes_each:
      return f"{size / bytes_each:g} {unit}"
  return f"{size} bytes"


def first_line(path):
  """The first line of a file, empty where there is none."""
  try:
    with open(path) as file:
      return file.readline().strip()
  except OSError:
    return ""


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
