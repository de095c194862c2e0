"""The page of how cost grows: each plot beside the words that explain it, in one file."""

import os
from html import escape

from .growth_plots import plots
from .growth_words import paragraphs
from .machine import memory
from .plot import COMPACT, WIDE, stand_alone, svg
from .plot_style import PAGE

# With more at the start the machine was at work for others.
QUIET_LOAD = 0.7


def page(results, drawings):
  """HTML that needs nothing else: no script, no font, no network."""
  parts = [
    "<!DOCTYPE html>", '<html lang="en">', '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    "<title>How the cost of training grows</title>", f"<style>{PAGE}</style>", "<main>",
    "<h1>How the cost of training grows</h1>",
    '<p class="soft">Solid: Descent, a whole training step through <code>fit</code>. Dashed: the '
    "floor, the least that a naive program does for the same step: one call of OpenBLAS per product "
    "and one update, without data, activations or loss; for updates, a plain loop in C with the same "
    "memory traffic. Both take turns; points are medians and tell their value. The lower part of "
    "each plot is the ratio of the two.</p>"]
  if results["load before"][0] > QUIET_LOAD:
    parts.append(
      f"<p><strong>Other programs were running</strong> (load {results['load before'][0]:.1f} at the "
      "start), so that times are too long and bends may be theirs: most of all with several threads, "
      "which wait for the one that another program has put off.</p>")
  for plot in drawings:
    words = "\n".join(
      f"<p>{text.replace(' = ', '&nbsp;=&nbsp;')}</p>" for text in paragraphs(results, plot))
    parts.append(
      f"<section>\n<h2>{escape(plot.title)}</h2>\n{svg(plot, WIDE)}\n{svg(plot, COMPACT)}\n{words}\n"
      "</section>")
  parts += [f"<footer>{footer(results)}</footer>", "</main>", "</html>"]
  return "\n".join(parts) + "\n"


def footer(results):
  """What was measured, on what."""
  engine, load = results["engine"], results["load before"][0]
  held = ", ".join(f"{name} {memory(size)}" for name, size in results["caches"])
  return escape(
    f"Measured {results['date'][:16].replace('T', ' ')} UTC on {results['processor']}, "
    f"{results['cores']} cores ({held or 'caches unknown'}), load {load:.1f}, {results['system']}; "
    f"{engine['name']} {engine['revision']} on {engine['blas'].split(' NO_')[0].strip()}, "
    f"{engine['core']} kernels. Command: {results['command'].strip()}.")


def write(results, folder):
  """Writes the page and each plot by itself; the paths, the page last."""
  os.makedirs(folder, exist_ok=True)
  drawings = plots(results)
  files = {f"{plot.name}.svg": stand_alone(plot) for plot in drawings}
  files["growth.html"] = page(results, drawings)
  paths = []
  for name, text in files.items():
    paths.append(os.path.join(folder, name))
    with open(paths[-1], "w", encoding="utf-8") as file:
      file.write(text)
  return paths
