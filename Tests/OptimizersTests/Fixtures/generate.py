"""Writes rmsprop.json and sgd.json: parameters as PyTorch and Keras really move them.

    python -m pip install -r requirements.txt
    python generate.py

Every case starts from the same 37 values, a count that leaves a remainder at every vector width,
and is fed the same ten gradients over and over for one hundred steps. Each engine runs in a process
of its own. README.md explains more.
"""

import itertools
import json
import sys
from pathlib import Path

import numpy as np
from recording import DTYPES, by_engine, case, label_of, through_float32, use_tensorflow, write

SEED = 20261120
PARAMETERS = 37
GRADIENTS = 10
STEPS = 100
RECORDED_STEPS = (1, 2, 10, 100)

# Not any engine's defaults. An epsilon this large moves the first steps visibly, so that a test
# can tell inside the root from outside.
RATES = {"learningRate": 0.003, "rho": 0.95, "epsilon": 1e-3}
PLAIN = {"momentum": 0.0, "centered": False, "weightDecay": 0.0}

# A centered engine subtracts two nearly equal numbers when a gradient hardly changes. The smallest
# share of the mean square that must survive the subtraction for the reference to mean something.
HEALTHY_VARIANCE = 0.02


# MARK: Inputs


def make_inputs():
    """Initial values of order one; gradients from 1e-4 to 1e2, some of them exactly zero."""
    generator = np.random.default_rng(SEED)
    initial = generator.normal(size=PARAMETERS)
    magnitudes = 10.0 ** generator.uniform(-4, 2, size=(GRADIENTS, PARAMETERS))
    signs = np.where(generator.random((GRADIENTS, PARAMETERS)) < 0.5, -1.0, 1.0)
    gradients = magnitudes * signs
    # The second half leans to one side, so that centering has a mean worth subtracting.
    leaning = np.arange(PARAMETERS) >= PARAMETERS // 2
    scales = 10.0 ** generator.uniform(-1, 1.5, size=PARAMETERS)
    spread = 1 + 0.8 * generator.normal(size=(GRADIENTS, PARAMETERS))
    gradients = np.where(leaning, scales * spread, gradients)
    gradients[generator.random((GRADIENTS, PARAMETERS)) < 0.08] = 0.0
    # One parameter sees nothing but zeros in the first two recorded steps.
    gradients[:3, 5] = 0.0
    return initial, gradients


def require_healthy_variance(gradients, rho):
    """Stops unless the centered variance stays well away from cancellation for every parameter."""
    square, mean = np.zeros(PARAMETERS), np.zeros(PARAMETERS)
    smallest = 1.0
    for step in range(STEPS):
        gradient = gradients[step % GRADIENTS]
        square = rho * square + (1 - rho) * gradient**2
        mean = rho * mean + (1 - rho) * gradient
        seen = square > 0
        smallest = min(smallest, np.min((square - mean**2)[seen] / square[seen]))
    if not smallest >= HEALTHY_VARIANCE:
        raise SystemExit(f"centering leaves only {smallest:.3g} of the mean square; change the seed")
    return smallest


# MARK: Engines. Only the process of an engine imports it.


def use_torch():
    import torch

    torch.set_num_threads(1)
    return torch


def use_keras():
    use_tensorflow()
    import keras

    return keras


def run_pytorch(make_optimizer, initial, gradients, dtype):
    torch = use_torch()
    parameter = torch.nn.Parameter(torch.tensor(initial, dtype=getattr(torch, dtype)))
    optimizer = make_optimizer([parameter])
    values = {}
    for step in range(1, STEPS + 1):
        parameter.grad = torch.tensor(gradients[(step - 1) % GRADIENTS], dtype=parameter.dtype)
        optimizer.step()
        if step in RECORDED_STEPS:
            values[str(step)] = parameter.detach().numpy().copy()
    state = {
        name: value.numpy().copy()
        for name, value in optimizer.state[parameter].items()
        if torch.is_tensor(value) and value.shape == parameter.shape
    }
    return values, state


def run_keras(make_optimizer, initial, gradients, dtype):
    keras = use_keras()
    keras.config.set_floatx(dtype)
    variable = keras.Variable(initial, dtype=dtype, name="parameter")
    optimizer = make_optimizer()
    optimizer.build([variable])
    moments = [v for v in optimizer.variables if v.shape == variable.shape]
    buffers = {v.name.removeprefix("parameter_"): v for v in moments}
    # A learning rate kept in float32 would quietly spoil the float64 cases.
    kinds = {v.dtype for v in [variable, optimizer.learning_rate, *buffers.values()]}
    if kinds != {dtype}:
        raise SystemExit(f"Keras computes in {kinds}, not in {dtype}")
    values = {}
    for step in range(1, STEPS + 1):
        gradient = keras.ops.convert_to_tensor(gradients[(step - 1) % GRADIENTS], dtype=dtype)
        optimizer.apply([gradient], [variable])
        if step in RECORDED_STEPS:
            values[str(step)] = keras.ops.convert_to_numpy(variable).copy()
    return values, {name: keras.ops.convert_to_numpy(buffer) for name, buffer in buffers.items()}


def run_textbook(hyperparameters, initial, gradients):
    """v ← ρv + (1 − ρ)g², θ ← θ − ηg / (√v + ε) with fifty digits, rounded once to float64."""
    import mpmath

    mpmath.mp.dps = 50
    rate = mpmath.mpf(hyperparameters["learningRate"])
    rho, epsilon = mpmath.mpf(hyperparameters["rho"]), mpmath.mpf(hyperparameters["epsilon"])
    theta = [mpmath.mpf(float(x)) for x in initial]
    square = [mpmath.mpf(0)] * PARAMETERS
    values = {}
    for step in range(1, STEPS + 1):
        for i, g in enumerate(mpmath.mpf(float(x)) for x in gradients[(step - 1) % GRADIENTS]):
            square[i] = rho * square[i] + (1 - rho) * g * g
            theta[i] -= rate * g / (mpmath.sqrt(square[i]) + epsilon)
        if step in RECORDED_STEPS:
            values[str(step)] = np.array([float(x) for x in theta])
    return values, {"square_avg": np.array([float(x) for x in square])}


# MARK: Cases


def rmsprop_options():
    return [dict(PLAIN, momentum=m, centered=c, weightDecay=w)
            for m, c, w in itertools.product((0.0, 0.9), (False, True), (0.0, 0.01))]


def sgd_options():
    return [dict(momentum=m, nesterov=n, dampening=d, weightDecay=w)
            for m, n, d, w in itertools.product((0.0, 0.9), (False, True), (0.0, 0.1), (0.0, 0.01))]


SGD_RATE = {"learningRate": 0.003}
SGD_PLAIN = dict(momentum=0.0, nesterov=False, dampening=0.0, weightDecay=0.0)


def pytorch_rmsprop(dtype, *inputs):
    torch = use_torch()

    def make(parameters, h):
        return torch.optim.RMSprop(
            parameters, lr=h["learningRate"], alpha=h["rho"], eps=h["epsilon"],
            momentum=h["momentum"], centered=h["centered"], weight_decay=h["weightDecay"],
            foreach=False)

    defaults = dict(PLAIN, learningRate=1e-2, rho=0.99, epsilon=1e-8)
    yield case("pytorch", dtype, "defaults", defaults,
               run_pytorch(lambda p: torch.optim.RMSprop(p, foreach=False), *inputs, dtype))
    for options in rmsprop_options():
        h = RATES | options
        yield case("pytorch", dtype, label_of(**options), h,
                   run_pytorch(lambda p: make(p, h), *inputs, dtype))


def keras_rmsprop(dtype, *inputs):
    keras = use_keras()

    def make(h):
        return keras.optimizers.RMSprop(
            learning_rate=h["learningRate"], rho=h["rho"], epsilon=h["epsilon"],
            momentum=h["momentum"], centered=h["centered"],
            weight_decay=h["weightDecay"] or None)

    defaults = dict(PLAIN, learningRate=1e-3, rho=0.9, epsilon=1e-7)
    yield case("keras", dtype, "defaults", defaults,
               run_keras(keras.optimizers.RMSprop, *inputs, dtype))
    for options in rmsprop_options():
        h = RATES | through_float32(options, "momentum", "weightDecay")
        yield case("keras", dtype, label_of(**options), h,
                   run_keras(lambda: make(h), *inputs, dtype))


def textbook_rmsprop(dtype, *inputs):
    lecture = dict(PLAIN, learningRate=1e-3, rho=0.9, epsilon=1e-8)
    for label, h in (("plain", RATES | PLAIN), ("lecture", lecture)):
        yield case("textbook", dtype, label, h, run_textbook(h, *inputs))


def pytorch_sgd(dtype, *inputs):
    torch = use_torch()

    def make(parameters, h):
        return torch.optim.SGD(
            parameters, lr=h["learningRate"], momentum=h["momentum"], nesterov=h["nesterov"],
            dampening=h["dampening"], weight_decay=h["weightDecay"], foreach=False)

    yield case("pytorch", dtype, "defaults", SGD_PLAIN | {"learningRate": 1e-3},
               run_pytorch(lambda p: torch.optim.SGD(p, foreach=False), *inputs, dtype))
    for options in sgd_options():
        # PyTorch refuses Nesterov without momentum, and with dampening.
        if options["nesterov"] and (options["momentum"] == 0 or options["dampening"] != 0):
            continue
        h = SGD_RATE | options
        yield case("pytorch", dtype, label_of(**options), h,
                   run_pytorch(lambda p: make(p, h), *inputs, dtype))


def keras_sgd(dtype, *inputs):
    keras = use_keras()

    def make(h):
        return keras.optimizers.SGD(
            learning_rate=h["learningRate"], momentum=h["momentum"], nesterov=h["nesterov"],
            weight_decay=h["weightDecay"] or None)

    yield case("keras", dtype, "defaults", SGD_PLAIN | {"learningRate": 1e-2},
               run_keras(keras.optimizers.SGD, *inputs, dtype))
    for options in sgd_options():
        if options["dampening"] != 0:  # Keras has none.
            continue
        h = SGD_RATE | through_float32(options, "momentum", "weightDecay")
        yield case("keras", dtype, label_of(**options), h,
                   run_keras(lambda: make(h), *inputs, dtype))


CASES = {
    "pytorch": {"rmsprop": pytorch_rmsprop, "sgd": pytorch_sgd},
    "keras": {"rmsprop": keras_rmsprop, "sgd": keras_sgd},
    "textbook": {"rmsprop": textbook_rmsprop},
}


# MARK: Files


def rounded_inputs(initial, gradients):
    return {d: (initial.astype(d), gradients.astype(d)) for d in DTYPES}


def run_engine(engine, path):
    inputs = rounded_inputs(*make_inputs())
    result = {stem: {d: list(cases(d, *inputs[d])) for d in DTYPES}
              for stem, cases in CASES[engine].items()}
    Path(path).write_text(json.dumps(result, allow_nan=False))


def main():
    initial, gradients = make_inputs()
    smallest = require_healthy_variance(gradients, RATES["rho"])
    packages = ("torch", "keras", "tensorflow-cpu", "numpy", "mpmath")
    parts = by_engine(__file__, CASES)
    for stem in ("rmsprop", "sgd"):
        write(stem, "generate.py", packages, SEED, rounded_inputs(initial, gradients),
              [c for d in DTYPES for part in parts if stem in part for c in part[stem][d]])
    print(f"centering leaves at least {smallest:.3f} of the mean square")


if __name__ == "__main__":
    run_engine(*sys.argv[1:]) if len(sys.argv) == 3 else main()
