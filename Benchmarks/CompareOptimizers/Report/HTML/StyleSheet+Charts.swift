extension StyleSheet {
  /// The look of charts, by the classes that they use.
  static var charts: StyleSheet {
    let series = (0...Palette.series.count).map { index in
      ".c\(index) { stroke: var(--c\(index)); } .f\(index) { fill: var(--c\(index)); }"
    }
    let dashes = Palette.dashes.enumerated().map { index, dash in
      ".d\(index) { stroke-dasharray: \(dash); }"
    }
    let bands = (0..<Palette.bandCount).map { ".b\($0) { fill: var(--b\($0)); }" }
    return StyleSheet(
      css: """
        .chart text { font: 13px/1 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue",
          "Noto Sans", "DejaVu Sans", sans-serif; font-variant-numeric: tabular-nums; }
        .chart.alone text { font-size: 14px; }
        .chart .label { fill: var(--soft); }
        .chart .axis-title, .chart .key { fill: var(--ink); }
        .chart text.heading { fill: var(--ink); font-weight: 650; }
        .chart .landmark { fill: var(--ink); font-weight: 600; paint-order: stroke;
          stroke: var(--card); stroke-width: 4px; stroke-linejoin: round; }
        .chart .goal-label { fill: var(--soft); paint-order: stroke; stroke: var(--card);
          stroke-width: 4px; stroke-linejoin: round; }
        .chart .over { paint-order: stroke; stroke: var(--card); stroke-width: 4px;
          stroke-linejoin: round; }
        .ground { fill: var(--card); }
        .line, .grid, .minor, .tick, .frame, .goal, .zero, .ring, .interval, .halo
          { vector-effect: non-scaling-stroke; }
        .frame { fill: none; stroke: var(--edge); }
        .grid, .minor { stroke: var(--grid); } .minor { stroke-opacity: .55; }
        .tick { stroke: var(--tick); }
        .goal { stroke: var(--soft); stroke-dasharray: 2 3; stroke-width: 1.4; }
        .zero { stroke: var(--tick); stroke-width: 1.6; }
        .strip { fill: var(--grid); fill-opacity: .6; }
        .line { fill: none; stroke-width: 2.1; stroke-linejoin: round; stroke-linecap: butt; }
        .area { fill-opacity: .16; } .area.faint { fill-opacity: .07; }
        .mark { stroke: var(--card); stroke-width: 1; }
        .ring { fill: none; stroke-width: 1.7; } .ring.edge { stroke-dasharray: 3 2.5; }
        .stroke { fill: none; stroke-width: 1.8; stroke-linecap: round; }
        .track { stroke: var(--grid); stroke-width: 8; stroke-linecap: round; }
        .bar { rx: 3px; }
        .chosen { fill: var(--card); stroke: var(--ink); stroke-width: 1.6; }
        .interval { stroke-width: 2; }
        .hollow { fill: var(--card); stroke-width: 2; }
        .level { stroke: var(--level); stroke-width: .6; stroke-linejoin: round; fill-rule: evenodd; }
        .way { fill: none; } .line.way { stroke-width: 1.8; }
        .halo { fill: none; stroke: var(--card); stroke-width: 4; stroke-opacity: .7;
          stroke-linejoin: round; }
        .dot { stroke: var(--card); stroke-width: .7; }
        .head { stroke: var(--card); stroke-width: 1.4; } .gone { stroke: var(--card); }
        .start { fill: none; stroke: var(--ink); stroke-width: 1.8; }
        .minimum { fill: var(--ink); stroke: var(--card); stroke-width: 1.5; paint-order: stroke; }
        \((series + dashes + bands).joined(separator: "\n"))

        """)
  }
}
