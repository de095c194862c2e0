"""The classifier of Keras's introduction as a program: loads MNIST, trains, prints the accuracy.

    MNIST_DIR=folder python3 keras_program.py
"""

import os

os.environ["KERAS_BACKEND"] = "tensorflow"

import keras

from training_inputs import mnist

threads = os.environ.get("OMP_NUM_THREADS")
if threads:
  import tensorflow as tf

  tf.config.threading.set_intra_op_parallelism_threads(int(threads))
  tf.config.threading.set_inter_op_parallelism_threads(int(threads))

model = keras.Sequential([
  keras.Input((784,)),
  keras.layers.Dense(64, activation="relu"),
  keras.layers.Dense(10, activation="softmax"),
])
model.compile(
  optimizer=keras.optimizers.RMSprop(learning_rate=0.001, rho=0.9),
  loss="sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(*mnist("train"), epochs=10, batch_size=32, verbose=0)
print(model.evaluate(*mnist("t10k"), verbose=0)[1])
