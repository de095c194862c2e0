"""The colors of plots, for light ground and dark, and the rules that use them."""

# Those of the report on optimizers: hues of Okabe and Ito, at least 4.5 : 1 on their ground.
COLORS = (
  ("#c2410c", "#ff9457"), ("#0067a8", "#5db7f5"), ("#00795a", "#3fcf9f"), ("#9a3f8f", "#e69fd6"),
  ("#8a6800", "#e3c14a"), ("#4a5568", "#b4bfd0"))


def variables(shade):
  return " ".join(f"--c{n}: {color[shade]};" for n, color in enumerate(COLORS))


SCHEMES = f"""
:root {{ color-scheme: light dark;
  --page: #f6f6f3; --card: #ffffff; --ink: #1c2024; --soft: #565e68; --rule: #dcdcd6;
  --grid: #ecece7; --edge: #b9bdc4; --band: #0067a812; {variables(0)} }}
@media screen and (prefers-color-scheme: dark) {{ :root {{
  --page: #0f1216; --card: #181b22; --ink: #e9ebee; --soft: #a4adb9; --rule: #2c323c;
  --grid: #262b34; --edge: #444c59; --band: #5db7f51c; {variables(1)} }} }}
"""

PLOTS = """
.plot text { font: 13px/1 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue",
  "Noto Sans", "DejaVu Sans", sans-serif; font-variant-numeric: tabular-nums; }
.plot.compact text { font-size: 12px; }
.plot .label { fill: var(--soft); } .plot .axis, .plot .key { fill: var(--ink); }
.plot .note { fill: var(--soft); font-size: 11.5px; paint-order: stroke; stroke: var(--card);
  stroke-width: 4px; }
.plot.compact .note { font-size: 10px; }
.ground { fill: var(--card); } .frame { fill: none; stroke: var(--edge); }
.grid { stroke: var(--grid); } .one { stroke: var(--soft); stroke-dasharray: 2 3; }
.mark { stroke: var(--soft); stroke-width: 1; stroke-dasharray: 1 3; }
.band { fill: var(--band); }
.line { fill: none; stroke-width: 2.2; stroke-linejoin: round; }
.floor { stroke-dasharray: 6 4; stroke-width: 1.7; }
.touch { fill: transparent; } .dot { stroke: var(--card); stroke-width: 1; }
g:hover > .dot { stroke: var(--ink); stroke-width: 2; }
""" + "\n".join(
  f".c{n} {{ stroke: var(--c{n}); }} .f{n} {{ fill: var(--c{n}); }} "
  f".f{n}.hollow {{ fill: var(--card); stroke: var(--c{n}); }}" for n in range(len(COLORS))) + "\n"

STAND_ALONE = SCHEMES + PLOTS

PAGE = SCHEMES + PLOTS + """
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body { margin: 0; background: var(--page); color: var(--ink);
  font: 16px/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans",
  "DejaVu Sans", sans-serif; font-variant-numeric: tabular-nums; }
main { max-width: 860px; margin: 0 auto; padding: 40px 24px 64px; }
h1 { font-size: clamp(1.5rem, 1.1rem + 1.7vw, 2.2rem); line-height: 1.22; margin: 0 0 8px;
  text-wrap: balance; }
h2 { font-size: 1.2rem; line-height: 1.3; margin: 0 0 4px; }
p { margin: 0 0 10px; } .soft, footer { color: var(--soft); font-size: .93rem; }
section { background: var(--card); border: 1px solid var(--rule); border-radius: 12px;
  padding: 22px 24px 12px; margin: 24px 0 0; }
.plot { display: block; width: 100%; height: auto; margin: 12px 0 14px; overflow: visible; }
.plot.compact { display: none; }
footer { margin-top: 28px; overflow-wrap: anywhere; }
code { font-size: .92em; }
@media (max-width: 640px) {
  main { padding: 22px 12px 40px; } section { padding: 16px 12px 6px; }
  .plot.wide { display: none; } .plot.compact { display: block; max-width: 480px; } }
"""
