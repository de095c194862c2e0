/// Finds the outlines of the regions in which a function sampled on a grid is at most a level.
///
/// Every outline is a closed ring, also where the region runs into the edge of the grid, so it can
/// be filled as it is. Rings around holes run the other way than rings around regions.
struct MarchingSquares: Sendable {
  /// A position in units of grid cells, from (0, 0) to (`columns` − 1, `rows` − 1).
  struct GridPoint: Equatable, Sendable {
    /// The column, with its fraction.
    var column: Double

    /// The row, with its fraction.
    var row: Double
  }

  /// The number of samples in a row.
  let columns: Int

  /// The number of samples in a column.
  let rows: Int

  /// The samples with a rim of infinite height, which closes every ring.
  private let samples: [Double]
  private let width: Int
  private let height: Int

  /// Samples a function at every point of a grid; a NaN counts as infinitely high.
  ///
  /// - Precondition: `columns ≥ 2` and `rows ≥ 2`.
  init(columns: Int, rows: Int, value: (_ column: Int, _ row: Int) -> Double) {
    precondition(columns >= 2 && rows >= 2, "a grid of \(columns)×\(rows) has no cell")
    self.columns = columns
    self.rows = rows
    (width, height) = (columns + 2, rows + 2)
    var samples = [Double](repeating: .infinity, count: width * height)
    for row in 0..<rows {
      for column in 0..<columns {
        let sample = value(column, row)
        if !sample.isNaN { samples[(row + 1) * width + column + 1] = sample }
      }
    }
    self.samples = samples
  }

  /// The outlines of the region where the function is at most `level`.
  ///
  /// - Complexity: O(`columns` · `rows`).
  func rings(atMost level: Double) -> [[GridPoint]] {
    var successors = successors(atMost: level)
    var rings: [[GridPoint]] = []
    for first in successors.indices where successors[first] >= 0 {
      var ring: [GridPoint] = []
      var edge = first
      while successors[edge] >= 0 {
        ring.append(crossing(of: edge, at: level))
        let following = successors[edge]
        successors[edge] = -1
        edge = following
      }
      rings.append(ring)
    }
    return rings
  }

  // An edge joins two neighbouring samples. Its number is twice the index of the upper or left
  // sample, plus 1 when it runs downwards.

  /// For each edge that an outline crosses, the edge it crosses next; −1 for the others.
  ///
  /// Walk round a cell clockwise: outlines enter where the walk leaves the region and leave where
  /// it comes back. The cell on the other side of an edge is walked the other way, so there the
  /// same crossing is the opposite, and segments join up into rings.
  private func successors(atMost level: Double) -> [Int] {
    var successors = [Int](repeating: -1, count: 2 * samples.count)
    let isInside = samples.map { $0 <= level }
    for row in 0..<height - 1 {
      var (upper, lower) = (isInside[row * width], isInside[(row + 1) * width])
      for corner in row * width..<(row + 1) * width - 1 {
        let left = (upper: upper, lower: lower)
        (upper, lower) = (isInside[corner + 1], isInside[corner + width + 1])
        // Most cells lie within the region or outside it.
        guard left.upper != left.lower || upper != left.upper || lower != left.upper else {
          continue
        }
        let corners = [corner, corner + 1, corner + width + 1, corner + width]
        let inside = corners.map { isInside[$0] }
        let edges = [2 * corner, 2 * (corner + 1) + 1, 2 * (corner + width), 2 * corner + 1]
        let leaving = (0..<4).filter { inside[$0] && !inside[($0 + 1) % 4] }
        let returning = (0..<4).filter { !inside[$0] && inside[($0 + 1) % 4] }
        // Two opposite corners inside: the height in the middle says whether they are joined.
        let isJoined = corners.reduce(0) { $0 + samples[$1] } / 4 <= level
        for side in leaving {
          let order = isJoined ? [1, 2, 3] : [3, 2, 1]
          guard let next = order.lazy.map({ (side + $0) % 4 }).first(where: returning.contains)
          else { continue }
          successors[edges[side]] = edges[next]
        }
      }
    }
    return successors
  }

  /// Where the level lies on an edge, by linear interpolation.
  private func crossing(of edge: Int, at level: Double) -> GridPoint {
    let first = edge / 2
    let second = edge % 2 == 0 ? first + 1 : first + width
    let (inside, outside) = samples[first] <= level ? (first, second) : (second, first)
    let rise = samples[outside] - samples[inside]
    let fraction = rise.isFinite && rise > 0 ? (level - samples[inside]) / rise : 0
    let (from, to) = (position(of: inside), position(of: outside))
    return GridPoint(
      column: from.column + fraction * (to.column - from.column),
      row: from.row + fraction * (to.row - from.row))
  }

  /// The position of a sample; the rim lies on the edge of the grid, not outside it.
  private func position(of sample: Int) -> GridPoint {
    GridPoint(
      column: Double(min(max(sample % width - 1, 0), columns - 1)),
      row: Double(min(max(sample / width - 1, 0), rows - 1)))
  }
}
