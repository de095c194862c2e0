"""MLX on the processor as an engine: the step as one compiled function."""

import os

import mlx.core as mx
import numpy
from mlx import nn, optimizers

from protocol import serve
from training_engine import Trainer, TrainingEngine
from training_inputs import EPSILON, LEARNING_RATE, RHO


def rmsprop(rate=LEARNING_RATE):
  return optimizers.RMSprop(rate, alpha=RHO, eps=EPSILON)


def compiled(optimizer, model, function):
  """`function` compiled with what it changes, called and computed."""
  state = [model.state, optimizer.state]
  step = mx.compile(function, inputs=state, outputs=state)

  def run(*arguments):
    step(*arguments)
    mx.eval(state)

  return run


class MLXTrainer(Trainer):
  def __init__(self, work):
    super().__init__(work)
    self.train = tuple(mx.array(a) for a in work.train)
    work.train = None

  def restart(self):
    layers = []
    for weight, bias in self.work.initial_parameters():
      layer = nn.Linear(*weight.shape)
      layer.weight, layer.bias = mx.array(numpy.ascontiguousarray(weight.T)), mx.array(bias)
      layers += [layer, nn.ReLU()]
    model = self.model = nn.Sequential(*layers[:-1])
    optimizer = rmsprop(self.work.learning_rate)
    optimizer.init(model.trainable_parameters())
    loss = nn.losses.cross_entropy if self.work.classifies else nn.losses.mse_loss
    evaluate = nn.value_and_grad(
      model, lambda features, targets: loss(model(features), targets, reduction="mean"))

    def learn(batch):
      features, targets = self.train
      value, gradient = evaluate(features[batch], targets[batch])
      optimizer.update(model, gradient)
      return value

    self.step = compiled(optimizer, model, learn)

  def run(self, batches):
    for batch in batches:
      self.step(mx.array(batch))

  def outputs(self, features):
    return numpy.array(self.model(mx.array(features)))


class MLXUpdate:
  def __init__(self, make, values, gradient):
    self.module = nn.Module()
    self.module.theta = mx.array(values)
    gradient = mx.array(gradient)
    optimizer = make()
    optimizer.init(self.module.trainable_parameters())
    self.step = compiled(
      optimizer, self.module, lambda: optimizer.update(self.module, {"theta": gradient}))

  def run(self, steps):
    for _ in range(steps):
      self.step()

  def values(self):
    return numpy.array(self.module.theta)


def rule(make):
  return lambda values, gradient: MLXUpdate(make, values, gradient)


# Its RMSprop has neither momentum nor centering.
RULES = {
  "rmsprop": rule(rmsprop),
  "sgd": rule(lambda: optimizers.SGD(LEARNING_RATE)),
  "adam": rule(lambda: optimizers.Adam(
    LEARNING_RATE, betas=[0.9, 0.999], eps=EPSILON, bias_correction=True)),
}

if __name__ == "__main__":
  mx.set_default_device(mx.cpu)
  facts = {"uses": [str(mx.default_device()), "threads " + os.environ["OMP_NUM_THREADS"]]}
  serve(TrainingEngine("MLX " + mx.__version__, MLXTrainer, RULES, facts))
