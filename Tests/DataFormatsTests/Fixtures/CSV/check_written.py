"""Compares CSV files with the numbers that were written to them, bit for bit, in pandas and NumPy.

    python check_written.py FOLDER float32 float64 …

For each type FOLDER holds TYPE.csv, with a header, and TYPE.bin, the same numbers row by row.
"""

import pathlib
import sys

import numpy
import pandas


def check(folder, dtype):
    path = folder / f"{dtype}.csv"
    expected = numpy.fromfile(folder / f"{dtype}.bin", dtype=dtype)

    def compare(reader, values):
        values = numpy.ascontiguousarray(values, dtype=dtype).reshape(-1)
        unsigned = {"float32": "uint32", "float64": "uint64"}[dtype]
        same = numpy.isnan(values) & numpy.isnan(expected)
        same |= values.view(unsigned) == expected.view(unsigned)
        if len(values) != len(expected) or not same.all():
            sys.exit(f"{reader} reads other numbers of type {dtype}: {values[~same][:5]}")

    # Since pandas 3.1 its default is exact; before, it has to be asked for.
    version = tuple(int(part) for part in pandas.__version__.split(".")[:2])
    options = {} if version >= (3, 1) else {"float_precision": "round_trip"}
    frame = pandas.read_csv(path, dtype=dtype, **options)
    compare("pandas", frame.to_numpy())
    if list(frame.columns) != ["first", "second, with a comma", 'third "quoted"']:
        sys.exit(f"pandas reads other names: {list(frame.columns)}")
    compare("numpy.loadtxt", numpy.loadtxt(path, dtype=dtype, delimiter=",", skiprows=1))
    compare("numpy.genfromtxt", numpy.genfromtxt(path, dtype=dtype, delimiter=",", skip_header=1))


if __name__ == "__main__":
    for dtype in sys.argv[2:]:
        check(pathlib.Path(sys.argv[1]), dtype)
