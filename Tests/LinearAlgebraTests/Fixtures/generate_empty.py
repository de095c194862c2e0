#!/usr/bin/env python3
"""Writes empty.json: what NumPy and SciPy answer to matrices without elements.

    python3 -m pip install -r requirements.txt
    python3 generate_empty.py

For every expression and each of the shapes 0×0, 0×3 and 3×0: the shape and the elements of the answer,
where NaN is null, or the name of the exception. A complex answer counts by its real parts: there is
none with others.
"""

import json
import pathlib
import warnings

import numpy as np
import scipy
import scipy.linalg as sl

assert (np.__version__, scipy.__version__) == ("2.3.5", "1.16.3"), "see requirements.txt"

EXPRESSIONS = """
a.T
a + a
a - a
a * a
a / a
a * 2
np.abs(a)
a.conj()
a @ a.T
a.T @ a
a @ np.ones(a.shape[1])
np.ones(a.shape[0]) @ a
np.kron(a, a)
np.kron(a, np.ones((2, 2)))
np.tile(a, (2, 3))
np.vstack([a, a])
np.hstack([a, a])
a.reshape(a.shape[::-1])
a[0:0, 0:0]
a[::-1]
a[:, ::-1]
np.tril(a)
np.triu(a)
np.diagonal(a)
np.diagonal(a, 1)
np.trace(a)
np.diag(a.ravel())
np.vander(a.ravel())
sl.toeplitz(a.ravel())
np.eye(a.size)
sl.hilbert(a.size)
np.outer(a.ravel(), a.ravel())
np.linalg.matrix_power(a, 0)
np.linalg.matrix_power(a, 3)
np.array_equal(a, a)
np.allclose(a, a)
np.sum(a)
np.sum(a, axis=0)
np.sum(a, axis=1)
np.mean(a)
np.mean(a, axis=0)
np.mean(a, axis=1)
np.var(a)
np.var(a, axis=0)
np.var(a, axis=1)
np.max(a)
np.min(a)
np.argmax(a)
np.argmin(a)
np.max(a, axis=0)
np.max(a, axis=1)
np.min(a, axis=0)
np.min(a, axis=1)
np.argmax(a, axis=0)
np.argmax(a, axis=1)
np.argmin(a, axis=0)
np.argmin(a, axis=1)
np.cumsum(a, axis=0)
np.cumsum(a, axis=1)
np.vdot(a, a)
np.linalg.norm(a)
np.linalg.norm(a, 1)
np.linalg.norm(a, 2)
np.linalg.norm(a, np.inf)
np.linalg.cond(a)
np.linalg.matrix_rank(a)
np.linalg.det(a)
np.linalg.slogdet(a)[0]
np.linalg.slogdet(a)[1]
np.linalg.inv(a)
np.linalg.pinv(a)
sl.null_space(a)
sl.orth(a)
np.linalg.solve(a, np.ones(a.shape[0]))
np.linalg.solve(a, np.ones((a.shape[0], 2)))
sl.solve_triangular(a, np.ones((a.shape[0], 2)))
np.linalg.lstsq(a, np.ones((a.shape[0], 2)))[0]
np.linalg.lstsq(a, np.ones((a.shape[0], 2)))[2]
np.linalg.lstsq(a, np.ones((a.shape[0], 2)))[3]
sl.lu(a)[1]
sl.lu(a)[2]
np.linalg.cholesky(a)
sl.ldl(a)[0]
sl.ldl(a)[1]
sl.ldl(a)[2]
np.linalg.qr(a)[0]
np.linalg.qr(a)[1]
np.linalg.qr(a, 'complete')[0]
np.linalg.qr(a, 'complete')[1]
sl.qr(a, pivoting=True)[2]
np.linalg.qr(a.T)[1].T
np.linalg.svd(a)[0]
np.linalg.svd(a)[1]
np.linalg.svd(a)[2]
np.linalg.svd(a, full_matrices=False)[0]
np.linalg.svd(a, full_matrices=False)[2]
np.linalg.eigvalsh(a)
np.linalg.eigh(a)[1]
sl.eigh(a, eigvals_only=True, subset_by_value=(-1, 1))
sl.eigh(a, a, eigvals_only=True)
np.linalg.eigvals(a)
np.linalg.eig(a)[1]
sl.schur(a)[0]
sl.schur(a)[1]
sl.hessenberg(a)
sl.hessenberg(a, calc_q=True)[1]
sl.expm(a)
sl.sqrtm(a)
sl.logm(a)
sl.polar(a)[0]
sl.polar(a)[1]
np.linalg.matrix_power(a, -2)
sl.pinv(a)
""".strip().splitlines()


def answer(expression, shape):
    try:
        value = np.asarray(eval(expression, {"np": np, "sl": sl, "a": np.zeros(shape)}))
    except Exception as error:
        return {"error": type(error).__name__}
    elements = value.astype(complex).real.ravel()
    return {"shape": list(value.shape), "elements": [None if x != x else float(x) for x in elements]}


def main():
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        rows = [
            json.dumps({"expression": e, "rows": m, "columns": n, **answer(e, (m, n))})
            for e in EXPRESSIONS for m, n in ((0, 0), (0, 3), (3, 0))
        ]
    text = "[\n" + ",\n".join(rows) + "\n]\n"
    pathlib.Path(__file__).with_name("empty.json").write_text(text)


if __name__ == "__main__":
    main()
