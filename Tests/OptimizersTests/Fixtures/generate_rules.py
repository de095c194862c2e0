"""Writes rules.json: SGD, Adam and the other rules as five engines really compute them.

    python -m pip install -r requirements-rmsprop.txt
    python generate_rules.py

Inputs and steps are those of rmsprop-engines.json: gradients over six orders of magnitude, empty
steps, a parameter without a gradient, one with the same gradient always. Each engine runs in a
process of its own, since torch and tensorflow disturb each other. README.md says what the fields
mean.
"""

import json
import subprocess
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path

import numpy as np
from generate_rmsprop import DTYPES, RECORDED_STEPS, SEED, encode, make_inputs, use_tensorflow

PACKAGES = {
    "pytorch": "torch", "keras": "keras", "tensorflow1": "tensorflow-cpu", "optax": "optax",
    "mlx": "mlx",
}

# Exact in float32, so that an engine that takes them through float32 changes nothing.
RATE = {"learningRate": 0.00390625}
ADAPTIVE = RATE | {"beta1": 0.875, "beta2": 0.96875}
ADAM = ADAPTIVE | {"epsilon": 0.0009765625}
ADAGRAD = {"learningRate": 0.03125, "epsilon": 0.0009765625}
ADADELTA = {"learningRate": 0.5, "rho": 0.9375, "epsilon": 0.0009765625}
MOMENTUM, DECAY = {"momentum": 0.875}, {"weightDecay": 0.015625}
DAMPENING, NESTEROV, AMSGRAD = {"dampening": 0.25}, {"nesterov": True}, {"amsgrad": True}
MAXIMIZE, ACCUMULATOR = {"maximize": True}, {"initialAccumulator": 0.25}
DECOUPLED = DECAY | {"decoupled": True}


# Keras computes 1 − β₂ᵗ from β₂ rounded to float32, and 1 − β₂ from β₂ itself: in float64 these stand
# in for the defaults of Adam and AdamW, rounded so that they survive that.
ROUNDED = {"learningRate": 1e-3, "beta1": float(np.float32(0.9)),
           "beta2": float(np.float32(0.999)), "epsilon": 1e-7}
ROUNDED_DEFAULTS = {
    "Adam": ROUNDED, "AdamW": ROUNDED | {"weightDecay": float(np.float32(0.004))},
}


# MARK: Cases: for each rule, the convention here that has the engine's formula, the settings that
# an engine without a default rate is given for its defaults, and the options over the base.


def cases(engine):
    """Rule, convention, hyper-parameters (None: the engine's defaults, with `rate` if it asks)."""
    table = {
        "pytorch": {
            "SGD": ("pytorch", RATE, {}, MOMENTUM, MOMENTUM | DAMPENING, MOMENTUM | NESTEROV,
                    DECAY, MAXIMIZE, MOMENTUM | NESTEROV | DECAY,
                    MOMENTUM | DAMPENING | DECAY | MAXIMIZE),
            "Adam": ("pytorch", ADAM, {}, AMSGRAD, DECAY, AMSGRAD | DECAY),
            "AdamW": ("pytorch", ADAM, DECAY, AMSGRAD | DECAY),
            "NAdam": ("pytorch", ADAM, {}, DECAY, DECOUPLED, {"momentumDecay": 0.0625}),
            "RAdam": (None, ADAM, {}, DECAY, DECOUPLED),
            "Adamax": ("pytorch", ADAM, {}, DECAY),
            "Adagrad": ("pytorch", ADAGRAD, {}, DECAY, ACCUMULATOR, {"learningRateDecay": 0.0625}),
            "Adadelta": ("pytorch", ADADELTA, {}, DECAY),
            "Rprop": (None, RATE, {}, {"shrink": 0.75, "growth": 1.25, "smallestStep": 0.0009765625,
                                       "largestStep": 0.015625}),
        },
        "keras": {
            "SGD": ("keras", RATE, {}, MOMENTUM, MOMENTUM | NESTEROV, DECAY,
                    MOMENTUM | NESTEROV | DECAY),
            "Adam": ("keras", ADAM, {}, AMSGRAD, DECAY, AMSGRAD | DECAY),
            "AdamW": ("keras", ADAM, DECAY, AMSGRAD | DECAY),
            "NAdam": ("keras", ADAM, {}, DECAY),
            "Adamax": ("keras", ADAM, {}, DECAY),
            "Adagrad": ("keras", ADAGRAD | ACCUMULATOR, {}, DECAY, {"initialAccumulator": 0.0}),
            "Adadelta": ("keras", ADADELTA, {}, DECAY),
            "Lion": ("keras", ADAPTIVE, {}, DECAY),
        },
        "tensorflow1": {"SGD": ("textbook", RATE, {}, MOMENTUM, MOMENTUM | NESTEROV)},
        "optax": {
            "SGD": ("optax", RATE, {}, MOMENTUM, MOMENTUM | NESTEROV),
            "Adam": ("textbook", ADAM, {}),
            "AdamW": ("pytorch", ADAM, DECAY),
            "Adamax": ("pytorch", ADAM, {}),
            "Adagrad": ("keras", ADAGRAD, ACCUMULATOR),
            "Adadelta": ("pytorch", ADADELTA, {}, DECAY),
            "Lion": ("optax", ADAPTIVE, {"weightDecay": 0.0}, DECAY),
            "Yogi": (None, ADAM, ACCUMULATOR, {"initialAccumulator": 0.0}),
        },
        "mlx": {
            "SGD": ("mlx", RATE, {}, MOMENTUM, MOMENTUM | DAMPENING, MOMENTUM | NESTEROV, DECAY,
                    MOMENTUM | DAMPENING | DECAY),
            "Adam": ("textbook", ADAM, {}),
            "AdamW": ("pytorch", ADAM, DECAY),
            "Adagrad": ("textbook", ADAGRAD, {}),
            "Adadelta": ("textbook", ADADELTA, {}),
            "Lion": ("textbook", ADAPTIVE, {}, DECAY),
        },
    }[engine]
    for rule, (convention, base, *settings) in table.items():
        # Where the convention has another name, or none, its defaults are not the engine's.
        if convention == engine or (convention is None and engine == "pytorch"):
            yield rule, convention, None, "defaults"
        for options in settings:
            label = "-".join(name if value is True else f"{name}{value:g}"
                             for name, value in options.items())
            yield rule, convention, base | options, label or "plain"


# MARK: Engines. Each gives f(rule, hyperparameters or None, initial, gradients, dtype, record),
# calls record(parameters) after each step and returns its buffers by our names.


def renamed(h, names):
    return {names[name]: value for name, value in (h or {}).items() if name in names}


def pytorch():
    import torch

    torch.set_num_threads(1)
    names = {
        "learningRate": "lr", "epsilon": "eps", "weightDecay": "weight_decay", "rho": "rho",
        "momentum": "momentum", "dampening": "dampening", "nesterov": "nesterov",
        "maximize": "maximize", "amsgrad": "amsgrad", "momentumDecay": "momentum_decay",
        "learningRateDecay": "lr_decay", "initialAccumulator": "initial_accumulator_value",
        "decoupled": "decoupled_weight_decay",
    }
    buffers = {
        "momentum_buffer": "momentum", "exp_avg": "mean", "exp_avg_sq": "meanSquare",
        "max_exp_avg_sq": "largestMeanSquare", "exp_inf": "norm", "sum": "squareSum",
        "square_avg": "meanSquare", "acc_delta": "meanSquareStep", "prev": "previousGradient",
        "step_size": "stepSize",
    }

    def run(rule, h, initial, gradients, dtype, record):
        # NAdam keeps a scalar in the default type.
        torch.set_default_dtype(getattr(torch, dtype))
        parameter = torch.nn.Parameter(torch.tensor(initial, dtype=getattr(torch, dtype)))
        arguments = renamed(h, names)
        if h and "beta1" in h:
            arguments["betas"] = (h["beta1"], h["beta2"])
        if h and "shrink" in h:
            arguments["etas"] = (h["shrink"], h["growth"])
            arguments["step_sizes"] = (h["smallestStep"], h["largestStep"])
        optimizer = getattr(torch.optim, rule)([parameter], foreach=False, **arguments)
        for gradient in gradients:
            parameter.grad = torch.tensor(gradient, dtype=parameter.dtype)
            optimizer.step()
            record(parameter.detach().numpy().copy())
        state = optimizer.state[parameter]
        return {ours: state[name].numpy() for name, ours in buffers.items()
                if state.get(name) is not None}

    return run


def keras():
    use_tensorflow()
    import keras

    names = {
        "learningRate": "learning_rate", "epsilon": "epsilon", "weightDecay": "weight_decay",
        "rho": "rho", "momentum": "momentum", "nesterov": "nesterov", "amsgrad": "amsgrad",
        "beta1": "beta_1", "beta2": "beta_2", "initialAccumulator": "initial_accumulator_value",
    }
    buffers = {
        "momentum": "mean", "velocity": "meanSquare", "velocity_hat": "largestMeanSquare",
        "norm": "norm", "accumulator": "squareSum", "accumulated_grad": "meanSquare",
        "accumulated_delta_var": "meanSquareStep",
    }

    def run(rule, h, initial, gradients, dtype, record):
        keras.config.set_floatx(dtype)
        variable = keras.Variable(initial, dtype=dtype, name="parameter")
        make = getattr(keras.optimizers, {"NAdam": "Nadam"}.get(rule, rule))
        optimizer = make(**renamed(h, names))
        optimizer.build([variable])
        for gradient in gradients:
            optimizer.apply([keras.ops.convert_to_tensor(gradient, dtype=dtype)], [variable])
            record(keras.ops.convert_to_numpy(variable).copy())
        found = {v.name.removeprefix("parameter_"): keras.ops.convert_to_numpy(v)
                 for v in optimizer.variables if v.shape == variable.shape}
        if rule == "SGD":
            # Keras keeps the signed step.
            return {"momentum": -found["momentum"]} if (h or {}).get("momentum") else {}
        return {ours: found[name] for name, ours in buffers.items() if name in found}

    return run


def tensorflow1():
    use_tensorflow()
    import tensorflow as tf

    def run(rule, h, initial, gradients, dtype, record):
        variable = tf.Variable(initial, dtype=dtype)
        optimizer = tf.compat.v1.train.MomentumOptimizer(
            h["learningRate"], h["momentum"], use_nesterov=h.get("nesterov", False)
        ) if "momentum" in h else tf.compat.v1.train.GradientDescentOptimizer(h["learningRate"])
        for gradient in gradients:
            optimizer.apply_gradients([(tf.constant(gradient, dtype=dtype), variable)])
            record(variable.numpy())
        return {name: optimizer.get_slot(variable, name).numpy()
                for name in optimizer.get_slot_names()}

    return run


def optax():
    import jax

    jax.config.update("jax_enable_x64", True)
    import optax

    names = {
        "epsilon": "eps", "weightDecay": "weight_decay", "rho": "rho", "momentum": "momentum",
        "nesterov": "nesterov", "beta1": "b1", "beta2": "b2",
        "initialAccumulator": "initial_accumulator_value",
    }

    def make(rule, h):
        # Optax has no default rates: those of the conventions here stand in.
        rate = h["learningRate"] if h else {"SGD": 0.01, "Lion": 1e-4, "Yogi": 0.01}[rule]
        if rule == "Yogi" and h:
            # `optax.yogi` does not pass the accumulator on.
            return optax.chain(
                optax.scale_by_yogi(**renamed(h, names)), optax.scale_by_learning_rate(rate))
        return getattr(optax, rule.lower())(rate, **renamed(h, names))

    def run(rule, h, initial, gradients, dtype, record):
        optimizer = make(rule, h)
        theta = jax.numpy.asarray(initial, dtype=dtype)
        state = optimizer.init(theta)
        for gradient in gradients:
            updates, state = optimizer.update(
                jax.numpy.asarray(gradient, dtype=dtype), state, theta)
            theta = optax.apply_updates(theta, updates)
            record(np.asarray(theta))
        buffers = {
            "trace": "momentum", "mu": "mean", "nu": "norm" if rule == "Adamax" else "meanSquare",
            "sum_of_squares": "squareSum", "e_g": "meanSquare", "e_x": "meanSquareStep",
        }
        if rule == "Lion":
            del buffers["nu"]
        return {ours: np.asarray(getattr(part, name)) for part in state
                for name, ours in buffers.items() if hasattr(part, name)}

    return run


def mlx():
    import mlx.core as mx
    import mlx.optimizers

    mx.set_default_device(mx.cpu)
    names = {
        "epsilon": "eps", "weightDecay": "weight_decay", "rho": "rho", "momentum": "momentum",
        "dampening": "dampening", "nesterov": "nesterov",
    }
    buffers = {
        "SGD": {"v": "momentum"}, "Adam": {"m": "mean", "v": "meanSquare"},
        "AdamW": {"m": "mean", "v": "meanSquare"}, "Adagrad": {"v": "squareSum"},
        "Adadelta": {"v": "meanSquare", "u": "meanSquareStep"}, "Lion": {"m": "mean"},
    }

    def run(rule, h, initial, gradients, dtype, record):
        kind = getattr(mx, dtype)
        arguments = renamed(h, names)
        if h and "beta1" in h:
            arguments["betas"] = [h["beta1"], h["beta2"]]
        if rule in ("Adam", "AdamW"):
            # MLX leaves the correction out unless asked.
            arguments["bias_correction"] = True
        make = getattr(mlx.optimizers, {"Adadelta": "AdaDelta"}.get(rule, rule))
        # MLX has no default rates: the convention's stands in.
        optimizer = make(h["learningRate"] if h else 0.01, **arguments)
        parameters = {"parameter": mx.array(initial.astype(dtype), dtype=kind)}
        for gradient in gradients:
            parameters = optimizer.apply_gradients(
                {"parameter": mx.array(gradient.astype(dtype), dtype=kind)}, parameters)
            record(np.array(parameters["parameter"]))
        if rule == "SGD" and "momentum" not in (h or {}):
            return {}
        state = optimizer.state["parameter"]
        return {ours: np.array(state[name]) for name, ours in buffers[rule].items()}

    return run


# MARK: Files


def run_engine(engine, path):
    run = globals()[engine]()
    initial, gradients = make_inputs()
    results = []
    for dtype in DTYPES:
        for rule, convention, h, label in cases(engine):
            if h is None and (engine, dtype) == ("keras", "float64") and rule in ROUNDED_DEFAULTS:
                h, label = ROUNDED_DEFAULTS[rule], "rounded"
            steps = []
            state = run(rule, h, initial, gradients, dtype, steps.append)
            values = {str(step): steps[step - 1] for step in RECORDED_STEPS}
            name = f"{engine}-{dtype}-{rule}-{label}"
            for array in [*values.values(), *state.values()]:
                if str(array.dtype) != dtype or not np.all(np.isfinite(array)):
                    raise SystemExit(f"{name}: {array.dtype}, {array}")
            results.append({
                "name": name, "engine": engine, "rule": rule, "dtype": dtype,
                **({"convention": convention} if convention else {}), "hyperparameters": h or {},
                "values": {step: a.tolist() for step, a in values.items()},
                "state": {key: a.tolist() for key, a in state.items()},
            })
    document = {"version": version(PACKAGES[engine]).split("+")[0], "cases": results}
    Path(path).write_text(json.dumps(document, allow_nan=False))


def main():
    document = {
        "generator": "Tests/OptimizersTests/Fixtures/generate_rules.py", "versions": {},
        "seed": SEED,
    }
    initial, gradients = make_inputs()
    document["inputs"] = {"initial": initial.tolist(), "gradients": gradients.tolist()}
    document["cases"] = []
    with tempfile.TemporaryDirectory() as folder:
        for engine in PACKAGES:
            path = Path(folder, engine)
            subprocess.run([sys.executable, __file__, engine, str(path)], check=True)
            part = json.loads(path.read_text())
            document["versions"][engine] = part["version"]
            document["cases"] += part["cases"]
    path = Path(__file__).with_name("rules.json")
    path.write_text(encode(document) + "\n")
    print(f"{path.name}: {len(document['cases'])} cases, {path.stat().st_size} bytes")


if __name__ == "__main__":
    run_engine(*sys.argv[1:]) if len(sys.argv) == 3 else main()
