"""Writes weights.json: files of PyTorch and Keras, and what their models predict.

    python -m pip install -r requirements.txt
    python generate.py
"""

import base64
import json
import os
import pathlib
import sys
import tempfile

os.environ["KERAS_BACKEND"] = "torch"

import numpy
import torch

try:
    import keras
except ImportError:  # whoever exchanges files with PyTorch alone
    keras = None

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[3]
SEED = 20261121
ROWS = 8


def snippets():
    """The Python of the article, in its order."""
    article = ROOT / "Sources/NeuralNetworks/NeuralNetworks.docc/MovingModels.md"
    parts = article.read_text().split("```python\n")[1:]
    return [part.split("```")[0] for part in parts]


PYTORCH_SAVE, PYTORCH_LOAD, NPZ_SAVE, NPZ_LOAD, KERAS_SAVE, KERAS_LOAD = snippets()


def run(snippet, model, folder):
    """Runs lines of the article where the file lies."""
    before = os.getcwd()
    os.chdir(folder)
    try:
        exec(snippet, {"model": model})
    finally:
        os.chdir(before)


def saved(snippet, model, name):
    with tempfile.TemporaryDirectory() as folder:
        run(snippet, model, folder)
        return base64.b64encode((pathlib.Path(folder) / name).read_bytes()).decode("ascii")


def layer(units, activation="identity", bias=True):
    return {"units": units, "activation": activation, "usesBias": bias}


def dropout(rate):
    return {"dropout": rate}


# MARK: PyTorch

MODULES = {"relu": torch.nn.ReLU, "tanh": torch.nn.Tanh, "sigmoid": torch.nn.Sigmoid,
           "gelu": torch.nn.GELU}


def pytorch_modules(inputs, layers):
    modules = []
    for described in layers:
        if "dropout" in described:
            modules.append(torch.nn.Dropout(described["dropout"]))
            continue
        modules.append(torch.nn.Linear(inputs, described["units"], bias=described["usesBias"]))
        inputs = described["units"]
        if described["activation"] != "identity":
            modules.append(MODULES[described["activation"]]())
    return modules


class Named(torch.nn.Module):
    """Linear layers with names, and a ReLU between two of them."""

    def __init__(self, inputs, layers, names):
        super().__init__()
        self.names = names
        # Made in another order than they are used.
        made = {}
        for name, described in zip(names, layers):
            made[name] = torch.nn.Linear(inputs, described["units"])
            inputs = described["units"]
        for name in reversed(names):
            setattr(self, name, made[name])

    def forward(self, x):
        for name in self.names[:-1]:
            x = torch.relu(getattr(self, name)(x))
        return getattr(self, self.names[-1])(x)


def pytorch(name, inputs, layers, names=None, listed=False, dtype=torch.float32, single=False):
    """A case; `dtype` is that of the file."""
    torch.manual_seed(SEED)
    if names:
        model = Named(inputs, layers, names)
    elif single:
        model = torch.nn.Linear(inputs, layers[0]["units"])
    else:
        model = torch.nn.Sequential(*pytorch_modules(inputs, layers))
    model = model.eval().to(dtype)
    file = saved(PYTORCH_SAVE, model, "model.safetensors")
    x = torch.randn(ROWS, inputs, dtype=torch.float64)
    scalar = "float64" if dtype == torch.float64 else "float32"
    model = model.to(getattr(torch, scalar))
    x = x.float().to(getattr(torch, scalar))
    with torch.no_grad():
        y = model(x)
    return {
        "name": f"pytorch {name}", "convention": "pytorch", "scalar": scalar,
        "fileName": "model.safetensors", "file": file, "modules": names if listed else None,
        "inputSize": inputs, "layers": layers, "inputs": x.double().tolist(),
        "predictions": y.double().tolist(),
    }


# MARK: Keras


def keras_model(inputs, layers, dtype="float32"):
    model = keras.Sequential([keras.Input((inputs,), dtype=dtype)])
    for described in layers:
        if "dropout" in described:
            model.add(keras.layers.Dropout(described["dropout"], dtype=dtype))
        else:
            activation = described["activation"]
            model.add(keras.layers.Dense(
                described["units"], use_bias=described["usesBias"], dtype=dtype,
                activation=None if activation == "identity" else activation,
                bias_initializer="random_normal"))
    return model


def keras_case(name, inputs, layers, snippet, file_name, dtype="float32"):
    keras.utils.set_random_seed(SEED)
    model = keras_model(inputs, layers, dtype)
    x = numpy.random.default_rng(SEED).standard_normal((ROWS, inputs)).astype("float32")
    y = keras.ops.convert_to_numpy(model(x.astype(dtype), training=False))
    assert y.dtype == dtype
    return {
        "name": f"keras {name}", "convention": "keras", "scalar": dtype, "fileName": file_name,
        "file": saved(snippet, model, file_name), "modules": None, "inputSize": inputs,
        "layers": layers, "inputs": x.astype("float64").tolist(),
        "predictions": y.astype("float64").tolist(),
    }


def pytorch_cases():
    # Two square layers: nothing but the numbers would show a missing transposition, or another order.
    square = [layer(12, "relu"), layer(12, "tanh"), layer(12, "sigmoid"), layer(5)]
    yield pytorch("sequential", 12, square)
    yield pytorch("float64", 12, square, dtype=torch.float64)
    yield pytorch("float16", 12, square, dtype=torch.float16)
    yield pytorch("bfloat16", 12, square, dtype=torch.bfloat16)
    yield pytorch("no bias", 9, [layer(9, "gelu", False), dropout(0.5), layer(9), layer(3, bias=False)])
    yield pytorch("one linear layer", 6, [layer(4)], single=True)
    yield pytorch("eleven layers", 5, [layer(5) for _ in range(11)])
    yield pytorch("one input", 1, [layer(3, "relu"), layer(1, "relu"), layer(1)])
    three = [layer(7, "relu"), layer(7, "relu"), layer(7)]
    yield pytorch("numbered", 7, three, names=["fc1", "fc2", "fc10"])
    yield pytorch("listed", 7, three, names=["input", "hidden", "output"], listed=True)


def keras_cases():
    layers = [layer(10, "relu"), dropout(0.2), layer(10, "tanh", False), layer(10, "gelu"),
              layer(4, "softmax")]
    yield keras_case("npz", 10, layers, NPZ_SAVE, "model.npz")
    yield keras_case("safetensors", 10, layers, KERAS_SAVE, "model.safetensors")
    yield keras_case("eleven layers", 3, [layer(3) for _ in range(11)], NPZ_SAVE, "model.npz")
    yield keras_case("float64", 10, layers, KERAS_SAVE, "model.safetensors", dtype="float64")


# MARK: Files of ours


def check(cases, folder):
    """Has the engines load files of ours, and compares their predictions with ours."""
    for case in cases:
        layers, dtype = case["layers"], case["scalar"]
        place = folder / case["folder"]
        x = numpy.asarray(case["inputs"], dtype=dtype)
        if case["convention"] == "pytorch":
            if case.get("modules"):
                model = Named(case["inputSize"], layers, case["modules"])
            else:
                model = torch.nn.Sequential(*pytorch_modules(case["inputSize"], layers))
            model = model.eval().to(getattr(torch, dtype))
            run(PYTORCH_LOAD, model, place)
            with torch.no_grad():
                y = model(torch.from_numpy(x)).numpy()
        else:
            model = keras_model(case["inputSize"], layers, dtype)
            run(NPZ_LOAD if case["fileName"].endswith("npz") else KERAS_LOAD, model, place)
            y = keras.ops.convert_to_numpy(model(x, training=False))
        expected = numpy.asarray(case["predictions"])
        error = numpy.abs(y - expected).max() / numpy.abs(expected).max()
        # Keras on PyTorch multiplies float64 in float32.
        exact = dtype == "float64" and case["convention"] == "pytorch"
        if not error <= (1e-13 if exact else 1e-6):
            sys.exit(f"{case['name']}: predictions differ by {error:.2g} of the largest")


if __name__ == "__main__":
    text = json.dumps(
        [*pytorch_cases(), *keras_cases()], separators=(",", ":"), sort_keys=True)
    (HERE / "weights.json").write_text(text.replace('},{"convention"', '},\n{"convention"') + "\n")
