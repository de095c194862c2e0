"""How cost grows: python3 -m unittest discover Benchmarks/Peers"""

import os
import re
import tempfile
import unittest
import xml.etree.ElementTree as ElementTree

from harness import growth_page, growth_plots, growth_rows, growth_table, machine, plot

SVG = "{http://www.w3.org/2000/svg}"


def row(question, operation, size, x, threads, ours, floor):
  return {
    "question": question, "operation": operation, "size": size, "x": x, "threads": threads,
    "rounds": 5, "seconds": {"Descent": {"median": ours}, "floor": {"median": floor}}}


def results(rows, core="SkylakeX"):
  return {
    "date": "2026-11-21T12:00:00+00:00", "processor": "A <fast> one", "cores": 2, "system": "Linux",
    "caches": [("L1", 32 << 10), ("L2", 1 << 20)], "command": "growth --quick",
    "load before": [0.5, 0, 0], "rows": rows,
    "engine": {"name": "Descent", "revision": "abc", "blas": "OpenBLAS 1 NO_X", "core": core}}


def every_question():
  return results([
    row(case.question, case.operation, case.size, case.x or threads, threads, 3e-6 / threads, 2e-6)
    for threads in (1, 2) for question in growth_rows.QUESTIONS
    for case in growth_rows.cases(question, is_quick=True)])


class Axis(unittest.TestCase):
  def test_equal_ratios_are_equal_distances(self):
    axis = plot.LogAxis(1, 1000, 300, 0)
    for value, place in ((1, 300), (10, 200), (100, 100), (1000, 0)):
      self.assertAlmostEqual(axis.at(value), place)

  def test_ticks_are_labelled_as_there_is_room(self):
    def labelled(lower, upper):
      return [round(v) for v, shown in plot.LogAxis(lower, upper, 0, 1).ticks() if shown]

    self.assertEqual(labelled(20, 90), [20, 30, 50, 70])
    self.assertEqual(labelled(1, 100), [1, 2, 5, 10, 20, 50, 100])
    self.assertEqual(labelled(1, 10_000), [1, 10, 100, 1000, 10_000])
    self.assertEqual(len(list(plot.LogAxis(1, 10, 0, 1).ticks())), 10)

  def test_one_value_has_an_axis_and_none_below_zero_has(self):
    self.assertAlmostEqual(plot.LogAxis(5, 5, 0, 100).at(5), 50)
    for lower in (0, -1, float("nan")):
      with self.assertRaises(ValueError):
        plot.LogAxis(lower, 5, 0, 1)

  def test_numbers_are_short(self):
    self.assertEqual(
      [plot.seconds(v) for v in (2.5, 0.0125, 42e-6, 1e-6, 0.21e-9)],
      ["2.5 s", "12.5 ms", "42 µs", "1 µs", "0.21 ns"])
    self.assertEqual([plot.count(v) for v in (1, 4096, 1e5, 1e8)], ["1", "4,096", "10⁵", "10⁸"])


class Drawing(unittest.TestCase):
  def drawn(self, size=plot.WIDE):
    lines = [
      plot.Series("ours", 0, [(10, 3e-6), (1, 1e-6)]),
      plot.Series("least", 0, [(1, 2e-6), (10, 2e-6)], is_floor=True)]
    drawing = plot.Plot("name", "Title", "x", "y", lines, "ratio", marks=[(3, "a < b")])
    return ElementTree.fromstring(plot.svg(drawing, size))

  def test_points_lie_where_their_values_are(self):
    lines = [
      [tuple(map(float, p.split(","))) for p in line.get("points").split()]
      for line in self.drawn().iter(SVG + "polyline")]
    ours, floor, ratio = lines
    self.assertLess(ours[0][0], ours[1][0], "the lesser x is on the left")
    self.assertGreater(ours[0][1], ours[1][1], "the longer time is above")
    self.assertEqual(floor[0][1], floor[1][1])
    # 1, 2 and 3 µs on a logarithmic axis.
    self.assertAlmostEqual((ours[0][1] - floor[0][1]) / (ours[0][1] - ours[1][1]), 0.631, delta=0.01)
    self.assertGreater(min(y for _, y in ratio), max(y for _, y in ours), "the ratio is below")

  def test_points_tell_their_values_and_ratios(self):
    told = [title.text for title in self.drawn().iter(SVG + "title")]
    self.assertEqual(told, [
      "ours: 1 µs at 1", "ours: 3 µs at 10", "least: 2 µs at 1", "least: 2 µs at 10",
      "ours: 0.50 times the floor at 1", "ours: 1.50 times the floor at 10"])

  def test_both_layouts_stay_within_their_width(self):
    for size in (plot.WIDE, plot.COMPACT):
      for circle in self.drawn(size).iter(SVG + "circle"):
        self.assertTrue(plot.LEFT < float(circle.get("cx")) < size["width"] - plot.RIGHT)

  def test_a_point_without_a_floor_has_no_ratio(self):
    lines = [
      plot.Series("ours", 0, [(1, 4.0), (2, 6.0)]),
      plot.Series("least", 0, [(2, 3.0)], is_floor=True), plot.Series("alone", 1, [(1, 1.0)])]
    ratios = list(plot.Plot("n", "t", "x", "y", lines, "r").ratios())
    self.assertEqual([(line.name, line.points) for line in ratios], [("ours", [(2, 2.0)])])


class Page(unittest.TestCase):
  def test_a_folder_has_the_page_and_each_plot(self):
    with tempfile.TemporaryDirectory() as folder:
      names = [os.path.basename(path) for path in growth_page.write(every_question(), folder)]
      self.assertEqual(names, [
        "width.svg", "depth.svg", "batch.svg", "threads.svg", "update-1.svg", "update-2.svg",
        "growth.html"])
      for name in names[:-1]:
        root = ElementTree.parse(os.path.join(folder, name)).getroot()
        self.assertIn("prefers-color-scheme: dark", root.find(SVG + "style").text)

  def test_the_page_needs_nothing_else(self):
    found = every_question()
    text = growth_page.page(found, growth_plots.plots(found))
    self.assertNotRegex(text, r"<script|<link|@import|url\(|src=")
    self.assertEqual(set(re.findall(r"https?://[^\"' ]*", text)), {"http://www.w3.org/2000/svg"})
    self.assertIn("A &lt;fast&gt; one", text)
    self.assertIn("L1 32 KiB, L2 1 MiB", text)
    self.assertEqual(text.count("<svg"), 2 * text.count("<section>"))

  def test_a_busy_machine_is_told_of(self):
    for load, told in ((0.5, False), (3.5, True)):
      found = {**every_question(), "load before": [load, 0, 0]}
      text = growth_page.page(found, growth_plots.plots(found))
      self.assertEqual("Other programs were running" in text, told)

  def test_what_was_not_asked_is_not_drawn(self):
    rows = [row("depth", "train-784x128x10", 32, d, 1, d * 2e-6, d * 1e-6) for d in (1, 2, 3)]
    drawings = growth_plots.plots(results(rows))
    self.assertEqual([drawing.name for drawing in drawings], ["depth"])
    text = growth_page.page(results(rows), drawings)
    self.assertIn("further layer of 128 takes 2.00 µs, and 1.00 µs in the floor", text)
    self.assertIn("A step with 1 thread takes 2.00 (depth 1) times its floor", text)

  def test_words_about_packing_are_for_processors_that_have_it(self):
    rows = [row("width", f"train-784x{w}x10", 32, w, 1, w * 1e-6, w * 1e-6) for w in (8, 64, 512)]
    for core, there in (("SkylakeX", True), ("Haswell", False)):
      found = results(rows, core)
      text = growth_page.page(found, growth_plots.plots(found))
      self.assertEqual("W&nbsp;=&nbsp;39" in text and "floor packs" in text, there)

  def test_an_update_is_told_per_parameter(self):
    rows = [row("update", "update-adam", n, n, 1, n * 3e-10, n * 2e-10) for n in (1000, 50_000)]
    (drawing,) = growth_plots.plots(results(rows))
    self.assertEqual([line.name for line in drawing.series], ["Adam", "loop, Adam"])
    for _, y in drawing.series[0].points:
      self.assertAlmostEqual(y, 3e-10)
    # Adam's 16 bytes a parameter fill 32 KiB first; it is the only rule here.
    self.assertEqual(drawing.bands[0], (2048, 2048, "L1"))


class Rows(unittest.TestCase):
  def test_threads_go_up_to_all(self):
    self.assertEqual(growth_rows.thread_counts(1), [1])
    self.assertEqual(growth_rows.thread_counts(2), [1, 2])
    self.assertEqual(growth_rows.thread_counts(10), [1, 2, 3, 4, 6, 8, 10])

  def test_networks_are_named_by_their_widths(self):
    named = {q: growth_rows.cases(q)[-1].operation for q in growth_rows.QUESTIONS}
    self.assertEqual(named, {
      "width": "train-784x4096x10", "depth": "train-784x" + 8 * "128x" + "10",
      "batch": "train-784x64x10", "threads": "train-784x2048x2048x10", "update": "update-adam"})

  def test_what_memory_does_not_hold_is_left_out(self):
    available = machine.available_bytes
    try:
      machine.available_bytes = lambda: 1 << 30
      large, small = (
        growth_rows.Case("update", "update-sgd", n, n) for n in (100_000_000, 1_000_000))
      self.assertFalse(growth_rows.fits(large))
      self.assertTrue(growth_rows.fits(small))
    finally:
      machine.available_bytes = available

  def test_caches_are_those_that_hold_data(self):
    with tempfile.TemporaryDirectory() as folder:
      for index, (level, kind, size) in enumerate((
        ("2", "Unified", "1024K"), ("1", "Instruction", "64K"), ("1", "Data", "32K"),
        ("3", "Unified", "32M"))):
        entry = os.path.join(folder, f"index{index}")
        os.mkdir(entry)
        for name, text in (("level", level), ("type", kind), ("size", size)):
          with open(os.path.join(entry, name), "w") as file:
            file.write(text + "\n")
      self.assertEqual(
        machine.caches(folder), [("L1", 32 << 10), ("L2", 1 << 20), ("L3", 32 << 20)])


class Table(unittest.TestCase):
  def test_each_question_has_its_lines(self):
    lines = list(growth_table.lines(results([
      row("width", "train-784x8x10", 32, 8, 1, 30e-6, 20e-6),
      row("width", "train-784x64x10", 32, 64, 1, 60e-6, 40e-6),
      row("width", "train-784x8x10", 32, 8, 2, 15e-6, 30e-6),
      row("update", "update-sgd", 2_000, 2_000, 1, 400e-9, 200e-9)])))
    told = [line.split() for line in lines]
    self.assertIn(["8", "30", "20", "1.50", "15", "30", "0.50"], told)
    self.assertIn(["64", "60", "40", "1.50", "-", "-", "-"], told)
    # 200 picoseconds a parameter.
    self.assertIn(["2,000", "0.200", "0.100", "2.00"], told)


if __name__ == "__main__":
  unittest.main()
