/// Rules for how a page or a drawing looks.
struct StyleSheet: Sendable {
  /// The rules, ending with a line feed.
  var css: String

  /// One sheet after the other.
  static func + (first: StyleSheet, second: StyleSheet) -> StyleSheet {
    StyleSheet(css: first.css + second.css)
  }
}

extension StyleSheet {
  /// The colours of everything, for light ground and, on a screen that asks for it, for dark;
  /// with as many for bands as the contour picture has.
  static func colours(bandCount: Int) -> StyleSheet {
    let bands = Palette.bands(bandCount)
    func variables(_ pick: ((light: String, dark: String)) -> String) -> String {
      let series = Palette.series.enumerated().map { "--c\($0): \(pick($1));" }
      let bands = bands.enumerated().map { "--b\($0): \(pick($1));" }
      return (series + bands).joined(separator: " ")
    }
    return StyleSheet(
      css: """
        :root {
          color-scheme: light dark;
          --page: #f6f6f3; --card: #ffffff; --ink: #1c2024; --soft: #565e68; --rule: #dcdcd6;
          --grid: #e9e9e4; --tick: #8a919b; --edge: #b9bdc4; --level: #5b6b7e40;
          --win: #c2410c; --win-soft: #fdf1ea; --warn: #7a4b00; --warn-soft: #fdf4dd;
          \(variables { $0.light })
        }
        @media screen and (prefers-color-scheme: dark) {
          :root {
            --page: #0f1216; --card: #181b22; --ink: #e9ebee; --soft: #a4adb9; --rule: #2c323c;
            --grid: #262b34; --tick: #727c8a; --edge: #444c59; --level: #a9c4e033;
            --win: #ff9457; --win-soft: #2b1f19; --warn: #f0cd7a; --warn-soft: #2a2415;
            \(variables { $0.dark })
          }
        }

        """)
  }

  /// The look of charts, by the classes that they use.
  static func charts(bandCount: Int) -> StyleSheet {
    let series = Palette.series.indices.map { index in
      ".c\(index) { stroke: var(--c\(index)); } .f\(index) { fill: var(--c\(index)); }"
    }
    let dashes = Palette.dashes.enumerated().map { index, dash in
      ".d\(index) { stroke-dasharray: \(dash); }"
    }
    let bands = (0..<bandCount).map { ".b\($0) { fill: var(--b\($0)); }" }
    return StyleSheet(
      css: """
        .chart text { font: 13px/1 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue",
          "Noto Sans", "DejaVu Sans", sans-serif; font-variant-numeric: tabular-nums; }
        .chart.full text { font-size: 14px; }
        .chart .label { fill: var(--soft); }
        .chart .axis-title, .chart .key { fill: var(--ink); }
        .chart .landmark { fill: var(--ink); font-weight: 600; paint-order: stroke;
          stroke: var(--card); stroke-width: 4px; stroke-linejoin: round; }
        .ground { fill: var(--card); }
        .frame { fill: none; stroke: var(--edge); }
        .grid, .minor { stroke: var(--grid); } .minor { stroke-opacity: .55; }
        .tick { stroke: var(--tick); }
        .strip { fill: var(--grid); fill-opacity: .6; }
        .line { fill: none; stroke-width: 2.2; stroke-linejoin: round; stroke-linecap: butt; }
        .area { fill-opacity: .16; }
        .mark { stroke: var(--card); stroke-width: 1; }
        .ring { fill: none; stroke-width: 1.6; }
        .stroke { fill: none; stroke-width: 2; stroke-linecap: round; }
        .level { stroke: var(--level); stroke-width: .8; stroke-linejoin: round; fill-rule: evenodd; }
        .halo { fill: none; stroke: var(--card); stroke-width: 5; stroke-opacity: .75;
          stroke-linejoin: round; }
        .step { stroke: var(--card); stroke-width: 1.6; paint-order: stroke; }
        .compact .line { stroke-width: 1.7; } .compact .halo { stroke-width: 3.5; }
        .compact .step { stroke-width: 1; }
        .start { fill: none; stroke: var(--ink); stroke-width: 2; }
        .minimum { fill: var(--ink); stroke: var(--card); stroke-width: 1.5; paint-order: stroke; }
        \((series + dashes + bands).joined(separator: "\n"))

        """)
  }
}
