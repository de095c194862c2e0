"""The rows of the comparison of training: one network with one batch size, or one rule."""

import statistics
import sys

from . import machine, rounds
from .console import say
from .engine import Engine, EngineError
from .table import OURS
from .training_agreement import disagreement
from .training_peers import FLOOR

# An engine that takes longer for an epoch does without the test accuracy.
LONGEST_EPOCH = 60
# From here on engines are beside ours one at a time: all together they would not fit.
PAIRED_COUNT = 100_000_000
# Arrays of so many parameters that an engine may hold, its temporaries included.
ARRAYS = 7


class Field:
  """The engines of one row, each a process of its own, so that its peak of memory is the row's."""

  def __init__(self, starts, threads, core):
    self.engines = [
      Engine(title, command, threads, quiet=True, core=core) for title, command in starts.items()]

  def named(self, title):
    return next(engine for engine in self.engines if engine.title == title)

  def close(self):
    for engine in self.engines:
      engine.close()


def prepare(engine, operation, size):
  """The answer, or None; a peer that cannot do the work is told of and left out."""
  if engine.title == FLOOR:
    operation = "floor-" + operation.partition("-")[2]
  try:
    return engine.prepare(operation, "float32", size)
  except EngineError as error:
    if engine.title in (OURS, FLOOR):
      raise
    say(f"left out of {operation} {size}: {error}")
    return None


def prepared(engines, operation, size):
  """The engines that have the work, ours first; ends the program where the answers differ."""
  able, ours = [], None
  for engine in engines:
    answer = prepare(engine, operation, size)
    if answer is None:
      continue
    if engine.title == OURS:
      ours = answer
    elif engine.title != FLOOR:
      fault = disagreement(operation, ours, answer)
      if fault:
        sys.exit(f"{engine.title} and {OURS} differ in {operation} {size}: {fault}")
    able.append(engine)
  return able


def training(field, letter, batch, effort, tests):
  """The row of one network; `tests` says whether the first epoch's accuracy is wanted."""
  able = prepared(field.engines, f"train-{letter}", batch)
  accuracy, first = {}, {}
  for engine in able if tests else []:
    if engine.title != FLOOR and engine.seconds(1) * (60_000 // batch) <= LONGEST_EPOCH:
      reply = engine.ask("epoch")
      accuracy[engine.title] = reply["accuracy"]
      first[engine.title] = reply["seconds"]
  for engine in able:
    machine.forget_peak(engine.process.pid)
  spreads, count = rounds.measure(able, effort)
  return {
    "operation": letter, "size": batch, "rounds": count,
    "seconds": {engine.title: spreads[engine] for engine in able}, "accuracy": accuracy,
    "seconds of the first epoch": first,
    "peak bytes": {e.title: machine.peak_bytes(e.process.pid) for e in able}}


def update(field, rule, count, effort):
  """The row of one rule and number of parameters; None where memory does not suffice."""
  engines, operation = field.engines, f"update-{rule}"
  if count < PAIRED_COUNT:
    able = prepared(engines, operation, count)
    spreads, number = rounds.measure(able, effort)
    seconds = {engine.title: spreads[engine] for engine in able}
  else:
    available = machine.available_bytes()
    needed = 2 * ARRAYS * 4 * count
    if available is not None and available < needed:
      say(f"no {operation} {count:,}: it takes {needed >> 30} GiB, {available >> 30} are there")
      return None
    return {"operation": rule, "size": count, **in_pairs(engines, operation, count, effort)}
  return {"operation": rule, "size": count, "rounds": number, "seconds": seconds}


def in_pairs(engines, operation, count, effort):
  """As rounds.measure, with each peer alone beside ours.

  The memory's bandwidth is shared with machines beside this one and changes within minutes. So a
  peer's ratio is to ours of its own pair, under "beside"; under "seconds" ours is the median of all.
  """
  seconds, beside, number = {}, {}, 0
  for peer in engines[1:]:
    able = prepared([engines[0], peer], operation, count)
    if len(able) == 2:
      spreads, number = rounds.measure(able, effort)
      beside[peer.title] = spreads[able[0]]
      seconds[peer.title] = spreads[peer]
    # The last work goes when the next comes, even one that nobody has.
    prepare(peer, "update-nothing", 1)
  ours = beside.values()
  middle = {key: statistics.median(spread[key] for spread in ours) for key in next(iter(ours))}
  return {
    "rounds": number, "seconds": {engines[0].title: middle, **seconds}, "beside": beside}
