/// Samples between the samples of a grid, by the cubic of Catmull and Rom along rows and columns.
///
/// A narrow valley that runs between samples is lowest where there is none. Straight lines from
/// sample to sample would leave a string of pearls of it; the cubic finds the bottom.
enum GridRefinement {
  /// A grid with some more samples between each two; a grid that is fine already as it is.
  ///
  /// - Complexity: O(n) in the samples of the result.
  static func refined(_ grid: Landscape.Grid, atLeast columns: Int = 300) -> Landscape.Grid {
    let factor = min(8, (columns + grid.columns - 2) / max(1, grid.columns - 1))
    guard factor > 1, grid.columns > 3, grid.rows > 3 else { return grid }
    let wide = (grid.columns - 1) * factor + 1
    let high = (grid.rows - 1) * factor + 1
    var rows = [Double](repeating: 0, count: grid.rows * wide)
    for row in 0..<grid.rows {
      for column in 0..<wide {
        rows[row * wide + column] = value(at: column, factor: factor, count: grid.columns) {
          grid.heights[row * grid.columns + $0]
        }
      }
    }
    var heights = [Double](repeating: 0, count: high * wide)
    for row in 0..<high {
      for column in 0..<wide {
        heights[row * wide + column] = value(at: row, factor: factor, count: grid.rows) {
          rows[$0 * wide + column]
        }
      }
    }
    return Landscape.Grid(columns: wide, rows: high, heights: heights)
  }

  /// The value at a place between samples, counted in fine steps.
  @inline(__always)
  private static func value(
    at place: Int, factor: Int, count: Int, _ sample: (Int) -> Double
  ) -> Double {
    let (left, rest) = (place / factor, place % factor)
    guard rest > 0 else { return sample(left) }
    let t = Double(rest) / Double(factor)
    let (b, c) = (sample(left), sample(left + 1))
    let (a, d) = (sample(max(0, left - 1)), sample(min(count - 1, left + 2)))
    let cubic =
      b + t / 2
      * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a)))
    guard cubic.isFinite else {
      // Beside a wall of infinite height there is no curve to follow.
      return t < 0.5 ? b : c
    }
    // Only a true valley or ridge goes beyond its samples; beside a step the cubic would swing.
    if cubic < min(b, c), !(a > b && d > c) { return min(b, c) }
    if cubic > max(b, c), !(a < b && d < c) { return max(b, c) }
    return cubic
  }
}
