import LinearAlgebra
import TestSupport
import Testing

@Suite struct MatrixChainProductTests {
  /// Whole numbers: every order of the products gives the same.
  @Test func isTheProductFromLeftToRight() {
    func check<Scalar: TestScalar>(_ lengths: [Int], _ type: Scalar.Type) {
      var noise = NoiseGenerator(seed: UInt64(lengths.count))
      let factors = zip(lengths, lengths.dropFirst()).map { rows, columns in
        Matrix<Scalar>(
          rows: rows, columns: columns,
          elements: (noise.wholeNumbers(rows * columns) as [Double]).map { Scalar(parts: $0, 1) })
      }
      let expected = factors.dropFirst().reduce(factors[0]) { $0 * $1 }
      #expect(Matrix.product(of: factors) == expected, "\(lengths)")
    }
    for lengths in [
      [2, 3], [3, 1, 4], [1, 5, 1, 5, 1], [7, 2, 5, 3, 6, 1], [2, 0, 3, 2], [0, 1, 0],
    ] {
      check(lengths, Float.self)
      check(lengths, Complex<Double>.self)
    }
  }

  /// The chain of the textbook, whose best order is (A₁·(A₂·A₃))·((A₄·A₅)·A₆).
  ///
  /// Products in another order round differently, so the bits show which one it was.
  @Test func takesTheOrderOfLeastWork() {
    let lengths = [30, 35, 15, 5, 10, 20, 25]
    var noise = NoiseGenerator(seed: 1)
    let a: [Matrix<Double>] = zip(lengths, lengths.dropFirst()).map { noise.matrix($0, $1) }
    #expect(Matrix.product(of: a) == (a[0] * (a[1] * a[2])) * ((a[3] * a[4]) * a[5]))
    #expect(Matrix.product(of: a) != a.dropFirst().reduce(a[0]) { $0 * $1 })
  }
}
