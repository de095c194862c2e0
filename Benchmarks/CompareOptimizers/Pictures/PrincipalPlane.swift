import Descent

/// The plane through a point in which some ways through a space of many dimensions go farthest.
struct PrincipalPlane<Scalar: RealScalar>: Sendable {
  /// The point that lies at (0, 0).
  let center: [Scalar]
  /// Two directions of length 1 at right angles, one per row.
  let directions: Matrix<Scalar>
  /// The share of the squared distances from the center that lies along each direction.
  let shares: [Double]

  /// Finds the plane from the singular vectors of the differences from the center; nil where there are
  /// none.
  ///
  /// With D = U·Σ·Vᵀ, a row of D for each position, the directions are the first two rows of Vᵀ, and
  /// their shares σₖ²/Σσ². Where there are more coordinates than positions, U and Σ² come from the
  /// smaller D·Dᵀ, and the directions are those of Uᵀ·D.
  ///
  /// - Parameters:
  ///   - positions: The positions of all ways, one per row; all finite.
  ///   - center: The point that lies at (0, 0).
  ///   - start: The position that is to lie to the left, and not above: a direction and its opposite
  ///     would do equally well.
  init?(positions: Matrix<Scalar>, center: [Scalar], start: [Scalar]) {
    guard positions.columns >= 2, positions.rows >= 2 else { return nil }
    let differences = positions.subtracting(row: center)
    guard let found = try? Self.principalRows(of: differences),
      let first = found.rows[0].normalized,
      // On a straight way any direction across it will do.
      let second = found.rows[1].orthogonal(to: first)
        ?? [Double].axis(first.indexOfLeast, of: first.count).orthogonal(to: first)
    else { return nil }
    let offset = zip(start, center).map { Double($0) - Double($1) }
    let oriented = [first, second].map { unit in
      unit.dot(offset) > 0 ? unit.map { -$0 } : unit
    }
    self.center = center
    directions = Matrix(
      rows: 2, columns: center.count, elements: oriented.flatMap { $0.map { Scalar($0) } })
    shares = found.shares
  }

  /// The coordinates in the plane of the points nearest to some positions, a row for each.
  func coordinates(of positions: Matrix<Scalar>) -> [Landscape.Point] {
    let products = positions.subtracting(row: center) * directions.transposed()
    return (0..<products.rows).map { row in
      Landscape.Point(x: Double(products[row, 0]), y: Double(products[row, 1]))
    }
  }

  /// Points of the plane in the space around it, one per row.
  func positions(of points: [Landscape.Point]) -> Matrix<Scalar> {
    let coordinates = Matrix<Scalar>(
      rows: points.count, columns: 2,
      elements: points.flatMap { [Scalar($0.x), Scalar($0.y)] })
    return (coordinates * directions).adding(row: center)
  }

  /// The first two rows of Vᵀ, each times any number but zero, and the share of each.
  private static func principalRows(
    of differences: Matrix<Scalar>
  ) throws -> (rows: [[Double]], shares: [Double])? {
    let isWide = differences.columns > differences.rows
    let values: [Double]
    let rows: Matrix<Scalar>
    if isWide {
      let gram = differences.gramMatrix(ofRows: true)
      // In Double the factorization adds nothing to what rounding left of the products.
      let exact = Matrix<Double>(rows: gram.rows, columns: gram.columns) {
        Double(gram[$0, $1])
      }
      let factors = try exact.svd()
      values = factors.singularValues
      let left = factors.leftVectors
      let leading = Matrix<Scalar>(rows: 2, columns: gram.rows) { Scalar(left[$1, $0]) }
      rows = leading * differences
    } else {
      let factors = try differences.svd()
      values = factors.singularValues.map { Double($0) * Double($0) }
      rows = factors.rightVectorsAdjoint
    }
    let sum = values.reduce(0, +)
    guard sum > 0, sum.isFinite else { return nil }
    return (
      (0..<2).map { row in (0..<rows.columns).map { Double(rows[row, $0]) } },
      values.prefix(2).map { $0 / sum }
    )
  }
}

extension [Double] {
  fileprivate static func axis(_ index: Int, of count: Int) -> [Double] {
    (0..<count).map { $0 == index ? 1 : 0 }
  }

  fileprivate func dot(_ other: [Double]) -> Double {
    zip(self, other).reduce(0) { $0 + $1.0 * $1.1 }
  }

  /// The direction; nil of nothing.
  fileprivate var normalized: [Double]? {
    let length = dot(self).squareRoot()
    return length > 0 && length.isFinite ? map { $0 / length } : nil
  }

  /// The direction of the part that is at right angles to a unit vector; nil where there is none to
  /// speak of.
  fileprivate func orthogonal(to unit: [Double]) -> [Double]? {
    guard var rest = normalized else { return nil }
    // What is left after one subtraction may still lean by the rounding of what was taken away.
    for _ in 0..<2 {
      let along = rest.dot(unit)
      rest = zip(rest, unit).map { $0 - along * $1 }
    }
    return rest.dot(rest) > 1e-6 ? rest.normalized : nil
  }

  fileprivate var indexOfLeast: Int {
    indices.min { self[$0].magnitude < self[$1].magnitude } ?? 0
  }
}
