"""Compares files of ours with what was written to them, bit for bit, in the packages they are for.

    python check_written.py FOLDER numpy|safetensors|torch

FOLDER holds index.json, a list of files: the name of each, and its arrays by name, with type, shape
and the name of a file of their bytes, row by row, the least significant first.
"""

import json
import pathlib
import sys

import numpy


def check(place, found, expected, folder):
    """Compares an array of NumPy."""
    data = (folder / expected["bytes"]).read_bytes()
    little = found.astype(found.dtype.newbyteorder("<"), copy=False)
    if found.dtype.newbyteorder("=").name != expected["type"]:
        sys.exit(f"{place}: type {found.dtype}, {expected['type']} expected")
    if list(found.shape) != expected["shape"]:
        sys.exit(f"{place}: shape {found.shape}, {expected['shape']} expected")
    if little.tobytes(order="C") != data:
        sys.exit(f"{place}: other numbers")


def check_torch(place, found, expected, folder):
    """Compares a tensor of torch."""
    import torch

    if found.dtype == torch.bfloat16:
        found, expected = found.view(torch.int16), expected | {"type": "int16"}
    check(place, found.numpy(), expected, folder)


def original(expected, folder):
    """The array that was written."""
    data = (folder / expected["bytes"]).read_bytes()
    return numpy.frombuffer(data, dtype=expected["type"]).reshape(expected["shape"])


def check_numpy(folder, entry):
    path = folder / entry["file"]
    if path.suffix == ".npy":
        [expected] = entry["arrays"].values()
        found = numpy.load(path, allow_pickle=False)
        check(path.name, found, expected, folder)
        mapped = numpy.load(path, mmap_mode="r") if found.size else found
        check(f"{path.name}, mapped", mapped, expected, folder)
        # What NumPy itself writes, where it was asked for nothing else.
        if entry.get("isPlain"):
            numpy.save(folder / "theirs.npy", original(expected, folder))
            if (folder / "theirs.npy").read_bytes() != path.read_bytes():
                sys.exit(f"{path.name}: NumPy writes other bytes")
    elif path.suffix == ".npz":
        with numpy.load(path, allow_pickle=False) as found:
            if found.zip.testzip() is not None:
                sys.exit(f"{path.name}: bad checksum")
            if sorted(found.files) != sorted(entry["arrays"]):
                sys.exit(f"{path.name}: names {found.files}")
            for name, expected in entry["arrays"].items():
                check(f"{path.name}, {name}", found[name], expected, folder)


def check_safetensors(folder, entry, library):
    path = folder / entry["file"]
    if path.suffix != ".safetensors":
        return
    import safetensors

    if library == "torch":
        from safetensors.torch import load_file, save
        compare = check_torch
    else:
        from safetensors.numpy import load_file, save
        compare = check
        if any(array["type"] == "bfloat16" for array in entry["arrays"].values()):
            return
    found = load_file(path)
    if sorted(found) != sorted(entry["arrays"]):
        sys.exit(f"{path.name}: names {sorted(found)}")
    for name, expected in entry["arrays"].items():
        compare(f"{path.name}, {name}", found[name], expected, folder)
    with safetensors.safe_open(path, "pt" if library == "torch" else "np") as opened:
        if (opened.metadata() or {}) != entry.get("metadata", {}):
            sys.exit(f"{path.name}: metadata {opened.metadata()}")
    if len(entry.get("metadata", {})) < 2:
        theirs = save(found, metadata=entry.get("metadata") or None)
        if theirs != path.read_bytes():
            sys.exit(f"{path.name}: safetensors writes other bytes")


if __name__ == "__main__":
    place = pathlib.Path(sys.argv[1])
    for described in json.loads((place / "index.json").read_text()):
        if sys.argv[2] == "numpy":
            check_numpy(place, described)
        else:
            check_safetensors(place, described, sys.argv[2])
