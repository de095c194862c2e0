"""Writes translation.json: the calls of each translation, run in the engines that they are for.

    python -m pip install -r requirements-rmsprop.txt
    python -m pip install --no-deps -r requirements-rmsprop-no-deps.txt
    python generate_translation.py path/to/compare-optimizers

Every call of translation-calls.txt is given to `compare-optimizers translate`; it and each call that
the command prints is evaluated in its engine, a process of its own, in float64. README.md says what
the fields mean.
"""

import json
import os
import subprocess
import sys
import tempfile
import types
from importlib.metadata import version
from pathlib import Path

import numpy as np
from recording import encode

SEED = 20261122
PARAMETERS = 6
HALF = 10
ENGINES = {
    "pytorch": ("torch", "torch.optim."), "keras": ("keras", "keras.optimizers."),
    "tfKerasLegacy": ("tf_keras", "tf_keras.optimizers.legacy."),
    "tensorflow1": ("tensorflow-cpu", "tf.compat.v1.train."),
    "optax": ("optax", "optax."), "timm": ("timm", "timm.optim."),
    "mlx": ("mlx", "mlx.optimizers."),
}


# MARK: Translations


def translations(command):
    """The lines of translation-calls.txt, each with its engine and the calls for the others."""
    for source in Path(__file__).with_name("translation-calls.txt").read_text().splitlines():
        origin = max((e for e, (_, p) in ENGINES.items() if source.startswith(p)),
                     key=lambda e: len(ENGINES[e][1]))
        calls = {origin: with_parameters(origin, source)}
        for engine in ENGINES:
            if engine != origin and (call := translated(command, source, engine)):
                calls[engine] = call
        yield {"source": source, "engine": origin, "calls": calls}


def translated(command, source, engine):
    environment = os.environ | {"COLUMNS": "10000", "LC_ALL": "C.UTF-8"}
    answer = subprocess.run([command, "translate", source, "--to", engine], text=True, check=True,
                            capture_output=True, env=environment).stdout
    call = answer[answer.index("\n\n"):].strip().splitlines()[1].strip()
    return None if call.startswith("none:") else call


def with_parameters(engine, call):
    """The source with what it is to move, which the file leaves out for brevity."""
    return call.replace("(", "(params, ", 1) if engine in ("pytorch", "timm") else call


# MARK: Engines. Each runs a call over the gradients, calls record(step, parameters, arrays, numbers)
# after each half, and gives the engine's own names to what it keeps.


def pytorch():
    import torch

    return run_torch({"torch": torch})


def timm():
    # The module alone: the package imports torchvision, which an optimizer has no use for.
    for name in ("timm", "timm.optim"):
        module = types.ModuleType(name)
        found = [Path(p, *name.split(".")) for p in sys.path]
        module.__path__ = [str(p) for p in found if p.is_dir()]
        sys.modules[name] = module
    from timm.optim.rmsprop_tf import RMSpropTF

    optim = types.SimpleNamespace(RMSpropTF=RMSpropTF)
    return run_torch({"timm": types.SimpleNamespace(optim=optim)})


def run_torch(names):
    import torch

    torch.set_num_threads(1)
    torch.set_default_dtype(torch.float64)  # NAdam keeps a scalar in the default type.

    def run(call, initial, gradients, record):
        parameter = torch.nn.Parameter(torch.tensor(initial))
        optimizer = eval(call, names | {"params": [parameter]})
        for step, gradient in enumerate(gradients, 1):
            parameter.grad = torch.tensor(gradient)
            optimizer.step()
            if step % HALF == 0:
                state = {n: v for n, v in optimizer.state[parameter].items() if v is not None}
                arrays = {n: v.numpy() for n, v in state.items() if v.shape == parameter.shape}
                numbers = {n: float(v) for n, v in state.items() if n not in arrays}
                numbers.pop("step", None)
                record(step, parameter.detach().numpy(), arrays, numbers)

    return run


def use_tensorflow():
    os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
    os.environ["TF_ENABLE_ONEDNN_OPTS"] = "0"
    os.environ["KERAS_BACKEND"] = "tensorflow"


def keras():
    use_tensorflow()
    import keras

    def run(call, initial, gradients, record):
        keras.config.set_floatx("float64")
        variable = keras.Variable(initial, dtype="float64", name="parameter")
        optimizer = eval(call, {"keras": keras})
        optimizer.build([variable])
        for step, gradient in enumerate(gradients, 1):
            optimizer.apply([keras.ops.convert_to_tensor(gradient, dtype="float64")], [variable])
            if step % HALF == 0:
                found = {v.name.removeprefix("parameter_"): keras.ops.convert_to_numpy(v)
                         for v in optimizer.variables}
                found.pop("iteration"), found.pop("learning_rate")
                # The product of momenta has no name of its own.
                product = getattr(optimizer, "_u_product", None)
                if product is not None:
                    found["u_product"] = keras.ops.convert_to_numpy(product)
                arrays = {n: v for n, v in found.items() if v.shape == initial.shape}
                numbers = {"u_product": float(found["u_product"])} if "u_product" in found else {}
                record(step, keras.ops.convert_to_numpy(variable), arrays, numbers)

    return run


def tfKerasLegacy():
    use_tensorflow()
    import tensorflow as tf
    import tf_keras

    def run(call, initial, gradients, record):
        tf_keras.backend.set_floatx("float64")
        variable = tf.Variable(initial)
        optimizer = eval(call, {"tf_keras": tf_keras})
        for step, gradient in enumerate(gradients, 1):
            optimizer.apply_gradients([(tf.constant(gradient), variable)])
            if step % HALF == 0:
                record(step, variable.numpy(), {}, {})

    return run


def tensorflow1():
    use_tensorflow()
    import tensorflow as tf

    def run(call, initial, gradients, record):
        with tf.Graph().as_default(), tf.compat.v1.Session() as session:
            variable = tf.compat.v1.get_variable(
                "parameter", initializer=initial, use_resource=False)
            gradient = tf.compat.v1.placeholder(tf.float64, initial.shape)
            update = eval(call, {"tf": tf}).apply_gradients([(gradient, variable)])
            session.run(tf.compat.v1.global_variables_initializer())
            for step, value in enumerate(gradients, 1):
                session.run(update, {gradient: value})
                if step % HALF == 0:
                    record(step, session.run(variable), {}, {})

    return run


def optax():
    import jax
    import optax

    jax.config.update("jax_enable_x64", True)

    def run(call, initial, gradients, record):
        parameter = jax.numpy.array(initial)
        optimizer = eval(call, {"optax": optax})
        state = optimizer.init(parameter)
        for step, gradient in enumerate(gradients, 1):
            updates, state = optimizer.update(jax.numpy.array(gradient), state, parameter)
            parameter = optax.apply_updates(parameter, updates)
            if step % HALF == 0:
                record(step, np.array(parameter), {}, {})

    return run


def mlx():
    import mlx.core as core
    import mlx.optimizers

    core.set_default_device(core.cpu)
    package = types.SimpleNamespace(optimizers=mlx.optimizers)

    def run(call, initial, gradients, record):
        parameters = {"parameter": core.array(initial, dtype=core.float64)}
        optimizer = eval(call, {"mlx": package})
        for step, gradient in enumerate(gradients, 1):
            parameters = optimizer.apply_gradients(
                {"parameter": core.array(gradient, dtype=core.float64)}, parameters)
            if step % HALF == 0:
                record(step, np.array(parameters["parameter"].tolist()), {}, {})

    return run


# MARK: Running


def make_inputs():
    generator = np.random.default_rng(SEED)
    initial = generator.normal(size=PARAMETERS)
    gradients = generator.normal(size=(2 * HALF, PARAMETERS)) * 10.0 ** generator.uniform(
        -2, 1, size=PARAMETERS)
    return [a.astype(np.float32).astype(np.float64) for a in (initial, gradients)]


def run_engine(engine, work, path):
    cases = json.loads(Path(work).read_text())
    run, (initial, gradients) = globals()[engine](), make_inputs()
    results = {}
    for number, call in cases.items():
        result = {}

        def record(step, values, arrays, numbers):
            if not all(np.all(np.isfinite(a)) for a in [values, *arrays.values()]):
                raise SystemExit(f"{call}: not finite after step {step}")
            result[str(step)] = {"values": values.tolist()}
            if step == HALF:
                result[str(step)]["state"] = {n: a.tolist() for n, a in sorted(arrays.items())}
                result[str(step)]["numbers"] = numbers

        run(call, initial, gradients, record)
        results[number] = result
    Path(path).write_text(json.dumps(results))


def main(command):
    initial, gradients = make_inputs()
    cases = list(translations(command))
    for case in cases:
        case["results"] = {}
    with tempfile.TemporaryDirectory() as folder:
        for engine in ENGINES:
            work, path = Path(folder, "work"), Path(folder, "results")
            work.write_text(json.dumps(
                {i: c["calls"][engine] for i, c in enumerate(cases) if engine in c["calls"]}))
            subprocess.run([sys.executable, __file__, engine, str(work), str(path)], check=True)
            for number, result in json.loads(path.read_text()).items():
                cases[int(number)]["results"][engine] = result
    document = {
        "generator": "Tests/OptimizersTests/Fixtures/generate_translation.py",
        "versions": {e: version(package).split("+")[0] for e, (package, _) in ENGINES.items()},
        "seed": SEED,
        "initial": initial.tolist(),
        "gradients": gradients.tolist(),
        "cases": cases,
    }
    path = Path(__file__).with_name("translation.json")
    path.write_text(encode(document) + "\n")
    runs = sum(len(case["calls"]) for case in cases)
    print(f"{path.name}: {len(cases)} cases, {runs} calls run, {path.stat().st_size} bytes")


if __name__ == "__main__":
    run_engine(*sys.argv[1:]) if len(sys.argv) == 4 else main(*sys.argv[1:])
