"""Exchanges files with the tests, and prints what came of it.

    python exchange.py make FORMAT COUNTERPARTY FOLDER      writes files for the tests to read
    python exchange.py check FORMAT COUNTERPARTY FOLDER     compares files that the tests wrote
    python exchange.py table FILE                           prints the results that the tests noted

FOLDER/index.json lists the files: the name of each, and its arrays by name, with type, shape and bytes,
row by row, the least significant first, as base64. Those of models are described in ../Weights.
"""

import base64
import importlib.metadata
import importlib.util
import json
import pathlib
import re
import sys

HERE = pathlib.Path(__file__).resolve().parent
SEED = 20261121

# What each format is exchanged with, and what Python needs for it.
CELLS = {
    ("npy", "NumPy"): ["numpy"],
    ("npz", "NumPy"): ["numpy"],
    ("safetensors", "safetensors"): ["safetensors", "numpy"],
    ("safetensors", "PyTorch"): ["torch", "safetensors", "numpy"],
    ("state_dict, safetensors", "PyTorch"): ["torch", "safetensors", "numpy"],
    ("weights, npz", "Keras"): ["keras", "torch", "safetensors", "numpy"],
    ("weights, safetensors", "Keras"): ["keras", "torch", "safetensors", "numpy"],
    ("CSV", "NumPy"): ["numpy"],
    ("CSV", "pandas"): ["pandas", "numpy"],
    ("IDX", "NumPy"): ["numpy"],
}


# MARK: Arrays


def description(values):
    import numpy

    values = numpy.asarray(values)
    little = values.astype(values.dtype.newbyteorder("<"), copy=False)
    return {
        "type": values.dtype.newbyteorder("=").name, "shape": list(values.shape),
        "bytes": base64.b64encode(little.tobytes(order="C")).decode("ascii"),
    }


def random_arrays(without=()):
    """Random bits of every type: every number, both zeros, infinities and NaN may come."""
    import numpy

    generator = numpy.random.default_rng(SEED)
    for name in ["bool", "uint8", "int8", "uint16", "int16", "uint32", "int32", "uint64", "int64",
                 "float16", "float32", "float64", "complex64", "complex128"]:
        for shape in [[3, 4], [7], [2, 0, 3], [2, 3, 4]]:
            count = int(numpy.prod(shape, dtype=int))
            dtype = numpy.dtype(name)
            values = numpy.frombuffer(generator.bytes(count * dtype.itemsize), dtype=dtype)
            values = values.reshape(shape)
            if name == "bool":
                values = generator.integers(0, 2, shape).astype(bool)
            if name not in without:
                yield f"{name} {'x'.join(map(str, shape))}", values


def tensor_description(tensor):
    import torch

    if tensor.dtype == torch.bfloat16:
        return description(tensor.view(torch.int16).numpy()) | {"type": "bfloat16"}
    return description(tensor.numpy())


def read_idx(data):
    """IDX in NumPy: the format is its own description."""
    import numpy

    types = {8: "u1", 9: "i1", 11: ">i2", 12: ">i4", 13: ">f4", 14: ">f8"}
    rank = data[3]
    shape = numpy.frombuffer(data, ">u4", rank, 4)
    return numpy.frombuffer(data, types[data[2]], offset=4 + 4 * rank).reshape(shape)


def idx_bytes(values):
    import numpy

    code = {"uint8": 8, "int8": 9, "int16": 11, "int32": 12, "float32": 13, "float64": 14}
    header = bytes([0, 0, code[values.dtype.name], values.ndim])
    shape = numpy.array(values.shape, ">u4").tobytes()
    return header + shape + values.astype(values.dtype.newbyteorder(">")).tobytes()


def make_arrays(form, counterparty, folder):
    """Files of the counterparty: name, and what is in it."""
    import numpy

    if form == "npy":
        for name, values in random_arrays():
            for order in "CF":
                for bytes_first in "<>":
                    path = folder / f"{name} {order}{ord(bytes_first)}.npy"
                    kept = numpy.asarray(values, order=order)
                    numpy.save(path, kept.astype(kept.dtype.newbyteorder(bytes_first)))
                    yield path.name, {"": description(values)}
    elif form == "npz":
        arrays = dict(random_arrays())
        for path, save in [("plain.npz", numpy.savez), ("packed.npz", numpy.savez_compressed)]:
            save(folder / path, **arrays)
            yield path, {name: description(values) for name, values in arrays.items()}
    elif counterparty == "safetensors":
        from safetensors.numpy import save_file

        arrays = dict(random_arrays(without=["complex128"]))
        save_file(arrays, folder / "arrays.safetensors", metadata={"made by": "NumPy"})
        yield "arrays.safetensors", {name: description(values) for name, values in arrays.items()}
    elif counterparty == "PyTorch":
        import torch
        from safetensors.torch import save_file

        tensors = {
            name: torch.from_numpy(values.copy())
            for name, values in random_arrays(without=["complex64", "complex128"])}
        bits = tensors["int16 3x4"]
        tensors["bfloat16"] = bits.clone().view(torch.bfloat16)
        save_file(tensors, folder / "tensors.safetensors", metadata={"format": "pt"})
        yield "tensors.safetensors", {
            name: tensor_description(values) for name, values in tensors.items()}
    elif form == "CSV":
        generator = numpy.random.default_rng(SEED)
        for dtype, digits in [("float32", 9), ("float64", 17)]:
            values = numpy.frombuffer(generator.bytes(2400), dtype)
            values = values.copy().reshape(-1, 3)
            values[~numpy.isfinite(values)] = 0.1
            path = folder / f"{dtype}.csv"
            if counterparty == "pandas":
                import pandas

                pandas.DataFrame(values, columns=["a", 'b "c"', "d, e"]).to_csv(path, index=False)
            else:
                numpy.savetxt(path, values, f"%.{digits}g", ",", header="a,b,c", comments="")
            yield path.name, {"": description(values)}
    elif form == "IDX":
        for name, values in random_arrays():
            if values.dtype.name in ("uint8", "int8", "int16", "int32", "float32", "float64"):
                (folder / f"{name}.idx").write_bytes(idx_bytes(values))
                yield f"{name}.idx", {"": description(values)}


def read_arrays(form, counterparty, path, expected):
    """What the counterparty reads in a file of ours, described."""
    import numpy

    if form == "npy":
        return {"": description(numpy.load(path, allow_pickle=False))}
    if form == "npz":
        with numpy.load(path, allow_pickle=False) as found:
            return {name: description(found[name]) for name in found.files}
    if counterparty == "safetensors":
        from safetensors.numpy import load_file

        return {name: description(values) for name, values in load_file(path).items()}
    if counterparty == "PyTorch":
        from safetensors.torch import load_file

        return {name: tensor_description(values) for name, values in load_file(path).items()}
    if form == "IDX":
        return {"": description(read_idx(path.read_bytes()))}
    dtype = expected[""]["type"]
    if counterparty == "pandas":
        import pandas

        version = tuple(int(part) for part in pandas.__version__.split(".")[:2])
        options = {} if version >= (3, 1) else {"float_precision": "round_trip"}
        return {"": description(pandas.read_csv(path, dtype=dtype, **options).to_numpy())}
    return {"": description(numpy.loadtxt(path, dtype=dtype, delimiter=",", skiprows=1))}


# MARK: Models


def models():
    """The script that makes the fixtures of models."""
    place = HERE.parent / "Weights/generate.py"
    spec = importlib.util.spec_from_file_location("generate", place)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def made_models(form, counterparty):
    cases = models().pytorch_cases() if counterparty == "PyTorch" else models().keras_cases()
    return [case for case in cases if case["fileName"].endswith(form.split(", ")[1])]


# MARK: The two directions


def make(form, counterparty, folder):
    if "," in form:
        content = made_models(form, counterparty)
    else:
        content = [
            {"file": file, "arrays": arrays}
            for file, arrays in make_arrays(form, counterparty, folder)]
    (folder / "index.json").write_text(json.dumps(content))


def check(form, counterparty, folder):
    content = json.loads((folder / "index.json").read_text())
    if not content:
        sys.exit("nothing to compare")
    if "," in form:
        models().check(content, folder)
        return
    for entry in content:
        found = read_arrays(form, counterparty, folder / entry["file"], entry["arrays"])
        for name in {*found, *entry["arrays"]}:
            if found.get(name) != entry["arrays"].get(name):
                sys.exit(f"{entry['file']}: array {name!r} is another")


# MARK: The table


def installed(package):
    try:
        return importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        return None


def pinned():
    lines = (HERE / "requirements.txt").read_text().split()
    return dict(line.split("==") for line in lines)


def table(path):
    """Prints the results; fails where one is missing that could be there, or is bad."""
    noted = {}
    if path.exists():
        for line in path.read_text().splitlines():
            form, counterparty, direction, result = line.split("\t")
            noted[form, counterparty, direction] = result
    bad = 0
    print(f"{'format':<24}{'exchanged with':<24}{'read':<8}{'written':<8}")
    for (form, counterparty), packages in CELLS.items():
        lacking = [package for package in packages if installed(package) is None]
        if lacking:
            print(f"{form:<24}{counterparty:<24}skipped: {', '.join(lacking)} not installed")
            continue
        results = [noted.get((form, counterparty, way), "MISSING") for way in ("read", "write")]
        bad += sum(result != "same" for result in results)
        version = re.sub(r"\+.*", "", installed(packages[0]))
        wanted = pinned()[packages[0]]
        note = "" if version == wanted else f"  (the version pinned is {wanted})"
        print(f"{form:<24}{counterparty + ' ' + version:<24}{results[0]:<8}{results[1]:<8}{note}")
    if bad:
        sys.exit(f"{bad} exchanges failed")


if __name__ == "__main__":
    if sys.argv[1] == "table":
        table(pathlib.Path(sys.argv[2]))
    else:
        {"make": make, "check": check}[sys.argv[1]](
            sys.argv[2], sys.argv[3], pathlib.Path(sys.argv[4]))
