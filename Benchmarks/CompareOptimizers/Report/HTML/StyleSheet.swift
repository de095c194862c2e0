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
  /// The colours of everything, for light ground and for dark.
  ///
  /// Dark is what a screen or the reader asks for; paper is always light.
  static var colours: StyleSheet {
    let bands = Palette.bands(Palette.bandCount)
    func variables(_ pick: ((light: String, dark: String)) -> String) -> String {
      let series = (Palette.series + [Palette.reference]).enumerated().map {
        "--c\($0): \(pick($1));"
      }
      let bands = bands.enumerated().map { "--b\($0): \(pick($1));" }
      return (series + bands).joined(separator: " ")
    }
    let dark = """
      color-scheme: dark;
      --page: #0f1216; --card: #181b22; --ink: #e9ebee; --soft: #a9b2be; --rule: #2c323c;
      --grid: #262b34; --tick: #727c8a; --edge: #444c59; --level: #a9c4e033;
      --win: #ff9457; --win-soft: #2b1f19; --warn: #f0cd7a; --warn-soft: #2a2415;
      --link: #7cc1f7; --shade: #00000080;
      \(variables { $0.dark })
      """
    return StyleSheet(
      css: """
        :root {
          color-scheme: light;
          --page: #f6f6f3; --card: #ffffff; --ink: #1c2024; --soft: #565e68; --rule: #dcdcd6;
          --grid: #e9e9e4; --tick: #8a919b; --edge: #b9bdc4; --level: #5b6b7e40;
          --win: #c2410c; --win-soft: #fdf1ea; --warn: #7a4b00; --warn-soft: #fdf4dd;
          --link: #0b5cad; --shade: #1c202433;
          \(variables { $0.light })
        }
        @media screen and (prefers-color-scheme: dark) {
        :root:not([data-theme="light"]) { \(dark) }
        }
        @media screen {
        :root[data-theme="dark"] { \(dark) }
        }

        """)
  }
}
