/// A bar of a number of characters that shows a part of a whole.
struct ProgressBar: Sendable {
  /// The part, from 0 to 1.
  let fraction: Double

  /// The number of characters.
  let width: Int

  /// How what is done looks.
  var style = Terminal.Style.bold

  /// The bar as a terminal shows it.
  func text(for terminal: Terminal) -> String {
    let halves = Int((min(max(fraction, 0), 1) * Double(2 * width)).rounded(.down))
    // ASCII knows no half characters.
    let hasHalf = terminal.isUnicode && halves % 2 == 1
    let done = String(repeating: terminal.isUnicode ? "━" : "=", count: halves / 2)
    let open = String(
      repeating: terminal.isUnicode ? "─" : ".", count: width - halves / 2 - (hasHalf ? 1 : 0))
    return terminal.styled(done + (hasHalf ? "╸" : ""), style) + terminal.dim(open)
  }
}
