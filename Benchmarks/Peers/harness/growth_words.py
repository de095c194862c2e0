"""What the plots of how cost grows do not say by themselves: why a line bends where it does."""

import math

from .growth_plots import (
  AWAKE_COUNT, LEAST_ROWS, LEAST_SHARED, LONG_ROW, MOST_SHARED, PIECE, SLEEPING_COUNT, SMALL_PRODUCT,
  WOKEN_COUNT, packs_only_large)
from .growth_rows import ARRAYS, over_floor
from .growth_table import chosen, network
from .machine import memory
from .table import OURS, microseconds

BYTES = 4


def paragraphs(results, plot):
  """The words below a plot."""
  question = plot.name.partition("-")[0]
  rows = [row for row in chosen(results, question)
    if question != "update" or plot.name == f"update-{row['threads']}"]
  several = any(row["threads"] > 1 for row in rows)
  return [*ranges(rows, question), *WORDS[question](results, rows, several)]


def ranges(rows, question):
  """Between what the ratios to the floor lie, with one thread and with all."""
  what = "An update" if question == "update" else "A step"
  for threads in sorted({row["threads"] for row in rows}) if question != "threads" else [None]:
    found = [row for row in rows if threads in (None, row["threads"])]
    least, most = (pick(found, key=lambda row: over_floor(row, OURS)) for pick in (min, max))
    ends = [f"{over_floor(row, OURS):.2f} ({place(row)})" for row in (least, most)]
    if least is most:
      ends = ends[:1]
    named = "" if threads is None else f" with {threads} thread{'s' if threads > 1 else ''}"
    yield f"{what}{named} takes {' to '.join(ends)} times its floor."


def place(row):
  """Where on a plot a row is."""
  name = network(row["operation"])
  return {
    "width": "W = {:,}", "depth": "depth {:,}", "batch": "batch {:,}",
    "threads": name + ", threads {:,}", "update": name + ", {:,} parameters",
  }[row["question"]].format(row["x"])


def filled(results, bytes_each):
  """Where so many bytes for each unit fill the caches: `L1 32 KiB at 2,730, …`."""
  return ", ".join(
    f"{name} ({memory(size)}) at {size // bytes_each:,}" for name, size in results["caches"]
    if size >= bytes_each)


def width(results, rows, several):
  yield (
    "Besides its products and its update a step of Descent gathers 32 samples, 100 kB, from memory, and "
    "goes through activations and loss. That hardly depends on W, so that the ratio is highest where "
    "the network is so small that little else is done.")
  if packs_only_large(results):
    yield (
      "OpenBLAS has kernels for this processor that multiply without packing the matrices first, up "
      "to a million multiplications. The first layer’s product, 32×784 by 784×W, passes that at "
      f"W = {SMALL_PRODUCT // (784 * 32)}, and the floor’s line has a step there. Descent’s has none: "
      f"it cuts the product into tiles of that size. From W = {LONG_ROW // BYTES:,} on rows of the "
      "weights lie so far apart that it packs them in one call as the floor does.")
  if several:
    yield (
      "With several threads Descent shares a batch of small products among a team that stays, from "
      f"{LEAST_SHARED:,} multiplications a batch on (W = {math.ceil(LEAST_SHARED / (32 * 794))}): "
      "the first layer by its inputs, the rest by rows. "
      f"Beyond {MOST_SHARED:,} parameters (W = {MOST_SHARED // 794}) the team shares each product’s "
      "tiles instead, and larger products are left to OpenBLAS’ own threads, as in the floor.")
  held = filled(results, 12 * 795)
  if held:
    yield (
      f"Parameters, gradient and moment of RMSprop fill {held}: from there on the update "
      "goes through the next level, in the floor as well.")


def depth(results, rows, several):
  for threads in sorted({row["threads"] for row in rows}):
    first, *_, last = sorted(
      (row for row in rows if row["threads"] == threads), key=lambda row: row["x"])
    ours, floor = (
      (last["seconds"][t]["median"] - first["seconds"][t]["median"]) / (last["x"] - first["x"])
      for t in (OURS, "floor"))
    yield (
      f"With {threads} thread{'s' if threads > 1 else ''} a further layer of 128 takes "
      f"{microseconds(ours)} µs, and {microseconds(floor)} µs in the floor: three products of "
      "32·128·128 = 524,288 multiplications, the update of 16,512 parameters, and only in Descent "
      "the activation, its derivative and the sums of the biases’ gradients.")


def batch(results, rows, several):
  yield (
    "Up to a dozen samples the update of 50,890 parameters, which does not depend on the batch, is "
    "most of a step; each product reads all weights for a few rows. From a hundred on time is "
    "proportional to the batch.")
  if packs_only_large(results):
    limit = SMALL_PRODUCT // (784 * 64)
    yield (
      f"Beyond {limit} samples the floor’s first product has more than a million multiplications, and "
      "OpenBLAS packs its matrices first; Descent multiplies in tiles below that limit. Batches of "
      f"{2 * PIECE} samples and more go through its network in pieces of {PIECE}, which stay in the "
      "second-level cache from the gather to the gradient.")
  if several:
    yield (
      f"Threads share a batch from {LEAST_SHARED:,} multiplications and {LEAST_ROWS} rows for each "
      "on. Below they have nothing to gain: waiting for each other takes more than the work.")
  held = filled(results, 784 * BYTES)
  if held:
    yield (
      f"The samples of a batch fill {held} samples. The floor reads the same batch again and "
      "again; Descent gathers another one for each step from 51 MB in memory.")


def threads(results, rows, several):
  if not several:
    yield "This machine, or what was asked for, has one thread only."
    return
  yield (
    "Twice the threads would take half the time if nothing but the products mattered. A small network "
    "is bound by how fast its threads find each other: a team that stays awake shares its batch, "
    "where the floor leaves each product to OpenBLAS, which keeps small ones on one thread. In "
    "large networks OpenBLAS shares the products, and the update shares memory’s bandwidth.")


def update(results, rows, several):
  least, most = (BYTES * pick(ARRAYS.values()) for pick in (min, max))
  if results["caches"]:
    held = ", ".join(f"{name} {memory(size)}" for name, size in results["caches"])
    yield (
      f"Parameters, gradient and moments take {least} bytes a parameter with SGD, 12 with RMSprop, "
      f"{most} with Adam. The shaded bands begin where Adam’s fill a level of the cache and end where "
      f"SGD’s do ({held}). Behind each of them a parameter comes from the next level, and behind the "
      "last from memory, whose bandwidth is then all that counts.")
  yield (
    "Within a cache a rule is bound by its arithmetic, a root and a division in RMSprop and Adam, and "
    "the loop, which only adds, is not. The fewer numbers there are, the more the call itself counts.")
  if several:
    yield (
      f"Threads that are awake share an update from {AWAKE_COUNT:,} parameters on, and from "
      f"{WOKEN_COUNT:,} on others are woken for it, which below {SLEEPING_COUNT:,} wait awake for the "
      "next; the loop follows the same rule. ")


WORDS = {"width": width, "depth": depth, "batch": batch, "threads": threads, "update": update}
