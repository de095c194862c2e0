"""An engine: a process that answers a line with a line of JSON."""

import atexit
import contextlib
import ctypes
import json
import os
import signal
import subprocess
import sys
import tempfile
import time

# These change what OpenBLAS does; nobody gets them, so that all run as they do by themselves.
UNSET = ("OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE", "DESCENT_INSTRUCTION_SET")


class EngineError(Exception):
  """An engine that ended, or could not do what it was asked."""


def environment(threads):
  """The variables of an engine's process."""
  kept = {k: v for k, v in os.environ.items() if k not in UNSET}
  return {**kept, "OPENBLAS_NUM_THREADS": str(threads), "OMP_NUM_THREADS": str(threads)}


# prctl(2): what a process gets when its parent is gone.
PARENT_DEATH_SIGNAL = 1
LIBC = ctypes.CDLL(None) if sys.platform == "linux" else None
# Threads that were stopped wake up with their process, and go back to sleep.
SECONDS_TO_SETTLE = 0.002


def preparing(core):
  """What a process does before it becomes an engine: it stays on one core, unless that is None, and
  ends with this one. A process that is stopped would not see that nobody asks any more."""
  def prepare():
    if core is not None and hasattr(os, "sched_setaffinity"):
      os.sched_setaffinity(0, {core})
    if LIBC is not None:
      LIBC.prctl(PARENT_DEATH_SIGNAL, signal.SIGKILL, 0, 0, 0)
  return prepare


class Engine:
  """One column of the table.

  Once asked, it is stopped until it is asked again: threads of a library that wait, but look around
  now and then, would take their share of the processor from the one that is timed.
  """

  def __init__(self, title, command, threads, on_processor=False, quiet=False, core=None):
    """Starts the process; `quiet` keeps what it says on the way, `core` is the one it may use."""
    self.title = title
    self.on_processor = on_processor
    self.noise = tempfile.TemporaryFile("w+", errors="replace") if quiet else None
    self.process = subprocess.Popen(
      command, env=environment(threads), stdin=subprocess.PIPE, stdout=subprocess.PIPE,
      stderr=self.noise, text=True, preexec_fn=preparing(core))
    # However this program ends: nobody is left behind who is stopped.
    atexit.register(self.process.kill)

  def ask(self, line):
    """Sends a line and returns what comes back."""
    try:
      self.process.send_signal(signal.SIGCONT)
      time.sleep(SECONDS_TO_SETTLE)
      self.process.stdin.write(line + "\n")
      self.process.stdin.flush()
      reply = self.process.stdout.readline()
    except OSError:
      reply = ""
    if reply:
      self.process.send_signal(signal.SIGSTOP)
    else:
      raise EngineError(f"{self.title} ended at: {line}{self.last_words()}")
    reply = json.loads(reply)
    if "error" in reply:
      raise EngineError(f"{self.title}: {reply['error']}")
    return reply

  def describe(self):
    """What the engine says of itself and of the libraries it has loaded."""
    return self.ask("describe")

  def prepare(self, operation, scalar, size):
    """The answer of a piece of work, which is then ready to be timed; None if it is not there."""
    reply = self.ask(f"prepare {operation} {scalar} {size}")
    if reply.get("missing"):
      return None
    return [x if x is None else float(x) for x in reply["answer"]]

  def time(self, repetitions):
    """How long so many repetitions or more take, on the clock or only while on a processor, and
    how many they were."""
    before = self.processor_seconds() if self.on_processor else 0
    reply = self.ask(f"time {repetitions}")
    seconds = reply["seconds"]
    if self.on_processor:
      seconds = self.processor_seconds() - before
    return seconds, reply.get("repetitions", repetitions)

  def seconds(self, repetitions):
    """How long each of so many repetitions takes."""
    seconds, done = self.time(repetitions)
    return seconds / done

  def last_words(self):
    """What a quiet engine said last, as the end of a message."""
    if self.noise is None:
      return ""
    self.noise.seek(0)
    lines = [line.strip() for line in self.noise if line.strip()]
    return f" ({lines[-1]})" if lines else ""

  def processor_seconds(self):
    """What the main thread has had of a processor; Linux counts it in nanoseconds."""
    # The count is complete once the thread sleeps, waiting for the next line.
    time.sleep(0.002)
    with open(f"/proc/{self.process.pid}/schedstat") as file:
      return int(file.read().split()[0]) * 1e-9

  def close(self):
    self.process.send_signal(signal.SIGCONT)
    # What one that has ended was last asked cannot be sent any more.
    with contextlib.suppress(BrokenPipeError):
      self.process.stdin.close()
    self.process.wait()
