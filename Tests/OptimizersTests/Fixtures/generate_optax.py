"""Writes yogi.json and lion-optax.json: parameters as Optax really moves them.

    python -m pip install -r requirements-optax.txt
    python generate_optax.py

Wants an environment of its own, apart from requirements.txt. Inputs and steps are those of
rmsprop.json. README.md explains more.
"""

import json
import os
from pathlib import Path

os.environ["JAX_PLATFORMS"] = "cpu"
os.environ["JAX_ENABLE_X64"] = "1"

import jax.numpy as jnp
import numpy as np
import optax
from recording import DTYPES, case, shared_inputs, write

STEPS = 100
RECORDED_STEPS = (1, 2, 10, 100)


def run(transformation, initial, gradients):
    parameters = jnp.asarray(initial)
    state = transformation.init(parameters)
    values = {}
    for step in range(1, STEPS + 1):
        gradient = jnp.asarray(gradients[(step - 1) % len(gradients)])
        updates, state = transformation.update(gradient, state, parameters)
        parameters = optax.apply_updates(parameters, updates)
        if step in RECORDED_STEPS:
            values[str(step)] = np.asarray(parameters)
    moments = state[0]._asdict()
    return values, {n: np.asarray(moments[n]) for n in ("mu", "nu") if n in moments}


def yogi(dtype, inputs):
    # Optax has no default rate.
    h = {"learningRate": 0.01, "beta1": 0.9, "beta2": 0.999, "epsilon": 1e-3,
         "initialAccumulator": 1e-6}
    yield case("optax", dtype, "defaults", h, run(optax.yogi(h["learningRate"]), *inputs))
    h = {"learningRate": 0.003, "beta1": 0.8, "beta2": 0.95, "epsilon": 1e-2,
         "initialAccumulator": 0.1}
    transformation = optax.chain(
        optax.scale_by_yogi(h["beta1"], h["beta2"], h["epsilon"],
                            initial_accumulator_value=h["initialAccumulator"]),
        optax.scale_by_learning_rate(h["learningRate"]))
    yield case("optax", dtype, "plain", h, run(transformation, *inputs))


def lion(dtype, inputs):
    h = {"learningRate": 1e-4, "beta1": 0.9, "beta2": 0.99, "weightDecay": 1e-3}
    yield case("optax", dtype, "defaults", h, run(optax.lion(h["learningRate"]), *inputs))
    h = {"learningRate": 0.003, "beta1": 0.8, "beta2": 0.95, "weightDecay": 0.01}
    transformation = optax.lion(h["learningRate"], h["beta1"], h["beta2"],
                                weight_decay=h["weightDecay"])
    yield case("optax", dtype, "plain", h, run(transformation, *inputs))


def main():
    inputs = shared_inputs()
    seed = json.loads(Path(__file__).with_name("rmsprop.json").read_text())["seed"]
    for stem, cases in (("yogi", yogi), ("lion-optax", lion)):
        write(stem, "generate_optax.py", ("optax", "jax", "numpy"), seed, inputs,
              [c for d in DTYPES for c in cases(d, inputs[d])])


if __name__ == "__main__":
    main()
