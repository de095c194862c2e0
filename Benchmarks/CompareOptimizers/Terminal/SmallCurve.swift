import Foundation

/// A curve one line high: in braille, which has two by four dots in each character, or in ASCII.
///
/// The scale is logarithmic where all values are positive, and reaches from the least of them to the
/// greatest.
struct SmallCurve: Sendable {
  /// The values, evenly spaced.
  let values: [Double]

  /// The number of values that would fill the width.
  let fullCount: Int

  /// Draws the curve, padded with spaces to a number of characters.
  func text(width: Int, isUnicode: Bool) -> String {
    let text = isUnicode ? braille(width: width) : ascii(width: width)
    return text + String(repeating: " ", count: max(0, width - text.count))
  }

  /// Dots from the top down, for the left and the right half of a character.
  private static let dots: [[UInt32]] = [[0x01, 0x02, 0x04, 0x40], [0x08, 0x10, 0x20, 0x80]]

  private func braille(width: Int) -> String {
    let heights = heights(columns: 2 * width, levels: 4)
    var cells = [UInt32](repeating: 0, count: (heights.count + 1) / 2)
    for (column, height) in heights.enumerated() {
      let before = column > 0 ? heights[column - 1] : height
      // From just beside the last dot on, so that steep parts stay one line.
      let ends = height < before ? (height, before - 1) : (min(before + 1, height), height)
      for level in ends.0...ends.1 { cells[column / 2] |= Self.dots[column % 2][3 - level] }
    }
    return String(
      String.UnicodeScalarView(cells.map { Unicode.Scalar(0x2800 + $0) ?? " " }))
  }

  private func ascii(width: Int) -> String {
    let levels = Array("_.-'")
    return String(heights(columns: width, levels: levels.count).map { levels[$0] })
  }

  /// For each column that the curve has reached, its height from 0, the lowest, to `levels` − 1.
  func heights(columns: Int, levels: Int) -> [Int] {
    guard !values.isEmpty, columns > 0, fullCount > 0 else { return [] }
    let isLogarithmic = values.allSatisfy { !($0 <= 0) }
    let scaled = values.map { isLogarithmic ? log($0) : $0 }
    let finite = scaled.filter(\.isFinite)
    guard let least = finite.min(), let greatest = finite.max() else { return [] }
    let reached = min(columns, max(1, values.count * columns / fullCount))
    return (0..<reached).map { column in
      // The value in the middle of what the column stands for.
      let place = (2 * column + 1) * fullCount / (2 * columns)
      let value = scaled[min(place, scaled.count - 1)]
      guard value.isFinite else { return value == -.infinity ? 0 : levels - 1 }
      guard greatest > least else { return 0 }
      return min(levels - 1, Int((value - least) / (greatest - least) * Double(levels)))
    }
  }
}
