"""PyTorch as an engine.

    python3 torch_training.py eager|compiled

Compiled are the network with its loss, forward and backward, and the optimizer's step: the two
parts that PyTorch's own guides compile. One flat parameter is what the update alone gets: any
real model's list of tensors would take it longer.
"""

import os
import sys

import torch
from torch import nn

from protocol import serve
from training_engine import Trainer, TrainingEngine
from training_inputs import EPSILON, LEARNING_RATE, RHO

IS_COMPILED = sys.argv[1:] == ["compiled"]


def compiled(function):
  return torch.compile(function) if IS_COMPILED else function


def rmsprop(parameters, rate=LEARNING_RATE, **options):
  return torch.optim.RMSprop(parameters, lr=rate, alpha=RHO, eps=EPSILON, **options)


class TorchTrainer(Trainer):
  def __init__(self, work):
    super().__init__(work)
    features, targets = work.train
    self.features, self.targets = torch.from_numpy(features), torch.from_numpy(targets)
    if work.classifies:
      self.targets = self.targets.long()
    layers = []
    for inputs, outputs in zip(work.widths, work.widths[1:]):
      layers += [nn.Linear(inputs, outputs), nn.ReLU()]
    self.model = nn.Sequential(*layers[:-1])
    self.criterion = nn.CrossEntropyLoss() if work.classifies else nn.MSELoss()
    self.loss = compiled(lambda x, y: self.criterion(self.model(x), y))

  @torch.no_grad()
  def restart(self):
    linear = [layer for layer in self.model if isinstance(layer, nn.Linear)]
    for layer, (weight, bias) in zip(linear, self.work.initial_parameters()):
      layer.weight.copy_(torch.from_numpy(weight.T))
      layer.bias.copy_(torch.from_numpy(bias))
    self.optimizer = rmsprop(self.model.parameters(), self.work.learning_rate)
    self.update = compiled(self.optimizer.step)

  def run(self, batches):
    features, targets, loss = self.features, self.targets, self.loss
    for batch in torch.from_numpy(batches):
      self.optimizer.zero_grad()
      loss(features.index_select(0, batch), targets.index_select(0, batch)).backward()
      self.update()

  @torch.no_grad()
  def outputs(self, features):
    return self.model(torch.from_numpy(features)).numpy()


class TorchUpdate:
  def __init__(self, make, values, gradient):
    self.parameter = nn.Parameter(torch.from_numpy(values))
    self.parameter.grad = torch.from_numpy(gradient)
    self.optimizer = make([self.parameter])
    self.step = compiled(self.optimizer.step)

  def run(self, steps):
    for _ in range(steps):
      self.step()

  def values(self):
    return self.parameter.detach().numpy()


MAKERS = {
  "rmsprop": rmsprop,
  "momentum": lambda parameters: rmsprop(parameters, momentum=0.9),
  "centered": lambda parameters: rmsprop(parameters, centered=True),
  "sgd": lambda parameters: torch.optim.SGD(parameters, lr=LEARNING_RATE),
  "adam": lambda parameters: torch.optim.Adam(parameters, lr=LEARNING_RATE, eps=EPSILON),
}


def rule(make):
  return lambda values, gradient: TorchUpdate(make, values, gradient)


def main():
  torch.set_num_threads(int(os.environ["OMP_NUM_THREADS"]))
  build = [line.strip(" -") for line in torch.__config__.show().splitlines()]
  facts = {
    "threads": torch.get_num_threads(),
    "uses": [line for line in build if line.startswith(("Intel", "oneDNN", "CPU capability"))]
    + ([f"MKL {torch.backends.mkl.is_available()}", f"oneDNN {torch.backends.mkldnn.is_available()}"]),
  }
  title = "PyTorch " + torch.__version__ + (" torch.compile" if IS_COMPILED else "")
  serve(TrainingEngine(title, TorchTrainer, {n: rule(m) for n, m in MAKERS.items()}, facts))


if __name__ == "__main__":
  main()
