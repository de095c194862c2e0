"""Rounds in which every engine has its turn, so that what disturbs one disturbs all."""

import statistics


class Effort:
  """How long each engine is timed in a round, and how many rounds there are."""

  def __init__(self, seconds_per_turn, least_rounds, most_rounds, seconds_per_engine):
    self.seconds_per_turn = seconds_per_turn
    self.least_rounds = least_rounds
    self.most_rounds = most_rounds
    self.seconds_per_engine = seconds_per_engine

  def rounds(self, seconds_per_turn):
    """Fewer rounds where one of them takes long."""
    affordable = int(self.seconds_per_engine / max(seconds_per_turn, 1e-9))
    return max(self.least_rounds, min(self.most_rounds, affordable))


def spread(times):
  """Median and quartiles, in seconds."""
  quartiles = statistics.quantiles(times, n=4, method="inclusive")
  return {"median": quartiles[1], "lower": quartiles[0], "upper": quartiles[2]}


def measure(engines, effort):
  """Times what the engines have prepared; the spread of each, and how many rounds it took."""
  turns = {engine: repetitions(engine, effort.seconds_per_turn) for engine in engines}
  longest = max(seconds for _, seconds in turns.values())
  rounds = effort.rounds(longest)
  times = {engine: [] for engine in engines}
  for number in range(rounds):
    # Nobody always comes first, nor always after the same neighbor.
    first = number % len(engines)
    order = engines[first:] + engines[:first]
    for engine in reversed(order) if number // len(engines) % 2 else order:
      times[engine].append(engine.seconds(turns[engine][0]))
  return {engine: spread(times[engine]) for engine in engines}, rounds


def repetitions(engine, seconds_per_turn):
  """How many repetitions fill a turn, and what the turn takes; the work is warm after this."""
  count = 1
  while True:
    seconds, done = engine.time(count)
    if seconds >= seconds_per_turn / 4 or count >= 1 << 24:
      filling = max(1, round(seconds_per_turn / seconds * done))
      # An engine that works in portions does not do less than one.
      return filling, max(seconds / done * filling, seconds if done > count else 0)
    count = 4 * max(count, done)
