"""Writes the inputs that fuzzing begins with: the fixtures of the tests, sound and not, and a few more.

Usage: python3 seeds.py FOLDER, which gets a folder for each parser.
"""
import base64
import gzip
import json
import pathlib
import shutil
import struct
import sys

here = pathlib.Path(__file__).resolve().parent
fixtures = here.parent / "DataFormatsTests" / "Fixtures"
# Longer inputs are mutated slowly and reach nothing more.
LONGEST = 4000


def write(folder, parser, inputs):
  place = folder / parser
  place.mkdir(parents=True, exist_ok=True)
  for index, content in enumerate(inputs):
    if len(content) <= LONGEST:
      (place / f"seed-{index}").write_bytes(content)


def files(rows):
  return [base64.b64decode(row["file"]) for row in rows]


def idx(element, shape, content):
  return bytes([0, 0, element, len(shape)]) + b"".join(struct.pack(">I", n) for n in shape) + content


def main(folder):
  numpy = json.loads((fixtures / "Arrays" / "numpy.json").read_text())
  tensors = json.loads((fixtures / "Arrays" / "safetensors.json").read_text())
  write(folder, "npy", files(numpy["arrays"] + numpy["refusedArrays"]))
  write(folder, "npz", files(numpy["archives"] + numpy["refusedArchives"]))
  write(folder, "safetensors", files(tensors["files"] + tensors["refused"]))

  arrays = [idx(8, [2, 3], bytes(range(6))), idx(13, [2], struct.pack(">2f", 1.5, -2)),
            idx(9, [1, 1, 4], b"\xff\x00\x01\x80"), idx(14, [], b""), idx(8, [2**32 - 1] * 3, b"")]
  write(folder, "idx", arrays + [gzip.compress(array) for array in arrays])
  packed = [gzip.compress(content) for content in [b"", b"a", b"descent" * 300, bytes(range(256))]]
  write(folder, "gzip", packed + [packed[1] + packed[2], packed[2][:-5], b"\x1f\x8b\x08\xff" + bytes(20)])

  texts = [b"a,b,c\n1,2,3\n4.5,-6e7,nan\n", b"1;2;3\r\n4;5;6\r\n", b'"a ""b""","c\nd",e\n1,2,3\n',
           b"a\tb\n1\t\n", b"1,2\n3\n", b"\xef\xbb\xbfx,y\n0x10,1\n", b"a,a\n1e400,1\n", b"label,x\ncat,1\ndog,2\n",
           b"123456789012345678901234567890.5e-320,1\n", gzip.compress(b"a,b\n1,2\n")]
  for parser in ["csv", "csv-dataset"]:
    write(folder, parser, [bytes([choice]) + text for choice in (0, 4, 24, 61) for text in texts])

  # What no script can write without the library.
  for parser in here.joinpath("Corpus").iterdir():
    shutil.copytree(parser, folder / parser.name, dirs_exist_ok=True)


if __name__ == "__main__":
  main(pathlib.Path(sys.argv[1]))
