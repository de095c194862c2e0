"""Writes safetensors.json: files of the safetensors package, and what it says about bad ones.

    python -m pip install -r requirements.txt
    python generate_safetensors.py
"""

import json
import pathlib
import struct

import numpy
import safetensors.numpy
import safetensors.torch
import torch

from common import SEED, SHAPES, TYPES, array, description, text

HERE = pathlib.Path(__file__).parent


def tensor_description(tensor):
    """An array of torch, bfloat16 too, which NumPy does not have."""
    if tensor.dtype == torch.bfloat16:
        return description(tensor.view(torch.int16).numpy()) | {"type": "bfloat16"}
    return description(tensor.numpy())


def by_numpy(name, arrays, metadata=None):
    return {
        "name": f"numpy {name}",
        "file": text(safetensors.numpy.save(arrays, metadata=metadata)),
        "metadata": metadata or {},
        "arrays": {key: description(value) for key, value in arrays.items()},
    }


def by_torch(name, tensors, metadata=None):
    return {
        "name": f"torch {name}",
        "file": text(safetensors.torch.save(tensors, metadata=metadata)),
        "metadata": metadata or {},
        "arrays": {key: tensor_description(value) for key, value in tensors.items()},
    }


def written():
    """Files that the package wrote. Several pairs of metadata have no order of their own."""
    generator = numpy.random.default_rng(SEED)
    types = [name for name in TYPES if name != "complex128"]
    yield by_numpy("types", {f"a {name}": array(generator, name, [3]) for name in types})
    yield by_numpy("shapes", {str(shape): array(generator, "float32", shape) for shape in SHAPES})
    yield by_numpy("nothing", {})
    yield by_numpy("metadata alone", {}, {"format": "np"})
    for dtype in types:
        arrays = {f"x{i}": array(generator, dtype, shape) for i, shape in enumerate(SHAPES)}
        yield by_numpy(dtype, arrays, {"format": "np"})
    names = ["", "a", "A", "ä", "日本", "😀", 'q"uo\\te', "line\nbreak\t\x01\x1f\x7f", "a/b.c"]
    yield by_numpy("names", {name: array(generator, "uint8", [1]) for name in [*names, "Z" * 300]})
    arrays = {f"n{i}": array(generator, "uint8", [i]) for i in range(9)}
    yield by_numpy("alignment", arrays, {"k": "v" * 3})

    torch.manual_seed(SEED)
    layer = torch.nn.Sequential(
        torch.nn.Linear(5, 4), torch.nn.BatchNorm1d(4), torch.nn.Linear(4, 3))
    yield by_torch("state_dict", dict(layer.state_dict()), {"format": "pt"})
    bits = torch.from_numpy(generator.integers(-(2**15), 2**15, 64).astype(numpy.int16))
    yield by_torch("halves", {
        "bf16": bits.view(torch.bfloat16), "f16": bits.clone().view(torch.float16).reshape(4, 16),
        "scalar": torch.tensor(0.1, dtype=torch.bfloat16),
    }, {"say": 'a "word"\n\x02 ä'})
    yield by_torch("whole", {
        str(dtype): torch.arange(6).reshape(2, 3).to(dtype)
        for dtype in [torch.uint8, torch.int8, torch.int16, torch.int32, torch.int64, torch.bool,
                      torch.uint16, torch.uint32, torch.uint64]
    })


def assembled(header, data=b""):
    header = header if isinstance(header, bytes) else header.encode("utf-8")
    return struct.pack("<Q", len(header)) + header + data


def entry(dtype="U8", shape="[2]", begin=0, end=2):
    return f'{{"dtype":"{dtype}","shape":{shape},"data_offsets":[{begin},{end}]}}'


def accepted():
    """Files that no writer makes, and that are sound."""
    two = b"\x01\x02"
    yield "spaces", assembled('{ "a"\n:\t%s\r }   \n' % entry().replace(",", " , "), two)
    yield "unaligned", assembled('{"a":%s}' % entry("U16", "[1]"), two)
    yield "backwards", assembled(
        '{"b":%s,"a":%s}' % (entry(begin=2, end=4), entry()), two + b"\x03\x04")
    yield "escaped names", assembled(
        '{"\\u0061\\/\\ud83d\\ude00\\"\\\\\\b\\f\\n\\r\\t":%s}' % entry(), two)
    yield "members in another order", assembled(
        '{"a":{"data_offsets":[0,2],"shape":[1,2,1],"dtype":"I8"}}', two)
    yield "empty metadata", assembled('{"__metadata__":{},"a":%s}' % entry(), two)
    yield "nothing twice", assembled(
        '{"a":%s,"b":%s,"c":%s}'
        % (entry(shape="[0]", end=0), entry(), entry(shape="[0,5]", begin=2)), two)
    yield "nothing at all", assembled("{}")


def refused():
    """Files that are not sound."""
    two = b"\x01\x02"
    sound = assembled('{"a":%s}' % entry(), two)
    yield "empty file", b""
    yield "seven bytes", sound[:7]
    yield "no header", struct.pack("<Q", 0)
    yield "header cut", sound[:30]
    yield "data cut", sound[:-1]
    yield "data too long", sound + b"\x00"
    yield "header of 2⁶⁴ − 1 bytes", struct.pack("<Q", 2**64 - 1) + sound[8:]
    yield "header over 100 MB", struct.pack("<Q", 100_000_001) + sound[8:]
    yield "zip", b"PK\x03\x04" + bytes(60)
    yield "array", assembled("[1,2]")
    yield "no brace", assembled('{"a":%s' % entry(), two)
    yield "comma at the end", assembled('{"a":%s,}' % entry(), two)
    yield "no comma", assembled('{"a":%s"b":%s}' % (entry(), entry()), two)
    yield "text after the end", assembled('{"a":%s}x' % entry(), two)
    yield "zero byte after the end", assembled(b'{"a":%s}\x00' % entry().encode(), two)
    yield "comment", assembled('{/*x*/"a":%s}' % entry(), two)
    yield "single quotes", assembled("{'a':%s}" % entry(), two)
    yield "deep nesting", assembled('{"a":' + "[" * 4_000, two)
    yield "deep objects", assembled('{"a":' * 4_000, two)
    yield "deep metadata", assembled('{"__metadata__":{"a":' + "{" * 4_000, two)
    yield "invalid UTF-8", assembled(b'{"\xff":%s}' % entry().encode(), two)
    yield "overlong UTF-8", assembled(b'{"\xc0\xaf":%s}' % entry().encode(), two)
    yield "surrogate in UTF-8", assembled(b'{"\xed\xa0\x80":%s}' % entry().encode(), two)
    yield "half a surrogate pair", assembled('{"\\ud83d":%s}' % entry(), two)
    yield "second half alone", assembled('{"\\ude00":%s}' % entry(), two)
    yield "zero byte in a name", assembled(b'{"a\x00":%s}' % entry().encode(), two)
    yield "line break in a name", assembled('{"a\n":%s}' % entry(), two)
    yield "unknown escape", assembled('{"\\x41":%s}' % entry(), two)
    yield "negative dimension", assembled('{"a":%s}' % entry(shape="[-2]"), two)
    yield "fraction", assembled('{"a":%s}' % entry(shape="[2.0]"), two)
    yield "exponent", assembled('{"a":%s}' % entry(shape="[2e0]"), two)
    yield "zero in front", assembled('{"a":%s}' % entry(shape="[02]"), two)
    yield "number as text", assembled('{"a":%s}' % entry(shape='["2"]'), two)
    yield "shape of 2⁶⁴", assembled('{"a":%s}' % entry(shape=f"[{2**64}]"), two)
    yield "shape that overflows", assembled('{"a":%s}' % entry(shape=f"[{2**33},{2**33}]"), two)
    yield "shape that overflows to 2", assembled(
        '{"a":%s}' % entry(shape=f"[{2**63 + 1},2]"), two)
    yield "bytes that overflow", assembled('{"a":%s}' % entry("F64", f"[{2**61}]"), two)
    yield "unknown type", assembled('{"a":%s}' % entry("U7"), two)
    yield "type in small letters", assembled('{"a":%s}' % entry("u8"), two)
    yield "shape too small", assembled('{"a":%s}' % entry(shape="[1]"), two)
    yield "shape too large", assembled('{"a":%s}' % entry(shape="[3]"), two)
    yield "type too large", assembled('{"a":%s}' % entry("F16"), two)
    yield "offsets backwards", assembled('{"a":%s}' % entry(begin=2, end=0), two)
    yield "offsets out of range", assembled('{"a":%s}' % entry(begin=0, end=4, shape="[4]"), two)
    yield "offsets far out of range", assembled(
        '{"a":%s}' % entry(begin=2**62, end=2**62 + 2), two)
    yield "three offsets", assembled(
        '{"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2,2]}}', two)
    yield "overlap", assembled('{"a":%s,"b":%s}' % (entry(), entry(begin=1, end=3)), two + b"\x03")
    yield "same bytes twice", assembled('{"a":%s,"b":%s}' % (entry(), entry()), two)
    yield "hole", assembled(
        '{"a":%s,"b":%s}' % (entry(), entry(begin=3, end=5)), two + two + b"\x00")
    yield "hole at the start", assembled('{"a":%s}' % entry(begin=1, end=3), two + b"\x00")
    yield "no type", assembled('{"a":{"shape":[2],"data_offsets":[0,2]}}', two)
    yield "no shape", assembled('{"a":{"dtype":"U8","data_offsets":[0,2]}}', two)
    yield "no offsets", assembled('{"a":{"dtype":"U8","shape":[2]}}', two)
    yield "type twice", assembled(
        '{"a":{"dtype":"U8","dtype":"U8","shape":[2],"data_offsets":[0,2]}}', two)
    yield "name twice", assembled('{"a":%s,"a":%s}' % (entry(), entry(begin=2, end=4)), two + two)
    yield "name twice, once escaped", assembled(
        '{"a":%s,"\\u0061":%s}' % (entry(), entry(begin=2, end=4)), two + two)
    yield "metadata twice", assembled('{"__metadata__":{},"__metadata__":{}}')
    yield "metadata name twice", assembled('{"__metadata__":{"a":"1","a":"2"}}')
    yield "metadata with a number", assembled('{"__metadata__":{"a":1}}')
    yield "metadata as a list", assembled('{"__metadata__":[]}')
    yield "tensor as a number", assembled('{"a":1}')
    yield "unknown member", assembled(
        '{"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2],"more":1}}', two)
    yield "65 dimensions", assembled('{"a":%s}' % entry(shape="[2" + ",1" * 64 + "]"), two)
    yield "spaces in front", assembled(' {"a":%s}' % entry(), two)


def verdict(data):
    """What the package itself says: whether it reads the file."""
    try:
        safetensors.numpy.load(data)
    except Exception:  # of several kinds, of its own and of Rust's
        return False
    return True


def main():
    files = list(written())
    for name, data in accepted():
        arrays = safetensors.numpy.load(data)
        files.append({
            "name": f"sound {name}", "file": text(data), "metadata": {}, "isOurs": False,
            "arrays": {key: description(value) for key, value in arrays.items()},
        })
    content = {
        "files": files,
        "refused": [
            {"name": name, "file": text(data), "readByThem": verdict(data)}
            for name, data in refused()
        ],
    }
    (HERE / "safetensors.json").write_text(json.dumps(content, indent=1, sort_keys=True) + "\n")


if __name__ == "__main__":
    main()
