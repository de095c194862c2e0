import LinearAlgebra
import Testing

/// Views with steps in both directions, against the same rows and columns gathered.
@Suite struct MatrixViewStridesTests {
  /// All shapes from 0×0 up, so that single rows and columns and none come with every step.
  private static let cases = (0...5).flatMap { rows in
    (0...5).flatMap { columns in
      (1...3).flatMap { step in (1...3).map { (rows, columns, step, $0) } }
    }
  }

  private func numbered<Scalar: MatrixScalar>(_ rows: Int, _ columns: Int) -> Matrix<Scalar> {
    Matrix(
      rows: rows, columns: columns,
      elements: (0..<rows * columns).map { Scalar(exactly: $0 + 1) ?? 0 })
  }

  @Test func everyRowAndColumnEqualThoseGathered() {
    func check<Scalar: MatrixScalar>(_ type: Scalar.Type) {
      for (rows, columns, rowStep, columnStep) in Self.cases {
        let a: Matrix<Scalar> = numbered(rows, columns)
        let expected = a.rows(at: Array(stride(from: 0, to: rows, by: rowStep)))
          .columns(at: Array(stride(from: 0, to: columns, by: columnStep)))
        let view = a.view.everyRow(by: rowStep).everyColumn(by: columnStep)
        let other = a.view.transposed.everyRow(by: columnStep).everyColumn(by: rowStep)
        #expect(Matrix(view) == expected && Matrix(other.transposed) == expected)
        #expect(Matrix(view.transposed) == expected.transposed())
        #expect(view == expected.view && other.transposed == expected.view)
        #expect(view.map { $0 } == expected && view.sum() == expected.sum())
        #expect(other.sum() == expected.transposed().sum())
        #expect(view.reduce(0) { $0 + $1 } == expected.sum())
        #expect(view.reduce([]) { $0 + [$1] } == Array(expected))
        #expect(view.description == expected.description && view.count == expected.count)
      }
    }
    check(Float.self)
    check(Complex<Double>.self)
  }

  @Test func partsOfStridedViewsAreRight() {
    let a: Matrix<Double> = numbered(7, 8)
    let view = a.view.everyRow(by: 3).everyColumn(by: 2)
    #expect(Matrix(view) == [[1, 3, 5, 7], [25, 27, 29, 31], [49, 51, 53, 55]])
    #expect(Matrix(view.block(rows: 1..., columns: 1...2)) == [[27, 29], [51, 53]])
    #expect(Matrix(view.row(2)) == [[49, 51, 53, 55]] && view[1, 3] == 31)
    #expect(Matrix(view.transposed.column(1)) == [[25], [27], [29], [31]])
    #expect(Matrix(view.everyColumn(by: 3).everyRow(by: 2)) == [[1, 7], [49, 55]])
    let second = a.view.block(rows: 0..., columns: 1...).everyColumn(by: 2)
    #expect(Matrix(second) == a.columns(at: [1, 3, 5, 7]))
    #expect(Matrix(a.view.everyColumn(by: .max)) == a[columns: 0...0])
  }

  /// Small whole numbers: products are exact, copied first or not.
  @Test func productsEqualThoseOfCopies() {
    func check<Scalar: MatrixScalar>(_ type: Scalar.Type) {
      for (rows, inner, step, otherStep) in Self.cases {
        let a: Matrix<Scalar> = numbered(rows, inner), b: Matrix<Scalar> = numbered(2 * inner, 7)
        let left = a.view.everyRow(by: step).everyColumn(by: otherStep)
        let right = b.view.everyColumn(by: step).block(rows: 0..<left.columns, columns: 0...)
        let expected = Matrix(left) * Matrix(right)
        #expect(left.multiplied(by: right) == expected)
        #expect(
          right.transposed.multiplied(by: left.transposed) == expected.transposed(),
          "\(rows)×\(inner) by \(step), \(otherStep)")
      }
    }
    check(Float.self)
    check(Double.self)
    check(Complex<Float>.self)
    check(Complex<Double>.self)
  }

  @Test func viewsAreCompared() {
    let a: Matrix<Double> = [[1, 2, 3], [4, 5, 6]]
    let every = a.view.everyColumn(by: 2)
    let same: Matrix<Double> = [[1, 3], [4, 6]], near: Matrix<Double> = [[1, 3], [4, 6 + 1e-9]]
    #expect(every == same.view && every != near.view && !(every != same.view))
    // `#expect` wants to keep what it compares, which a view does not allow.
    let isNear = every.isApproximatelyEqual(to: near.view)
    let isNearer = every.isApproximatelyEqual(to: near.view, relativeTolerance: 1e-12)
    let isWithin = every.isApproximatelyEqual(
      to: near.view, absoluteTolerance: 1e-8, relativeTolerance: 0)
    #expect(isNear && !isNearer && isWithin)
    // Of the same elements, but not of the same shape; and NaN is not itself.
    #expect(every != Matrix<Double>([[1, 3, 4, 6]]).view && a.view != every)
    let nan: Matrix<Double> = [[.nan]]
    let isNaN = nan.view.isApproximatelyEqual(to: nan.view)
    #expect(nan.view != nan.view && !isNaN)
  }

  @Test func closuresMayChangeTheTypeAndThrow() {
    struct Refusal: Error {}
    let a: Matrix<Double> = [[1, 2, 3], [4, 5, 6]]
    let wholes: Matrix<Float> = a.view.transposed.everyRow(by: 2).map { Float($0) / 2 }
    #expect(wholes == [[0.5, 2], [1.5, 3]])
    #expect(throws: Refusal.self) {
      _ = try a.view.map { (x: Double) throws(Refusal) -> Double in
        if x > 4 { throw Refusal() }
        return x
      }
    }
    #expect(a.view.everyColumn(by: 2).reduce(-.infinity) { max($0, $1) } == 6)
  }
}
