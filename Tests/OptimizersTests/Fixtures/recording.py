"""How every generator here names and writes its cases. README.md explains the fields."""

import json
import os
import subprocess
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path

import numpy as np

DTYPES = ("float32", "float64")


def case(engine, dtype, label, hyperparameters, result):
    values, state = result
    arrays = [*values.values(), *state.values()]
    if not all(np.all(np.isfinite(a)) for a in arrays):
        raise SystemExit(f"{engine} {dtype} {label}: not finite")
    kinds = {str(a.dtype) for a in arrays}
    if kinds != {"float64" if engine == "textbook" else dtype}:
        raise SystemExit(f"{engine} {dtype} {label}: came back as {kinds}")
    return {
        "name": f"{engine}-{dtype}-{label}",
        "engine": engine,
        "dtype": dtype,
        "hyperparameters": hyperparameters,
        "values": {step: a.tolist() for step, a in values.items()},
        "state": {name: a.tolist() for name, a in sorted(state.items())},
    }


def label_of(**options):
    """"momentum0.9-centered" for the options that are on, "plain" where none is."""
    on = (name if value is True else f"{name}{value:g}" for name, value in options.items() if value)
    return "-".join(on) or "plain"


def through_float32(options, *names):
    """The options with these names exact in float32, and all others as they were."""
    return options | {n: float(np.float32(options[n])) for n in names if n in options}


def shared_inputs():
    """The inputs of rmsprop.json, in both types."""
    recorded = json.loads(Path(__file__).with_name("rmsprop.json").read_text())["inputs"]
    return {
        d: (np.array(recorded[d]["initial"], d), np.array(recorded[d]["gradients"], d))
        for d in DTYPES
    }


def use_tensorflow():
    """What Keras reads when it is imported: import it only after this."""
    os.environ["KERAS_BACKEND"] = "tensorflow"
    os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
    # Eigen instead of oneDNN: its results do not depend on the number of threads.
    os.environ["TF_ENABLE_ONEDNN_OPTS"] = "0"


def by_engine(script, engines):
    """What `script engine path` writes for each engine, from a process of its own.

    torch and tensorflow disturb each other in one process.
    """
    parts = []
    with tempfile.TemporaryDirectory() as folder:
        for engine in engines:
            path = Path(folder, engine)
            subprocess.run([sys.executable, script, engine, str(path)], check=True)
            parts.append(json.loads(path.read_text()))
    return parts


def write(stem, generator, packages, seed, inputs, cases):
    document = {
        "generator": f"Tests/OptimizersTests/Fixtures/{generator}",
        "versions": {name: version(name).split("+")[0] for name in packages},
        "seed": seed,
        "inputs": {
            d: {"initial": x.tolist(), "gradients": g.tolist()} for d, (x, g) in inputs.items()
        },
        "cases": cases,
    }
    path = Path(__file__).with_name(f"{stem}.json")
    path.write_text(encode(document) + "\n")
    print(f"{path.name}: {len(cases)} cases, {path.stat().st_size} bytes")


def encode(value, depth=0):
    """JSON with one line per array of numbers, so that a change shows as a readable difference."""
    pad, nested = "\n" + " " * (depth + 1), isinstance(value, (dict, list))
    if isinstance(value, dict) and any(isinstance(v, (dict, list)) for v in value.values()):
        rows = [f"{json.dumps(k)}: {encode(v, depth + 1)}" for k, v in value.items()]
        return "{" + pad + ("," + pad).join(rows) + pad[:-1] + "}"
    if isinstance(value, list) and any(isinstance(v, (dict, list)) for v in value):
        return "[" + pad + ("," + pad).join(encode(v, depth + 1) for v in value) + pad[:-1] + "]"
    # repr of a float64 is the shortest decimal that reads back as the same value.
    return json.dumps(value, separators=(",", ":") if nested else None, allow_nan=False)
