"""JAX with Optax as an engine.

    python3 jax_training.py step|epoch

A jitted function per step, or one for a whole epoch with `lax.scan`; parameters and moments are
donated to it, and the batch is gathered inside.
"""

import functools
import os
import sys
import time

if os.environ["OMP_NUM_THREADS"] == "1":
  os.environ["XLA_FLAGS"] = "--xla_cpu_multi_thread_eigen=false"
os.environ["JAX_PLATFORMS"] = "cpu"

import jax
import numpy
import optax
from jax import numpy as jnp

from protocol import serve
from training_engine import Trainer, TrainingEngine
from training_inputs import EPSILON, LEARNING_RATE, RHO


def rmsprop(rate=LEARNING_RATE, **options):
  return optax.rmsprop(rate, decay=RHO, eps=EPSILON, eps_in_sqrt=False, **options)


def network(parameters, features):
  for weight, bias in parameters[:-1]:
    features = jax.nn.relu(features @ weight + bias)
  weight, bias = parameters[-1]
  return features @ weight + bias


def cross_entropy(parameters, features, labels):
  logits = network(parameters, features)
  return optax.softmax_cross_entropy_with_integer_labels(logits, labels).mean()


def mean_squared_error(parameters, features, targets):
  return jnp.square(network(parameters, features) - targets).mean()


class StepTrainer(Trainer):
  def __init__(self, work):
    super().__init__(work)
    self.train = tuple(jnp.asarray(a) for a in work.train)
    work.train = None
    self.optimizer = rmsprop(work.learning_rate)
    loss = cross_entropy if work.classifies else mean_squared_error

    def learn(carry, batch, features, targets):
      parameters, state = carry
      rows = (a.at[batch].get(mode="promise_in_bounds") for a in (features, targets))
      value, gradient = jax.value_and_grad(loss)(parameters, *rows)
      updates, state = self.optimizer.update(gradient, state, parameters)
      return (optax.apply_updates(parameters, updates), state), value

    self.step = jax.jit(learn, donate_argnums=0)
    self.epoch = jax.jit(
      lambda carry, batches, *data: jax.lax.scan(
        lambda carry, batch: learn(carry, batch, *data), carry, batches),
      donate_argnums=0)

  def restart(self):
    parameters = jax.tree.map(jnp.array, self.work.initial_parameters())
    self.carry = parameters, self.optimizer.init(parameters)

  def run(self, batches):
    for batch in batches:
      self.carry, loss = self.step(self.carry, batch, *self.train)
    jax.block_until_ready(self.carry)

  def outputs(self, features):
    return numpy.asarray(network(self.carry[0], jnp.asarray(features)))


class EpochTrainer(StepTrainer):
  def run(self, batches):
    self.carry, losses = self.epoch(self.carry, batches, *self.train)
    jax.block_until_ready(self.carry)

  def time(self, steps):
    """Whole epochs: one with another number of steps would have to be compiled for it."""
    count = self.work.steps_per_epoch
    epochs = [self.work.drawn_batches(count) for _ in range(-(-steps // count))]
    start = time.perf_counter()
    for batches in epochs:
      self.run(batches)
    return time.perf_counter() - start, count * len(epochs)


class JAXUpdate:
  def __init__(self, optimizer, values, gradient):
    self.theta, self.gradient = jnp.array(values), jnp.asarray(gradient)
    self.state = optimizer.init(self.theta)

    @functools.partial(jax.jit, donate_argnums=(0, 1))
    def step(theta, state, gradient):
      updates, state = optimizer.update(gradient, state, theta)
      return optax.apply_updates(theta, updates), state

    self.step = step

  def run(self, steps):
    for _ in range(steps):
      self.theta, self.state = self.step(self.theta, self.state, self.gradient)
    jax.block_until_ready((self.theta, self.state))

  def values(self):
    return numpy.asarray(self.theta)


def rule(make):
  return lambda values, gradient: JAXUpdate(make(), values, gradient)


RULES = {
  "rmsprop": rule(rmsprop),
  "momentum": rule(lambda: rmsprop(momentum=0.9)),
  "centered": rule(lambda: rmsprop(centered=True)),
  "sgd": rule(lambda: optax.sgd(LEARNING_RATE)),
  "adam": rule(lambda: optax.adam(LEARNING_RATE, eps=EPSILON)),
}


def main():
  is_whole = sys.argv[1:] == ["epoch"]
  facts = {
    "uses": [
      f"jaxlib {jax.lib.__version__}", f"{jax.devices()[0].client.platform_version}".strip(),
      "XLA_FLAGS " + os.environ.get("XLA_FLAGS", "as they come")]}
  name = f"JAX {jax.__version__}, Optax {optax.__version__}"
  # The update alone is the same work in both.
  serve(TrainingEngine(
    name, EpochTrainer if is_whole else StepTrainer, {} if is_whole else RULES, facts))


if __name__ == "__main__":
  main()
