"""An engine: a process that answers a line with a line of JSON."""

import json
import os
import subprocess
import time

# These change what OpenBLAS does; nobody gets them, so that all run as they do by themselves.
UNSET = ("OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE", "DESCENT_INSTRUCTION_SET")


class EngineError(Exception):
  """An engine that ended, or could not do what it was asked."""


class Engine:
  """One column of the table."""

  def __init__(self, title, command, threads, on_processor=False):
    self.title = title
    self.on_processor = on_processor
    environment = {k: v for k, v in os.environ.items() if k not in UNSET}
    for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS"):
      environment[name] = str(threads)
    self.process = subprocess.Popen(
      command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

  def ask(self, line):
    """Sends a line and returns what comes back."""
    try:
      self.process.stdin.write(line + "\n")
      self.process.stdin.flush()
      reply = self.process.stdout.readline()
    except OSError:
      reply = ""
    if not reply:
      raise EngineError(f"{self.title} ended at: {line}")
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
    return None if reply.get("missing") else [float(x) for x in reply["answer"]]

  def seconds(self, repetitions):
    """How long so many repetitions take, each: on the clock, or only while on a processor."""
    before = self.processor_seconds() if self.on_processor else 0
    seconds = self.ask(f"time {repetitions}")["seconds"]
    if self.on_processor:
      seconds = self.processor_seconds() - before
    return seconds / repetitions

  def processor_seconds(self):
    """What the main thread has had of a processor; Linux counts it in nanoseconds."""
    # The count is complete once the thread sleeps, waiting for the next line.
    time.sleep(0.002)
    with open(f"/proc/{self.process.pid}/schedstat") as file:
      return int(file.read().split()[0]) * 1e-9

  def close(self):
    self.process.stdin.close()
    self.process.wait()
