"""Writes plans.json: what surrounds a rule, as PyTorch and Keras really do it.

    python -m pip install -r requirements.txt
    python generate_plans.py

Clipping, groups, accumulation, loss scaling and averages of the parameters, each alone and all
together. Each engine runs in a process of its own, since torch and tensorflow disturb each other.
README.md says what the fields mean.
"""

import json
import os
import subprocess
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path

import numpy as np

from recording import DTYPES, encode

SEED = 20261121
# Three variables one behind the other in the flat buffer.
RANGES = ((0, 3), (3, 5), (5, 9))
PARAMETERS = RANGES[-1][1]
GRADIENTS = 30
ENGINES = {"pytorch": ("torch", "numpy"), "keras": ("keras", "tensorflow-cpu")}

# All numbers are exact in float32, so that an engine that takes them through it changes nothing.
RULES = {
    "RMSprop": {"learningRate": 0.0078125, "rho": 0.9375, "epsilon": 0.0009765625,
                "momentum": 0.875, "weightDecay": 0.0625},
    "AdamW": {"learningRate": 0.0078125, "beta1": 0.875, "beta2": 0.96875,
              "epsilon": 0.0009765625, "weightDecay": 0.0625},
    "SGD": {"learningRate": 0.015625, "momentum": 0.875, "weightDecay": 0.0625},
}

GLOBAL = {"kind": "globalNorm", "limit": 2.0}
DYNAMIC = {"initial": 8.0, "growthInterval": 4}
PLANS = {
    "value": {"clipping": {"kind": "value", "limit": 0.5}},
    "norm": {"clipping": {"kind": "norm", "limit": 1.5}},
    "globalNorm": {"clipping": GLOBAL},
    "withoutDecay": {"withoutDecay": [1]},
    "frozen": {"frozen": [1], "clipping": GLOBAL},
    "averages": {"averageDecay": 0.875},
    "accumulation": {"accumulationSteps": 4, "clipping": {"kind": "value", "limit": 0.5}},
    "fixedScale": {"lossScale": 1000.0, "clipping": GLOBAL},
    "dynamicScale": {"dynamic": DYNAMIC, "nonFinite": [6, 17]},
    "together": {"clipping": GLOBAL, "withoutDecay": [1], "accumulationSteps": 4,
                 "averageDecay": 0.875, "lossScale": 1000.0},
}
ONLY_KERAS = {
    "dynamicTogether": {"clipping": {"kind": "norm", "limit": 1.5}, "withoutDecay": [1],
                        "averageDecay": 0.875, "dynamic": DYNAMIC, "nonFinite": [6, 17]},
    "dynamicAccumulation": {"accumulationSteps": 4, "dynamic": DYNAMIC, "nonFinite": [14, 51]},
}
ONLY_PYTORCH = {
    "groups": {"groups": [{"variable": 0, "learningRate": 0.001953125, "weightDecay": 0.0},
                          {"variable": 2, "learningRate": 0.0625, "weightDecay": 0.25}],
               "clipping": GLOBAL},
    "skipping": {"lossScale": 1000.0, "nonFinite": [6, 17], "clipping": GLOBAL},
    "dynamicTogether": {"clipping": GLOBAL, "frozen": [1], "accumulationSteps": 4,
                        "averageDecay": 0.875, "dynamic": DYNAMIC, "nonFinite": [14, 51]},
}


# MARK: Inputs


def make_inputs():
    """Values of order one; every third gradient is far below the limits, all others beyond."""
    generator = np.random.default_rng(SEED)
    initial = generator.normal(size=PARAMETERS)
    sizes = np.where(np.arange(GRADIENTS) % 3 == 0, 0.03, 4.0)
    gradients = generator.normal(size=(GRADIENTS, PARAMETERS)) * sizes[:, None]
    return (initial.astype(np.float32).astype(np.float64),
            gradients.astype(np.float32).astype(np.float64))


def require_both_sides(gradients):
    """Stops unless some gradients are within each limit and some beyond."""
    largest = np.abs(gradients).max(axis=1)
    norms = [np.linalg.norm(gradients[:, low:high], axis=1) for low, high in RANGES]
    for sizes, limit in ((largest, 0.5), *((n, 1.5) for n in norms),
                         (np.linalg.norm(gradients, axis=1), 2.0)):
        if not (np.any(sizes < limit) and np.any(sizes > limit)):
            raise SystemExit(f"all gradients are on one side of {limit}; change the seed")


def calls(plan, gradients):
    """The gradient of each call, counted from 1, one array per variable."""
    count = len(gradients) * (1 if "accumulationSteps" not in plan else 4)
    for call in range(1, count + 1):
        gradient = gradients[(call - 1) % len(gradients)].copy()
        if call in plan.get("nonFinite", ()):
            gradient[call % PARAMETERS] = np.inf if call % 2 == 0 else np.nan
        yield call, [gradient[low:high] for low, high in RANGES]


# MARK: Engines. Each yields, after each call, what there is to record.


def pytorch(rule, plan, initial, gradients, dtype):
    import torch
    from torch.nn.utils import clip_grad_norm_, clip_grad_value_
    from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn

    torch.set_num_threads(1)
    kind = getattr(torch, dtype)
    h = RULES[rule]
    model = torch.nn.Module()
    model.variables = torch.nn.ParameterList(
        torch.tensor(initial[low:high], dtype=kind) for low, high in RANGES)
    for index in plan.get("frozen", ()):
        model.variables[index].requires_grad = False
    trained = [p for p in model.variables if p.requires_grad]
    groups = [{"params": [p]} for p in trained]
    for own in plan.get("groups", ()):
        groups[own["variable"]] |= {"lr": own["learningRate"], "weight_decay": own["weightDecay"]}
    for index in plan.get("withoutDecay", ()):
        groups[index]["weight_decay"] = 0.0
    common = {"lr": h["learningRate"], "weight_decay": h["weightDecay"], "foreach": False}
    if rule == "RMSprop":
        optimizer = torch.optim.RMSprop(
            groups, alpha=h["rho"], eps=h["epsilon"], momentum=h["momentum"], **common)
    elif rule == "AdamW":
        optimizer = torch.optim.AdamW(
            groups, betas=(h["beta1"], h["beta2"]), eps=h["epsilon"], **common)
    else:
        optimizer = torch.optim.SGD(groups, momentum=h["momentum"], **common)
    averages = None
    if "averageDecay" in plan:
        averages = AveragedModel(model, multi_avg_fn=get_ema_multi_avg_fn(plan["averageDecay"]))
    scaler = None
    if "dynamic" in plan:
        scaler = torch.amp.GradScaler(
            device="cpu", init_scale=plan["dynamic"]["initial"],
            growth_interval=plan["dynamic"]["growthInterval"])

    def clip():
        clipping = plan.get("clipping", {"kind": None})
        if clipping["kind"] == "value":
            clip_grad_value_(trained, clipping["limit"])
        elif clipping["kind"] == "norm":
            for parameter in trained:
                clip_grad_norm_(parameter, clipping["limit"])
        elif clipping["kind"] == "globalNorm":
            clip_grad_norm_(trained, clipping["limit"])

    def step():
        """Whether the optimizer took a step, in GradScaler's order with one or without."""
        if scaler:
            scaler.unscale_(optimizer)
            clip()
            before = scaler.get_scale()
            scaler.step(optimizer)
            scaler.update()
            return scaler.get_scale() >= before
        if "lossScale" in plan:
            for parameter in trained:
                parameter.grad /= plan["lossScale"]
            if not all(torch.all(torch.isfinite(p.grad)) for p in trained):
                return False
        clip()
        optimizer.step()
        return True

    names = {"RMSprop": {"meanSquare": "square_avg", "momentum": "momentum_buffer"},
             "AdamW": {"mean": "exp_avg", "meanSquare": "exp_avg_sq"},
             "SGD": {"momentum": "momentum_buffer"}}[rule]

    def moment(name):
        parts = (optimizer.state[p].get(name, torch.zeros_like(p)) for p in model.variables)
        return np.concatenate([part.detach().numpy() for part in parts])

    def flat(parameters):
        return np.concatenate([p.detach().numpy() for p in parameters])

    every = plan.get("accumulationSteps", 1)
    steps = 0
    for call, parts in calls(plan, gradients):
        scale = scaler.scale(torch.ones((), dtype=torch.float32)).item() if scaler else plan.get(
            "lossScale", 1.0)
        for parameter, part in zip(model.variables, parts):
            if parameter.requires_grad:
                # What loss.backward() adds for a loss that was scaled and divided.
                gradient = torch.tensor(part, dtype=kind) * scale / every
                parameter.grad = gradient if parameter.grad is None else parameter.grad + gradient
        if call % every == 0:
            if step():
                steps += 1
                if averages is not None:
                    averages.update_parameters(model)
            optimizer.zero_grad()
        yield {
            "steps": steps, "values": flat(model.variables),
            "averages": flat(averages.module.variables) if averages is not None else None,
            "state": {ours: moment(name) for ours, name in names.items()},
            "scale": scaler.get_scale() if scaler else None}


def keras(rule, plan, initial, gradients, dtype):
    os.environ["KERAS_BACKEND"] = "tensorflow"
    os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
    # Eigen instead of oneDNN: its results do not depend on the number of threads.
    os.environ["TF_ENABLE_ONEDNN_OPTS"] = "0"
    import keras

    keras.config.set_floatx(dtype)
    h = RULES[rule]
    variables = [keras.Variable(initial[low:high], dtype=dtype, name=f"variable{index}")
                 for index, (low, high) in enumerate(RANGES)]
    trained = [index for index in range(len(RANGES)) if index not in plan.get("frozen", ())]
    clipping = plan.get("clipping")
    options = {
        "learning_rate": h["learningRate"], "weight_decay": h["weightDecay"],
        "gradient_accumulation_steps": plan.get("accumulationSteps"),
        "loss_scale_factor": plan.get("lossScale"),
    }
    if clipping:
        argument = {"value": "clipvalue", "norm": "clipnorm", "globalNorm": "global_clipnorm"}
        options[argument[clipping["kind"]]] = clipping["limit"]
    if "averageDecay" in plan:
        options |= {"use_ema": True, "ema_momentum": plan["averageDecay"]}
    if rule == "RMSprop":
        inner = keras.optimizers.RMSprop(
            rho=h["rho"], epsilon=h["epsilon"], momentum=h["momentum"], **options)
    elif rule == "AdamW":
        inner = keras.optimizers.AdamW(
            beta_1=h["beta1"], beta_2=h["beta2"], epsilon=h["epsilon"], **options)
    else:
        inner = keras.optimizers.SGD(momentum=h["momentum"], **options)
    inner.exclude_from_weight_decay(var_list=[variables[i] for i in plan.get("withoutDecay", ())])
    optimizer = inner
    if "dynamic" in plan:
        optimizer = keras.optimizers.LossScaleOptimizer(
            inner, initial_scale=plan["dynamic"]["initial"],
            dynamic_growth_steps=plan["dynamic"]["growthInterval"])
    optimizer.build([variables[index] for index in trained])

    buffers = {v.name: v for v in inner.variables}
    names = {"RMSprop": {"meanSquare": "velocity", "momentum": "momentum"},
             "AdamW": {"mean": "momentum", "meanSquare": "velocity"},
             "SGD": {"momentum": "momentum"}}[rule]

    def flat(parts):
        return np.concatenate([
            keras.ops.convert_to_numpy(parts[index]) if index in parts
            else np.zeros(high - low, dtype) for index, (low, high) in enumerate(RANGES)])

    for _, parts in calls(plan, gradients):
        scale = optimizer.scale_loss(keras.ops.ones((), dtype="float32"))
        scaled = [keras.ops.convert_to_tensor(parts[i], dtype=dtype) *
                  keras.ops.cast(scale, dtype) for i in trained]
        optimizer.apply(scaled, [variables[i] for i in trained])
        averages = None
        if "averageDecay" in plan:
            averages = flat(dict(zip(trained, inner._model_variables_moving_average)))
        yield {
            "steps": int(optimizer.iterations), "values": flat(dict(enumerate(variables))),
            "averages": averages,
            "state": {ours: flat({i: buffers[f"variable{i}_{name}"] for i in trained})
                      for ours, name in names.items()},
            "scale": float(optimizer.dynamic_scale) if "dynamic" in plan else None}


# MARK: Files


def record(engine, rule, label, plan, dtype):
    name = f"{engine}-{dtype}-{rule}-{label}"
    initial, gradients = (x.astype(dtype) for x in make_inputs())
    values, averages, scales, last = {}, {}, [], 0
    for now in globals()[engine](rule, plan, initial, gradients, dtype):
        if now["scale"] is not None:
            scales.append(now["scale"])
        if now["steps"] > last:
            last = now["steps"]
            if last == 1:
                values["1"], averages["1"] = now["values"], now["averages"]
    if last < 25:
        raise SystemExit(f"{name}: only {last} steps")
    values[str(last)], averages[str(last)] = now["values"], now["averages"]
    if "averageDecay" not in plan:
        averages = {}
    for array in [*values.values(), *averages.values(), *now["state"].values()]:
        if str(array.dtype) != dtype or not np.all(np.isfinite(array)):
            raise SystemExit(f"{name}: {array.dtype}, {array}")
    result = {"name": name, "engine": engine, "dtype": dtype, "rule": rule, "plan": plan,
              "steps": last, "values": {step: a.tolist() for step, a in values.items()},
              "state": {key: a.tolist() for key, a in now["state"].items()}}
    if averages:
        result["averages"] = {step: a.tolist() for step, a in averages.items()}
    if scales:
        result["scales"] = scales
    return result


def run_engine(engine, path):
    plans = PLANS | (ONLY_KERAS if engine == "keras" else ONLY_PYTORCH)
    results = [record(engine, rule, label, plan, dtype)
               for dtype in DTYPES for rule in RULES for label, plan in plans.items()]
    versions = {package: version(package).split("+")[0] for package in ENGINES[engine]}
    Path(path).write_text(json.dumps({"versions": versions, "cases": results}, allow_nan=False))


def main():
    initial, gradients = make_inputs()
    require_both_sides(gradients)
    document = {
        "generator": "Tests/OptimizersTests/Fixtures/generate_plans.py", "versions": {},
        "seed": SEED, "ranges": [list(r) for r in RANGES], "rules": RULES,
        "inputs": {"initial": initial.tolist(), "gradients": gradients.tolist()}, "cases": [],
    }
    with tempfile.TemporaryDirectory() as folder:
        for engine in ENGINES:
            path = Path(folder, engine)
            subprocess.run([sys.executable, __file__, engine, str(path)], check=True)
            part = json.loads(path.read_text())
            document["versions"] |= part["versions"]
            document["cases"] += part["cases"]
    path = Path(__file__).with_name("plans.json")
    path.write_text(encode(document) + "\n")
    print(f"{path.name}: {len(document['cases'])} cases, {path.stat().st_size} bytes")


if __name__ == "__main__":
    run_engine(*sys.argv[1:]) if len(sys.argv) == 3 else main()
