"""NumPy as an engine: everything in place, in buffers that are allocated once."""

import numpy

from protocol import serve
from training_engine import Trainer, TrainingEngine
from training_inputs import EPSILON, LEARNING_RATE, RHO

FLOAT_EPSILON = numpy.float32(EPSILON)


class NumPyTrainer(Trainer):
  """Parameters and gradients each in one flat array, of which the layers have views."""

  def __init__(self, work):
    super().__init__(work)
    widths, rows = work.widths, work.batch
    count = sum(i * o + o for i, o in zip(widths, widths[1:]))
    self.values, self.gradient = (numpy.zeros(count, numpy.float32) for _ in range(2))
    self.layers = list(zip(self.views(self.values), self.views(self.gradient)))
    self.outputs_of = [numpy.empty((rows, width), numpy.float32) for width in widths]
    self.deltas = [numpy.empty((rows, width), numpy.float32) for width in widths[1:]]
    self.masks = [numpy.empty((rows, width), bool) for width in widths[1:-1]]
    self.targets = numpy.empty((rows,) + work.train[1].shape[1:], work.train[1].dtype)
    self.rows = numpy.arange(rows)

  def views(self, flat):
    start = 0
    for inputs, outputs in zip(self.work.widths, self.work.widths[1:]):
      middle, end = start + inputs * outputs, start + inputs * outputs + outputs
      yield flat[start:middle].reshape(inputs, outputs), flat[middle:end]
      start = end

  def restart(self):
    for ((weight, bias), _), initial in zip(self.layers, self.work.initial_parameters()):
      weight[:], bias[:] = initial
    self.update = rmsprop(self.values, self.gradient, self.work.learning_rate)

  def run(self, batches):
    for batch in batches:
      self.step(batch)

  def step(self, batch):
    features, targets = self.work.train
    features.take(batch, 0, self.outputs_of[0], "clip")
    targets.take(batch, 0, self.targets, "clip")
    last = len(self.layers) - 1
    for index, ((weight, bias), _) in enumerate(self.layers):
      output = numpy.dot(self.outputs_of[index], weight, self.outputs_of[index + 1])
      output += bias
      if index < last:
        numpy.maximum(output, 0, output)
    self.loss_gradient(self.outputs_of[-1], self.deltas[-1])
    for index in range(last, -1, -1):
      (weight, _), (weight_gradient, bias_gradient) = self.layers[index]
      delta, source = self.deltas[index], self.outputs_of[index]
      numpy.dot(source.T, delta, weight_gradient)
      delta.sum(0, out=bias_gradient)
      if index > 0:
        below = numpy.dot(delta, weight.T, self.deltas[index - 1])
        below *= numpy.greater(source, 0, self.masks[index - 1])
    self.update.run(1)

  def loss_gradient(self, output, delta):
    """∂ mean loss / ∂ output."""
    if self.work.classifies:
      numpy.subtract(output, output.max(1, keepdims=True), delta)
      numpy.exp(delta, delta)
      delta /= delta.sum(1, keepdims=True)
      delta[self.rows, self.targets] -= 1
      delta *= numpy.float32(1 / len(delta))
    else:
      numpy.subtract(output, self.targets, delta)
      delta *= numpy.float32(2 / delta.size)

  def outputs(self, features):
    for index, ((weight, bias), _) in enumerate(self.layers):
      features = features @ weight + bias
      if index + 1 < len(self.layers):
        features = numpy.maximum(features, 0)
    return features


class Rule:
  """An update of θ in place, with as few passes as NumPy allows."""

  def __init__(self, values, gradient, step, moments, rate=LEARNING_RATE):
    self.theta, self.gradient, self.step = values, gradient, step
    self.rate = rate
    self.moments = [numpy.zeros_like(values) for _ in range(moments)]
    self.scratch = [numpy.empty_like(values) for _ in range(2)]
    self.count = 0

  def run(self, steps):
    for _ in range(steps):
      self.count += 1
      self.step(self)

  def values(self):
    return self.theta


def decayed(mean, new, rho, scratch):
  """mean ← ρ·mean + (1 − ρ)·new."""
  mean *= numpy.float32(rho)
  mean += numpy.multiply(new, numpy.float32(1 - rho), scratch)


def scaled_gradient(rule, centered=False):
  """g/(√v + ε), in a scratch array."""
  square, other = rule.scratch
  decayed(rule.moments[0], numpy.multiply(rule.gradient, rule.gradient, square), RHO, square)
  if centered:
    decayed(rule.moments[1], rule.gradient, RHO, other)
    numpy.multiply(rule.moments[1], rule.moments[1], other)
    root = numpy.sqrt(numpy.subtract(rule.moments[0], other, square), square)
  else:
    root = numpy.sqrt(rule.moments[0], square)
  root += FLOAT_EPSILON
  return numpy.divide(rule.gradient, root, square)


def rmsprop_step(rule, centered=False):
  step = scaled_gradient(rule, centered)
  step *= numpy.float32(rule.rate)
  rule.theta -= step


def momentum_step(rule):
  buffer = rule.moments[1]
  buffer *= numpy.float32(0.9)
  buffer += scaled_gradient(rule)
  rule.theta -= numpy.multiply(buffer, numpy.float32(rule.rate), rule.scratch[0])


def sgd_step(rule):
  rule.theta -= numpy.multiply(rule.gradient, numpy.float32(rule.rate), rule.scratch[0])


def adam_step(rule):
  square, other = rule.scratch
  decayed(rule.moments[0], rule.gradient, 0.9, other)
  decayed(rule.moments[1], numpy.multiply(rule.gradient, rule.gradient, square), 0.999, square)
  root = numpy.sqrt(rule.moments[1], square)
  root *= numpy.float32((1 - 0.999**rule.count) ** -0.5)
  root += FLOAT_EPSILON
  step = numpy.divide(rule.moments[0], root, other)
  step *= numpy.float32(rule.rate / (1 - 0.9**rule.count))
  rule.theta -= step


def rmsprop(values, gradient, rate=LEARNING_RATE):
  return Rule(values, gradient, rmsprop_step, 1, rate)


RULES = {
  "rmsprop": rmsprop,
  "momentum": lambda values, gradient: Rule(values, gradient, momentum_step, 2),
  "centered": lambda values, gradient: Rule(
    values, gradient, lambda rule: rmsprop_step(rule, centered=True), 2),
  "sgd": lambda values, gradient: Rule(values, gradient, sgd_step, 0),
  "adam": lambda values, gradient: Rule(values, gradient, adam_step, 2),
}

if __name__ == "__main__":
  numpy.seterr(invalid="ignore")
  serve(TrainingEngine("NumPy " + numpy.__version__, NumPyTrainer, RULES))
