#!/usr/bin/env python3
"""Writes statistics.json: what SciPy, NumPy and statsmodels make of small samples.

    python3 -m pip install -r requirements.txt
    python3 generate_statistics.py

README.md says what each list holds. Ranks of infinite differences come from finite stand-ins that
are larger than all others and of equal size.
"""

import itertools
import json
import math
import pathlib

import numpy as np
import scipy
import statsmodels
from scipy import stats
from statsmodels.stats.multitest import multipletests

assert (np.__version__, scipy.__version__, statsmodels.__version__) == (
    "2.3.5", "1.16.3", "0.15.0"), "see requirements.txt"

SEED = 20261121
INF = math.inf


def numbers(values):
    """Floats for JSON, infinities as strings."""
    return [number(value) for value in np.asarray(values, dtype=float).tolist()]


def number(value):
    if value is None:
        return None
    value = float(value)
    assert not math.isnan(value)
    return {INF: "inf", -INF: "-inf"}.get(value, value)


# MARK: Bootstrap


def median_of_rows(rows):
    """Medians without the NaN that NumPy makes of infinities in the middle."""
    rows = np.sort(rows, axis=-1)
    low, high = rows[..., (rows.shape[-1] - 1) // 2], rows[..., rows.shape[-1] // 2]
    with np.errstate(invalid="ignore"):
        return np.where(low == high, low, low + 0.5 * (high - low))


def medians(rng):
    """The ends of the median's distribution over all n^n resamples."""
    samples = [rng.lognormal(size=n) for n in range(1, 8)]
    samples += [[2, 2, 1, 1], [5, 5, 5, 5, 5], [1, 2, 3, INF, INF], [1, 2, 3, 4, INF, INF],
                [1, INF], [INF], [INF, INF, INF], [3, 1, 2, 2, 1, INF, 4]]
    cases = []
    for sample in samples:
        n = len(sample)
        indices = np.array(list(itertools.product(range(n), repeat=n)))
        found = np.sort(median_of_rows(np.asarray(sample, dtype=float)[indices]))
        for level in (0.95, 0.8):
            # At least the tail is at or beyond the end.
            place = math.ceil(len(found) * (1 - level) / 2 - 1e-9) - 1
            cases.append({
                "sample": numbers(sample), "level": level,
                "lower": number(found[place]), "upper": number(found[-1 - place])})
    return cases


def bootstraps(rng):
    """Intervals by SciPy, and how far they reach if the level is off by five standard errors."""
    cases = []
    draws = 400_000
    # The share of resamples below an end, estimated from that many, and again from 9,999.
    for n in (8, 10, 15, 30, 31, 60):
        sample = rng.lognormal(size=n)
        for name, statistic in (("median", np.median), ("mean", np.mean)):
            result = stats.bootstrap(
                (sample,), statistic, n_resamples=draws, method="percentile", batch=20_000,
                confidence_level=0.95, rng=np.random.default_rng(SEED))
            found = np.sort(result.bootstrap_distribution)

            def ends(count):
                error = 5 * math.sqrt(0.025 * 0.975 * (1 / draws + 1 / count))
                low = np.quantile(found, [0.025 - error, 0.025 + error], method="inverted_cdf")
                high = np.quantile(found, [0.975 - error, 0.975 + error], method="inverted_cdf")
                return {"lower": numbers(low), "upper": numbers(high)}

            cases.append({
                "sample": numbers(sample), "statistic": name,
                "exact": ends(INF), "drawn": ends(9_999),
                "scipy": numbers([result.confidence_interval.low, result.confidence_interval.high])})
    return cases


# MARK: Paired comparisons


def walsh_averages(differences):
    n = len(differences)
    with np.errstate(invalid="ignore"):
        means = [(differences[i] + differences[j]) / 2 for i in range(n) for j in range(i, n)]
    # One infinite difference of each sign: they are of equal rank.
    return np.sort(np.nan_to_num(means, nan=0.0, posinf=INF, neginf=-INF))


def finite_stand_ins(differences):
    finite = differences[np.isfinite(differences)]
    top = 2 * np.max(np.abs(finite), initial=1)
    return np.where(np.isinf(differences), np.sign(differences) * top, differences)


def exact_wilcoxon(differences):
    """SciPy's test by all sign flips, ties and all; differences of 0 are left out."""
    kept = differences[differences != 0]
    if len(kept) < 2:
        # SciPy refuses; either sign is as far out as the other.
        return 1.0
    return stats.wilcoxon(kept, method=stats.PermutationMethod(n_resamples=np.inf)).pvalue


def shift_interval(differences):
    """The shifts that SciPy's exact test does not reject, found at the Walsh averages."""
    means = walsh_averages(differences)
    cuts = np.unique(means)
    # Between two neighbours the test does not change.
    inside = [(a + b) / 2 for a, b in zip(cuts, cuts[1:])]
    kept = [stats.wilcoxon(differences - shift, method="exact").pvalue > 0.05 for shift in inside]
    places = [index for index, is_kept in enumerate(kept) if is_kept]
    if len(differences) < 6:
        # Nothing is rejected however far out: no interval.
        assert all(kept)
        return None
    return [cuts[places[0]], cuts[places[-1] + 1]]


def pair_case(name, first, second, shift=False, exact=True):
    first, second = np.asarray(first, dtype=float), np.asarray(second, dtype=float)
    with np.errstate(invalid="ignore"):
        differences = np.where(first == second, 0.0, first - second)
    n = len(differences)
    is_finite = bool(np.all(np.isfinite(differences)))
    ranked = finite_stand_ins(differences)
    kept = ranked[ranked != 0]
    ranks = stats.rankdata(np.abs(kept))
    case = {
        "name": name, "first": numbers(first), "second": numbers(second),
        "wins": int(np.sum(differences < 0)), "losses": int(np.sum(differences > 0)),
        "ties": int(np.sum(differences == 0)),
        "positiveRankSum": float(np.sum(ranks[kept > 0])),
        "negativeRankSum": float(np.sum(ranks[kept < 0])),
        "shift": number(np.median(walsh_averages(differences))),
    }
    if exact:
        case["wilcoxon"] = exact_wilcoxon(ranked) if n <= 20 else stats.wilcoxon(
            kept, method="exact").pvalue
    else:
        case["wilcoxon"] = stats.wilcoxon(kept, method="asymptotic", correction=True).pvalue
        if len(np.unique(ranks)) == n:
            case["wilcoxonExact"] = stats.wilcoxon(kept, method="exact").pvalue
    if is_finite:
        case["mean"] = float(np.mean(differences))
        if n > 1 and np.std(differences) > 0:
            case["standardizedMean"] = float(np.mean(differences) / np.std(differences, ddof=1))
        draws = np.inf if n <= 16 else 200_000
        if n > 1 and np.any(differences != 0):
            test = stats.permutation_test(
                (differences,), np.mean, permutation_type="samples", vectorized=True, axis=-1,
                n_resamples=draws, batch=20_000, rng=np.random.default_rng(SEED))
            case["signFlip"] = float(test.pvalue)
            case["signFlipIsExact"] = n <= 16
    if shift:
        case["interval"] = shift_interval(differences)
    return case


def pairs(rng):
    cases = [
        pair_case("one", [1.0], [2.0]),
        pair_case("one tie", [1.0], [1.0]),
        pair_case("all tied", [1, 2, INF], [1, 2, INF]),
        pair_case("five", [1, 2, 3, 4, 5.0], [1.5, 2.25, 3.125, 4.75, 7.0], shift=True),
        pair_case("six", [1, 2, 3, 4, 5, 6.0], [1.5, 2.25, 3.125, 4.75, 7.0, 6.1], shift=True),
        pair_case("ties of size", [1, 2, 3, 4, 5, 6, 7, 8, 9.0], [2, 1, 4, 6, 3, 6, 9, 12, 9.0]),
        pair_case("one diverged", [1, 2, INF, 4, 5, 6, 7.0], [2, 3, 1, 6, 8, 9, 11.0]),
        pair_case("diverged on both sides", [1, INF, INF, INF, 2, 3.0, 9], [2, 1, 1, INF, INF, 2, 5]),
        pair_case("second always diverged", [1, 2, 3, 4, 5, 6.0], [INF] * 6),
    ]
    for n in (7, 10, 12, 16):
        first = rng.normal(size=n)
        cases.append(pair_case(f"normal {n}", first, first + rng.normal(0.6, 1, n), shift=True))
    for n in (10, 14):
        first = rng.lognormal(size=n)
        cases.append(pair_case(f"skewed {n}", first, rng.lognormal(0.4, 1, size=n), shift=True))
    cases.append(pair_case("integers", rng.integers(0, 8, 15), rng.integers(0, 10, 15)))
    for n in (24, 30, 31, 45):
        first = rng.normal(size=n)
        cases.append(pair_case(f"normal {n}", first, first + rng.normal(0.3, 1, n), shift=True))
    for n in (60, 200):
        first = rng.normal(size=n)
        cases.append(pair_case(f"normal {n}", first, first + rng.normal(0.2, 1, n), exact=False))
    cases.append(pair_case(
        "integers 80", rng.integers(0, 8, 80), rng.integers(0, 10, 80), exact=False))
    return cases


def holm(rng):
    lists = [[0.04], [0.01, 0.04, 0.03, 0.005], [0.5, 0.5, 0.5], [0.001, 0.9, 0.02, 0.02, 1.0],
             rng.uniform(size=12) ** 3]
    return [{"pValues": numbers(values),
             "adjusted": numbers(multipletests(values, method="holm")[1])} for values in lists]


# MARK: Curves, searches, rates, profiles


def curves(rng):
    cases = []
    for n in (2, 3, 20, 101):
        positions = np.cumsum(rng.uniform(0, 2, n))
        losses = 2.5 + np.exp(-np.linspace(0, 9, n)) * rng.lognormal(size=n)
        length = positions[-1] - positions[0]
        decades = np.log10(np.maximum(losses - 2.5, 1e-3))
        cases.append({
            "losses": numbers(losses), "positions": numbers(positions), "optimum": 2.5,
            "floor": 1e-3, "mean": float(np.trapezoid(losses, positions) / length),
            "meanDecades": float(np.trapezoid(decades, positions) / length)})
    return cases


def searches(rng):
    lists = [[3.0], [INF], [2.0, 1.0], [1.0, INF], rng.lognormal(size=7), [4, 4, 1, 1, 2, INF, INF],
             np.append(rng.lognormal(size=8), [INF] * 4)]
    cases = []
    for values in lists:
        values = np.asarray(values, dtype=float)
        found = []
        for trials in range(1, len(values) + 1):
            best = np.sort([min(drawn) for drawn in itertools.combinations(values, trials)])
            finite = best[np.isfinite(best)]
            def quantile(share):
                # In the middle of two where the share is just met.
                place = len(best) * share
                below, above = best[math.ceil(place) - 1], best[min(len(best) - 1, int(place))]
                return number(below if below == above else below + 0.5 * (above - below))

            found.append({
                "mean": number(np.mean(best)),
                "meanUnlessDiverged": float(np.mean(finite)) if len(finite) else None,
                "chanceAllDiverge": 1 - len(finite) / len(best),
                "median": quantile(0.5), "lowerQuartile": quantile(0.25),
                "upperQuartile": quantile(0.75)})
        cases.append({"losses": numbers(values), "searches": found})
    return cases


def robustness(rng):
    """The ends by interpolation to a grid of 2^20 cells, so right to a cell."""
    cases = []
    for n, best in ((5, -2.3), (12, -1.6), (12, -3.6), (20, -0.1), (2, -4)):
        exponents = np.linspace(-4, 0, n)
        curve = (exponents - best) ** 2 * 0.8 + rng.uniform(0, 0.02, n)
        losses = 0.3 * np.exp(curve)
        dense = np.linspace(-4, 0, 2**20 + 1)
        good = np.interp(dense, exponents, np.log(losses)) <= math.log(1.5 * losses.min())
        place = int(np.argmin(np.abs(dense - exponents[np.argmin(losses)])))
        low = high = place
        while low > 0 and good[low - 1]:
            low -= 1
        while high < len(dense) - 1 and good[high + 1]:
            high += 1
        cases.append({
            "rates": numbers(10.0**exponents), "losses": numbers(losses),
            "lowerExponent": float(dense[low]), "upperExponent": float(dense[high]),
            "cell": 4 / 2**20, "cutOffBelow": low == 0, "cutOffAbove": high == len(dense) - 1})
    return cases


def profiles(rng):
    cases = []
    tables = [rng.lognormal(3, 1, (4, 9)), [[1, 2, 4, INF], [2, 1, INF, INF], [1, 3, 20, INF]],
              rng.integers(1, 6, (3, 12))]
    for table in tables:
        costs = np.asarray(table, dtype=float)
        with np.errstate(invalid="ignore"):
            ratios = np.nan_to_num(costs / costs.min(axis=0), nan=INF, posinf=INF)
        solvers = []
        factors = [1, 1.25, 1.5, 2, 3, 4, 10, 100]
        for row in ratios:
            # A step is a point drawn twice: before and after it.
            at = np.sort(np.concatenate([[1.0, 4.0], row[(row > 1) & (row < 4)]]))
            axis = np.repeat(at, 2)[1:-1]
            heights = np.repeat([np.mean(row <= tau) for tau in at[:-1]], 2)
            solvers.append({
                "shares": [float(np.mean(row <= factor)) for factor in factors],
                "linear": float(np.trapezoid(heights, axis) / 3),
                "logarithmic": float(np.trapezoid(heights, np.log(axis)) / math.log(4))})
        cases.append({
            "costs": [numbers(row) for row in costs], "factors": factors, "solvers": solvers})
    return cases


def main():
    kinds = [medians, bootstraps, pairs, holm, curves, searches, robustness, profiles]
    # A generator for each, so that one list can grow and leave the others as they are.
    lists = {kind.__name__: kind(np.random.default_rng([SEED, index]))
             for index, kind in enumerate(kinds)}
    path = pathlib.Path(__file__).with_name("statistics.json")
    text = ",\n".join(
        f'"{name}": [\n' + ",\n".join(json.dumps(case, allow_nan=False) for case in cases) + "\n]"
        for name, cases in lists.items())
    path.write_text("{\n" + text + "\n}\n")


if __name__ == "__main__":
    main()
