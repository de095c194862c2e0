"""Writes rmsprop-engines.json: RMSprop as seven engines really compute it.

    python -m pip install -r requirements-rmsprop.txt
    python -m pip install --no-deps -r requirements-rmsprop-no-deps.txt
    python generate_rmsprop.py

Each engine runs in a process of its own, since torch and tensorflow disturb each other. README.md
says what the fields mean.
"""

import json
import subprocess
import sys
import tempfile
from importlib.metadata import version
from itertools import product
from pathlib import Path

import numpy as np
from recording import use_tensorflow

SEED = 20261121
PARAMETERS = 11
STEPS = 30
RECORDED_STEPS = (1, 2, 30)
DTYPES = ("float32", "float64")
ENGINES = {
    "pytorch": "torch", "keras": "keras", "tfKerasLegacy": "tf_keras",
    "tensorflow1": "tensorflow-cpu", "optax": "optax", "timm": "timm", "mlx": "mlx",
}

# Exact in float32, so that an engine that takes them through float32 changes nothing.
RATES = {"learningRate": 0.00390625, "rho": 0.9375, "epsilon": 0.0009765625}
MOMENTUM, DECAY = 0.875, 0.015625


# MARK: Inputs


def make_inputs():
    """Values of order one and gradients from 1e-3 to 1e3, all of them exact in float32.

    Parameter 0 is never updated. Parameter 1 has the same gradient in every step but the empty
    ones. The last three lean to one side, so that centering has a mean to subtract. Steps 1, 12
    and 13 are empty: all gradients are zero.
    """
    generator = np.random.default_rng(SEED)
    initial = generator.normal(size=PARAMETERS)
    magnitudes = 10.0 ** generator.uniform(-3, 3, size=(STEPS, PARAMETERS))
    gradients = magnitudes * np.where(generator.random((STEPS, PARAMETERS)) < 0.5, -1.0, 1.0)
    leaning = 2.0 ** np.array([-6, 0, 6]) * (1 + 0.5 * generator.normal(size=(STEPS, 3)))
    gradients[:, -3:] = leaning
    gradients[:, 0] = 0
    gradients[:, 1] = 1.5
    gradients[[0, 11, 12]] = 0
    return initial.astype(np.float32).astype(np.float64), gradients.astype(np.float32).astype(
        np.float64)


# MARK: Cases


def cases(engine):
    """The hyper-parameters of each case, by our names; what is left out is off."""
    def grid(momentum=(0.0,), centered=(False,), decay=(0.0,), **more):
        for m, c, w, *others in product(momentum, centered, decay, *more.values()):
            options = {"momentum": m, "centered": c, "weightDecay": w} | dict(zip(more, others))
            yield RATES | {name: value for name, value in options.items() if value}

    both, momenta, decays = (False, True), (0.0, MOMENTUM), (0.0, DECAY)
    if engine == "pytorch":
        return list(grid(momenta, both, decays, maximize=both))
    if engine == "keras":
        return list(grid(momenta, both, decays))
    if engine in ("tfKerasLegacy", "tensorflow1"):
        return list(grid(momenta, both))
    if engine == "optax":
        return [h for h in grid(momenta, both, nesterov=both, biasCorrection=both)
                if "momentum" in h or "nesterov" not in h] + [
                    RATES | {"momentum": MOMENTUM, "epsilonOutside": True},
                    RATES | {"centered": True, "epsilonOutside": True},
                    RATES | {"biasCorrection": True, "epsilonOutside": True},
                    RATES | {"initialMeanSquare": 0.25, "biasCorrection": True, "centered": True},
                ]
    if engine == "timm":
        return list(grid(momenta, both, decays)) + [
            RATES | {"momentum": MOMENTUM, "weightDecay": DECAY, "decoupled": True},
            RATES | {"momentum": MOMENTUM, "rateOnStep": True},
        ]
    return list(grid())


# MARK: Engines. Each gives f(hyperparameters or None, initial, gradients, dtype, record), calls
# record(parameters) after each step and returns its buffers by our names, signs untouched.


def pytorch():
    import torch

    return run_torch(lambda parameters, h: torch.optim.RMSprop(
        parameters, lr=h["learningRate"], alpha=h["rho"], eps=h["epsilon"],
        momentum=h.get("momentum", 0), centered=h.get("centered", False),
        weight_decay=h.get("weightDecay", 0), maximize=h.get("maximize", False), foreach=False)
        if h else torch.optim.RMSprop(parameters, foreach=False))


def timm():
    import types

    import torch

    # The module alone: the package imports torchvision, which an optimizer has no use for.
    for name in ("timm", "timm.optim"):
        module = types.ModuleType(name)
        found = [Path(p, *name.split(".")) for p in sys.path]
        module.__path__ = [str(p) for p in found if p.is_dir()]
        sys.modules[name] = module
    from timm.optim.rmsprop_tf import RMSpropTF

    return run_torch(lambda parameters, h: RMSpropTF(
        parameters, lr=h["learningRate"], alpha=h["rho"], eps=h["epsilon"],
        momentum=h.get("momentum", 0), centered=h.get("centered", False),
        weight_decay=h.get("weightDecay", 0), decoupled_decay=h.get("decoupled", False),
        lr_in_momentum=not h.get("rateOnStep", False), foreach=False)
        if h else RMSpropTF(parameters, foreach=False))


def run_torch(make):
    import torch

    torch.set_num_threads(1)

    def run(h, initial, gradients, dtype, record):
        parameter = torch.nn.Parameter(torch.tensor(initial, dtype=getattr(torch, dtype)))
        optimizer = make([parameter], h)
        for gradient in gradients:
            parameter.grad = torch.tensor(gradient, dtype=parameter.dtype)
            optimizer.step()
            record(parameter.detach().numpy().copy())
        names = {"square_avg": "meanSquare", "grad_avg": "meanGradient",
                 "momentum_buffer": "momentum"}
        state = optimizer.state[parameter]
        return {ours: state[name].numpy() for name, ours in names.items() if name in state}

    return run


def keras():
    use_tensorflow()
    import keras

    def run(h, initial, gradients, dtype, record):
        keras.config.set_floatx(dtype)
        variable = keras.Variable(initial, dtype=dtype, name="parameter")
        optimizer = keras.optimizers.RMSprop(
            learning_rate=h["learningRate"], rho=h["rho"], epsilon=h["epsilon"],
            momentum=h.get("momentum", 0.0), centered=h.get("centered", False),
            weight_decay=h.get("weightDecay")) if h else keras.optimizers.RMSprop()
        optimizer.build([variable])
        for gradient in gradients:
            optimizer.apply([keras.ops.convert_to_tensor(gradient, dtype=dtype)], [variable])
            record(keras.ops.convert_to_numpy(variable).copy())
        names = {"velocity": "meanSquare", "average_gradient": "meanGradient",
                 "momentum": "momentum"}
        found = {v.name.removeprefix("parameter_"): v for v in optimizer.variables}
        return {ours: keras.ops.convert_to_numpy(found[name])
                for name, ours in names.items() if name in found}

    return run


SLOTS = {"rms": "meanSquare", "mg": "meanGradient", "momentum": "momentum"}


def tfKerasLegacy():
    use_tensorflow()
    import tensorflow as tf
    import tf_keras

    def run(h, initial, gradients, dtype, record):
        tf_keras.backend.set_floatx(dtype)
        variable = tf.Variable(initial, dtype=dtype)
        optimizer = tf_keras.optimizers.legacy.RMSprop(
            learning_rate=h["learningRate"], rho=h["rho"], epsilon=h["epsilon"],
            momentum=h.get("momentum", 0.0), centered=h.get("centered", False)
        ) if h else tf_keras.optimizers.legacy.RMSprop()
        for gradient in gradients:
            optimizer.apply_gradients([(tf.constant(gradient, dtype=dtype), variable)])
            record(variable.numpy())
        slots = optimizer.get_slot_names()
        return {ours: optimizer.get_slot(variable, name).numpy()
                for name, ours in SLOTS.items() if name in slots}

    return run


def tensorflow1():
    use_tensorflow()
    import tensorflow as tf

    def run(h, initial, gradients, dtype, record):
        variable = tf.Variable(initial, dtype=dtype)
        optimizer = tf.compat.v1.train.RMSPropOptimizer(
            h["learningRate"], decay=h["rho"], momentum=h.get("momentum", 0.0),
            epsilon=h["epsilon"], centered=h.get("centered", False)
        ) if h else tf.compat.v1.train.RMSPropOptimizer(0.001)
        for gradient in gradients:
            optimizer.apply_gradients([(tf.constant(gradient, dtype=dtype), variable)])
            record(variable.numpy())
        slots = optimizer.get_slot_names()
        return {ours: optimizer.get_slot(variable, name).numpy()
                for name, ours in SLOTS.items() if name in slots}

    return run


def optax():
    import jax

    jax.config.update("jax_enable_x64", True)
    import optax

    def run(h, initial, gradients, dtype, record):
        optimizer = optax.rmsprop(
            h["learningRate"], decay=h["rho"], eps=h["epsilon"],
            initial_scale=h.get("initialMeanSquare", 0.0),
            eps_in_sqrt=not h.get("epsilonOutside", False), centered=h.get("centered", False),
            momentum=h.get("momentum"), nesterov=h.get("nesterov", False),
            bias_correction=h.get("biasCorrection", False)) if h else optax.rmsprop(0.001)
        theta = jax.numpy.asarray(initial, dtype=dtype)
        state = optimizer.init(theta)
        for gradient in gradients:
            updates, state = optimizer.update(jax.numpy.asarray(gradient, dtype=dtype), state)
            theta = optax.apply_updates(theta, updates)
            record(np.asarray(theta))
        found = {}
        for part in state:
            for name, ours in (("nu", "meanSquare"), ("mu", "meanGradient"), ("trace", "momentum")):
                if hasattr(part, name):
                    found[ours] = np.asarray(getattr(part, name))
        return found

    return run


def mlx():
    import mlx.core as mx
    from mlx.optimizers import RMSprop

    mx.set_default_device(mx.cpu)

    def run(h, initial, gradients, dtype, record):
        kind = getattr(mx, dtype)
        optimizer = RMSprop(h["learningRate"], alpha=h["rho"], eps=h["epsilon"]) if h else RMSprop(
            0.001)
        parameters = {"parameter": mx.array(initial.astype(dtype), dtype=kind)}
        for gradient in gradients:
            parameters = optimizer.apply_gradients(
                {"parameter": mx.array(gradient.astype(dtype), dtype=kind)}, parameters)
            record(np.array(parameters["parameter"]))
        return {"meanSquare": np.array(optimizer.state["parameter"]["v"])}

    return run


# MARK: Files


def run_engine(engine, path):
    run = globals()[engine]()
    initial, gradients = make_inputs()
    results = []
    for dtype in DTYPES:
        for h in [None, *cases(engine)]:
            values = {}
            count = 0

            def record(parameters):
                nonlocal count
                count += 1
                if count in RECORDED_STEPS:
                    values[str(count)] = parameters

            state = run(h, initial, gradients, dtype, record)
            label = "-".join(
                name if value is True else f"{name}{value:g}"
                for name, value in (h or {}).items() if name not in RATES)
            name = f"{engine}-{dtype}-{(label or 'plain') if h else 'defaults'}"
            for array in [*values.values(), *state.values()]:
                if str(array.dtype) != dtype or not np.all(np.isfinite(array)):
                    raise SystemExit(f"{name}: {array.dtype}, {array}")
            results.append({
                "name": name, "engine": engine, "dtype": dtype, "hyperparameters": h or {},
                "values": {step: a.tolist() for step, a in values.items()},
                "state": {key: a.tolist() for key, a in state.items()},
            })
    document = {"version": version(ENGINES[engine]).split("+")[0], "cases": results}
    Path(path).write_text(json.dumps(document, allow_nan=False))


def encode(value, depth=0):
    """JSON with one line per array of numbers or flat object."""
    pad = "\n" + " " * (depth + 1)
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    if not any(isinstance(part, (dict, list)) for part in parts):
        return json.dumps(value, separators=(",", ":"))
    if isinstance(value, dict):
        rows = [f"{json.dumps(k)}: {encode(v, depth + 1)}" for k, v in value.items()]
        brackets = "{}"
    else:
        rows, brackets = [encode(v, depth + 1) for v in value], "[]"
    return brackets[0] + pad + ("," + pad).join(rows) + pad[:-1] + brackets[1]


def main():
    document = {
        "generator": "Tests/OptimizersTests/Fixtures/generate_rmsprop.py", "versions": {},
        "seed": SEED,
    }
    initial, gradients = make_inputs()
    document["inputs"] = {"initial": initial.tolist(), "gradients": gradients.tolist()}
    document["cases"] = []
    with tempfile.TemporaryDirectory() as folder:
        for engine in ENGINES:
            path = Path(folder, engine)
            subprocess.run([sys.executable, __file__, engine, str(path)], check=True)
            part = json.loads(path.read_text())
            document["versions"][engine] = part["version"]
            document["cases"] += part["cases"]
    path = Path(__file__).with_name("rmsprop-engines.json")
    path.write_text(encode(document) + "\n")
    print(f"{path.name}: {len(document['cases'])} cases, {path.stat().st_size} bytes")


if __name__ == "__main__":
    run_engine(*sys.argv[1:]) if len(sys.argv) == 3 else main()
