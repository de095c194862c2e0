"""Writes rmsprop.json and sgd.json: parameters as PyTorch and Keras really move them.

    python -m pip install -r requirements.txt
    python generate.py

Every case starts from the same 37 values, a count that leaves a remainder at every vector width,
and is fed the same ten gradients over and over for one hundred steps. README.md explains more.
"""

import itertools
import os

os.environ["KERAS_BACKEND"] = "tensorflow"
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
# Eigen instead of oneDNN: its results do not depend on the number of threads.
os.environ["TF_ENABLE_ONEDNN_OPTS"] = "0"

import keras
import mpmath
import numpy as np
import torch

from recording import DTYPES, case, label_of, through_float32, write

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


# MARK: Engines


def run_pytorch(make_optimizer, initial, gradients, dtype):
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


def rmsprop_cases(dtype, initial, gradients):
    combinations = [dict(PLAIN, momentum=m, centered=c, weightDecay=w)
                    for m, c, w in itertools.product((0.0, 0.9), (False, True), (0.0, 0.01))]
    inputs = (initial, gradients, dtype)

    def pytorch(parameters, h):
        return torch.optim.RMSprop(
            parameters, lr=h["learningRate"], alpha=h["rho"], eps=h["epsilon"],
            momentum=h["momentum"], centered=h["centered"], weight_decay=h["weightDecay"],
            foreach=False)

    def in_keras(h):
        return keras.optimizers.RMSprop(
            learning_rate=h["learningRate"], rho=h["rho"], epsilon=h["epsilon"],
            momentum=h["momentum"], centered=h["centered"],
            weight_decay=h["weightDecay"] or None)

    defaults = dict(PLAIN, learningRate=1e-2, rho=0.99, epsilon=1e-8)
    yield case("pytorch", dtype, "defaults", defaults,
               run_pytorch(lambda p: torch.optim.RMSprop(p, foreach=False), *inputs))
    for options in combinations:
        h = RATES | options
        yield case("pytorch", dtype, label_of(**options), h,
                   run_pytorch(lambda p: pytorch(p, h), *inputs))

    defaults = dict(PLAIN, learningRate=1e-3, rho=0.9, epsilon=1e-7)
    yield case("keras", dtype, "defaults", defaults, run_keras(keras.optimizers.RMSprop, *inputs))
    for options in combinations:
        h = RATES | through_float32(options, "momentum", "weightDecay")
        yield case("keras", dtype, label_of(**options), h,
                   run_keras(lambda: in_keras(h), *inputs))

    lecture = dict(PLAIN, learningRate=1e-3, rho=0.9, epsilon=1e-8)
    for label, h in (("plain", RATES | PLAIN), ("lecture", lecture)):
        yield case("textbook", dtype, label, h, run_textbook(h, initial, gradients))


def sgd_cases(dtype, initial, gradients):
    combinations = [dict(momentum=m, nesterov=n, dampening=d, weightDecay=w)
                    for m, n, d, w in itertools.product(
                        (0.0, 0.9), (False, True), (0.0, 0.1), (0.0, 0.01))]
    rate = {"learningRate": 0.003}
    plain = dict(momentum=0.0, nesterov=False, dampening=0.0, weightDecay=0.0)
    inputs = (initial, gradients, dtype)

    def pytorch(parameters, h):
        return torch.optim.SGD(
            parameters, lr=h["learningRate"], momentum=h["momentum"], nesterov=h["nesterov"],
            dampening=h["dampening"], weight_decay=h["weightDecay"], foreach=False)

    def in_keras(h):
        return keras.optimizers.SGD(
            learning_rate=h["learningRate"], momentum=h["momentum"], nesterov=h["nesterov"],
            weight_decay=h["weightDecay"] or None)

    yield case("pytorch", dtype, "defaults", plain | {"learningRate": 1e-3},
               run_pytorch(lambda p: torch.optim.SGD(p, foreach=False), *inputs))
    for options in combinations:
        # PyTorch refuses Nesterov without momentum, and with dampening.
        if options["nesterov"] and (options["momentum"] == 0 or options["dampening"] != 0):
            continue
        h = rate | options
        yield case("pytorch", dtype, label_of(**options), h,
                   run_pytorch(lambda p: pytorch(p, h), *inputs))

    yield case("keras", dtype, "defaults", plain | {"learningRate": 1e-2},
               run_keras(keras.optimizers.SGD, *inputs))
    for options in combinations:
        if options["dampening"] != 0:  # Keras has none.
            continue
        h = rate | through_float32(options, "momentum", "weightDecay")
        yield case("keras", dtype, label_of(**options), h,
                   run_keras(lambda: in_keras(h), *inputs))


# MARK: Files


def main():
    torch.set_num_threads(1)
    mpmath.mp.dps = 50
    initial, gradients = make_inputs()
    smallest = require_healthy_variance(gradients, RATES["rho"])
    inputs = {d: (initial.astype(d), gradients.astype(d)) for d in DTYPES}
    packages = ("torch", "keras", "tensorflow-cpu", "numpy", "mpmath")
    for stem, cases in (("rmsprop", rmsprop_cases), ("sgd", sgd_cases)):
        write(stem, "generate.py", packages, SEED, inputs,
              [c for d in DTYPES for c in cases(d, *inputs[d])])
    print(f"centering leaves at least {smallest:.3f} of the mean square")


if __name__ == "__main__":
    main()
