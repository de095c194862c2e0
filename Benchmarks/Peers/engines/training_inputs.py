"""What training starts from: the numbers of TrainingInputs.swift and TrainedNetwork.swift."""

import gzip
import os

import numpy

from protocol import Refused
from repeatable import uniform

# The width of the input and of each layer's output; those with ten outputs learn MNIST.
NETWORKS = {
  "A": (784, 64, 10),
  "B": (784, 512, 512, 10),
  "C": (1024, 4096, 4096, 1024),
  "D": (784, 10),
}
# Samples of the network that learns random values: so many batches of 256.
RANDOM_TRAIN, RANDOM_TEST = 8 * 256, 256
LEARNING_RATE, RHO, EPSILON = 0.001, 0.9, 1e-7
# With 0.001 the first steps throw B about so much that rounding alone decides the third digit of
# its loss: any two engines differ by some thousandths.
LEARNING_RATES = {"B": 0.0001}


def weights(layer, inputs, outputs):
  """Uniform in ±√(6/(inputs + outputs)), as Glorot has it; biases are zero."""
  limit = (6 / (inputs + outputs)) ** 0.5
  numbers = uniform(10 + layer, inputs * outputs)
  numbers *= limit
  return numbers.astype(numpy.float32).reshape(inputs, outputs)


def first_order(count):
  """The order of the first epoch: the samples sorted by numbers that are theirs."""
  return numpy.argsort(uniform(20, count), kind="stable").astype(numpy.int32)


def idx(folder, name):
  """The bytes of an IDX file, packed or not, behind its header."""
  for path, opened in ((name + ".gz", gzip.open), (name, open)):
    path = os.path.join(folder, path)
    if os.path.exists(path):
      with opened(path, "rb") as file:
        header = file.read(4)
        shape = numpy.frombuffer(file.read(4 * header[3]), ">u4")
        return numpy.frombuffer(file.read(), numpy.uint8).reshape(shape)
  raise Refused(f"{folder} holds no {name} or {name}.gz")


def mnist(part):
  """Pixels from 0 to 1, one image a row, and the digits."""
  folder = os.environ.get("MNIST_DIR")
  if folder is None:
    raise Refused("MNIST_DIR does not name the folder of the four MNIST files")
  pixels = idx(folder, part + "-images-idx3-ubyte")
  features = pixels.reshape(len(pixels), -1).astype(numpy.float32)
  features /= 255
  return features, idx(folder, part + "-labels-idx1-ubyte").astype(numpy.int32)


def random_samples(count, widths, seed):
  """Inputs and targets without a relation between them."""
  return tuple(
    uniform(seed + i, count * columns).astype(numpy.float32).reshape(count, columns)
    for i, columns in enumerate((widths[0], widths[-1])))


class Work:
  """A network before its first step, its samples and the size of its batches."""

  def __init__(self, letter, batch):
    self.widths = NETWORKS[letter]
    self.batch = batch
    self.learning_rate = LEARNING_RATES.get(letter, LEARNING_RATE)
    self.classifies = self.widths[-1] == 10
    # After how many steps the losses are compared; where a step takes a second, few.
    self.agreement_steps = 100 if self.classifies else 10
    if self.classifies:
      self.train, self.test = mnist("train"), mnist("t10k")
    else:
      self.train = random_samples(RANDOM_TRAIN, self.widths, 30)
      self.test = random_samples(RANDOM_TEST, self.widths, 32)
    count = len(self.train[0])
    if count < batch:
      raise Refused(f"{count} samples do not fill a batch of {batch}")
    # Whole batches only: a step is always the same work.
    self.steps_per_epoch = count // batch
    self.first_order = first_order(count)
    self.generator = numpy.random.default_rng(1)

  def initial_parameters(self):
    """Weights and bias of every layer, fresh copies."""
    shapes = zip(self.widths, self.widths[1:])
    return [
      (weights(layer, i, o), numpy.zeros(o, numpy.float32)) for layer, (i, o) in enumerate(shapes)]

  def first_batches(self, steps):
    """The samples of the first steps, a row per step; the first epoch is repeated."""
    whole = self.first_order[:self.steps_per_epoch * self.batch]
    order = whole.reshape(self.steps_per_epoch, self.batch)
    return order[numpy.arange(steps) % self.steps_per_epoch]

  def drawn_batches(self, steps):
    """The samples of so many steps, a row per step, with an order of its own for each epoch."""
    epochs = -(-steps // self.steps_per_epoch)
    count = len(self.first_order)
    used = self.steps_per_epoch * self.batch
    orders = [self.generator.permutation(count)[:used] for _ in range(epochs)]
    return numpy.concatenate(orders).astype(numpy.int32).reshape(-1, self.batch)[:steps]
