"""Plots as SVG: lines on logarithmic axes, and below them the ratio to a floor.

Plain SVG and no library for drawing: its colors follow the page from light to dark, and every point
tells its value to the pointer.
"""

import math
from html import escape

from .plot_style import COLORS, STAND_ALONE

# For a screen, and for a phone, where a smaller copy of the first would not be legible.
WIDE = {"name": "wide", "width": 760, "top": 300, "bottom": 120, "font": 13}
COMPACT = {"name": "compact", "width": 360, "top": 240, "bottom": 110, "font": 12}
LEFT, RIGHT, GAP = 62, 12, 34


class Series:
  """A line: points (x, y), whether it is a floor, and which color it has in common with others."""

  def __init__(self, name, color, points, is_floor=False):
    self.name, self.color, self.is_floor = name, color, is_floor
    self.points = sorted(points)


class Plot:
  """What one question is answered by."""

  def __init__(self, name, title, x_title, y_title, series, ratio_title, ticks=None, bands=(),
      marks=(), unit=""):
    """`ticks` are the labelled values of x, else powers of ten; `bands` are (low, high, label) and
    `marks` (x, label); `unit` follows a value of x in what a point says."""
    self.name, self.title, self.x_title, self.y_title = name, title, x_title, y_title
    self.series, self.ratio_title, self.ticks = series, ratio_title, ticks
    self.bands, self.marks, self.unit = bands, marks, unit

  def ratios(self):
    """The lines of the lower panel: each over its floor, the series of the same color."""
    for line in self.series:
      floor = next((s for s in self.series if s.is_floor and s.color == line.color), None)
      if floor and not line.is_floor:
        below = dict(floor.points)
        yield Series(
          line.name, line.color, [(x, y / below[x]) for x, y in line.points if below.get(x)])


class LogAxis:
  """Equal distances are equal ratios."""

  def __init__(self, lower, upper, start, end):
    if not 0 < lower <= upper < math.inf:
      raise ValueError(f"no logarithmic axis runs from {lower} to {upper}")
    if upper / lower < 1.01:
      lower, upper = lower / 2, upper * 2
    self.lower, self.upper, self.start, self.end = lower, upper, start, end

  def at(self, value):
    share = math.log(value / self.lower) / math.log(self.upper / self.lower)
    return self.start + share * (self.end - self.start)

  def ticks(self):
    """(value, whether it is labelled): several of each decade where these are few."""
    decades = math.log10(self.upper / self.lower)
    labelled = (1, 2, 3, 5, 7) if decades < 1 else (1, 2, 5) if decades < 2.5 else (1,)
    for exponent in range(math.floor(math.log10(self.lower)), math.ceil(math.log10(self.upper)) + 1):
      for lead in range(1, 10):
        value = lead * 10.0 ** exponent
        if self.lower * (1 - 1e-9) <= value <= self.upper * (1 + 1e-9):
          yield value, lead in labelled


def seconds(value):
  """A time with the unit that suits it."""
  for unit, size in (("s", 1), ("ms", 1e-3), ("µs", 1e-6)):
    if value >= size:
      return f"{value / size:.3g} {unit}"
  return f"{value * 1e9:.3g} ns"


def count(value):
  """1,000,000 as 10⁶, and what is short as it is."""
  exponent = round(math.log10(value))
  if value >= 1e5 and abs(value / 10.0 ** exponent - 1) < 1e-9:
    return "10" + "".join("⁰¹²³⁴⁵⁶⁷⁸⁹"[int(d)] for d in str(exponent))
  return f"{value:,.0f}"


def tag(name, text=None, **attributes):
  words = "".join(
    f' {k.rstrip("_").replace("_", "-")}="{escape(f"{v:.1f}" if isinstance(v, float) else str(v))}"'
    for k, v in attributes.items())
  return f"<{name}{words}/>" if text is None else f"<{name}{words}>{text}</{name}>"


def text(words, x, y, anchor="start", class_="label"):
  return tag("text", escape(words), x=float(x), y=float(y), text_anchor=anchor, class_=class_)


def width_of(words, size):
  """About how wide a text is; rather too much than too little."""
  return len(words) * size["font"] * 0.58


def legend(series, size):
  """The names of the lines in rows above the plot, and how high these are."""
  parts, x, y = [], 4, size["font"] + 2
  for line in series:
    needed = 30 + width_of(line.name, size) + 14
    if x > 4 and x + needed > size["width"]:
      x, y = 4, y + size["font"] + 8
    parts.append(tag(
      "line", x1=x, x2=x + 24, y1=float(y - 4), y2=float(y - 4), class_=line_class(line)))
    parts.append(text(line.name, x + 30, y, class_="key"))
    x += needed
  return parts, y + 12


def line_class(line):
  return f"line c{line.color % len(COLORS)}" + (" floor" if line.is_floor else "")


def curve(line, across, up, words):
  """A line with its points, each of which says its value."""
  places = [(across.at(x), up.at(y)) for x, y in line.points]
  yield tag(
    "polyline", points=" ".join(f"{x:.1f},{y:.1f}" for x, y in places), class_=line_class(line))
  kind = f"f{line.color % len(COLORS)}" + (" hollow" if line.is_floor else "")
  for (x, y), point in zip(places, line.points):
    yield tag(
      "g", tag("title", escape(words(line, *point)))
      + tag("circle", cx=x, cy=y, r=9, class_="touch")
      + tag("circle", cx=x, cy=y, r=2.4 if line.is_floor else 3.2, class_="dot " + kind))


def vertical(plot, across, top, bottom, size, labelled):
  """Ticks of x, and the bands and marks that explain a plot."""
  for number, (low, high, label) in enumerate(plot.bands):
    low, high = max(low, across.lower), min(high, across.upper)
    if low < high:
      x, end = across.at(low), across.at(high)
      yield tag("rect", x=x, y=float(top), width=end - x, height=float(bottom - top), class_="band")
      if labelled:
        yield text(label, (x + end) / 2, top + size["font"] + 2, "middle", "note")
  for number, (value, label) in enumerate(plot.marks):
    if across.lower < value < across.upper:
      x = across.at(value)
      yield tag("line", x1=x, x2=x, y1=float(top), y2=float(bottom), class_="mark")
      if labelled:
        near_end = x + width_of(label, size) + 8 > across.end
        y = top + (size["font"] + 3) * (number % 3 + (2 if plot.bands else 1))
        yield text(label, x - 5 if near_end else x + 5, y, "end" if near_end else "start", "note")
  ticks = [(value, True) for value in plot.ticks] if plot.ticks else list(across.ticks())
  last = -math.inf
  for value, is_labelled in ticks:
    x, words = across.at(value), count(value)
    yield tag("line", x1=x, x2=x, y1=float(top), y2=float(bottom), class_="grid")
    half = width_of(words, size) / 2
    if not labelled and is_labelled and x - half > last + 4:
      yield text(words, x, bottom + size["font"] + 6, "middle")
      last = x + half


def panel(lines, plot, size, up, title, across, top, words, ticks, is_upper):
  bottom = up.start
  yield tag(
    "rect", x=float(LEFT), y=float(top), width=float(size["width"] - LEFT - RIGHT),
    height=float(bottom - top), class_="frame")
  yield from vertical(plot, across, top, bottom, size, is_upper)
  for value, label in ticks:
    y = up.at(value)
    yield tag("line", x1=float(LEFT), x2=float(size["width"] - RIGHT), y1=y, y2=y, class_="grid")
    if label:
      yield text(label, LEFT - 7, y + size["font"] * 0.36, "end")
  yield text(title, LEFT, top - 8, class_="axis")
  for line in lines:
    yield from curve(line, across, up, words)


def svg(plot, size):
  """The drawing, laid out for a size, without its colors."""
  keys, y = legend(plot.series, size)
  xs = [x for line in plot.series for x, _ in line.points]
  ys = [y for line in plot.series for _, y in line.points]
  across = LogAxis(min(xs), max(xs), LEFT + 10, size["width"] - RIGHT - 10)
  top = y + size["font"] + 10
  up = LogAxis(min(ys) / 1.25, max(ys) * (2 if plot.marks or plot.bands else 1.25),
    top + size["top"], top)
  parts = keys + list(panel(
    plot.series, plot, size, up, plot.y_title, across, top,
    lambda line, x, y: f"{line.name}: {seconds(y)} at {x:,.0f}{plot.unit}",
    [(v, seconds(v) if shown else "") for v, shown in up.ticks()], True))
  low = up.start + GAP
  ratios = list(plot.ratios())
  values = [1.0] + [y for line in ratios for _, y in line.points]
  beside = LogAxis(min(values) / 1.08, max(values) * 1.08, low + size["bottom"], low)
  steps = [v for v in (0.2, 0.25, 0.33, 0.5, 0.6, 0.7, 0.8, 0.9, 1, 1.1, 1.25, 1.5, 2, 3, 5, 10, 20)
    if beside.lower <= v <= beside.upper]
  kept = []
  for value in [1] + sorted(steps, key=lambda v: abs(math.log(v))):
    if all(abs(beside.at(value) - beside.at(other)) > size["font"] + 4 for other in kept):
      kept.append(value)
  parts += panel(
    ratios, plot, size, beside, plot.ratio_title, across, low,
    lambda line, x, y: f"{line.name}: {y:.2f} times the floor at {x:,.0f}{plot.unit}",
    [(v, f"{v:g}×") for v in kept], False)
  parts.append(tag(
    "line", x1=float(LEFT), x2=float(size["width"] - RIGHT), y1=beside.at(1), y2=beside.at(1),
    class_="one"))
  bottom = beside.start + 2 * size["font"] + 14
  parts.append(text(plot.x_title, (LEFT + size["width"]) / 2, bottom, "middle", "axis"))
  height = bottom + 8
  return tag(
    "svg", "\n" + "\n".join(parts) + "\n", viewBox=f"0 0 {size['width']} {height:.0f}",
    xmlns="http://www.w3.org/2000/svg", class_=f"plot {size['name']}", role="img",
    aria_label=plot.title)


def stand_alone(plot):
  """A drawing that needs no page around it."""
  drawing = svg(plot, WIDE)
  start = drawing.index(">") + 1
  ground = tag("rect", width="100%", height="100%", class_="ground")
  heading = tag("title", escape(plot.title))
  return drawing[:start] + heading + tag("style", STAND_ALONE) + ground + drawing[start:] + "\n"
