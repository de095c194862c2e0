"""Keras on TensorFlow as an engine: `fit`, and the optimizer alone in a compiled function.

    python3 keras_training.py plain|jit
"""

import os
import sys
import time

os.environ["KERAS_BACKEND"] = "tensorflow"
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "2"

import keras
import tensorflow as tf

from protocol import serve
from training_engine import Trainer, TrainingEngine
from training_inputs import EPSILON, LEARNING_RATE, RHO

IS_JIT = sys.argv[1:] == ["jit"]
# An epoch of so many steps is long enough: with one sample a step a whole one takes a minute.
MOST_STEPS = 4000
# Python sees so many steps as one: with one at a time it takes most of the time of a small network.
MOST_STEPS_PER_EXECUTION = 64


def rmsprop(rate=LEARNING_RATE, **options):
  return keras.optimizers.RMSprop(rate, rho=RHO, epsilon=EPSILON, **options)


class EpochClock(keras.callbacks.Callback):
  """The seconds of all epochs; what `fit` does before the first one does not count."""

  seconds = 0.0

  def on_epoch_begin(self, epoch, logs=None):
    self.start = time.perf_counter()

  def on_epoch_end(self, epoch, logs=None):
    self.seconds += time.perf_counter() - self.start


class KerasTrainer(Trainer):
  is_inside_root = True

  def __init__(self, work):
    super().__init__(work)
    hidden = [keras.layers.Dense(width, activation="relu") for width in work.widths[1:-1]]
    self.model = keras.Sequential(
      [keras.Input((work.widths[0],)), *hidden, keras.layers.Dense(work.widths[-1])])
    self.model.compile(
      rmsprop(work.learning_rate), jit_compile=IS_JIT,
      steps_per_execution=min(work.steps_per_epoch, MOST_STEPS_PER_EXECUTION),
      loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True) if work.classifies
      else "mean_squared_error")

  def restart(self):
    arrays = [array for layer in self.work.initial_parameters() for array in layer]
    self.model.set_weights(arrays)
    for variable in self.model.optimizer.variables:
      if variable.path.split("/")[-1] != "learning_rate":
        variable.assign(keras.ops.zeros_like(variable))

  def run(self, batches):
    """The batches as they are, one call each."""
    features, targets = self.work.train
    for batch in batches:
      self.model.train_on_batch(features[batch], targets[batch])

  def time(self, steps):
    """Whole epochs of `fit`, which draws its own order: an epoch costs something by itself."""
    portion = self.model.steps_per_execution
    # `fit` rounds up to whole portions, without saying so.
    count = min(self.work.steps_per_epoch, MOST_STEPS) // portion * portion
    clock, done = EpochClock(), 0
    while done < steps:
      self.model.fit(
        *self.work.train, batch_size=self.work.batch, steps_per_epoch=count, verbose=0,
        callbacks=[clock])
      done += count
    return clock.seconds, done

  def outputs(self, features):
    return self.model.predict(features, batch_size=1024, verbose=0)


class KerasUpdate:
  def __init__(self, make, values, gradient):
    self.variable = keras.Variable(values)
    gradient = tf.constant(gradient)
    optimizer = make()
    optimizer.build([self.variable])
    self.step = tf.function(
      lambda: optimizer.apply([gradient], [self.variable]), jit_compile=IS_JIT)

  def run(self, steps):
    for _ in range(steps):
      self.step()

  def values(self):
    return self.variable.numpy()


MAKERS = {
  "rmsprop": rmsprop,
  "momentum": lambda: rmsprop(momentum=0.9),
  "centered": lambda: rmsprop(centered=True),
  "sgd": lambda: keras.optimizers.SGD(LEARNING_RATE),
  "adam": lambda: keras.optimizers.Adam(LEARNING_RATE, epsilon=EPSILON),
}


def rule(make):
  return lambda values, gradient: KerasUpdate(make, values, gradient)


def main():
  threads = int(os.environ["OMP_NUM_THREADS"])
  tf.config.threading.set_intra_op_parallelism_threads(threads)
  tf.config.threading.set_inter_op_parallelism_threads(threads)
  build = tf.sysconfig.get_build_info()
  facts = {
    "threads": threads,
    "uses": [
      "oneDNN " + ("off" if os.environ.get("TF_ENABLE_ONEDNN_OPTS") == "0" else "on"),
      f"jit_compile {IS_JIT}", *(f"{k} {v}" for k, v in sorted(build.items()) if "mkl" in k)]}
  name = f"Keras {keras.__version__}, TensorFlow {tf.__version__}"
  serve(TrainingEngine(name, KerasTrainer, {n: rule(m) for n, m in MAKERS.items()}, facts))


if __name__ == "__main__":
  main()
