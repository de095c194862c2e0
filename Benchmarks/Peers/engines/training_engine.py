"""What the frameworks' engines share: checking and timing a training, and the update alone."""

import sys
import time

import numpy

import libraries
from protocol import Refused
from repeatable import uniform
from training_inputs import NETWORKS, Work

# Of the update alone: numbers repeat after so many, and so many steps and parameters are compared.
PERIOD, COMPARED_STEPS, SAMPLES = 1 << 16, 3, 997


class Trainer:
  """One network in training; a framework says how.

  `restart()` goes back to the initial weights; `run(batches)` learns batches, given as rows of
  sample numbers, and returns when all is computed; `outputs(features)` is a NumPy array.
  """

  # Where ε stands: Keras has √(v + ε), the others √v + ε.
  is_inside_root = False

  def __init__(self, work):
    self.work = work

  def time(self, steps):
    """Seconds and steps of at least so many steps on batches drawn anew."""
    batches = self.work.drawn_batches(steps)
    start = time.perf_counter()
    self.run(batches)
    return time.perf_counter() - start, steps


class TrainingEngine:
  """The state behind the lines: one training, or one rule, at a time."""

  def __init__(self, name, trainer, rules, facts=None):
    """`trainer` makes a Trainer of a Work; `rules` names functions that make updates of θ and g.

    An update has `run(steps)` and `values()`, a NumPy array.
    """
    self.name, self.trainer, self.rules, self.facts = name, trainer, rules, facts or {}
    self.prepared = None

  def reply(self, words):
    if words == ["describe"]:
      return {
        "name": self.name, "python": sys.version.split()[0], "libraries": libraries.described(),
        **self.facts}
    if len(words) == 4 and words[0] == "prepare":
      return self.prepare(words[1], words[2], int(words[3]))
    if len(words) == 2 and words[0] == "time" and self.prepared:
      seconds, steps = self.prepared.time(int(words[1]))
      return {"seconds": seconds, "repetitions": steps}
    if words == ["epoch"] and isinstance(self.prepared, Trainer):
      return self.first_epoch()
    raise Refused("not understood: " + " ".join(words))

  def prepare(self, operation, scalar, size):
    self.prepared = None
    kind, _, name = operation.partition("-")
    if scalar == "float32" and kind == "train" and name in NETWORKS:
      self.prepared = self.trainer(Work(name, size))
      loss = self.loss_after_steps()
      return {"answer": [None, loss] if self.prepared.is_inside_root else [loss]}
    if scalar == "float32" and kind == "update" and name in self.rules:
      self.prepared = Update(self.rules[name], size)
      return {"answer": self.prepared.answer}
    return {"missing": True}

  def loss_after_steps(self):
    trainer, work = self.prepared, self.prepared.work
    trainer.restart()
    trainer.run(work.first_batches(work.agreement_steps))
    return loss_and_accuracy(work, trainer.outputs(work.test[0]))[0]

  def first_epoch(self):
    """Times one epoch from the initial weights, and tests what it has taught."""
    trainer, work = self.prepared, self.prepared.work
    trainer.restart()
    batches = work.first_batches(work.steps_per_epoch)
    start = time.perf_counter()
    trainer.run(batches)
    seconds = time.perf_counter() - start
    accuracy = loss_and_accuracy(work, trainer.outputs(work.test[0]))[1]
    return {"seconds": seconds, "repetitions": work.steps_per_epoch, "accuracy": accuracy}


class Update:
  """The update of so many parameters by one rule."""

  def __init__(self, rule, size):
    numbers = numpy.resize(uniform(1, min(size, PERIOD)).astype(numpy.float32), size)
    slopes = uniform(2, min(size, PERIOD))
    # None near zero, where the engines' places for ε would show.
    slopes += numpy.where(slopes < 0, -0.25, 0.25)
    self.updates = rule(numbers, numpy.resize(slopes.astype(numpy.float32), size))
    self.updates.run(COMPARED_STEPS)
    self.answer = self.updates.values()[:: max(1, size // SAMPLES)].astype(float).tolist()

  def time(self, steps):
    start = time.perf_counter()
    self.updates.run(steps)
    return time.perf_counter() - start, steps


def loss_and_accuracy(work, outputs):
  """The mean loss on the test samples and the share of them on the right class, if any."""
  outputs, targets = outputs.astype(numpy.float64), work.test[1]
  if not work.classifies:
    return float(numpy.square(outputs - targets).mean()), None
  outputs -= outputs.max(1, keepdims=True)
  right = outputs[numpy.arange(len(targets)), targets]
  losses = numpy.log(numpy.exp(outputs).sum(1)) - right
  return float(losses.mean()), float((outputs.argmax(1) == targets).mean())
