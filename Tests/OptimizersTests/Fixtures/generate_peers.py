"""Writes the fixtures of Adam and the other rules, as PyTorch and Keras really compute them.

    python -m pip install -r requirements.txt
    python generate_peers.py

Inputs and steps are those of rmsprop.json. Each engine runs in a process of its own. README.md
explains more.
"""

import json
import sys
from pathlib import Path

import generate
from recording import (
    DTYPES, by_engine, case, label_of, shared_inputs, through_float32, write)

# Not any engine's defaults; an epsilon this large shows where it stands.
ADAM = {"learningRate": 0.003, "beta1": 0.8, "beta2": 0.95, "epsilon": 1e-3}
DECAY = 0.01

# What Keras takes through float32 on its way to a float64 parameter. The cases use neighbours that
# survive this exactly; where a default would not, "rounded" replaces "defaults" in float64.
THROUGH_FLOAT32 = ("beta1", "beta2", "initialAccumulator", "weightDecay")


class Rule:
    """One rule in one engine: what it is called there, and its settings by our names."""

    def __init__(self, engine, name, names):
        self.engine, self.name, self.names = engine, name, names

    def arguments(self, h):
        if self.engine == "keras":
            return {self.names[n]: v for n, v in h.items()}
        result = {self.names[n]: v for n, v in h.items() if n in self.names}
        if "beta1" in h:
            result["betas"] = (h["beta1"], h["beta2"])
        if "shrink" in h:
            result["etas"] = (h["shrink"], h["growth"])
            result["step_sizes"] = (h["smallestStep"], h["largestStep"])
        return result | {"foreach": False}

    def run(self, h, initial, gradients, dtype):
        inputs = (initial, gradients, dtype)
        if self.engine == "keras":
            make = getattr(generate.use_keras().optimizers, self.name)
            return generate.run_keras(lambda: make(**self.arguments(h)), *inputs)
        torch = generate.use_torch()
        make = getattr(torch.optim, self.name)
        # NAdam keeps a scalar in the default type.
        torch.set_default_dtype(getattr(torch, dtype))
        return generate.run_pytorch(lambda p: make(p, **self.arguments(h)), *inputs)

    def cases(self, engine, dtype, inputs, defaults, *settings):
        """The defaults, and each of `settings`: a label and the options with that label.

        None where the process is that of the other engine.
        """
        if self.engine != engine:
            return
        if self.engine == "keras":
            rounded = through_float32(defaults, *THROUGH_FLOAT32)
            if dtype == "float32" or rounded == defaults:
                yield case(self.engine, dtype, "defaults", defaults,
                           self.run({}, *inputs, dtype))
            else:
                yield case(self.engine, dtype, "rounded", rounded,
                           self.run(rounded, *inputs, dtype))
        else:
            yield case(self.engine, dtype, "defaults", defaults, self.run({}, *inputs, dtype))
        for label, h in settings:
            if self.engine == "keras":
                h = through_float32(h, *THROUGH_FLOAT32)
            yield case(self.engine, dtype, label, h, self.run(h, *inputs, dtype))


TORCH = {"learningRate": "lr", "epsilon": "eps", "weightDecay": "weight_decay", "rho": "rho",
         "amsgrad": "amsgrad", "momentumDecay": "momentum_decay", "learningRateDecay": "lr_decay",
         "initialAccumulator": "initial_accumulator_value",
         "decoupled": "decoupled_weight_decay"}
KERAS = {"learningRate": "learning_rate", "epsilon": "epsilon", "weightDecay": "weight_decay",
         "rho": "rho", "amsgrad": "amsgrad", "beta1": "beta_1", "beta2": "beta_2",
         "initialAccumulator": "initial_accumulator_value"}


def pair(stem):
    """The rule of that name in both engines."""
    in_keras = {"NAdam": "Nadam"}.get(stem, stem)
    return Rule("pytorch", stem, TORCH), Rule("keras", in_keras, KERAS)


def labelled(base, *options):
    return [(label_of(**o), base | o) for o in options]


def adam(engine, dtype, inputs):
    defaults = {"learningRate": 1e-3, "beta1": 0.9, "beta2": 0.999}
    settings = labelled(ADAM, {}, {"amsgrad": True}, {"weightDecay": DECAY},
                        {"amsgrad": True, "weightDecay": DECAY})
    for rule, epsilon in zip(pair("Adam"), (1e-8, 1e-7)):
        yield from rule.cases(engine, dtype, inputs, defaults | {"epsilon": epsilon}, *settings)


def adamw(engine, dtype, inputs):
    defaults = {"learningRate": 1e-3, "beta1": 0.9, "beta2": 0.999}
    settings = labelled(ADAM, {"weightDecay": 0.05}, {"amsgrad": True, "weightDecay": 0.05})
    for rule, epsilon, decay in zip(pair("AdamW"), (1e-8, 1e-7), (1e-2, 4e-3)):
        yield from rule.cases(
            engine, dtype, inputs, defaults | {"epsilon": epsilon, "weightDecay": decay}, *settings)


def adagrad(engine, dtype, inputs):
    in_torch, in_keras = pair("Adagrad")
    base = {"learningRate": 0.03, "epsilon": 1e-3}
    settings = labelled(base, {}, {"weightDecay": DECAY}, {"initialAccumulator": 0.3})
    yield from in_torch.cases(
        engine, dtype, inputs, {"learningRate": 1e-2, "initialAccumulator": 0.0, "epsilon": 1e-10},
        *settings, *labelled(base, {"learningRateDecay": 0.05}))
    yield from in_keras.cases(
        engine, dtype, inputs, {"learningRate": 1e-3, "initialAccumulator": 0.1, "epsilon": 1e-7},
        *[(label, {"initialAccumulator": 0.1} | h) for label, h in settings])


def adadelta(engine, dtype, inputs):
    defaults = ({"learningRate": 1.0, "rho": 0.9, "epsilon": 1e-6},
                {"learningRate": 1e-3, "rho": 0.95, "epsilon": 1e-7})
    settings = labelled({"learningRate": 0.5, "rho": 0.8, "epsilon": 1e-3},
                        {}, {"weightDecay": DECAY})
    for rule, default in zip(pair("Adadelta"), defaults):
        yield from rule.cases(engine, dtype, inputs, default, *settings)


def nadam(engine, dtype, inputs):
    in_torch, in_keras = pair("NAdam")
    settings = labelled(ADAM, {}, {"weightDecay": DECAY})
    defaults = {"beta1": 0.9, "beta2": 0.999}
    yield from in_torch.cases(
        engine, dtype, inputs,
        defaults | {"learningRate": 2e-3, "epsilon": 1e-8, "momentumDecay": 4e-3}, *settings,
        *labelled(ADAM, {"weightDecay": DECAY, "decoupled": True}, {"momentumDecay": 0.05}))
    yield from in_keras.cases(
        engine, dtype, inputs, defaults | {"learningRate": 1e-3, "epsilon": 1e-7}, *settings)


def adamax(engine, dtype, inputs):
    defaults = ({"learningRate": 2e-3, "epsilon": 1e-8}, {"learningRate": 1e-3, "epsilon": 1e-7})
    settings = labelled(ADAM, {}, {"weightDecay": DECAY})
    for rule, default in zip(pair("Adamax"), defaults):
        yield from rule.cases(
            engine, dtype, inputs, default | {"beta1": 0.9, "beta2": 0.999}, *settings)


def radam(engine, dtype, inputs):
    in_torch, _ = pair("RAdam")
    yield from in_torch.cases(
        engine, dtype, inputs,
        {"learningRate": 1e-3, "beta1": 0.9, "beta2": 0.999, "epsilon": 1e-8},
        *labelled(ADAM, {}, {"weightDecay": DECAY}, {"weightDecay": DECAY, "decoupled": True}))


def lion(engine, dtype, inputs):
    _, in_keras = pair("Lion")
    base = {"learningRate": 0.003, "beta1": 0.8, "beta2": 0.95}
    yield from in_keras.cases(
        engine, dtype, inputs, {"learningRate": 1e-3, "beta1": 0.9, "beta2": 0.99},
        *labelled(base, {}, {"weightDecay": DECAY}))


def rprop(engine, dtype, inputs):
    in_torch, _ = pair("Rprop")
    defaults = {"learningRate": 1e-2, "shrink": 0.5, "growth": 1.2, "smallestStep": 1e-6,
                "largestStep": 50.0}
    other = {"learningRate": 3e-3, "shrink": 0.7, "growth": 1.3, "smallestStep": 1e-3,
             "largestStep": 0.02}
    yield from in_torch.cases(engine, dtype, inputs, defaults, ("plain", other))


RULES = (adam, adamw, adagrad, adadelta, nadam, adamax, radam, lion, rprop)


def run_engine(engine, path):
    inputs = shared_inputs()
    result = {cases.__name__: {d: list(cases(engine, d, inputs[d])) for d in DTYPES}
              for cases in RULES}
    Path(path).write_text(json.dumps(result, allow_nan=False))


def main():
    parts = by_engine(__file__, ("pytorch", "keras"))
    for stem in (cases.__name__ for cases in RULES):
        write(stem, "generate_peers.py", ("torch", "keras", "tensorflow-cpu", "numpy"),
              generate.SEED, shared_inputs(),
              [c for d in DTYPES for part in parts for c in part[stem][d]])


if __name__ == "__main__":
    run_engine(*sys.argv[1:]) if len(sys.argv) == 3 else main()
