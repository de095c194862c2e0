"""Writes the inputs that fuzzing begins with: the fixtures of the tests, sound and not, and a few more.

Usage: python3 seeds.py FOLDER, which gets a folder for each parser, and in `large` another for each with
the files that take the most memory for their size.
"""
import base64
import gzip
import io
import itertools
import json
import math
import pathlib
import shutil
import string
import struct
import sys
import zipfile

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


def npy(dtype, shape, content, fortran=False):
  text = f"{{'descr': '{dtype}', 'fortran_order': {fortran}, 'shape': {shape}, }}"
  header = text.ljust(117) + "\n"
  return b"\x93NUMPY\x01\x00" + struct.pack("<H", len(header)) + header.encode() + content


def tensor_file(header, content=b""):
  text = header.encode()
  return struct.pack("<Q", len(text)) + text + content


def archive(entries, method=zipfile.ZIP_STORED):
  content = io.BytesIO()
  with zipfile.ZipFile(content, "w", method) as file:
    for name, entry in entries.items():
      file.writestr(name, entry)
  return content.getvalue()


def weights():
  """The weights of a model of 3, 2 and 1 units, in every convention and layout."""
  shapes = [(3, 2), (2,), (2, 1), (1,)]
  arrays = [(shape, struct.pack(f"<{math.prod(shape)}f", *range(math.prod(shape)))) for shape in shapes]
  keras = {f"arr_{index}.npy": npy("<f4", shape, content) for index, (shape, content) in enumerate(arrays)}
  yield b"\x00" + archive(keras)
  yield b"\x00" + archive(keras, zipfile.ZIP_DEFLATED)
  yield b"\x00" + archive(keras | {"arr_0.npy": npy(">f8", (3, 2), bytes(48), fortran=True), "x.npy": b""})
  for choice, modules in [(2, ["0", "2"]), (4, ["a", "b"]), (6, ["", "0"])]:
    names = [f"{module}.{part}".removeprefix(".") for module in modules for part in ("weight", "bias")]
    torch = [(shape[::-1], content) for shape, content in arrays]
    yield bytes([choice]) + archive(
      {name + ".npy": npy("<f4", shape, content) for name, (shape, content) in zip(names, torch)})
    place, members = 0, []
    for name, (shape, content) in zip(names, torch):
      members.append(f'"{name}":{{"dtype":"F32","shape":{list(shape)},'
                     f'"data_offsets":[{place},{place + len(content)}]}}')
      place += len(content)
    yield bytes([choice + 1]) + tensor_file(
      "{" + ",".join(members) + "}", b"".join(content for _, content in torch))


def short_names(count):
  """Different names, the shortest first."""
  letters = string.ascii_letters + string.digits
  names = itertools.chain.from_iterable(itertools.product(letters, repeat=n) for n in range(1, 5))
  return ["".join(name) for name in itertools.islice(names, count)]


def with_history(checkpoint, epochs, columns):
  """The checkpoint after so many epochs, with other columns besides its own."""
  size = struct.unpack("<Q", checkpoint[:8])[0]
  header, content = json.loads(checkpoint[8:8 + size]), checkpoint[8 + size:]
  metadata = header.pop("__metadata__")
  record = json.loads(metadata["training"])
  record["run"]["epoch"] = epochs + 1
  metadata["training"] = json.dumps(record)
  arrays = {}
  for name, tensor in header.items():
    begin, end = tensor["data_offsets"]
    arrays[name] = (tensor["dtype"], tensor["shape"], content[begin:end])
  history = {name for name in arrays if name.startswith("history.")} | set(columns)
  # The widest types come first, and the checksum last.
  arrays = {name: ("F64", [epochs], bytes(8 * epochs)) for name in sorted(history)} | {
    name: array for name, array in arrays.items() if name not in history}
  header, parts, place = {"__metadata__": metadata}, [], 0
  for name, (dtype, shape, part) in arrays.items():
    header[name] = {"dtype": dtype, "shape": shape, "data_offsets": [place, place + len(part)]}
    parts.append(part)
    place += len(part)
  return tensor_file(json.dumps(header, separators=(",", ":")), b"".join(parts))


def with_metadata(checkpoint, names):
  """The checkpoint with nothing said under so many other names."""
  size = struct.unpack("<Q", checkpoint[:8])[0]
  header = json.loads(checkpoint[8:8 + size])
  header["__metadata__"] |= {name: "" for name in names}
  return tensor_file(json.dumps(header, separators=(",", ":")), checkpoint[8 + size:])


def with_record(checkpoint, path, value):
  """The checkpoint with another value in its record."""
  size = struct.unpack("<Q", checkpoint[:8])[0]
  header = json.loads(checkpoint[8:8 + size])
  record = json.loads(header["__metadata__"]["training"])
  header["__metadata__"]["training"] = compact(replaced(record, path.split("."), value))
  return tensor_file(compact(header), checkpoint[8 + size:])


def replaced(value, keys, other):
  """A value of JSON in which another stands behind these keys."""
  if not keys:
    return other
  key = int(keys[0]) if isinstance(value, list) else keys[0]
  copy = value.copy()
  copy[key] = replaced(value[key] if isinstance(value, list) else value.get(key), keys[1:], other)
  return copy


def compact(value):
  """JSON without blanks."""
  return json.dumps(value, separators=(",", ":"), ensure_ascii=False)


def with_long_name(size, letter):
  """An object with a name of half the size, before which all others come that are written in front of it."""
  names = ["a" + name for name in sorted(short_names(size // 20))]
  return {name: "" for name in names} | {letter * (size // 2 // len(json.dumps(letter)[1:-1])): ""}


def large_results(size):
  """Results with much in one place; a number that no comparison gives keeps a page from being made of it."""
  results = json.loads(here.joinpath("Corpus", "results", "digits").read_text())
  results["problems"][0]["problem"]["epochs"] = -1
  def columns(rows):
    return {"number": list(range(1, rows + 1)), "steps": list(range(1, rows + 1)), "seconds": [0] * rows,
            "trainingLoss": [0] * rows, "validationLoss": [0] * rows}
  landscape = "problems.0.landscapes.0"
  places = {
    "epochs": ("problems.0.contenders.0.trials.0.epochs", columns(size // 18)),
    "thousand-epochs": ("problems.0.contenders.0.trials.0.epochs", columns(999)),
    "ten-thousand-epochs": ("problems.0.contenders.0.trials.0.epochs", columns(9999)),
    "long-name": ("problems.0.problem", with_long_name(size, "b")),
    "long-escaped-name": ("problems.0.problem", with_long_name(size, "\n")),
    "notes": ("notes", ["a"] * (size // 4)), "no-notes": ("notes", [""] * (size // 3)),
    "levels": (landscape + ".levels", [0] * (size // 2)),
    "points": (landscape + ".minima", [{"x": 0, "y": 0}] * (size // 14)),
    "lists": ("problems.0.problem.minima", [[]] * (size // 3)),
    "lists-of-one": ("problems.0.problem.minima", [[0]] * (size // 4)),
    "members": ("surplus", {name: 0 for name in short_names(size // 8)}),
    "surplus": ("surplus", [0] * (size // 2)),
    "settings": ("problems.0.contenders.0.chosen.settings", [{"name": "", "value": 0}] * (size // 22)),
    "seeds": ("settings.seeds", [0] * (size // 2)),
  }
  return {name: compact(replaced(results, path.split("."), value)).encode()
          for name, (path, value) in places.items()}


def write_large(folder):
  """Writes the files that take the most memory for their size: much is in them, each hardly a few bytes."""
  # Just above a power of two, where an array that doubles takes the most. A matrix of eight columns fits in.
  size = (1 << 18) + (1 << 13)

  def write_files(parser, contents):
    place = folder / parser
    place.mkdir(parents=True, exist_ok=True)
    for name, content in contents.items():
      (place / name).write_bytes(content)

  members = ",".join(f'"{name}":{{"dtype":"U8","shape":[0],"data_offsets":[0,0]}}'
                     for name in short_names(size // 54))
  pairs = ",".join(f'"{name}":""' for name in short_names(size // 9))
  write_files("safetensors", {
    "tensors": tensor_file("{" + members + "}"),
    "metadata": tensor_file('{"__metadata__":{' + pairs + "}}"),
    "long-text": tensor_file('{"__metadata__":{"":"' + "a" * size + '"}}'),
    "escapes": tensor_file('{"__metadata__":{"' + "\\n" * (size // 2) + '":""}}'),
  })

  entries = archive({name + ".npy": b"" for name in short_names(size // 90)})
  write_files("npz", {"entries": entries})
  # Arrays of another shape than the model's, and others that it does not have, of many zeros.
  bomb = npy("<f4", (8 << 20,), bytes(32 << 20))
  write_files("weights", {
    "entries": b"\x00" + entries, "tensors": b"\x03" + tensor_file("{" + members + "}"),
    "numbers": b"\x03" + tensor_file('{"' + "a0" * (size // 2) + '.weight":'
                                     '{"dtype":"U8","shape":[0],"data_offsets":[0,0]}}'),
    "bomb": b"\x00" + archive({f"arr_{i}.npy": bomb for i in range(6)}, zipfile.ZIP_DEFLATED),
  })

  # The first byte chooses the options: a comma, and a header or none, with what is missing as NaN.
  header, none = bytes([1 | 1 << 2 | 16]), bytes([1 | 2 << 2 | 16])
  # And with what is missing refused.
  strict_header, strict = bytes([1 | 1 << 2]), bytes([1 | 2 << 2])
  row = b"," * (size // 2) + b"\n"
  numbers = b"0," * (size // 4) + b"0\n"
  mixed = b"1.23456789,1.23456789\n" * (size // 50) + b",\n" * (size // 4)
  tables = {
    "names": header + row, "names-and-row": header + row + row, "row": none + row,
    "rows": none + b",,,,,,,\n" * (size // 8), "short-rows-last": none + mixed,
    "column": none + b"1\n" * (size // 2), "names-and-short-row": header + row + b"1",
    "numbers": strict + numbers, "names-and-numbers": strict_header + b"," * (size // 4) + b"\n" + numbers,
    "missing": strict + row, "names-and-missing": strict_header + row + row,
    "names-and-number": strict_header + row + b"1", "rows-of-numbers": strict + b"0,0,0,0,0,0,0,0\n" * (size // 16),
    "column-of-numbers": strict + b"1\n" * (size // 2),
  }
  # Without the words that mean that a value is missing.
  labels = b"".join(name.encode() + b",\n" for name in short_names(size // 5)
                    if name.lower() not in ("na", "nan", "none", "null"))
  write_files("csv", tables)
  write_files("csv-dataset", tables | {
    "labels": none + labels,
    "two-rows": header + row + b"x" + row + b"y" + row,
  })

  zeros = bytes(size)
  write_files("idx", {"bytes": idx(8, [size], zeros), "doubles": idx(14, [size // 8], zeros),
                      "packed": gzip.compress(idx(8, [1 << 19], bytes(1 << 19)))})
  write_files("mapped", {"idx": bytes([1]) + idx(8, [size // 64, 64], zeros),
                         "npy": bytes([0]) + npy(">f8", (size // 64, 8), zeros)})
  write_files("npy", {"reversed": npy(">f8", (size // 8,), zeros),
                      "columns": npy(">f8", (size // 64, 8), zeros, fortran=True)})
  write_files("gzip", {"zeros": gzip.compress(bytes(1 << 20)), "noise": gzip.compress(zeros, 0)})
  write_files("results", large_results(size) | {"numbers": b"[" + b"0," * (size // 2) + b"0]"})
  plan = b'{"plan":"' + b"a" * size + b'"}\n'
  columns = {"number": range(1, size // 24), "steps": range(1, size // 24)} | {
    name: [0] * (size // 24 - 1) for name in ("seconds", "trainingLoss", "validationLoss")}
  trial = {"stage": "final", "learningRate": 1, "seed": 1,
           "epochs": {name: list(column) for name, column in columns.items()}}
  job = {"problem": 0, "contender": 0, "stage": "final", "seed": 1,
         "candidate": {"learningRate": 1, "settings": []}}
  empty = trial | {"epochs": {name: [] for name in columns}}
  # The fuzzer seals a journal's first 63 lines.
  runs = [{"end": job | {"seed": seed}, "trial": empty | {"seed": seed}} for seed in range(1, 60)]
  settings = [{"name": name, "value": 0} for name in short_names(size // 50)]
  searched = {"end": replaced(job, ["candidate", "settings"], settings), "trial": empty | {"settings": settings}}
  write_files("journal", {
    "plan": plan, "numbers": b"[" + b"0," * (size // 2) + b"0]\n",
    "epochs": compact({"end": job, "trial": trial}).encode() + b"\n",
    "runs": "".join(compact(run) + "\n" for run in runs).encode(),
    "settings": compact(searched).encode() + b"\n",
    "damaged-lines": compact({"resume": True, "damagedLines": [0] * (size // 2)}).encode() + b"\n",
    "members": compact({name: 0 for name in short_names(size // 8)} | {"pause": True}).encode() + b"\n",
  })

  checkpoint = here.joinpath("Corpus", "checkpoint", "mid-epoch").read_bytes()
  # A column of one number takes some ninety bytes.
  names = short_names(size // 90)
  write_files("checkpoint", {
    "epochs": with_history(checkpoint, size // 24, []),
    "metadata": with_metadata(checkpoint, short_names(size // 9)),
    "metric": with_history(checkpoint, size // 32, ["history.accuracy"]),
    "validation": with_history(checkpoint, size // 32, ["history.val_loss"]),
    "metrics": with_history(checkpoint, 1, [f"history.{name}" for name in names]),
    "validation-metrics": with_history(
      checkpoint, 1, ["history.val_loss"] + [f"history.val_{name}" for name in names]),
    "terms": with_record(checkpoint, "terms.words", {name: "" for name in short_names(size // 12)}),
    "long-term": with_record(checkpoint, "terms.words", with_long_name(size, "b")),
    "moments": with_record(checkpoint, "optimizer.moments", short_names(size // 7)),
    "products": with_record(checkpoint, "optimizer.progress.groupProducts", [0] * (size // 2)),
    "sums": with_record(checkpoint, "run.sums.metrics", [0] * (size // 2)),
    "blocks": with_record(checkpoint, "blocks", [
      {"columns": 0, "name": name, "rows": 0} for name in short_names(size // 45)]),
    "surplus": with_record(checkpoint, "run.surplus", [0] * (size // 2)),
  })


def journal(results):
  """The lines of a journal with the runs of these results, without the checksums that the fuzzer adds."""
  def job(problem, contender, trial):
    return {"problem": problem, "contender": contender, "stage": trial["stage"], "seed": trial["seed"],
            "candidate": {"learningRate": trial["learningRate"], "settings": trial.get("settings", [])}}
  jobs = [(job(*places, trial), trial) for problem, entry in enumerate(results["problems"])
          for contender, runs in enumerate(entry["contenders"]) for trial in runs["trials"]
          for places in [(problem, contender), (problem, 1 - contender)]]
  lines = [{"plan": "digits rmsprop,adam"}, {"begin": jobs[0][0]}, {"damagedLines": [2], "resume": True}]
  lines += [{"end": job, "trial": trial, "workers": 2} for job, trial in jobs]
  lines += [{"begin": jobs[-1][0]}, {"crash": jobs[-1][0]}, {"pause": True}]
  return "".join(json.dumps(line, separators=(",", ":")) + "\n" for line in lines).encode()


def main(folder):
  numpy = json.loads((fixtures / "Arrays" / "numpy.json").read_text())
  tensors = json.loads((fixtures / "Arrays" / "safetensors.json").read_text())
  write(folder, "npy", files(numpy["arrays"] + numpy["refusedArrays"]))
  write(folder, "npz", files(numpy["archives"] + numpy["refusedArchives"]))
  write(folder, "safetensors", files(tensors["files"] + tensors["refused"]))
  write(folder, "weights", weights())

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

  rows = [b"\x01" + array for array in arrays] + [b"\x03" + arrays[0], b"\x00" + npy("<f4", (2, 3), bytes(24)),
          b"\x02" + npy("|u1", (4,), bytes(4)), b"\x00" + npy(">i8", (1, 2, 2), bytes(32))]
  write(folder, "mapped", rows)
  results = [json.loads(path.read_text()) for path in sorted(here.joinpath("Corpus", "results").iterdir())]
  write(folder, "journal", [journal(result) for result in results] + [b'{"pause":true}\n'])
  write_large(folder / "large")

  # What no script can write without the library.
  for parser in here.joinpath("Corpus").iterdir():
    shutil.copytree(parser, folder / parser.name, dirs_exist_ok=True)


if __name__ == "__main__":
  main(pathlib.Path(sys.argv[1]))
