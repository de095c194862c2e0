"""Writes csv.json: CSV texts by pandas and NumPy, and what the two read in them.

    python -m pip install -r requirements.txt
    python generate.py
"""

import io
import json
import pathlib

import numpy
import pandas
from sklearn.preprocessing import LabelEncoder

SEED = 20261121
HERE = pathlib.Path(__file__).parent


def bits(values):
    """The rows of a matrix as hexadecimal bit patterns; every NaN is the word nan."""
    kind = {"float32": ("uint32", "{:08x}"), "float64": ("uint64", "{:016x}")}[str(values.dtype)]
    return [
        ["nan" if numpy.isnan(value) else kind[1].format(value.view(kind[0])) for value in row]
        for row in values
    ]


def numbers(generator, rows, columns, dtype):
    """Numbers of every size, whole ones, both zeros, and the ends of the range."""
    unsigned = {"float32": "uint32", "float64": "uint64"}[dtype]
    limit = numpy.iinfo(unsigned).max
    values = generator.integers(0, limit, (rows, columns), dtype=unsigned).view(dtype)
    values = numpy.where(numpy.isfinite(values), values, 0).astype(dtype)
    values[::3] = generator.standard_normal((len(values[::3]), columns)).astype(dtype)
    values[1::5] = numpy.round(values[1::5] % 1000)
    info = numpy.finfo(dtype)
    values[0, :4] = [-0.0, info.max, info.tiny, info.smallest_subnormal]
    return values


def written():
    """Texts that the two wrote, beside the numbers that they wrote."""
    generator = numpy.random.default_rng(SEED)
    for dtype in ["float32", "float64"]:
        values = numbers(generator, 40, 5, dtype)
        names = ["plain", "with, comma", 'with "quotes"', "with\nbreak", "ünïcode"]
        frame = pandas.DataFrame(values, columns=names)
        for name, options in {
            "plain": {},
            "tab": {"sep": "\t"},
            "semicolon": {"sep": ";", "lineterminator": "\r\n"},
            "all quoted": {"quoting": 1, "lineterminator": "\r\n"},
            "mark": {"encoding": "utf-8-sig"},
            "bare": {"header": False},
        }.items():
            buffer = io.BytesIO()
            frame.to_csv(buffer, index=False, **options)
            yield {
                "name": f"pandas {name} {dtype}",
                "dtype": dtype,
                "text": buffer.getvalue().decode("utf-8"),
                "columns": names if options.get("header", True) else [],
                "bits": bits(values),
            }
        frame = pandas.DataFrame(values[:8, :3], columns=["a", "b", "c"])
        frame.iloc[1, 0] = numpy.nan
        frame.iloc[2, 1] = numpy.inf
        frame.iloc[3, 2] = -numpy.inf
        for word in ["", "NA", "NaN", "null"]:
            yield {
                "name": f"pandas missing {word!r} {dtype}",
                "dtype": dtype,
                "text": frame.to_csv(index=False, na_rep=word),
                "columns": ["a", "b", "c"],
                "bits": bits(frame.to_numpy()),
            }
        # As many digits as tell two numbers of the type apart, and NumPy's own 19.
        digits = {"float32": "%.9g", "float64": "%.17g"}[dtype]
        for form in [digits, "%.18e"]:
            buffer = io.StringIO()
            numpy.savetxt(buffer, values, fmt=form, delimiter=",", header="a,b,c,d,e", comments="")
            yield {
                "name": f"numpy {form} {dtype}",
                "dtype": dtype,
                "text": buffer.getvalue(),
                "columns": ["a", "b", "c", "d", "e"],
                "bits": bits(values),
            }


def read():
    """Texts of ours, beside the numbers that pandas reads in them."""
    texts = {
        "ways to write": "a,b,c\n1,1.,.5\n+1,-1e3,1E-3\n 1 ,\"2\",\"3e0\"\n7,8,9\n",
        "breaks": "a,b\r\n1,2\r\n\r\n3,4\n5,6",
        "quotes": 'a,"b ""c"", d"\n"1","2"\n3,"4"\n',
        "missing": "a,b\n1,\n,2\nNA,3\n4,#N/A\n5,None\n<NA>,6\nn/a,NULL\n-nan,7\n",
        "infinite": "a,b\ninf,-inf\nInfinity,-Infinity\n+inf,1e400\n",
        "many digits": "a\n0." + "1234567890" * 12 + "\n" + "9" * 400 + "e-395\n",
        "middles": "a\n9007199254740993\n9007199254740993.0000000000000000000001\n"
        "2.4703282292062327e-324\n2.4703282292062328e-324\n1.7976931348623157e308\n",
    }
    for name, text in texts.items():
        frame = pandas.read_csv(io.StringIO(text), dtype="float64")
        yield {
            "name": f"read {name}",
            "dtype": "float64",
            "text": text,
            "columns": list(frame.columns),
            "bits": bits(frame.to_numpy()),
        }


def labels():
    """Columns of labels, beside the classes that scikit-learn and pandas make of them."""
    columns = {
        "words": ["versicolor", "setosa", "virginica", "setosa", "Setosa", "versicolor"],
        "signs": ["a,b", 'a"b', "a\nb", "a b", "ä", "z", "Z", " a", "日本", "😀"],
        "whole": [10, 9, -1, 9, 100, 10],
        "real": [1.5, 1.0, -2.25, 1e3, 1.0],
        "boolean": [True, False, True],
    }
    for name, values in columns.items():
        frame = pandas.DataFrame({"x": numpy.arange(len(values)), "y": values})
        text = frame.to_csv(index=False)
        column = pandas.read_csv(io.StringIO(text))["y"].to_numpy()
        encoder = LabelEncoder().fit(column)
        codes, uniques = pandas.factorize(column)
        yield {
            "name": name,
            "text": text,
            "sorted": encoder.transform(column).tolist(),
            "sortedNames": [str(value) for value in encoder.classes_],
            "appearance": codes.tolist(),
            "appearanceNames": [str(value) for value in uniques],
        }


def main():
    content = {"tables": [*written(), *read()], "labels": list(labels())}
    text = json.dumps(content, indent=1, ensure_ascii=True)
    (HERE / "csv.json").write_text(text + "\n")


if __name__ == "__main__":
    main()
