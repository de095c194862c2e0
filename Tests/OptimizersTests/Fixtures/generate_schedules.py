"""Writes schedules.json: learning rates as Keras and PyTorch really schedule them.

    python -m pip install -r requirements.txt
    python generate_schedules.py

Every case records the rate before each of the first 64 updates, in float64. The plateau cases
record the rate after each epoch of a list of metrics. Each engine runs in a process of its own.
README.md explains more.
"""

import json
import sys
import warnings
from importlib.metadata import version
from pathlib import Path

import numpy as np
from recording import by_engine, use_tensorflow

STEPS = 64
INITIAL = 0.1


# MARK: Engines. Only the process of an engine imports it.


def use_keras():
    use_tensorflow()
    import keras

    keras.config.set_floatx("float64")
    return keras


def use_torch():
    import torch
    from torch.optim import lr_scheduler

    # OneCycleLR and ChainedScheduler speak of an order of calls that is kept here.
    warnings.filterwarnings("ignore", module="torch.optim.lr_scheduler")
    return torch, lr_scheduler


def keras_rates(make_schedule, *arguments, **named):
    """The rates of a schedule in float64.

    Keras computes in the type of the first rate, and casts a Python float to it by way of
    float32; a float64 of NumPy's arrives as it is.
    """
    keras = use_keras()

    def exact(value):
        if isinstance(value, list):
            return [exact(element) for element in value]
        return np.float64(value) if isinstance(value, float) else value

    schedule = make_schedule(
        *map(exact, arguments), **{name: exact(value) for name, value in named.items()})
    rates = [schedule(step) for step in range(STEPS)]
    kinds = {keras.backend.standardize_dtype(rate.dtype) for rate in rates}
    if kinds != {"float64"}:
        raise SystemExit(f"Keras computes in {kinds}, not in float64")
    return [float(keras.ops.convert_to_numpy(rate)) for rate in rates]


def pytorch_rates(make_scheduler, steps=STEPS):
    torch, _ = use_torch()
    optimizer = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=INITIAL)
    scheduler = make_scheduler(optimizer)
    rates = []
    for _ in range(steps):
        rates.append(float(optimizer.param_groups[0]["lr"]))
        optimizer.step()
        if len(rates) < steps:
            scheduler.step()
    return rates


# MARK: Schedules


def case(engine, kind, rates, **parameters):
    if not np.all(np.isfinite(rates)):
        raise SystemExit(f"{engine} {kind} {parameters}: not finite")
    return {"engine": engine, "kind": kind, "parameters": parameters, "rates": rates}


def keras_cases():
    schedules = use_keras().optimizers.schedules
    for staircase in (False, True):
        for rate, steps in ((0.9, 10), (0.5, 7), (1.1, 3)):
            yield case(
                "keras", "exponential",
                keras_rates(schedules.ExponentialDecay, INITIAL, steps, rate, staircase),
                initial=INITIAL, decaySteps=steps, decayRate=rate, staircase=staircase)
            yield case(
                "keras", "inverseTime",
                keras_rates(schedules.InverseTimeDecay, INITIAL, steps, rate, staircase),
                initial=INITIAL, decaySteps=steps, decayRate=rate, staircase=staircase)
    for boundaries, values in (([5, 20], [0.1, 0.05, 0.001]), ([0, 1, 33], [1.0, 0.5, 0.7, 0.0])):
        yield case(
            "keras", "piecewiseConstant",
            keras_rates(schedules.PiecewiseConstantDecay, boundaries, values),
            boundaries=boundaries, values=values)
    for cycles in (False, True):
        for end, power, steps in ((0.0001, 1.0, 20), (0.01, 0.5, 13), (0.0, 2.5, 30)):
            yield case(
                "keras", "polynomial",
                keras_rates(schedules.PolynomialDecay, INITIAL, steps, end, power, cycles),
                initial=INITIAL, decaySteps=steps, end=end, power=power, cycles=cycles)
    for alpha, steps in ((0.0, 50), (0.1, 17)):
        yield case(
            "keras", "cosine", keras_rates(schedules.CosineDecay, INITIAL, steps, alpha),
            initial=INITIAL, decaySteps=steps, alpha=alpha)
    for start, steps in ((0.0, 10), (0.02, 7)):
        yield case(
            "keras", "cosineWarmUp",
            keras_rates(
                schedules.CosineDecay, start, 30, 0.05, warmup_target=INITIAL,
                warmup_steps=steps),
            initial=INITIAL, decaySteps=30, alpha=0.05, start=start, warmUpSteps=steps)
    for period, factor, restart, alpha in (
        (10, 2.0, 1.0, 0.0), (7, 1.0, 0.8, 0.1), (5, 1.5, 0.5, 0.01), (1, 2.0, 1.0, 0.0),
        (4, 3.0, 0.9, 0.0),
    ):
        yield case(
            "keras", "cosineRestarts",
            keras_rates(schedules.CosineDecayRestarts, INITIAL, period, factor, restart, alpha),
            initial=INITIAL, firstPeriod=period, periodFactor=factor, restartFactor=restart,
            alpha=alpha)


def pytorch_cases():
    _, lr_scheduler = use_torch()
    for rate in (0.9, 1.05):
        yield case(
            "pytorch", "exponential",
            pytorch_rates(lambda o: lr_scheduler.ExponentialLR(o, rate)),
            initial=INITIAL, decaySteps=1, decayRate=rate, staircase=False)
    for factor, interval in ((0.1, 30), (0.5, 7)):
        yield case(
            "pytorch", "step",
            pytorch_rates(lambda o: lr_scheduler.StepLR(o, interval, factor)),
            initial=INITIAL, factor=factor, interval=interval)
    for factor, milestones in ((0.1, [5, 20, 50]), (0.5, [1, 10, 10, 33])):
        yield case(
            "pytorch", "multiStep",
            pytorch_rates(lambda o: lr_scheduler.MultiStepLR(o, milestones, factor)),
            initial=INITIAL, factor=factor, milestones=milestones)
    for power, steps in ((1.0, 20), (2.0, 33)):
        yield case(
            "pytorch", "polynomial",
            pytorch_rates(lambda o: lr_scheduler.PolynomialLR(o, steps, power)),
            initial=INITIAL, decaySteps=steps, end=0.0, power=power, cycles=False)
    for start, end, steps in ((1 / 3, 1.0, 5), (0.1, 0.5, 17)):
        yield case(
            "pytorch", "linear",
            pytorch_rates(lambda o: lr_scheduler.LinearLR(o, start, end, steps)),
            initial=INITIAL, startFactor=start, endFactor=end, steps=steps)
    for minimum, steps in ((0.0, 50), (0.01, 17)):
        yield case(
            "pytorch", "cosineAnnealing",
            pytorch_rates(lambda o: lr_scheduler.CosineAnnealingLR(o, steps, minimum)),
            initial=INITIAL, minimum=minimum, steps=steps)
    for minimum, period, factor in ((0.0, 10, 1), (0.01, 5, 2), (0.001, 2, 3)):
        yield case(
            "pytorch", "cosineWarmRestarts",
            pytorch_rates(
                lambda o: lr_scheduler.CosineAnnealingWarmRestarts(o, period, factor, minimum)),
            initial=INITIAL, minimum=minimum, firstPeriod=period, periodFactor=factor)
    for share, annealing, initial, final, three in (
        (0.3, "cos", 25.0, 1e4, False), (0.3, "linear", 10.0, 100.0, False),
        (0.45, "cos", 25.0, 1e4, True), (0.25, "linear", 5.0, 50.0, True),
    ):
        yield case(
            "pytorch", "oneCycle",
            pytorch_rates(
                lambda o: lr_scheduler.OneCycleLR(
                    o, max_lr=INITIAL, total_steps=STEPS, pct_start=share,
                    anneal_strategy=annealing, cycle_momentum=False, div_factor=initial,
                    final_div_factor=final, three_phase=three)),
            maximum=INITIAL, totalSteps=STEPS, warmUpShare=share,
            annealing={"cos": "cosine"}.get(annealing, annealing),
            initialDivisor=initial, finalDivisor=final, hasThreePhases=three)
    yield case(
        "pytorch", "sequentialWarmUp",
        pytorch_rates(
            lambda o: lr_scheduler.SequentialLR(
                o,
                [lr_scheduler.LinearLR(o, 0.25, 1.0, 8), lr_scheduler.ExponentialLR(o, 0.9)],
                milestones=[8])),
        initial=INITIAL, start=0.25 * INITIAL, warmUpSteps=8, decayRate=0.9)
    yield case(
        "pytorch", "chainedWarmUp",
        pytorch_rates(
            lambda o: lr_scheduler.ChainedScheduler(
                [lr_scheduler.LinearLR(o, 0.25, 1.0, 8), lr_scheduler.ExponentialLR(o, 0.9)],
                optimizer=o)),
        initial=INITIAL, startFactor=0.25, warmUpSteps=8, decayRate=0.9)


# MARK: Plateaus


def metrics():
    """A list that falls, rests, falls by less than the threshold, and becomes worse."""
    falling = [1.0, 0.8, 0.7, 0.65]
    resting = [0.65, 0.66, 0.649995, 0.67, 0.65, 0.65, 0.7, 0.65]
    again = [0.6, 0.55, 0.56, 0.549999, 0.57, 0.58, 0.59, 0.6, 0.61, 0.5, 0.51, 0.52, 0.53]
    return falling + resting + again + [0.55] * 12 + [0.4, 0.3] + [0.5] * 9


def keras_plateau(values, mode, options):
    keras = use_keras()
    model = keras.Sequential([keras.layers.Input((1,)), keras.layers.Dense(1)])
    model.compile(optimizer=keras.optimizers.SGD(INITIAL), loss="mse")
    callback = keras.callbacks.ReduceLROnPlateau(
        monitor="metric", mode=mode, factor=options["factor"], patience=options["patience"],
        min_delta=options["minimumDelta"], cooldown=options["cooldown"],
        min_lr=options["minimum"])
    callback.set_model(model)
    callback.on_train_begin()
    rates = []
    for epoch, value in enumerate(values):
        callback.on_epoch_end(epoch, {"metric": value})
        rates.append(float(keras.ops.convert_to_numpy(model.optimizer.learning_rate)))
    return rates


def pytorch_plateau(values, mode, options):
    torch, lr_scheduler = use_torch()
    optimizer = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=INITIAL)
    scheduler = lr_scheduler.ReduceLROnPlateau(
        optimizer, mode=mode, factor=options["factor"], patience=options["patience"],
        threshold=options["minimumDelta"], cooldown=options["cooldown"],
        min_lr=options["minimum"])
    rates = []
    for value in values:
        scheduler.step(value)
        rates.append(float(optimizer.param_groups[0]["lr"]))
    return rates


def plateau_cases(engine, run):
    grid = (
        dict(factor=0.5, patience=3, minimumDelta=1e-4, cooldown=0, minimum=0.0),
        dict(factor=0.5, patience=2, minimumDelta=0.01, cooldown=2, minimum=0.03125),
        dict(factor=0.25, patience=0, minimumDelta=0.0, cooldown=1, minimum=0.0),
        dict(factor=0.125, patience=1, minimumDelta=1e-4, cooldown=3, minimum=1e-4),
    )
    for mode in ("min", "max"):
        values = metrics() if mode == "min" else [1 - value for value in metrics()]
        for options in grid:
            yield {
                "engine": engine, "mode": mode, "options": options, "initial": INITIAL,
                "metrics": values, "rates": run(values, mode, options),
            }


ENGINES = {"keras": (keras_cases, keras_plateau), "pytorch": (pytorch_cases, pytorch_plateau)}


def run_engine(engine, path):
    cases, plateau = ENGINES[engine]
    result = {"schedules": list(cases()), "plateaus": list(plateau_cases(engine, plateau))}
    Path(path).write_text(json.dumps(result))


def main():
    parts = by_engine(__file__, ENGINES)
    content = {
        "versions": {name: version(name) for name in ("keras", "tensorflow-cpu", "torch")},
        **{key: [row for part in parts for row in part[key]] for key in ("schedules", "plateaus")},
    }
    lines = []
    for key in ("schedules", "plateaus"):
        rows = ",\n".join("    " + json.dumps(row) for row in content[key])
        lines.append(f'  "{key}": [\n{rows}\n  ]')
    lines.insert(0, '  "versions": ' + json.dumps(content["versions"]))
    text = "{\n" + ",\n".join(lines) + "\n}\n"
    Path(__file__).with_name("schedules.json").write_text(text)


if __name__ == "__main__":
    run_engine(*sys.argv[1:]) if len(sys.argv) == 3 else main()
