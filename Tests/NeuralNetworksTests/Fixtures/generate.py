"""Writes activations.json, losses.json and training.json from PyTorch and Keras.

    python -m pip install -r requirements.txt
    python generate.py

Keras chooses its backend when it is imported, and two losses depend on it, so this script also runs
itself once more with the PyTorch backend. README.md explains the fields.
"""

import json
import os
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

# The second run: prints the losses that Keras computes on its PyTorch backend.
ON_PYTORCH_BACKEND = sys.argv[1:] == ["--losses-on-pytorch-backend"]
os.environ["KERAS_BACKEND"] = "torch" if ON_PYTORCH_BACKEND else "tensorflow"
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
# Eigen instead of oneDNN: its results do not depend on the number of threads.
os.environ["TF_ENABLE_ONEDNN_OPTS"] = "0"

import keras
import numpy as np
import torch
from torch.nn import functional

SEED = 20261120
DTYPES = ("float32", "float64")


def array(tensor):
    """The tensor of either framework as a NumPy array."""
    if torch.is_tensor(tensor):
        return tensor.detach().numpy()
    return keras.ops.convert_to_numpy(tensor)


def checked(value, dtype):
    """The value as plain numbers, once it is finite and of the dtype that was asked for."""
    value = np.asarray(value)
    if not np.all(np.isfinite(value)) or value.dtype != dtype:
        raise SystemExit(f"expected finite {dtype}, got {value.dtype}: {value}")
    return value.tolist()


def cast(inputs, dtype):
    """The same inputs with every array of reals in one dtype."""
    return {k: v.astype(dtype) if v.dtype.kind == "f" else v for k, v in inputs.items()}


def listed(inputs):
    return {d: {k: v.tolist() for k, v in cast(inputs, d).items()} for d in DTYPES}


# MARK: Activations

ACTIVATIONS = {
    "identity": (lambda z: z * 1, {}),
    "relu": (torch.relu, {}),
    "leaky_relu_0.01": (lambda z: functional.leaky_relu(z, 0.01), {"slope": 0.01}),
    "leaky_relu_0.3": (lambda z: functional.leaky_relu(z, 0.3), {"slope": 0.3}),
    "sigmoid": (torch.sigmoid, {}),
    "tanh": (torch.tanh, {}),
    "gelu": (functional.gelu, {"approximate": "none"}),
    "softmax": (lambda z: torch.softmax(z, dim=1), {}),
}


def activation_inputs():
    """Five rows of seven; bias + input meets 0 and ±30 exactly, and the tails of each function."""
    generator = np.random.default_rng(SEED)
    x = generator.normal(scale=2, size=(5, 7))
    bias = generator.normal(size=7)
    bias[3] = 0.0
    x[:, 3] = [0.0, 30.0, -30.0, 1e-3, -1e-3]
    bias[6] = 0.5
    x[:, 6] = [-0.5, 29.5, -30.5, 8.0, -8.0]
    return {"input": x, "bias": bias, "upstream": generator.normal(size=(5, 7))}


def activation_cases(inputs, dtype):
    inputs = {k: torch.tensor(v) for k, v in cast(inputs, dtype).items()}
    for name, (function, options) in ACTIVATIONS.items():
        x = inputs["input"].clone().requires_grad_()
        bias = inputs["bias"].clone().requires_grad_()
        output = function(x + bias)
        output.backward(inputs["upstream"])
        yield {
            "name": name,
            "engine": "pytorch",
            "dtype": dtype,
            "options": options,
            "output": checked(array(output), dtype),
            "inputGradient": checked(array(x.grad), dtype),
            "biasGradient": checked(array(bias.grad), dtype),
        }


# MARK: Losses


def loss_inputs():
    generator = np.random.default_rng(SEED + 1)
    logits = generator.normal(scale=2, size=(6, 5))
    logits[1] = [30.0, -30.0, 0.0, 10.0, -10.0]
    labels = np.array([2, 1, 4, 0, 3, 1])
    probabilities = np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)
    probabilities[1] = [0.5, 0.0, 0.25, 0.125, 0.125]  # nothing on the right class
    probabilities[2] = [0.0, 0.0, 0.0, 0.0, 1.0]  # everything on the right class
    probabilities[3] = [0.5, 0.125, 0.125, 0.125, 0.0625]  # does not add up to one
    probabilities[4] = [0.5, 0.25, 0.25 - 1e-9, 1e-9, 0.0]  # below the clip, and not zero
    binary_logits = generator.normal(scale=2, size=(6, 4))
    binary_logits[0] = [30.0, -30.0, 30.0, -30.0]
    binary_logits[1, 0] = 0.0
    binary_targets = (generator.random((6, 4)) < 0.5).astype(float)
    binary_targets[0] = [1.0, 0.0, 0.0, 1.0]
    binary_targets[1] = [1.0, 0.0, 0.0, 1.0]
    binary_probabilities = 1 / (1 + np.exp(-binary_logits))
    binary_probabilities[1] = [1.0, 0.0, 1.0, 0.0]  # certain: twice right, twice wrong
    return {
        "labels": labels,
        "oneHot": np.eye(5)[labels],
        "logits": logits,
        "probabilities": probabilities,
        "binaryTargets": binary_targets,
        "binaryLogits": binary_logits,
        "binaryProbabilities": binary_probabilities,
        "targets": generator.normal(size=(6, 3)),
        "predictions": generator.normal(size=(6, 3)),
        "sampleWeights": np.array([1.0, 0.5, 2.0, 0.0, 1.25, 3.0]),
    }


# name: (Keras class, its options, targets, predictions)
LOSSES = {
    "sparse_categorical_crossentropy_logits": (
        "SparseCategoricalCrossentropy", {"from_logits": True}, "labels", "logits"),
    "sparse_categorical_crossentropy_probabilities": (
        "SparseCategoricalCrossentropy", {}, "labels", "probabilities"),
    "categorical_crossentropy_logits": (
        "CategoricalCrossentropy", {"from_logits": True}, "oneHot", "logits"),
    "categorical_crossentropy_probabilities": (
        "CategoricalCrossentropy", {}, "oneHot", "probabilities"),
    "binary_crossentropy_logits": (
        "BinaryCrossentropy", {"from_logits": True}, "binaryTargets", "binaryLogits"),
    "binary_crossentropy_probabilities": (
        "BinaryCrossentropy", {}, "binaryTargets", "binaryProbabilities"),
    "mean_squared_error": ("MeanSquaredError", {}, "targets", "predictions"),
}

# PyTorch's own losses, per sample, where it means the same as Keras. From probabilities it does
# not: it neither clips nor renormalises, and cuts the logarithm off at -100.
PYTORCH_LOSSES = {
    "sparse_categorical_crossentropy_logits":
        lambda y, z: functional.cross_entropy(z, y, reduction="none"),
    "categorical_crossentropy_logits":
        lambda y, z: functional.cross_entropy(z, y, reduction="none"),
    "binary_crossentropy_logits": lambda y, z: (
        functional.binary_cross_entropy_with_logits(z, y, reduction="none").mean(dim=-1)),
    "mean_squared_error": lambda y, p: functional.mse_loss(p, y, reduction="none").mean(dim=-1),
}


def keras_value_and_gradient(function, prediction):
    """The loss and its gradient on whichever backend Keras runs."""
    if keras.backend.backend() == "torch":
        p = torch.tensor(prediction, requires_grad=True)
        value = function(p)
        value.backward()
        return array(value), array(p.grad)
    import tensorflow

    p = tensorflow.constant(prediction)
    with tensorflow.GradientTape() as tape:
        tape.watch(p)
        value = function(p)
    return array(value), array(tape.gradient(value, p))


def loss_case(name, engine, dtype, weighted, value, samples, gradient):
    _, _, targets, predictions = LOSSES[name]
    return {
        "name": name,
        "engine": engine,
        "dtype": dtype,
        "targets": targets,
        "predictions": predictions,
        "sampleWeights": weighted,
        "value": checked(value, dtype),
        "perSample": checked(samples, dtype),
        "gradient": checked(gradient, dtype),
    }


def keras_losses(inputs, dtype, names, engine):
    keras.config.set_floatx(dtype)
    inputs = cast(inputs, dtype)
    for name in names:
        class_name, options, targets, predictions = LOSSES[name]
        make = getattr(keras.losses, class_name)
        loss, unreduced = make(**options), make(**options, reduction="none")
        y, prediction = inputs[targets], inputs[predictions]
        samples = array(unreduced(y, keras.ops.convert_to_tensor(prediction)))
        for weights in (None, inputs["sampleWeights"]):
            value, gradient = keras_value_and_gradient(
                lambda p: loss(y, p, sample_weight=weights), prediction)
            yield loss_case(name, engine, dtype, weights is not None, value, samples, gradient)


def pytorch_losses(inputs, dtype):
    inputs = {k: torch.tensor(v) for k, v in cast(inputs, dtype).items()}
    for name, function in PYTORCH_LOSSES.items():
        _, _, targets, predictions = LOSSES[name]
        for weights in (None, inputs["sampleWeights"]):
            prediction = inputs[predictions].clone().requires_grad_()
            samples = function(inputs[targets], prediction)
            value = (samples if weights is None else samples * weights).sum() / len(samples)
            value.backward()
            yield loss_case(name, "pytorch", dtype, weights is not None,
                            array(value), array(samples), array(prediction.grad))


def losses_on_pytorch_backend():
    """The cases of this script's second run."""
    command = [sys.executable, __file__, "--losses-on-pytorch-backend"]
    return json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)


# MARK: Metrics


def metric_inputs():
    generator = np.random.default_rng(SEED + 2)
    scores = np.round(generator.normal(size=(10, 5)), 2)
    labels = generator.integers(0, 5, size=10)
    scores[0], labels[0] = [1, 2, 2, 0, -1], 2  # tied for first place
    scores[1], labels[1] = [1, 2, 2, 0, -1], 1  # the same, and the lower class is right
    scores[2], labels[2] = [5, 4, 1, 1, 1], 4  # tied for third place, beyond the first three
    scores[3], labels[3] = [1, 1, 1, 1, 1], 4  # all equal
    scores[4], labels[4] = [5, 4, 4, 4, 4], 3  # tied from second to last
    scores[5], labels[5] = [5, 4, 3, 2, 1], 3  # plainly fourth
    labels[6:9] = scores[6:9].argmax(axis=1)
    binary_targets = (generator.random((10, 4)) < 0.5).astype(float)
    binary_probabilities = np.round(generator.random((10, 4)), 3)
    binary_targets[0], binary_probabilities[0] = [0, 0, 0, 1], 0.5  # exactly on the threshold
    return {
        "labels": labels,
        "oneHot": np.eye(5)[labels],
        "scores": scores,
        "binaryTargets": binary_targets,
        "binaryProbabilities": binary_probabilities,
        "targets": generator.normal(size=(10, 3)),
        "predictions": generator.normal(size=(10, 3)),
        "sampleWeights": np.array([1.0, 0.5, 2.0, 0.0, 1.25, 3.0, 0.75, 1.0, 0.25, 1.5]),
    }


METRICS = {
    "sparse_categorical_accuracy": ("SparseCategoricalAccuracy", {}, "labels", "scores"),
    "categorical_accuracy": ("CategoricalAccuracy", {}, "oneHot", "scores"),
    "sparse_top_k_categorical_accuracy": (
        "SparseTopKCategoricalAccuracy", {"k": 3}, "labels", "scores"),
    "top_k_categorical_accuracy": ("TopKCategoricalAccuracy", {"k": 3}, "oneHot", "scores"),
    "binary_accuracy": ("BinaryAccuracy", {}, "binaryTargets", "binaryProbabilities"),
    "mean_absolute_error": ("MeanAbsoluteError", {}, "targets", "predictions"),
    "mean_squared_error": ("MeanSquaredError", {}, "targets", "predictions"),
}


def metric_cases(inputs, dtype):
    keras.config.set_floatx(dtype)
    inputs = cast(inputs, dtype)
    for name, (class_name, options, targets, predictions) in METRICS.items():
        if dtype == "float64" and "top_k" in name:
            continue  # TensorFlow's in_top_k reads float32 only
        y, prediction = inputs[targets], inputs[predictions]

        def result(rows, weights):
            metric = getattr(keras.metrics, class_name)(**options)
            metric.update_state(
                y[rows], prediction[rows], None if weights is None else weights[rows])
            return array(metric.result())

        everything = slice(None)
        yield {
            "name": name,
            "engine": "keras",
            "dtype": dtype,
            "options": options,
            "targets": targets,
            "predictions": predictions,
            "value": checked(result(everything, None), dtype),
            "weightedValue": checked(result(everything, inputs["sampleWeights"]), dtype),
            "perSample": [checked(result([i], None), dtype) for i in range(len(y))],
        }


# MARK: Training

LINEAR_STEPS = 100
EPOCHS = 3
BATCH = 8


def linear_inputs():
    generator = np.random.default_rng(SEED + 3)
    bound = 1 / np.sqrt(3)  # PyTorch's default for three inputs
    return {
        "x": generator.normal(size=(5, 3)),
        "y": generator.normal(size=(5, 2)),
        "weight": generator.uniform(-bound, bound, size=(3, 2)),
        "bias": generator.uniform(-bound, bound, size=2),
    }


def train_linear(inputs, dtype):
    inputs = {k: torch.tensor(v) for k, v in cast(inputs, dtype).items()}
    layer = torch.nn.Linear(3, 2, dtype=getattr(torch, dtype))
    with torch.no_grad():
        layer.weight.copy_(inputs["weight"].T)
        layer.bias.copy_(inputs["bias"])
    criterion = torch.nn.MSELoss()
    optimizer = torch.optim.RMSprop(
        layer.parameters(), lr=0.01, alpha=0.99, eps=1e-8, foreach=False)
    losses, first = [], None
    for _ in range(LINEAR_STEPS):
        optimizer.zero_grad()
        loss = criterion(layer(inputs["x"]), inputs["y"])
        loss.backward()
        first = first or [array(layer.weight.grad.T).copy(), array(layer.bias.grad).copy()]
        optimizer.step()
        losses.append(array(loss))
    prediction = layer(inputs["x"])
    return {
        "name": "linear",
        "engine": "pytorch",
        "dtype": dtype,
        "steps": LINEAR_STEPS,
        "optimizer": {"learningRate": 0.01, "rho": 0.99, "epsilon": 1e-8},
        "losses": checked(losses, dtype),
        "firstGradient": {"weight": checked(first[0], dtype), "bias": checked(first[1], dtype)},
        "final": {
            "weight": checked(array(layer.weight.T), dtype),
            "bias": checked(array(layer.bias), dtype),
            "loss": checked(array(criterion(prediction, inputs["y"])), dtype),
            "predictions": checked(array(prediction), dtype),
        },
    }


def classifier_inputs():
    """Four overlapping clusters in twelve dimensions: 29 samples to fit, 11 to validate."""
    generator = np.random.default_rng(SEED + 4)
    centers = generator.normal(size=(4, 12))

    def samples(count):
        labels = generator.integers(0, 4, size=count)
        return centers[labels] + 0.9 * generator.normal(size=(count, 12)), labels

    def glorot(rows, columns):
        bound = np.sqrt(6 / (rows + columns))
        return generator.uniform(-bound, bound, size=(rows, columns))

    x, labels = samples(29)
    validation_x, validation_labels = samples(11)
    return {
        "x": x,
        "labels": labels,
        "validationX": validation_x,
        "validationLabels": validation_labels,
        "weight1": glorot(12, 8),
        "bias1": 0.1 * generator.normal(size=8),
        "weight2": glorot(8, 4),
        "bias2": 0.1 * generator.normal(size=4),
        "classWeights": np.array([0.5, 2.0, 1.0, 1.5]),
        "sampleWeights": generator.integers(0, 9, size=29) / 4,
        "validationSampleWeights": generator.integers(1, 9, size=11) / 4,
    }


class FirstBatch(keras.callbacks.Callback):
    """Keeps the weights as the first step leaves them."""

    weights = None

    def on_train_batch_end(self, batch, logs=None):
        self.weights = self.weights or self.model.get_weights()


def train_classifier(inputs, dtype, name, weighting):
    keras.config.set_floatx(dtype)
    keras.utils.clear_session()
    inputs = cast(inputs, dtype)
    model = keras.Sequential([
        keras.Input((12,)),
        keras.layers.Dense(8, activation="relu"),
        keras.layers.Dense(4, activation="softmax"),
    ])
    parameters = ("weight1", "bias1", "weight2", "bias2")
    model.set_weights([inputs[p] for p in parameters])
    model.compile(
        optimizer=keras.optimizers.RMSprop(learning_rate=0.01, rho=0.9),
        loss="sparse_categorical_crossentropy", metrics=["accuracy"],
        weighted_metrics=[keras.metrics.SparseCategoricalAccuracy(name="weighted_accuracy")],
        jit_compile=False)
    if model.optimizer.learning_rate.dtype != dtype:
        raise SystemExit(f"Keras keeps the learning rate in {model.optimizer.learning_rate.dtype}")

    options, validation = {}, [inputs["validationX"], inputs["validationLabels"]]
    if weighting == "classWeights":
        options["class_weight"] = dict(enumerate(inputs["classWeights"].tolist()))
    if weighting == "sampleWeights":
        options["sample_weight"] = inputs["sampleWeights"]
        validation.append(inputs["validationSampleWeights"])
    first = FirstBatch()
    history = model.fit(
        inputs["x"], inputs["labels"], batch_size=BATCH, epochs=EPOCHS, shuffle=False,
        validation_data=tuple(validation), validation_batch_size=BATCH, callbacks=[first],
        verbose=0, **options)

    def named(weights):
        return {p: checked(w, dtype) for p, w in zip(parameters, weights, strict=True)}

    return {
        "name": name,
        "engine": "keras",
        "dtype": dtype,
        "epochs": EPOCHS,
        "batchSize": BATCH,
        "shuffle": False,
        "weighting": weighting,
        "optimizer": {"learningRate": 0.01, "rho": 0.9, "epsilon": 1e-7},
        "history": {k: [float(x) for x in v] for k, v in history.history.items()},
        "afterFirstBatch": named(first.weights),
        "final": named(model.get_weights()),
        "predictions": checked(
            model.predict(inputs["validationX"], batch_size=BATCH, verbose=0), dtype),
    }


# MARK: Files


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


def write(stem, contents):
    packages = ("torch", "keras", "tensorflow-cpu", "numpy")
    document = {
        "generator": "Tests/NeuralNetworksTests/Fixtures/generate.py",
        "versions": {name: version(name).split("+")[0] for name in packages},
        "seed": SEED,
    }
    path = Path(__file__).with_name(f"{stem}.json")
    path.write_text(encode(document | contents) + "\n")
    print(f"{path.name}: {path.stat().st_size} bytes")


def main():
    torch.set_num_threads(1)
    losses = loss_inputs()
    if ON_PYTORCH_BACKEND:
        names = [name for name in LOSSES if name.endswith("probabilities")]
        # In float32 alone: this backend takes the mean of float64 losses in float32.
        print(json.dumps(list(keras_losses(losses, "float32", names, "keras-on-pytorch"))))
        return

    activations = activation_inputs()
    write("activations", {
        "inputs": listed(activations),
        "cases": [c for d in DTYPES for c in activation_cases(activations, d)],
    })
    metrics = metric_inputs()
    write("losses", {
        "inputs": listed(losses),
        "cases": [c for d in DTYPES for c in keras_losses(losses, d, LOSSES, "keras")]
        + [c for d in DTYPES for c in pytorch_losses(losses, d)] + losses_on_pytorch_backend(),
        "metricInputs": listed(metrics),
        "metrics": [c for d in DTYPES for c in metric_cases(metrics, d)],
    })
    linear, classifier = linear_inputs(), classifier_inputs()
    runs = {"plain": None, "class_weights": "classWeights", "sample_weights": "sampleWeights"}
    write("training", {
        "linear": {
            "inputs": listed(linear),
            "cases": [train_linear(linear, d) for d in DTYPES],
        },
        "classifier": {
            "inputs": listed(classifier),
            "cases": [
                train_classifier(classifier, d, *run) for d in DTYPES for run in runs.items()
            ],
        },
    })


if __name__ == "__main__":
    main()
