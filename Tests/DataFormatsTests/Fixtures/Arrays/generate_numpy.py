"""Writes numpy.json: npy and npz files of NumPy, and what it says about bad ones.

    python -m pip install -r requirements.txt
    python generate_numpy.py
"""

import io
import json
import pathlib
import struct
import warnings
import zipfile

import numpy

from common import SEED, SHAPES, TYPES, array, description, text

HERE = pathlib.Path(__file__).parent
# Files carry no date of today.
DATE = (2026, 11, 21, 0, 0, 0)


def npy(values, version=None):
    buffer = io.BytesIO()
    numpy.lib.format.write_array(buffer, values, version=version, allow_pickle=False)
    return buffer.getvalue()


def row(name, data, arrays, is_ours=True):
    return {
        "name": name, "file": text(data), "isOurs": is_ours,
        "arrays": {key: description(value) for key, value in arrays.items()},
    }


def arrays_of_numpy():
    """npy files of every type, shape, order and version."""
    generator = numpy.random.default_rng(SEED)
    for dtype in TYPES:
        values = array(generator, dtype, [2, 3])
        yield row(f"{dtype}", npy(values), {"": values})
        big = values.astype(values.dtype.newbyteorder(">"))
        yield row(f"{dtype} big-endian", npy(big), {"": big}, is_ours=False)
        yield row(f"{dtype} Fortran", npy(numpy.asfortranarray(values)), {"": values}, False)
        both = numpy.asfortranarray(big)
        yield row(f"{dtype} big-endian Fortran", npy(both), {"": both}, False)
        for version in [(2, 0), (3, 0)]:
            yield row(f"{dtype} version {version[0]}", npy(values, version), {"": values}, False)
    for shape in [*SHAPES, [1] * 64, [100000, 0], [3, 1], [1, 3]]:
        for dtype in ["float64", "uint8"]:
            values = array(generator, dtype, shape)
            yield row(f"{dtype} {shape}"[:60], npy(values), {"": values})
            fortran = numpy.asfortranarray(values) if shape else values
            is_same = fortran.flags.c_contiguous
            yield row(f"{dtype} Fortran {shape}"[:60], npy(fortran), {"": values}, is_same)
    values = array(generator, "int32", [2, 3, 4, 5]).transpose(2, 0, 3, 1)
    yield row("transposed", npy(values), {"": values})


def assembled(header, data=b"", version=1):
    header = header if isinstance(header, bytes) else header.encode("latin1")
    size = struct.pack("<H" if version == 1 else "<I", len(header))
    return b"\x93NUMPY" + bytes([version, 0]) + size + header + data


def headers_accepted():
    """npy headers that NumPy does not write, and reads."""
    two = b"\x01\x02"
    yield "plain", assembled("{'descr': '|u1', 'fortran_order': False, 'shape': (2,), }\n", two)
    yield "no line break", assembled("{'descr': '|u1', 'fortran_order': False, 'shape': (2,)}", two)
    yield "another order", assembled(
        '{"shape":(1,2),"fortran_order":True,"descr":"<i1"}', two)
    yield "spaces", assembled(
        "{ 'descr' :\t'>u1',\n 'fortran_order': False , 'shape': ( 2 , 1 ) , }  \n", two)
    yield "long numbers of Python 2", assembled(
        "{'descr': '<u2', 'fortran_order': False, 'shape': (1L, 1L), }\n", two)
    yield "version 2 small", assembled(
        "{'descr': '<i2', 'fortran_order': False, 'shape': (1,), }\n", two, version=2)


def headers_refused():
    """npy files that are not sound, or that no program should read."""
    two = b"\x01\x02"

    def header(descr="'|u1'", order="False", shape="(2,)", more=""):
        return f"{{'descr': {descr}, 'fortran_order': {order}, 'shape': {shape}, {more}}}\n"

    sound = assembled(header(), two)
    yield "empty file", b""
    yield "magic alone", sound[:6]
    yield "no size", sound[:9]
    yield "header cut", sound[:40]
    yield "data cut", sound[:-1]
    yield "data too long", sound + b"\x00"
    yield "text", b"1,2,3\n"
    yield "zip", b"PK\x03\x04" + bytes(60)
    yield "version 0", sound.replace(b"NUMPY\x01", b"NUMPY\x00")
    yield "version 4", sound.replace(b"NUMPY\x01", b"NUMPY\x04")
    yield "version 1.1", sound.replace(b"NUMPY\x01\x00", b"NUMPY\x01\x01")
    yield "header of 4 GiB", b"\x93NUMPY\x02\x00\xff\xff\xff\xff" + bytes(100)
    yield "header over the limit", assembled(header() + " " * 10_000, two)
    yield "call", assembled(header("__import__('os').system('true')"), two)
    yield "call in the shape", assembled(header(shape="(len('ab'),)"), two)
    yield "arithmetic", assembled(header(shape="(1+1,)"), two)
    yield "power", assembled(header(shape="(9**9**9,)"), two)
    yield "lambda", assembled(header(more="'x': (lambda: 0)()"), two)
    yield "comprehension", assembled("{k: v for k, v in [('descr', '|u1')]}\n", two)
    yield "deep parentheses", assembled(header(shape="(" * 3000 + "2,"), two)
    yield "deep dictionary", assembled("{'descr': " * 900, two)
    yield "negative dimension", assembled(header(shape="(-2,)"), two)
    yield "negative twice", assembled(header(shape="(-1, -2)"), two)
    yield "real dimension", assembled(header(shape="(2.0,)"), two)
    yield "hexadecimal dimension", assembled(header(shape="(0x2,)"), two)
    yield "dimension with underscores", assembled(header(shape="(0_2,)"), two)
    yield "zero in front", assembled(header(shape="(02,)"), two)
    yield "truth value as a dimension", assembled(header(shape="(True, 2)"), two)
    yield "number as the shape", assembled(header(shape="2"), two)
    yield "number in parentheses", assembled(header(shape="(2)"), two)
    yield "list as the shape", assembled(header(shape="[2]"), two)
    yield "text as a dimension", assembled(header(shape="('2',)"), two)
    yield "shape of 2⁶⁴", assembled(header(shape=f"({2**64},)"), two)
    yield "shape that overflows", assembled(header(shape=f"({2**33}, {2**33})"), two)
    yield "shape that overflows to 2", assembled(
        header(shape=f"({2**63 - 1}, {2**63 - 1}, 2)"), two)
    yield "bytes that overflow", assembled(header("'<f8'", shape=f"({2**61},)"), two)
    yield "promises a terabyte", assembled(header(shape=f"({2**40},)"), two)
    yield "65 dimensions", assembled(header(shape="(2" + ", 1" * 64 + ")"), two)
    yield "Python objects", assembled(header("'|O'"), two)
    yield "text type", assembled(header("'|S1'"), two)
    yield "unicode type", assembled(header("'<U1'", shape="()"), two + two)
    yield "date type", assembled(header("'<M8[s]'", shape="(0,)"))
    yield "raw type", assembled(header("'|V1'"), two)
    yield "record type", assembled(header("[('a', '|u1')]"), two)
    yield "wide float", assembled(header("'<f16'", shape="(0,)"))
    yield "type without an order", assembled(header("'u1'"), two)
    yield "type of this machine's order", assembled(header("'=u1'"), two)
    yield "two bytes without an order", assembled(header("'|u2'", shape="(1,)"), two)
    yield "unknown type", assembled(header("'<u3'"), two)
    yield "number as the type", assembled(header("1"), two)
    yield "order as a number", assembled(header(order="0"), two)
    yield "order as text", assembled(header(order="'False'"), two)
    yield "None as the order", assembled(header(order="None"), two)
    yield "key twice", assembled(header(more="'descr': '|u1', "), two)
    yield "unknown key", assembled(header(more="'x': 1, "), two)
    yield "key missing", assembled("{'descr': '|u1', 'fortran_order': False, }\n", two)
    yield "no dictionary", assembled("('|u1', False, (2,))\n", two)
    yield "zero byte in the header", assembled(header().replace("}", "\x00}"), two)
    yield "zero byte in the type", assembled(header("'|u1\x00'"), two)
    yield "escape in the type", assembled(header("'\\x7cu1'"), two)
    yield "invalid UTF-8 in version 3", assembled(
        header().encode().replace(b"u1", b"\xff1"), two, version=3)
    yield "long numbers in version 3", assembled(header(shape="(2L,)"), two, version=3)
    yield "text after the dictionary", assembled(header() + "x", two)
    yield "comment", assembled(header() + "# comment\n", two)
    yield "truth value of 2", assembled(header("'|b1'"), two)


def zipped(entries, compression=zipfile.ZIP_STORED, stream=False):
    """A zip file by Python's own hand, with a data descriptor behind each entry of a stream."""
    class Stream(io.RawIOBase):
        def __init__(self):
            self.data = b""

        def writable(self):
            return True

        def write(self, data):
            self.data += bytes(data)
            return len(data)

    target = Stream() if stream else io.BytesIO()
    with zipfile.ZipFile(target, "w", compression) as file:
        for name, data in entries:
            info = zipfile.ZipInfo(name, DATE)
            info.compress_type = compression
            file.writestr(info, data)
    return target.data if stream else target.getvalue()


def archives_of_numpy():
    """npz files as NumPy writes them, and as other hands do."""
    generator = numpy.random.default_rng(SEED + 1)
    arrays = {f"a {name}": array(generator, name, [2, 2]) for name in TYPES}
    arrays |= {"ä/日本": array(generator, "int8", [3]), "arr_0": array(generator, "float32", [])}
    zeros = {"zeros": numpy.zeros((60, 20)), "ones": numpy.ones(1500, dtype="int16")}
    for name, contents in [("types", arrays), ("nothing", {}), ("zeros", zeros)]:
        for save in [numpy.savez, numpy.savez_compressed]:
            if name == "zeros" and save is numpy.savez:
                continue
            buffer = io.BytesIO()
            save(buffer, **contents)
            yield row(f"{save.__name__} {name}", undated(buffer.getvalue()), contents, False)
    names = {name: numpy.arange(3, dtype="int8") for name in ["dense/kernel:0", "a\\b", "C:a", "./a", "x//a", "a\n"]}
    buffer = io.BytesIO()
    numpy.savez(buffer, **names)
    yield row("savez names", undated(buffer.getvalue()), names, False)
    files = {f"{key}.npy": npy(value) for key, value in arrays.items()}
    yield row("stream", zipped(files.items(), stream=True), arrays, False)
    yield row(
        "packed stream", zipped(files.items(), zipfile.ZIP_DEFLATED, stream=True), arrays, False)
    others = [("readme.txt", b"no array"), ("folder/", b""), *files.items()]
    yield row("other entries", zipped(others), arrays, False)
    comment = b"PK\x05\x06 is no end of the file"
    commented = zipped(files.items())[:-2] + struct.pack("<H", len(comment)) + comment
    yield row("comment", commented, arrays, False)
    limits = zipfile.ZIP64_LIMIT, zipfile.ZIP_FILECOUNT_LIMIT
    zipfile.ZIP64_LIMIT, zipfile.ZIP_FILECOUNT_LIMIT = 10, 1
    yield row("zip64", zipped(files.items(), zipfile.ZIP_DEFLATED), arrays, False)
    zipfile.ZIP64_LIMIT, zipfile.ZIP_FILECOUNT_LIMIT = limits


def undated(data):
    """The same zip file with one date for all entries: NumPy writes that of today."""
    source = zipfile.ZipFile(io.BytesIO(data))
    data = bytearray(data)
    stamp = struct.pack("<HH", 0, (2026 - 1980) << 9 | 11 << 5 | 21)
    place = source.start_dir
    for info in source.infolist():
        data[info.header_offset + 10:info.header_offset + 14] = stamp
        data[place + 12:place + 16] = stamp
        sizes = struct.unpack_from("<HHH", data, place + 28)
        place += 46 + sum(sizes)
    return bytes(data)


def archives_refused():
    """Zip files that are not sound, or that no program should unpack."""
    one = npy(numpy.arange(100, dtype="uint8"))
    sound = zipped([("a.npy", one)])
    packed = zipped([("a.npy", one)], zipfile.ZIP_DEFLATED)
    two = zipped([("a.npy", one), ("b.npy", one)])

    def changed(data, place, form, value):
        data = bytearray(data)
        struct.pack_into(form, data, place % len(data), value)
        return bytes(data)

    def directory(data):
        return struct.unpack_from("<I", data, len(data) - 6)[0]

    def entry(data, place, form, value, data_too=False):
        """Changes a number in the first entry of the directory."""
        return changed(data, directory(data) + place, form, value)

    yield "empty file", b""
    yield "end alone, cut", sound[-21:]
    yield "cut", sound[:-1]
    yield "cut in the middle", sound[:150]
    yield "npy", one
    yield "byte behind the end", sound + b"\x00"
    yield "byte in front", b"\x00" + sound
    yield "directory in front of itself", changed(sound, -6, "<I", directory(sound) - 1)
    yield "directory out of the file", changed(sound, -6, "<I", 0xFFFF_FFF0)
    yield "directory too small", changed(sound, -10, "<I", 40)
    yield "two entries for one", changed(changed(sound, -12, "<H", 2), -14, "<H", 2)
    yield "65534 entries for one", changed(changed(sound, -12, "<H", 65534), -14, "<H", 65534)
    yield "no entries for one", changed(changed(sound, -12, "<H", 0), -14, "<H", 0)
    yield "part of several", changed(sound, -18, "<H", 1)
    yield "signature of an entry", entry(sound, 0, "<I", 0)
    yield "encrypted", entry(sound, 8, "<H", 1)
    yield "method of another kind", entry(sound, 10, "<H", 14)
    yield "sizes differ", entry(sound, 20, "<I", 50)
    yield "promises 4 GB", entry(packed, 24, "<I", 0xFFFF_FFFE)
    yield "promises more than can be packed", entry(packed, 24, "<I", 1032 * 400)
    yield "promises a byte more", entry(packed, 24, "<I", len(one) + 1)
    yield "promises a byte less", entry(packed, 24, "<I", len(one) - 1)
    yield "entry out of the file", entry(sound, 42, "<I", 0x7FFF_FFFF)
    yield "entry within the directory", entry(sound, 42, "<I", directory(sound))
    yield "entry a byte later", entry(sound, 42, "<I", 1)
    yield "wide number missing", entry(sound, 42, "<I", 0xFFFF_FFFF)
    yield "long name", entry(sound, 28, "<H", 0xFFFF)
    yield "long comment", entry(sound, 32, "<H", 100)
    yield "part of an entry", entry(sound, 34, "<H", 1)
    yield "checksum", entry(sound, 16, "<I", 0x1234_5678)
    yield "header of the entry", changed(sound, 0, "<I", 0)
    yield "header of another method", changed(sound, 8, "<H", 8)
    yield "header of another name", changed(sound, 30, "<B", ord("b"))
    yield "header with a long extra", changed(sound, 28, "<H", 0xFFF0)
    yield "content changed", changed(sound, 200, "<B", 0xFF)
    yield "packed content changed", changed(packed, 60, "<B", 0xFF)
    overlapping = bytearray(two)
    struct.pack_into("<I", overlapping, directory(two) + 46 + 5 + 42, 0)
    yield "two entries of the same bytes", bytes(overlapping)
    struct.pack_into("<I", overlapping, directory(two) + 46 + 5 + 42, 100)
    yield "entry within another", bytes(overlapping)
    for name in ["/a.npy", "../a.npy", "x/../../a.npy", "../\u0301a.npy", ".."]:
        data = zipped([("?" * len(name.encode()), one)])
        data = data.replace(b"?" * len(name.encode()), name.encode())
        data = data if name.isascii() else entry(data, 8, "<H", 0x800)
        yield f"name {name!r}", data
    yield "name that is not UTF-8", entry(
        zipped([("??.npy", one)]).replace(b"??", b"\xc3\x28"), 8, "<H", 0x800)
    yield "name of code page 437", zipped([("?.npy", one)]).replace(b"?", b"\x84")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield "name twice", zipped([("a.npy", one), ("a.npy", one)])
    bomb = npy(numpy.zeros(1 << 20, dtype="uint8"))
    yield "bomb that says less", entry(
        zipped([("a.npy", bomb)], zipfile.ZIP_DEFLATED), 24, "<I", 1000)
    promise = assembled("{'descr': '|u1', 'fortran_order': False, 'shape': (1000000000,), }\n")
    yield "npy that promises a gigabyte", zipped([("a.npy", promise)], zipfile.ZIP_DEFLATED)
    yield "npy with a byte too many", zipped([("a.npy", one + b"\x00")])
    yield "npy cut", zipped([("a.npy", one[:-1])])
    yield "no npy", zipped([("a.npy", b"text")])
    yield "objects", zipped([("a.npy", one.replace(b"|u1", b"|O'"))])


def read(data):
    """What NumPy reads in a file: its arrays, or nothing where it refuses."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            found = numpy.load(io.BytesIO(data), allow_pickle=False)
            if isinstance(found, numpy.ndarray):
                return {"": found}
            return {name: found[name] for name in found.files}
    except Exception:  # of several kinds, from the parser of Python, zipfile, zlib and NumPy
        return None


def main():
    arrays = list(arrays_of_numpy())
    for name, data in headers_accepted():
        arrays.append(row(f"sound {name}", data, read(data), is_ours=False))
    archives = list(archives_of_numpy())
    content = {
        "arrays": arrays,
        "archives": archives,
        **{
            f"refused{kind}": [
                {"name": name, "file": text(data), "readByThem": read(data) is not None}
                for name, data in files
            ]
            for kind, files in [("Arrays", headers_refused()), ("Archives", archives_refused())]
        },
    }
    (HERE / "numpy.json").write_text(json.dumps(content, indent=1, sort_keys=True) + "\n")


if __name__ == "__main__":
    main()
